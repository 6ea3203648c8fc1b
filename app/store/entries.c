/* Stored changes, decoded, and what their references lead to. */
#include "store/state-private.h"

#include <string.h>

static void
entry_clear (gpointer data)
{
  ObEntry *entry = data;

  ob_change_free (entry->change);
  g_free (entry->entities);
}

/* Public functions ----------------------------------------------------------------------------- */

ObEntry *
ob_entry_new (gint64 n, const ObId *id, ObChange *change)
{
  ObEntry *entry = g_rc_box_new0 (ObEntry);

  entry->n = n;
  entry->id = *id;
  entry->change = change;
  entry->entities = g_new0 (ObEntity, change->ids->len + change->operations->len + 1);

  return entry;
}

static guint
get_place (const ObId *id)
{
  return (id->bytes[0] | (guint) id->bytes[1] << 8) % N_KNOWN;
}

gint64
ob_known_find (const ObKnown *known, const ObId *id)
{
  const ObKnown *place = &known[get_place (id)];

  return ob_id_equal (&place->id, id) ? place->number : 0;
}

void
ob_known_add (ObKnown *known, const ObId *id, gint64 number)
{
  ObKnown *place = &known[get_place (id)];

  if (number == 0)
    return;
  place->id = *id;
  place->number = number;
}

/* The number of that change, or 0.  Few share a beginning. */
static gint64
find_stored_change (ObState *state, const ObId *id)
{
  gint64 n = 0;
  sqlite3_stmt *row = ob_database_query (
      state->database, "SELECT n, id FROM change_key JOIN change USING (n) WHERE key = ?", "i",
      (gint64) ob_id_get_beginning (id));

  while (n == 0 && ob_database_next (state->database, row))
    if (sqlite3_column_bytes (row, 1) == OB_ID_BYTES
        && ob_id_equal (sqlite3_column_blob (row, 1), id))
      n = sqlite3_column_int64 (row, 0);
  ob_database_done (row);
  return n;
}

static ObEntity
find_stored_entity (ObState *state, const ObId *id)
{
  ObEntity entity = 0;
  ObId stored;
  sqlite3_stmt *row = ob_database_query (state->database,
                                         "SELECT " OB_ENTITY_ID ", e FROM entity_key "
                                         "JOIN entity USING (e) JOIN change USING (n) WHERE key = ?",
                                         "i", (gint64) ob_id_get_beginning (id));

  while (entity == 0 && ob_database_next (state->database, row))
    if (ob_column_entity_id (row, 0, &stored) && ob_id_equal (&stored, id))
      entity = sqlite3_column_int64 (row, 2);
  ob_database_done (row);
  return entity;
}

gint64
ob_state_find_change (ObState *state, const ObId *id)
{
  gint64 n = ob_known_find (state->changes, id);

  if (n == 0)
    {
      n = state->bulk != NULL ? ob_id_map_get (state->bulk->changes, id)
                              : find_stored_change (state, id);
      ob_known_add (state->changes, id, n);
    }
  return n;
}

gboolean
ob_state_knows (ObState *state, const ObId *id)
{
  return ob_state_find_change (state, id) != 0;
}

void
ob_state_keep_entry (ObState *state, ObEntry *entry)
{
  g_clear_pointer (&state->kept[state->next_kept], ob_entry_unref);
  state->kept[state->next_kept] = g_rc_box_acquire (entry);
  state->next_kept = (state->next_kept + 1) % N_KEPT;
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
  entry = ob_entry_new (n, &id, change);
  ob_state_keep_entry (state, entry);
  return entry;
}

char *
ob_state_dup_step_name (ObState *state, const ObEntry *entry)
{
  const ObId *actor = &entry->change->actor;
  gint64 n = entry->n;

  if (*entry->change->name != '\0')
    return g_strdup (entry->change->name);
  for (guint64 part = entry->change->part + 1;; part++)
    {
      g_autoptr (ObEntry) next = ob_state_get_entry (state, ++n);

      if (next == NULL || next->change->part != part || !ob_id_equal (&next->change->actor, actor))
        return g_strdup ("");
      if (*next->change->name != '\0')
        return g_strdup (next->change->name);
    }
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
             ? ob_state_find_change (state, &g_array_index (entry->change->ids, ObId, reference))
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
  ObEntity entity = ob_known_find (state->entities, id);

  if (entity == 0)
    {
      if (state->bulk != NULL)
        entity = ob_id_map_get (state->bulk->entities, id);
      if (entity == 0)
        entity = find_stored_entity (state, id);
      ob_known_add (state->entities, id, entity);
    }
  return entity;
}

gboolean
ob_column_entity_id (sqlite3_stmt *row, int column, ObId *id)
{
  gint64 operation = sqlite3_column_int64 (row, column + 1);

  if (sqlite3_column_bytes (row, column) != OB_ID_BYTES)
    return FALSE;
  memcpy (id->bytes, sqlite3_column_blob (row, column), OB_ID_BYTES);
  if (operation >= 0)
    *id = ob_id_derive (id, (guint) operation);
  return TRUE;
}

static gboolean
get_id (ObState *state, const char *sql, gint64 key, ObId *id)
{
  sqlite3_stmt *row = ob_database_query (state->database, sql, "i", key);
  gboolean found = ob_database_next (state->database, row) && ob_column_entity_id (row, 0, id);

  ob_database_done (row);
  return found;
}

gboolean
ob_state_get_id (ObState *state, ObEntity entity, ObId *id)
{
  return get_id (state, "SELECT " OB_ENTITY_ID " FROM entity JOIN change USING (n) WHERE e = ?",
                 entity, id);
}

gboolean
ob_state_get_change_id (ObState *state, gint64 n, ObId *id)
{
  return get_id (state, "SELECT id, -1 FROM change WHERE n = ?", n, id);
}

gint64
ob_state_get_creation (ObState *state, ObEntity entity)
{
  return ob_database_get_number (state->database, 0, "SELECT n FROM entity WHERE e = ?", "i",
                                 entity);
}

ObKind
ob_state_get_kind (ObState *state, ObEntity entity)
{
  return (ObKind) ob_database_get_number (state->database, OB_KIND_NONE,
                                          "SELECT kind FROM entity WHERE e = ?", "i", entity);
}
