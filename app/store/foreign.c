#include "store/foreign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/database.h"

#define MAGIC "SQLite format 3"
#define HEADER_BYTES 100
#define MAX_VALUE_BYTES (64 * 1024 * 1024)

/* How a database says in its header that a log lies beside it. */
#define VERSION_BYTE 18
#define WITH_LOG 2
#define WITHOUT_LOG 1

/* A file made to have no end is given up after this time, and some for its size. */
#define DEADLINE_SECONDS 60
#define BYTES_A_SECOND (1024 * 1024)

struct _ObForeign
{
  sqlite3 *connection; /* (owned) */
  guint8 *copy;        /* (owned): must outlive the connection */
  gboolean has_log;
  gint64 deadline;
};

struct _ObForeignRow
{
  sqlite3_stmt *statement;
  const int *places; /* of the columns among those that are read, -1 for none */
};

static int
check_deadline (void *data)
{
  return g_get_monotonic_time () > ((ObForeign *) data)->deadline;
}

static void
defend (ObForeign *self)
{
  sqlite3 *connection = self->connection;

  sqlite3_extended_result_codes (connection, 1);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit (connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (connection, SQLITE_LIMIT_EXPR_DEPTH, 50);
  sqlite3_limit (connection, SQLITE_LIMIT_SQL_LENGTH, 100000);
  sqlite3_limit (connection, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  sqlite3_progress_handler (connection, 10000, check_deadline, self);
}

static gboolean
fail (ObForeign *self, int code, GError **error)
{
  g_propagate_error (error, ob_database_error_new (code, sqlite3_errmsg (self->connection)));
  return FALSE;
}

static gboolean
load (ObForeign *self, gsize length, GError **error)
{
  int code = sqlite3_open_v2 (":memory:", &self->connection,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX,
                              NULL);

  if (code == SQLITE_OK)
    code = sqlite3_deserialize (self->connection, "main", self->copy, (sqlite3_int64) length,
                                (sqlite3_int64) length, SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK)
    return fail (self, code, error);
  defend (self);
  code = sqlite3_exec (self->connection, "PRAGMA cell_size_check = ON; PRAGMA query_only = ON;"
                                         "SELECT count(*) FROM sqlite_schema",
                       NULL, NULL, NULL);
  return code == SQLITE_OK || fail (self, code, error);
}

/* What is called @table is what CREATE TABLE makes, and nothing that computes. */
static gboolean
is_ordinary (ObForeign *self, const char *table)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (sqlite3_prepare_v2 (self->connection,
                          "SELECT 1 FROM pragma_table_list(?1)"
                          " WHERE schema = 'main' AND type = 'table'"
                          " AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?1) WHERE hidden > 0)",
                          -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
      found = sqlite3_step (statement) == SQLITE_ROW;
    }
  sqlite3_finalize (statement);
  return found;
}

static gboolean
has_column (ObForeign *self, const char *table, const char *column)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (sqlite3_prepare_v2 (self->connection,
                          "SELECT 1 FROM pragma_table_xinfo(?1) WHERE lower(name) = lower(?2)", -1,
                          &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, column, -1, SQLITE_STATIC);
      found = sqlite3_step (statement) == SQLITE_ROW;
    }
  sqlite3_finalize (statement);
  return found;
}

/* "SELECT the columns that there are FROM table"; @places: where each of @columns stands in it. */
static char *
make_query (ObForeign *self, const char *table, const char *const *columns, int *places)
{
  GString *sql = g_string_new ("SELECT ");
  int n = 0;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      places[i] = has_column (self, table, columns[i]) ? n : -1;
      if (places[i] < 0)
        continue;
      g_string_append_printf (sql, "%s\"%s\"", n > 0 ? ", " : "", columns[i]);
      n++;
    }
  g_string_append_printf (sql, " FROM main.\"%s\" ORDER BY 1", table);
  return g_string_free (sql, FALSE);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_foreign_is_database (const char *head, gsize length)
{
  return length >= HEADER_BYTES && memcmp (head, MAGIC, sizeof MAGIC) == 0;
}

ObForeign *
ob_foreign_open (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (ObForeign) self = g_new0 (ObForeign, 1);

  if (!ob_foreign_is_database (data, length))
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                           _ ("This is not a database of SQLite."));
      return NULL;
    }
  if (length > OB_FOREIGN_MAX_BYTES)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("The database is larger than %u MB."), OB_FOREIGN_MAX_BYTES / 1024 / 1024);
      return NULL;
    }

  self->deadline = g_get_monotonic_time ()
                   + (gint64) (DEADLINE_SECONDS + length / BYTES_A_SECOND) * G_USEC_PER_SEC;
  self->copy = g_memdup2 (data, length);
  /* One with a log can only be opened beside it. */
  self->has_log = self->copy[VERSION_BYTE] == WITH_LOG;
  if (self->has_log)
    self->copy[VERSION_BYTE] = self->copy[VERSION_BYTE + 1] = WITHOUT_LOG;
  return load (self, length, error) ? g_steal_pointer (&self) : NULL;
}

void
ob_foreign_free (ObForeign *foreign)
{
  sqlite3_close (foreign->connection);
  g_free (foreign->copy);
  g_free (foreign);
}

gboolean
ob_foreign_has_log (const ObForeign *foreign)
{
  return foreign->has_log;
}

gboolean
ob_foreign_has (ObForeign *foreign, const char *table, const char *column)
{
  return is_ordinary (foreign, table)
         && (column == NULL || has_column (foreign, table, column));
}

gboolean
ob_foreign_read (ObForeign *foreign,
                 const char *table,
                 const char *const *columns,
                 ObForeignFunc func,
                 gpointer data,
                 GError **error)
{
  guint n = g_strv_length ((char **) columns);
  g_autofree int *places = g_new (int, n);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean done = TRUE;
  int code;

  if (!ob_foreign_has (foreign, table, columns[0]))
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("The database has no table “%s” as it should be."), table);
      return FALSE;
    }
  sql = make_query (foreign, table, columns, places);
  code = sqlite3_prepare_v2 (foreign->connection, sql, -1, &statement, NULL);
  while (code == SQLITE_OK && done && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      ObForeignRow row = { statement, places };

      done = func (&row, data, error);
      code = SQLITE_OK;
    }
  if (done && code != SQLITE_DONE)
    done = fail (foreign, code, error);
  sqlite3_finalize (statement);
  return done;
}

const char *
ob_foreign_get_text (const ObForeignRow *row, guint i)
{
  int place = row->places[i];
  int type = place >= 0 ? sqlite3_column_type (row->statement, place) : SQLITE_NULL;
  const char *text;
  int length;

  if (type == SQLITE_NULL || type == SQLITE_BLOB)
    return NULL;
  text = (const char *) sqlite3_column_text (row->statement, place);
  length = sqlite3_column_bytes (row->statement, place);
  /* A NUL inside is refused by this, too. */
  return text != NULL && g_utf8_validate (text, length, NULL) ? text : NULL;
}

gint64
ob_foreign_get_integer (const ObForeignRow *row, guint i, gint64 fallback)
{
  int place = row->places[i];

  return place >= 0 && sqlite3_column_type (row->statement, place) == SQLITE_INTEGER
             ? sqlite3_column_int64 (row->statement, place)
             : fallback;
}
