#include "model/id-map.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_PLACES 64

/* A number and what it is the number of, side by side since they are wanted together. */
typedef struct
{
  guint32 key[2]; /* 0, 0: an empty place */
  guint32 number;
} Place;

/* A table of places, always some of them empty, in which an id stands at the place that its bytes
 * say or the first free one after it. */
struct _ObIdMap
{
  Place *places;  /* (owned) */
  gsize n_places; /* a power of two */
  gsize n;
};

static guint64
get_key (const void *bytes)
{
  guint64 key;

  memcpy (&key, bytes, sizeof key);
  return key;
}

/* Where @key stands, or would. */
static Place *
find_place (const ObIdMap *map, guint64 key)
{
  gsize i = key & (map->n_places - 1);

  for (;;)
    {
      guint64 there = get_key (map->places[i].key);

      if (there == 0 || there == key)
        return &map->places[i];
      i = (i + 1) & (map->n_places - 1);
    }
}

static void
grow (ObIdMap *map)
{
  g_autofree Place *places = map->places;
  gsize n_old = map->n_places;

  map->n_places *= 2;
  map->places = g_new0 (Place, map->n_places);
  for (gsize i = 0; i < n_old; i++)
    {
      guint64 key = get_key (places[i].key);

      if (key != 0)
        *find_place (map, key) = places[i];
    }
}

static int
compare_places (const void *a, const void *b)
{
  const ObIdPlace *left = a, *right = b;

  if (left->beginning != right->beginning)
    return left->beginning < right->beginning ? -1 : 1;
  return (left->number > right->number) - (left->number < right->number);
}

/* Public functions ----------------------------------------------------------------------------- */

ObIdMap *
ob_id_map_new (gsize n)
{
  ObIdMap *map = g_new0 (ObIdMap, 1);

  map->n_places = LEAST_PLACES;
  while (map->n_places / 4 * 3 < n)
    map->n_places *= 2;
  map->places = g_new0 (Place, map->n_places);
  return map;
}

void
ob_id_map_free (ObIdMap *map)
{
  g_free (map->places);
  g_free (map);
}

void
ob_id_map_add (ObIdMap *map, const ObId *id, guint32 number)
{
  guint64 key = get_key (id);
  Place *place = find_place (map, key);

  if (key == 0 || get_key (place->key) == key)
    return;
  memcpy (place->key, &key, sizeof key);
  place->number = number;
  if (++map->n > map->n_places / 4 * 3)
    grow (map);
}

guint32
ob_id_map_get (const ObIdMap *map, const ObId *id)
{
  guint64 key = get_key (id);

  return key != 0 ? find_place (map, key)->number : 0;
}

guint32
ob_id_get_beginning (const ObId *id)
{
  guint32 bytes;

  memcpy (&bytes, id->bytes, sizeof bytes);
  return GUINT32_FROM_BE (bytes) >> 1;
}

GArray *
ob_id_map_list (const ObIdMap *map, guint32 least)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (ObIdPlace));

  for (gsize i = 0; i < map->n_places; i++)
    {
      const Place *place = &map->places[i];
      ObIdPlace found = { GUINT32_FROM_BE (place->key[0]) >> 1, place->number };

      if (place->number != 0 && place->number >= least)
        g_array_append_val (list, found);
    }
  if (list->len > 0)
    qsort (list->data, list->len, sizeof (ObIdPlace), compare_places);
  return list;
}
