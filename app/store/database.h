/* A connection to SQLite, with errors that stick.
 *
 * The first failure is kept and makes every later call do nothing, so that a sequence of statements
 * is written without a check after each: the transaction's end reports it.  Statements are prepared
 * once for each SQL string, which must be a literal; a statement must be read to its end, or reset
 * with ob_database_done(), before the same SQL is used again.
 */
#pragma once

#include <sqlite3.h>

#include "store/project.h"

G_BEGIN_DECLS

typedef struct _ObDatabase ObDatabase;

/* Wraps @connection: (transfer full). */
ObDatabase *ob_database_new (sqlite3 *connection);
void ob_database_free (ObDatabase *database);
sqlite3 *ob_database_get_connection (ObDatabase *database);

/* Binds by @types, one character an argument: i gint64, d double, t const char* (NULL: null),
 * b const void* and gsize (NULL: null), B GBytes* (NULL: null).  Bound memory must stay until the
 * statement is done. */
sqlite3_stmt *ob_database_query (ObDatabase *database, const char *sql, const char *types, ...);

/* TRUE while there is a row; at the end or after a failure the statement is reset. */
gboolean ob_database_next (ObDatabase *database, sqlite3_stmt *statement);

/* Ends a query before its last row. */
void ob_database_done (sqlite3_stmt *statement);

/* Runs a statement that returns no rows that matter. */
void ob_database_run (ObDatabase *database, const char *sql, const char *types, ...);

/* The first column of the first row, or @fallback. */
gint64 ob_database_get_number (
    ObDatabase *database, gint64 fallback, const char *sql, const char *types, ...);

/* Runs several statements separated by semicolons, not cached. */
void ob_database_script (ObDatabase *database, const char *sql);

/* The inserted row's number. */
gint64 ob_database_last_row (ObDatabase *database);

gboolean ob_database_has_failed (ObDatabase *database);

/* Makes @error: (transfer full) the sticking failure, unless there is one. */
void ob_database_fail (ObDatabase *database, GError *error);

/* Hands the sticking failure to @error and forgets it; TRUE when there was none. */
gboolean ob_database_check (ObDatabase *database, GError **error);

/* A transaction.  ob_database_commit() rolls back when something has failed, and returns FALSE. */
void ob_database_begin (ObDatabase *database);
gboolean ob_database_commit (ObDatabase *database, GError **error);
void ob_database_rollback (ObDatabase *database);

/* An SQLite result code as a GError with a sentence. (transfer full) */
GError *ob_database_error_new (int code, const char *detail);

/* How much of the file may be kept in memory: OB_DATABASE_CACHE_KIB, or more for a great write. */
#define OB_DATABASE_CACHE_KIB 32000
void ob_database_set_cache (ObDatabase *database, int kib);

/* Columns as owned or borrowed values. */
GBytes *ob_column_bytes (sqlite3_stmt *statement, int column);
char *ob_column_dup_text (sqlite3_stmt *statement, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDatabase, ob_database_free)

G_END_DECLS
