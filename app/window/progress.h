/* The progress of long work, shown at the top of a window with a button that cancels it. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

#define OB_TYPE_PROGRESS (ob_progress_get_type ())
G_DECLARE_FINAL_TYPE (ObProgress, ob_progress, OB, PROGRESS, GObject)

/* Shows @title soon, unless the work is over by then. */
ObProgress *ob_progress_new (ObWindow *window, const char *title, GCancellable *cancellable);

/* @done: 0 to 1; @title (nullable): instead of the one before.  From any thread. */
void ob_progress_set (ObProgress *progress, double done, const char *title);

/* Takes the display away.  In the main thread. */
void ob_progress_end (ObProgress *progress);

G_END_DECLS
