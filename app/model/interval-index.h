/* The spans of one article, found by the range that they touch.
 *
 * An array of ObSpan, sorted by start, then descending end, then annotation, with a tree of the
 * maximum ends of blocks of it, kept as a heap (the children of node i are 2i and 2i + 1):
 *
 *   max            1: 90
 *              2: 40    3: 90
 *   spans   [0..15] [16..31] ...
 *
 * A query is a binary search for the first span that starts too late, and a walk over those before
 * it that skips every subtree which ends too early: O(log n + answers).  Building is O(n) for spans
 * that are sorted already.  Replacing the spans of one annotation is O(n), but of the kind that
 * moves memory: 0.5 ms for 100,000 spans.
 */
#pragma once

#include "model/annotation.h"

G_BEGIN_DECLS

typedef struct _ObIntervalIndex ObIntervalIndex;

/* A walk over the spans that touch a range. */
typedef struct
{
  const ObIntervalIndex *index;
  guint32 start; /* spans that end at or before this are skipped */
  guint next;    /* position of the next candidate */
  guint limit;   /* position of the first span that starts after the range */
} ObIntervalIter;

/* Takes over @spans (GArray of ObSpan, any order).  Returns: (transfer full). */
ObIntervalIndex *ob_interval_index_new_take (GArray *spans);
void ob_interval_index_free (ObIntervalIndex *index);

/* All spans in order; valid until the index changes.  @n_spans: (out). */
const ObSpan *ob_interval_index_get_spans (const ObIntervalIndex *index, guint *n_spans);

/* Replaces all spans of @annotation by @spans (GArray of ObSpan; NULL for none). */
void ob_interval_index_replace (ObIntervalIndex *index, ObEntity annotation, const GArray *spans);

/* Replaces those annotations whose spans all lie in [start, end) by those of @spans (GArray of ObSpan),
 * which lie there too.  O(n).  Returns: (transfer full): GArray of ObSpan, what was there before. */
GArray *ob_interval_index_replace_within (ObIntervalIndex *index,
                                          guint32 start,
                                          guint32 end,
                                          const GArray *spans);

/* Position of the first span that starts at or after @offset; the number of spans if none does. */
guint ob_interval_index_find_start (const ObIntervalIndex *index, guint32 offset);

/* Starts a walk over the spans that share a code point with [start, end), in the index's order. */
void ob_interval_iter_init (ObIntervalIter *iter,
                            const ObIntervalIndex *index,
                            guint32 start,
                            guint32 end);

/* The next span, or NULL after the last. */
const ObSpan *ob_interval_iter_next (ObIntervalIter *iter);

/* TRUE when the spans are sorted and every maximum is right; for tests and assertions. */
gboolean ob_interval_index_check (const ObIntervalIndex *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObIntervalIndex, ob_interval_index_free)

G_END_DECLS
