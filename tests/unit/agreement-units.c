/* The unitizing alphas, against worked examples. */
#include <math.h>

#include "analysis/agreement-units.h"

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-8)

/* Alex, Paul and Susan on 60 characters: the example of pygamma-agreement; the values are those of
 * two independent implementations of the paper. */
static void
test_family (void)
{
  g_autoptr (ObContinuum) continuum = ob_continuum_new (60, 3, 2);
  g_autoptr (ObUnitizing) family = NULL;

  ob_continuum_add (continuum, 0, 2, 5, 0);
  ob_continuum_add (continuum, 1, 10, 20, 1);
  ob_continuum_add (continuum, 1, 2, 5, 0);
  ob_continuum_add (continuum, 2, 2, 5, 1);
  ob_continuum_add (continuum, 2, 15, 20, 1);
  g_assert_true (ob_continuum_arrange (continuum, FALSE));
  family = ob_unitizing_new (continuum);

  assert_near (family->u.value, 0.3982981424);
  assert_near (family->binary.value, 0.5238010446);
  assert_near (family->coding.value, 0.3571428571);
  assert_near (family->coverage, 14.0 / 180);
  assert_near (family->by_category[0].value, 0.3125);
  assert_near (family->by_category[1].value, 0.390625);
}

/* Whatever the pieces, a copy agrees wholly; who finds nothing where others do does worse. */
static void
test_extremes (void)
{
  g_autoptr (ObContinuum) same = ob_continuum_new (100, 2, 2);
  g_autoptr (ObContinuum) none = ob_continuum_new (100, 2, 2);
  g_autoptr (ObContinuum) empty = ob_continuum_new (100, 2, 2);
  g_autoptr (ObUnitizing) family = NULL;
  g_autoptr (ObUnitizing) one_sided = NULL;
  g_autoptr (ObUnitizing) nothing = NULL;

  for (guint coder = 0; coder < 2; coder++)
    {
      ob_continuum_add (same, coder, 0, 10, 0);
      ob_continuum_add (same, coder, 10, 25, 1);
    }
  g_assert_true (ob_continuum_arrange (same, FALSE));
  family = ob_unitizing_new (same);
  assert_near (family->u.value, 1);
  assert_near (family->binary.value, 1);
  assert_near (family->coding.value, 1);

  ob_continuum_add (none, 0, 0, 10, 0);
  ob_continuum_add (none, 0, 50, 50, 0);
  one_sided = ob_unitizing_new (none);
  g_assert_null (one_sided->u.why);
  g_assert_cmpfloat (one_sided->u.value, <, 0.05);
  g_assert_nonnull (one_sided->coding.why);
  g_assert_true (isfinite (one_sided->by_category[1].value));

  nothing = ob_unitizing_new (empty);
  g_assert_nonnull (nothing->u.why);
}

static void
test_overlaps (void)
{
  g_autoptr (ObContinuum) continuum = ob_continuum_new (100, 2, 1);

  ob_continuum_add (continuum, 0, 20, 40, 0);
  ob_continuum_add (continuum, 0, 10, 30, 0);
  ob_continuum_add (continuum, 0, 40, 200, 0);
  g_assert_false (ob_continuum_arrange (continuum, FALSE));
  g_assert_true (ob_continuum_arrange (continuum, TRUE));
  g_assert_cmpuint (continuum->units[0]->len, ==, 2);
  g_assert_cmpuint (g_array_index (continuum->units[0], ObUnit, 0).end, ==, 40);
  g_assert_cmpuint (g_array_index (continuum->units[0], ObUnit, 1).end, ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement-units/family", test_family);
  g_test_add_func ("/agreement-units/extremes", test_extremes);
  g_test_add_func ("/agreement-units/overlaps", test_overlaps);

  return g_test_run ();
}
