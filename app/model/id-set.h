/* A set of many ids: eight bytes for each, and a half more.
 *
 * Ids are hashes, so that their first eight bytes tell them apart and place them.  Zero, which is
 * the first eight bytes of none that anybody will meet, is an empty place.
 */
#pragma once

#include "model/entity-id.h"

G_BEGIN_DECLS

typedef struct _ObIdSet ObIdSet;

/* @n: how many there will be, about.  (transfer full) */
ObIdSet *ob_id_set_new (gsize n);
void ob_id_set_free (ObIdSet *set);

void ob_id_set_add (ObIdSet *set, const ObId *id);
gboolean ob_id_set_contains (const ObIdSet *set, const ObId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObIdSet, ob_id_set_free)

G_END_DECLS
