/* How alike two texts are: the sets of their runs of three words, as hashes.
 *
 * Words are runs of letters and digits, without case; of scripts that are written without spaces
 * each character is a word.  What stands between words does not count.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_SHINGLE_WORDS 3

/* The hashes of all runs of three words of @utf8, each once, ascending.  O(n log n).
 * Returns: (transfer full): GArray of guint64; empty for less than three words. */
GArray *ob_shingles_make (const char *utf8, gsize n_bytes);

/* What both have, of what one of them has (Jaccard's index), 0 to 1; 0 for empty sets. */
double ob_shingles_get_resemblance (const GArray *a, const GArray *b);

/* What both have, of what the smaller one has, 0 to 1; 0 for empty sets. */
double ob_shingles_get_containment (const GArray *a, const GArray *b);

G_END_DECLS
