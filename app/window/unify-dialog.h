/* Labels, speakers and disputes that there are twice, to be made one or told apart. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

void ob_unify_dialog_open (ObWindow *window);

G_END_DECLS
