#include "model/change.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/varint.h"

/* Fields with a number instead of a name.  Part of the change format: a longer list is a new format. */
static const char *const dictionary[] = {
  "deleted", "name", "id", "article", "label", "annotator", "segments", "note", "origin", "created",
  "modified", "title", "byline", "outlet", "url", "published", "language", "file-name", "text",
  "version", "previous", "parent", "colour", "line", "key", "use-when", "avoid-when", "example",
  "position", "from", "to", "type", "kind", "role", "reliability", "question", "status", "dispute",
  "order", "on", "resolved", "@speaker", "@dispute", "@position", "@stance", "@kind", "@certainty",
  "@polarity", "@verification", "@credibility", "@wording", "@form", "@resolution", "@type",
  "@verdict", "@mode", "@medium", "@low", "@high", "@approximator", "@unit", "sources", "decision",
  "reason",
};

/* A change's own names are numbered from here. */
#define FIRST_OWN_NAME 128

G_STATIC_ASSERT (G_N_ELEMENTS (dictionary) <= FIRST_OWN_NAME);

G_DEFINE_QUARK (ob-change-error-quark, ob_change_error)

/* The bytes that are still to be read. */
typedef struct
{
  const guint8 *data;
  const guint8 *end;
  GPtrArray *names; /* interned names of this change's own fields */
} Reader;

static void
field_clear (gpointer data)
{
  ObField *field = data;

  ob_value_unref (field->value);
}

static void
operation_free (gpointer data)
{
  ObOperation *operation = data;

  g_clear_pointer (&operation->fields, g_array_unref);
  g_clear_pointer (&operation->value, ob_value_unref);
  g_clear_pointer (&operation->seen, g_array_unref);
  g_free (operation);
}

static gsize
estimate_bytes (const ObValue *value)
{
  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return 4 + strlen (ob_value_get_text (value));
    case OB_VALUE_BYTES:
      return 4 + g_bytes_get_size (ob_value_get_bytes (value));
    case OB_VALUE_SEGMENTS:
      return 4 + 10 * ob_value_get_segments (value)->len;
    default:
      return 10;
    }
}

static gboolean
has_target (guint64 purpose)
{
  return purpose == OB_CHANGE_UNDO || purpose == OB_CHANGE_REDO || purpose == OB_CHANGE_MERGE;
}

static int
field_number (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (dictionary); i++)
    if (strcmp (dictionary[i], name) == 0)
      return (int) i;

  return -1;
}

/* Encoding ------------------------------------------------------------------------------------- */

static void
append_text (GByteArray *out, const char *text)
{
  gsize length = strlen (text);

  ob_varint_append (out, length);
  g_byte_array_append (out, (const guint8 *) text, length);
}

/* The number of @field in this change; new names are added to @names. */
static guint
number_field (GPtrArray *names, const char *field)
{
  int number = field_number (field);
  guint place;

  if (number >= 0)
    return (guint) number;
  if (!g_ptr_array_find (names, field, &place))
    {
      place = names->len;
      g_ptr_array_add (names, (gpointer) field);
    }
  return FIRST_OWN_NAME + place;
}

static void
encode_operation (GByteArray *out, GPtrArray *names, const ObOperation *operation)
{
  guint8 type = (guint8) operation->type;

  g_byte_array_append (out, &type, 1);
  if (operation->type == OB_OPERATION_CREATE)
    {
      ob_varint_append (out, operation->kind);
      ob_varint_append (out, operation->fields->len);
      for (guint i = 0; i < operation->fields->len; i++)
        {
          const ObField *field = &g_array_index (operation->fields, ObField, i);

          ob_varint_append (out, number_field (names, field->field));
          ob_value_encode (field->value, out);
        }
      return;
    }

  ob_varint_append (out, operation->entity);
  ob_varint_append (out, number_field (names, operation->field));
  ob_value_encode (operation->value, out);
  ob_varint_append (out, operation->seen->len);
  for (guint i = 0; i < operation->seen->len; i++)
    {
      const ObHead *head = &g_array_index (operation->seen, ObHead, i);

      ob_varint_append (out, head->change);
      ob_varint_append (out, head->operation);
    }
}

static GBytes *
encode (const ObChange *change)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) operations = g_byte_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint8 format = OB_CHANGE_FORMAT;

  for (guint i = 0; i < change->operations->len; i++)
    encode_operation (operations, names, change->operations->pdata[i]);

  g_byte_array_append (out, &format, 1);
  g_byte_array_append (out, change->actor.bytes, OB_ID_BYTES);
  ob_varint_append (out, change->seq);
  ob_varint_append (out, change->lamport);
  ob_varint_append (out, ob_zigzag (change->wall));
  ob_varint_append (out, change->purpose);
  ob_varint_append (out, change->part);
  append_text (out, change->name);
  ob_varint_append (out, change->ids->len);
  g_byte_array_append (out, (const guint8 *) change->ids->data, change->ids->len * OB_ID_BYTES);
  if (has_target (change->purpose))
    ob_varint_append (out, change->target);
  ob_varint_append (out, change->predecessors->len);
  for (guint i = 0; i < change->predecessors->len; i++)
    ob_varint_append (out, g_array_index (change->predecessors, guint32, i));
  ob_varint_append (out, names->len);
  for (guint i = 0; i < names->len; i++)
    append_text (out, names->pdata[i]);
  ob_varint_append (out, change->operations->len);
  g_byte_array_append (out, operations->data, operations->len);

  return g_byte_array_free_to_bytes (out);
}

/* Sealing: provisional references become final ones ----------------------------------------------- */

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  return ob_id_compare (a, b);
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

static gint
compare_heads (gconstpointer a, gconstpointer b)
{
  const ObHead *left = a, *right = b;

  if (left->change != right->change)
    return left->change < right->change ? -1 : 1;
  return (left->operation > right->operation) - (left->operation < right->operation);
}

/* Fields of the dictionary come first, in its order, then the others by name. */
static gint
compare_fields (gconstpointer a, gconstpointer b)
{
  const ObField *left = a, *right = b;
  int number = field_number (left->field), other = field_number (right->field);

  if (number >= 0 && other >= 0)
    return number - other;
  if (number >= 0 || other >= 0)
    return number >= 0 ? -1 : 1;
  return strcmp (left->field, right->field);
}

static guint32
final_reference (const guint32 *places, guint n_ids, guint32 reference)
{
  if (reference & OB_REFERENCE_CREATED (0))
    return n_ids + (reference & ~OB_REFERENCE_CREATED (0));

  g_assert (reference < n_ids);
  return places[reference];
}

static void
finish_value (ObValue **value, const guint32 *places, guint n_ids)
{
  if (ob_value_get_type (*value) == OB_VALUE_ENTITY)
    {
      guint32 reference = (guint32) ob_value_get_entity (*value);

      ob_value_unref (*value);
      *value = ob_value_new_entity (final_reference (places, n_ids, reference));
    }
}

static void
finish_operation (ObOperation *operation, const guint32 *places, guint n_ids)
{
  if (operation->type == OB_OPERATION_CREATE)
    {
      g_array_sort (operation->fields, compare_fields);
      for (guint i = 0; i < operation->fields->len; i++)
        finish_value (&g_array_index (operation->fields, ObField, i).value, places, n_ids);
      return;
    }

  operation->entity = final_reference (places, n_ids, operation->entity);
  finish_value (&operation->value, places, n_ids);
  for (guint i = 0; i < operation->seen->len; i++)
    {
      ObHead *head = &g_array_index (operation->seen, ObHead, i);

      head->change = final_reference (places, n_ids, head->change);
    }
  g_array_sort (operation->seen, compare_heads);
}

/* Decoding ------------------------------------------------------------------------------------- */

static gboolean
read_number (Reader *reader, guint64 limit, guint64 *number)
{
  return ob_varint_read (&reader->data, reader->end, number) && *number <= limit;
}

/* A count of things that each take at least one byte. */
static gboolean
read_count (Reader *reader, guint64 *count)
{
  return read_number (reader, (guint64) (reader->end - reader->data), count);
}

static gboolean
read_reference (Reader *reader, guint32 *reference)
{
  guint64 number;

  if (!read_number (reader, G_MAXINT32, &number))
    return FALSE;
  *reference = (guint32) number;
  return TRUE;
}

static char *
read_text (Reader *reader)
{
  guint64 length;
  char *text;

  if (!read_count (reader, &length) || length > (guint64) (reader->end - reader->data)
      || !g_utf8_validate_len ((const char *) reader->data, length, NULL))
    return NULL;

  text = g_strndup ((const char *) reader->data, length);
  reader->data += length;
  return text;
}

static const char *
read_field (Reader *reader)
{
  guint64 number;

  if (!read_number (reader, FIRST_OWN_NAME + reader->names->len, &number))
    return NULL;
  if (number < G_N_ELEMENTS (dictionary))
    return ob_field_intern (dictionary[number]);
  if (number >= FIRST_OWN_NAME && number - FIRST_OWN_NAME < reader->names->len)
    return reader->names->pdata[number - FIRST_OWN_NAME];

  return NULL;
}

static gboolean
read_create (Reader *reader, ObOperation *operation)
{
  guint64 kind, n_fields;

  if (!read_number (reader, G_MAXINT16, &kind) || !read_count (reader, &n_fields))
    return FALSE;

  operation->kind = (ObKind) kind;
  operation->fields = ob_fields_new ();
  for (guint64 i = 0; i < n_fields; i++)
    {
      ObField field = { read_field (reader), NULL };

      if (field.field == NULL)
        return FALSE;
      field.value = ob_value_decode (&reader->data, reader->end);
      if (field.value == NULL)
        return FALSE;
      g_array_append_val (operation->fields, field);
      if (i > 0 && compare_fields (&g_array_index (operation->fields, ObField, i - 1), &field) >= 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_set (Reader *reader, ObOperation *operation)
{
  guint64 n_seen;

  operation->seen = g_array_new (FALSE, FALSE, sizeof (ObHead));
  if (!read_reference (reader, &operation->entity)
      || (operation->field = read_field (reader)) == NULL
      || (operation->value = ob_value_decode (&reader->data, reader->end)) == NULL
      || !read_count (reader, &n_seen))
    return FALSE;

  for (guint64 i = 0; i < n_seen; i++)
    {
      ObHead head;

      if (!read_reference (reader, &head.change) || !read_reference (reader, &head.operation))
        return FALSE;
      if (i > 0 && compare_heads (&g_array_index (operation->seen, ObHead, i - 1), &head) >= 0)
        return FALSE;
      g_array_append_val (operation->seen, head);
    }

  return TRUE;
}

static gboolean
read_operations (Reader *reader, ObChange *change)
{
  guint64 n_operations;

  if (!read_count (reader, &n_operations))
    return FALSE;

  for (guint64 i = 0; i < n_operations; i++)
    {
      ObOperation *operation = g_new0 (ObOperation, 1);
      guint64 type;

      g_ptr_array_add (change->operations, operation);
      if (!read_number (reader, OB_OPERATION_SET, &type))
        return FALSE;
      operation->type = (ObOperationType) type;
      if (type == OB_OPERATION_CREATE ? !read_create (reader, operation)
                                      : !read_set (reader, operation))
        return FALSE;
    }

  return reader->data == reader->end;
}

static gboolean
read_ids (Reader *reader, ObChange *change)
{
  guint64 n_ids;

  if (!read_count (reader, &n_ids) || n_ids > (guint64) (reader->end - reader->data) / OB_ID_BYTES)
    return FALSE;

  g_array_append_vals (change->ids, reader->data, (guint) n_ids);
  reader->data += n_ids * OB_ID_BYTES;
  for (guint i = 1; i < change->ids->len; i++)
    if (ob_id_compare (&g_array_index (change->ids, ObId, i - 1), &g_array_index (change->ids, ObId, i)) >= 0)
      return FALSE;

  return TRUE;
}

static gboolean
read_predecessors (Reader *reader, ObChange *change)
{
  guint64 n;

  if (!read_count (reader, &n))
    return FALSE;

  for (guint64 i = 0; i < n; i++)
    {
      guint32 reference;

      if (!read_reference (reader, &reference) || reference >= change->ids->len)
        return FALSE;
      if (i > 0 && reference <= g_array_index (change->predecessors, guint32, i - 1))
        return FALSE;
      g_array_append_val (change->predecessors, reference);
    }

  return TRUE;
}

static gboolean
read_names (Reader *reader)
{
  guint64 n;

  if (!read_count (reader, &n))
    return FALSE;

  for (guint64 i = 0; i < n; i++)
    {
      g_autofree char *name = read_text (reader);

      if (name == NULL || *name == '\0' || strlen (name) > 200)
        return FALSE;
      g_ptr_array_add (reader->names, (gpointer) ob_field_intern (name));
    }

  return TRUE;
}

static gboolean
read_change (Reader *reader, ObChange *change)
{
  guint64 wall, purpose;

  reader->data++;
  if (reader->end - reader->data < OB_ID_BYTES)
    return FALSE;
  memcpy (change->actor.bytes, reader->data, OB_ID_BYTES);
  reader->data += OB_ID_BYTES;

  if (!read_number (reader, G_MAXINT64, &change->seq)
      || !read_number (reader, G_MAXINT64, &change->lamport)
      || !read_number (reader, G_MAXUINT64, &wall)
      || !read_number (reader, OB_N_CHANGE_PURPOSES - 1, &purpose)
      || !read_number (reader, G_MAXINT32, &change->part))
    return FALSE;
  change->wall = ob_unzigzag (wall);
  change->purpose = (ObChangePurpose) purpose;
  g_free (change->name);
  change->name = read_text (reader);
  if (change->name == NULL || !read_ids (reader, change))
    return FALSE;
  if (has_target (purpose) && (!read_reference (reader, &change->target) || change->target >= change->ids->len))
    return FALSE;

  return read_predecessors (reader, change) && read_names (reader) && read_operations (reader, change);
}

static gboolean
reference_is_good (const ObChange *change, gint64 reference)
{
  gint64 created = reference - change->ids->len;

  if (created < 0)
    return TRUE;
  return created < change->operations->len
         && ((ObOperation *) change->operations->pdata[created])->type == OB_OPERATION_CREATE;
}

/* References lead to something, and heads to other changes. */
static gboolean
references_are_good (const ObChange *change)
{
  for (guint i = 0; i < change->operations->len; i++)
    {
      const ObOperation *operation = change->operations->pdata[i];

      if (operation->type == OB_OPERATION_CREATE)
        {
          for (guint j = 0; j < operation->fields->len; j++)
            if (!reference_is_good (change, ob_value_get_entity (g_array_index (operation->fields, ObField, j).value)))
              return FALSE;
          continue;
        }

      if (!reference_is_good (change, operation->entity)
          || !reference_is_good (change, ob_value_get_entity (operation->value)))
        return FALSE;
      for (guint j = 0; j < operation->seen->len; j++)
        if (g_array_index (operation->seen, ObHead, j).change >= change->ids->len)
          return FALSE;
    }

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObChange *
ob_change_new (void)
{
  ObChange *change = g_new0 (ObChange, 1);

  change->name = g_strdup ("");
  change->ids = g_array_new (FALSE, FALSE, sizeof (ObId));
  change->places = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);
  change->predecessors = g_array_new (FALSE, FALSE, sizeof (guint32));
  change->operations = g_ptr_array_new_with_free_func (operation_free);

  return change;
}

void
ob_change_free (ObChange *change)
{
  g_free (change->name);
  g_array_unref (change->ids);
  g_hash_table_unref (change->places);
  g_array_unref (change->predecessors);
  g_ptr_array_unref (change->operations);
  g_free (change);
}

guint
ob_change_create (ObChange *change, ObKind kind, GArray *fields)
{
  ObOperation *operation = g_new0 (ObOperation, 1);

  operation->type = OB_OPERATION_CREATE;
  operation->kind = kind;
  operation->fields = fields;
  g_ptr_array_add (change->operations, operation);
  change->n_bytes += 4;
  for (guint i = 0; i < fields->len; i++)
    change->n_bytes += 2 + estimate_bytes (g_array_index (fields, ObField, i).value);

  return change->operations->len - 1;
}

guint
ob_change_set (ObChange *change, guint32 entity, const char *field, ObValue *value, GArray *seen)
{
  ObOperation *operation = g_new0 (ObOperation, 1);

  operation->type = OB_OPERATION_SET;
  operation->entity = entity;
  operation->field = ob_field_intern (field);
  operation->value = value;
  operation->seen = seen != NULL ? seen : g_array_new (FALSE, FALSE, sizeof (ObHead));
  g_ptr_array_add (change->operations, operation);
  change->n_bytes += 8 + estimate_bytes (value) + 8 * operation->seen->len;

  return change->operations->len - 1;
}

guint32
ob_change_refer (ObChange *change, const ObId *id)
{
  gpointer place;

  if (g_hash_table_lookup_extended (change->places, id, NULL, &place))
    return GPOINTER_TO_UINT (place);

  g_hash_table_insert (change->places, g_memdup2 (id, sizeof *id), GUINT_TO_POINTER (change->ids->len));
  g_array_append_val (change->ids, *id);
  change->n_bytes += OB_ID_BYTES;
  return change->ids->len - 1;
}

GBytes *
ob_change_seal (ObChange *change)
{
  guint n_ids = change->ids->len;
  g_autoptr (GArray) unsorted = g_array_copy (change->ids);
  g_autofree guint32 *places = g_new (guint32, n_ids + 1);

  g_array_sort (change->ids, compare_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      gboolean found = g_array_binary_search (change->ids, &g_array_index (unsorted, ObId, i),
                                              compare_ids, &places[i]);
      g_assert (found);
    }

  if (has_target (change->purpose))
    change->target = final_reference (places, n_ids, change->target);
  for (guint i = 0; i < change->predecessors->len; i++)
    {
      guint32 *predecessor = &g_array_index (change->predecessors, guint32, i);

      *predecessor = final_reference (places, n_ids, *predecessor);
    }
  g_array_sort (change->predecessors, compare_numbers);
  for (guint i = 0; i < change->operations->len; i++)
    finish_operation (change->operations->pdata[i], places, n_ids);

  return encode (change);
}

ObChange *
ob_change_decode (GBytes *body, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (ObChange) change = ob_change_new ();
  g_autoptr (GBytes) again = NULL;
  Reader reader = { data, data + size, names };

  if (size > 0 && size <= OB_CHANGE_MAX_BYTES && data[0] > OB_CHANGE_FORMAT)
    {
      g_set_error_literal (error, OB_CHANGE_ERROR, OB_CHANGE_ERROR_NEWER,
                           _ ("A change was written by a newer version of Obelus."));
      return NULL;
    }

  if (size > 0 && size <= OB_CHANGE_MAX_BYTES && data[0] == OB_CHANGE_FORMAT
      && read_change (&reader, change) && references_are_good (change))
    again = encode (change);
  if (again == NULL || !g_bytes_equal (again, body))
    {
      g_set_error_literal (error, OB_CHANGE_ERROR, OB_CHANGE_ERROR_INVALID, _ ("A change is damaged."));
      return NULL;
    }

  return g_steal_pointer (&change);
}

guint64
ob_change_peek_lamport (const guint8 *body, gsize length)
{
  const guint8 *data = body + 1 + OB_ID_BYTES;
  guint64 seq, lamport;

  if (length <= 1 + OB_ID_BYTES || !ob_varint_read (&data, body + length, &seq)
      || !ob_varint_read (&data, body + length, &lamport))
    return 0;

  return lamport;
}

const char *
ob_field_intern (const char *name)
{
  return g_intern_string (name);
}

GArray *
ob_fields_new (void)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (ObField));

  g_array_set_clear_func (fields, field_clear);
  return fields;
}

void
ob_fields_set (GArray *fields, const char *field, ObValue *value)
{
  ObField new_field = { ob_field_intern (field), value };

  for (guint i = 0; i < fields->len; i++)
    {
      ObField *old = &g_array_index (fields, ObField, i);

      if (old->field == new_field.field)
        {
          ob_value_unref (old->value);
          old->value = value;
          return;
        }
    }

  g_array_append_val (fields, new_field);
}

const ObValue *
ob_fields_get (const GArray *fields, const char *field)
{
  for (guint i = 0; i < fields->len; i++)
    if (strcmp (g_array_index (fields, ObField, i).field, field) == 0)
      return g_array_index (fields, ObField, i).value;

  return NULL;
}
