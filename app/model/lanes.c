#include "model/lanes.h"

struct _ObLanes
{
  GArray *taken[OB_N_LANES]; /* (owned) ObSegment, sorted, disjoint */
  GHashTable *places;        /* (owned) annotation -> lane + 1 */
};

/* The spans of one annotation, as a run of an array. */
typedef struct
{
  const ObSpan *spans;
  guint n_spans;
} Group;

static gpointer
key_of (ObEntity annotation)
{
  return GSIZE_TO_POINTER ((gsize) annotation);
}

static int
compare_by_annotation (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;

  if (left->annotation != right->annotation)
    return left->annotation < right->annotation ? -1 : 1;
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;

  return 0;
}

/* Position of the first range on the lane that ends after @offset. */
static guint
find_range (const GArray *taken, guint32 offset)
{
  guint low = 0, high = taken->len;

  /* Annotations are mostly placed in the order of their starts. */
  if (high > 0 && g_array_index (taken, ObSegment, high - 1).end <= offset)
    return high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (taken, ObSegment, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
is_free (const GArray *taken, Group group)
{
  for (guint i = 0; i < group.n_spans; i++)
    {
      guint at = find_range (taken, group.spans[i].start);

      if (at < taken->len && g_array_index (taken, ObSegment, at).start < group.spans[i].end)
        return FALSE;
    }

  return TRUE;
}

static void
take (ObLanes *lanes, guint lane, Group group)
{
  GArray *taken = lanes->taken[lane];

  for (guint i = 0; i < group.n_spans; i++)
    {
      ObSegment range = { group.spans[i].start, group.spans[i].end };

      g_array_insert_val (taken, find_range (taken, range.start), range);
    }
  g_hash_table_insert (lanes->places, key_of (group.spans[0].annotation),
                       GUINT_TO_POINTER (lane + 1));
}

static void
release (ObLanes *lanes, guint lane, Group group)
{
  GArray *taken = lanes->taken[lane];

  for (guint i = 0; i < group.n_spans; i++)
    {
      guint at = find_range (taken, group.spans[i].start);

      g_assert (at < taken->len);
      g_assert (g_array_index (taken, ObSegment, at).start == group.spans[i].start);
      g_array_remove_index (taken, at);
    }
}

/* The lowest lane on which @group has room, @preferred before all others. */
static guint
choose (const ObLanes *lanes, Group group, guint preferred)
{
  if (preferred < OB_N_LANES && is_free (lanes->taken[preferred], group))
    return preferred;

  for (guint lane = 0; lane < OB_N_LANES; lane++)
    if (is_free (lanes->taken[lane], group))
      return lane;

  return OB_LANE_NONE;
}

/* The spans of annotations with several segments, by annotation. */
static GArray *
collect_discontinuous (const ObSpan *spans, guint n_spans)
{
  GArray *several = g_array_new (FALSE, FALSE, sizeof (ObSpan));

  for (guint i = 0; i < n_spans; i++)
    if (spans[i].n_segments > 1)
      g_array_append_val (several, spans[i]);
  g_array_sort (several, compare_by_annotation);

  return several;
}

/* All spans of the annotation of @span. */
static Group
find_group (const GArray *several, const ObSpan *span)
{
  Group group = { span, 1 };
  guint low = 0, high = several->len;

  if (span->n_segments <= 1)
    return group;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (several, ObSpan, middle).annotation < span->annotation)
        low = middle + 1;
      else
        high = middle;
    }

  group.spans = &g_array_index (several, ObSpan, low);
  group.n_spans = 0;
  while (low + group.n_spans < several->len
         && group.spans[group.n_spans].annotation == span->annotation)
    group.n_spans++;

  return group;
}

/* Public functions ----------------------------------------------------------------------------- */

ObLanes *
ob_lanes_new (void)
{
  ObLanes *lanes = g_new0 (ObLanes, 1);

  for (guint lane = 0; lane < OB_N_LANES; lane++)
    lanes->taken[lane] = g_array_new (FALSE, FALSE, sizeof (ObSegment));
  lanes->places = g_hash_table_new (NULL, NULL);

  return lanes;
}

void
ob_lanes_free (ObLanes *lanes)
{
  if (lanes == NULL)
    return;

  for (guint lane = 0; lane < OB_N_LANES; lane++)
    g_array_unref (lanes->taken[lane]);
  g_hash_table_unref (lanes->places);
  g_free (lanes);
}

void
ob_lanes_set_spans (ObLanes *lanes, const ObSpan *spans, guint n_spans)
{
  g_autoptr (GArray) several = collect_discontinuous (spans, n_spans);
  g_autoptr (GHashTable) before = g_steal_pointer (&lanes->places);

  lanes->places = g_hash_table_new (NULL, NULL);
  for (guint lane = 0; lane < OB_N_LANES; lane++)
    g_array_set_size (lanes->taken[lane], 0);

  /* First those that have a lane, so that no newcomer takes it from them. */
  for (guint i = 0; i < n_spans && g_hash_table_size (before) > 0; i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (before, key_of (spans[i].annotation)));
      Group group;

      if (place == 0 || ob_lanes_get (lanes, spans[i].annotation) != OB_LANE_NONE)
        continue;
      group = find_group (several, &spans[i]);
      if (is_free (lanes->taken[place - 1], group))
        take (lanes, place - 1, group);
    }

  for (guint i = 0; i < n_spans; i++)
    {
      Group group;
      guint lane;

      if (ob_lanes_get (lanes, spans[i].annotation) != OB_LANE_NONE)
        continue;
      group = find_group (several, &spans[i]);
      lane = choose (lanes, group, OB_LANE_NONE);
      if (lane != OB_LANE_NONE)
        take (lanes, lane, group);
    }
}

void
ob_lanes_replace (ObLanes *lanes,
                  ObEntity annotation,
                  const ObSpan *old,
                  guint n_old,
                  const ObSpan *now,
                  guint n_now)
{
  guint before = ob_lanes_get (lanes, annotation);
  Group group = { now, n_now };
  guint lane;

  if (before != OB_LANE_NONE)
    release (lanes, before, (Group) { old, n_old });
  g_hash_table_remove (lanes->places, key_of (annotation));

  if (n_now == 0)
    return;

  lane = choose (lanes, group, before);
  if (lane != OB_LANE_NONE)
    take (lanes, lane, group);
}

guint
ob_lanes_get (const ObLanes *lanes, ObEntity annotation)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (lanes->places, key_of (annotation)));

  return place == 0 ? OB_LANE_NONE : place - 1;
}
