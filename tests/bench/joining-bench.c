/* How long it takes somebody new to join a team that has worked for a year in one team folder.
 *
 * usage: joining-bench [EXCHANGES [EDITS]] [FOLDER]
 *
 * One copy makes EDITS edits, each a step of its own, between any two of EXCHANGES exchanges with the
 * folder; as given a working year of ten exchanges a day and 20 edits each.  FOLDER is where all of it
 * is made, best in memory, since each edit waits for its disk.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "share/folder.h"
#include "share/sync.h"
#include "store/edit.h"
#include "store/upkeep.h"

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static ObEntity
add_article (ObProject *project)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add article");
  g_autofree char *utf8 = g_strnfill (20000, 'x');
  g_autoptr (ObText) text = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;
  ObArticle metadata = { .title = (char *) "Title" };

  for (guint i = 99; i < 20000; i += 100)
    utf8[i] = '\n';
  text = ob_text_new (utf8);
  ob_edit_add_article (edit, text, NULL, &metadata, &error);
  check (error);
  ob_edit_commit (edit, &error);
  check (error);
  articles = ob_project_list_articles (project);
  return ((ObArticle *) articles->pdata[0])->entity;
}

static void
annotate (ObProject *project, ObEntity article, guint i)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag as Claim");
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GArray) segments = ob_segments_new_single (i % 19000, i % 19000 + 50);
  g_autoptr (GError) error = NULL;

  ob_edit_annotate (edit, article, ob_codebook_find (codebook, "claim")->entity, segments, &error);
  check (error);
  ob_edit_commit (edit, &error);
  check (error);
}

static double
synchronise (ObProject *project, const char *folder)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ObSyncReport) report = ob_sync_folder (project, folder, &error);

  check (error);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  guint n_exchanges = argc > 1 ? (guint) atoi (argv[1]) : 2500, n_edits = argc > 2 ? (guint) atoi (argv[2]) : 20;
  g_autofree char *top = g_build_filename (argc > 3 ? argv[3] : g_get_tmp_dir (), "obelus-joining-XXXXXX", NULL);
  g_autofree char *path = NULL, *other = NULL, *folder = NULL;
  g_autoptr (ObProject) project = NULL, new = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity article;
  goffset n_bytes = 0;
  double joining, last = 0;

  if (g_mkdtemp (top) == NULL)
    g_error ("No folder could be made.");
  path = g_build_filename (top, "one.obelus", NULL);
  other = g_build_filename (top, "new.obelus", NULL);
  folder = g_build_filename (top, "team", NULL);
  g_mkdir (folder, 0700);
  project = ob_project_create (path, "Anna", NULL, &error);
  check (error);
  article = add_article (project);
  for (guint i = 0; i < n_exchanges; i++)
    {
      for (guint j = 0; j < n_edits; j++)
        annotate (project, article, i * n_edits + j);
      last = synchronise (project, folder);
    }

  files = ob_folder_list (folder, &error);
  check (error);
  for (guint i = 0; i < files->len; i++)
    n_bytes += (goffset) ((ObFolderFile *) files->pdata[i])->n_bytes;
  new = ob_project_create (other, "Berta", NULL, &error);
  check (error);
  joining = synchronise (new, folder);
  g_print ("%u changes, %u bundles of %" G_GOFFSET_FORMAT " bytes (%.0f a change), last exchange %.2f s\n",
           (guint) ob_project_count (project).changes, files->len, n_bytes,
           (double) n_bytes / (double) ob_project_count (project).changes, last);
  g_print ("joined in %.1f s with %u annotations, again %.2f s\n", joining,
           (guint) ob_project_count (new).annotations, synchronise (new, folder));

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *file = g_build_filename (folder, ((ObFolderFile *) files->pdata[i])->name, NULL);

      g_unlink (file);
    }
  g_clear_object (&project);
  g_clear_object (&new);
  g_unlink (path);
  g_unlink (other);
  g_rmdir (folder);
  g_rmdir (top);
  return EXIT_SUCCESS;
}
