/* Going back to an earlier state in the window: in a worker, since the log is read for it. */
#pragma once

#include "store/restore.h"
#include "window/window.h"

G_BEGIN_DECLS

/* Reads the state at @moment; @done gets the project with ob_earlier_job_finish_look(). */
void ob_earlier_job_look (ObProject *project,
                          const ObMoment *moment,
                          GCancellable *cancellable,
                          GAsyncReadyCallback done,
                          gpointer user_data);
ObProject *ob_earlier_job_finish_look (GAsyncResult *result, GError **error);

/* Restores @of (0: all) in @project as it is in @earlier, as one step called @name. @done:
 * ob_earlier_job_finish_restore() says whether there was anything to restore. */
void ob_earlier_job_restore (ObProject *project,
                             ObProject *earlier,
                             ObEntity of,
                             const char *name,
                             GAsyncReadyCallback done,
                             gpointer user_data);
gboolean ob_earlier_job_finish_restore (GAsyncResult *result, GError **error);

/* Shows @earlier, a state of the project that @origin shows, in a window of its own, marked as such, with
 * buttons that restore it. */
ObWindow *ob_earlier_job_present (ObWindow *origin, ObProject *earlier, const ObMoment *moment);

/* Restores in the window @origin and says so there; @of: a number of its project, 0 for everything. */
void ob_earlier_job_restore_in (ObWindow *origin, ObProject *earlier, const ObMoment *moment, ObEntity of);

G_END_DECLS
