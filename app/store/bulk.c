/* Receiving very many changes: what would be written all over the file is written in order at the
 * end. */
#include "store/state-private.h"

/* So many fit into the pages of a file, whatever it says. */
#define MOST_CHANGES_A_PAGE 100

static void
begin_changes (ObState *state, gint64 n_more)
{
  ObDatabase *database = state->database;
  gint64 last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
  gint64 n_pages = ob_database_get_number (database, 0, "PRAGMA page_count", "");
  gint64 n_stored = CLAMP (last, 0, n_pages * MOST_CHANGES_A_PAGE);
  sqlite3_stmt *row;

  state->bulk->changes = ob_id_map_new ((gsize) (n_stored + n_more));
  row = ob_database_query (database, "SELECT id, n FROM change ORDER BY n", "");
  while (ob_database_next (database, row))
    {
      gint64 n = sqlite3_column_int64 (row, 1);

      if (sqlite3_column_bytes (row, 0) == OB_ID_BYTES)
        ob_id_map_add (state->bulk->changes, sqlite3_column_blob (row, 0), (guint32) n);
      state->bulk->first_change = n + 1;
    }
}

static void
begin_tips (ObState *state)
{
  sqlite3_stmt *row = ob_database_query (state->database, "SELECT n FROM tip", "");

  state->bulk->tips = g_hash_table_new (NULL, NULL);
  while (ob_database_next (state->database, row))
    g_hash_table_add (state->bulk->tips, GSIZE_TO_POINTER (sqlite3_column_int64 (row, 0)));
}

static void
write_keys (ObDatabase *database, const ObIdMap *map, gint64 first, const char *sql)
{
  g_autoptr (GArray) places = ob_id_map_list (map, (guint32) first);

  for (guint i = 0; i < places->len; i++)
    {
      const ObIdPlace *place = &g_array_index (places, ObIdPlace, i);

      ob_database_run (database, sql, "ii", (gint64) place->beginning, (gint64) place->number);
    }
}

static void
write_tips (ObState *state)
{
  GHashTableIter iter;
  gpointer n;

  ob_database_run (state->database, "DELETE FROM tip", "");
  g_hash_table_iter_init (&iter, state->bulk->tips);
  while (g_hash_table_iter_next (&iter, &n, NULL))
    ob_database_run (state->database, "INSERT INTO tip (n) VALUES (?)", "i",
                     (gint64) GPOINTER_TO_SIZE (n));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_bulk_free (ObBulk *bulk)
{
  ob_id_map_free (bulk->changes);
  ob_id_map_free (bulk->entities);
  g_hash_table_unref (bulk->tips);
  g_free (bulk);
}

void
ob_state_begin_bulk (ObState *state, gint64 n)
{
  g_return_if_fail (state->bulk == NULL);

  state->bulk = g_new0 (ObBulk, 1);
  state->bulk->entities = ob_id_map_new ((gsize) n);
  begin_changes (state, n);
  begin_tips (state);
}

void
ob_state_end_bulk (ObState *state)
{
  g_return_if_fail (state->bulk != NULL);

  write_keys (state->database, state->bulk->changes, state->bulk->first_change,
              "INSERT INTO change_key (key, n) VALUES (?, ?)");
  write_keys (state->database, state->bulk->entities, 0,
              "INSERT INTO entity_key (key, e) VALUES (?, ?)");
  write_tips (state);
  g_clear_pointer (&state->bulk, ob_bulk_free);
}
