/* What a transaction touched, so that the project can tell those who show it. */
#pragma once

#include "model/entity-id.h"
#include "model/segments.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean articles;
  gboolean codebook;
  gboolean directory;
  GHashTable *ranges; /* (owned) ObEntity of an article (gint64 *) -> ObSegment * (hull) */
  GHashTable *labels; /* (owned) set of ObEntity (gint64 *): labels that annotations got or lost */

  /* The article whose length was asked for last: what is touched together is mostly in one. */
  ObEntity measured; /* 0: none */
  gint64 length;
} ObAffected;

ObAffected *ob_affected_new (void);
void ob_affected_free (ObAffected *affected);
void ob_affected_add_range (ObAffected *affected, ObEntity article, guint32 start, guint32 end);
void ob_affected_add_label (ObAffected *affected, ObEntity label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAffected, ob_affected_free)

G_END_DECLS
