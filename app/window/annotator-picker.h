/* Choosing who annotates, or adding somebody. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* Opens a picker pointing at @button. */
void ob_annotator_picker_open (GtkWidget *button, ObProject *project);

G_END_DECLS
