#include "store/late-texts.h"

#include <stdlib.h>

#include "store/derive.h"
#include "store/state-private.h"

/* "Change moment": so written that they sort by both. */
#define MOMENT "%018" G_GINT64_FORMAT " %09" G_GINT64_FORMAT

static gint
compare_entities (gconstpointer a, gconstpointer b)
{
  ObEntity left = *(const ObEntity *) a, right = *(const ObEntity *) b;

  return (left > right) - (left < right);
}

/* How many moments there were already tells two that are after the same change apart. */
static char *
make_moment (ObDatabase *database)
{
  return g_strdup_printf (
      MOMENT, ob_database_get_number (database, 0, "SELECT max(n) FROM change", ""),
      ob_database_get_number (
          database, 0,
          "SELECT count(DISTINCT v) FROM local WHERE k >= 'late:' AND k < 'late;'", ""));
}

/* Annotations that were made in one of @articles (sorted), in order. */
static GArray *
list_annotations (ObState *state, GArray *articles)
{
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  sqlite3_stmt *row
      = ob_database_query (state->database, "SELECT e FROM entity WHERE kind = ? ORDER BY e", "i",
                           (gint64) OB_KIND_ANNOTATION);

  while (ob_database_next (state->database, row))
    {
      ObEntity annotation = sqlite3_column_int64 (row, 0);
      g_autoptr (GArray) fields = ob_state_get_first_fields (state, annotation);
      ObEntity article = ob_value_get_entity (ob_fields_get (fields, "article"));

      if (g_array_binary_search (articles, &article, compare_entities, NULL))
        g_array_append_val (annotations, annotation);
    }
  return annotations;
}

/* As when it was created, so that it is there for its annotations even when it was deleted since. */
static void
show_article (ObState *state, ObEntity article)
{
  g_autoptr (GArray) fields = ob_state_get_first_fields (state, article);
  ObThing thing = { .entity = article, .kind = OB_KIND_ARTICLE, .fields = fields };

  g_array_sort (fields, ob_field_compare_names);
  ob_derive_write (state->database, &thing, state->affected);
  ob_state_materialise (state, article);
  ob_state_materialise_moved (state, article);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_late_texts_note (ObState *state, const guint8 *sha256)
{
  ObDatabase *database = state->database;
  g_autofree char *key = NULL;
  sqlite3_stmt *row = ob_database_query (database, "SELECT e FROM awaited WHERE sha256 = ? ORDER BY e",
                                         "b", sha256, (gsize) OB_SHA256_BYTES);
  guint n_before = state->arrived->len;
  GString *text;

  while (ob_database_next (database, row))
    {
      ObEntity article = sqlite3_column_int64 (row, 0);

      g_array_append_val (state->arrived, article);
    }
  if (state->arrived->len == n_before)
    return;

  text = g_string_new (OB_LOCAL_LATE);
  for (guint i = 0; i < OB_SHA256_BYTES; i++)
    g_string_append_printf (text, "%02x", sha256[i]);
  key = g_string_free (text, FALSE);
  if (state->moment == NULL)
    state->moment = make_moment (database);
  ob_database_run (database, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt", key,
                   state->moment);
  ob_database_run (database, "DELETE FROM awaited WHERE sha256 = ?", "b", sha256,
                   (gsize) OB_SHA256_BYTES);
}

void
ob_late_texts_settle (ObState *state)
{
  g_autoptr (GArray) articles = state->arrived;
  g_autoptr (GArray) annotations = NULL;

  g_clear_pointer (&state->moment, g_free);
  if (articles->len == 0)
    {
      g_steal_pointer (&articles);
      return;
    }
  state->arrived = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_array_sort (articles, compare_entities);
  for (guint i = 0; i < articles->len; i++)
    show_article (state, g_array_index (articles, ObEntity, i));
  annotations = list_annotations (state, articles);
  for (guint i = 0; i < annotations->len && !ob_database_has_failed (state->database); i++)
    ob_state_materialise (state, g_array_index (annotations, ObEntity, i));
  ob_state_settle_labels (state);
}

GPtrArray *
ob_late_texts_list_moments (ObDatabase *database)
{
  GPtrArray *moments = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT DISTINCT v FROM local WHERE k >= 'late:' AND k < 'late;' ORDER BY v", "");

  while (ob_database_next (database, row))
    g_ptr_array_add (moments, ob_column_dup_text (row, 0));
  return moments;
}

gint64
ob_late_texts_get_change (const char *moment)
{
  return g_ascii_strtoll (moment, NULL, 10);
}

void
ob_late_texts_replay (ObState *state, ObDatabase *database, const char *moment)
{
  sqlite3_stmt *row = ob_database_query (database,
                                         "SELECT sha256, length FROM text "
                                         "JOIN local ON k = 'late:' || lower (hex (sha256)) "
                                         "WHERE v = ? ORDER BY sha256",
                                         "t", moment);

  while (ob_database_next (database, row))
    {
      g_autoptr (GBytes) sha256 = ob_column_bytes (row, 0);

      ob_database_run (state->database,
                       "INSERT INTO text (sha256, length, bytes, body) VALUES (?, ?, 0, x'')", "Bi",
                       sha256, sqlite3_column_int64 (row, 1));
      if (g_bytes_get_size (sha256) == OB_SHA256_BYTES)
        ob_late_texts_note (state, g_bytes_get_data (sha256, NULL));
    }
  ob_late_texts_settle (state);
}

void
ob_late_texts_forget (ObDatabase *database)
{
  ob_database_run (database, "DELETE FROM local WHERE k >= 'late:' AND k < 'late;'", "");
}
