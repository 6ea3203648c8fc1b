#include "store/state.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/derive.h"
#include "store/history.h"
#include "store/losses.h"
#include "store/state-private.h"

/* Applying ------------------------------------------------------------------------------------- */

static gint64
get_wall (ObState *state, gint64 n)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);

  return entry != NULL ? entry->change->wall : 0;
}

/* Imported things keep their times in fields; a later change is later than those. */
static void
set_times (ObState *state, ObThing *thing, gint64 creation, const GArray *heads)
{
  const ObValue *created = ob_fields_get (thing->fields, "created");
  const ObValue *modified = ob_fields_get (thing->fields, "modified");

  thing->created = created != NULL ? ob_value_get_integer (created) : get_wall (state, creation);
  thing->modified = modified != NULL ? ob_value_get_integer (modified) : thing->created;
  for (guint i = 0; i < heads->len; i++)
    {
      gint64 n = g_array_index (heads, ObLiveHead, i).n;

      if (n != creation)
        thing->modified = MAX (thing->modified, get_wall (state, n));
    }
}

/* What operation @i of @entry has created and no operation has changed yet. */
static void
materialise_fresh (ObState *state, ObEntry *entry, guint i)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  g_autoptr (GArray) fields = ob_fields_new ();
  ObThing thing = { .entity = entry->entities[entry->change->ids->len + i],
                    .kind = operation->kind,
                    .fields = fields,
                    .fresh = TRUE,
                    .alone = entry->change->operations->len == 1 };
  const ObValue *created, *modified;

  for (guint j = 0; operation->fields != NULL && j < operation->fields->len; j++)
    {
      ObField field = g_array_index (operation->fields, ObField, j);

      field.value = ob_state_localise (state, entry, field.value);
      g_array_append_val (fields, field);
    }
  g_array_sort (fields, ob_field_compare_names);
  created = ob_fields_get (fields, "created");
  modified = ob_fields_get (fields, "modified");
  thing.created = created != NULL ? ob_value_get_integer (created) : entry->change->wall;
  thing.modified = modified != NULL ? ob_value_get_integer (modified) : thing.created;
  ob_derive_write (state->database, &thing, state->affected);
}

/* Annotations that were moved to @article while it was deleted, or before all parts of the step were
 * there. */
void
ob_state_materialise_moved (ObState *state, ObEntity article)
{
  g_autoptr (ObValue) value = ob_value_new_entity (article);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  sqlite3_stmt *row;

  ob_value_encode (value, bytes);
  row = ob_database_query (state->database,
                           "SELECT DISTINCT e FROM head JOIN field USING (f) "
                           "WHERE name = 'article' AND v = ? ORDER BY e",
                           "b", bytes->data, (gsize) bytes->len);
  while (ob_database_next (state->database, row))
    {
      ObEntity entity = sqlite3_column_int64 (row, 0);

      g_array_append_val (moved, entity);
    }
  for (guint i = 0; i < moved->len && !ob_database_has_failed (state->database); i++)
    ob_state_materialise (state, g_array_index (moved, ObEntity, i));
}

void
ob_state_materialise (ObState *state, ObEntity entity)
{
  g_autoptr (GArray) fields = ob_state_get_first_fields (state, entity);
  g_autoptr (GArray) heads = ob_state_list_heads (state, entity, NULL);
  ObThing thing = { .entity = entity, .kind = ob_state_get_kind (state, entity), .fields = fields };
  gint64 creation = ob_state_get_creation (state, entity);
  gboolean comes_back;

  if (thing.kind == OB_KIND_LABEL)
    ob_affected_add_label (state->affected, entity);
  if (!ob_state_heads_are_alive (state, heads)
      && !ob_state_is_used_label (state, entity, thing.kind))
    {
      ob_derive_remove (state->database, entity, thing.kind, state->affected);
      return;
    }

  ob_state_overlay_heads (state, fields, heads);
  g_array_sort (fields, ob_field_compare_names);
  set_times (state, &thing, creation, heads);
  thing.conflict = ob_state_heads_disagree (state, heads);
  comes_back = thing.kind == OB_KIND_ARTICLE
               && ob_database_get_number (state->database, 0, "SELECT 1 FROM article WHERE e = ?",
                                          "i", entity) == 0;
  ob_derive_write (state->database, &thing, state->affected);
  if (comes_back)
    ob_state_materialise_moved (state, entity);
}

static void
apply_set (ObState *state, ObEntry *entry, guint i, GArray *touched)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  ObEntity entity = ob_state_resolve (state, entry, operation->entity);
  gint64 field = ob_derive_field (state->database, operation->field);
  g_autoptr (ObValue) value = ob_state_localise (state, entry, operation->value);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (entity == 0)
    return;

  for (guint j = 0; j < operation->seen->len; j++)
    {
      const ObHead *seen = &g_array_index (operation->seen, ObHead, j);

      ob_database_run (state->database,
                       "DELETE FROM head WHERE e = ? AND f = ? AND n = ? AND i = ?", "iiii", entity,
                       field, ob_state_resolve_change (state, entry, seen->change),
                       (gint64) seen->operation);
    }
  ob_value_encode (value, bytes);
  ob_database_run (state->database,
                   "INSERT OR REPLACE INTO head (e, f, n, i, v) VALUES (?, ?, ?, ?, ?)", "iiiib",
                   entity, field, entry->n, (gint64) i, bytes->data, (gsize) bytes->len);
  g_array_append_val (touched, entity);
}

static void
apply_create (ObState *state, ObEntry *entry, guint i)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  ObId id = ob_id_derive (&entry->id, i);
  ObEntity entity;

  ob_database_run (state->database, "INSERT INTO entity (kind, n, i) VALUES (?, ?, ?)", "iii",
                   (gint64) operation->kind, entry->n, (gint64) i);
  entity = ob_database_last_row (state->database);
  if (state->bulk != NULL)
    ob_id_map_add (state->bulk->entities, &id, (guint32) entity);
  else
    ob_database_run (state->database, "INSERT INTO entity_key (key, e) VALUES (?, ?)", "ii",
                     (gint64) ob_id_get_beginning (&id), entity);
  entry->entities[entry->change->ids->len + i] = entity;
  ob_known_add (state->entities, &id, entity);
  if (operation->kind == OB_KIND_LOSS && operation->fields != NULL)
    ob_losses_take (state, operation->fields);
}

static void
move_tips (ObState *state, const ObEntry *entry)
{
  GHashTable *tips = state->bulk != NULL ? state->bulk->tips : NULL;

  for (guint i = 0; i < entry->change->predecessors->len; i++)
    {
      gint64 n = ob_state_resolve_change (
          state, entry, g_array_index (entry->change->predecessors, guint32, i));

      if (tips != NULL)
        g_hash_table_remove (tips, GSIZE_TO_POINTER (n));
      else
        ob_database_run (state->database, "DELETE FROM tip WHERE n = ?", "i", n);
    }
  if (tips != NULL)
    g_hash_table_add (tips, GSIZE_TO_POINTER (entry->n));
  else
    ob_database_run (state->database, "INSERT INTO tip (n) VALUES (?)", "i", entry->n);
}

static gint
compare_entities (gconstpointer a, gconstpointer b)
{
  ObEntity left = *(const ObEntity *) a, right = *(const ObEntity *) b;

  return (left > right) - (left < right);
}

/* Undo steps: "latest" is the change that last did or undid the step, "n" the one that made it. */
static void
note_step (ObState *state, ObEntry *entry)
{
  const ObChange *change = entry->change;
  gint64 target;

  if (change->part > 0 || !g_hash_table_contains (state->own_actors, &change->actor))
    return;

  switch (change->purpose)
    {
    case OB_CHANGE_EDIT:
    case OB_CHANGE_MERGE:
      ob_database_run (state->database, "UPDATE step SET state = ? WHERE state = 1", "i",
                       (gint64) OB_STEP_ABANDONED);
      ob_database_run (state->database, "INSERT INTO step (n, latest, state) VALUES (?, ?, ?)",
                       "iii", entry->n, (gint64) 0, (gint64) OB_STEP_DONE);
      break;
    case OB_CHANGE_UNDO:
    case OB_CHANGE_REDO:
      target = ob_state_resolve_change (state, entry, change->target);
      ob_database_run (
          state->database, "UPDATE step SET latest = ?, state = ? WHERE n = ?", "iii", entry->n,
          (gint64) (change->purpose == OB_CHANGE_UNDO ? OB_STEP_UNDONE : OB_STEP_DONE), target);
      break;
    default:
      break;
    }
}

static gboolean
contains (const GArray *entities, ObEntity entity)
{
  return entities->len > 0
         && g_array_binary_search ((GArray *) entities, &entity, compare_entities, NULL);
}

/* TRUE when something has deleted @label, whether that holds or not. */
static gboolean
has_deletion (ObState *state, ObEntity label)
{
  return ob_database_get_number (state->database, 0,
                                 "SELECT 1 FROM head JOIN field USING (f) "
                                 "WHERE e = ? AND name = 'deleted' LIMIT 1",
                                 "i", label)
         == 1;
}

/* A label that was deleted is there as long as annotations have it: which these are is known when all
 * of a change is applied. */
void
ob_state_settle_labels (ObState *state)
{
  g_autoptr (GHashTable) labels = g_steal_pointer (&state->affected->labels);
  GHashTableIter iter;
  gpointer label;

  state->affected->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    if (has_deletion (state, *(ObEntity *) label))
      ob_state_materialise (state, *(ObEntity *) label);
  g_hash_table_remove_all (state->affected->labels);
}

/* Which of the entities that a change touched are derived anew. */
typedef enum
{
  ALL,
  ARTICLES,
  OTHERS,
} Pass;

static void
materialise_touched (ObState *state, const ObEntry *entry, const GArray *touched, Pass pass)
{
  for (guint i = 0; i < touched->len && !ob_database_has_failed (state->database); i++)
    {
      ObEntity entity = g_array_index (touched, ObEntity, i);

      if (ob_state_get_creation (state, entity) == entry->n
          || (i > 0 && entity == g_array_index (touched, ObEntity, i - 1)))
        continue;
      if (pass == ALL || (ob_state_get_kind (state, entity) == OB_KIND_ARTICLE) == (pass == ARTICLES))
        ob_state_materialise (state, entity);
    }
}

static void
materialise_created (ObState *state, ObEntry *entry, const GArray *touched, Pass pass)
{
  const GPtrArray *operations = entry->change->operations;
  guint n_ids = entry->change->ids->len;

  for (guint i = 0; i < operations->len && !ob_database_has_failed (state->database); i++)
    {
      const ObOperation *operation = operations->pdata[i];
      gboolean is_article = operation->kind == OB_KIND_ARTICLE;

      if (operation->type != OB_OPERATION_CREATE
          || (pass != ALL && is_article != (pass == ARTICLES)))
        continue;
      if (contains (touched, entry->entities[n_ids + i]))
        ob_state_materialise (state, entry->entities[n_ids + i]);
      else
        materialise_fresh (state, entry, i);
    }
}

/* TRUE when annotations may come to an article that is younger than they are. */
static gboolean
moves_annotations (const ObChange *change)
{
  for (guint i = 0; i < change->operations->len; i++)
    {
      const ObOperation *operation = change->operations->pdata[i];

      if (operation->type == OB_OPERATION_SET
          && (strcmp (operation->field, "article") == 0 || strcmp (operation->field, "deleted") == 0))
        return TRUE;
    }
  return FALSE;
}

static void
apply (ObState *state, ObEntry *entry)
{
  const GPtrArray *operations = entry->change->operations;
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  for (guint i = 0; i < operations->len; i++)
    if (((ObOperation *) operations->pdata[i])->type == OB_OPERATION_CREATE)
      apply_create (state, entry, i);
  for (guint i = 0; i < operations->len; i++)
    if (((ObOperation *) operations->pdata[i])->type == OB_OPERATION_SET)
      apply_set (state, entry, i, touched);

  /* In order of creation, so that an annotation's article is there before it. */
  g_array_sort (touched, compare_entities);
  if (moves_annotations (entry->change))
    for (Pass pass = ARTICLES; pass <= OTHERS; pass++)
      {
        materialise_touched (state, entry, touched, pass);
        materialise_created (state, entry, touched, pass);
      }
  else
    {
      materialise_touched (state, entry, touched, ALL);
      materialise_created (state, entry, touched, ALL);
    }
  if (g_hash_table_size (state->affected->labels) > 0)
    ob_state_settle_labels (state);

  move_tips (state, entry);
  note_step (state, entry);
}

gboolean
ob_state_has (ObState *state, ObEntry *entry, guint i)
{
  const ObId *id = &g_array_index (entry->change->ids, ObId, i);

  /* Most are known already, as the one or the other. */
  return ob_state_is_applied (state, ob_known_find (state->changes, id))
         || ob_state_resolve (state, entry, i) != 0
         || ob_state_is_applied (state, ob_state_resolve_change (state, entry, i));
}

/* TRUE when every change and entity that @entry speaks of is known and applied. */
static gboolean
can_apply (ObState *state, ObEntry *entry)
{
  if (ob_losses_concern (state, entry))
    return FALSE;

  for (guint i = 0; i < entry->change->ids->len; i++)
    if (!ob_state_has (state, entry, i)
        && !ob_losses_has (state, &g_array_index (entry->change->ids, ObId, i)))
      return FALSE;

  return TRUE;
}

static gint64
count_pending (ObState *state)
{
  if (state->n_pending < 0)
    state->n_pending
        = ob_database_get_number (state->database, 0, "SELECT count(*) FROM pending", "");
  return state->n_pending;
}

void
ob_state_let_wait (ObState *state, gint64 n)
{
  ob_database_run (state->database, "INSERT INTO pending (n) VALUES (?)", "i", n);
  state->n_pending = -1;
}

GArray *
ob_state_list_pending (ObState *state)
{
  GArray *pending = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *row = ob_database_query (state->database, "SELECT n FROM pending ORDER BY n", "");

  while (ob_database_next (state->database, row))
    {
      gint64 n = sqlite3_column_int64 (row, 0);

      g_array_append_val (pending, n);
    }
  return pending;
}

static void
retry_pending (ObState *state)
{
  gboolean progress = TRUE;

  if (count_pending (state) == 0)
    return;

  while (progress && !ob_database_has_failed (state->database))
    {
      g_autoptr (GArray) waiting = ob_state_list_pending (state);

      progress = FALSE;
      for (guint i = 0; i < waiting->len; i++)
        {
          gint64 n = g_array_index (waiting, gint64, i);
          g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);

          if (entry == NULL || !can_apply (state, entry))
            continue;
          ob_database_run (state->database, "DELETE FROM pending WHERE n = ?", "i", n);
          state->n_pending = -1;
          apply (state, entry);
          progress = TRUE;
        }
    }
}

void
ob_state_try (ObState *state, ObEntry *entry)
{
  if (!can_apply (state, entry))
    {
      ob_state_let_wait (state, entry->n);
      if (ob_losses_concern (state, entry))
        ob_losses_note_found (state, entry);
      return;
    }
  apply (state, entry);
  retry_pending (state);
}

/* Public functions ----------------------------------------------------------------------------- */

ObState *
ob_state_new (ObDatabase *database)
{
  ObState *state = g_new0 (ObState, 1);

  state->database = database;
  state->n_lost = state->n_pending = -1;
  state->affected = ob_affected_new ();
  state->arrived = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  state->own_actors = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);

  return state;
}

void
ob_state_free (ObState *state)
{
  ob_state_forget (state);
  ob_affected_free (state->affected);
  g_array_unref (state->arrived);
  g_hash_table_unref (state->own_actors);
  g_free (state);
}

ObDatabase *
ob_state_get_database (ObState *state)
{
  return state->database;
}

void
ob_state_forget (ObState *state)
{
  for (guint i = 0; i < N_KEPT; i++)
    g_clear_pointer (&state->kept[i], ob_entry_unref);
  memset (state->changes, 0, sizeof state->changes);
  memset (state->entities, 0, sizeof state->entities);
  state->n_lost = state->n_pending = -1;
  g_clear_pointer (&state->bulk, ob_bulk_free);
  g_array_set_size (state->arrived, 0);
  g_clear_pointer (&state->moment, g_free);
  ob_affected_free (state->affected);
  state->affected = ob_affected_new ();
}

void
ob_state_add_own_actor (ObState *state, const ObId *actor)
{
  g_hash_table_add (state->own_actors, g_memdup2 (actor, sizeof *actor));
}

gboolean
ob_state_has_reached (ObState *state, gint64 n)
{
  return state->bulk == NULL || !state->bulk->replaying || n <= state->bulk->reached;
}

gboolean
ob_state_is_applied (ObState *state, gint64 n)
{
  return n != 0 && ob_state_has_reached (state, n)
         && (count_pending (state) == 0
             || ob_database_get_number (state->database, 0, "SELECT 1 FROM pending WHERE n = ?", "i", n)
                    == 0);
}

gboolean
ob_state_is_own (ObState *state, gint64 n)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);

  return entry != NULL && g_hash_table_contains (state->own_actors, &entry->change->actor);
}

gint64
ob_state_receive_new (ObState *state, const ObId *id, GBytes *body, ObChange *change)
{
  g_autoptr (ObEntry) entry = NULL;
  gint64 n;

  ob_database_run (state->database, "INSERT INTO change (id, body) VALUES (?, ?)", "bB", id->bytes,
                   (gsize) OB_ID_BYTES, body);
  n = ob_database_last_row (state->database);
  if (state->bulk != NULL)
    ob_id_map_add (state->bulk->changes, id, (guint32) n);
  else
    ob_database_run (state->database, "INSERT INTO change_key (key, n) VALUES (?, ?)", "ii",
                     (gint64) ob_id_get_beginning (id), n);
  ob_known_add (state->changes, id, n);
  if (change == NULL)
    change = ob_change_decode (body, NULL);
  if (change == NULL)
    {
      /* Of a newer version: kept, passed on, and understood one day. */
      ob_state_let_wait (state, n);
      return n;
    }

  entry = ob_entry_new (n, id, change);
  ob_state_keep_entry (state, entry);
  ob_state_try (state, entry);
  return n;
}

gint64
ob_state_receive (ObState *state, GBytes *body, ObChange *change)
{
  ObId id = ob_id_of_bytes (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  if (ob_state_find_change (state, &id) != 0)
    {
      g_clear_pointer (&change, ob_change_free);
      return 0;
    }
  return ob_state_receive_new (state, &id, body, change);
}

ObAffected *
ob_state_take_affected (ObState *state)
{
  ObAffected *affected = state->affected;

  state->affected = ob_affected_new ();
  return affected;
}
