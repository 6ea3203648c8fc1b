/* The derived tables: one entity's fields as the row or rows that reading wants.
 *
 * A row is written whole from the entity's fields and is removed when the entity is dead or cannot
 * be shown (an annotation outside its article's text, a link to nothing): what arrives from
 * elsewhere never has to be trusted by readers.
 */
#pragma once

#include "model/change.h"
#include "store/affected.h"
#include "store/database.h"

G_BEGIN_DECLS

typedef struct
{
  ObEntity entity;
  ObKind kind;
  GArray *fields; /* ObField with entities as numbers of this project */
  gint64 created; /* microseconds since 1970 */
  gint64 modified;
  gboolean conflict; /* a field has several values, or it was deleted by one and changed by another */
  gboolean fresh; /* created just now: nothing is derived from it yet */
  gboolean alone; /* created by a change that did nothing else */
} ObThing;

/* Number of the field @name in this file, made when it is new. */
gint64 ob_derive_field (ObDatabase *database, const char *name);

/* Writes the rows of a living entity over what is there. */
void ob_derive_write (ObDatabase *database, const ObThing *thing, ObAffected *affected);

/* Removes the rows of @entity. */
void ob_derive_remove (ObDatabase *database, ObEntity entity, ObKind kind, ObAffected *affected);

/* Lists of fields as one blob; only those whose name begins with @prefix, without it. (transfer
 * full) (nullable): NULL when there are none. */
GBytes *ob_fields_encode (const GArray *fields, const char *prefix);
/* (transfer full): empty for NULL or unreadable bytes. */
GArray *ob_fields_decode (const guint8 *data, gsize length);

G_END_DECLS
