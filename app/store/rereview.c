#include "store/rereview.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/derive.h"
#include "store/edit-private.h"

/* Changes that are looked at before others get the project's lock. */
#define A_WHILE 500
/* Undone undoings that are looked through. */
#define MOST_UNDONE 50

/* One setting of a field that belongs to a label's meaning. */
typedef struct
{
  ObEntity label;
  const char *field; /* interned */
  char *value;       /* (owned) as it is compared; "" for none */
  guint64 lamport;
  ObId change;
  guint operation;
} Write;

/* A label whose meaning was ever set after it was made. */
typedef struct
{
  ObEntity entity;
  GPtrArray *fields; /* (owned) interned, of those writes */
  GArray *first;     /* (owned) ObField: as it was made */
  GArray *now;       /* (owned) ObField */
  char *digest;      /* (owned) of the meaning now */
} Meaning;

/* Which writes were known where.  A set of writes is a string of bits; there are few different ones,
 * each with a number, 0 for the empty one. */
typedef struct
{
  ObProject *project;
  GCancellable *cancellable; /* (nullable) */
  GHashTable *meanings;      /* (owned) gint64 -> Meaning (owned) */
  GArray *writes;            /* (owned) Write */
  GPtrArray *sets;           /* (owned) GBytes */
  GHashTable *numbers;       /* (owned) GBytes -> number of the set */
  GHashTable *unions;        /* (owned) gint64 of two numbers -> number of their union */
  GArray *before;            /* (owned) guint32 for each change: what was known before its step */
  GArray *after;             /* (owned) guint32 for each change: what is known after it */
  GHashTable *dismissed;     /* (owned) "annotation digest" set */
  GHashTable *judgements;    /* (owned) "label set" -> strv (unowned, in the result) or NULL */
  ObRereviews *result;       /* (owned) */
} Search;

static void
write_clear (gpointer data)
{
  g_free (((Write *) data)->value);
}

static void
meaning_free (gpointer data)
{
  Meaning *meaning = data;

  g_ptr_array_unref (meaning->fields);
  g_array_unref (meaning->first);
  g_array_unref (meaning->now);
  g_free (meaning->digest);
  g_free (meaning);
}

void
ob_rereviews_free (ObRereviews *rereviews)
{
  g_array_unref (rereviews->items);
  g_ptr_array_unref (rereviews->changes);
  g_free (rereviews);
}

/* Meanings ------------------------------------------------------------------------------------- */

static gboolean
is_of_meaning (const char *field)
{
  static const char *const fields[] = { "name", "use-when", "avoid-when", "example",
                                        "counter-example", OB_FIELD_MEANING, NULL };

  return *field == '@' || g_strv_contains (fields, field);
}

/* A field's value as it is compared: the place of an attribute among others means nothing. */
static char *
dup_compared (const char *field, const ObValue *value)
{
  const char *text = ob_value_get_text (value);
  g_autoptr (ObAttribute) attribute = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (*field == '@')
    attribute = ob_attribute_from_json (field + 1, text);
  if (attribute == NULL)
    return g_strdup (text);
  attribute->order = 0;
  return ob_attribute_to_json (attribute);
}

/* @fields: of a label, by name. */
static char *
make_digest (const GArray *fields)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);
      g_autofree char *value = dup_compared (field->field, field->value);

      if (!is_of_meaning (field->field) || *value == '\0')
        continue;
      g_checksum_update (checksum, (const guchar *) field->field, (gssize) strlen (field->field) + 1);
      g_checksum_update (checksum, (const guchar *) value, (gssize) strlen (value) + 1);
    }
  return g_strndup (g_checksum_get_string (checksum), 16);
}

/* (transfer full) (nullable): NULL when the meaning of @label is as it was made. */
static Meaning *
read_meaning (Search *search, ObEntity label)
{
  ObState *state = ob_project_get_state (search->project);
  ObDatabase *database = ob_state_get_database (state);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GArray) first = ob_state_get_first_fields (state, label);
  Meaning *meaning;
  sqlite3_stmt *row = ob_database_query (
      database, "SELECT DISTINCT name FROM head JOIN field USING (f) WHERE e = ?", "i", label);

  while (ob_database_next (database, row))
    {
      const char *name = (const char *) sqlite3_column_text (row, 0);

      if (is_of_meaning (name))
        g_ptr_array_add (fields, (char *) ob_field_intern (name));
    }
  if (ob_fields_get (first, OB_FIELD_MEANING) != NULL
      && !g_ptr_array_find (fields, ob_field_intern (OB_FIELD_MEANING), NULL))
    g_ptr_array_add (fields, (char *) ob_field_intern (OB_FIELD_MEANING));
  if (fields->len == 0)
    return NULL;

  meaning = g_new0 (Meaning, 1);
  meaning->entity = label;
  meaning->fields = g_steal_pointer (&fields);
  meaning->first = g_steal_pointer (&first);
  meaning->now = ob_state_get_fields (state, label);
  meaning->digest = make_digest (meaning->now);
  return meaning;
}

static gboolean
read_meanings (Search *search)
{
  OB_PROJECT_LOCK (search->project);
  ObDatabase *database = ob_project_read (search->project);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  sqlite3_stmt *row;

  if (database == NULL)
    return FALSE;
  row = ob_database_query (database, "SELECT e FROM record WHERE kind = ?", "i",
                           (gint64) OB_KIND_LABEL);
  while (ob_database_next (database, row))
    {
      ObEntity label = sqlite3_column_int64 (row, 0);

      g_array_append_val (labels, label);
    }
  for (guint i = 0; i < labels->len; i++)
    {
      Meaning *meaning = read_meaning (search, g_array_index (labels, ObEntity, i));

      if (meaning != NULL)
        g_hash_table_insert (search->meanings, &meaning->entity, meaning);
    }
  return TRUE;
}

static void
read_dismissals (Search *search)
{
  OB_PROJECT_LOCK (search->project);
  ObDatabase *database = ob_project_read (search->project);
  sqlite3_stmt *row;

  if (database == NULL)
    return;
  row = ob_database_query (database, "SELECT fields FROM record WHERE kind = ?", "i",
                           (gint64) OB_KIND_DISMISSAL);
  while (ob_database_next (database, row))
    {
      g_autoptr (GArray) fields
          = ob_fields_decode (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
      const char *digest = ob_value_get_text (ob_fields_get (fields, OB_FIELD_MEANING));

      g_hash_table_add (search->dismissed,
                        g_strdup_printf ("%" G_GINT64_FORMAT " %s",
                                         ob_value_get_entity (ob_fields_get (fields, "on")),
                                         digest != NULL ? digest : ""));
    }
}

/* Sets of writes ------------------------------------------------------------------------------- */

static guint32
number_set (Search *search, GBytes *bits)
{
  gpointer known = g_hash_table_lookup (search->numbers, bits);

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;

  g_ptr_array_add (search->sets, g_bytes_ref (bits));
  g_hash_table_insert (search->numbers, g_bytes_ref (bits), GUINT_TO_POINTER (search->sets->len));
  return search->sets->len - 1;
}

static gboolean
set_contains (Search *search, guint32 set, guint write)
{
  gsize length;
  const guint8 *bits = g_bytes_get_data (search->sets->pdata[set], &length);

  return write / 8 < length && (bits[write / 8] >> (write % 8) & 1) != 0;
}

static guint32
unite (Search *search, guint32 set, guint32 other)
{
  gint64 key = (gint64) MIN (set, other) << 32 | MAX (set, other);
  gpointer known;
  gsize length, other_length;
  const guint8 *bits, *other_bits;
  g_autofree guint8 *united = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint32 number;

  if (set == other || other == 0)
    return set;
  if (set == 0)
    return other;
  known = g_hash_table_lookup (search->unions, &key);
  if (known != NULL)
    return GPOINTER_TO_UINT (known);

  bits = g_bytes_get_data (search->sets->pdata[set], &length);
  other_bits = g_bytes_get_data (search->sets->pdata[other], &other_length);
  united = g_malloc0 (MAX (length, other_length));
  for (gsize i = 0; i < MAX (length, other_length); i++)
    united[i] = (guint8) ((i < length ? bits[i] : 0) | (i < other_length ? other_bits[i] : 0));
  bytes = g_bytes_new (united, MAX (length, other_length));
  number = number_set (search, bytes);
  g_hash_table_insert (search->unions, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (number));
  return number;
}

static guint32
add_to_set (Search *search, guint32 set, guint write)
{
  gsize length;
  const guint8 *bits = g_bytes_get_data (search->sets->pdata[set], &length);
  gsize longer = MAX (length, write / 8 + 1);
  g_autofree guint8 *added = g_malloc0 (longer);
  g_autoptr (GBytes) bytes = NULL;

  if (length > 0)
    memcpy (added, bits, length);
  added[write / 8] |= (guint8) (1 << (write % 8));
  bytes = g_bytes_new (added, longer);
  return number_set (search, bytes);
}

/* The log -------------------------------------------------------------------------------------- */

static guint32
note_write (Search *search, ObEntry *entry, guint i, guint32 set)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  gboolean creates = operation->type == OB_OPERATION_CREATE;
  ObEntity entity;
  Write write = { 0 };

  if (creates ? operation->kind != OB_KIND_LABEL
                    || ob_fields_get (operation->fields, OB_FIELD_MEANING) == NULL
              : !is_of_meaning (operation->field))
    return set;
  entity = ob_state_resolve (ob_project_get_state (search->project), entry,
                             creates ? entry->change->ids->len + i : operation->entity);
  if (!g_hash_table_contains (search->meanings, &entity))
    return set;

  write.label = entity;
  write.field = creates ? ob_field_intern (OB_FIELD_MEANING) : operation->field;
  write.value = dup_compared (write.field, creates ? ob_fields_get (operation->fields, write.field)
                                                   : operation->value);
  write.lamport = entry->change->lamport;
  write.change = entry->id;
  write.operation = i;
  g_array_append_val (search->writes, write);
  return add_to_set (search, set, search->writes->len - 1);
}

/* What the changes before @entry knew, and in a step's later parts what was known before the step. */
static void
look_at_change (Search *search, gint64 n)
{
  ObState *state = ob_project_get_state (search->project);
  g_autoptr (ObEntry) entry = ob_state_is_applied (state, n) ? ob_state_get_entry (state, n) : NULL;
  guint32 before = 0, after;

  g_array_set_size (search->before, (guint) n + 1);
  g_array_set_size (search->after, (guint) n + 1);
  if (entry == NULL)
    return;

  for (guint i = 0; i < entry->change->predecessors->len; i++)
    {
      gint64 known = ob_state_resolve_change (
          state, entry, g_array_index (entry->change->predecessors, guint32, i));

      if (known > 0 && known < n)
        before = unite (search, before, g_array_index (search->after, guint32, known));
    }
  after = before;
  for (guint i = 0; i < entry->change->operations->len; i++)
    after = note_write (search, entry, i, after);
  if (entry->change->part > 0 && n > 1)
    before = g_array_index (search->before, guint32, n - 1);
  g_array_index (search->before, guint32, n) = before;
  g_array_index (search->after, guint32, n) = after;
}

/* FALSE at the end. */
static gboolean
read_on (Search *search, gint64 first)
{
  OB_PROJECT_LOCK (search->project);
  ObDatabase *database = ob_project_read (search->project);
  gint64 last;

  if (database == NULL)
    return FALSE;
  last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
  for (gint64 n = first; n <= MIN (last, first + A_WHILE - 1); n++)
    look_at_change (search, n);
  return last >= first + A_WHILE;
}

/* Judging -------------------------------------------------------------------------------------- */

static gboolean
is_later (const Write *write, const Write *other)
{
  int order;

  if (other == NULL || write->lamport != other->lamport)
    return other == NULL || write->lamport > other->lamport;
  order = ob_id_compare (&write->change, &other->change);
  return order != 0 ? order > 0 : write->operation > other->operation;
}

/* The value of @field that was to be seen by who knew @set. */
static char *
dup_seen (Search *search, const Meaning *meaning, const char *field, guint32 set)
{
  const Write *latest = NULL;

  for (guint i = 0; i < search->writes->len; i++)
    {
      const Write *write = &g_array_index (search->writes, Write, i);

      if (write->label == meaning->entity && write->field == field && set_contains (search, set, i)
          && is_later (write, latest))
        latest = write;
    }
  if (latest != NULL)
    return g_strdup (latest->value);
  /* Where it came from was not known before the label was. */
  if (strcmp (field, OB_FIELD_MEANING) == 0)
    return g_strdup ("");
  return dup_compared (field, ob_fields_get (meaning->first, field));
}

/* What of the label is another for who knew @set: (nullable) NULL when nothing is. */
static const char *const *
judge (Search *search, const Meaning *meaning, guint32 set)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %u", meaning->entity, set);
  g_autoptr (GStrvBuilder) builder = NULL;
  gpointer known;
  char **changes;

  if (g_hash_table_lookup_extended (search->judgements, key, NULL, &known))
    return known;

  builder = g_strv_builder_new ();
  for (guint i = 0; i < meaning->fields->len; i++)
    {
      const char *field = meaning->fields->pdata[i];
      g_autofree char *seen = dup_seen (search, meaning, field, set);
      g_autofree char *now = dup_compared (field, ob_fields_get (meaning->now, field));

      if (strcmp (seen, now) != 0)
        g_strv_builder_add (builder, strcmp (field, OB_FIELD_MEANING) != 0 ? field
                                     : *now == '-'                         ? "split"
                                                                           : "merge");
    }
  changes = g_strv_builder_end (builder);
  if (changes[0] == NULL)
    g_clear_pointer (&changes, g_strfreev);
  else
    g_ptr_array_add (search->result->changes, changes);
  g_hash_table_insert (search->judgements, g_steal_pointer (&key), changes);
  return (const char *const *) changes;
}

static guint32
find_known_at_creation (Search *search, ObEntity annotation)
{
  gint64 creation = ob_state_get_creation (ob_project_get_state (search->project), annotation);

  return creation < search->after->len ? g_array_index (search->after, guint32, creation) : 0;
}

/* The setting of the label of @annotation in the step that begins with change @n; NULL when it has none.
 * (transfer none): of *@entry, (out) (transfer full) (nullable). */
static const ObOperation *
find_setting (Search *search, ObEntity annotation, gint64 n, ObEntry **entry)
{
  ObState *state = ob_project_get_state (search->project);
  ObId actor = { { 0 } };

  for (guint64 part = 0;; part++)
    {
      *entry = n > 0 ? ob_state_get_entry (state, n + (gint64) part) : NULL;
      if (*entry == NULL)
        return NULL;
      if (part == 0)
        actor = (*entry)->change->actor;
      else if ((*entry)->change->part != part || !ob_id_equal (&(*entry)->change->actor, &actor))
        break;
      for (guint i = 0; i < (*entry)->change->operations->len; i++)
        {
          const ObOperation *operation = (*entry)->change->operations->pdata[i];

          if (operation->type == OB_OPERATION_SET && strcmp (operation->field, "label") == 0
              && ob_state_resolve (state, *entry, operation->entity) == annotation)
            return operation;
        }
      g_clear_pointer (entry, ob_entry_unref);
    }
  g_clear_pointer (entry, ob_entry_unref);
  return NULL;
}

static guint32 find_known_at (Search *search, ObEntity annotation, gint64 n, guint depth);

/* Undoing gives back a label as it was chosen then, not as if it were chosen now. @n: the change that
 * undid the step that begins with @undone. */
static guint32
find_known_before (Search *search, ObEntity annotation, gint64 n, gint64 undone, guint depth)
{
  ObState *state = ob_project_get_state (search->project);
  g_autoptr (ObEntry) entry = NULL;
  const ObOperation *setting = find_setting (search, annotation, undone, &entry);
  guint32 known = 0;

  /* A merge, say, which has no operations of its own. */
  if (setting == NULL)
    return g_array_index (search->before, guint32, n);
  if (setting->seen == NULL || setting->seen->len == 0)
    return find_known_at_creation (search, annotation);
  for (guint i = 0; i < setting->seen->len; i++)
    {
      gint64 writer = ob_state_resolve_change (state, entry,
                                               g_array_index (setting->seen, ObHead, i).change);

      if (writer > 0)
        known = unite (search, known, find_known_at (search, annotation, writer, depth + 1));
    }
  return known;
}

/* What was known where change @n set the label of @annotation. */
static guint32
find_known_at (Search *search, ObEntity annotation, gint64 n, guint depth)
{
  ObState *state = ob_project_get_state (search->project);
  g_autoptr (ObEntry) entry = ob_state_get_entry (state, n);
  gint64 target;

  if (n >= search->before->len)
    return 0;
  if (entry == NULL || depth > MOST_UNDONE
      || (entry->change->purpose != OB_CHANGE_UNDO && entry->change->purpose != OB_CHANGE_REDO))
    return g_array_index (search->before, guint32, n);
  target = ob_state_resolve_change (state, entry, entry->change->target);
  if (target <= 0 || target >= n)
    return g_array_index (search->before, guint32, n);
  return entry->change->purpose == OB_CHANGE_UNDO
             ? find_known_before (search, annotation, n, target, depth)
             : find_known_at (search, annotation, target, depth + 1);
}

/* What was known where the annotation got its label. */
static guint32
find_known (Search *search, ObEntity annotation)
{
  ObState *state = ob_project_get_state (search->project);
  g_autoptr (GArray) heads = ob_state_list_heads (state, annotation, "label");
  guint32 known = 0;

  if (heads->len == 0)
    return find_known_at_creation (search, annotation);
  for (guint i = 0; i < heads->len; i++)
    known = unite (search, known,
                   find_known_at (search, annotation, g_array_index (heads, ObLiveHead, i).n, 0));
  return known;
}

static gint
compare_items (gconstpointer a, gconstpointer b)
{
  const ObRereview *left = a, *right = b;

  if (left->article != right->article)
    return left->article < right->article ? -1 : 1;
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->annotation > right->annotation) - (left->annotation < right->annotation);
}

/* (transfer full): ObRereview of the annotations with those labels after @after, a few at a time. */
static GArray *
list_candidates (Search *search, ObEntity *after, gboolean *more)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (ObRereview));
  ObDatabase *database = ob_project_read (search->project);
  guint n_rows = 0;
  sqlite3_stmt *row = ob_database_query (
      database,
      "SELECT annotation.e, article, label, annotator, start FROM annotation "
      "JOIN article ON article.e = annotation.article WHERE annotation.e > ? AND alive = 1 "
      "ORDER BY annotation.e LIMIT ?",
      "ii", *after, (gint64) A_WHILE);

  while (ob_database_next (database, row))
    {
      ObRereview item = { .annotation = sqlite3_column_int64 (row, 0),
                          .article = sqlite3_column_int64 (row, 1),
                          .label = sqlite3_column_int64 (row, 2),
                          .annotator = sqlite3_column_int64 (row, 3),
                          .start = (guint32) sqlite3_column_int64 (row, 4) };

      n_rows++;
      *after = item.annotation;
      if (g_hash_table_contains (search->meanings, &item.label))
        g_array_append_val (candidates, item);
    }
  *more = n_rows == A_WHILE;
  return candidates;
}

/* FALSE at the end. */
static gboolean
judge_on (Search *search, ObEntity *after)
{
  OB_PROJECT_LOCK (search->project);
  g_autoptr (GArray) candidates = NULL;
  gboolean more;

  if (ob_project_read (search->project) == NULL)
    return FALSE;
  candidates = list_candidates (search, after, &more);
  for (guint i = 0; i < candidates->len; i++)
    {
      ObRereview *item = &g_array_index (candidates, ObRereview, i);
      const Meaning *meaning = g_hash_table_lookup (search->meanings, &item->label);
      g_autofree char *key
          = g_strdup_printf ("%" G_GINT64_FORMAT " %s", item->annotation, meaning->digest);

      if (g_hash_table_contains (search->dismissed, key))
        continue;
      item->changes = judge (search, meaning, find_known (search, item->annotation));
      if (item->changes != NULL)
        g_array_append_val (search->result->items, *item);
    }
  return more;
}

static void
search_init (Search *search, ObProject *project, GCancellable *cancellable)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  search->project = project;
  search->cancellable = cancellable;
  search->meanings = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, meaning_free);
  search->writes = g_array_new (FALSE, FALSE, sizeof (Write));
  g_array_set_clear_func (search->writes, write_clear);
  search->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  search->numbers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                           (GDestroyNotify) g_bytes_unref, NULL);
  search->unions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  search->before = g_array_new (FALSE, TRUE, sizeof (guint32));
  search->after = g_array_new (FALSE, TRUE, sizeof (guint32));
  search->dismissed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search->judgements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search->result = g_new0 (ObRereviews, 1);
  search->result->items = g_array_new (FALSE, FALSE, sizeof (ObRereview));
  search->result->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  number_set (search, empty);
}

static void
search_clear (Search *search)
{
  g_hash_table_unref (search->meanings);
  g_array_unref (search->writes);
  g_hash_table_unref (search->numbers);
  g_ptr_array_unref (search->sets);
  g_hash_table_unref (search->unions);
  g_array_unref (search->before);
  g_array_unref (search->after);
  g_hash_table_unref (search->dismissed);
  g_hash_table_unref (search->judgements);
  g_clear_pointer (&search->result, ob_rereviews_free);
}

static gboolean
search_all (Search *search)
{
  ObEntity after = 0;

  if (!read_meanings (search))
    return FALSE;
  if (g_hash_table_size (search->meanings) == 0)
    return TRUE;

  read_dismissals (search);
  for (gint64 n = 1; read_on (search, n); n += A_WHILE)
    if (g_cancellable_is_cancelled (search->cancellable))
      return FALSE;
  while (judge_on (search, &after))
    if (g_cancellable_is_cancelled (search->cancellable))
      return FALSE;
  g_array_sort (search->result->items, compare_items);
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObRereviews *
ob_project_list_rereviews (ObProject *project, GCancellable *cancellable)
{
  Search search = { 0 };
  ObRereviews *result = NULL;

  search_init (&search, project, cancellable);
  if (search_all (&search))
    result = g_steal_pointer (&search.result);
  search_clear (&search);
  return result;
}

gboolean
ob_edit_dismiss (ObEdit *edit, ObEntity annotation, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autoptr (ObValue) label = NULL;
  g_autoptr (GArray) meaning = NULL;
  g_autofree char *digest = NULL;
  GArray *fields;

  if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error))
    return FALSE;
  label = ob_edit_get (edit, annotation, "label");
  {
    OB_PROJECT_LOCK (project);

    if (ob_project_read (project) == NULL)
      {
        ob_project_refuse (error, _ ("The project is closed."));
        return FALSE;
      }
    meaning = ob_state_get_fields (ob_project_get_state (project), ob_value_get_entity (label));
  }
  digest = make_digest (meaning);
  fields = ob_fields_new ();
  ob_fields_set (fields, "on", ob_value_new_entity (annotation));
  ob_fields_set (fields, "annotator", ob_value_new_entity (ob_edit_get_annotator (edit)));
  ob_fields_set (fields, OB_FIELD_MEANING, ob_value_new_text (digest));
  ob_edit_create (edit, OB_KIND_DISMISSAL, fields);
  return TRUE;
}
