/* Sending one's work: where to write the file, and writing it. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Asks where to write the work of the annotator of @window's project, and writes it there in a
 * worker; the outcome is told in the window. */
void ob_send_dialog_open (ObWindow *window);

G_END_DECLS
