/* Lanes: never two annotations on one place, stable through every change, no lane left empty. */
#include "model/interval-index.h"
#include "model/lanes.h"

#define LENGTH 120

static GArray *
random_annotation (ObEntity annotation)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (ObSpan));
  guint32 at = (guint32) g_test_rand_int_range (0, LENGTH);
  guint n = g_test_rand_int_range (0, 4) == 0 ? 3 : 1;

  for (guint i = 0; i < n; i++)
    {
      ObSpan span = { .start = at,
                      .end = at + (guint32) g_test_rand_int_range (1, 20),
                      .annotation = annotation,
                      .segment = (guint16) i,
                      .n_segments = (guint16) n };

      g_array_append_val (spans, span);
      at = span.end + (guint32) g_test_rand_int_range (1, 20);
    }

  return spans;
}

/* No two annotations of a lane overlap; one without a lane really has no room. */
static void
check_lanes (const ObLanes *lanes, const ObIntervalIndex *index)
{
  guint n_spans;
  const ObSpan *spans = ob_interval_index_get_spans (index, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      guint lane = ob_lanes_get (lanes, spans[i].annotation);
      ObIntervalIter iter;
      const ObSpan *other;

      g_assert_cmpuint (lane, <=, OB_LANE_NONE);
      if (lane == OB_LANE_NONE)
        continue;
      ob_interval_iter_init (&iter, index, spans[i].start, spans[i].end);
      while ((other = ob_interval_iter_next (&iter)) != NULL)
        if (other->annotation != spans[i].annotation)
          g_assert_cmpuint (ob_lanes_get (lanes, other->annotation), !=, lane);
    }
}

static void
collect (const ObIntervalIndex *index, ObEntity annotation, GArray *out)
{
  guint n_spans;
  const ObSpan *spans = ob_interval_index_get_spans (index, &n_spans);

  g_array_set_size (out, 0);
  for (guint i = 0; i < n_spans; i++)
    if (spans[i].annotation == annotation)
      g_array_append_val (out, spans[i]);
}

static void
test_random (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (ObLanes) lanes = ob_lanes_new ();
      g_autoptr (ObIntervalIndex) index
        = ob_interval_index_new_take (g_array_new (FALSE, FALSE, sizeof (ObSpan)));
      g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (ObSpan));

      for (guint step = 0; step < 40; step++)
        {
          ObEntity annotation = g_test_rand_int_range (1, 12);
          g_autoptr (GArray) now = random_annotation (annotation);
          guint before[12];

          if (g_test_rand_int_range (0, 4) == 0)
            g_array_set_size (now, 0);
          for (guint i = 1; i < 12; i++)
            before[i] = ob_lanes_get (lanes, i);

          collect (index, annotation, old);
          ob_interval_index_replace (index, annotation, now);
          if (g_test_rand_bit ())
            ob_lanes_replace (lanes, annotation, (ObSpan *) old->data, old->len,
                              (ObSpan *) now->data, now->len);
          else
            {
              guint n_spans;
              const ObSpan *spans = ob_interval_index_get_spans (index, &n_spans);

              /* The one that changed, if it kept its lane, may take a place from another. */
              ob_lanes_set_spans (lanes, spans, n_spans);
              for (guint i = 0; i < now->len; i++)
                {
                  ObSpan span = g_array_index (now, ObSpan, i);
                  ObIntervalIter iter;
                  const ObSpan *other;

                  ob_interval_iter_init (&iter, index, span.start, span.end);
                  while ((other = ob_interval_iter_next (&iter)) != NULL)
                    before[other->annotation] = OB_LANE_NONE;
                }
            }

          for (guint i = 1; i < 12; i++)
            if (i != (guint) annotation && before[i] != OB_LANE_NONE)
              g_assert_cmpuint (ob_lanes_get (lanes, i), ==, before[i]);
          check_lanes (lanes, index);
        }
    }
}

/* A fresh assignment of contiguous annotations uses no more lanes than overlap anywhere, and only
 * leaves out what all four lanes have no room for. */
static void
test_optimal (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (ObLanes) lanes = ob_lanes_new ();
      g_autoptr (ObIntervalIndex) index = NULL;
      GArray *given = g_array_new (FALSE, FALSE, sizeof (ObSpan));
      guint depth[LENGTH + 64] = { 0 }, deepest = 0, n_spans;
      const ObSpan *spans;

      for (guint i = 0; i < 15; i++)
        {
          ObSpan span = { .annotation = i + 1, .n_segments = 1 };

          span.start = (guint32) g_test_rand_int_range (0, LENGTH);
          span.end = span.start + (guint32) g_test_rand_int_range (1, 30);
          g_array_append_val (given, span);
          for (guint32 at = span.start; at < span.end; at++)
            deepest = MAX (deepest, ++depth[at]);
        }

      index = ob_interval_index_new_take (given);
      spans = ob_interval_index_get_spans (index, &n_spans);
      ob_lanes_set_spans (lanes, spans, n_spans);
      check_lanes (lanes, index);
      for (guint i = 0; i < n_spans; i++)
        if (deepest <= OB_N_LANES)
          g_assert_cmpuint (ob_lanes_get (lanes, spans[i].annotation), <, deepest);
    }
}

static void
test_stable (void)
{
  static const ObSpan first[] = { { 0, 10, 1, .n_segments = 1 }, { 5, 15, 2, .n_segments = 1 } };
  static const ObSpan second[] = { { 0, 4, 3, .n_segments = 1 },
                                   { 5, 15, 2, .n_segments = 1 },
                                   { 12, 20, 4, .n_segments = 1 } };
  g_autoptr (ObLanes) lanes = ob_lanes_new ();

  ob_lanes_set_spans (lanes, first, G_N_ELEMENTS (first));
  g_assert_cmpuint (ob_lanes_get (lanes, 1), ==, 0);
  g_assert_cmpuint (ob_lanes_get (lanes, 2), ==, 1);

  /* The first is gone, but the second does not move up. */
  ob_lanes_set_spans (lanes, second, G_N_ELEMENTS (second));
  g_assert_cmpuint (ob_lanes_get (lanes, 1), ==, OB_LANE_NONE);
  g_assert_cmpuint (ob_lanes_get (lanes, 2), ==, 1);
  g_assert_cmpuint (ob_lanes_get (lanes, 3), ==, 0);
  g_assert_cmpuint (ob_lanes_get (lanes, 4), ==, 0);
}

static void
test_discontinuous (void)
{
  static const ObSpan spans[] = { { 0, 5, 1, .segment = 0, .n_segments = 2 },
                                  { 7, 12, 2, .n_segments = 1 },
                                  { 10, 20, 3, .n_segments = 1 },
                                  { 15, 18, 1, .segment = 1, .n_segments = 2 } };
  g_autoptr (ObLanes) lanes = ob_lanes_new ();

  ob_lanes_set_spans (lanes, spans, G_N_ELEMENTS (spans));
  g_assert_cmpuint (ob_lanes_get (lanes, 1), ==, 0);
  g_assert_cmpuint (ob_lanes_get (lanes, 2), ==, 0); /* in the gap */
  g_assert_cmpuint (ob_lanes_get (lanes, 3), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lanes/stable", test_stable);
  g_test_add_func ("/lanes/discontinuous", test_discontinuous);
  g_test_add_func ("/lanes/optimal", test_optimal);
  g_test_add_func ("/lanes/random", test_random);
  return g_test_run ();
}
