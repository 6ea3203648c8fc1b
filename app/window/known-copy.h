/* When a copy of a project that somebody worked on before is opened for the first time, it is offered to
 * bring both together. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Looks, in a worker, whether the project of @window is a copy of one that was opened here before, and
 * offers to merge it there.  To be asked before it is remembered itself; then it asks no more. */
void ob_known_copy_look (ObWindow *window);

/* Closes the project of @window, opens the other copy, and previews merging the first into it. */
void ob_known_copy_merge (ObWindow *window);

G_END_DECLS
