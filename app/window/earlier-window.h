/* A window that shows an earlier state of a project, marked as such, from which it is restored. */
#pragma once

#include "store/moment.h"
#include "window/window.h"

G_BEGIN_DECLS

/* Shows @earlier, the project of @origin at @moment, in a window of its own.  (transfer none) */
ObWindow *ob_earlier_window_present (ObWindow *origin, ObProject *earlier, const ObMoment *moment);

G_END_DECLS
