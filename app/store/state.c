#include "store/state.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/derive.h"
#include "store/history.h"
#include "store/schema.h"

/* Decoded changes that are kept: undoing or deleting many annotations asks for few changes often. */
#define N_KEPT 8

struct _ObState
{
  ObDatabase *database;   /* not owned */
  ObAffected *affected;   /* (owned) */
  GHashTable *own_actors; /* (owned) ObId set */
  ObEntry *kept[N_KEPT];  /* (owned) (nullable) */
  guint next_kept;
  gboolean retrying;
};

static void
entry_clear (gpointer data)
{
  ObEntry *entry = data;

  ob_change_free (entry->change);
  g_free (entry->entities);
}

static ObEntry *
entry_new (gint64 n, const ObId *id, ObChange *change)
{
  ObEntry *entry = g_rc_box_new0 (ObEntry);

  entry->n = n;
  entry->id = *id;
  entry->change = change;
  entry->entities = g_new0 (ObEntity, change->ids->len + change->operations->len + 1);

  return entry;
}

static void
live_head_clear (gpointer data)
{
  ob_value_unref (((ObLiveHead *) data)->value);
}

static const char *
get_field_name (ObState *state, gint64 field)
{
  const char *name = NULL;
  sqlite3_stmt *row = ob_database_query (state->database, "SELECT name FROM field WHERE f = ?", "i", field);

  if (ob_database_next (state->database, row))
    {
      name = ob_field_intern ((const char *) sqlite3_column_text (row, 0));
      ob_database_done (row);
    }
  return name;
}

/* The number of a field, or -1 when nothing ever had it. */
static gint64
find_field (ObState *state, const char *name)
{
  return ob_database_get_number (state->database, -1, "SELECT f FROM field WHERE name = ?", "t", name);
}

static gint64
find_change (ObState *state, const ObId *id)
{
  return ob_database_get_number (state->database, 0, "SELECT n FROM change WHERE id = ?", "b", id->bytes,
                                 (gsize) OB_ID_BYTES);
}

static void
keep_entry (ObState *state, ObEntry *entry)
{
  g_clear_pointer (&state->kept[state->next_kept], ob_entry_unref);
  state->kept[state->next_kept] = g_rc_box_acquire (entry);
  state->next_kept = (state->next_kept + 1) % N_KEPT;
}

/* Heads and winners ---------------------------------------------------------------------------- */

static guint64
get_lamport (ObState *state, gint64 n)
{
  guint64 lamport = 0;
  sqlite3_stmt *row = ob_database_query (state->database, "SELECT body FROM change WHERE n = ?", "i", n);

  if (ob_database_next (state->database, row))
    {
      lamport = ob_change_peek_lamport (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
      ob_database_done (row);
    }
  return lamport;
}

static gint
compare_field_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const ObField *) a)->field, ((const ObField *) b)->field);
}

/* Lays the winners among @heads over the first fields. */
static void
overlay_heads (ObState *state, GArray *fields, const GArray *heads)
{
  for (guint i = 0; i < heads->len;)
    {
      const ObLiveHead *winner = &g_array_index (heads, ObLiveHead, i);
      const char *name = get_field_name (state, winner->field);
      guint j;

      for (j = i + 1; j < heads->len && g_array_index (heads, ObLiveHead, j).field == winner->field; j++)
        if (ob_state_beats (state, &g_array_index (heads, ObLiveHead, j), winner))
          winner = &g_array_index (heads, ObLiveHead, j);
      if (name != NULL)
        ob_fields_set (fields, name, ob_value_ref (winner->value));
      i = j;
    }
}

/* TRUE when the deletion @deletion named the head @head. */
static gboolean
deletion_saw (ObState *state, const ObLiveHead *deletion, const ObLiveHead *head)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (state, deletion->n);
  const ObOperation *operation;

  if (entry == NULL || deletion->operation >= entry->change->operations->len)
    return FALSE;
  operation = entry->change->operations->pdata[deletion->operation];
  if (operation->seen == NULL)
    return FALSE;

  for (guint i = 0; i < operation->seen->len; i++)
    {
      const ObHead *seen = &g_array_index (operation->seen, ObHead, i);

      if (seen->operation == head->operation && ob_state_resolve_change (state, entry, seen->change) == head->n)
        return TRUE;
    }
  return FALSE;
}

static gboolean
heads_are_alive (ObState *state, const GArray *heads, gint64 deleted_field)
{
  gboolean deleted = FALSE;

  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *deletion = &g_array_index (heads, ObLiveHead, i);

      deleted = deleted || (deletion->field == deleted_field && ob_value_get_integer (deletion->value) == 1);
    }
  if (!deleted)
    return TRUE;

  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *head = &g_array_index (heads, ObLiveHead, i);
      gboolean seen = FALSE;

      if (head->field == deleted_field)
        continue;
      for (guint j = 0; j < heads->len && !seen; j++)
        {
          const ObLiveHead *deletion = &g_array_index (heads, ObLiveHead, j);

          seen = deletion->field == deleted_field && ob_value_get_integer (deletion->value) == 1
                 && deletion_saw (state, deletion, head);
        }
      if (!seen)
        return TRUE;
    }
  return FALSE;
}

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

static void
materialise (ObState *state, ObEntity entity)
{
  g_autoptr (GArray) fields = ob_state_get_first_fields (state, entity);
  g_autoptr (GArray) heads = ob_state_list_heads (state, entity, NULL);
  gint64 deleted = find_field (state, "deleted");
  ObThing thing = { .entity = entity, .kind = ob_state_get_kind (state, entity), .fields = fields };
  gint64 creation = ob_state_get_creation (state, entity);

  if (!heads_are_alive (state, heads, deleted))
    {
      ob_derive_remove (state->database, entity, thing.kind, state->affected);
      return;
    }

  overlay_heads (state, fields, heads);
  g_array_sort (fields, compare_field_names);
  set_times (state, &thing, creation, heads);
  ob_derive_write (state->database, &thing, state->affected);
}

static void
apply_set (ObState *state, ObEntry *entry, guint i, GHashTable *touched)
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

      ob_database_run (state->database, "DELETE FROM head WHERE e = ? AND f = ? AND n = ? AND i = ?", "iiii",
                       entity, field, ob_state_resolve_change (state, entry, seen->change),
                       (gint64) seen->operation);
    }
  ob_value_encode (value, bytes);
  ob_database_run (state->database, "INSERT OR REPLACE INTO head (e, f, n, i, v) VALUES (?, ?, ?, ?, ?)",
                   "iiiib", entity, field, entry->n, (gint64) i, bytes->data, (gsize) bytes->len);
  g_hash_table_add (touched, g_memdup2 (&entity, sizeof entity));
}

static void
apply_create (ObState *state, ObEntry *entry, guint i)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  ObId id = ob_id_derive (&entry->id, i);

  ob_database_run (state->database, "INSERT INTO entity (id, kind, n, i) VALUES (?, ?, ?, ?)", "biii", id.bytes,
                   (gsize) OB_ID_BYTES, (gint64) operation->kind, entry->n, (gint64) i);
  entry->entities[entry->change->ids->len + i] = ob_database_last_row (state->database);
}

static void
move_tips (ObState *state, const ObEntry *entry)
{
  for (guint i = 0; i < entry->change->predecessors->len; i++)
    ob_database_run (state->database, "DELETE FROM tip WHERE n = ?", "i",
                     ob_state_resolve_change (state, entry, g_array_index (entry->change->predecessors, guint32, i)));
  ob_database_run (state->database, "INSERT INTO tip (n) VALUES (?)", "i", entry->n);
}

static gint
compare_entities (gconstpointer a, gconstpointer b)
{
  ObEntity left = **(ObEntity *const *) a, right = **(ObEntity *const *) b;

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
      ob_database_run (state->database, "UPDATE step SET state = ? WHERE state = ?", "ii",
                       (gint64) OB_STEP_ABANDONED, (gint64) OB_STEP_UNDONE);
      ob_database_run (state->database, "INSERT INTO step (n, latest, state) VALUES (?, ?, ?)", "iii", entry->n,
                       entry->n, (gint64) OB_STEP_DONE);
      break;
    case OB_CHANGE_UNDO:
    case OB_CHANGE_REDO:
      target = ob_state_resolve_change (state, entry, change->target);
      ob_database_run (state->database, "UPDATE step SET latest = ?, state = ? WHERE n = ?", "iii", entry->n,
                       (gint64) (change->purpose == OB_CHANGE_UNDO ? OB_STEP_UNDONE : OB_STEP_DONE), target);
      break;
    default:
      break;
    }
}

static void
apply (ObState *state, ObEntry *entry)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = NULL;
  GHashTableIter iter;
  gpointer entity;

  for (guint i = 0; i < entry->change->operations->len; i++)
    if (((ObOperation *) entry->change->operations->pdata[i])->type == OB_OPERATION_CREATE)
      {
        apply_create (state, entry, i);
        entity = &entry->entities[entry->change->ids->len + i];
        g_hash_table_add (touched, g_memdup2 (entity, sizeof (ObEntity)));
      }
  for (guint i = 0; i < entry->change->operations->len; i++)
    if (((ObOperation *) entry->change->operations->pdata[i])->type == OB_OPERATION_SET)
      apply_set (state, entry, i, touched);

  /* In order of creation, so that an annotation's article is there before it. */
  order = g_ptr_array_sized_new (g_hash_table_size (touched));
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    g_ptr_array_add (order, entity);
  g_ptr_array_sort (order, compare_entities);
  for (guint i = 0; i < order->len && !ob_database_has_failed (state->database); i++)
    materialise (state, *(ObEntity *) order->pdata[i]);

  move_tips (state, entry);
  note_step (state, entry);
}

/* TRUE when every change and entity that @entry speaks of is known and applied. */
static gboolean
can_apply (ObState *state, ObEntry *entry)
{
  for (guint i = 0; i < entry->change->ids->len; i++)
    if (ob_state_resolve (state, entry, i) == 0 && !ob_state_is_applied (state, ob_state_resolve_change (state, entry, i)))
      return FALSE;

  return TRUE;
}

static void
retry_pending (ObState *state)
{
  gboolean progress = TRUE;

  if (ob_database_get_number (state->database, 0, "SELECT count(*) FROM pending", "") == 0)
    return;

  while (progress && !ob_database_has_failed (state->database))
    {
      g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (gint64));
      sqlite3_stmt *row = ob_database_query (state->database, "SELECT n FROM pending ORDER BY n", "");

      while (ob_database_next (state->database, row))
        {
          gint64 n = sqlite3_column_int64 (row, 0);

          g_array_append_val (waiting, n);
        }
      progress = FALSE;
      for (guint i = 0; i < waiting->len; i++)
        {
          gint64 n = g_array_index (waiting, gint64, i);
          g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);

          if (entry == NULL || !can_apply (state, entry))
            continue;
          ob_database_run (state->database, "DELETE FROM pending WHERE n = ?", "i", n);
          apply (state, entry);
          progress = TRUE;
        }
    }
}

static void
apply_or_wait (ObState *state, ObEntry *entry)
{
  if (!can_apply (state, entry))
    {
      ob_database_run (state->database, "INSERT INTO pending (n) VALUES (?)", "i", entry->n);
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
  state->affected = ob_affected_new ();
  state->own_actors = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);

  return state;
}

void
ob_state_free (ObState *state)
{
  ob_state_forget (state);
  ob_affected_free (state->affected);
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
  ob_affected_free (state->affected);
  state->affected = ob_affected_new ();
}

void
ob_state_add_own_actor (ObState *state, const ObId *actor)
{
  g_hash_table_add (state->own_actors, g_memdup2 (actor, sizeof *actor));
}

gboolean
ob_state_is_applied (ObState *state, gint64 n)
{
  return n != 0
         && ob_database_get_number (state->database, 0, "SELECT 1 FROM pending WHERE n = ?", "i", n) == 0;
}

gboolean
ob_state_is_own (ObState *state, gint64 n)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);

  return entry != NULL && g_hash_table_contains (state->own_actors, &entry->change->actor);
}

gint64
ob_state_receive (ObState *state, GBytes *body, ObChange *change)
{
  ObId id = ob_id_of_bytes (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (ObEntry) entry = NULL;
  gint64 n;

  if (find_change (state, &id) != 0)
    {
      g_clear_pointer (&change, ob_change_free);
      return 0;
    }

  ob_database_run (state->database, "INSERT INTO change (id, body) VALUES (?, ?)", "bB", id.bytes,
                   (gsize) OB_ID_BYTES, body);
  n = ob_database_last_row (state->database);
  if (change == NULL)
    change = ob_change_decode (body, NULL);
  if (change == NULL)
    {
      /* Of a newer version: kept, passed on, and understood one day. */
      ob_database_run (state->database, "INSERT INTO pending (n) VALUES (?)", "i", n);
      return n;
    }

  entry = entry_new (n, &id, change);
  keep_entry (state, entry);
  apply_or_wait (state, entry);
  return n;
}

void
ob_state_rebuild (ObState *state)
{
  gint64 last = ob_database_get_number (state->database, 0, "SELECT max(n) FROM change", "");

  ob_state_forget (state);
  ob_schema_reset_derived (state->database);
  for (gint64 n = 1; n <= last && !ob_database_has_failed (state->database); n++)
    {
      g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);

      if (entry != NULL)
        apply_or_wait (state, entry);
      else if (ob_database_get_number (state->database, 0, "SELECT 1 FROM change WHERE n = ?", "i", n))
        ob_database_run (state->database, "INSERT INTO pending (n) VALUES (?)", "i", n);
    }
}

ObAffected *
ob_state_take_affected (ObState *state)
{
  ObAffected *affected = state->affected;

  state->affected = ob_affected_new ();
  return affected;
}

ObEntry *
ob_state_get_entry (ObState *state, gint64 n)
{
  g_autoptr (GBytes) body = NULL;
  sqlite3_stmt *row;
  ObChange *change;
  ObEntry *entry;
  ObId id;

  for (guint i = 0; i < N_KEPT; i++)
    if (state->kept[i] != NULL && state->kept[i]->n == n)
      return g_rc_box_acquire (state->kept[i]);

  row = ob_database_query (state->database, "SELECT body FROM change WHERE n = ?", "i", n);
  if (!ob_database_next (state->database, row))
    return NULL;
  body = ob_column_bytes (row, 0);
  ob_database_done (row);

  change = ob_change_decode (body, NULL);
  if (change == NULL)
    return NULL;
  id = ob_id_of_bytes (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  entry = entry_new (n, &id, change);
  keep_entry (state, entry);
  return entry;
}

void
ob_entry_unref (ObEntry *entry)
{
  g_rc_box_release_full (entry, entry_clear);
}

ObEntity
ob_state_resolve (ObState *state, ObEntry *entry, gint64 reference)
{
  guint n_ids = entry->change->ids->len;
  ObId id;

  g_assert (reference >= 0 && reference < n_ids + entry->change->operations->len);
  if (entry->entities[reference] == 0)
    {
      id = reference < n_ids ? g_array_index (entry->change->ids, ObId, reference)
                             : ob_id_derive (&entry->id, (guint) (reference - n_ids));
      entry->entities[reference] = ob_state_lookup (state, &id);
    }
  return entry->entities[reference];
}

gint64
ob_state_resolve_change (ObState *state, const ObEntry *entry, guint32 reference)
{
  return reference < entry->change->ids->len
           ? find_change (state, &g_array_index (entry->change->ids, ObId, reference))
           : 0;
}

ObValue *
ob_state_localise (ObState *state, ObEntry *entry, ObValue *value)
{
  if (ob_value_get_type (value) != OB_VALUE_ENTITY)
    return ob_value_ref (value);

  return ob_value_new_entity (ob_state_resolve (state, entry, ob_value_get_entity (value)));
}

ObEntity
ob_state_lookup (ObState *state, const ObId *id)
{
  return ob_database_get_number (state->database, 0, "SELECT e FROM entity WHERE id = ?", "b", id->bytes,
                                 (gsize) OB_ID_BYTES);
}

static gboolean
get_id (ObState *state, const char *sql, gint64 key, ObId *id)
{
  sqlite3_stmt *row = ob_database_query (state->database, sql, "i", key);

  if (!ob_database_next (state->database, row))
    return FALSE;
  if (sqlite3_column_bytes (row, 0) == OB_ID_BYTES)
    memcpy (id->bytes, sqlite3_column_blob (row, 0), OB_ID_BYTES);
  ob_database_done (row);
  return TRUE;
}

gboolean
ob_state_get_id (ObState *state, ObEntity entity, ObId *id)
{
  return get_id (state, "SELECT id FROM entity WHERE e = ?", entity, id);
}

gboolean
ob_state_get_change_id (ObState *state, gint64 n, ObId *id)
{
  return get_id (state, "SELECT id FROM change WHERE n = ?", n, id);
}

gint64
ob_state_get_creation (ObState *state, ObEntity entity)
{
  return ob_database_get_number (state->database, 0, "SELECT n FROM entity WHERE e = ?", "i", entity);
}

ObKind
ob_state_get_kind (ObState *state, ObEntity entity)
{
  return (ObKind) ob_database_get_number (state->database, OB_KIND_NONE, "SELECT kind FROM entity WHERE e = ?",
                                          "i", entity);
}

GArray *
ob_state_list_heads (ObState *state, ObEntity entity, const char *field)
{
  GArray *heads = g_array_new (FALSE, FALSE, sizeof (ObLiveHead));
  gint64 wanted = field != NULL ? find_field (state, field) : 0;
  sqlite3_stmt *row = ob_database_query (state->database, "SELECT f, n, i, v FROM head WHERE e = ? ORDER BY f, n, i",
                                         "i", entity);

  g_array_set_clear_func (heads, live_head_clear);
  while (ob_database_next (state->database, row))
    {
      const guint8 *data = sqlite3_column_blob (row, 3);
      ObLiveHead head = { sqlite3_column_int64 (row, 0), sqlite3_column_int64 (row, 1),
                          sqlite3_column_int64 (row, 2), NULL };

      if (field != NULL && head.field != wanted)
        continue;
      head.value = ob_value_decode (&data, data + sqlite3_column_bytes (row, 3));
      if (head.value == NULL)
        head.value = ob_value_new_none ();
      g_array_append_val (heads, head);
    }
  return heads;
}

GArray *
ob_state_name_heads (ObState *state, ObChange *change, const GArray *heads)
{
  GArray *seen = g_array_new (FALSE, FALSE, sizeof (ObHead));

  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *live = &g_array_index (heads, ObLiveHead, i);
      ObHead head = { 0, (guint32) live->operation };
      ObId id = { { 0 } };

      ob_state_get_change_id (state, live->n, &id);
      head.change = ob_change_refer (change, &id);
      g_array_append_val (seen, head);
    }
  return seen;
}

/* The larger clock, then the larger id, then the later operation. */
gboolean
ob_state_beats (ObState *state, const ObLiveHead *challenger, const ObLiveHead *holder)
{
  guint64 left = get_lamport (state, challenger->n), right = get_lamport (state, holder->n);
  ObId left_id = { { 0 } }, right_id = { { 0 } };
  int order;

  if (left != right)
    return left > right;

  ob_state_get_change_id (state, challenger->n, &left_id);
  ob_state_get_change_id (state, holder->n, &right_id);
  order = ob_id_compare (&left_id, &right_id);
  return order != 0 ? order > 0 : challenger->operation > holder->operation;
}

GArray *
ob_state_get_first_fields (ObState *state, ObEntity entity)
{
  GArray *fields = ob_fields_new ();
  sqlite3_stmt *row = ob_database_query (state->database, "SELECT n, i FROM entity WHERE e = ?", "i", entity);
  g_autoptr (ObEntry) entry = NULL;
  const ObOperation *operation;
  gint64 n, i;

  if (!ob_database_next (state->database, row))
    return fields;
  n = sqlite3_column_int64 (row, 0);
  i = sqlite3_column_int64 (row, 1);
  ob_database_done (row);

  entry = ob_state_get_entry (state, n);
  if (entry == NULL || i < 0 || i >= entry->change->operations->len)
    return fields;
  operation = entry->change->operations->pdata[i];
  for (guint j = 0; operation->fields != NULL && j < operation->fields->len; j++)
    {
      const ObField *field = &g_array_index (operation->fields, ObField, j);

      ob_fields_set (fields, field->field, ob_state_localise (state, entry, field->value));
    }
  return fields;
}

GArray *
ob_state_get_fields (ObState *state, ObEntity entity)
{
  GArray *fields = ob_state_get_first_fields (state, entity);
  g_autoptr (GArray) heads = ob_state_list_heads (state, entity, NULL);

  overlay_heads (state, fields, heads);
  g_array_sort (fields, compare_field_names);
  return fields;
}

gboolean
ob_state_is_alive (ObState *state, ObEntity entity)
{
  g_autoptr (GArray) heads = ob_state_list_heads (state, entity, NULL);

  if (heads->len == 0)
    return ob_state_get_kind (state, entity) != OB_KIND_NONE;
  return heads_are_alive (state, heads, find_field (state, "deleted"));
}
