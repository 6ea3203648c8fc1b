#include "store/upkeep.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/ingest.h"
#include "store/late-texts.h"
#include "store/project-file.h"
#include "store/project-private.h"
#include "store/schema.h"

/* More problems than this are only counted. */
#define MAX_PROBLEMS 100

G_GNUC_PRINTF (2, 3)
static void
add_problem (GPtrArray *problems, const char *format, ...)
{
  va_list arguments;

  if (problems->len >= MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
check_sqlite (ObDatabase *database, const char *pragma, GPtrArray *problems)
{
  sqlite3_stmt *row = ob_database_query (database, pragma, "");

  while (ob_database_next (database, row))
    {
      g_autofree char *raw = ob_column_dup_text (row, 0);
      g_autofree char *line = g_utf8_make_valid (raw ? raw : "", -1);

      if (g_strcmp0 (line, "ok") != 0)
        add_problem (problems, _ ("One part of the file contradicts another (%s)."), line);
    }
}

static void
check_changes (ObDatabase *database, GPtrArray *problems)
{
  sqlite3_stmt *row = ob_database_query (database, "SELECT n, id, body FROM change ORDER BY n", "");

  while (ob_database_next (database, row))
    {
      g_autoptr (GBytes) body = ob_column_bytes (row, 2);
      g_autoptr (GError) reason = NULL;
      g_autoptr (ObChange) change = ob_change_decode (body, &reason);
      ObId id = ob_id_of_bytes (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

      if (sqlite3_column_bytes (row, 1) != OB_ID_BYTES
          || memcmp (id.bytes, sqlite3_column_blob (row, 1), OB_ID_BYTES) != 0)
        add_problem (problems, _ ("Change %lld does not match its checksum."),
                     sqlite3_column_int64 (row, 0));
      else if (change == NULL && !g_error_matches (reason, OB_CHANGE_ERROR, OB_CHANGE_ERROR_NEWER))
        add_problem (problems, _ ("Change %lld cannot be read."), sqlite3_column_int64 (row, 0));
    }
}

static void
check_texts (ObProject *project, GPtrArray *problems)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);

  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = articles->pdata[i];
      g_autoptr (ObText) text = ob_project_get_text (project, article->entity, NULL);
      g_autoptr (ObFormatting) formatting = NULL;
      g_autoptr (GError) error = NULL;

      if (text == NULL || ob_text_get_length (text) != article->length)
        {
          add_problem (problems, _ ("The text of “%s” is damaged."), article->title);
          continue;
        }
      formatting = ob_project_get_formatting (project, article->entity, &error);
      if (error != NULL)
        add_problem (problems, _ ("The formatting of “%s” is damaged."), article->title);
    }
}

/* Gives @state the texts that came late until the change @last was there, and takes their @moments off
 * the list. */
static void
replay_texts (ObState *state, ObDatabase *database, GPtrArray *moments, gint64 last)
{
  while (moments->len > 0 && ob_late_texts_get_change (moments->pdata[0]) <= last)
    {
      ob_late_texts_replay (state, database, moments->pdata[0]);
      g_ptr_array_remove_index (moments, 0);
    }
}

/* A database in memory that holds what the log and the texts of @database give. */
static ObDatabase *
replay (ObDatabase *database)
{
  sqlite3 *connection = NULL;
  ObDatabase *copy;
  g_autoptr (ObState) state = NULL;
  g_autoptr (GPtrArray) moments = NULL;
  sqlite3_stmt *row;
  ObId actor;

  if (sqlite3_open_v2 (":memory:", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL)
      != SQLITE_OK)
    {
      sqlite3_close (connection);
      return NULL;
    }
  copy = ob_database_new (connection);
  state = ob_state_new (copy);
  ob_database_begin (copy);
  ob_schema_create (copy);

  row = ob_database_query (database, "SELECT substr(k, 11) FROM local WHERE k LIKE 'own-actor:%'",
                           "");
  while (ob_database_next (database, row))
    if (ob_id_from_text ((const char *) sqlite3_column_text (row, 0), &actor))
      ob_state_add_own_actor (state, &actor);
  row = ob_database_query (
      database, "SELECT k, v FROM local WHERE k LIKE 'lost:%' OR (k LIKE 'found:%' AND v = '1')", "");
  while (ob_database_next (database, row))
    ob_database_run (copy, "INSERT INTO local (k, v) VALUES (?, ?)", "tt",
                     sqlite3_column_text (row, 0), sqlite3_column_text (row, 1));
  /* Only the length of a text matters to what is derived. */
  row = ob_database_query (database,
                           "SELECT sha256, length FROM text LEFT JOIN local "
                           "ON k = 'late:' || lower (hex (sha256)) WHERE k IS NULL",
                           "");
  while (ob_database_next (database, row))
    {
      g_autoptr (GBytes) sha256 = ob_column_bytes (row, 0);

      ob_database_run (copy, "INSERT INTO text (sha256, length, bytes, body) VALUES (?, ?, 0, x'')",
                       "Bi", sha256, sqlite3_column_int64 (row, 1));
    }
  ob_state_begin_bulk (
      state, ob_database_get_number (database, 0, "SELECT max(n) FROM change", ""));
  moments = ob_late_texts_list_moments (database);
  row = ob_database_query (database, "SELECT n, body FROM change ORDER BY n", "");
  while (ob_database_next (database, row))
    {
      g_autoptr (GBytes) body = ob_column_bytes (row, 1);

      replay_texts (state, database, moments, sqlite3_column_int64 (row, 0) - 1);
      ob_state_receive (state, body, NULL);
    }
  replay_texts (state, database, moments, G_MAXINT64);
  ob_state_end_bulk (state);
  ob_database_commit (copy, NULL);
  return copy;
}

static gboolean
columns_equal (sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
  sqlite3_value *left = sqlite3_column_value (a, column), *right = sqlite3_column_value (b, column);
  int n_bytes = sqlite3_value_bytes (left);

  if (sqlite3_value_type (left) != sqlite3_value_type (right))
    return FALSE;
  if (sqlite3_value_type (left) == SQLITE_INTEGER)
    return sqlite3_value_int64 (left) == sqlite3_value_int64 (right);
  return n_bytes == sqlite3_value_bytes (right)
         && (n_bytes == 0
             || memcmp (sqlite3_value_blob (left), sqlite3_value_blob (right), (gsize) n_bytes)
                    == 0);
}

static gboolean
answers_equal (ObDatabase *a, ObDatabase *b, const char *sql)
{
  sqlite3_stmt *left = ob_database_query (a, sql, ""), *right = ob_database_query (b, sql, "");
  gboolean equal = TRUE, more_left, more_right;

  do
    {
      more_left = ob_database_next (a, left);
      more_right = ob_database_next (b, right);
      equal = more_left == more_right;
      for (int i = 0; equal && more_left && i < sqlite3_column_count (left); i++)
        equal = columns_equal (left, right, i);
    }
  while (equal && more_left);

  ob_database_done (left);
  ob_database_done (right);
  return equal;
}

static void
check_derived (ObDatabase *database, GPtrArray *problems)
{
  const char *const *queries = ob_schema_get_derived_queries ();
  g_autoptr (ObDatabase) copy = replay (database);

  if (copy == NULL || ob_database_has_failed (copy))
    {
      add_problem (problems, _ ("The log could not be replayed."));
      return;
    }
  for (guint i = 0; queries[i] != NULL; i++)
    if (!answers_equal (database, copy, queries[i]))
      add_problem (problems, _ ("What is shown does not follow from the log (%s)."), queries[i]);
}

/* Public functions ------------------------------------------------------------------------------
 */

gboolean
ob_project_find_problems (ObProject *project,
                          gboolean thorough,
                          GPtrArray **problems,
                          GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  check_sqlite (database, thorough ? "PRAGMA integrity_check" : "PRAGMA quick_check", found);
  check_changes (database, found);
  if (thorough && found->len == 0)
    {
      check_texts (project, found);
      check_derived (database, found);
    }
  if (!ob_database_check (database, error))
    return FALSE;

  *problems = g_steal_pointer (&found);
  return TRUE;
}

gboolean
ob_project_check (ObProject *project, GPtrArray **problems, GError **error)
{
  return ob_project_find_problems (project, TRUE, problems, error);
}

gboolean
ob_project_repair (const char *path, const char *repaired, char **report, GError **error)
{
  ObProjectFile file = { 0 };
  g_autoptr (ObState) state = NULL;
  guint n_lost = 0;
  gint64 n_changes;
  gboolean done;

  if (!ob_project_file_create (repaired, &file, error))
    return FALSE;

  ob_database_begin (file.database);
  ob_schema_create (file.database);
  state = ob_state_new (file.database);
  done = ob_ingest (path, state, OB_INGEST_COPY | OB_INGEST_SALVAGE, &n_lost, error);
  n_changes = ob_database_get_number (file.database, 0, "SELECT count(*) FROM change", "");
  if (done && n_changes == 0)
    {
      done = FALSE;
      ob_project_refuse (error, _ ("Nothing that is intact was found in the file."));
    }
  if (done)
    done = ob_database_commit (file.database, error);
  else
    ob_database_rollback (file.database);
  ob_project_file_close (&file);

  if (!done)
    {
      g_unlink (repaired);
      return FALSE;
    }
  *report = g_strdup_printf (_ ("%lld changes were saved, %u damaged parts were left out."),
                             (long long) n_changes, n_lost);
  return TRUE;
}

/* The folder's entry has to be on the disk before the copy can be called safe. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

gboolean
ob_project_backup (ObProject *project, const char *path, GError **error)
{
  ObProjectFile file = { 0 };
  sqlite3_backup *backup;
  int code = SQLITE_ERROR;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  if (!ob_project_file_create (path, &file, error))
    return FALSE;

  backup = sqlite3_backup_init (ob_database_get_connection (file.database), "main",
                                ob_database_get_connection (database), "main");
  if (backup != NULL)
    {
      code = sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }
  ob_project_file_close (&file);
  if (code != SQLITE_DONE)
    {
      g_propagate_error (error, ob_database_error_new (code, sqlite3_errstr (code)));
      g_prefix_error (error, "%s ", _ ("The copy was not made."));
      g_unlink (path);
      return FALSE;
    }
  sync_folder (path);
  return TRUE;
}

ObCounts
ob_project_count (ObProject *project)
{
  ObCounts counts = { 0 };
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  const char *const kind_sql = "SELECT count(*) FROM record WHERE kind = ?";
  GStatBuf status;

  if (database == NULL)
    return counts;
  counts.articles = (guint) ob_database_get_number (
      database, 0, "SELECT count(*) FROM article WHERE alive = 1", "");
  counts.annotations = (guint) ob_database_get_number (
      database, 0,
      "SELECT count(*) FROM annotation JOIN article ON article.e = annotation.article "
      "WHERE alive = 1",
      "");
  counts.links = (guint) ob_database_get_number (database, 0, "SELECT count(*) FROM link", "");
  counts.speakers
      = (guint) ob_database_get_number (database, 0, kind_sql, "i", (gint64) OB_KIND_SPEAKER);
  counts.disputes
      = (guint) ob_database_get_number (database, 0, kind_sql, "i", (gint64) OB_KIND_DISPUTE);
  counts.labels
      = (guint) ob_database_get_number (database, 0, kind_sql, "i", (gint64) OB_KIND_LABEL);
  counts.annotators
      = (guint) ob_database_get_number (database, 0, kind_sql, "i", (gint64) OB_KIND_ANNOTATOR);
  counts.comments
      = (guint) ob_database_get_number (database, 0, kind_sql, "i", (gint64) OB_KIND_COMMENT);
  counts.changes = (guint) ob_database_get_number (database, 0, "SELECT count(*) FROM change", "");
  counts.code_points = (guint64) ob_database_get_number (
      database, 0, "SELECT sum(length) FROM article WHERE alive = 1", "");
  if (g_stat (ob_project_get_path (project), &status) == 0)
    counts.file_bytes = (guint64) status.st_size;

  return counts;
}
