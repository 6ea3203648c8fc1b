/* The codebook: labels to rename, recolour, describe, give a key, add and delete.  What is changed
 * is saved as one leaves it, one undo step each. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens the dialog for the window's project. */
void ob_codebook_dialog_open (ObWindow *window);

G_END_DECLS
