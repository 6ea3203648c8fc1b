/* Merging two copies of a project, each with many changes of its own: one annotation a change.
 *
 * merge-bench [N_CHANGES [FOLDER]]: prints one line a measurement.  A FOLDER in memory keeps the
 * making of the copies short; merging is one commit either way.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "share/merge.h"
#include "share/sync.h"
#include "store/edit.h"
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

static void
report (const char *what, gint64 start, guint n)
{
  double milliseconds = (double) (g_get_monotonic_time () - start) / 1000.0;
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%-32s %8.0f ms  %6.1f us a change  peak %ld MB\n", what, milliseconds,
           1000.0 * milliseconds / n, usage.ru_maxrss / 1024);
}

static void
add_changes (ObProject *project, guint n)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  ObEntity article = ((ObArticle *) articles->pdata[0])->entity;
  ObEntity label = ob_project_find (project, OB_KIND_LABEL, "claim", NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag as Claim");
      g_autoptr (GArray) segments = ob_segments_new_single (i % 5900, i % 5900 + 20);
      g_autoptr (GError) error = NULL;

      require (ob_edit_annotate (edit, article, label, segments, &error) != 0, error);
      require (ob_edit_commit (edit, &error), error);
    }
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
  g_autofree char *data = NULL;
  gsize length;

  require (g_file_get_contents (from, &data, &length, NULL), NULL);
  require (g_file_set_contents (to, data, (gssize) length, NULL), NULL);
}

static void
measure_merge (ObProject *project, const char *other, const char *what, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeReport) done = NULL;
  gint64 start = g_get_monotonic_time ();

  done = ob_merge_file (project, other, FALSE, &error);
  require (done != NULL, error);
  report (what, start, n);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 20000;
  g_autofree char *folder = argc > 2 ? g_build_filename (argv[2], "obelus-merge-bench", NULL)
                                     : g_dir_make_tmp ("obelus-bench-XXXXXX", NULL);
  g_autofree char *one = g_build_filename (folder, "one.obelus", NULL);
  g_autofree char *two = g_build_filename (folder, "two.obelus", NULL);
  g_autofree char *team = g_build_filename (folder, "team", NULL);
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObSyncReport) sent = NULL;
  g_autoptr (GError) error = NULL;
  guint64 bytes;
  gint64 start;

  g_mkdir_with_parents (team, 0700);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  make_first (one);
  copy_file (one, two);
  for (guint i = 0; i < 2; i++)
    {
      project = open_project (i == 0 ? one : two);
      bytes = ob_project_count (project).file_bytes;
      add_changes (project, n);
      g_print ("bytes a change in the file       %8.0f\n",
               (double) (ob_project_count (project).file_bytes - bytes) / n);
      g_clear_object (&project);
    }

  project = open_project (one);
  measure_merge (project, two, "merge", n);
  measure_merge (project, two, "merge again, nothing new", n);
  start = g_get_monotonic_time ();
  sent = ob_sync_folder (project, team, &error);
  require (sent != NULL, error);
  report ("send all to a team folder", start, 2 * n);
  g_clear_object (&project);
  g_unlink (one);
  g_unlink (two);
  return 0;
}
