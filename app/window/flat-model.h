/* ObFlatModel: a list of rows for GtkTreeView that are read when they are shown.
 *
 * The base class keeps only how many rows there are; a subclass says what a cell holds.  An iter is
 * the row's index, so nothing is allocated for a row.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OB_TYPE_FLAT_MODEL (ob_flat_model_get_type ())
G_DECLARE_DERIVABLE_TYPE (ObFlatModel, ob_flat_model, OB, FLAT_MODEL, GObject)

struct _ObFlatModelClass
{
  GObjectClass parent_class;

  const GType *types; /* of the columns */
  int n_columns;

  guint (*get_n_rows) (ObFlatModel *model);
  /* @value is already initialised with the column's type. */
  void (*get_value) (ObFlatModel *model, guint row, int column, GValue *value);
};

/* Tell the views what the subclass has just done to one row. */
void ob_flat_model_row_inserted (ObFlatModel *model, guint row);
void ob_flat_model_row_deleted (ObFlatModel *model, guint row);
void ob_flat_model_row_changed (ObFlatModel *model, guint row);

/* The row that @iter of this model is at. */
guint ob_flat_model_get_row (GtkTreeIter *iter);

G_END_DECLS
