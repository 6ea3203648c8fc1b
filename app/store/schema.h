/* The project file's tables and versions.
 *
 * "change" and "text" are the truth; "local" is this copy's own; every other table is derived from
 * the log and can be dropped and rebuilt at any time.  A file of an older format is therefore not
 * altered in place: its truth is read into a new file (store/ingest.h).
 */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

#define OB_APPLICATION_ID 0x4F42454C /* "OBEL" */
#define OB_SCHEMA_VERSION 3

/* Creates all tables in an empty database. */
void ob_schema_create (ObDatabase *database);

/* Empties all tables that can be derived again. */
void ob_schema_clear_derived (ObDatabase *database);

/* Makes the connection safe and durable: journal, synchronous, limits, defensive flags. */
void ob_schema_configure (ObDatabase *database);

/* TRUE when the database has exactly the tables of format @version, no more and no other; FALSE
 * with OB_PROJECT_ERROR_INVALID. */
gboolean ob_schema_check (ObDatabase *database, int version, GError **error);

/* One query for each derived table, all rows in a fixed order; ends with NULL. */
const char *const *ob_schema_get_derived_queries (void);

G_END_DECLS
