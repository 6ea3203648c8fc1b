/* The interval index against a search of all spans, through random replacements. */
#include "model/interval-index.h"

#define LENGTH 300

static ObSpan
random_span (ObEntity annotation)
{
  ObSpan span = { .annotation = annotation };

  span.start = (guint32) g_test_rand_int_range (0, LENGTH - 1);
  span.end = span.start + 1
             + (guint32) g_test_rand_int_range (0, g_test_rand_bit () ? 8 : LENGTH - (int) span.start);
  span.end = MIN (span.end, LENGTH);
  span.n_segments = 1;
  return span;
}

static GArray *
random_spans (guint n, ObEntity first)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (ObSpan));

  for (guint i = 0; i < n; i++)
    {
      ObSpan span = random_span (first + i / 2); /* two segments each */

      g_array_append_val (spans, span);
    }

  return spans;
}

/* Every span that touches [start, end), in order, and no other. */
static void
check_query (const ObIntervalIndex *index, guint32 start, guint32 end)
{
  ObIntervalIter iter;
  guint n_spans;
  const ObSpan *spans = ob_interval_index_get_spans (index, &n_spans);

  ob_interval_iter_init (&iter, index, start, end);
  for (guint i = 0; i < n_spans; i++)
    if (start < end && spans[i].start < end && spans[i].end > start)
      g_assert_true (ob_interval_iter_next (&iter) == &spans[i]);
  g_assert_null (ob_interval_iter_next (&iter));
  g_assert_null (ob_interval_iter_next (&iter));
}

static void
check_queries (const ObIntervalIndex *index)
{
  guint n_spans, n_before = 0;
  const ObSpan *spans = ob_interval_index_get_spans (index, &n_spans);
  guint32 offset = (guint32) g_test_rand_int_range (0, LENGTH);

  g_assert_true (ob_interval_index_check (index));
  for (guint i = 0; i < 30; i++)
    {
      guint32 start = (guint32) g_test_rand_int_range (0, LENGTH + 5);

      check_query (index, start, start + (guint32) g_test_rand_int_range (0, 20));
    }
  check_query (index, 0, G_MAXUINT32);
  check_query (index, 7, 7);
  check_query (index, 9, 3);

  while (n_before < n_spans && spans[n_before].start < offset)
    n_before++;
  g_assert_cmpuint (ob_interval_index_find_start (index, offset), ==, n_before);
}

static void
test_random (void)
{
  for (guint n = 0; n < 600; n = n < 40 ? n + 1 : n + 53)
    {
      g_autoptr (ObIntervalIndex) index = ob_interval_index_new_take (random_spans (n, 1));

      check_queries (index);
      for (guint round = 0; round < 10; round++)
        {
          ObEntity annotation = g_test_rand_int_range (1, (int) n / 2 + 3);
          g_autoptr (GArray) now = random_spans (2, annotation);
          guint n_spans, n_found = 0;
          const ObSpan *spans;

          if (round % 3 == 0)
            g_array_set_size (now, 0);
          ob_interval_index_replace (index, annotation, round % 6 == 0 ? NULL : now);
          check_queries (index);

          spans = ob_interval_index_get_spans (index, &n_spans);
          for (guint i = 0; i < n_spans; i++)
            n_found += spans[i].annotation == annotation;
          g_assert_cmpuint (n_found, ==, now->len);
        }
    }
}

/* Annotations of up to three segments: replacing what lies within a range is the same as building the
 * index anew. */
static void
test_within (void)
{
  for (guint round = 0; round < 400; round++)
    {
      GArray *given = g_array_new (FALSE, FALSE, sizeof (ObSpan));
      g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (ObSpan)), removed = NULL;
      g_autoptr (ObIntervalIndex) index = NULL;
      guint32 start = (guint32) g_test_rand_int_range (0, 200);
      guint32 end = start + (guint32) g_test_rand_int_range (0, 100);
      guint n_within = 0, n_others = 0, n_spans;
      const ObSpan *spans;

      for (ObEntity annotation = 1; annotation < 30; annotation++)
        {
          guint n = (guint) g_test_rand_int_range (1, 4);
          guint32 at = (guint32) g_test_rand_int_range (0, 250), first = at;

          for (guint i = 0; i < n; i++)
            {
              ObSpan span = { at, at + 5, annotation, .segment = (guint16) i,
                              .n_segments = (guint16) n };

              g_array_append_val (given, span);
              at += (guint32) g_test_rand_int_range (6, 30);
            }
          if (first >= start && g_array_index (given, ObSpan, given->len - 1).end <= end)
            n_within += n;
          else
            n_others += n;
        }
      for (guint i = 0; i < 3 && end > start + 5; i++)
        {
          ObSpan span = { start + i, start + 5, 100 + i, .n_segments = 1 };

          g_array_append_val (now, span);
        }

      index = ob_interval_index_new_take (given);
      removed = ob_interval_index_replace_within (index, start, end, now);
      g_assert_true (ob_interval_index_check (index));
      g_assert_cmpuint (removed->len, ==, n_within);
      spans = ob_interval_index_get_spans (index, &n_spans);
      g_assert_cmpuint (n_spans, ==, n_others + now->len);
      for (guint i = 0; i < removed->len; i++)
        for (guint k = 0; k < n_spans; k++)
          g_assert_cmpint (spans[k].annotation, !=, g_array_index (removed, ObSpan, i).annotation);
    }
}

static void
test_order (void)
{
  static const ObSpan given[] = { { 5, 9, 3 }, { 0, 4, 1 }, { 5, 12, 2 }, { 5, 9, 1 }, { 0, 9, 9 } };
  static const ObEntity order[] = { 9, 1, 2, 1, 3 };
  GArray *array = g_array_new (FALSE, FALSE, sizeof (ObSpan));
  g_autoptr (ObIntervalIndex) index = NULL;
  const ObSpan *spans;
  guint n_spans;

  g_array_append_vals (array, given, G_N_ELEMENTS (given));
  index = ob_interval_index_new_take (array);
  spans = ob_interval_index_get_spans (index, &n_spans);
  g_assert_cmpuint (n_spans, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < n_spans; i++)
    g_assert_cmpint (spans[i].annotation, ==, order[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interval-index/order", test_order);
  g_test_add_func ("/interval-index/random", test_random);
  g_test_add_func ("/interval-index/within", test_within);
  return g_test_run ();
}
