/* Lists of segments: a table of cases, and random lists against a set of code points. */
#include "model/segments.h"

#define MAX_SEGMENTS 6
#define ORACLE_LENGTH 40

typedef struct
{
  const char *name;
  ObSegment given[MAX_SEGMENTS]; /* ends at {0, 0} */
  ObSegment normal[MAX_SEGMENTS];
} NormaliseCase;

static const NormaliseCase normalise_cases[] = {
  { "nothing", { { 0, 0 } }, { { 0, 0 } } },
  { "one", { { 2, 5 } }, { { 2, 5 } } },
  { "empty and reversed vanish", { { 4, 4 }, { 9, 3 }, { 1, 2 } }, { { 1, 2 } } },
  { "sorted", { { 7, 9 }, { 1, 3 } }, { { 1, 3 }, { 7, 9 } } },
  { "touching join", { { 1, 3 }, { 3, 5 } }, { { 1, 5 } } },
  { "gap of one stays", { { 1, 3 }, { 4, 5 } }, { { 1, 3 }, { 4, 5 } } },
  { "overlapping join", { { 1, 6 }, { 3, 9 } }, { { 1, 9 } } },
  { "inner vanishes", { { 1, 9 }, { 3, 4 }, { 12, 13 } }, { { 1, 9 }, { 12, 13 } } },
  { "the same twice", { { 1, 9 }, { 1, 9 } }, { { 1, 9 } } },
  { "largest numbers", { { 0, G_MAXUINT32 }, { 5, 6 } }, { { 0, G_MAXUINT32 } } },
};

static GArray *
segments_from_table (const ObSegment *table)
{
  GArray *segments = ob_segments_new ();

  for (guint i = 0; i < MAX_SEGMENTS && (table[i].start != 0 || table[i].end != 0); i++)
    g_array_append_val (segments, table[i]);

  return segments;
}

static void
test_normalise (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (normalise_cases); i++)
    {
      g_autoptr (GArray) segments = segments_from_table (normalise_cases[i].given);
      g_autoptr (GArray) normal = segments_from_table (normalise_cases[i].normal);

      g_test_message ("%s", normalise_cases[i].name);
      ob_segments_normalise (segments);
      g_assert_true (ob_segments_equal (segments, normal));
      g_assert_cmpint (ob_segments_check (segments, G_MAXUINT32), ==, normal->len > 0);
    }
}

static void
check_is_normal (guint32 a, guint32 b, guint32 c, guint32 d, guint32 length, gboolean expected)
{
  g_autoptr (GArray) segments = ob_segments_new_single (a, b);
  ObSegment second = { c, d };

  g_array_append_val (segments, second);
  g_assert_cmpint (ob_segments_check (segments, length), ==, expected);
}

static void
test_check (void)
{
  g_autoptr (GArray) empty = ob_segments_new ();

  g_assert_false (ob_segments_check (empty, 10));
  g_assert_false (ob_segments_check (NULL, 10));
  check_is_normal (1, 3, 5, 10, 10, TRUE);
  check_is_normal (1, 3, 5, 11, 10, FALSE);
  check_is_normal (1, 3, 3, 10, 10, FALSE);
  check_is_normal (1, 3, 2, 10, 10, FALSE);
  check_is_normal (5, 6, 1, 3, 10, FALSE);
  check_is_normal (3, 3, 5, 6, 10, FALSE);
  check_is_normal (3, 2, 5, 6, 10, FALSE);
}

static void
test_copy_and_hull (void)
{
  g_autoptr (GArray) segments = ob_segments_new_single (3, 5);
  g_autoptr (GArray) copy = NULL;
  ObSegment second = { 8, 12 }, hull;

  g_array_append_val (segments, second);
  copy = ob_segments_copy (segments);
  g_assert_true (ob_segments_equal (segments, copy));
  g_array_index (copy, ObSegment, 1).end = 11;
  g_assert_false (ob_segments_equal (segments, copy));
  g_array_set_size (copy, 1);
  g_assert_false (ob_segments_equal (segments, copy));

  hull = ob_segments_get_hull (segments);
  g_assert_cmpuint (hull.start, ==, 3);
  g_assert_cmpuint (hull.end, ==, 12);
}

/* The oracle: one flag for each code point. */
static void
test_random (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GArray) segments = ob_segments_new ();
      gboolean covered[ORACLE_LENGTH + 1] = { FALSE };
      guint n_covered = 0, n_found = 0, n = (guint) g_test_rand_int_range (0, 9);

      for (guint i = 0; i < n; i++)
        {
          ObSegment segment = { (guint32) g_test_rand_int_range (0, ORACLE_LENGTH),
                                (guint32) g_test_rand_int_range (0, ORACLE_LENGTH) };

          g_array_append_val (segments, segment);
          for (guint32 at = segment.start; at < segment.end; at++)
            covered[at] = TRUE;
        }

      ob_segments_normalise (segments);
      for (guint32 at = 0; at <= ORACLE_LENGTH; at++)
        {
          gboolean at_end = at > 0 && covered[at - 1];

          n_covered += covered[at];
          g_assert_cmpint (ob_segments_contain (segments, at, FALSE), ==, covered[at]);
          g_assert_cmpint (ob_segments_contain (segments, at, TRUE), ==, covered[at] || at_end);
        }
      for (guint i = 0; i < segments->len; i++)
        n_found += g_array_index (segments, ObSegment, i).end
                   - g_array_index (segments, ObSegment, i).start;
      g_assert_cmpuint (n_found, ==, n_covered);
      g_assert_cmpint (ob_segments_check (segments, ORACLE_LENGTH), ==, n_covered > 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segments/normalise", test_normalise);
  g_test_add_func ("/segments/check", test_check);
  g_test_add_func ("/segments/copy-and-hull", test_copy_and_hull);
  g_test_add_func ("/segments/random", test_random);
  return g_test_run ();
}
