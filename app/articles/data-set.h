/* Data sets of articles: CSV, TSV, JSON and JSON Lines, an article a row. */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Whether a file called @name (nullable) is a data set: a table in text cannot be told from other
 * texts by its content, and what is called JSON has at least to begin like it. */
gboolean ob_data_set_is_document (GBytes *bytes, const char *name);

/* Reads @bytes.  The map of @options says which column is what, "title=headline,text=body"; what it
 * does not say is guessed.  Rows without text are left out. Returns: FALSE with
 * OB_ARTICLES_ERROR_CONTENT, which names the columns when none looks like the text; else ObReading
 * are added to @readings. */
gboolean ob_data_set_read (
    GBytes *bytes, const char *name, const ObReadOptions *options, GPtrArray *readings, GError **error);

G_END_DECLS
