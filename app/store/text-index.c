#include "store/text-index.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "model/varint.h"
#include "store/database.h"

/* A file of another version is thrown away. */
#define VERSION 1
#define BATCH 200
#define BUSY_MILLISECONDS 3000

struct _ObTextIndex
{
  ObProject *project;     /* (owned) */
  ObDatabase *database;   /* (owned) */
  char *path;             /* (owned) (nullable): NULL in memory */
  fts5_tokenizer tokenizer;
  Fts5Tokenizer *splitter; /* (owned) */
};

/* Splitting ------------------------------------------------------------------------------------- */

/* Places of words while a text is split. */
typedef struct
{
  const char *utf8;
  int byte;       /* up to where code points are counted, and */
  guint32 offset; /* how many there are */
  GArray *words;  /* ObSegment */
} Splitting;

static guint32
count_to (Splitting *splitting, int byte)
{
  for (; splitting->byte < byte; splitting->byte++)
    splitting->offset += ((guchar) splitting->utf8[splitting->byte] & 0xC0) != 0x80;
  return splitting->offset;
}

static int
add_word (void *data, int flags, const char *word, int length, int start, int end)
{
  Splitting *splitting = data;
  ObSegment segment;

  if (flags & FTS5_TOKEN_COLOCATED)
    return SQLITE_OK;
  segment.start = count_to (splitting, start);
  segment.end = count_to (splitting, end);
  g_array_append_val (splitting->words, segment);
  return SQLITE_OK;
}

static fts5_api *
get_fts5 (sqlite3 *connection)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (connection, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  return api;
}

/* SQL function places(word): the matches of a row as pairs of 32 bits, number of the first word
 * and how many words. */
static void
places_cb (const Fts5ExtensionApi *api,
           Fts5Context *context,
           sqlite3_context *result,
           int n_arguments,
           sqlite3_value **arguments)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint32));
  int n = 0;

  if (api->xInstCount (context, &n) != SQLITE_OK)
    n = 0;
  for (int i = 0; i < n; i++)
    {
      int phrase, column, word;
      guint32 pair[2];

      if (api->xInst (context, i, &phrase, &column, &word) != SQLITE_OK)
        break;
      pair[0] = (guint32) word;
      pair[1] = (guint32) api->xPhraseSize (context, phrase);
      g_array_append_vals (pairs, pair, 2);
    }
  sqlite3_result_blob64 (result, pairs->data, pairs->len * sizeof (guint32), SQLITE_TRANSIENT);
}

/* Opening --------------------------------------------------------------------------------------- */

static char *
dup_path (ObProject *project)
{
  g_autofree char *hash
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, ob_project_get_path (project), -1);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "obelus", "words", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;
  hash[32] = '\0';
  return g_strconcat (folder, G_DIR_SEPARATOR_S, hash, ".db", NULL);
}

/* Makes the tables, unless they are there and of this version.  FALSE when the file is no use. */
static gboolean
prepare (ObTextIndex *index)
{
  static const char *const tokenizer[] = { "remove_diacritics", "2" };
  sqlite3 *connection = ob_database_get_connection (index->database);
  fts5_api *api = get_fts5 (connection);
  void *data = NULL;
  gint64 version;

  sqlite3_busy_timeout (connection, BUSY_MILLISECONDS);
  ob_database_script (index->database, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL;"
                                       "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000");
  version = ob_database_get_number (index->database, 0, "PRAGMA user_version", "");
  if (version == 0)
    ob_database_script (
        index->database,
        "BEGIN IMMEDIATE;"
        "CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, "
        "words BLOB NOT NULL) STRICT;"
        "CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 "
        "(text, content = '', tokenize = 'unicode61 remove_diacritics 2');"
        "PRAGMA user_version = " G_STRINGIFY (VERSION) ";"
        "COMMIT");
  if (!ob_database_check (index->database, NULL) || (version != 0 && version != VERSION)
      || api == NULL || api->iVersion < 2
      || api->xCreateFunction (api, "places", NULL, places_cb, NULL) != SQLITE_OK
      || api->xFindTokenizer (api, "unicode61", &data, &index->tokenizer) != SQLITE_OK)
    return FALSE;
  return index->tokenizer.xCreate (data, (const char **) tokenizer, G_N_ELEMENTS (tokenizer),
                                   &index->splitter)
         == SQLITE_OK;
}

static gboolean
open_at (ObTextIndex *index, const char *path)
{
  sqlite3 *connection = NULL;
  int code = sqlite3_open_v2 (path, &connection,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW,
                              NULL);

  if (code != SQLITE_OK)
    {
      sqlite3_close (connection);
      return FALSE;
    }
  index->database = ob_database_new (connection);
  return prepare (index);
}

static void
close_database (ObTextIndex *index)
{
  if (index->splitter != NULL)
    index->tokenizer.xDelete (g_steal_pointer (&index->splitter));
  g_clear_pointer (&index->database, ob_database_free);
}

/* Forgets what is in the file; the index begins anew, in memory when there is no other way. */
static void
begin_anew (ObTextIndex *index)
{
  close_database (index);
  if (index->path != NULL)
    g_unlink (index->path);
  if (index->path != NULL && open_at (index, index->path))
    return;

  close_database (index);
  g_clear_pointer (&index->path, g_free);
  if (!open_at (index, ":memory:"))
    g_error ("SQLite was built without full-text search");
}

/* Filling --------------------------------------------------------------------------------------- */

static GHashTable *
list_known (ObTextIndex *index)
{
  GHashTable *known
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  sqlite3_stmt *row = ob_database_query (index->database, "SELECT sha256, id FROM article", "");

  while (ob_database_next (index->database, row))
    g_hash_table_insert (known, ob_column_bytes (row, 0),
                         GSIZE_TO_POINTER ((gsize) sqlite3_column_int64 (row, 1)));
  return known;
}

/* Each word as two varints: characters between the one before and it, and its length. */
static GBytes *
encode_words (const GArray *words)
{
  GByteArray *out = g_byte_array_new ();
  guint32 before = 0;

  for (guint i = 0; i < words->len; i++)
    {
      ObSegment word = g_array_index (words, ObSegment, i);

      ob_varint_append (out, word.start - before);
      ob_varint_append (out, word.end - word.start);
      before = word.end;
    }
  return g_byte_array_free_to_bytes (out);
}

static GArray *
decode_words (const guint8 *data, gsize length)
{
  GArray *words = g_array_sized_new (FALSE, FALSE, sizeof (ObSegment), (guint) length / 2);
  const guint8 *end = data + length;
  guint32 before = 0;
  guint64 gap, size;

  while (data < end && ob_varint_read (&data, end, &gap) && ob_varint_read (&data, end, &size))
    {
      ObSegment word = { before + (guint32) gap, before + (guint32) gap + (guint32) size };

      g_array_append_val (words, word);
      before = word.end;
    }
  return words;
}

static void
add_article (ObTextIndex *index, const ObArticle *article, const ObText *text)
{
  const char *utf8 = ob_text_get_utf8 (text, NULL);
  g_autoptr (GArray) words = ob_text_index_split (index, utf8);
  g_autoptr (GBytes) encoded = encode_words (words);
  gint64 id;

  ob_database_run (index->database, "INSERT OR IGNORE INTO article (sha256, words) VALUES (?, ?)",
                   "bB", article->sha256, (gsize) OB_SHA256_BYTES, encoded);
  if (sqlite3_changes (ob_database_get_connection (index->database)) == 0)
    return;
  id = ob_database_last_row (index->database);
  ob_database_run (index->database, "INSERT INTO word (rowid, text) VALUES (?, ?)", "it", id, utf8);
}

/* Public functions ----------------------------------------------------------------------------- */

ObTextIndex *
ob_text_index_open (ObProject *project)
{
  ObTextIndex *index = g_new0 (ObTextIndex, 1);

  index->project = g_object_ref (project);
  index->path = dup_path (project);
  if (index->path == NULL || !open_at (index, index->path))
    begin_anew (index);
  return index;
}

void
ob_text_index_free (ObTextIndex *index)
{
  close_database (index);
  g_object_unref (index->project);
  g_free (index->path);
  g_free (index);
}

gboolean
ob_text_index_update (ObTextIndex *index,
                      ObTextIndexProgress progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (index->project);
  g_autoptr (GHashTable) known = list_known (index);
  guint n_added = 0;

  if (!ob_database_check (index->database, NULL))
    {
      begin_anew (index);
      g_hash_table_remove_all (known);
    }
  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = articles->pdata[i];
      g_autoptr (GBytes) sha256 = g_bytes_new_static (article->sha256, OB_SHA256_BYTES);
      g_autoptr (ObText) text = NULL;

      if (g_hash_table_contains (known, sha256))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          ob_database_commit (index->database, NULL);
          return FALSE;
        }
      text = ob_project_get_text (index->project, article->entity, NULL);
      if (text == NULL)
        continue; /* lost: the window and check say so */
      if (n_added % BATCH == 0)
        {
          if (n_added > 0 && !ob_database_commit (index->database, error))
            return FALSE;
          ob_database_begin (index->database);
        }
      add_article (index, article, text);
      if (n_added++ % 20 == 0 && progress != NULL)
        progress ((double) i / articles->len, user_data);
    }
  return n_added == 0 || ob_database_commit (index->database, error);
}

/* Phrases as FTS5 wants them: everything in quotation marks is words. */
static char *
make_expression (const GPtrArray *phrases, guint distance, gboolean prefix)
{
  GString *out = g_string_new (phrases->len > 1 ? "NEAR(" : "");

  for (guint i = 0; i < phrases->len; i++)
    {
      g_string_append (out, i > 0 ? " \"" : "\"");
      for (const char *p = phrases->pdata[i]; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (out, '"');
          g_string_append_c (out, *p);
        }
      g_string_append_c (out, '"');
    }
  if (phrases->len > 1)
    g_string_append_printf (out, ", %u)", distance);
  else if (prefix)
    g_string_append (out, " *");
  return g_string_free (out, FALSE);
}

static gint
compare_hits (gconstpointer a, gconstpointer b)
{
  const ObWordHit *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->end > right->end) - (left->end < right->end);
}

static void
add_hits (GArray *hits, ObEntity article, const GArray *words, const guint32 *pairs, guint n_pairs)
{
  guint first = hits->len;
  guint n = first;

  for (guint i = 0; i < n_pairs; i++)
    {
      guint32 word = pairs[2 * i], size = pairs[2 * i + 1];
      ObWordHit hit;

      if (size == 0 || word + size > words->len)
        continue;
      hit.article = article;
      hit.start = g_array_index (words, ObSegment, word).start;
      hit.end = g_array_index (words, ObSegment, word + size - 1).end;
      g_array_append_val (hits, hit);
    }
  if (hits->len == first)
    return;
  qsort (&g_array_index (hits, ObWordHit, first), hits->len - first, sizeof (ObWordHit),
         compare_hits);
  for (guint i = first; i < hits->len; i++)
    if (n == first
        || compare_hits (&g_array_index (hits, ObWordHit, n - 1),
                         &g_array_index (hits, ObWordHit, i))
               != 0)
      g_array_index (hits, ObWordHit, n++) = g_array_index (hits, ObWordHit, i);
  g_array_set_size (hits, n);
}

/* What was found in one text. */
typedef struct
{
  GBytes *pairs;
  GArray *words;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_bytes_unref (found->pairs);
  g_array_unref (found->words);
  g_free (found);
}

GArray *
ob_text_index_find (ObTextIndex *index,
                    const GPtrArray *articles,
                    const GPtrArray *phrases,
                    guint distance,
                    gboolean prefix,
                    GError **error)
{
  g_autofree char *expression = make_expression (phrases, distance, prefix);
  g_autoptr (GHashTable) found
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                               found_free);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (ObWordHit));
  sqlite3_stmt *row = ob_database_query (
      index->database,
      "SELECT sha256, places(word), words FROM word CROSS JOIN article ON id = word.rowid "
      "WHERE word MATCH ?",
      "t", expression);

  while (ob_database_next (index->database, row))
    {
      Found *one = g_new0 (Found, 1);

      one->pairs = ob_column_bytes (row, 1);
      if (one->pairs == NULL)
        one->pairs = g_bytes_new (NULL, 0);
      one->words = decode_words (sqlite3_column_blob (row, 2),
                                 (gsize) sqlite3_column_bytes (row, 2));
      g_hash_table_insert (found, ob_column_bytes (row, 0), one);
    }
  if (!ob_database_check (index->database, error))
    return NULL;

  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = articles->pdata[i];
      g_autoptr (GBytes) sha256 = g_bytes_new_static (article->sha256, OB_SHA256_BYTES);
      const Found *one = g_hash_table_lookup (found, sha256);
      gsize length;

      if (one == NULL)
        continue;
      add_hits (hits, article->entity, one->words, g_bytes_get_data (one->pairs, &length),
                (guint) (g_bytes_get_size (one->pairs) / (2 * sizeof (guint32))));
    }
  return g_steal_pointer (&hits);
}

GArray *
ob_text_index_list_words (ObTextIndex *index, const ObArticle *article)
{
  GArray *words;
  sqlite3_stmt *row
      = ob_database_query (index->database, "SELECT words FROM article WHERE sha256 = ?", "b",
                           article->sha256, (gsize) OB_SHA256_BYTES);

  if (!ob_database_next (index->database, row))
    return g_array_new (FALSE, FALSE, sizeof (ObSegment));
  words = decode_words (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  ob_database_done (row);
  return words;
}

GArray *
ob_text_index_split (ObTextIndex *index, const char *utf8)
{
  Splitting splitting = { .utf8 = utf8 };

  splitting.words = g_array_new (FALSE, FALSE, sizeof (ObSegment));
  index->tokenizer.xTokenize (index->splitter, &splitting, FTS5_TOKENIZE_DOCUMENT, utf8,
                              (int) strlen (utf8), add_word);
  return splitting.words;
}
