/* What became another about a label, and by whom: read from the log in a worker. */
#pragma once

#include <gio/gio.h>

#include "store/rereview.h"

G_BEGIN_DECLS

/* The sentences about what in @changes (ObRereview) is another about @label; @done gets them with
 * ob_reread_reason_finish(). */
void ob_reread_reason_read (ObProject *project,
                            ObEntity label,
                            const char *const *changes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback done,
                            gpointer user_data);

/* One line for each change: "Use when: “...” → “...” (Ben, 10:42)".  (transfer full) (nullable): NULL when
 * it was cancelled. */
char *ob_reread_reason_finish (GAsyncResult *result);

G_END_DECLS
