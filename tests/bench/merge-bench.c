/* Merging two copies of a project, each with many changes of its own: one annotation a change.
 *
 * merge-bench [N_CHANGES [FOLDER]]: prints one line a measurement.  A FOLDER in memory keeps the
 * making of the copies short; merging is one commit either way.
 */
#include <glib/gstdio.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "share/merge.h"
#include "share/sync.h"
#include "store/edit.h"
#include "store/project-private.h"
#include "store/upkeep.h"

#define ARTICLE_CODE_POINTS 6000

static void
require (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static ObProject *
open_project (const char *path)
{
  g_autoptr (GError) error = NULL;
  ObProject *project = ob_project_open (path, &error);

  require (project != NULL, error);
  return project;
}

/* Milliseconds on the clock, and of the processor. */
typedef struct
{
  double clock, processor;
} Moment;

static Moment
now (void)
{
  struct rusage usage;
  Moment moment = { (double) g_get_monotonic_time () / 1000.0, 0.0 };

  getrusage (RUSAGE_SELF, &usage);
  moment.processor = 1000.0 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                     + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
  return moment;
}

static void
report (const char *what, Moment start, guint n)
{
  Moment end = now ();
  double processor = end.processor - start.processor;
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%-26s %7.0f ms (processor %7.0f ms, %5.1f us a change)  peak %ld MB\n", what,
           end.clock - start.clock, processor, 1000.0 * processor / n, usage.ru_maxrss / 1024);
}

/* A change as "Tag as Claim" makes one. */
static void
add_change (ObProject *project, const ObId *article, const ObId *label, const ObId *annotator, guint i)
{
  ObChange *change = ob_change_new ();
  GArray *fields = ob_fields_new ();
  g_autoptr (GArray) segments = ob_segments_new_single (i % 5900, i % 5900 + 20);

  g_free (change->name);
  change->name = g_strdup ("Tag as Claim");
  ob_fields_set (fields, "article", ob_value_new_entity (ob_change_refer (change, article)));
  ob_fields_set (fields, "label", ob_value_new_entity (ob_change_refer (change, label)));
  ob_fields_set (fields, "annotator", ob_value_new_entity (ob_change_refer (change, annotator)));
  ob_fields_set (fields, "segments", ob_value_new_segments (segments));
  ob_change_create (change, OB_KIND_ANNOTATION, fields);
  ob_project_append (project, change);
}

/* One change an annotation, but many in one transaction: a million would take hours otherwise. */
static void
add_changes (ObProject *project, guint n)
{
  ObState *state = ob_project_get_state (project);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GError) error = NULL;
  ObId article, label, annotator;

  ob_state_get_id (state, ((ObArticle *) articles->pdata[0])->entity, &article);
  ob_state_get_id (state, ob_project_find (project, OB_KIND_LABEL, "claim", NULL), &label);
  ob_state_get_id (state, ob_project_get_annotator (project), &annotator);
  require (ob_project_begin (project, &error), error);
  for (guint i = 0; i < n; i++)
    add_change (project, &article, &label, &annotator, i);
  require (ob_project_commit (project, &error), error);
}

static void
make_first (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_create (path, "Anna", NULL, &error);
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *utf8 = g_strnfill (ARTICLE_CODE_POINTS, 'x');
  g_autoptr (ObText) text = ob_text_new (utf8);
  ObArticle metadata = { .title = (char *) "Title" };

  require (project != NULL, error);
  edit = ob_edit_new (project, "Add article");
  require (ob_edit_add_article (edit, text, NULL, &metadata, &error) != 0, error);
  require (ob_edit_commit (edit, &error), error);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  require (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error), error);
}

static void
measure_merge (ObProject *project, const char *other, const char *what, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeReport) done = NULL;
  Moment start = now ();

  done = ob_merge_file (project, other, FALSE, &error);
  require (done != NULL, error);
  report (what, start, n);
}

/* Two copies of one project with changes of their own; made once, because that takes long. */
static void
make_copies (const char *one, const char *two, guint n)
{
  make_first (one);
  copy_file (one, two);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ObProject) project = open_project (i == 0 ? one : two);
      guint64 bytes = ob_project_count (project).file_bytes;

      add_changes (project, n);
      g_print ("bytes a change in the file       %8.0f\n",
               (double) (ob_project_count (project).file_bytes - bytes) / n);
    }
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 20000;
  g_autofree char *size = g_strdup_printf ("obelus-merge-bench-%u", n);
  g_autofree char *folder = argc > 2 ? g_build_filename (argv[2], size, NULL)
                                     : g_dir_make_tmp ("obelus-bench-XXXXXX", NULL);
  g_autofree char *one = g_build_filename (folder, "one.obelus", NULL);
  g_autofree char *two = g_build_filename (folder, "two.obelus", NULL);
  g_autofree char *merged = g_build_filename (folder, "merged.obelus", NULL);
  g_autofree char *team = g_build_filename (folder, "team", NULL);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObSyncReport) sent = NULL;
  g_autoptr (GError) error = NULL;
  Moment start;

  g_mkdir_with_parents (team, 0700);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  if (!g_file_test (two, G_FILE_TEST_EXISTS))
    make_copies (one, two, n);

  copy_file (one, merged);
  project = open_project (merged);
  measure_merge (project, two, "merge", n);
  measure_merge (project, two, "merge again, nothing new", n);
  start = now ();
  sent = ob_sync_folder (project, team, &error);
  require (sent != NULL, error);
  report ("send all to a team folder", start, 2 * n);
  return 0;
}
