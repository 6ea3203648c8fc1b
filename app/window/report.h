/* How any part of the window tells the user something: it is shown, and said through a screen reader. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @error in the info bar of @widget's window. */
void ob_report_error (GtkWidget *widget, const GError *error);

/* The same for a message; @action (nullable): a detailed action that is the way out, with the text
 * of its button. */
void ob_report_failure (GtkWidget *widget,
                        const char *message,
                        const char *button,
                        const char *action);

/* The same, but as good news. */
void ob_report_notice (GtkWidget *widget,
                       const char *message,
                       const char *button,
                       const char *action);

/* Says in the status bar what has just been done. */
void ob_report_done (GtkWidget *widget, const char *message);

G_END_DECLS
