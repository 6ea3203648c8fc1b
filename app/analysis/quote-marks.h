/* Pairing quotation marks.
 *
 * “ ” « » ‹ › 「 」 say which way they face, but “ closes what „ opened, and » opens in texts that
 * begin with it; " and '' face by the spaces around them.  ‘ and ' open only before a word and
 * where no letter stands before, and only when something closes them in the same paragraph: nearly
 * all of them are apostrophes.  A pair does not cross its paragraph; a paragraph that begins with
 * an opening mark while the last one was left open goes on with it.  Marks inside a pair belong to
 * it.
 */
#pragma once

#include "analysis/scan.h"

G_BEGIN_DECLS

/* Fills @scan->spans from its tokens. */
void ob_quote_marks_pair (ObScan *scan);

G_END_DECLS
