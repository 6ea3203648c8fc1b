/* What changed from one version of a text to the next: first by paragraphs, then by words within
 * those that changed.
 *
 *   old   The talks | began on | Tuesday.    |
 *   new   The talks | began on | Wednesday.  | They went on.
 *         same                 | changed     | changed (nothing -> "They went on.")
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

typedef struct
{
  ObSegment old_range; /* code points; may be empty where the piece is not the same */
  ObSegment new_range;
  gboolean is_same; /* to the character */
} ObDiffPiece;

/* The pieces in order; together they are both texts, and no two neighbours are the same.
 * Returns: (transfer full): GArray of ObDiffPiece. */
GArray *ob_text_diff (const ObText *old_text, const ObText *new_text);

/* Where @range of the old text is in the new one: with TRUE, its very characters; with FALSE, the
 * part of the new text that stands for what @range touches, which may be empty. */
gboolean ob_text_diff_map (const GArray *pieces, ObSegment range, ObSegment *mapped);

G_END_DECLS
