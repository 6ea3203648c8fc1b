/* The live values of fields, who wins among them, and whether an entity is alive. */
#include "store/state-private.h"

#include <string.h>

static void
live_head_clear (gpointer data)
{
  ob_value_unref (((ObLiveHead *) data)->value);
}

static const char *
get_field_name (ObState *state, gint64 field)
{
  const char *name = NULL;
  sqlite3_stmt *row
      = ob_database_query (state->database, "SELECT name FROM field WHERE f = ?", "i", field);

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
  return ob_database_get_number (state->database, -1, "SELECT f FROM field WHERE name = ?", "t",
                                 name);
}

static guint64
get_lamport (ObState *state, gint64 n)
{
  guint64 lamport = 0;
  sqlite3_stmt *row
      = ob_database_query (state->database, "SELECT body FROM change WHERE n = ?", "i", n);

  if (ob_database_next (state->database, row))
    {
      lamport = ob_change_peek_lamport (sqlite3_column_blob (row, 0),
                                        (gsize) sqlite3_column_bytes (row, 0));
      ob_database_done (row);
    }
  return lamport;
}

gint
ob_field_compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const ObField *) a)->field, ((const ObField *) b)->field);
}

static gboolean
are_of_one_copy (ObState *state, const ObLiveHead *a, const ObLiveHead *b)
{
  g_autoptr (ObEntry) left = ob_state_get_entry (state, a->n);
  g_autoptr (ObEntry) right = ob_state_get_entry (state, b->n);

  return left != NULL && right != NULL
         && memcmp (left->change->actor.bytes, right->change->actor.bytes, OB_ID_BYTES) == 0;
}

/* An annotation that was moved to another version of its article has segments of that: offsets that
 * somebody else set for the old version meanwhile must not win against them. */
static void
keep_article_and_segments (ObState *state, GArray *fields, const GArray *heads)
{
  const ObLiveHead *article = NULL;
  gint64 article_field, segments_field;

  if (heads->len < 3 || ob_fields_get (fields, "segments") == NULL)
    return;
  article_field = find_field (state, "article");
  segments_field = find_field (state, "segments");
  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *head = &g_array_index (heads, ObLiveHead, i);

      if (head->field == article_field
          && (article == NULL || ob_state_beats (state, head, article)))
        article = head;
    }
  for (guint i = 0; i < heads->len && article != NULL; i++)
    {
      const ObLiveHead *head = &g_array_index (heads, ObLiveHead, i);

      if (head->field == segments_field && are_of_one_copy (state, head, article))
        ob_fields_set (fields, "segments", ob_value_ref (head->value));
    }
}

/* Lays the winners among @heads over the first fields. */
void
ob_state_overlay_heads (ObState *state, GArray *fields, const GArray *heads)
{
  for (guint i = 0; i < heads->len;)
    {
      const ObLiveHead *winner = &g_array_index (heads, ObLiveHead, i);
      const char *name = get_field_name (state, winner->field);
      guint j;

      for (j = i + 1; j < heads->len && g_array_index (heads, ObLiveHead, j).field == winner->field;
           j++)
        if (ob_state_beats (state, &g_array_index (heads, ObLiveHead, j), winner))
          winner = &g_array_index (heads, ObLiveHead, j);
      if (name != NULL)
        ob_fields_set (fields, name, ob_value_ref (winner->value));
      i = j;
    }
  keep_article_and_segments (state, fields, heads);
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

      if (seen->operation == head->operation
          && ob_state_resolve_change (state, entry, seen->change) == head->n)
        return TRUE;
    }
  return FALSE;
}

gboolean
ob_state_heads_are_alive (ObState *state, const GArray *heads)
{
  gint64 deleted_field = find_field (state, "deleted");
  gboolean deleted = FALSE;

  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *deletion = &g_array_index (heads, ObLiveHead, i);

      deleted
          = deleted
            || (deletion->field == deleted_field && ob_value_get_integer (deletion->value) == 1);
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

gboolean
ob_state_heads_disagree (ObState *state, const GArray *heads)
{
  gint64 deleted_field = find_field (state, "deleted");

  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *head = &g_array_index (heads, ObLiveHead, i), *before = head - 1;

      if (head->field == deleted_field && ob_value_get_integer (head->value) == 1)
        return TRUE;
      if (i > 0 && head->field == before->field && !ob_value_equal (head->value, before->value))
        return TRUE;
    }
  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_state_list_heads (ObState *state, ObEntity entity, const char *field)
{
  GArray *heads = g_array_new (FALSE, FALSE, sizeof (ObLiveHead));
  gint64 wanted = field != NULL ? find_field (state, field) : 0;
  sqlite3_stmt *row = ob_database_query (
      state->database, "SELECT f, n, i, v FROM head WHERE e = ? ORDER BY f, n, i", "i", entity);

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

/* (transfer full): GArray of ObLiveHead: those that @operation named, of entities as they were written. */
static GArray *
list_named (ObState *state, ObEntry *entry, const ObOperation *operation)
{
  GArray *heads = g_array_new (FALSE, FALSE, sizeof (ObLiveHead));

  g_array_set_clear_func (heads, live_head_clear);
  for (guint i = 0; i < operation->seen->len; i++)
    {
      const ObHead *seen = &g_array_index (operation->seen, ObHead, i);
      ObLiveHead head = { .n = ob_state_resolve_change (state, entry, seen->change),
                          .operation = seen->operation };
      g_autoptr (ObEntry) writer = ob_state_get_entry (state, head.n);
      const ObOperation *write;

      if (writer == NULL || seen->operation >= writer->change->operations->len)
        continue;
      write = writer->change->operations->pdata[seen->operation];
      if (write->type != OB_OPERATION_SET)
        continue;
      head.field = find_field (state, write->field);
      head.value = ob_value_ref (write->value);
      g_array_append_val (heads, head);
    }
  return heads;
}

gboolean
ob_state_was_alive (ObState *state, ObEntry *entry, const ObOperation *operation)
{
  g_autoptr (GArray) heads = list_named (state, entry, operation);

  return ob_state_heads_are_alive (state, heads);
}

gboolean
ob_state_is_alive_before (ObState *state, ObEntry *entry, const ObOperation *operation)
{
  g_autoptr (GArray) heads = list_named (state, entry, operation);
  g_autoptr (GArray) now
      = ob_state_list_heads (state, ob_state_resolve (state, entry, operation->entity), NULL);
  gint64 field = find_field (state, operation->field);

  for (guint i = 0; i < now->len; i++)
    {
      ObLiveHead head = g_array_index (now, ObLiveHead, i);

      if (head.field == field)
        continue;
      ob_value_ref (head.value);
      g_array_append_val (heads, head);
    }
  return ob_state_heads_are_alive (state, heads);
}

GArray *
ob_state_get_first_fields (ObState *state, ObEntity entity)
{
  GArray *fields = ob_fields_new ();
  sqlite3_stmt *row
      = ob_database_query (state->database, "SELECT n, i FROM entity WHERE e = ?", "i", entity);
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

  ob_state_overlay_heads (state, fields, heads);
  g_array_sort (fields, ob_field_compare_names);
  return fields;
}

gboolean
ob_state_is_alive (ObState *state, ObEntity entity)
{
  g_autoptr (GArray) heads = ob_state_list_heads (state, entity, NULL);

  if (heads->len == 0)
    return ob_state_get_kind (state, entity) != OB_KIND_NONE;
  return ob_state_heads_are_alive (state, heads)
         || ob_state_is_used_label (state, entity, ob_state_get_kind (state, entity));
}

gboolean
ob_state_is_used_label (ObState *state, ObEntity entity, ObKind kind)
{
  return kind == OB_KIND_LABEL
         && ob_database_get_number (state->database, 0,
                                    "SELECT 1 FROM annotation WHERE label = ? LIMIT 1", "i", entity)
                == 1;
}
