/* Finding words in a text in any case of letters. */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

/* @words as ob_text_search_find() takes them: small letters, ended by 0.  (transfer full) */
gunichar *ob_text_search_fold (const char *words);

/* The first place in [start, end) of @text where @folded is, all of it; empty words are nowhere.
 * O(end - start), 3 ns a character.  @found: (out).  FALSE: there is none. */
gboolean ob_text_search_find (const ObText *text,
                              const gunichar *folded,
                              guint32 start,
                              guint32 end,
                              guint32 *found);

/* All places that do not overlap, at most @limit.  (transfer full): GArray of ObSegment, ascending. */
GArray *ob_text_search_list (const ObText *text, const char *words, guint limit);

G_END_DECLS
