#include "formats/source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/archive.h"
#include "formats/format.h"

#define HEAD_BYTES (64 * 1024)
#define MAX_DEPTH 4 /* folders in folders */

struct _ObSource
{
  char *path;       /* (owned) (nullable) */
  char *name;       /* (owned) valid UTF-8 */
  GPtrArray *names; /* (owned) char * */
  gboolean is_folder;
  ObArchive *archive; /* (owned) (nullable) */
  GBytes *bytes;      /* (owned) (nullable) of a single file that is in memory */
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
list_folder (ObSource *source, const char *below, guint depth, GError **error)
{
  g_autofree char *path
      = below != NULL ? g_build_filename (source->path, below, NULL) : g_strdup (source->path);
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *relative
          = below != NULL ? g_strconcat (below, "/", name, NULL) : g_strdup (name);
      g_autofree char *full = g_build_filename (source->path, relative, NULL);

      if (*name == '.' || !g_utf8_validate (name, -1, NULL)
          || g_file_test (full, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        {
          if (depth < MAX_DEPTH && !list_folder (source, relative, depth + 1, error))
            return FALSE;
        }
      else if (g_file_test (full, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (source->names, g_steal_pointer (&relative));
      if (source->names->len > OB_SOURCE_MAX_FILES)
        {
          g_set_error (error, OB_FORMAT_ERROR, OB_FORMAT_ERROR_INVALID,
                       _ ("The folder has more than %u files."), OB_SOURCE_MAX_FILES);
          return FALSE;
        }
    }

  return TRUE;
}

static GBytes *
map_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GMappedFile) mapped = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, OB_FORMAT_ERROR, OB_FORMAT_ERROR_INVALID,
                           _ ("This is no file that can be read."));
      return NULL;
    }
  if (g_file_info_get_size (info) > OB_SOURCE_MAX_BYTES)
    {
      g_set_error (error, OB_FORMAT_ERROR, OB_FORMAT_ERROR_INVALID,
                   _ ("The file is larger than %u MB. Export it in parts."),
                   OB_SOURCE_MAX_BYTES / 1024 / 1024);
      return NULL;
    }
  /* Never NULL, so that readers need not ask. */
  if (g_file_info_get_size (info) == 0)
    return g_bytes_new_static ("", 0);
  mapped = g_mapped_file_new (path, FALSE, error);
  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

static gboolean
open_archive (ObSource *source, GError **error)
{
  g_autoptr (GBytes) head = ob_source_get_head (source);
  g_autoptr (GBytes) bytes = NULL;
  const GPtrArray *entries;

  if (head == NULL || !ob_archive_is_zip (head))
    return TRUE;
  bytes = map_file (source->path, error);
  source->archive = bytes != NULL ? ob_archive_read_set (bytes, error) : NULL;
  if (source->archive == NULL)
    return FALSE;

  entries = ob_archive_list (source->archive);
  g_ptr_array_set_size (source->names, 0);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (source->names, g_strdup (g_ptr_array_index (entries, i)));
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObSource *
ob_source_open (const char *path, GError **error)
{
  g_autoptr (ObSource) source = ob_source_new_for_bytes (NULL, NULL);
  g_autofree char *base = g_path_get_basename (path);

  source->path = g_strdup (path);
  source->name = g_filename_display_name (base);
  source->is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  if (source->is_folder)
    {
      if (!list_folder (source, NULL, 0, error))
        return NULL;
    }
  else
    {
      g_ptr_array_add (source->names, g_strdup (source->name));
      if (!open_archive (source, error))
        return NULL;
    }

  g_ptr_array_sort (source->names, compare_names);
  return g_steal_pointer (&source);
}

ObSource *
ob_source_new_for_bytes (const char *name, GBytes *bytes)
{
  ObSource *source = g_new0 (ObSource, 1);

  source->names = g_ptr_array_new_with_free_func (g_free);
  source->name = g_strdup (name);
  if (bytes != NULL)
    {
      source->bytes = g_bytes_ref (bytes);
      g_ptr_array_add (source->names, g_strdup (name));
    }
  return source;
}

void
ob_source_free (ObSource *source)
{
  if (source == NULL)
    return;

  g_free (source->path);
  g_free (source->name);
  g_ptr_array_unref (source->names);
  g_clear_pointer (&source->archive, ob_archive_free);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_free (source);
}

const char *
ob_source_get_name (const ObSource *source)
{
  return source->name;
}

gboolean
ob_source_is_several (const ObSource *source)
{
  return source->is_folder || source->archive != NULL;
}

const GPtrArray *
ob_source_list (const ObSource *source)
{
  return source->names;
}

const char *
ob_source_find (const ObSource *source, const char *ending)
{
  for (guint i = 0; i < source->names->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (source->names, i), ending))
      return g_ptr_array_index (source->names, i);

  return NULL;
}

gboolean
ob_source_has (const ObSource *source, const char *name)
{
  return g_ptr_array_find_with_equal_func (source->names, name, g_str_equal, NULL);
}

GBytes *
ob_source_get (const ObSource *source, const char *name, GError **error)
{
  GBytes *bytes;

  if (source->bytes != NULL)
    return g_bytes_ref (source->bytes);
  if (source->archive != NULL)
    {
      bytes = ob_archive_get (source->archive, name);
      if (bytes != NULL)
        return g_bytes_get_size (bytes) > 0 ? g_bytes_ref (bytes) : g_bytes_new_static ("", 0);
    }
  else if (ob_source_has (source, name))
    {
      g_autofree char *path = source->is_folder ? g_build_filename (source->path, name, NULL)
                                                : g_strdup (source->path);

      return map_file (path, error);
    }

  g_set_error (error, OB_FORMAT_ERROR, OB_FORMAT_ERROR_INVALID,
               _ ("The file “%s” is missing from the set."), name);
  return NULL;
}

GBytes *
ob_source_get_head (const ObSource *source)
{
  g_autoptr (GInputStream) stream = NULL;

  if (source->bytes != NULL)
    return g_bytes_new_from_bytes (source->bytes, 0,
                                   MIN (HEAD_BYTES, g_bytes_get_size (source->bytes)));
  /* Pipes and devices would have to be read twice. */
  if (ob_source_is_several (source) || !g_file_test (source->path, G_FILE_TEST_IS_REGULAR))
    return NULL;

  stream = ob_source_stream (source, NULL, NULL);
  return stream != NULL ? g_input_stream_read_bytes (stream, HEAD_BYTES, NULL, NULL) : NULL;
}

GInputStream *
ob_source_stream (const ObSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (source->bytes != NULL)
    return g_memory_input_stream_new_from_bytes (source->bytes);

  file = g_file_new_for_path (source->path);
  return (GInputStream *) g_file_read (file, cancellable, error);
}
