/* Measures on judgements, against published worked examples. */
#include <math.h>
#include <string.h>

#include "analysis/agreement.h"

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 5e-6)

/* Two coders whose table of @n categories counts the units that the first gave the row's and the
 * second the column's category. */
static ObJudgements *
from_matrix (const guint *matrix, guint n)
{
  ObJudgements *judgements;
  guint total = 0, unit = 0;

  for (guint i = 0; i < n * n; i++)
    total += matrix[i];
  judgements = ob_judgements_new (2, total, n);
  for (guint i = 0; i < n * n; i++)
    for (guint k = 0; k < matrix[i]; k++, unit++)
      {
        ob_judgements_set (judgements, 0, unit, i / n);
        ob_judgements_set (judgements, 1, unit, i % n);
      }

  return judgements;
}

/* One row a coder, divided by "/": a character a judgement, "a" or "1" the first category, "."
 * none. */
static ObJudgements *
from_rows (const char *rows)
{
  g_auto (GStrv) lines = g_strsplit (rows, "/", -1);
  guint n_coders = g_strv_length (lines);
  ObJudgements *judgements = ob_judgements_new (n_coders, strlen (lines[0]), 9);

  for (guint coder = 0; coder < n_coders; coder++)
    for (guint unit = 0; lines[coder][unit] != '\0'; unit++)
      {
        char c = lines[coder][unit];

        ob_judgements_set (judgements, coder, unit,
                           c == '.' ? OB_NO_JUDGEMENT : c >= 'a' ? c - 'a' : c - '1');
      }

  return judgements;
}

static const struct
{
  guint n;
  guint matrix[9];
  double observed, cohen, scott, alpha; /* NAN: not published */
} pairs[] = {
  /* Cohen 1960, both examples. */
  { 3, { 25, 12, 3, 13, 2, 15, 12, 16, 2 }, .29, -0.0923076923, NAN, NAN },
  { 3, { 88, 14, 18, 10, 40, 10, 2, 6, 12 }, .70, 0.4915254237, NAN, NAN },
  /* Artstein and Poesio, Inter-coder agreement for computational linguistics, 2008. */
  { 2, { 20, 10, 20, 50 }, .7, 0.3478260870, 0.3406593407, NAN },
  { 3, { 46, 0, 0, 6, 32, 6, 0, 0, 10 }, .88, 0.8013245033, 0.7995322419, 0.8005345807 },
  /* Krippendorff 2004, page 246. */
  { 3, { 12, 9, 9, 9, 14, 9, 9, 9, 20 }, .46, 0.1857659831, 0.1857659831, 0.1898371532 },
  { 3, { 12, 18, 18, 0, 14, 18, 0, 0, 20 }, .46, 0.2582417582, 0.1857659831, NAN },
};

static void
check (ObAgreement agreement, double value)
{
  g_assert_null (agreement.why);
  if (!isnan (value))
    assert_near (agreement.value, value);
}

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (ObJudgements) judgements = from_matrix (pairs[i].matrix, pairs[i].n);

      check (ob_agreement_observed (judgements), pairs[i].observed);
      check (ob_agreement_cohen (judgements), pairs[i].cohen);
      check (ob_agreement_scott (judgements), pairs[i].scott);
      check (ob_agreement_alpha (judgements, OB_MEASURE_ALPHA_NOMINAL), pairs[i].alpha);
    }
}

/* Fleiss 1971, the psychiatric diagnoses of 30 patients by 6 of several psychiatrists (also
 * "diagnoses" of the R package irr). */
static const guint8 diagnoses[30][5] = {
  { 0, 0, 0, 6, 0 }, { 0, 3, 0, 0, 3 }, { 0, 1, 4, 0, 1 }, { 0, 0, 0, 0, 6 }, { 0, 3, 0, 3, 0 },
  { 2, 0, 4, 0, 0 }, { 0, 0, 4, 0, 2 }, { 2, 0, 3, 1, 0 }, { 2, 0, 0, 4, 0 }, { 0, 0, 0, 0, 6 },
  { 1, 0, 0, 5, 0 }, { 1, 1, 0, 4, 0 }, { 0, 3, 3, 0, 0 }, { 1, 0, 0, 5, 0 }, { 0, 2, 0, 3, 1 },
  { 0, 0, 5, 0, 1 }, { 3, 0, 0, 1, 2 }, { 5, 1, 0, 0, 0 }, { 0, 2, 0, 4, 0 }, { 1, 0, 2, 0, 3 },
  { 0, 0, 0, 0, 6 }, { 0, 1, 0, 5, 0 }, { 0, 2, 0, 1, 3 }, { 2, 0, 0, 4, 0 }, { 1, 0, 0, 4, 1 },
  { 0, 5, 0, 1, 0 }, { 4, 0, 0, 0, 2 }, { 0, 2, 0, 4, 0 }, { 1, 0, 5, 0, 0 }, { 0, 0, 0, 0, 6 },
};

static void
test_fleiss (void)
{
  /* As irr gives them; Fleiss' own .248, .248, .517, .470 and .565 were rounded on the way. */
  static const double by_category[] = { .245, .245, .520, .471, .566 };
  g_autoptr (ObJudgements) judgements = ob_judgements_new (6, 30, 5);
  ObAgreement kappa;

  for (guint unit = 0; unit < 30; unit++)
    for (guint category = 0, coder = 0; category < 5; category++)
      for (guint k = 0; k < diagnoses[unit][category]; k++)
        ob_judgements_set (judgements, coder++, unit, category);

  kappa = ob_agreement_fleiss (judgements);
  check (kappa, 0.4302445201);
  assert_near (1 - kappa.disagreement, 0.5555555556);
  assert_near (1 - kappa.expected, 0.2199382716);
  check (ob_agreement_alpha (judgements, OB_MEASURE_ALPHA_NOMINAL), 0.4334098283);
  for (guint category = 0; category < 5; category++)
    {
      g_autoptr (ObJudgements) single = ob_judgements_single_out (judgements, category);

      g_assert_cmpfloat_with_epsilon (ob_agreement_fleiss (single).value, by_category[category],
                                      5e-4);
    }
  g_assert_nonnull (ob_agreement_cohen (judgements).why);
}

static void
test_alpha (void)
{
  /* Krippendorff 2004, the table of 4 observers with missing judgements ("C data" of NLTK and irr);
   * page 227. */
  g_autoptr (ObJudgements) missing
      = from_rows ("123321412.../1233224125.3/.3332342251./12332441251.");
  g_autoptr (ObJudgements) letters = from_rows ("aabbbbbccccc/abbbbbcccccc");

  check (ob_agreement_alpha (missing, OB_MEASURE_ALPHA_NOMINAL), 0.7434210526);
  check (ob_agreement_alpha (missing, OB_MEASURE_ALPHA_ORDINAL), 0.8153875038);
  check (ob_agreement_alpha (missing, OB_MEASURE_ALPHA_INTERVAL), 0.8491071429);
  check (ob_agreement_alpha (letters, OB_MEASURE_ALPHA_NOMINAL), 0.7341040462);
  g_assert_nonnull (ob_agreement_fleiss (missing).why);

  /* Only distances count: the scale may be moved and stretched. */
  missing->positions = g_new (double, 9);
  for (guint i = 0; i < 9; i++)
    missing->positions[i] = 1e6 + 10.0 * i;
  check (ob_agreement_alpha (missing, OB_MEASURE_ALPHA_INTERVAL), 0.8491071429);
}

/* Pairs 10 11 01 00 00 01 00 01 00 00 of Krippendorff 2004, page 224. */
static void
test_dichotomy (void)
{
  g_autoptr (ObJudgements) judgements = from_rows ("bbaaaaaaaa/abbaababaa");

  check (ob_agreement_alpha (judgements, OB_MEASURE_ALPHA_NOMINAL), 0.0952380952);
}

/* What cannot be told is told in words. */
static void
test_degenerate (void)
{
  static const char *const tables[] = { "....", "aaaa", "aa../..aa", "", "/", "aaaa/aaaa" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (ObJudgements) judgements
          = tables[i][0] != '\0' ? from_rows (tables[i]) : ob_judgements_new (0, 0, 0);

      for (ObMeasure measure = 0; measure < OB_N_MEASURES; measure++)
        {
          ObAgreement agreement = ob_agreement_measure (judgements, measure);

          g_assert_true (isfinite (agreement.value));
          if (i + 1 < G_N_ELEMENTS (tables) || measure != OB_MEASURE_OBSERVED)
            g_assert_nonnull (agreement.why);
          else
            check (agreement, 1);
        }
    }
}

static void
test_names (void)
{
  for (ObMeasure measure = 0; measure < OB_N_MEASURES; measure++)
    {
      ObMeasure read;

      g_assert_true (ob_measure_from_name (ob_measure_get_name (measure), &read));
      g_assert_cmpint (read, ==, measure);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement/pairs", test_pairs);
  g_test_add_func ("/agreement/fleiss", test_fleiss);
  g_test_add_func ("/agreement/alpha", test_alpha);
  g_test_add_func ("/agreement/dichotomy", test_dichotomy);
  g_test_add_func ("/agreement/degenerate", test_degenerate);
  g_test_add_func ("/agreement/names", test_names);

  return g_test_run ();
}
