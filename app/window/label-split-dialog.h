/* Splitting a label: each of its annotations stays or goes to one of up to eight new labels, by the value of
 * an attribute, by a query, or one by one with the keys 1 to 9 in a list. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

/* Opens the dialog for @label above @parent; what it writes is one step. */
void ob_label_split_dialog_open (GtkWindow *parent, ObProject *project, ObEntity label);

G_END_DECLS
