/* Cells of CSV as RFC 4180 has them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* By which spreadsheets know that a file is UTF-8; it comes first. */
#define OB_CSV_MARK "\xef\xbb\xbf"

/* Appends @text (nullable) as the next cell of @out, after a comma unless it begins a row.
 * @guard: it may come from anywhere, so that an apostrophe keeps spreadsheets from taking it for a
 * formula. */
void ob_csv_add (GString *out, const char *text, gboolean guard);
void ob_csv_add_integer (GString *out, gint64 number);
void ob_csv_end_row (GString *out);

G_END_DECLS
