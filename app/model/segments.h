/* Segments: the half-open ranges of Unicode code points that an annotation covers.
 *
 *   text      T h e   w o r l d ' s   t w o
 *   offset    0 1 2 3 4 5 6 7 8 9 . .
 *   {0, 3}    ^^^^^                          "The"
 *
 * A list of segments is a GArray of ObSegment.  It is normal when it is not empty, sorted, no
 * segment is empty, and none touches or overlaps the next; annotations only ever hold normal lists.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 start; /* first code point */
  guint32 end;   /* one past the last code point */
} ObSegment;

/* Returns: (transfer full): an empty list. */
GArray *ob_segments_new (void);

/* Returns: (transfer full): a list of one segment. */
GArray *ob_segments_new_single (guint32 start, guint32 end);

/* Returns: (transfer full): a copy. */
GArray *ob_segments_copy (const GArray *segments);

/* Sorts, drops empty segments and joins those that touch or overlap.  O(n log n). */
void ob_segments_normalise (GArray *segments);

/* TRUE when @segments is normal and ends at or before @length. */
gboolean ob_segments_check (const GArray *segments, guint32 length);

gboolean ob_segments_equal (const GArray *a, const GArray *b);

/* Start of the first and end of the last segment of a normal list. */
ObSegment ob_segments_get_hull (const GArray *segments);

/* TRUE when @offset lies in one of the segments, or at the end of one when @at_end.  O(n). */
gboolean ob_segments_contain (const GArray *segments, guint32 offset, gboolean at_end);

G_END_DECLS
