/* Tables as RFC 4180 has them, read as a whole. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads a table in UTF-8, with or without a byte order mark.  The first row tells whether cells are
 * separated by commas, semicolons or tabs; rows end with LF, CR LF or CR; empty rows are left out;
 * the apostrophe that guards a cell (see ob_csv_add()) is taken away.
 * Returns: (transfer full) (nullable): GPtrArray of char **; NULL with G_IO_ERROR_INVALID_DATA that
 * names the row when a quotation mark is not closed or a NUL is in it. */
GPtrArray *ob_csv_read (const char *text, gsize length, GError **error);

G_END_DECLS
