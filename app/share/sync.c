#include "share/sync.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "share/exchange.h"
#include "share/folder.h"
#include "store/project-private.h"

/* A bundle is closed above this many bytes of changes and texts, and that many are read before what
 * they bring is written. */
#define BUNDLE_BYTES (32u * 1024 * 1024)

/* So many bundles of one's own are made into one. */
#define MOST_OWN_BUNDLES 50

typedef struct
{
  ObProject *project;
  const char *folder;
  ObSyncReport *report;
  GPtrArray *files; /* (owned) ObFolderFile: the bundles that are there, by name */

  /* What has come from the folder in this exchange, and need not go back there. */
  GHashTable *changes; /* (owned) numbers */
  GHashTable *texts;   /* (owned) rows */

  gboolean spoilt; /* a bundle of one's own was, and all is to be written again */
} Exchange;

/* A bundle that was read, and is still to be taken. */
typedef struct
{
  const ObFolderFile *file; /* (unowned) */
  ObBundle *bundle;         /* (owned) */
} Taking;

/* How far this copy has written to the folder, kept as settings of the copy. */
#define SENT_CHANGES OB_LOCAL_SYNC "changes:"
#define SENT_TEXTS OB_LOCAL_SYNC "texts:"
#define READ_BUNDLE OB_LOCAL_SYNC "bundle:"

void
ob_sync_report_free (ObSyncReport *report)
{
  g_ptr_array_unref (report->skipped);
  g_clear_pointer (&report->presences, g_ptr_array_unref);
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

static void
taking_clear (gpointer data)
{
  g_clear_pointer (&((Taking *) data)->bundle, ob_bundle_free);
}

/* Receiving -------------------------------------------------------------------------------------
 */

static gboolean
is_own_bundle (Exchange *exchange, const char *name)
{
  g_autofree char *actor = ob_id_dup_text (ob_project_get_actor (exchange->project));

  return g_str_has_prefix (name, actor);
}

/* Leaves in @exchange those files that have not been read as they are now. */
static GPtrArray *
list_unread (Exchange *exchange)
{
  GPtrArray *unread = g_ptr_array_new ();
  g_autoptr (GHashTable) looks
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *prefix = make_key (READ_BUNDLE, exchange->folder, "");
  g_autofree char *end = g_strconcat (prefix, "\x7f", NULL);
  ObDatabase *database;
  sqlite3_stmt *row;
  OB_PROJECT_LOCK (exchange->project);

  database = ob_project_read (exchange->project);
  if (database == NULL)
    return unread;
  row = ob_database_query (database, "SELECT k, v FROM local WHERE k >= ? AND k < ?", "tt", prefix,
                           end);
  while (ob_database_next (database, row))
    g_hash_table_insert (looks, g_strdup ((const char *) sqlite3_column_text (row, 0) + strlen (prefix)),
                         ob_column_dup_text (row, 1));
  for (guint i = 0; i < exchange->files->len; i++)
    {
      const ObFolderFile *file = exchange->files->pdata[i];

      if (g_strcmp0 (g_hash_table_lookup (looks, file->name), file->look) != 0)
        g_ptr_array_add (unread, (gpointer) file);
    }
  return unread;
}

/* Reads a bundle, without the project's lock: the folder may be slow. */
static void
read_file (Exchange *exchange, const ObFolderFile *file, GArray *takings, gsize *n_bytes)
{
  g_autofree char *path = g_build_filename (exchange->folder, file->name, NULL);
  g_autoptr (GError) error = NULL;
  Taking taking = { file, ob_exchange_read (path, &error) };

  /* Its owner has made several into one. */
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return;
  if (taking.bundle != NULL)
    {
      *n_bytes += file->n_bytes * 8;
      g_array_append_val (takings, taking);
    }
  else if (is_own_bundle (exchange, file->name))
    {
      /* What was written here has been spoilt: everything is written again. */
      g_unlink (path);
      exchange->spoilt = TRUE;
    }
  else
    g_ptr_array_add (exchange->report->skipped,
                     g_strdup_printf ("%s: %s", file->name, error->message));
}

/* Moves what @from holds to @into. */
static void
pour (ObBundle *from, ObBundle *into, GHashTable *known)
{
  for (guint i = 0; i < from->texts->len; i++)
    {
      const ObBundleText *text = &g_array_index (from->texts, ObBundleText, i);
      ObBundleText copy
          = { ob_text_ref (text->text), text->original != NULL ? g_bytes_ref (text->original) : NULL };

      g_array_append_val (into->texts, copy);
    }
  for (guint i = 0; i < from->changes->len; i++)
    if (g_hash_table_add (known, g_bytes_ref (from->changes->pdata[i])))
      g_ptr_array_add (into->changes, g_bytes_ref (from->changes->pdata[i]));
}

/* TRUE when both speak of one project. */
static gboolean
share_project (const ObBundle *one, const ObBundle *two)
{
  for (guint i = 0; i < one->projects->len; i++)
    for (guint j = 0; j < two->projects->len; j++)
      if (ob_id_equal (&g_array_index (one->projects, ObId, i), &g_array_index (two->projects, ObId, j)))
        return TRUE;
  return FALSE;
}

/* FALSE when the bundle belongs to another project than this or, where this is empty, than the bundles
 * accepted before it. */
static gboolean
accept (Exchange *exchange, const Taking *taking, const ObBundle **first)
{
  ObDatabase *database = ob_project_get_database (exchange->project);
  g_autoptr (GError) error = NULL;
  gboolean empty
      = ob_database_get_number (database, 0, "SELECT EXISTS (SELECT 1 FROM article)", "") == 0;

  if (empty && *first != NULL && !share_project (*first, taking->bundle))
    g_set_error_literal (&error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_INVALID,
                         _ ("The bundle belongs to another project."));
  else if (ob_exchange_check_project (exchange->project, taking->bundle, &error))
    {
      if (*first == NULL)
        *first = taking->bundle;
      set_text (database, READ_BUNDLE, exchange->folder, taking->file->name, taking->file->look);
      return TRUE;
    }
  g_ptr_array_add (exchange->report->skipped,
                   g_strdup_printf ("%s: %s", taking->file->name, error->message));
  return FALSE;
}

static gint
compare_clocks (gconstpointer a, gconstpointer b)
{
  GBytes *left = *(GBytes *const *) a, *right = *(GBytes *const *) b;
  guint64 one = ob_change_peek_lamport (g_bytes_get_data (left, NULL), g_bytes_get_size (left));
  guint64 two = ob_change_peek_lamport (g_bytes_get_data (right, NULL), g_bytes_get_size (right));

  return (one > two) - (one < two);
}

/* The files are in no order.  A change's clock is later than those of all that it builds on, so that
 * none has to wait for another: where many do, each that comes is tried against all of them. */
static void
take (Exchange *exchange, const GArray *takings)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (ObBundle) whole = ob_bundle_new ();
  const ObBundle *first = NULL;

  for (guint i = 0; i < takings->len; i++)
    {
      const Taking *taking = &g_array_index (takings, Taking, i);

      if (accept (exchange, taking, &first))
        pour (taking->bundle, whole, known);
    }
  g_ptr_array_sort (whole->changes, compare_clocks);
  exchange->report->n_received
      += ob_exchange_take (exchange->project, whole, exchange->changes, exchange->texts);
}

/* Takes what was read, as one transaction. */
static gboolean
take_all (Exchange *exchange, GArray *takings, GError **error)
{
  ObDatabase *database;
  int n_writes;
  OB_PROJECT_LOCK (exchange->project);

  if (takings->len == 0)
    return TRUE;
  if (!ob_project_begin (exchange->project, error))
    return FALSE;
  database = ob_project_get_database (exchange->project);
  n_writes = sqlite3_total_changes (ob_database_get_connection (database));
  take (exchange, takings);
  g_array_set_size (takings, 0);

  /* Bundles of others are looked at again and again, and change nothing. */
  if (n_writes == sqlite3_total_changes (ob_database_get_connection (database))
      && !ob_database_has_failed (database))
    {
      ob_project_rollback (exchange->project);
      return TRUE;
    }
  return ob_project_commit (exchange->project, error);
}

static gboolean
receive (Exchange *exchange, GError **error)
{
  g_autoptr (GPtrArray) unread = list_unread (exchange);
  g_autoptr (GArray) takings = g_array_new (FALSE, FALSE, sizeof (Taking));
  gsize n_bytes = 0;

  g_array_set_clear_func (takings, taking_clear);
  for (guint i = 0; i < unread->len; i++)
    {
      read_file (exchange, unread->pdata[i], takings, &n_bytes);
      if (n_bytes >= BUNDLE_BYTES)
        {
          if (!take_all (exchange, takings, error))
            return FALSE;
          n_bytes = 0;
        }
    }
  return take_all (exchange, takings, error);
}

/* Sending ---------------------------------------------------------------------------------------
 */

/* How far the next bundle reaches. */
typedef struct
{
  gint64 change;
  gint64 text;
} Reach;

/* Adds texts after @reach until the bundle is full. */
static void
add_texts (Exchange *exchange, Reach *reach, ObBundle *bundle, gsize *n_bytes)
{
  ObDatabase *database = ob_project_get_database (exchange->project);
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT body, original, sha256, rowid FROM text WHERE rowid > ? ORDER BY rowid",
      "i", reach->text);

  while (*n_bytes < BUNDLE_BYTES && ob_database_next (database, row))
    {
      reach->text = sqlite3_column_int64 (row, 3);
      if (!g_hash_table_contains (exchange->texts, &reach->text))
        *n_bytes += ob_exchange_add_text (bundle, row);
    }
  ob_database_done (row);
}

/* The same for changes. */
static void
add_changes (Exchange *exchange, Reach *reach, ObBundle *bundle, gsize *n_bytes)
{
  ObDatabase *database = ob_project_get_database (exchange->project);
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT n, body FROM change WHERE n > ? ORDER BY n", "i", reach->change);

  while (*n_bytes < BUNDLE_BYTES && ob_database_next (database, row))
    {
      reach->change = sqlite3_column_int64 (row, 0);
      if (g_hash_table_contains (exchange->changes, &reach->change))
        continue;
      *n_bytes += (gsize) sqlite3_column_bytes (row, 1);
      g_ptr_array_add (bundle->changes, ob_column_bytes (row, 1));
    }
  ob_database_done (row);
}

/* (transfer full) (nullable): what is new after @reach, which it moves; NULL when there is nothing.
 */
static ObBundle *
collect (Exchange *exchange, Reach *reach, gboolean *full)
{
  g_autoptr (ObBundle) bundle = ob_bundle_new ();
  gsize n_bytes = 0;
  OB_PROJECT_LOCK (exchange->project);

  if (ob_project_read (exchange->project) == NULL)
    return NULL;
  ob_exchange_add_projects (exchange->project, bundle);
  add_texts (exchange, reach, bundle, &n_bytes);
  add_changes (exchange, reach, bundle, &n_bytes);
  *full = n_bytes >= BUNDLE_BYTES;
  return bundle->changes->len > 0 || *full ? g_steal_pointer (&bundle) : NULL;
}

/* (transfer full) (nullable): the name of the file, written without the lock. */
static char *
write_bundle (Exchange *exchange, const ObBundle *bundle, GError **error)
{
  g_autofree char *name = NULL, *path = NULL;
  g_autoptr (GBytes) bytes
      = ob_bundle_encode (bundle, ob_project_get_actor (exchange->project), &name);
  g_autoptr (GError) reason = NULL;

  path = g_build_filename (exchange->folder, name, NULL);
  if (!g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &reason))
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                   _ ("Nothing could be written to the team folder: %s. Your work is safe in your "
                      "own project."),
                   reason->message);
      return NULL;
    }
  return g_steal_pointer (&name);
}

/* Writes down what is in the folder now. */
static gboolean
note_sent (Exchange *exchange, const Reach *reach, const char *name, GError **error)
{
  g_autofree char *path = name != NULL ? g_build_filename (exchange->folder, name, NULL) : NULL;
  g_autoptr (ObFolderFile) file = path != NULL ? ob_folder_look (exchange->folder, name) : NULL;
  ObDatabase *database;
  OB_PROJECT_LOCK (exchange->project);

  if (!ob_project_begin (exchange->project, error))
    return FALSE;
  database = ob_project_get_database (exchange->project);
  if (file != NULL)
    set_text (database, READ_BUNDLE, exchange->folder, name, file->look);
  set_number (database, SENT_CHANGES, exchange->folder, reach->change);
  set_number (database, SENT_TEXTS, exchange->folder, reach->text);
  return ob_project_commit (exchange->project, error);
}

static Reach
get_reach (Exchange *exchange)
{
  Reach reach = { 0, 0 };
  ObDatabase *database;
  OB_PROJECT_LOCK (exchange->project);

  database = ob_project_read (exchange->project);
  if (database != NULL && !exchange->spoilt)
    {
      reach.change = get_number (database, SENT_CHANGES, exchange->folder);
      reach.text = get_number (database, SENT_TEXTS, exchange->folder);
    }
  return reach;
}

static gboolean
send_new (Exchange *exchange, GError **error)
{
  Reach reach = get_reach (exchange), before = reach;
  gboolean full = TRUE;

  while (full)
    {
      g_autofree char *name = NULL;
      g_autoptr (ObBundle) bundle = NULL;

      full = FALSE;
      bundle = collect (exchange, &reach, &full);
      if (bundle == NULL)
        break;
      name = write_bundle (exchange, bundle, error);
      if (name == NULL || !note_sent (exchange, &reach, name, error))
        return FALSE;
      before = reach;
      exchange->report->n_sent += bundle->changes->len;
    }
  return (reach.change == before.change && reach.text == before.text)
         || note_sent (exchange, &reach, NULL, error);
}

/* Compacting ------------------------------------------------------------------------------------
 */

/* The bundles that this copy wrote, by their exact names.  (transfer full): ObFolderFile (unowned) */
static GPtrArray *
list_own (Exchange *exchange)
{
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < exchange->files->len; i++)
    {
      const ObFolderFile *file = exchange->files->pdata[i];

      if (is_own_bundle (exchange, file->name) && g_str_has_suffix (file->name, OB_BUNDLE_SUFFIX))
        g_ptr_array_add (own, (gpointer) file);
    }
  return own;
}

/* Makes many small bundles of one's own into a large one, so that somebody new has few files to
 * read.  The small ones go when the large one is safely there: whoever has read some of them finds
 * nothing new in it, and whoever is reading them reads it next time.  A failure leaves all as it
 * was. */
static void
compact (Exchange *exchange)
{
  g_autoptr (GPtrArray) own = list_own (exchange);
  g_autoptr (GPtrArray) small = g_ptr_array_new ();
  g_autoptr (ObBundle) whole = ob_bundle_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autofree char *name = NULL;
  gsize n_bytes = 0;

  for (guint i = 0; own->len > MOST_OWN_BUNDLES && i < own->len; i++)
    {
      const ObFolderFile *file = own->pdata[i];
      g_autofree char *path = g_build_filename (exchange->folder, file->name, NULL);
      g_autoptr (ObBundle) bundle = NULL;

      if (file->n_bytes > BUNDLE_BYTES / 8 || n_bytes + file->n_bytes > BUNDLE_BYTES / 8)
        continue;
      bundle = ob_exchange_read (path, NULL);
      if (bundle == NULL)
        continue;
      if (whole->projects->len == 0)
        g_array_append_vals (whole->projects, bundle->projects->data, bundle->projects->len);
      pour (bundle, whole, known);
      n_bytes += file->n_bytes;
      g_ptr_array_add (small, (gpointer) file);
    }
  if (small->len <= MOST_OWN_BUNDLES / 2)
    return;

  name = write_bundle (exchange, whole, NULL);
  for (guint i = 0; name != NULL && i < small->len; i++)
    {
      const ObFolderFile *file = small->pdata[i];
      g_autofree char *path = g_build_filename (exchange->folder, file->name, NULL);

      if (strcmp (file->name, name) != 0)
        g_unlink (path);
    }
}

static void
exchange_clear (Exchange *exchange)
{
  g_clear_pointer (&exchange->files, g_ptr_array_unref);
  g_hash_table_unref (exchange->changes);
  g_hash_table_unref (exchange->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

/* Public functions ------------------------------------------------------------------------------
 */

ObSyncReport *
ob_sync_folder (ObProject *project, const char *path, GError **error)
{
  g_autoptr (ObSyncReport) report = g_new0 (ObSyncReport, 1);
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  g_auto (Exchange) exchange = {
    .project = project,
    .folder = folder,
    .report = report,
    .changes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
  };

  report->skipped = g_ptr_array_new_with_free_func (g_free);
  if (!ob_project_check_not_blind (project, error))
    return NULL;
  exchange.files = ob_folder_list (folder, error);
  if (exchange.files == NULL || !receive (&exchange, error) || !send_new (&exchange, error))
    return NULL;

  compact (&exchange);
  report->presences = ob_folder_list_presences (project, folder, error);
  if (report->presences == NULL)
    return NULL;
  return g_steal_pointer (&report);
}
