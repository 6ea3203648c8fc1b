/* Exporting: the format, whose annotations, which labels, and where to. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens the dialog for the window's project; the export itself goes on without it. */
void ob_export_dialog_open (ObWindow *window);

G_END_DECLS
