/* The line between a panel and the text, which is dragged to make the panel wider.
 *
 * (GtkPaned cannot fold away, and HdyFlap, which can, has no handle.)
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OB_TYPE_PANE_HANDLE (ob_pane_handle_get_type ())
G_DECLARE_FINAL_TYPE (ObPaneHandle, ob_pane_handle, OB, PANE_HANDLE, GtkEventBox)

/* Drags the width of @panel, which is after the handle when @at_end. */
void ob_pane_handle_set_panel (ObPaneHandle *handle, GtkWidget *panel, gboolean at_end);

G_END_DECLS
