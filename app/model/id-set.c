#include "model/id-set.h"

#include <string.h>

#define LEAST_PLACES 64

/* A table of places, always some of them empty, in which an id stands at the place that its bytes
 * say or the first free one after it. */
struct _ObIdSet
{
  guint64 *places; /* (owned) */
  gsize n_places;  /* a power of two */
  gsize n;
};

static guint64
get_key (const ObId *id)
{
  guint64 key;

  memcpy (&key, id->bytes, sizeof key);
  return key;
}

/* Where @key stands, or would. */
static gsize
find_place (const ObIdSet *set, guint64 key)
{
  gsize place = key & (set->n_places - 1);

  while (set->places[place] != 0 && set->places[place] != key)
    place = (place + 1) & (set->n_places - 1);
  return place;
}

static void
grow (ObIdSet *set)
{
  g_autofree guint64 *old = set->places;
  gsize n_old = set->n_places;

  set->n_places *= 2;
  set->places = g_new0 (guint64, set->n_places);
  for (gsize i = 0; i < n_old; i++)
    if (old[i] != 0)
      set->places[find_place (set, old[i])] = old[i];
}

/* Public functions ----------------------------------------------------------------------------- */

ObIdSet *
ob_id_set_new (gsize n)
{
  ObIdSet *set = g_new0 (ObIdSet, 1);

  set->n_places = LEAST_PLACES;
  while (set->n_places / 4 * 3 < n)
    set->n_places *= 2;
  set->places = g_new0 (guint64, set->n_places);
  return set;
}

void
ob_id_set_free (ObIdSet *set)
{
  g_free (set->places);
  g_free (set);
}

void
ob_id_set_add (ObIdSet *set, const ObId *id)
{
  guint64 key = get_key (id);
  gsize place = find_place (set, key);

  if (key == 0 || set->places[place] == key)
    return;
  set->places[place] = key;
  if (++set->n > set->n_places / 4 * 3)
    grow (set);
}

gboolean
ob_id_set_contains (const ObIdSet *set, const ObId *id)
{
  guint64 key = get_key (id);

  return key != 0 && set->places[find_place (set, key)] == key;
}
