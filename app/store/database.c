#include "store/database.h"

#include <stdarg.h>

#include <glib/gi18n-lib.h>

struct _ObDatabase
{
  sqlite3 *connection;    /* (owned) */
  GHashTable *statements; /* (owned) SQL literal -> sqlite3_stmt (owned) */
  GError *error;          /* (owned) (nullable) the failure that sticks */
};

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
fail_with_code (ObDatabase *database, int code)
{
  ob_database_fail (database, ob_database_error_new (code, sqlite3_errmsg (database->connection)));
}

static sqlite3_stmt *
prepare (ObDatabase *database, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (database->statements, sql);
  int code;

  if (statement != NULL)
    return statement;

  code = sqlite3_prepare_v3 (database->connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             NULL);
  if (code != SQLITE_OK)
    {
      fail_with_code (database, code);
      return NULL;
    }
  g_hash_table_insert (database->statements, (gpointer) sql, statement);
  return statement;
}

static sqlite3_stmt *
query_valist (ObDatabase *database, const char *sql, const char *types, va_list arguments)
{
  sqlite3_stmt *statement;
  int code = SQLITE_OK;

  if (database->error != NULL || (statement = prepare (database, sql)) == NULL)
    return NULL;

  for (int i = 0; types[i] != '\0' && code == SQLITE_OK; i++)
    switch (types[i])
      {
      case 'i':
        code = sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
        break;
      case 'd':
        code = sqlite3_bind_double (statement, i + 1, va_arg (arguments, double));
        break;
      case 't':
        code = sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1,
                                  SQLITE_STATIC);
        break;
      case 'b':
        {
          const void *data = va_arg (arguments, const void *);
          gsize length = va_arg (arguments, gsize);

          code = sqlite3_bind_blob64 (statement, i + 1, data, length, SQLITE_STATIC);
          break;
        }
      case 'B':
        {
          GBytes *bytes = va_arg (arguments, GBytes *);
          gsize length = 0;
          const void *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

          /* An empty blob is not a null. */
          if (bytes != NULL && data == NULL)
            data = "";
          code = sqlite3_bind_blob64 (statement, i + 1, data, length, SQLITE_STATIC);
          break;
        }
      default:
        g_assert_not_reached ();
      }

  if (code != SQLITE_OK)
    {
      fail_with_code (database, code);
      ob_database_done (statement);
      return NULL;
    }
  return statement;
}

/* Public functions ----------------------------------------------------------------------------- */

ObDatabase *
ob_database_new (sqlite3 *connection)
{
  ObDatabase *database = g_new0 (ObDatabase, 1);

  database->connection = connection;
  database->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);

  return database;
}

void
ob_database_free (ObDatabase *database)
{
  g_hash_table_unref (database->statements);
  sqlite3_close (database->connection);
  g_clear_error (&database->error);
  g_free (database);
}

sqlite3 *
ob_database_get_connection (ObDatabase *database)
{
  return database->connection;
}

sqlite3_stmt *
ob_database_query (ObDatabase *database, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = query_valist (database, sql, types, arguments);
  va_end (arguments);

  return statement;
}

gboolean
ob_database_next (ObDatabase *database, sqlite3_stmt *statement)
{
  int code;

  if (statement == NULL || database->error != NULL)
    {
      ob_database_done (statement);
      return FALSE;
    }

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    fail_with_code (database, sqlite3_extended_errcode (database->connection));
  ob_database_done (statement);
  return FALSE;
}

void
ob_database_done (sqlite3_stmt *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

void
ob_database_run (ObDatabase *database, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = query_valist (database, sql, types, arguments);
  va_end (arguments);
  while (ob_database_next (database, statement))
    ;
}

gint64
ob_database_get_number (
    ObDatabase *database, gint64 fallback, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  gint64 number = fallback;
  va_list arguments;

  va_start (arguments, types);
  statement = query_valist (database, sql, types, arguments);
  va_end (arguments);
  if (ob_database_next (database, statement))
    {
      if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
        number = sqlite3_column_int64 (statement, 0);
      ob_database_done (statement);
    }
  return number;
}

void
ob_database_script (ObDatabase *database, const char *sql)
{
  int code;

  if (database->error != NULL)
    return;

  code = sqlite3_exec (database->connection, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    fail_with_code (database, sqlite3_extended_errcode (database->connection));
}

gint64
ob_database_last_row (ObDatabase *database)
{
  return sqlite3_last_insert_rowid (database->connection);
}

gboolean
ob_database_has_failed (ObDatabase *database)
{
  return database->error != NULL;
}

void
ob_database_fail (ObDatabase *database, GError *error)
{
  if (database->error == NULL)
    database->error = error;
  else
    g_error_free (error);
}

gboolean
ob_database_check (ObDatabase *database, GError **error)
{
  if (database->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&database->error));
  return FALSE;
}

void
ob_database_begin (ObDatabase *database)
{
  ob_database_script (database, "BEGIN IMMEDIATE");
}

gboolean
ob_database_commit (ObDatabase *database, GError **error)
{
  ob_database_script (database, "COMMIT");
  if (database->error == NULL)
    return TRUE;

  ob_database_rollback (database);
  return ob_database_check (database, error);
}

void
ob_database_rollback (ObDatabase *database)
{
  /* Some failures have already rolled back by themselves. */
  if (!sqlite3_get_autocommit (database->connection))
    sqlite3_exec (database->connection, "ROLLBACK", NULL, NULL, NULL);
}

void
ob_database_set_cache (ObDatabase *database, int kib)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%d", kib);

  ob_database_script (database, sql);
}

GError *
ob_database_error_new (int code, const char *detail)
{
  /* SQLite quotes what it found in the file, which may be anything. */
  g_autofree char *cause = g_utf8_make_valid (detail ? detail : sqlite3_errstr (code), -1);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return g_error_new_literal (
          OB_PROJECT_ERROR, OB_PROJECT_ERROR_BUSY,
          _ ("The project is open in another program. Close it there, then try again."));
    case SQLITE_FULL:
      return g_error_new_literal (
          OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
          _ ("The disk is full, so nothing was changed. Free some space, then try again."));
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return g_error_new_literal (
          OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
          _ ("The project file can no longer be written, so nothing was changed. "
             "Check that it is still in its place and that you may write to it."));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return g_error_new (
          OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
          _ ("The project file is damaged (%s). “obelus check FILE --repair NEW” saves "
             "everything that is intact into a new project."),
          cause);
    default:
      return g_error_new (
          OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
          _ ("The project file could not be read or written (%s). Check the disk or the "
             "connection to it, then try again."),
          cause);
    }
}

GBytes *
ob_column_bytes (sqlite3_stmt *statement, int column)
{
  const void *data = sqlite3_column_blob (statement, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, column));
}

char *
ob_column_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
