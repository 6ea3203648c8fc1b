/* Going from panel to panel with the keyboard (F6). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives the keyboard to the next (@step 1) or previous (-1) of @panels that is shown and takes it; the first
 * one when it is in none of them. */
void ob_panels_step (GtkWidget *const *panels, guint n_panels, int step);

G_END_DECLS
