/* Which column of a data set is what of an article, chosen beside the first rows of the data. */
#pragma once

#include <gtk/gtk.h>

#include "articles/article-source.h"

G_BEGIN_DECLS

#define OB_TYPE_COLUMNS_DIALOG (ob_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObColumnsDialog, ob_columns_dialog, OB, COLUMNS_DIALOG, GtkDialog)

/* Opens the dialog over @parent.  Signal: columns-chosen (const char *map), as ObReadOptions has
 * it. (transfer none): it destroys itself. */
ObColumnsDialog *ob_columns_dialog_open (GtkWindow *parent, ObArticleSource *source);

G_END_DECLS
