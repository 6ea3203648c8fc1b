#include "window/report.h"

#include "editor/article-accessible.h"
#include "window/window.h"

#include <glib/gi18n.h>

/* (nullable): NULL while the widget is not in a window. */
static ObWindow *
find_window (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, OB_TYPE_WINDOW);

  if (window == NULL && GTK_IS_WINDOW (gtk_widget_get_toplevel (widget)))
    {
      GtkWindow *dialog = GTK_WINDOW (gtk_widget_get_toplevel (widget));

      window = GTK_WIDGET (gtk_window_get_transient_for (dialog));
    }

  return OB_IS_WINDOW (window) ? OB_WINDOW (window) : NULL;
}

static void
tell (GtkWidget *widget,
      GtkMessageType type,
      const char *message,
      const char *button,
      const char *action)
{
  ObWindow *window = find_window (widget);

  if (window == NULL)
    return;

  ob_window_tell (window, type, message, button, action);
  ob_article_accessible_announce (GTK_WIDGET (window), message);
}

void
ob_report_error (GtkWidget *widget, const GError *error)
{
  tell (widget,
        GTK_MESSAGE_ERROR,
        error ? error->message : _("That did not work."),
        NULL,
        NULL);
}

void
ob_report_failure (GtkWidget *widget, const char *message, const char *button, const char *action)
{
  tell (widget, GTK_MESSAGE_ERROR, message, button, action);
}

void
ob_report_notice (GtkWidget *widget, const char *message, const char *button, const char *action)
{
  tell (widget, GTK_MESSAGE_INFO, message, button, action);
}

void
ob_report_done (GtkWidget *widget, const char *message)
{
  ObWindow *window = find_window (widget);

  if (window == NULL)
    return;

  ob_workspace_tell (ob_window_get_workspace (window), message);
  ob_article_accessible_announce (GTK_WIDGET (window), message);
}
