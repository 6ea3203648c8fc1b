/* The canonical bytes of a change, both ways; change.h describes them. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/change-private.h"
#include "model/varint.h"

/* Fields with a number instead of a name.  Part of the change format: a longer list is a new
 * format. */
static const char *const dictionary[] = {
  "deleted",   "name",       "id",          "article",       "label",
  "annotator", "segments",   "note",        "origin",        "created",
  "modified",  "title",      "byline",      "outlet",        "url",
  "published", "language",   "file-name",   "text",          "version",
  "previous",  "parent",     "colour",      "line",          "key",
  "use-when",  "avoid-when", "example",     "position",      "from",
  "to",        "type",       "kind",        "role",          "reliability",
  "question",  "status",     "dispute",     "order",         "on",
  "resolved",  "@speaker",   "@dispute",    "@position",     "@stance",
  "@kind",     "@certainty", "@polarity",   "@verification", "@credibility",
  "@wording",  "@form",      "@resolution", "@type",         "@verdict",
  "@mode",     "@medium",    "@low",        "@high",         "@approximator",
  "@unit",     "sources",    "decision",    "reason",
};

/* A change's own names are numbered from here. */
#define FIRST_OWN_NAME 128

G_STATIC_ASSERT (G_N_ELEMENTS (dictionary) <= FIRST_OWN_NAME);

G_DEFINE_QUARK (ob - change - error - quark, ob_change_error)

/* The bytes that are still to be read. */
typedef struct
{
  const guint8 *data;
  const guint8 *end;
  GPtrArray *names; /* interned names of this change's own fields */
} Reader;

static int
field_number (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (dictionary); i++)
    if (strcmp (dictionary[i], name) == 0)
      return (int) i;

  return -1;
}

gint
ob_head_compare (gconstpointer a, gconstpointer b)
{
  const ObHead *left = a, *right = b;

  if (left->change != right->change)
    return left->change < right->change ? -1 : 1;
  return (left->operation > right->operation) - (left->operation < right->operation);
}

/* Fields of the dictionary come first, in its order, then the others by name. */
gint
ob_field_compare (gconstpointer a, gconstpointer b)
{
  const ObField *left = a, *right = b;
  int number = field_number (left->field), other = field_number (right->field);

  if (number >= 0 && other >= 0)
    return number - other;
  if (number >= 0 || other >= 0)
    return number >= 0 ? -1 : 1;
  return strcmp (left->field, right->field);
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

/* @n_bytes: how many it will be, about. */
static GBytes *
encode (const ObChange *change, guint n_bytes)
{
  GByteArray *out = g_byte_array_sized_new (n_bytes);
  g_autoptr (GByteArray) operations = g_byte_array_sized_new (n_bytes);
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
  if (ob_change_has_target (change->purpose))
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

GBytes *
ob_change_encode (const ObChange *change)
{
  return encode (change, 0);
}

gboolean
ob_change_has_target (guint64 purpose)
{
  return purpose == OB_CHANGE_UNDO || purpose == OB_CHANGE_REDO || purpose == OB_CHANGE_MERGE;
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
      if (i > 0
          && ob_field_compare (&g_array_index (operation->fields, ObField, i - 1), &field) >= 0)
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
      if (i > 0 && ob_head_compare (&g_array_index (operation->seen, ObHead, i - 1), &head) >= 0)
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
    if (ob_id_compare (&g_array_index (change->ids, ObId, i - 1),
                       &g_array_index (change->ids, ObId, i))
        >= 0)
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
  if (ob_change_has_target (purpose)
      && (!read_reference (reader, &change->target) || change->target >= change->ids->len))
    return FALSE;

  return read_predecessors (reader, change) && read_names (reader)
         && read_operations (reader, change);
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
            if (!reference_is_good (
                    change,
                    ob_value_get_entity (g_array_index (operation->fields, ObField, j).value)))
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
    again = encode (change, (guint) size);
  if (again == NULL || !g_bytes_equal (again, body))
    {
      g_set_error_literal (error, OB_CHANGE_ERROR, OB_CHANGE_ERROR_INVALID,
                           _ ("A change is damaged."));
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
