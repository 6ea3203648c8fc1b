/* Restoring an earlier state: first a preview of what that does, then one step. */
#pragma once

#include "store/moment.h"
#include "window/window.h"

G_BEGIN_DECLS

/* Previews above @window restoring @of of its project (0: everything) as it is in @earlier, its state at
 * @moment. */
void ob_restore_dialog_open (ObWindow *window,
                             ObProject *earlier,
                             const ObMoment *moment,
                             ObEntity of);

G_END_DECLS
