/* Walking through what is left open: speakers that are not settled, quotations without speaker,
 * claims without dispute, open questions. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Goes to the next one (or the one before) from where the caret is, in this article or another, and
 * says what is open there. */
void ob_unresolved_queue_step (ObWindow *window, gboolean backwards);

G_END_DECLS
