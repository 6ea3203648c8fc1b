#include "articles/story-cache.h"

#include <string.h>

static const char magic[8] = "OBSTORY2";

/* As it is in the file. */
typedef struct
{
  guint8 sha256[OB_SHA256_BYTES];
  ObMinHash hash;
} Record;

G_STATIC_ASSERT (sizeof (Record) == OB_SHA256_BYTES + sizeof (ObMinHash));

struct _ObStoryCache
{
  char *path;          /* (owned) (nullable): NULL when there is no folder */
  GHashTable *records; /* (owned) SHA-256 in the record -> record */
  GByteArray *added;   /* (owned) records that are not in the file yet */
  gboolean is_whole;   /* the file is there and well-formed: it can be added to */
};

static guint
hash_sha256 (gconstpointer sha256)
{
  guint hash;

  memcpy (&hash, sha256, sizeof hash);
  return hash;
}

static gboolean
equal_sha256 (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, OB_SHA256_BYTES) == 0;
}

static char *
dup_path (ObProject *project)
{
  const char *path = ob_project_get_path (project);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "obelus", "stories", NULL);
  g_autofree char *name
      = path != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1) : NULL;

  /* A project that was closed meanwhile has none. */
  if (name == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;
  name[32] = '\0';
  return g_build_filename (folder, name, NULL);
}

static void
keep (ObStoryCache *cache, const Record *record)
{
  Record *copy = g_memdup2 (record, sizeof *record);

  g_hash_table_replace (cache->records, copy->sha256, copy);
}

static void
load (ObStoryCache *cache)
{
  g_autofree char *contents = NULL;
  gsize length;

  if (cache->path == NULL || !g_file_get_contents (cache->path, &contents, &length, NULL)
      || length < sizeof magic || memcmp (contents, magic, sizeof magic) != 0)
    return;

  cache->is_whole = (length - sizeof magic) % sizeof (Record) == 0;
  for (gsize at = sizeof magic; at + sizeof (Record) <= length; at += sizeof (Record))
    {
      Record record;

      memcpy (&record, contents + at, sizeof record);
      keep (cache, &record);
    }
}

static void
append_to_file (ObStoryCache *cache)
{
  g_autoptr (GFile) file = g_file_new_for_path (cache->path);
  g_autoptr (GFileOutputStream) stream
      = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, NULL);

  if (stream != NULL)
    g_output_stream_write_all (G_OUTPUT_STREAM (stream), cache->added->data, cache->added->len, NULL,
                               NULL, NULL);
}

static void
write_anew (ObStoryCache *cache)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  GHashTableIter iter;
  gpointer record;

  g_byte_array_append (all, (const guint8 *) magic, sizeof magic);
  g_hash_table_iter_init (&iter, cache->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    g_byte_array_append (all, record, sizeof (Record));
  g_file_set_contents_full (cache->path, (const char *) all->data, all->len,
                            G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/* Public functions ----------------------------------------------------------------------------- */

ObStoryCache *
ob_story_cache_open (ObProject *project)
{
  ObStoryCache *cache = g_new0 (ObStoryCache, 1);

  cache->path = dup_path (project);
  cache->records = g_hash_table_new_full (hash_sha256, equal_sha256, NULL, g_free);
  cache->added = g_byte_array_new ();
  load (cache);
  return cache;
}

void
ob_story_cache_close (ObStoryCache *cache)
{
  if (cache->path != NULL && cache->added->len > 0)
    {
      if (cache->is_whole)
        append_to_file (cache);
      else
        write_anew (cache);
    }
  g_free (cache->path);
  g_hash_table_unref (cache->records);
  g_byte_array_unref (cache->added);
  g_free (cache);
}

const ObMinHash *
ob_story_cache_find (const ObStoryCache *cache, const guint8 *sha256)
{
  const Record *record = g_hash_table_lookup (cache->records, sha256);

  return record != NULL ? &record->hash : NULL;
}

void
ob_story_cache_add (ObStoryCache *cache, const guint8 *sha256, const ObMinHash *hash)
{
  Record record = { .hash = *hash };

  memcpy (record.sha256, sha256, OB_SHA256_BYTES);
  g_byte_array_append (cache->added, (const guint8 *) &record, sizeof record);
  keep (cache, &record);
}
