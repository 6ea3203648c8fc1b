/* Differences of sequences against the naive longest common subsequence, and of texts. */
#include "model/sequence-diff.h"
#include "model/text-diff.h"

#include <string.h>

/* Length of the longest common subsequence, by the textbook's table. */
static guint
count_common (const guint32 *a, guint n_a, const guint32 *b, guint n_b)
{
  g_autofree guint *row = g_new0 (guint, n_b + 1);

  for (guint i = 0; i < n_a; i++)
    for (guint j = 0, diagonal = 0; j < n_b; j++)
      {
        guint above = row[j + 1];

        row[j + 1] = a[i] == b[j] ? diagonal + 1 : MAX (above, row[j]);
        diagonal = above;
      }
  return row[n_b];
}

static void
check_sequences (const guint32 *a, guint n_a, const guint32 *b, guint n_b)
{
  g_autoptr (GArray) differences = ob_sequence_diff (a, n_a, b, n_b);
  guint i = 0, j = 0, n_same = 0;

  for (guint d = 0; d <= differences->len; d++)
    {
      ObDifference end = { n_a, n_a, n_b, n_b };
      const ObDifference *next
          = d < differences->len ? &g_array_index (differences, ObDifference, d) : &end;

      g_assert_cmpuint (next->a_start - i, ==, next->b_start - j);
      g_assert_true (d == 0 || d == differences->len || next->a_start > i);
      for (; i < next->a_start; i++, j++, n_same++)
        g_assert_cmpuint (a[i], ==, b[j]);
      i = next->a_end;
      j = next->b_end;
    }
  g_assert_cmpuint (n_same, ==, count_common (a, n_a, b, n_b));
}

static void
test_sequences (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 4000; round++)
    {
      guint32 a[60], b[60];
      guint n_a = (guint) g_rand_int_range (rand, 0, 60), n_b = (guint) g_rand_int_range (rand, 0, 60);
      gint n_kinds = g_rand_int_range (rand, 1, 12);

      for (guint i = 0; i < n_a; i++)
        a[i] = (guint32) g_rand_int_range (rand, 0, n_kinds);
      for (guint i = 0; i < n_b; i++)
        b[i] = i < n_a && g_rand_boolean (rand) ? a[i] : (guint32) g_rand_int_range (rand, 0, n_kinds);
      check_sequences (a, n_a, b, n_b);
    }
}

/* Nothing in common, and long: no quadratic time. */
static void
test_strangers (void)
{
  enum { N = 50000 };
  g_autofree guint32 *a = g_new (guint32, N), *b = g_new (guint32, N);
  g_autoptr (GArray) differences = NULL;

  for (guint i = 0; i < N; i++)
    {
      a[i] = i;
      b[i] = N + i;
    }
  differences = ob_sequence_diff (a, N, b, N);
  g_assert_cmpuint (differences->len, ==, 1);
}

/* What a diff shows: "same[-old-]{+new+}". */
static char *
show (const char *old_words, const char *new_words)
{
  g_autoptr (ObText) old_text = ob_text_new (old_words), new_text = ob_text_new (new_words);
  g_autoptr (GArray) pieces = ob_text_diff (old_text, new_text);
  GString *out = g_string_new (NULL);
  guint32 old_at = 0, new_at = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      const ObDiffPiece *piece = &g_array_index (pieces, ObDiffPiece, i);
      g_autofree char *before = ob_text_slice (old_text, piece->old_range.start, piece->old_range.end);
      g_autofree char *after = ob_text_slice (new_text, piece->new_range.start, piece->new_range.end);

      g_assert_cmpuint (piece->old_range.start, ==, old_at);
      g_assert_cmpuint (piece->new_range.start, ==, new_at);
      old_at = piece->old_range.end;
      new_at = piece->new_range.end;
      if (piece->is_same)
        {
          g_assert_cmpstr (before, ==, after);
          g_string_append (out, before);
          continue;
        }
      if (*before != '\0')
        g_string_append_printf (out, "[-%s-]", before);
      if (*after != '\0')
        g_string_append_printf (out, "{+%s+}", after);
    }
  g_assert_cmpuint (old_at, ==, ob_text_get_length (old_text));
  g_assert_cmpuint (new_at, ==, ob_text_get_length (new_text));
  return g_string_free (out, FALSE);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *old_words, *new_words, *shown;
  } cases[] = {
    { "", "", "" },
    { "", "New", "{+New+}" },
    { "Gone", "", "[-Gone-]" },
    { "A\nB\n", "A\nB\n", "A\nB\n" },
    { "A\nB\n", "A\nC\nB\n", "A\n{+C\n+}B\n" },
    { "The talks began on Tuesday.\n", "The talks began on Wednesday.\n",
      "The talks began on [-Tuesday-]{+Wednesday+}.\n" },
    { "He met two old men here today.", "He met some young women here today.",
      "He met [-two old men-]{+some young women+} here today." },
    { "One\nAll of it is new\nThree\n", "One\nNothing was kept here\nThree\n",
      "One\n[-All of it is new-]{+Nothing was kept here+}\nThree\n" },
    { "Ça va très bien ici.", "Ça va bien ici.", "Ça va [-très -]bien ici." },
    { "End", "End\n", "End{+\n+}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = show (cases[i].old_words, cases[i].new_words);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
check_map (const GArray *pieces, ObSegment range, gboolean exact, guint32 start, guint32 end)
{
  ObSegment mapped;

  g_assert_true (ob_text_diff_map (pieces, range, &mapped) == exact);
  g_assert_cmpuint (mapped.start, ==, start);
  g_assert_cmpuint (mapped.end, ==, end);
}

static void
test_map (void)
{
  g_autoptr (ObText) old_text = ob_text_new ("Gone\nThe talks began on Tuesday, he said.\n");
  g_autoptr (ObText) new_text = ob_text_new ("The talks began on a Monday, he said.\n");
  g_autoptr (GArray) pieces = ob_text_diff (old_text, new_text);

  check_map (pieces, (ObSegment){ 5, 14 }, TRUE, 0, 9);
  check_map (pieces, (ObSegment){ 34, 41 }, TRUE, 30, 37);
  check_map (pieces, (ObSegment){ 15, 31 }, FALSE, 10, 27);
  check_map (pieces, (ObSegment){ 24, 31 }, FALSE, 19, 27);
  check_map (pieces, (ObSegment){ 0, 4 }, FALSE, 0, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-diff/sequences", test_sequences);
  g_test_add_func ("/text-diff/strangers", test_strangers);
  g_test_add_func ("/text-diff/texts", test_texts);
  g_test_add_func ("/text-diff/map", test_map);
  return g_test_run ();
}
