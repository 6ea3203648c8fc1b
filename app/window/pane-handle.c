#include "window/pane-handle.h"

#define MIN_WIDTH 200
#define MAX_WIDTH 560

struct _ObPaneHandle
{
  GtkEventBox parent_instance;

  GtkGesture *drag;
  GtkWidget *panel; /* (unowned) (nullable) */
  gboolean at_end;
  int start_width;
};

G_DEFINE_FINAL_TYPE (ObPaneHandle, ob_pane_handle, GTK_TYPE_EVENT_BOX)

static void
drag_begun_cb (ObPaneHandle *self)
{
  self->start_width = self->panel ? gtk_widget_get_allocated_width (self->panel) : 0;
}

static void
drag_moved_cb (ObPaneHandle *self, double x, double y)
{
  gboolean from_right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int change = (int) (self->at_end != from_right ? -x : x);

  if (self->panel != NULL)
    gtk_widget_set_size_request (self->panel,
                                 CLAMP (self->start_width + change, MIN_WIDTH, MAX_WIDTH),
                                 -1);
}

static void
ob_pane_handle_realize (GtkWidget *widget)
{
  g_autoptr (GdkCursor) cursor = NULL;

  GTK_WIDGET_CLASS (ob_pane_handle_parent_class)->realize (widget);
  cursor = gdk_cursor_new_from_name (gtk_widget_get_display (widget), "col-resize");
  gdk_window_set_cursor (gtk_widget_get_window (widget), cursor);
}

static void
ob_pane_handle_dispose (GObject *object)
{
  ObPaneHandle *self = OB_PANE_HANDLE (object);

  g_clear_object (&self->drag);
  g_clear_weak_pointer (&self->panel);

  G_OBJECT_CLASS (ob_pane_handle_parent_class)->dispose (object);
}

static void
ob_pane_handle_class_init (ObPaneHandleClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_pane_handle_dispose;
  GTK_WIDGET_CLASS (class)->realize = ob_pane_handle_realize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "panehandle");
}

static void
ob_pane_handle_init (ObPaneHandle *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 5, -1);
  self->drag = gtk_gesture_drag_new (GTK_WIDGET (self));
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_moved_cb), self);
  atk_object_set_role (gtk_widget_get_accessible (GTK_WIDGET (self)), ATK_ROLE_SEPARATOR);
}

void
ob_pane_handle_set_panel (ObPaneHandle *self, GtkWidget *panel, gboolean at_end)
{
  g_set_weak_pointer (&self->panel, panel);
  self->at_end = at_end;
}
