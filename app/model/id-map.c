#include "model/id-map.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_PLACES 64

/* A table of places, always some of them empty, in which an id stands at the place that its bytes
 * say or the first free one after it. */
struct _ObIdMap
{
  guint64 *keys;    /* (owned) 0: an empty place */
  guint32 *numbers; /* (owned) */
  gsize n_places;   /* a power of two */
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
find_place (const ObIdMap *map, guint64 key)
{
  gsize place = key & (map->n_places - 1);

  while (map->keys[place] != 0 && map->keys[place] != key)
    place = (place + 1) & (map->n_places - 1);
  return place;
}

static void
allocate (ObIdMap *map, gsize n_places)
{
  map->n_places = n_places;
  map->keys = g_new0 (guint64, n_places);
  map->numbers = g_new (guint32, n_places);
}

static void
grow (ObIdMap *map)
{
  g_autofree guint64 *keys = map->keys;
  g_autofree guint32 *numbers = map->numbers;
  gsize n_old = map->n_places;

  allocate (map, 2 * n_old);
  for (gsize i = 0; i < n_old; i++)
    if (keys[i] != 0)
      {
        gsize place = find_place (map, keys[i]);

        map->keys[place] = keys[i];
        map->numbers[place] = numbers[i];
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
  gsize n_places = LEAST_PLACES;

  while (n_places / 4 * 3 < n)
    n_places *= 2;
  allocate (map, n_places);
  return map;
}

void
ob_id_map_free (ObIdMap *map)
{
  g_free (map->keys);
  g_free (map->numbers);
  g_free (map);
}

void
ob_id_map_add (ObIdMap *map, const ObId *id, guint32 number)
{
  guint64 key = get_key (id);
  gsize place = find_place (map, key);

  if (key == 0 || map->keys[place] == key)
    return;
  map->keys[place] = key;
  map->numbers[place] = number;
  if (++map->n > map->n_places / 4 * 3)
    grow (map);
}

guint32
ob_id_map_get (const ObIdMap *map, const ObId *id)
{
  guint64 key = get_key (id);
  gsize place = find_place (map, key);

  return key != 0 && map->keys[place] == key ? map->numbers[place] : 0;
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
    if (map->keys[i] != 0 && map->numbers[i] >= least)
      {
        ObIdPlace place = { (guint32) (GUINT64_FROM_BE (map->keys[i]) >> 33), map->numbers[i] };

        g_array_append_val (list, place);
      }
  qsort (list->data, list->len, sizeof (ObIdPlace), compare_places);
  return list;
}
