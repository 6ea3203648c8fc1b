#include "window/projects.h"

#include "articles/reader-process.h"
#include "formats/edit-lines.h"
#include "store/edit.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".obelus"
#define MAX_NAME 80

gboolean
ob_projects_is_project (const char *path)
{
  static const char magic[] = "SQLite format 3";
  char head[sizeof magic] = { 0 };
  int fd;

  if (g_str_has_suffix (path, ENDING))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;

  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return FALSE;
  if (read (fd, head, sizeof head) != sizeof head)
    head[0] = '\0';
  close (fd);

  return memcmp (head, magic, sizeof magic) == 0;
}

static const char *
get_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return documents != NULL && g_file_test (documents, G_FILE_TEST_IS_DIR) ? documents
                                                                          : g_get_home_dir ();
}

/* @name without what file systems refuse, and not too long. (transfer full) */
static char *
dup_file_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *head = g_utf8_substring (valid, 0, MIN (MAX_NAME, g_utf8_strlen (valid, -1)));

  g_autoptr (GRegex) unwanted = g_regex_new ("[\\s/\\\\:*?\"<>|]+", G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *clean = g_regex_replace_literal (unwanted, head, -1, 0, " ", 0, NULL);
  char *start = g_strstrip (clean);

  while (*start == '.')
    start++;

  return g_strdup (*start ? start : _("New project"));
}

char *
ob_projects_dup_free_path (const char *name)
{
  g_autofree char *base = dup_file_name (name);

  for (guint i = 1;; i++)
    {
      g_autofree char *file
        = i == 1 ? g_strconcat (base, ENDING, NULL) : g_strdup_printf ("%s %u" ENDING, base, i);
      g_autofree char *path = g_build_filename (get_folder (), file, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        return g_steal_pointer (&path);
    }
}

void
ob_projects_remember (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  char *groups[] = { (char *) "Obelus", NULL };
  GtkRecentData data = {
    .mime_type = (char *) "application/vnd.obelus.project+sqlite3",
    .app_name = (char *) "Obelus",
    .app_exec = (char *) "obelus %f",
    .groups = groups,
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  gint64 visited_a = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  gint64 visited_b = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return (visited_a < visited_b) - (visited_a > visited_b);
}

char **
ob_projects_list_remembered (void)
{
  GList *infos = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  infos = g_list_sort (infos, compare_recent);
  for (GList *l = infos; l != NULL; l = l->next)
    {
      g_autofree char *path
        = g_filename_from_uri (gtk_recent_info_get_uri (l->data), NULL, NULL);

      if (path != NULL && g_str_has_suffix (path, ENDING))
        g_strv_builder_add (builder, path);
    }
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
  return g_strv_builder_end (builder);
}

char *
ob_projects_dup_sample_path (void)
{
  g_autofree char *file = g_strconcat (_("Obelus sample"), ENDING, NULL);

  return g_build_filename (get_folder (), file, NULL);
}

static gboolean
add_sample_article (ObProject *project, GError **error)
{
  g_autoptr (GBytes) bytes
    = g_resources_lookup_data ("/org/obelus/Obelus/sample-article.txt", 0, error);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (ObEdit) edit = NULL;
  const ObReading *reading;

  if (bytes == NULL)
    return FALSE;
  readings = ob_reader_process_read (process, bytes, "sample-article.txt", NULL, NULL, error);
  if (readings == NULL)
    return FALSE;

  reading = g_ptr_array_index (readings, 0);
  edit = ob_edit_new (project, _("Add the sample article"));

  return ob_edit_add_article (edit, reading->text, reading->original, reading->metadata, error) != 0
         && ob_edit_commit (edit, error);
}

/* A step of its own, so that undoing it leaves the bare article to try one's hand at. */
static gboolean
annotate_sample (ObProject *project, GError **error)
{
  g_autoptr (GInputStream) stream
    = g_resources_open_stream ("/org/obelus/Obelus/sample-edits.jsonl", 0, error);
  g_autoptr (ObEdit) edit = ob_edit_new (project, _("Annotate the sample article"));
  g_autoptr (ObEditLines) lines
    = ob_edit_lines_new (project, edit, ob_project_get_annotator (project));

  return stream != NULL && ob_edit_lines_read (lines, stream, NULL, error)
         && ob_edit_commit (edit, error);
}

gboolean
ob_projects_create_sample (const char *path, GError **error)
{
  g_autoptr (ObProject) project = NULL;
  gboolean filled;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  project = ob_project_create (path, NULL, NULL, error);
  if (project == NULL)
    return FALSE;

  filled = add_sample_article (project, error) && annotate_sample (project, error);
  ob_project_close (project);
  if (!filled)
    unlink (path);

  return filled;
}
