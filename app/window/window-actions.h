/* The actions of a window ("win."): see action-table.c for their names, titles and keys. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

void ob_window_actions_add (ObWindow *window);

/* Which actions make sense now: for a project at all, one that may be written, with something to
 * undo or redo. */
void ob_window_actions_enable (ObWindow *window,
                               gboolean writable,
                               gboolean undo,
                               gboolean redo);

G_END_DECLS
