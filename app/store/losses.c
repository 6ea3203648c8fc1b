/* A log of which a part is gone, and may come back.
 *
 *   waits for what is nowhere --give up--> a change of its own says what is lost, and travels like
 *                                          any other: every copy applies the rest without it
 *   the lost change arrives --> it waits, "found:ID" is 0 --next opening--> the log is applied anew,
 *                                          and "found:ID" is 1: it counts as lost no more
 *
 * What built on a lost change was applied without it, and cannot have it put under it afterwards:
 * a write that replaced it has nothing more to replace.  So the whole log is applied again, which
 * numbers the entities anew, and is done when nobody knows their numbers yet.
 *
 * A blind copy does without what was withheld from it; those are settings ("lost:ID"), since they
 * are lost to nobody else. */
#include "store/losses.h"

#include <string.h>

#include "store/late-texts.h"
#include "store/schema.h"
#include "store/state-private.h"

/* So many ids that a change of them can be rescued in one piece. */
#define IDS_A_CHANGE 200

#define FIELD_IDS "ids"

static char *
make_key (const char *prefix, const ObId *id)
{
  g_autofree char *text = ob_id_dup_text (id);

  return g_strconcat (prefix, text, NULL);
}

static gint64
count_lost (ObState *state)
{
  if (state->n_lost < 0)
    state->n_lost = ob_database_get_number (
        state->database, 0,
        "SELECT (SELECT count(*) FROM lost) + "
        "(SELECT count(*) FROM local WHERE k >= 'lost:' AND k < 'lost;')",
        "");
  return state->n_lost;
}

static gboolean
has_come_back (ObState *state, const ObId *id)
{
  g_autofree char *key = make_key (OB_LOCAL_FOUND, id);

  return ob_database_get_number (state->database, 0, "SELECT v = '1' FROM local WHERE k = ?", "t", key)
         == 1;
}

/* Ids of what the changes that wait will create.  (transfer full) */
static GHashTable *
list_expected (ObState *state)
{
  GHashTable *expected = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);
  g_autoptr (GArray) waiting = ob_state_list_pending (state);

  for (guint i = 0; i < waiting->len; i++)
    {
      g_autoptr (ObEntry) entry = ob_state_get_entry (state, g_array_index (waiting, gint64, i));

      for (guint j = 0; entry != NULL && j < entry->change->operations->len; j++)
        {
          ObId id = ob_id_derive (&entry->id, j);

          g_hash_table_add (expected, g_memdup2 (&id, sizeof id));
        }
    }
  return expected;
}

/* TRUE when the change or entity is nowhere.  What only waits itself is not lost. */
static gboolean
is_nowhere (ObState *state, const ObId *id, GHashTable *expected)
{
  gint64 n = ob_state_find_change (state, id);

  return (n == 0 || !ob_state_has_reached (state, n)) && ob_state_lookup (state, id) == 0
         && !g_hash_table_contains (expected, id);
}

/* (transfer full): ids as keys: what changes wait for in vain. */
static GHashTable *
list_missing (ObState *state)
{
  GHashTable *missing = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);
  g_autoptr (GHashTable) expected = list_expected (state);
  g_autoptr (GArray) waiting = ob_state_list_pending (state);

  for (guint i = 0; i < waiting->len; i++)
    {
      g_autoptr (ObEntry) entry = ob_state_get_entry (state, g_array_index (waiting, gint64, i));

      for (guint j = 0; entry != NULL && j < entry->change->ids->len; j++)
        {
          const ObId *id = &g_array_index (entry->change->ids, ObId, j);

          if (is_nowhere (state, id, expected) && !ob_losses_has (state, id))
            g_hash_table_add (missing, g_memdup2 (id, sizeof *id));
        }
    }
  return missing;
}

/* It names nothing and follows nothing, so that it waits for nothing. */
static void
append_loss (ObState *state, const ObId *actor, guint64 seq, const GByteArray *ids)
{
  ObChange *change = ob_change_new ();
  GArray *fields = ob_fields_new ();
  g_autoptr (GBytes) body = NULL;

  change->actor = *actor;
  change->seq = seq;
  change->lamport = 1;
  change->wall = g_get_real_time ();
  ob_fields_set (fields, FIELD_IDS, ob_value_new_bytes (ids->data, ids->len));
  ob_change_create (change, OB_KIND_LOSS, fields);
  body = ob_change_seal (change);
  ob_state_receive (state, body, change);
}

/* Applies all that is stored to empty tables. */
static void
replay_log (ObState *state)
{
  sqlite3_stmt *row;

  ob_schema_clear_derived (state->database);
  ob_late_texts_forget (state->database);
  ob_state_forget (state);
  ob_state_begin_bulk (state, 0);
  state->bulk->first_change = 0;
  state->bulk->replaying = TRUE;
  row = ob_database_query (state->database, "SELECT n, id, body FROM change ORDER BY n", "");
  while (ob_database_next (state->database, row))
    {
      g_autoptr (GBytes) body = ob_column_bytes (row, 2);
      ObChange *change = ob_change_decode (body, NULL);
      g_autoptr (ObEntry) entry = NULL;
      ObId id = { { 0 } };

      state->bulk->reached = sqlite3_column_int64 (row, 0);
      if (sqlite3_column_bytes (row, 1) == OB_ID_BYTES)
        memcpy (id.bytes, sqlite3_column_blob (row, 1), OB_ID_BYTES);
      if (change == NULL)
        {
          ob_state_let_wait (state, state->bulk->reached);
          continue;
        }
      entry = ob_entry_new (state->bulk->reached, &id, change);
      ob_state_keep_entry (state, entry);
      ob_state_try (state, entry);
    }
  ob_state_end_bulk (state);
}

static void
note_found (ObState *state, const ObId *id)
{
  g_autofree char *key = make_key (OB_LOCAL_FOUND, id);

  if (ob_losses_has (state, id))
    ob_database_run (state->database, "INSERT OR IGNORE INTO local (k, v) VALUES (?, '0')", "t", key);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_losses_has (ObState *state, const ObId *id)
{
  g_autofree char *key = NULL;

  if (count_lost (state) == 0)
    return FALSE;
  key = make_key (OB_LOCAL_LOST, id);
  return ob_database_get_number (state->database, 0,
                                 "SELECT EXISTS (SELECT 1 FROM lost WHERE id = ?) "
                                 "OR EXISTS (SELECT 1 FROM local WHERE k = ?)",
                                 "bt", id->bytes, (gsize) OB_ID_BYTES, key)
         == 1;
}

gboolean
ob_losses_concern (ObState *state, const ObEntry *entry)
{
  if (count_lost (state) == 0)
    return FALSE;
  if (ob_losses_has (state, &entry->id))
    return TRUE;

  for (guint i = 0; i < entry->change->operations->len; i++)
    {
      ObId id = ob_id_derive (&entry->id, i);

      if (ob_losses_has (state, &id))
        return TRUE;
    }
  return FALSE;
}

void
ob_losses_note_found (ObState *state, const ObEntry *entry)
{
  note_found (state, &entry->id);
  for (guint i = 0; i < entry->change->operations->len; i++)
    {
      ObId id = ob_id_derive (&entry->id, i);

      note_found (state, &id);
    }
}

void
ob_losses_take (ObState *state, const GArray *fields)
{
  GBytes *bytes = ob_value_get_bytes (ob_fields_get (fields, FIELD_IDS));
  gsize n_bytes = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &n_bytes) : NULL;
  g_autoptr (GHashTable) expected = list_expected (state);

  for (; n_bytes >= OB_ID_BYTES; data += OB_ID_BYTES, n_bytes -= OB_ID_BYTES)
    {
      ObId id;

      memcpy (id.bytes, data, OB_ID_BYTES);
      if (is_nowhere (state, &id, expected) && !has_come_back (state, &id))
        ob_database_run (state->database, "INSERT OR IGNORE INTO lost (id) VALUES (?)", "b", id.bytes,
                         (gsize) OB_ID_BYTES);
    }
  state->n_lost = -1;
}

void
ob_losses_give_up (ObState *state)
{
  g_autoptr (GHashTable) missing = list_missing (state);
  g_autoptr (GByteArray) ids = g_byte_array_new ();
  ObId actor = ob_id_random ();
  guint64 seq = 0;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_byte_array_append (ids, ((const ObId *) id)->bytes, OB_ID_BYTES);
      if (ids->len == IDS_A_CHANGE * OB_ID_BYTES)
        {
          append_loss (state, &actor, ++seq, ids);
          g_byte_array_set_size (ids, 0);
        }
    }
  if (ids->len > 0)
    append_loss (state, &actor, ++seq, ids);
}

gboolean
ob_losses_are_found (ObState *state)
{
  return ob_database_get_number (
             state->database, 0,
             "SELECT 1 FROM local WHERE k >= 'found:' AND k < 'found;' AND v = '0' LIMIT 1", "")
         == 1;
}

void
ob_losses_heal (ObState *state)
{
  ob_database_run (state->database, "UPDATE local SET v = '1' WHERE k >= 'found:' AND k < 'found;'",
                   "");
  replay_log (state);
}

void
ob_losses_copy (ObDatabase *source, ObDatabase *target)
{
  ObId id;
  sqlite3_stmt *row
      = ob_database_query (source,
                           "SELECT k, v FROM local WHERE (k >= 'lost:' AND k < 'lost;') "
                           "OR (k >= 'found:' AND k < 'found;' AND v = '1')",
                           "");

  while (ob_database_next (source, row))
    ob_database_run (target, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt",
                     sqlite3_column_text (row, 0), sqlite3_column_text (row, 1));
  row = ob_database_query (source, "SELECT id FROM lost", "");
  while (ob_database_next (source, row))
    {
      g_autofree char *key = NULL;

      if (sqlite3_column_bytes (row, 0) != OB_ID_BYTES)
        continue;
      memcpy (id.bytes, sqlite3_column_blob (row, 0), OB_ID_BYTES);
      key = make_key (OB_LOCAL_LOST, &id);
      ob_database_run (target, "INSERT OR REPLACE INTO local (k, v) VALUES (?, '1')", "t", key);
    }
}
