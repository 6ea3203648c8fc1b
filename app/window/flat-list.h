/* Helpers for the window's two lists: tree views of fixed height over a flat model. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer full), floating: a list without headers and search, called @name. */
GtkWidget *ob_flat_list_new (const char *name);

/* Adds the single column, whose cells are the caller's. (transfer none) */
GtkTreeViewColumn *ob_flat_list_add_column (GtkWidget *list);

/* The row with the selection, the first where several have it, or -1. */
int ob_flat_list_get_selected (GtkWidget *list);

/* All of them.  (transfer full): GArray of guint. */
GArray *ob_flat_list_list_selected (GtkWidget *list);

/* Selects @row (-1: none) and scrolls as little as needed to show it.  The focus stays. */
void ob_flat_list_select (GtkWidget *list, int row);

/* What was dropped on @row; returns what it has done. */
typedef gboolean (*ObFlatListDropFunc) (GtkWidget *list,
                                        guint row,
                                        GtkSelectionData *data,
                                        gpointer user_data);

/* Takes what @target brings onto the rows of @list: the row below the pointer is highlighted, and at its
 * ends the list scrolls on. */
void ob_flat_list_add_drop (GtkWidget *list,
                            const GtkTargetEntry *target,
                            ObFlatListDropFunc func,
                            gpointer user_data);

G_END_DECLS
