/* A picture of a window, for documentation and for machines without a person in front. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* When all of @window is drawn, draws it into the PNG file @path and closes the window.  Says on
 * standard error what is wrong. */
void ob_picture_take (GtkWindow *window, const char *path);

/* Draws @window as it is now.  FALSE when the file cannot be written. */
gboolean ob_picture_draw (GtkWidget *window, const char *path);

G_END_DECLS
