/* A number for each of many ids: twelve bytes an id, and a half more.
 *
 * Ids are hashes, so that their first eight bytes tell them apart and place them.  Zero, which is
 * the first eight bytes of none that anybody will meet, is an empty place.
 */
#pragma once

#include "model/entity-id.h"

G_BEGIN_DECLS

typedef struct _ObIdMap ObIdMap;

/* An id's beginning, its first 31 bits, and its number. */
typedef struct
{
  guint32 beginning;
  guint32 number;
} ObIdPlace;

/* @n: how many there will be, about.  (transfer full) */
ObIdMap *ob_id_map_new (gsize n);
void ob_id_map_free (ObIdMap *map);

/* Gives @id the number @number, which is not 0, if it has none yet. */
void ob_id_map_add (ObIdMap *map, const ObId *id, guint32 number);

/* 0 when it is not there. */
guint32 ob_id_map_get (const ObIdMap *map, const ObId *id);

guint32 ob_id_get_beginning (const ObId *id);

/* Those with the number @least or a larger one, by beginning, then by number.
 * (transfer full): GArray of ObIdPlace */
GArray *ob_id_map_list (const ObIdMap *map, guint32 least);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObIdMap, ob_id_map_free)

G_END_DECLS
