/* Changes: canonical encoding, and decoding that believes nothing. */
#include <string.h>

#include "model/change.h"

/* A random change as edits make them.  @rand: (inout). */
static GBytes *
make_random (GRand *rand)
{
  static const char *const fields[]
      = { "name", "note", "@stance", "alias:Моск", "zz-own", "segments", "deleted" };
  g_autoptr (ObChange) change = ob_change_new ();
  guint n_operations = (guint) g_rand_int_range (rand, 0, 8);
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (guint));

  change->seq = g_rand_int (rand);
  change->lamport = g_rand_int (rand);
  change->wall = (gint64) g_rand_int (rand) * (g_rand_boolean (rand) ? 1000 : -1);
  change->purpose = (ObChangePurpose) g_rand_int_range (rand, 0, OB_N_CHANGE_PURPOSES);
  g_free (change->name);
  change->name = g_strdup (g_rand_boolean (rand) ? "Tag “x” as Claim" : "");
  for (guint i = 0; i < OB_ID_BYTES; i++)
    change->actor.bytes[i] = (guint8) g_rand_int (rand);
  if (change->purpose != OB_CHANGE_EDIT && change->purpose != OB_CHANGE_GENESIS)
    {
      ObId id = ob_id_random ();

      change->target = ob_change_refer (change, &id);
    }

  for (guint i = 0; i < n_operations; i++)
    {
      const char *field = fields[g_rand_int_range (rand, 0, G_N_ELEMENTS (fields))];
      ObId id = ob_id_random ();
      guint32 reference = ob_change_refer (change, &id);

      if (g_rand_boolean (rand))
        {
          GArray *list = ob_fields_new ();
          guint operation;

          ob_fields_set (list, field, ob_value_new_text ("Москва"));
          ob_fields_set (list, "article", ob_value_new_entity (reference));
          ob_fields_set (list, "own", ob_value_new_real (g_rand_double (rand)));
          operation = ob_change_create (change, OB_KIND_ANNOTATION, list);
          g_array_append_val (created, operation);
        }
      else
        {
          GArray *seen = g_array_new (FALSE, FALSE, sizeof (ObHead));
          g_autoptr (GArray) segments = ob_segments_new_single (3, 9);
          ObSegment more = { 20, 4000000000u };
          ObHead head = { reference, (guint32) g_rand_int_range (rand, 0, 100) };

          g_array_append_val (seen, head);
          g_array_append_val (segments, more);
          if (created->len > 0)
            reference = OB_REFERENCE_CREATED (g_array_index (created, guint, 0));
          ob_change_set (change, reference, field, ob_value_new_segments (segments), seen);
        }
    }
  return ob_change_seal (change);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) body = make_random (rand);
      g_autoptr (GError) error = NULL;
      g_autoptr (ObChange) change = ob_change_decode (body, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (
          ob_change_peek_lamport (g_bytes_get_data (body, NULL), g_bytes_get_size (body)), ==,
          change->lamport);
    }
}

/* Whatever one byte more, less or other gives: never a change with the same meaning, never a crash.
 */
static void
test_damage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GBytes) body = make_random (rand);
      gsize length;
      const guint8 *data = g_bytes_get_data (body, &length);

      for (guint j = 0; j < 60; j++)
        {
          g_autofree guint8 *copy = g_memdup2 (data, length);
          gsize place = (gsize) g_rand_int_range (rand, 0, (gint32) length);
          g_autoptr (GBytes) other = NULL;
          g_autoptr (ObChange) change = NULL;

          copy[place] ^= (guint8) g_rand_int_range (rand, 1, 256);
          other = g_bytes_new (copy, g_rand_boolean (rand) ? length : place);
          change = ob_change_decode (other, NULL);
          if (change != NULL)
            {
              ObId before = ob_id_of_bytes (data, length);
              ObId after
                  = ob_id_of_bytes (g_bytes_get_data (other, NULL), g_bytes_get_size (other));

              g_assert_false (ob_id_equal (&before, &after));
            }
        }
    }
}

static void
check_refused (const guint8 *data, gsize length, ObChangeError code)
{
  g_autoptr (GBytes) body = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (ob_change_decode (body, &error));
  g_assert_error (error, OB_CHANGE_ERROR, (int) code);
}

static void
test_refusals (void)
{
  /* Format, actor, then seq, lamport, wall, purpose, part, name, ids, predecessors, names,
   * operations. */
  guint8 empty[1 + OB_ID_BYTES + 10] = { OB_CHANGE_FORMAT };
  guint8 *numbers = empty + 1 + OB_ID_BYTES;
  g_autoptr (GBytes) good = g_bytes_new (empty, sizeof empty);
  g_autoptr (ObChange) change = ob_change_decode (good, NULL);
  g_autofree guint8 *huge = g_malloc0 (OB_CHANGE_MAX_BYTES + 1);

  g_assert_nonnull (change);
  check_refused (empty, 0, OB_CHANGE_ERROR_INVALID);
  check_refused (empty, sizeof empty - 1, OB_CHANGE_ERROR_INVALID);

  empty[0] = OB_CHANGE_FORMAT + 1;
  check_refused (empty, sizeof empty, OB_CHANGE_ERROR_NEWER);
  empty[0] = OB_CHANGE_FORMAT;

  numbers[0] = 0x80; /* a number in more bytes than it needs */
  check_refused (empty, sizeof empty, OB_CHANGE_ERROR_INVALID);
  numbers[0] = 0;
  numbers[3] = OB_N_CHANGE_PURPOSES;
  check_refused (empty, sizeof empty, OB_CHANGE_ERROR_INVALID);
  numbers[3] = 0;
  numbers[6] = 200; /* more ids than there are bytes */
  check_refused (empty, sizeof empty, OB_CHANGE_ERROR_INVALID);
  numbers[6] = 0;

  huge[0] = OB_CHANGE_FORMAT;
  check_refused (huge, OB_CHANGE_MAX_BYTES + 1, OB_CHANGE_ERROR_INVALID);
}

/* The same things said in another order are the same change. */
static void
test_order_does_not_matter (void)
{
  GBytes *bodies[2];
  ObId ids[2] = { ob_id_random (), ob_id_random () };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ObChange) change = ob_change_new ();
      GArray *fields = ob_fields_new ();

      for (guint j = 0; j < 2; j++)
        ob_fields_set (fields, (i == j) ? "label" : "article",
                       ob_value_new_entity (ob_change_refer (change, &ids[i == j])));
      ob_change_create (change, OB_KIND_ANNOTATION, fields);
      bodies[i] = ob_change_seal (change);
    }
  g_assert_true (g_bytes_equal (bodies[0], bodies[1]));
  g_bytes_unref (bodies[0]);
  g_bytes_unref (bodies[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change/round-trip", test_round_trip);
  g_test_add_func ("/change/damage", test_damage);
  g_test_add_func ("/change/refusals", test_refusals);
  g_test_add_func ("/change/order-does-not-matter", test_order_does_not_matter);

  return g_test_run ();
}
