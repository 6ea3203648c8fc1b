/* A project as it was at an earlier moment.
 *
 * The chosen changes are replayed into a project in memory, which is read like any other and cannot be
 * written to: everything that shows a project shows an earlier one.  Entities have the same ids there
 * as now, and other numbers.
 */
#pragma once

#include "store/moment.h"

G_BEGIN_DECLS

/* The project at @moment.  O(changes until then), takes the lock of @project only for moments at a
 * time: for a worker.  (transfer full) (nullable): NULL with OB_PROJECT_ERROR, or when @cancellable was
 * cancelled. */
ObProject *ob_project_open_earlier (ObProject *project,
                                    const ObMoment *moment,
                                    GCancellable *cancellable,
                                    GError **error);

/* TRUE for what ob_project_open_earlier() returned. */
gboolean ob_project_is_earlier (ObProject *project);

/* The number that @entity of @project has in @other, a project with the same log or part of it; 0 when
 * it is not there. */
ObEntity ob_project_translate (ObProject *project, ObEntity entity, ObProject *other);

G_END_DECLS
