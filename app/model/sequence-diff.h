/* What two sequences of numbers have in common, in the same order. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where they differ: numbers [a_start, a_end) of one stand where [b_start, b_end) of the other
 * stand; one of the two may be empty. */
typedef struct
{
  guint a_start, a_end;
  guint b_start, b_end;
} ObDifference;

/* The least that has to be taken out of @a and put in to make @b: E. W. Myers, "An O(ND) difference
 * algorithm and its variations" (1986), in linear space.  O((n_a + n_b) times differences); what
 * differs by more than some thousands is taken for one difference.
 * Returns: (transfer full): GArray of ObDifference, in order, apart from each other. */
GArray *ob_sequence_diff (const guint32 *a, guint n_a, const guint32 *b, guint n_b);

G_END_DECLS
