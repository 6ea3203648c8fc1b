/* What the files of the state share. */
#pragma once

#include "store/state.h"

G_BEGIN_DECLS

/* Decoded changes that are kept: undoing or deleting many annotations asks for few changes often.
 */
#define N_KEPT 8

struct _ObState
{
  ObDatabase *database;   /* not owned */
  ObAffected *affected;   /* (owned) */
  GHashTable *own_actors; /* (owned) ObId set */
  ObEntry *kept[N_KEPT];  /* (owned) (nullable) */
  guint next_kept;
};

/* A stored change: @change: (transfer full).  (transfer full) */
ObEntry *ob_entry_new (gint64 n, const ObId *id, ObChange *change);

/* Keeps @entry among those that are asked for again. */
void ob_state_keep_entry (ObState *state, ObEntry *entry);

/* The number of the change with that id, or 0. */
gint64 ob_state_find_change (ObState *state, const ObId *id);

/* Lays the winners among @heads over @fields. */
void ob_state_overlay_heads (ObState *state, GArray *fields, const GArray *heads);

/* FALSE when a deletion among @heads named all the others. */
gboolean ob_state_heads_are_alive (ObState *state, const GArray *heads);

/* TRUE when the heads of one field differ, or a deletion is among those of what is alive. */
gboolean ob_state_heads_disagree (ObState *state, const GArray *heads);

/* Orders ObField by name. */
gint ob_field_compare_names (gconstpointer a, gconstpointer b);

G_END_DECLS
