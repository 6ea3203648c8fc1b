/* Going back to an earlier state: what takes long, in workers, since the log is read for it. */
#pragma once

#include <gio/gio.h>

#include "store/restore.h"
#include "window/merge-model.h"

G_BEGIN_DECLS

/* Reads the state at @moment; @done gets the project with ob_earlier_job_finish_look(). */
void ob_earlier_job_look (ObProject *project,
                          const ObMoment *moment,
                          GCancellable *cancellable,
                          GAsyncReadyCallback done,
                          gpointer user_data);
ObProject *ob_earlier_job_finish_look (GAsyncResult *result, GError **error);

/* Finds what restoring @of (0: all) in @project as it is in @earlier would do; @done gets it with
 * ob_earlier_job_finish_compare(). */
void ob_earlier_job_compare (ObProject *project,
                             ObProject *earlier,
                             ObEntity of,
                             GCancellable *cancellable,
                             GAsyncReadyCallback done,
                             gpointer user_data);
ObMergeModel *ob_earlier_job_finish_compare (GAsyncResult *result, GError **error);

/* Restores @of (0: all) in @project as it is in @earlier, as one step called @name. @done:
 * ob_earlier_job_finish_restore() says whether there was anything to restore. */
void ob_earlier_job_restore (ObProject *project,
                             ObProject *earlier,
                             ObEntity of,
                             const char *name,
                             GAsyncReadyCallback done,
                             gpointer user_data);
gboolean ob_earlier_job_finish_restore (GAsyncResult *result, GError **error);

G_END_DECLS
