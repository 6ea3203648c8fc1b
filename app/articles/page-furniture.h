/* Running heads and feet: what stands at the top or the bottom of many pages alike. */
#pragma once

#include "articles/reading-order.h"
#include "model/formatting.h"

G_BEGIN_DECLS

/* Finds the running heads and feet of @pages (arrays of ObPageLine): the outermost lines of a page
 * that stand on a quarter of the pages, and on two at least, the same but for numbers; on a single
 * page, a line that is nothing but a number.
 * Returns: (transfer full): ObPageLine * -> ObRole, for those lines. */
GHashTable *ob_page_furniture_find (const GPtrArray *pages);

G_END_DECLS
