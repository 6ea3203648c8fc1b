/* Finding texts that are alike among many, without comparing each with each.
 *
 * A text's min-hash is 128 numbers, each the least of one hash function over its shingles
 * (model/shingles.h): two texts have each of them in common with the probability of their
 * resemblance (A. Broder, "On the resemblance and containment of documents", 1997).  The index
 * parts them into 64 bands of 2, and texts that share a band are candidates: of pairs that
 * resemble each other by .2 it finds 93 %, by .3 99.8 %, and of unrelated ones (.005) one in 600.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_MIN_HASH_VALUES 128

typedef struct
{
  guint32 values[OB_MIN_HASH_VALUES];
} ObMinHash;

/* The min-hash of a set of shingles, the same everywhere and always; that of an empty one is like
 * no other, not even like itself. */
void ob_min_hash_make (const GArray *shingles, ObMinHash *hash);

/* An estimate of the resemblance, 0 to 1, of 128 draws: its standard error is at most .044. */
double ob_min_hash_estimate (const ObMinHash *a, const ObMinHash *b);

/* Min-hashes by their bands. */
typedef struct _ObMinHashIndex ObMinHashIndex;

ObMinHashIndex *ob_min_hash_index_new (void);
void ob_min_hash_index_free (ObMinHashIndex *index);

/* Adds @hash, which is copied, as the number that was given to none yet: 0, 1, 2, ...  O(1). */
void ob_min_hash_index_add (ObMinHashIndex *index, const ObMinHash *hash);

/* The numbers of those that share a band with @hash, ascending.  O(candidates).
 * Returns: (transfer full): GArray of guint. */
GArray *ob_min_hash_index_find (const ObMinHashIndex *index, const ObMinHash *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObMinHashIndex, ob_min_hash_index_free)

G_END_DECLS
