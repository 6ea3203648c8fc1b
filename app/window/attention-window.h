/* What needs attention: annotations that no longer fit a new version of their article, and passages
 * of imported sets that were found nowhere.  Each can be gone to, put where the selection is, or taken
 * off the list; all of it can be undone. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens the list beside @window, or brings it to the front. */
void ob_attention_window_open (ObWindow *window);

/* Closes it, if it is open: the project goes. */
void ob_attention_window_close (ObWindow *window);

G_END_DECLS
