/* What the files of the state share. */
#pragma once

#include "model/id-map.h"
#include "store/state.h"

G_BEGIN_DECLS

/* Decoded changes that are kept: undoing or deleting many annotations asks for few changes often.
 */
#define N_KEPT 8

/* Ids that were asked for lately and the numbers that they have here, each in the one place that its
 * bytes give it: what one change speaks of is what the next speaks of, in a merge a million times.
 * Numbers never change but by a rollback. */
#define N_KNOWN 1024

typedef struct
{
  ObId id;
  gint64 number; /* 0: an empty place */
} ObKnown;

/* While very many changes are received. */
typedef struct
{
  ObIdMap *changes;  /* (owned) all that are stored */
  ObIdMap *entities; /* (owned) those that are new */
  gint64 first_change; /* the first new one */
  GHashTable *tips;  /* (owned) set of numbers */
  gboolean replaying; /* all changes are stored, and those up to "reached" were tried */
  gint64 reached;
} ObBulk;

struct _ObState
{
  ObDatabase *database;   /* not owned */
  ObAffected *affected;   /* (owned) */
  GHashTable *own_actors; /* (owned) ObId set */
  ObEntry *kept[N_KEPT];  /* (owned) (nullable) */
  guint next_kept;
  ObKnown changes[N_KNOWN];
  ObKnown entities[N_KNOWN];
  ObBulk *bulk; /* (owned) (nullable) */
  gint64 n_lost;    /* settings that name what is lost; -1: not counted yet */
  GArray *arrived;  /* (owned) articles whose texts came late, and that are not shown yet */
  char *moment;     /* (owned) (nullable) when that was */
  gint64 n_pending; /* rows of "pending"; -1: not counted yet */
};

/* A stored change: @change: (transfer full).  (transfer full) */
ObEntry *ob_entry_new (gint64 n, const ObId *id, ObChange *change);

/* Keeps @entry among those that are asked for again. */
void ob_state_keep_entry (ObState *state, ObEntry *entry);

/* Looks @id up among @known (N_KNOWN places); 0 when it is not there. */
gint64 ob_known_find (const ObKnown *known, const ObId *id);
void ob_known_add (ObKnown *known, const ObId *id, gint64 number);

/* The number of the change with that id, or 0. */
gint64 ob_state_find_change (ObState *state, const ObId *id);

/* Derives the rows of @entity anew. */
void ob_state_materialise (ObState *state, ObEntity entity);

/* The same of annotations that were moved to @article while it was deleted, or before all parts of
 * the step were there. */
void ob_state_materialise_moved (ObState *state, ObEntity article);

/* A label that was deleted is there as long as annotations have it: which these are is known when all
 * of a change is applied. */
void ob_state_settle_labels (ObState *state);

/* TRUE when the change or entity that reference @i of @entry names is known and applied. */
gboolean ob_state_has (ObState *state, ObEntry *entry, guint i);

/* FALSE while the log is applied anew and change @n is still to come. */
gboolean ob_state_has_reached (ObState *state, gint64 n);

/* Applies the stored change @entry and what waited for it, or lets it wait. */
void ob_state_try (ObState *state, ObEntry *entry);
void ob_state_let_wait (ObState *state, gint64 n);

/* (transfer full): the numbers of what waits, in order */
GArray *ob_state_list_pending (ObState *state);

void ob_bulk_free (ObBulk *bulk);

/* Lays the winners among @heads over @fields. */
void ob_state_overlay_heads (ObState *state, GArray *fields, const GArray *heads);

/* FALSE when a deletion among @heads named all the others. */
gboolean ob_state_heads_are_alive (ObState *state, const GArray *heads);

/* TRUE when @entity is a label that annotations have: then it is alive, whatever was deleted. */
gboolean ob_state_is_used_label (ObState *state, ObEntity entity, ObKind kind);

/* TRUE when the heads of one field differ, or a deletion is among those of what is alive. */
gboolean ob_state_heads_disagree (ObState *state, const GArray *heads);

/* Orders ObField by name. */
gint ob_field_compare_names (gconstpointer a, gconstpointer b);

G_END_DECLS
