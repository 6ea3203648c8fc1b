/* The change log and the state that follows from it.
 *
 * A change is received (stored), and applied as soon as everything that it speaks of is known;
 * until then it is pending.  Applying updates the heads of the fields that it wrote and the derived
 * rows of the entities that it touched.
 *
 *   change --received--> stored --all its ids known--> applied: entity, head, derived rows, tip
 *                           \--else--> pending, tried again after every later change
 *
 * A field that nothing but the creation wrote has no row in "head": the creation is its head.
 */
#pragma once

#include "model/change.h"
#include "store/affected.h"
#include "store/database.h"

G_BEGIN_DECLS

/* Columns from which ob_column_entity_id() tells the id of an entity, and those columns from @column
 * on: the id of its change and the operation that created it, or -1 where the first is the id. */
#define OB_ENTITY_ID "change.id, entity.i"
gboolean ob_column_entity_id (sqlite3_stmt *row, int column, ObId *id);

/* An order in which all copies have things: when they were made, and, made at once, as one change
 * made them.  After JOIN entity USING (e) JOIN change USING (n), where "created" is to be found. */
#define OB_SHARED_ORDER "created, change.id, entity.i"

/* Settings of a copy that count how far it has read and written a team folder. */
#define OB_LOCAL_SYNC "sync:"

typedef struct _ObState ObState;

/* A stored change, decoded. */
typedef struct
{
  gint64 n;
  ObId id;
  ObChange *change;   /* (owned) */
  ObEntity *entities; /* (owned) for each reference: the entity, or 0 when not yet looked up */
} ObEntry;

/* One live value of a field. */
typedef struct
{
  gint64 field;
  gint64 n;
  gint64 operation;
  ObValue *value; /* (owned) with entities of this project */
} ObLiveHead;

/* @database stays the caller's. (transfer full) */
ObState *ob_state_new (ObDatabase *database);
void ob_state_free (ObState *state);

ObDatabase *ob_state_get_database (ObState *state);

/* Forgets everything kept in memory; after a rollback. */
void ob_state_forget (ObState *state);

/* The actors whose changes are this copy's own undo steps. */
void ob_state_add_own_actor (ObState *state, const ObId *actor);

/* TRUE when the change with that id is stored. */
gboolean ob_state_knows (ObState *state, const ObId *id);

/* FALSE while change @n is pending, or when there is none. */
gboolean ob_state_is_applied (ObState *state, gint64 n);

/* TRUE when change @n was made in this copy. */
gboolean ob_state_is_own (ObState *state, gint64 n);

/* Stores @body and applies it if it can be.  Its number, or 0 when it was known already; failures
 * stick in the database.  @change: (nullable) (transfer full): the body decoded. */
gint64 ob_state_receive (ObState *state, GBytes *body, ObChange *change);

/* The same of a change with the id @id that is not stored yet. */
gint64 ob_state_receive_new (ObState *state, const ObId *id, GBytes *body, ObChange *change);

/* Between these, very many changes are received at once: where they and what they create are, and
 * which end the log, is kept in memory and written in one go at the end.  Costs a look at every
 * stored change first.  A rollback ends it, too.  @n: how many will be received, about. */
void ob_state_begin_bulk (ObState *state, gint64 n);
void ob_state_end_bulk (ObState *state);

/* What was touched since the last call.  (transfer full) */
ObAffected *ob_state_take_affected (ObState *state);

/* (transfer full) (nullable): give back with ob_entry_unref(). */
ObEntry *ob_state_get_entry (ObState *state, gint64 n);
void ob_entry_unref (ObEntry *entry);

/* The name of the step that begins with @entry: that of the first of its parts that has one.
 * (transfer full) */
char *ob_state_dup_step_name (ObState *state, const ObEntry *entry);

/* The entity that @reference of @entry leads to, or 0. */
ObEntity ob_state_resolve (ObState *state, ObEntry *entry, gint64 reference);

/* The number of the change that reference @reference of @entry names, or 0. */
gint64 ob_state_resolve_change (ObState *state, const ObEntry *entry, guint32 reference);

/* @value with references of @entry turned into entities.  (transfer full) */
ObValue *ob_state_localise (ObState *state, ObEntry *entry, ObValue *value);

/* Ids and numbers.  ob_state_get_creation(): the change that created the entity. */
ObEntity ob_state_lookup (ObState *state, const ObId *id);
gboolean ob_state_get_id (ObState *state, ObEntity entity, ObId *id);
ObKind ob_state_get_kind (ObState *state, ObEntity entity);
gint64 ob_state_get_creation (ObState *state, ObEntity entity);
gboolean ob_state_get_change_id (ObState *state, gint64 n, ObId *id);

/* (transfer full): GArray of ObLiveHead of @field (NULL: of all fields). */
GArray *ob_state_list_heads (ObState *state, ObEntity entity, const char *field);

/* @heads as a change that is being built names them.  (transfer full): GArray of ObHead */
GArray *ob_state_name_heads (ObState *state, ObChange *change, const GArray *heads);

/* TRUE when @challenger wins against @holder where both are heads of one field: the same on every
 * machine. */
gboolean ob_state_beats (ObState *state, const ObLiveHead *challenger, const ObLiveHead *holder);

/* The fields that @entity was created with, and those that it has now, by name; entities as numbers
 * of this project.  (transfer full) */
GArray *ob_state_get_first_fields (ObState *state, ObEntity entity);
GArray *ob_state_get_fields (ObState *state, ObEntity entity);

/* FALSE when it was deleted and nothing has happened to it that the deletion did not know.  A label that
 * annotations have is alive in any case: who deletes it, or merges it into another, does not know of
 * those that a colleague makes meanwhile. */
gboolean ob_state_is_alive (ObState *state, ObEntity entity);

/* The same of the entity of @operation of @entry as it would be with the heads that the operation
 * replaced, and all that other fields have now. */
gboolean
ob_state_is_alive_before (ObState *state, ObEntry *entry, const ObOperation *operation);

/* The same of the entity of @operation of @entry, by the heads that the operation named. */
gboolean ob_state_was_alive (ObState *state, ObEntry *entry, const ObOperation *operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObState, ob_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObEntry, ob_entry_unref)

G_END_DECLS
