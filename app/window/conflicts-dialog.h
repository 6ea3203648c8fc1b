/* The open conflicts of a project, and deciding them one by one. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

void ob_conflicts_dialog_open (ObWindow *window);

G_END_DECLS
