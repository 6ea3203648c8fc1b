/* Whatever the bytes, reading them as an annotation set of one format (SET) ends with what is to be
 * done, or in a sentence; and the project is as it was before.
 *
 * A set of several files is given as one: names and contents take turns, apart by lines of "%%".
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

#include "formats/format.h"

#define BETWEEN "\n%%\n"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

static char *folder;
static ObProject *project;

static void
take_away (void)
{
  g_autofree char *path = g_build_filename (folder, "a.obelus", NULL);

  g_clear_object (&project);
  g_remove (path);
  g_rmdir (folder);
}

/* One project for all inputs: nothing is ever written into it. */
static void
set_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (project != NULL)
    return;
  folder = g_dir_make_tmp ("obelus-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "a.obelus", NULL);
  project = ob_project_create (path, "Anna", NULL, &error);
  g_assert_no_error (error);
  atexit (take_away);
}

/* Writes the files of @input into a folder called "set". (transfer full) */
static char *
write_files (const guint8 *data, gsize length)
{
  g_autofree char *input = g_strndup ((const char *) data, length);
  g_auto (GStrv) parts = g_strsplit (input, BETWEEN, 12);
  char *set = g_build_filename (folder, "set", NULL);

  g_mkdir (set, 0700);
  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i += 2)
    {
      g_autofree char *name = g_path_get_basename (parts[i]);
      g_autofree char *path = g_build_filename (set, name, NULL);

      if (strlen (name) < 100)
        g_file_set_contents (path, parts[i + 1], -1, NULL);
    }
  return set;
}

static void
remove_files (const char *set)
{
  g_autoptr (GDir) names = g_dir_open (set, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (set, name, NULL);

      g_remove (path);
    }
  g_rmdir (set);
}

static void
read_set (const ObFormat *format, ObSource *source)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Import");
  g_autoptr (GPtrArray) items = NULL, losses = NULL, labels = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done
    = ob_format_read (format, project, edit, source, NULL, NULL, &items, &losses, &labels, &error);

  g_assert_true (done == (error == NULL));
  g_assert_true (done == (items != NULL));
  if (error != NULL)
    g_assert_cmpuint (strlen (error->message), >, 10);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  const ObFormat *format = ob_formats_find (SET);
  g_autoptr (ObSource) source = NULL;
  g_autofree char *path = NULL;
  gboolean several = format->shape == OB_SHAPE_FILES && format->recognise == NULL;

  set_up ();
  if (several)
    path = write_files (data, length);
  else
    {
      path = g_build_filename (folder, "set", NULL);
      g_file_set_contents (path, (const char *) data, (gssize) length, NULL);
    }
  source = ob_source_open (path, NULL);
  if (source != NULL)
    read_set (format, source);
  if (several)
    remove_files (path);
  else
    g_remove (path);
  return 0;
}
