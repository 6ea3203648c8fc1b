#include "window/flat-list.h"

GtkWidget *
ob_flat_list_new (const char *name)
{
  GtkWidget *list = g_object_new (GTK_TYPE_TREE_VIEW,
                                  "visible", TRUE,
                                  "headers-visible", FALSE,
                                  "enable-search", FALSE,
                                  "show-expanders", FALSE,
                                  "activate-on-single-click", FALSE,
                                  NULL);

  atk_object_set_name (gtk_widget_get_accessible (list), name);

  return list;
}

GtkTreeViewColumn *
ob_flat_list_add_column (GtkWidget *list)
{
  GtkTreeViewColumn *column = gtk_tree_view_column_new ();

  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_expand (column, TRUE);
  gtk_tree_view_append_column (GTK_TREE_VIEW (list), column);
  gtk_tree_view_set_fixed_height_mode (GTK_TREE_VIEW (list), TRUE);

  return column;
}

int
ob_flat_list_get_selected (GtkWidget *list)
{
  g_autoptr (GArray) rows = ob_flat_list_list_selected (list);

  return rows->len > 0 ? (int) g_array_index (rows, guint, 0) : -1;
}

GArray *
ob_flat_list_list_selected (GtkWidget *list)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (list));
  GList *paths = gtk_tree_selection_get_selected_rows (selection, NULL);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (GList *l = paths; l != NULL; l = l->next)
    {
      guint row = (guint) gtk_tree_path_get_indices (l->data)[0];

      g_array_append_val (rows, row);
    }
  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);

  return rows;
}

void
ob_flat_list_select (GtkWidget *list, int row)
{
  GtkTreeView *view = GTK_TREE_VIEW (list);
  GtkTreeSelection *selection = gtk_tree_view_get_selection (view);
  g_autoptr (GtkTreePath) path = NULL;

  if (row < 0)
    {
      gtk_tree_selection_unselect_all (selection);
      return;
    }

  path = gtk_tree_path_new_from_indices (row, -1);
  gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  if (gtk_widget_get_realized (list))
    gtk_tree_view_scroll_to_cell (view, path, NULL, FALSE, 0, 0);
}
