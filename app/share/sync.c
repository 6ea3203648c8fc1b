#include "share/sync.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "share/bundle.h"
#include "store/compress.h"
#include "store/project-private.h"

/* A bundle is closed above this many bytes of changes and texts. */
#define BUNDLE_BYTES (32u * 1024 * 1024)

/* What has come from the folder in this exchange, and need not go back there. */
typedef struct
{
  GHashTable *changes; /* numbers */
  GHashTable *texts;   /* rows */
} Received;

/* How far this copy has written to the folder, kept as settings of the copy. */
#define SENT_CHANGES "sync:changes:"
#define SENT_TEXTS "sync:texts:"
#define READ_BUNDLE "sync:bundle:"

void
ob_sync_report_free (ObSyncReport *report)
{
  g_ptr_array_unref (report->skipped);
  g_free (report);
}

/* Settings of this copy -------------------------------------------------------------------------
 */

/* The folder's part of a key: its path may be long. */
static char *
make_key (const char *prefix, const char *folder, const char *name)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, folder, -1);

  hash[16] = '\0';
  return g_strconcat (prefix, hash, name != NULL ? ":" : NULL, name, NULL);
}

static gint64
get_number (ObDatabase *database, const char *prefix, const char *folder)
{
  g_autofree char *key = make_key (prefix, folder, NULL);

  return ob_database_get_number (database, 0, "SELECT CAST (v AS INTEGER) FROM local WHERE k = ?",
                                 "t", key);
}

static void
add_number (GHashTable *set, gint64 number)
{
  if (number != 0)
    g_hash_table_add (set, g_memdup2 (&number, sizeof number));
}

static void
set_text (ObDatabase *database,
          const char *prefix,
          const char *folder,
          const char *name,
          const char *value)
{
  g_autofree char *key = make_key (prefix, folder, name);

  ob_database_run (database, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt", key, value);
}

static void
set_number (ObDatabase *database, const char *prefix, const char *folder, gint64 number)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (get_number (database, prefix, folder) != number)
    set_text (database, prefix, folder, NULL, value);
}

/* What a file looked like when it was read. */
static char *
describe_file (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;
  return g_strdup_printf ("%lld %lld.%09ld", (long long) status.st_size,
                          (long long) status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

static gboolean
was_read (ObDatabase *database, const char *folder, const char *name, const char *look)
{
  g_autofree char *key = make_key (READ_BUNDLE, folder, name);

  return ob_database_get_number (database, 0, "SELECT 1 FROM local WHERE k = ? AND v = ?", "tt",
                                 key, look)
         == 1;
}

/* Receiving -------------------------------------------------------------------------------------
 */

/* A bundle of another project must not flow into this one, unless nothing has been done here yet.
 */
static gboolean
is_for_us (ObProject *project, const ObBundle *bundle)
{
  ObState *state = ob_project_get_state (project);

  for (guint i = 0; i < bundle->projects->len; i++)
    if (ob_state_get_kind (state,
                           ob_state_lookup (state, &g_array_index (bundle->projects, ObId, i)))
        == OB_KIND_PROJECT)
      return TRUE;

  return ob_database_get_number (ob_project_get_database (project), 0,
                                 "SELECT count(*) FROM article", "")
         == 0;
}

static guint
take_bundle (ObProject *project, const ObBundle *bundle, Received *received)
{
  ObDatabase *database = ob_project_get_database (project);
  guint n_new = 0;

  for (guint i = 0; i < bundle->texts->len; i++)
    {
      const ObBundleText *text = &g_array_index (bundle->texts, ObBundleText, i);

      add_number (received->texts, ob_project_store_text (database, text->text, text->original));
    }
  for (guint i = 0; i < bundle->changes->len; i++)
    {
      gint64 n = ob_state_receive (ob_project_get_state (project), bundle->changes->pdata[i], NULL);

      n_new += n != 0;
      add_number (received->changes, n);
    }
  return n_new;
}

static GBytes *
read_file (const char *path, GError **error)
{
  GStatBuf status;
  char *data;
  gsize length;

  if (g_stat (path, &status) == 0 && status.st_size > OB_BUNDLE_MAX_BYTES)
    {
      g_set_error_literal (error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_INVALID,
                           _ ("The bundle is larger than 256 MiB."));
      return NULL;
    }
  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  return g_bytes_new_take (data, length);
}

static gboolean
is_own_bundle (ObProject *project, const char *name)
{
  g_autofree char *actor = ob_id_dup_text (ob_project_get_actor (project));

  return g_str_has_prefix (name, actor);
}

static void
receive_file (ObProject *project,
              const char *folder,
              const char *name,
              Received *received,
              ObSyncReport *report)
{
  ObDatabase *database = ob_project_get_database (project);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *look = describe_file (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;

  if (look == NULL || was_read (database, folder, name, look))
    return;

  bytes = read_file (path, &error);
  if (bytes != NULL)
    bundle = ob_bundle_decode (bytes, &error);
  if (bundle != NULL && !is_for_us (project, bundle))
    g_set_error_literal (&error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_INVALID,
                         _ ("The bundle belongs to another project."));
  if (error != NULL && is_own_bundle (project, name))
    {
      /* What was written here has been spoilt: everything is written again. */
      g_unlink (path);
      set_number (database, SENT_CHANGES, folder, 0);
      set_number (database, SENT_TEXTS, folder, 0);
      return;
    }
  if (error != NULL)
    {
      g_ptr_array_add (report->skipped, g_strdup_printf ("%s: %s", name, error->message));
      return;
    }

  report->n_received += take_bundle (project, bundle, received);
  set_text (database, READ_BUNDLE, folder, name, look);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The names of the bundles in @folder, whatever a synchroniser has added to them, sorted. */
static GPtrArray *
list_bundles (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    {
      g_set_error (
          error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
          _ ("The team folder “%s” cannot be read. Check that it is there, and connected."),
          folder);
      return NULL;
    }
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, OB_BUNDLE_SUFFIX) != NULL && *name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Sending ---------------------------------------------------------------------------------------
 */

static gboolean
write_bundle (ObProject *project, const char *folder, const ObBundle *bundle, GError **error)
{
  g_autofree char *name = NULL, *path = NULL, *look = NULL;
  g_autoptr (GBytes) bytes = ob_bundle_encode (bundle, ob_project_get_actor (project), &name);
  g_autoptr (GError) reason = NULL;

  path = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &reason))
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                   _ ("Nothing could be written to the team folder: %s. Your work is safe in your "
                      "own project."),
                   reason->message);
      return FALSE;
    }

  look = describe_file (path);
  if (look != NULL)
    set_text (ob_project_get_database (project), READ_BUNDLE, folder, name, look);
  return TRUE;
}

static void
add_projects (ObDatabase *database, ObBundle *bundle)
{
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT id FROM entity WHERE kind = ? ORDER BY e", "i", (gint64) OB_KIND_PROJECT);

  while (ob_database_next (database, row))
    if (sqlite3_column_bytes (row, 0) == OB_ID_BYTES)
      g_array_append_vals (bundle->projects, sqlite3_column_blob (row, 0), 1);
}

/* Adds texts after @from until the bundle is full; returns the last one that is in it. */
static gint64
add_texts (ObDatabase *database, gint64 from, Received *received, ObBundle *bundle, gsize *n_bytes)
{
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT rowid, body, original, sha256 FROM text WHERE rowid > ? ORDER BY rowid",
      "i", from);

  while (*n_bytes < BUNDLE_BYTES && ob_database_next (database, row))
    {
      g_autoptr (GBytes) body = ob_column_bytes (row, 1);
      g_autoptr (GBytes) packed
          = sqlite3_column_type (row, 2) == SQLITE_BLOB ? ob_column_bytes (row, 2) : NULL;
      ObBundleText text = { NULL, NULL };
      gsize n_text;

      from = sqlite3_column_int64 (row, 0);
      if (!g_hash_table_contains (received->texts, &from)
          && sqlite3_column_bytes (row, 3) == OB_SHA256_BYTES)
        text.text = ob_packed_text_expand (body, sqlite3_column_blob (row, 3));
      if (text.text == NULL)
        continue;
      if (packed != NULL)
        text.original = ob_expand (packed, OB_TEXT_MAX_BYTES, NULL);
      ob_text_get_utf8 (text.text, &n_text);
      *n_bytes += n_text + (text.original != NULL ? g_bytes_get_size (text.original) : 0);
      g_array_append_val (bundle->texts, text);
    }
  ob_database_done (row);
  return from;
}

/* The same for changes, but for those that have just come from the folder. */
static gint64
add_changes (
    ObDatabase *database, gint64 from, Received *received, ObBundle *bundle, gsize *n_bytes)
{
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT n, body FROM change WHERE n > ? ORDER BY n", "i", from);

  while (*n_bytes < BUNDLE_BYTES && ob_database_next (database, row))
    {
      from = sqlite3_column_int64 (row, 0);
      if (g_hash_table_contains (received->changes, &from))
        continue;
      *n_bytes += (gsize) sqlite3_column_bytes (row, 1);
      g_ptr_array_add (bundle->changes, ob_column_bytes (row, 1));
    }
  ob_database_done (row);
  return from;
}

static gboolean
send_new (ObProject *project,
          const char *folder,
          Received *received,
          ObSyncReport *report,
          GError **error)
{
  ObDatabase *database = ob_project_get_database (project);
  gint64 last_change = get_number (database, SENT_CHANGES, folder);
  gint64 last_text = get_number (database, SENT_TEXTS, folder);
  gboolean more = TRUE;

  while (more && !ob_database_has_failed (database))
    {
      g_autoptr (ObBundle) bundle = ob_bundle_new ();
      gsize n_bytes = 0;

      add_projects (database, bundle);
      last_text = add_texts (database, last_text, received, bundle, &n_bytes);
      last_change = add_changes (database, last_change, received, bundle, &n_bytes);
      more = bundle->changes->len > 0 || n_bytes >= BUNDLE_BYTES;
      if (more && !write_bundle (project, folder, bundle, error))
        return FALSE;
      report->n_sent += bundle->changes->len;
    }
  set_number (database, SENT_CHANGES, folder, last_change);
  set_number (database, SENT_TEXTS, folder, last_text);
  return TRUE;
}

/* Public functions ------------------------------------------------------------------------------
 */

ObSyncReport *
ob_sync_folder (ObProject *project, const char *path, GError **error)
{
  g_autoptr (ObSyncReport) report = g_new0 (ObSyncReport, 1);
  g_autoptr (GHashTable) changes
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Received received = { changes, texts };
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  g_autoptr (GPtrArray) names = list_bundles (folder, error);
  g_autoptr (GError) failure = NULL;
  int n_writes;
  OB_PROJECT_LOCK (project);

  report->skipped = g_ptr_array_new_with_free_func (g_free);
  if (names == NULL || !ob_project_begin (project, error))
    return NULL;

  n_writes = sqlite3_total_changes (ob_database_get_connection (ob_project_get_database (project)));
  for (guint i = 0; i < names->len && !ob_database_has_failed (ob_project_get_database (project));
       i++)
    receive_file (project, folder, names->pdata[i], &received, report);
  send_new (project, folder, &received, report, &failure);
  if (n_writes
      == sqlite3_total_changes (ob_database_get_connection (ob_project_get_database (project))))
    ob_project_rollback (project);
  else if (!ob_project_commit (project, error))
    return NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&report);
}
