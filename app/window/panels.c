#include "window/panels.h"

static GtkWidget *
get_focus (GtkWidget *panel)
{
  GtkWidget *window = gtk_widget_get_toplevel (panel);

  return GTK_IS_WINDOW (window) ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;
}

/* A panel of one widget takes the keyboard itself, others give it to their first control. */
static void
enter (GtkWidget *panel)
{
  if (gtk_widget_get_can_focus (panel))
    gtk_widget_grab_focus (panel);
  else
    gtk_widget_child_focus (panel, GTK_DIR_TAB_FORWARD);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_panels_step (GtkWidget *const *panels, guint n_panels, int step)
{
  GtkWidget *focus = n_panels > 0 ? get_focus (panels[0]) : NULL;
  int n = (int) n_panels, at = 0;

  for (int i = 0; i < n; i++)
    if (focus != NULL && (focus == panels[i] || gtk_widget_is_ancestor (focus, panels[i])))
      at = i + step;

  for (int tries = 0; tries < n; tries++, at += step)
    {
      GtkWidget *panel = panels[(at % n + n) % n];

      if (!gtk_widget_get_mapped (panel))
        continue;
      enter (panel);
      if (get_focus (panel) != focus)
        return;
    }
}
