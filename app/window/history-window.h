/* Who changed what, when: the whole past of the project, an article or an annotation, with what can be
 * done about it, and the checkpoints. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens it on "changes" or "checkpoints", above @window; @of: the changes of an article or annotation, 0
 * for all. */
void ob_history_window_open (ObWindow *window, const char *page, ObEntity of);

G_END_DECLS
