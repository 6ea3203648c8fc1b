/* Labels as entities, and the codebook that they make. */
#include "store/project-private.h"

#include <string.h>

#include "store/derive.h"

static char *
dup_field (const GArray *fields, const char *name)
{
  return g_strdup (ob_value_get_text (ob_fields_get (fields, name)));
}

static gint
compare_attributes (gconstpointer a, gconstpointer b)
{
  const ObAttribute *left = *(const ObAttribute *const *) a,
                    *right = *(const ObAttribute *const *) b;

  return left->order != right->order ? (left->order < right->order ? -1 : 1)
                                     : strcmp (left->name, right->name);
}

static ObLabel *
read_label (ObEntity entity, const GArray *fields)
{
  ObLabel *label = ob_label_new ();

  label->entity = entity;
  label->id = dup_field (fields, "id");
  label->name = dup_field (fields, "name");
  if (label->name == NULL)
    label->name = g_strdup (label->id != NULL ? label->id : "");
  if (label->id == NULL)
    label->id = g_strdup (label->name);
  label->parent = ob_value_get_entity (ob_fields_get (fields, "parent"));
  label->colour = (guint) CLAMP (ob_value_get_integer (ob_fields_get (fields, "colour")), 0, 11);
  label->line
      = (ObLine) CLAMP (ob_value_get_integer (ob_fields_get (fields, "line")), 0, OB_N_LINES - 1);
  label->key = dup_field (fields, "key");
  label->use_when = dup_field (fields, "use-when");
  label->avoid_when = dup_field (fields, "avoid-when");
  label->example = dup_field (fields, "example");
  label->counter_example = dup_field (fields, "counter-example");
  label->guid = dup_field (fields, "guid");
  label->position = ob_value_get_integer (ob_fields_get (fields, "position"));

  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);
      const char *json = ob_value_get_text (field->value);
      ObAttribute *attribute = NULL;

      if (*field->field == '@' && json != NULL)
        attribute = ob_attribute_from_json (field->field + 1, json);
      if (attribute != NULL)
        g_ptr_array_add (label->attributes, attribute);
    }
  g_ptr_array_sort (label->attributes, compare_attributes);

  return label;
}

static void
set_text (GArray *fields, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    ob_fields_set (fields, name, ob_value_new_text (text));
}

static GArray *
label_to_fields (const ObLabel *label, guint position)
{
  GArray *fields = ob_fields_new ();

  set_text (fields, "id", label->id);
  set_text (fields, "name", label->name);
  set_text (fields, "key", label->key);
  set_text (fields, "use-when", label->use_when);
  set_text (fields, "avoid-when", label->avoid_when);
  set_text (fields, "example", label->example);
  set_text (fields, "counter-example", label->counter_example);
  set_text (fields, "guid", label->guid);
  ob_fields_set (fields, "colour", ob_value_new_integer (label->colour));
  ob_fields_set (fields, "line", ob_value_new_integer (label->line));
  ob_fields_set (fields, "position", ob_value_new_integer (position));
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = label->attributes->pdata[i];
      g_autofree char *name = g_strconcat ("@", attribute->name, NULL);
      g_autofree char *json = ob_attribute_to_json (attribute);

      ob_fields_set (fields, name, ob_value_new_text (json));
    }

  return fields;
}

/* The index of the label with that id, or -1. */
static int
find_index (const ObCodebook *codebook, const char *id)
{
  for (guint i = 0; id != NULL && i < codebook->labels->len; i++)
    if (strcmp (((ObLabel *) codebook->labels->pdata[i])->id, id) == 0)
      return (int) i;

  return -1;
}

ObCodebook *
ob_project_read_codebook (ObDatabase *database)
{
  ObCodebook *codebook = ob_codebook_new ();
  sqlite3_stmt *row
      = ob_database_query (database,
                           "SELECT e, fields FROM record JOIN entity USING (e) "
                           "JOIN change USING (n) WHERE record.kind = ? ORDER BY " OB_SHARED_ORDER,
                           "i", (gint64) OB_KIND_LABEL);

  while (ob_database_next (database, row))
    {
      g_autoptr (GArray) fields
          = ob_fields_decode (sqlite3_column_blob (row, 1), (gsize) sqlite3_column_bytes (row, 1));

      ob_codebook_add (codebook, read_label (sqlite3_column_int64 (row, 0), fields));
    }
  ob_codebook_arrange (codebook);

  return codebook;
}

GBytes *
ob_codebook_make_genesis (const ObCodebook *codebook, GPtrArray *parents)
{
  g_autoptr (ObChange) change = ob_change_new ();

  change->purpose = OB_CHANGE_GENESIS;
  change->lamport = 1;
  g_free (change->name);
  change->name = g_strdup ("Codebook");
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      GArray *fields = label_to_fields (codebook->labels->pdata[i], i);
      int parent = parents != NULL ? find_index (codebook, parents->pdata[i]) : -1;

      if (parent >= 0)
        ob_fields_set (fields, "parent",
                       ob_value_new_entity (OB_REFERENCE_CREATED ((guint) parent)));
      ob_change_create (change, OB_KIND_LABEL, fields);
    }

  return ob_change_seal (change);
}
