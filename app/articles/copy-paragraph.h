/* Parts of one article as parts of another. */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Adds [start, end) of the text of @reading, which lies in one paragraph, to the block of @draft,
 * with the inlines in it; cells are words apart by a TAB. */
void ob_copy_range (ObDraft *draft, const ObReading *reading, guint32 start, guint32 end);

/* Adds paragraph @i of @reading as a block of its kind; @role: unless it is OB_ROLE_BODY, in place
 * of its own. */
void ob_copy_paragraph (ObDraft *draft, const ObReading *reading, guint i, ObRole role);

G_END_DECLS
