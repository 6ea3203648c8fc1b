#include "model/change.h"

#include <string.h>

#include "model/change-private.h"

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

/* Sealing: provisional references become final ones -----------------------------------------------
 */

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
      g_array_sort (operation->fields, ob_field_compare);
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
  g_array_sort (operation->seen, ob_head_compare);
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

  g_hash_table_insert (change->places, g_memdup2 (id, sizeof *id),
                       GUINT_TO_POINTER (change->ids->len));
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

  if (ob_change_has_target (change->purpose))
    change->target = final_reference (places, n_ids, change->target);
  for (guint i = 0; i < change->predecessors->len; i++)
    {
      guint32 *predecessor = &g_array_index (change->predecessors, guint32, i);

      *predecessor = final_reference (places, n_ids, *predecessor);
    }
  g_array_sort (change->predecessors, compare_numbers);
  for (guint i = 0; i < change->operations->len; i++)
    finish_operation (change->operations->pdata[i], places, n_ids);

  return ob_change_encode (change);
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
