/* Finding changes and texts in the raw bytes of a damaged project file.
 *
 * SQLite keeps a row as one record: a header of serial types, then the columns, the beginning in a
 * leaf page and the rest in a chain of overflow pages (sqlite.org, "Database File Format", sections
 * 1.5, 1.6 and 2.1).  Every change and text stands beside its hash, so that whatever looks like
 * such a record either is one or is not: no page, not even the first, has to be whole.
 */
#pragma once

#include "store/state.h"

G_BEGIN_DECLS

/* Takes what is found in @data, and not yet known, into the database of @state, inside the caller's
 * transaction: texts first, then changes by their clocks.  Returns the number of changes taken.
 * O(@length). */
guint ob_rescue (const guint8 *data, gsize length, ObState *state);

G_END_DECLS
