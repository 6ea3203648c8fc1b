/* The project file under load: commits, bulk edits, reading, opening, size.
 *
 * store-bench [N_ARTICLES [N_ANNOTATIONS]]: prints one line a measurement.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "store/edit.h"
#include "store/history.h"
#include "store/upkeep.h"

#define ARTICLE_CODE_POINTS 6000
#define N_COMMITS 200

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static void
require (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
add_articles (ObProject *project, guint n)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Import");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Article %u", i);
      GString *utf8 = g_string_new (title);
      g_autoptr (ObText) text = NULL;
      ObArticle metadata = { .title = title };

      while (utf8->len < ARTICLE_CODE_POINTS)
        g_string_append_printf (utf8, "\nThe minister number %u said that nothing of it was true.",
                                (guint) utf8->len * i);
      text = ob_text_new (utf8->str);
      g_string_free (utf8, TRUE);
      require (ob_edit_add_article (edit, text, NULL, &metadata, &error) != 0, error);
    }
  require (ob_edit_commit (edit, &error), error);
}

static void
annotate (ObEdit *edit, ObEntity article, ObEntity label, ObEntity speaker, guint i)
{
  guint32 start = (i * 37) % (ARTICLE_CODE_POINTS - 60);
  g_autoptr (GArray) segments = ob_segments_new_single (start, start + 5 + i % 40);
  g_autoptr (ObValue) value = ob_value_new_entity (speaker);
  g_autoptr (GError) error = NULL;
  ObEntity annotation = ob_edit_annotate (edit, article, label, segments, &error);

  require (annotation != 0, error);
  require (ob_edit_set_attribute (edit, annotation, "speaker", value, &error), error);
  require (ob_edit_set_attribute_text (edit, annotation, "stance", i % 2 ? "denies" : "asserts",
                                       FALSE, &error),
           error);
}

static int
compare_doubles (const void *a, const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* One annotation a commit, as a key press makes it. */
static void
measure_commits (ObProject *project, ObEntity article, ObEntity label, ObEntity speaker)
{
  double times[N_COMMITS];

  for (guint i = 0; i < N_COMMITS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag as Claim");
      g_autoptr (GError) error = NULL;

      annotate (edit, article, label, speaker, i);
      require (ob_edit_commit (edit, &error), error);
      times[i] = milliseconds_since (start);
    }
  qsort (times, N_COMMITS, sizeof times[0], compare_doubles);
  g_print ("commit of one annotation   p50 %.2f ms  p95 %.2f ms\n", times[N_COMMITS / 2],
           times[N_COMMITS * 95 / 100]);
}

int
main (int argc, char **argv)
{
  guint n_articles = argc > 1 ? (guint) atoi (argv[1]) : 1000;
  guint n_annotations = argc > 2 ? (guint) atoi (argv[2]) : 50000;
  g_autofree char *folder = g_dir_make_tmp ("obelus-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.obelus", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  ObEntity label, speaker;
  guint64 before;
  gint64 start;

  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  project = ob_project_create (path, "Bench", NULL, &error);
  require (project != NULL, error);

  start = g_get_monotonic_time ();
  add_articles (project, n_articles);
  g_print ("%u articles added           %.0f ms\n", n_articles, milliseconds_since (start));
  articles = ob_project_list_articles (project);
  label = ob_project_find (project, OB_KIND_LABEL, "claim", NULL);
  {
    g_autoptr (ObEdit) edit = ob_edit_new (project, "Add speaker");

    speaker = ob_edit_add_speaker (edit, "Sergei Lavrov", &error);
    require (ob_edit_commit (edit, &error), error);
    speaker = ob_edit_resolve (edit, speaker);
  }

  before = ob_project_count (project).file_bytes;
  measure_commits (project, ((ObArticle *) articles->pdata[0])->entity, label, speaker);
  g_print ("bytes an annotation, alone  %.0f\n",
           (double) (ob_project_count (project).file_bytes - before) / N_COMMITS);

  before = ob_project_count (project).file_bytes;
  start = g_get_monotonic_time ();
  {
    g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag many");

    for (guint i = 0; i < n_annotations; i++)
      annotate (edit, ((ObArticle *) articles->pdata[i % n_articles])->entity, label, speaker, i);
    require (ob_edit_commit (edit, &error), error);
  }
  g_print ("%u annotations at once  %.0f ms\n", n_annotations, milliseconds_since (start));
  g_print ("bytes an annotation, bulk   %.0f\n",
           (double) (ob_project_count (project).file_bytes - before) / n_annotations);

  start = g_get_monotonic_time ();
  require (ob_project_undo (project, NULL, &error), error);
  g_print ("undo of them                %.0f ms\n", milliseconds_since (start));
  start = g_get_monotonic_time ();
  require (ob_project_redo (project, NULL, &error), error);
  g_print ("redo of them                %.0f ms\n", milliseconds_since (start));

  g_clear_object (&project);
  start = g_get_monotonic_time ();
  project = ob_project_open (path, &error);
  require (project != NULL, error);
  g_print ("open                        %.1f ms\n", milliseconds_since (start));
  start = g_get_monotonic_time ();
  g_ptr_array_unref (ob_project_list_articles (project));
  g_print ("list of articles            %.1f ms\n", milliseconds_since (start));
  start = g_get_monotonic_time ();
  g_array_unref (ob_project_list_spans (project, ((ObArticle *) articles->pdata[0])->entity));
  g_print ("spans of one article        %.2f ms\n", milliseconds_since (start));
  start = g_get_monotonic_time ();
  require (ob_project_check (project, &problems, &error), error);
  g_print ("check (%u problems)          %.0f ms\n", problems->len, milliseconds_since (start));

  g_clear_object (&project);
  g_unlink (path);
  return problems->len > 0;
}
