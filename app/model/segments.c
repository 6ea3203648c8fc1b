#include "model/segments.h"

static int
compare_segments (gconstpointer a, gconstpointer b)
{
  const ObSegment *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end < right->end ? -1 : 1;

  return 0;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_segments_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ObSegment));
}

GArray *
ob_segments_new_single (guint32 start, guint32 end)
{
  GArray *segments = ob_segments_new ();
  ObSegment segment = { start, end };

  g_array_append_val (segments, segment);
  return segments;
}

GArray *
ob_segments_copy (const GArray *segments)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (ObSegment), segments->len);

  if (segments->len > 0)
    g_array_append_vals (copy, segments->data, segments->len);

  return copy;
}

void
ob_segments_normalise (GArray *segments)
{
  guint n = 0;

  g_array_sort (segments, compare_segments);

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);
      ObSegment *last = n > 0 ? &g_array_index (segments, ObSegment, n - 1) : NULL;

      if (segment.start >= segment.end)
        continue;
      if (last != NULL && segment.start <= last->end)
        last->end = MAX (last->end, segment.end);
      else
        g_array_index (segments, ObSegment, n++) = segment;
    }

  g_array_set_size (segments, n);
}

gboolean
ob_segments_check (const GArray *segments, guint32 length)
{
  if (segments == NULL || segments->len == 0)
    return FALSE;

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      if (segment.start >= segment.end || segment.end > length)
        return FALSE;
      if (i > 0 && segment.start <= g_array_index (segments, ObSegment, i - 1).end)
        return FALSE;
    }

  return TRUE;
}

gboolean
ob_segments_equal (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      ObSegment left = g_array_index (a, ObSegment, i);
      ObSegment right = g_array_index (b, ObSegment, i);

      if (left.start != right.start || left.end != right.end)
        return FALSE;
    }

  return TRUE;
}

ObSegment
ob_segments_get_hull (const GArray *segments)
{
  ObSegment hull = { 0, 0 };

  g_return_val_if_fail (segments->len > 0, hull);

  hull.start = g_array_index (segments, ObSegment, 0).start;
  hull.end = g_array_index (segments, ObSegment, segments->len - 1).end;
  return hull;
}

gboolean
ob_segments_contain (const GArray *segments, guint32 offset, gboolean at_end)
{
  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      if (offset >= segment.start && (offset < segment.end || (at_end && offset == segment.end)))
        return TRUE;
    }

  return FALSE;
}
