/* Another program's SQLite database, read without trusting it.
 *
 * It is read from memory, so that nothing beside the file is looked at and nothing is ever written;
 * with SQLite's defences, bounds and a deadline.  Only ordinary tables are read: a view, a virtual
 * table or a computed column in the place of one is refused, since reading it would run what the
 * file says.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Larger databases are refused: they are copied into memory. */
#define OB_FOREIGN_MAX_BYTES (256u * 1024 * 1024)

typedef struct _ObForeign ObForeign;

/* One row; its texts are valid until the function returns.  FALSE with an error to stop. */
typedef struct _ObForeignRow ObForeignRow;
typedef gboolean (*ObForeignFunc) (const ObForeignRow *row, gpointer data, GError **error);

/* Whether @head, the beginning of a file, is that of an SQLite database. */
gboolean ob_foreign_is_database (const char *head, gsize length);

/* Opens @bytes, which are copied.  Returns: (transfer full) (nullable): NULL with
 * OB_PROJECT_ERROR. */
ObForeign *ob_foreign_open (GBytes *bytes, GError **error);
void ob_foreign_free (ObForeign *foreign);

/* Whether the other program kept a log beside the file, in which its last changes may still be. */
gboolean ob_foreign_has_log (const ObForeign *foreign);

/* Whether there is an ordinary table @table, and in it @column (nullable: any). */
gboolean ob_foreign_has (ObForeign *foreign, const char *table, const char *column);

/* Calls @func for each row of @table in the order of its first column.  @columns: NULL-terminated;
 * one that the table has not is NULL in each row, but the first must be there.  FALSE with
 * OB_PROJECT_ERROR or the error of @func. */
gboolean ob_foreign_read (ObForeign *foreign,
                          const char *table,
                          const char *const *columns,
                          ObForeignFunc func,
                          gpointer data,
                          GError **error);

/* Text of the column @i of the list; NULL for none, and for what is not UTF-8 or has a NUL. */
const char *ob_foreign_get_text (const ObForeignRow *row, guint i);

/* The number in the column @i; @fallback when there is none. */
gint64 ob_foreign_get_integer (const ObForeignRow *row, guint i, gint64 fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObForeign, ob_foreign_free)

G_END_DECLS
