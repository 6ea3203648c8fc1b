/* Defines one attribute of a label: its name, its type, its choices, when it is shown.  What annotations
 * have is never lost: a new name takes their values along, and what would make values invalid is refused
 * with a sentence. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* @attribute: its name, or NULL for a new one.  Modal over @parent; destroys itself. */
GtkWidget *ob_attribute_dialog_open (GtkWindow *parent,
                                     ObProject *project,
                                     ObEntity label,
                                     const char *attribute);

G_END_DECLS
