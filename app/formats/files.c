#include "formats/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The first day that a ZIP archive can name: the same set gives the same archive. */
#define ZIP_EPOCH 315532800
#define MAX_NAME 60

struct _ObFiles
{
  GFile *folder;             /* (owned) (nullable) */
  GOutputStream *file;       /* (owned) (nullable) in the folder */
  struct archive *archive;   /* (owned) (nullable) */
  GOutputStream *stream;     /* not owned (nullable): of the archive; NULL when it was given up */
  GCancellable *cancellable; /* not owned: of the call under way */
  GError *error;             /* (owned) (nullable): what the archive met when it wrote */
};

/* An archive that is told of a failure does not free what it compresses with: the rest is written
 * nowhere instead, and check_archive () tells. */
static la_ssize_t
write_cb (struct archive *archive, void *data, const void *bytes, size_t length)
{
  ObFiles *files = data;

  if (files->error == NULL && files->stream != NULL)
    g_output_stream_write_all (files->stream, bytes, length, NULL, files->cancellable,
                               &files->error);
  return (la_ssize_t) length;
}

static gboolean
check_archive (ObFiles *files, la_ssize_t result, GError **error)
{
  if (files->error == NULL && result >= ARCHIVE_WARN)
    return TRUE;

  if (files->error != NULL)
    g_propagate_error (error, g_error_copy (files->error));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The archive could not be written: %s"),
                 archive_error_string (files->archive));
  return FALSE;
}

static gboolean
begin_entry (ObFiles *files, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean done;

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, ZIP_EPOCH, 0);
  if (size >= 0)
    archive_entry_set_size (entry, size);
  else
    archive_entry_unset_size (entry);
  done = check_archive (files, archive_write_header (files->archive, entry), error);
  archive_entry_free (entry);
  return done;
}

static gboolean
close_file (ObFiles *files, GError **error)
{
  g_autoptr (GOutputStream) file = g_steal_pointer (&files->file);

  return file == NULL || g_output_stream_close (file, files->cancellable, error);
}

static gboolean
begin_file (ObFiles *files, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (files->folder, name);
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autoptr (GError) failure = NULL;
  GFileOutputStream *stream;

  if (!g_file_make_directory_with_parents (parent, files->cancellable, &failure)
      && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  stream = g_file_create (file, G_FILE_CREATE_NONE, files->cancellable, error);
  files->file = stream != NULL ? G_OUTPUT_STREAM (stream) : NULL;
  return files->file != NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

ObFiles *
ob_files_new_in_folder (GFile *folder)
{
  ObFiles *files = g_new0 (ObFiles, 1);

  files->folder = g_object_ref (folder);
  return files;
}

ObFiles *
ob_files_new_in_archive (GOutputStream *stream)
{
  ObFiles *files = g_new0 (ObFiles, 1);

  files->stream = stream;
  files->archive = archive_write_new ();
  archive_write_set_format_zip (files->archive);
  archive_write_set_bytes_in_last_block (files->archive, 1);
  archive_write_open (files->archive, files, NULL, write_cb, NULL);
  return files;
}

void
ob_files_free (ObFiles *files)
{
  if (files == NULL)
    return;

  files->stream = NULL;
  if (files->archive != NULL)
    archive_write_free (files->archive);
  g_clear_object (&files->file);
  g_clear_object (&files->folder);
  g_clear_error (&files->error);
  g_free (files);
}

gboolean
ob_files_begin (ObFiles *files, const char *name, GCancellable *cancellable, GError **error)
{
  files->cancellable = cancellable;
  if (files->archive != NULL)
    {
      archive_write_zip_set_compression_deflate (files->archive);
      return begin_entry (files, name, -1, error);
    }

  return close_file (files, error) && begin_file (files, name, error);
}

gboolean
ob_files_write (
    ObFiles *files, const char *data, gsize length, GCancellable *cancellable, GError **error)
{
  files->cancellable = cancellable;
  if (files->archive != NULL)
    return check_archive (files, archive_write_data (files->archive, data, length), error);

  return g_output_stream_write_all (files->file, data, length, NULL, cancellable, error);
}

gboolean
ob_files_add_stored (ObFiles *files,
                     const char *name,
                     const char *data,
                     gsize length,
                     GCancellable *cancellable,
                     GError **error)
{
  files->cancellable = cancellable;
  if (files->archive == NULL)
    return ob_files_begin (files, name, cancellable, error)
           && ob_files_write (files, data, length, cancellable, error);

  archive_write_zip_set_compression_store (files->archive);
  return begin_entry (files, name, (gint64) length, error)
         && ob_files_write (files, data, length, cancellable, error);
}

gboolean
ob_files_finish (ObFiles *files, GCancellable *cancellable, GError **error)
{
  files->cancellable = cancellable;
  return files->archive != NULL ? check_archive (files, archive_write_close (files->archive), error)
                                : close_file (files, error);
}

char *
ob_files_make_name (GHashTable *used, const char *title, const char *ending)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *candidate = NULL;

  for (const char *at = ascii; *at != '\0' && name->len < MAX_NAME; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (name, g_ascii_tolower (*at));
    else if (name->len > 0 && name->str[name->len - 1] != '-' && *at != '?')
      g_string_append_c (name, '-');
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, "article");

  candidate = g_strconcat (name->str, ending, NULL);
  for (guint i = 2; !g_hash_table_add (used, g_strdup (candidate)); i++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s-%u%s", name->str, i, ending);
    }

  return g_steal_pointer (&candidate);
}
