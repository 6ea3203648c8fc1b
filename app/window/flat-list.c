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

/* Dropping ------------------------------------------------------------------------------------- */

/* Height of the zones at the ends of a list that scroll it, and how often they do. */
#define SCROLL_ZONE 24
#define SCROLL_MILLISECONDS 60

typedef struct
{
  GtkWidget *list; /* (unowned): owns this */
  ObFlatListDropFunc func;
  gpointer user_data;
  int step; /* of the scrolling, in pixels */
  guint scroll_source;
} Drop;

static void
drop_free (gpointer data, GClosure *closure)
{
  Drop *drop = data;

  g_clear_handle_id (&drop->scroll_source, g_source_remove);
  g_free (drop);
}

/* (nullable) (transfer full): the row at a place of the widget. */
static GtkTreePath *
find_row (GtkWidget *list, int x, int y)
{
  GtkTreeView *view = GTK_TREE_VIEW (list);
  GtkTreePath *path = NULL;

  gtk_tree_view_convert_widget_to_bin_window_coords (view, x, y, &x, &y);
  gtk_tree_view_get_path_at_pos (view, x, y, &path, NULL, NULL, NULL);

  return path;
}

static gboolean
scroll_cb (gpointer user_data)
{
  Drop *drop = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (drop->list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + drop->step);

  return G_SOURCE_CONTINUE;
}

static void
scroll_near_ends (Drop *drop, int y)
{
  int height = gtk_widget_get_allocated_height (drop->list);

  drop->step = y < SCROLL_ZONE ? -SCROLL_ZONE : y > height - SCROLL_ZONE ? SCROLL_ZONE : 0;
  if (drop->step == 0)
    g_clear_handle_id (&drop->scroll_source, g_source_remove);
  else if (drop->scroll_source == 0)
    drop->scroll_source = g_timeout_add (SCROLL_MILLISECONDS, scroll_cb, drop);
}

static gboolean
drag_motion_cb (GtkWidget *list, GdkDragContext *context, int x, int y, guint time, gpointer data)
{
  g_autoptr (GtkTreePath) path = find_row (list, x, y);

  if (gtk_drag_dest_find_target (list, context, NULL) == GDK_NONE)
    return FALSE;

  scroll_near_ends (data, y);
  gtk_tree_view_set_drag_dest_row (GTK_TREE_VIEW (list), path, GTK_TREE_VIEW_DROP_INTO_OR_AFTER);
  gdk_drag_status (context, path != NULL ? GDK_ACTION_LINK : 0, time);

  return TRUE;
}

static void
drag_leave_cb (GtkWidget *list, GdkDragContext *context, guint time, gpointer data)
{
  Drop *drop = data;

  g_clear_handle_id (&drop->scroll_source, g_source_remove);
  gtk_tree_view_set_drag_dest_row (GTK_TREE_VIEW (list), NULL, GTK_TREE_VIEW_DROP_INTO_OR_AFTER);
}

static gboolean
drag_drop_cb (GtkWidget *list, GdkDragContext *context, int x, int y, guint time, gpointer data)
{
  GdkAtom target = gtk_drag_dest_find_target (list, context, NULL);

  if (target == GDK_NONE)
    return FALSE;

  gtk_drag_get_data (list, context, target, time);

  return TRUE;
}

static void
drag_data_received_cb (GtkWidget *list,
                       GdkDragContext *context,
                       int x,
                       int y,
                       GtkSelectionData *data,
                       guint info,
                       guint time,
                       gpointer user_data)
{
  const Drop *drop = user_data;
  g_autoptr (GtkTreePath) path = find_row (list, x, y);
  gboolean done = path != NULL
                  && drop->func (list, (guint) gtk_tree_path_get_indices (path)[0], data,
                                 drop->user_data);

  g_signal_stop_emission_by_name (list, "drag-data-received");
  gtk_drag_finish (context, done, FALSE, time);
}

void
ob_flat_list_add_drop (GtkWidget *list,
                       const GtkTargetEntry *target,
                       ObFlatListDropFunc func,
                       gpointer user_data)
{
  Drop *drop = g_new0 (Drop, 1);

  *drop = (Drop) { .list = list, .func = func, .user_data = user_data };
  gtk_drag_dest_set (list, 0, target, 1, GDK_ACTION_LINK);
  g_signal_connect_data (list, "drag-motion", G_CALLBACK (drag_motion_cb), drop, drop_free, 0);
  g_signal_connect (list, "drag-leave", G_CALLBACK (drag_leave_cb), drop);
  g_signal_connect (list, "drag-drop", G_CALLBACK (drag_drop_cb), drop);
  g_signal_connect (list, "drag-data-received", G_CALLBACK (drag_data_received_cb), drop);
}
