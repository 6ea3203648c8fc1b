/* Reading the history in workers, page by page. */
#pragma once

#include <gio/gio.h>

#include "store/timeline.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *steps; /* (owned) ObTimelineStep, the latest first */
  gint64 before;    /* where to read on; -1 at the beginning of the log */
} ObTimelinePage;

void ob_timeline_page_free (ObTimelinePage *page);

/* Reads about @n_wanted steps like @filter before the change @before (0: from the end), fewer when they are
 * so rare that it takes long: then there is more to read on. @filter is copied. */
void ob_timeline_job_read (ObProject *project,
                           const ObTimelineFilter *filter,
                           gint64 before,
                           guint n_wanted,
                           GCancellable *cancellable,
                           GAsyncReadyCallback done,
                           gpointer user_data);
/* (transfer full) (nullable): NULL when it was cancelled. */
ObTimelinePage *ob_timeline_job_finish (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTimelinePage, ob_timeline_page_free)

G_END_DECLS
