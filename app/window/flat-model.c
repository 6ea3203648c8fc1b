#include "window/flat-model.h"

static void tree_model_iface_init (GtkTreeModelIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (ObFlatModel,
                                  ob_flat_model,
                                  G_TYPE_OBJECT,
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                         tree_model_iface_init))

static guint
count_rows (GtkTreeModel *model)
{
  return OB_FLAT_MODEL_GET_CLASS (model)->get_n_rows (OB_FLAT_MODEL (model));
}

static gboolean
set_iter (GtkTreeModel *model, GtkTreeIter *iter, guint row)
{
  if (row >= count_rows (model))
    {
      iter->stamp = 0;
      return FALSE;
    }

  *iter = (GtkTreeIter){ .stamp = 1, .user_data = GUINT_TO_POINTER (row) };

  return TRUE;
}

static GtkTreeModelFlags
get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static int
get_n_columns (GtkTreeModel *model)
{
  return OB_FLAT_MODEL_GET_CLASS (model)->n_columns;
}

static GType
get_column_type (GtkTreeModel *model, int column)
{
  return OB_FLAT_MODEL_GET_CLASS (model)->types[column];
}

static gboolean
get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  int row = gtk_tree_path_get_indices (path)[0];

  return gtk_tree_path_get_depth (path) == 1 && row >= 0 && set_iter (model, iter, (guint) row);
}

static GtkTreePath *
get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  return gtk_tree_path_new_from_indices ((int) ob_flat_model_get_row (iter), -1);
}

static void
get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  ObFlatModelClass *class = OB_FLAT_MODEL_GET_CLASS (model);

  g_value_init (value, class->types[column]);
  if (ob_flat_model_get_row (iter) < count_rows (model))
    class->get_value (OB_FLAT_MODEL (model), ob_flat_model_get_row (iter), column, value);
}

static gboolean
iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  return set_iter (model, iter, ob_flat_model_get_row (iter) + 1);
}

static gboolean
iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  guint row = ob_flat_model_get_row (iter);

  return set_iter (model, iter, row > 0 ? row - 1 : G_MAXUINT);
}

static gboolean
iter_nth_child (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
  return set_iter (model, iter, parent == NULL && n >= 0 ? (guint) n : G_MAXUINT);
}

static gboolean
iter_children (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
  return iter_nth_child (model, iter, parent, 0);
}

static gboolean
iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static int
iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) count_rows (model) : 0;
}

static gboolean
iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  iter->stamp = 0;

  return FALSE;
}

static void
tree_model_iface_init (GtkTreeModelIface *iface)
{
  iface->get_flags = get_flags;
  iface->get_n_columns = get_n_columns;
  iface->get_column_type = get_column_type;
  iface->get_iter = get_iter;
  iface->get_path = get_path;
  iface->get_value = get_value;
  iface->iter_next = iter_next;
  iface->iter_previous = iter_previous;
  iface->iter_children = iter_children;
  iface->iter_has_child = iter_has_child;
  iface->iter_n_children = iter_n_children;
  iface->iter_nth_child = iter_nth_child;
  iface->iter_parent = iter_parent;
}

static void
ob_flat_model_class_init (ObFlatModelClass *class)
{
}

static void
ob_flat_model_init (ObFlatModel *self)
{
}

void
ob_flat_model_row_inserted (ObFlatModel *model, guint row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);
  GtkTreeIter iter;

  g_return_if_fail (OB_IS_FLAT_MODEL (model));

  if (set_iter (GTK_TREE_MODEL (model), &iter, row))
    gtk_tree_model_row_inserted (GTK_TREE_MODEL (model), path, &iter);
}

void
ob_flat_model_row_deleted (ObFlatModel *model, guint row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);

  g_return_if_fail (OB_IS_FLAT_MODEL (model));

  gtk_tree_model_row_deleted (GTK_TREE_MODEL (model), path);
}

void
ob_flat_model_row_changed (ObFlatModel *model, guint row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);
  GtkTreeIter iter;

  g_return_if_fail (OB_IS_FLAT_MODEL (model));

  if (set_iter (GTK_TREE_MODEL (model), &iter, row))
    gtk_tree_model_row_changed (GTK_TREE_MODEL (model), path, &iter);
}

guint
ob_flat_model_get_row (GtkTreeIter *iter)
{
  return GPOINTER_TO_UINT (iter->user_data);
}
