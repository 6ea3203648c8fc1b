/* What building a change and its encoding share. */
#pragma once

#include "model/change.h"

G_BEGIN_DECLS

/* The bytes of a change whose references are final and whose lists are in order.  (transfer full)
 */
GBytes *ob_change_encode (const ObChange *change);

/* The canonical orders: of heads by change and operation; of fields by the dictionary, then by
 * name. */
gint ob_head_compare (gconstpointer a, gconstpointer b);
gint ob_field_compare (gconstpointer a, gconstpointer b);

/* TRUE when changes of that purpose name a target. */
gboolean ob_change_has_target (guint64 purpose);

G_END_DECLS
