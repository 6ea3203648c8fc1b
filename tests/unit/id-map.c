/* Numbers of ids, as they were given. */
#include "model/id-map.h"

#define N_IDS 20000

static ObId
make_id (guint i)
{
  return ob_id_of_bytes (&i, sizeof i);
}

static void
test_numbers (void)
{
  g_autoptr (ObIdMap) map = ob_id_map_new (0);

  for (guint i = 0; i < N_IDS; i += 2)
    {
      ObId id = make_id (i);

      ob_id_map_add (map, &id, i + 1);
      ob_id_map_add (map, &id, i + 2);
    }
  for (guint i = 0; i < N_IDS; i++)
    {
      ObId id = make_id (i);

      g_assert_cmpuint (ob_id_map_get (map, &id), ==, i % 2 == 0 ? i + 1 : 0);
    }
}

static void
test_list (void)
{
  g_autoptr (ObIdMap) map = ob_id_map_new (0);
  g_autoptr (GArray) list = NULL;

  for (guint i = 1; i <= N_IDS; i++)
    {
      ObId id = make_id (i);

      ob_id_map_add (map, &id, i);
    }
  list = ob_id_map_list (map, N_IDS / 2);
  g_assert_cmpuint (list->len, ==, N_IDS / 2 + 1);
  for (guint i = 0; i < list->len; i++)
    {
      const ObIdPlace *place = &g_array_index (list, ObIdPlace, i);
      ObId id = make_id (place->number);

      g_assert_cmpuint (place->number, >=, N_IDS / 2);
      g_assert_cmpuint (place->beginning, ==, ob_id_get_beginning (&id));
      if (i > 0)
        g_assert_cmpuint (place->beginning, >=, place[-1].beginning);
    }
}

/* An id that begins with zeroes is never in it, and does no harm. */
static void
test_zero (void)
{
  g_autoptr (ObIdMap) map = ob_id_map_new (10);
  ObId zero = { { 0 } }, other = make_id (1);

  ob_id_map_add (map, &zero, 1);
  g_assert_cmpuint (ob_id_map_get (map, &zero), ==, 0);
  ob_id_map_add (map, &other, 2);
  g_assert_cmpuint (ob_id_map_get (map, &other), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id-map/numbers", test_numbers);
  g_test_add_func ("/id-map/list", test_list);
  g_test_add_func ("/id-map/zero", test_zero);
  return g_test_run ();
}
