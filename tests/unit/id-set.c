/* A set of ids against GLib's own. */
#include "model/id-set.h"

#define N_IDS 20000

static ObId
make_id (guint i)
{
  return ob_id_of_bytes (&i, sizeof i);
}

static void
test_membership (void)
{
  g_autoptr (ObIdSet) set = ob_id_set_new (0);

  for (guint i = 0; i < N_IDS; i += 2)
    {
      ObId id = make_id (i);

      ob_id_set_add (set, &id);
      ob_id_set_add (set, &id);
    }
  for (guint i = 0; i < N_IDS; i++)
    {
      ObId id = make_id (i);

      g_assert_cmpint (ob_id_set_contains (set, &id), ==, i % 2 == 0);
    }
}

/* An id that begins with zeroes is never in it, and does no harm. */
static void
test_zero (void)
{
  g_autoptr (ObIdSet) set = ob_id_set_new (10);
  ObId zero = { { 0 } }, other = make_id (1);

  ob_id_set_add (set, &zero);
  g_assert_false (ob_id_set_contains (set, &zero));
  ob_id_set_add (set, &other);
  g_assert_true (ob_id_set_contains (set, &other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id-set/membership", test_membership);
  g_test_add_func ("/id-set/zero", test_zero);
  return g_test_run ();
}
