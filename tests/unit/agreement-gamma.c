/* Mathet's gamma, against disorders reckoned by brute force. */
#include <math.h>

#include "analysis/agreement-gamma.h"

/* "a1-5 b6-10": a category, start and end. */
static void
add_units (ObContinuum *continuum, guint coder, const char *list)
{
  g_auto (GStrv) items = g_strsplit (list, " ", -1);

  for (guint i = 0; items[i] != NULL && items[i][0] != '\0'; i++)
    {
      char *rest;
      guint64 start = g_ascii_strtoull (items[i] + 1, &rest, 10);

      ob_continuum_add (continuum, coder, start, g_ascii_strtoull (rest + 1, NULL, 10),
                        items[i][0] - 'a');
    }
}

/* The examples of the paper's kind; disorders by trying all alignments with exact fractions. */
static const struct
{
  const char *first;
  const char *second;
  double alpha, beta;
  double disorder;
} cases[] = {
  { "a1-5 b6-10 a11-15", "a2-6 b7-11 a12-16", 1, 1, 0.0625 },
  { "a1-5 b6-10 a20-24 b30-34", "a2-6 b31-35", 1, 1, 0.7083333333 },
  { "a1-5 b6-10 c11-15", "a1-5 b6-10 c11-15", 1, 1, 0 },
  { "a1-5 b6-10 c11-15", "a2-7 b8-12 a11-15", 3, 2, 1.0277777778 },
  { "a1-5", "", 1, 1, 2 },
};

static void
test_disorder (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObContinuum) continuum = ob_continuum_new (100, 2, 3);
      const ObGammaOptions options = { cases[i].alpha, cases[i].beta, 1 };
      double n;

      add_units (continuum, 0, cases[i].first);
      add_units (continuum, 1, cases[i].second);
      n = (continuum->units[0]->len + continuum->units[1]->len) / 2.0;
      g_assert_cmpfloat_with_epsilon (
          ob_gamma_align (continuum->units[0], continuum->units[1], &options) / n,
          cases[i].disorder, 1e-9);
    }
}

/* The least cost of aligning the units of @first from @i on, with those of @second that are free. */
static double
try_all (const ObContinuum *continuum, guint i, guint taken, const ObGammaOptions *options)
{
  const GArray *second = continuum->units[1];
  double best;

  if (i == continuum->units[0]->len)
    {
      guint n_free = 0;

      for (guint k = 0; k < second->len; k++)
        n_free += !(taken & 1u << k);
      return n_free;
    }
  best = 1 + try_all (continuum, i + 1, taken, options);
  for (guint k = 0; k < second->len; k++)
    if (!(taken & 1u << k))
      {
        const ObUnit *a = &g_array_index (continuum->units[0], ObUnit, i);
        const ObUnit *b = &g_array_index (second, ObUnit, k);
        double position = (fabs ((double) a->start - b->start) + fabs ((double) a->end - b->end))
                          / (double) (a->end - a->start + b->end - b->start);
        double cost = options->alpha * position * position
                      + options->beta * (a->category != b->category);

        best = MIN (best, cost + try_all (continuum, i + 1, taken | 1u << k, options));
      }

  return best;
}

static void
test_random (void)
{
  const ObGammaOptions options = OB_GAMMA_OPTIONS_DEFAULT;

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (ObContinuum) continuum = ob_continuum_new (1000, 2, 3);

      for (guint coder = 0; coder < 2; coder++)
        for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
          {
            int start = g_test_rand_int_range (0, 40);

            ob_continuum_add (continuum, coder, start, start + g_test_rand_int_range (1, 20),
                              g_test_rand_int_range (0, 3));
          }
      g_assert_cmpfloat_with_epsilon (
          ob_gamma_align (continuum->units[0], continuum->units[1], &options),
          try_all (continuum, 0, 0, &options), 1e-9);
    }
}

static void
test_gamma (void)
{
  const ObGammaOptions options = OB_GAMMA_OPTIONS_DEFAULT;
  g_autoptr (ObContinuum) continuum = ob_continuum_new (16, 2, 2);
  g_autoptr (GPtrArray) continua = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ObGamma gamma, again;

  g_ptr_array_add (continua, continuum);
  g_assert_true (ob_gamma_compute (continua, &options, &gamma, NULL, NULL));
  g_assert_nonnull (gamma.gamma.why);

  /* pygamma-agreement gives 0.88 for this one, by sampling too. */
  add_units (continuum, 0, cases[0].first);
  add_units (continuum, 1, cases[0].second);
  g_assert_true (ob_gamma_compute (continua, &options, &gamma, NULL, NULL));
  g_assert_null (gamma.gamma.why);
  g_assert_cmpfloat_with_epsilon (gamma.gamma.value, 0.88, 0.1);
  g_assert_cmpfloat (gamma.low, <=, gamma.gamma.value);
  g_assert_cmpfloat (gamma.high, >=, gamma.gamma.value);
  g_assert_cmpuint (gamma.n_samples, >=, 30);
  g_assert_true (ob_gamma_compute (continua, &options, &again, NULL, NULL));
  g_assert_cmpfloat (again.gamma.value, ==, gamma.gamma.value);

  g_cancellable_cancel (cancellable);
  g_assert_false (ob_gamma_compute (continua, &options, &gamma, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement-gamma/disorder", test_disorder);
  g_test_add_func ("/agreement-gamma/random", test_random);
  g_test_add_func ("/agreement-gamma/gamma", test_gamma);

  return g_test_run ();
}
