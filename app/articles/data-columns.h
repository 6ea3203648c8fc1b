/* Which column of a data set is what of an article: guessed from the columns' names and from what
 * is in them, or said by the analyst. */
#pragma once

#include "model/directory.h"

G_BEGIN_DECLS

/* The text comes after the metadata. */
#define OB_DATA_TEXT OB_N_METADATA
#define OB_DATA_N_PARTS (OB_N_METADATA + 1)

/* The column of each part, or -1. */
typedef struct
{
  int columns[OB_DATA_N_PARTS];
} ObDataColumns;

/* Nothing chosen. */
ObDataColumns ob_data_columns_none (void);

/* "text", "title", ...: the name of a part in maps. */
const char *ob_data_part_get_name (guint part);

/* Guesses from @names (NULL-terminated) and @rows, arrays of char* (nullable elements), of which
 * the first are looked at.  The text is a column that is named so, else the one with the longest
 * values, if they are long enough to be texts. */
ObDataColumns ob_data_columns_guess (const char *const *names, const GPtrArray *rows);

/* Changes @columns as @map says, "title=headline,text=#3": by the column's name or number; "byline="
 * means no column.
 * FALSE with OB_ARTICLES_ERROR_CONTENT, a sentence, when a part or a column is unknown. */
gboolean ob_data_columns_apply (ObDataColumns *columns,
                                const char *map,
                                const char *const *names,
                                GError **error);

/* Returns: (transfer full): "title=headline,text=body"; without @names (nullable) by number,
 * "title=#2,text=#3". */
char *ob_data_columns_describe (const ObDataColumns *columns, const char *const *names);

G_END_DECLS
