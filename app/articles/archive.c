#include "articles/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/reader.h"

#define BLOCK_BYTES (64 * 1024)

struct _ObArchive
{
  GPtrArray *names;    /* (owned) char * */
  GHashTable *entries; /* (owned) name -> GBytes */
  gsize n_packed;      /* bytes of the archive itself */
  gsize n_bytes;       /* bytes read out of it so far */
  gsize max_entry_bytes, max_bytes;
};

typedef struct archive Reader;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, archive_read_free)

static gboolean
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, message);
  return FALSE;
}

static gboolean
set_damaged_error (GError **error)
{
  return set_error (error, _ ("The file is damaged or incomplete: it cannot be unpacked. Get it "
                              "again from where it came from."));
}

static gboolean
set_bomb_error (GError **error)
{
  return set_error (error, _ ("The file was not unpacked: it would unfold to far more than an "
                              "article has. Such files are made to harm."));
}

/* Whether a name stays inside the archive. */
static gboolean
check_name (const char *name, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (name, "/\\", -1);
  gboolean leads_out
      = *name == '/' || *name == '\\' || (g_ascii_isalpha (name[0]) && name[1] == ':');

  for (guint i = 0; parts[i] != NULL; i++)
    leads_out |= strcmp (parts[i], "..") == 0;
  if (leads_out)
    g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                 _ ("The file was not unpacked: something in it is named to lie outside (“%s”). "
                    "Such files are made to harm."),
                 name);
  return !leads_out;
}

/* Reads the data of the entry that the reader is at. */
static GBytes *
read_entry (ObArchive *self, Reader *reader, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  for (;;)
    {
      guint length = data->len;
      la_ssize_t n;

      g_byte_array_set_size (data, length + BLOCK_BYTES);
      n = archive_read_data (reader, data->data + length, BLOCK_BYTES);
      g_byte_array_set_size (data, length + (guint) MAX (n, 0));
      if (n < 0)
        {
          set_damaged_error (error);
          return NULL;
        }
      /* Thousands of small entries are not to keep a block each. */
      if (n == 0)
        return length < BLOCK_BYTES ? g_bytes_new (data->data, data->len)
                                    : g_byte_array_free_to_bytes (g_steal_pointer (&data));

      self->n_bytes += (gsize) n;
      if (data->len > self->max_entry_bytes || self->n_bytes > self->max_bytes
          || (self->n_bytes > OB_ARCHIVE_FREE_BYTES
              && self->n_bytes / OB_ARCHIVE_MAX_RATIO > self->n_packed))
        {
          set_bomb_error (error);
          return NULL;
        }
    }
}

/* Lists the entry, and reads it when it is wanted. */
static gboolean
add_entry (ObArchive *self,
           Reader *reader,
           struct archive_entry *entry,
           ObArchiveWanted wanted,
           gpointer data,
           GError **error)
{
  const char *raw_name = archive_entry_pathname (entry);
  g_autofree char *name = g_utf8_make_valid (raw_name != NULL ? raw_name : "", -1);
  GBytes *bytes;

  if (archive_entry_filetype (entry) == AE_IFDIR || *name == '\0')
    return TRUE;
  if (!check_name (name, error))
    return FALSE;
  if (self->names->len >= OB_ARCHIVE_MAX_ENTRIES)
    return set_bomb_error (error);
  if (g_hash_table_contains (self->entries, name))
    return TRUE;

  g_ptr_array_add (self->names, g_strdup (name));
  if (wanted != NULL && !wanted (name, data))
    return TRUE;
  if (archive_entry_is_encrypted (entry))
    return set_error (error, _ ("The file is protected by a password. Save it without one, and "
                                "import that."));

  bytes = read_entry (self, reader, error);
  if (bytes == NULL)
    return FALSE;
  g_hash_table_insert (self->entries, g_steal_pointer (&name), bytes);
  return TRUE;
}

static ObArchive *
archive_new (gsize n_packed)
{
  ObArchive *self = g_new0 (ObArchive, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->n_packed = n_packed;
  self->max_entry_bytes = OB_ARCHIVE_MAX_ENTRY_BYTES;
  self->max_bytes = OB_ARCHIVE_MAX_BYTES;
  return self;
}

static gboolean
open_memory (Reader *reader, GBytes *bytes, GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || archive_read_open_memory (reader, data, length) != ARCHIVE_OK)
    return set_damaged_error (error);
  return TRUE;
}

/* Fills @self with the entries of the ZIP file @bytes. */
static gboolean
read_zip (ObArchive *self, GBytes *bytes, ObArchiveWanted wanted, gpointer data, GError **error)
{
  g_autoptr (Reader) reader = archive_read_new ();
  struct archive_entry *entry;
  int result;

  archive_read_support_format_zip (reader);
  if (!open_memory (reader, bytes, error))
    return FALSE;

  while ((result = archive_read_next_header (reader, &entry)) == ARCHIVE_OK
         || result == ARCHIVE_WARN)
    if (!add_entry (self, reader, entry, wanted, data, error))
      return FALSE;
  return result == ARCHIVE_EOF || set_damaged_error (error);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_archive_is_zip (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 4
         && (memcmp (data, "PK\x03\x04", 4) == 0 || memcmp (data, "PK\x05\x06", 4) == 0);
}

ObArchive *
ob_archive_read (GBytes *bytes, ObArchiveWanted wanted, gpointer data, GError **error)
{
  g_autoptr (ObArchive) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = archive_new (g_bytes_get_size (bytes));
  return read_zip (self, bytes, wanted, data, error) ? g_steal_pointer (&self) : NULL;
}

ObArchive *
ob_archive_read_set (GBytes *bytes, GError **error)
{
  g_autoptr (ObArchive) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = archive_new (g_bytes_get_size (bytes));
  self->max_entry_bytes = self->max_bytes = OB_ARCHIVE_MAX_SET_BYTES;
  return read_zip (self, bytes, NULL, NULL, error) ? g_steal_pointer (&self) : NULL;
}

void
ob_archive_free (ObArchive *archive)
{
  if (archive == NULL)
    return;

  g_ptr_array_unref (archive->names);
  g_hash_table_unref (archive->entries);
  g_free (archive);
}

const GPtrArray *
ob_archive_list (const ObArchive *archive)
{
  g_return_val_if_fail (archive != NULL, NULL);

  return archive->names;
}

GBytes *
ob_archive_get (const ObArchive *archive, const char *name)
{
  g_return_val_if_fail (archive != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (archive->entries, name);
}

GBytes *
ob_archive_gunzip (GBytes *bytes, GError **error)
{
  g_autoptr (ObArchive) self = archive_new (g_bytes_get_size (bytes));
  g_autoptr (Reader) reader = archive_read_new ();
  struct archive_entry *entry;

  g_return_val_if_fail (bytes != NULL, NULL);

  archive_read_support_filter_gzip (reader);
  archive_read_support_format_raw (reader);
  if (!open_memory (reader, bytes, error))
    return NULL;
  if (archive_read_next_header (reader, &entry) != ARCHIVE_OK)
    {
      set_damaged_error (error);
      return NULL;
    }

  return read_entry (self, reader, error);
}
