/* The history: every step of the project, the latest first; activating one goes back (or forward)
 * to it. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* Opens a popover pointing at @button; it destroys itself when it is closed. */
void ob_history_popover_open (GtkWidget *button, ObProject *project);

G_END_DECLS
