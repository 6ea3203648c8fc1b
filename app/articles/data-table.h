/* Tables of data: CSV with any of the usual separators, TSV, JSON and JSON Lines. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OB_DATA_MAX_ROWS 100000
#define OB_DATA_MAX_COLUMNS 500

typedef struct
{
  GPtrArray *names; /* (owned) char * of the columns, and NULL */
  GPtrArray
      *rows; /* (owned) GPtrArray of char* (nullable), of at most as many as there are columns */
  guint n_left_out; /* rows after OB_DATA_MAX_ROWS */
} ObDataTable;

/* Reads @utf8 as values apart by commas, semicolons, tabs or bars, whichever its first line has
 * most of; the first row names the columns.  Returns: (transfer full). */
ObDataTable *ob_data_table_read_csv (const char *utf8);

/* Reads @utf8 as a JSON array of objects, or an object with one, or (with @is_lines) an object a
 * line.  Objects with a name or title are that, arrays of texts their texts.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObDataTable *ob_data_table_read_json (const char *utf8, gboolean is_lines, GError **error);

void ob_data_table_free (ObDataTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDataTable, ob_data_table_free)

G_END_DECLS
