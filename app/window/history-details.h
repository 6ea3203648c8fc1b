/* What a step of the history did, thing by thing: a list below that of the steps. */
#pragma once

#include <gtk/gtk.h>

#include "store/past.h"

G_BEGIN_DECLS

#define OB_TYPE_HISTORY_DETAILS (ob_history_details_get_type ())
G_DECLARE_FINAL_TYPE (ObHistoryDetails, ob_history_details, OB, HISTORY_DETAILS, GtkScrolledWindow)

GtkWidget *ob_history_details_new (void);

/* Shows what the changes @first to @last of @project did, as soon as a worker has read them; 0 for
 * nothing. */
void
ob_history_details_show (ObHistoryDetails *details, ObProject *project, gint64 first, gint64 last);

/* What @event did to what it was done to: "Note: “maybe” → “surely”".  (transfer full) */
char *ob_history_describe_event (const ObEvent *event);

G_END_DECLS
