/* Walking through what is to be read again, by keys, without the list. */
#pragma once

#include "store/rereview.h"
#include "window/window.h"

G_BEGIN_DECLS

/* What is another about a label, in a few words: "Name, Use when".  (transfer full) */
char *ob_reread_queue_describe (const ObRereview *item);

/* Goes to the next one (or the one before) from where the caret is, and says what is another. */
void ob_reread_queue_step (ObWindow *window, gboolean backwards);

/* Says that the label of @annotation fits with what it means now, as one step. */
gboolean ob_reread_queue_keep (ObWindow *window, ObEntity annotation);

/* The same of the annotation that the caret is on, and goes to the next one. */
void ob_reread_queue_keep_current (ObWindow *window);

G_END_DECLS
