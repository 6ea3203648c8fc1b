/* Definitions of labels and attributes as JSON. */
#include "model/codebook.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/json-parse.h"
#include "obelus-core-resources.h"

#define CODEBOOK_RESOURCE "/org/obelus/Obelus/codebook.json"
#define N_COLOURS 12
#define MAX_LABELS 1000
#define MAX_ATTRIBUTES 200

G_GNUC_PRINTF (3, 4)
static gboolean
fail (GError **error, const char *place, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", place, message);
  return FALSE;
}

/* Ids stand in edits, exports and queries, so they are plain. */
static gboolean
is_id (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '-' && *text != '_')
      return FALSE;

  return TRUE;
}

/* Puts the member @name into @text; an absent or empty one gives NULL. */
static gboolean
read_text (JsonObject *object, const char *name, const char *place, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node == NULL)
    return TRUE;
  if (!ob_json_is_text (node))
    return fail (error, place, _ ("“%s” must be text."), name);

  if (*json_node_get_string (node) != '\0')
    *text = g_strdup (json_node_get_string (node));
  return TRUE;
}

static gboolean
read_id (JsonObject *object, const char *name, const char *place, char **id, GError **error)
{
  if (!read_text (object, name, place, id, error))
    return FALSE;
  if (*id == NULL || !is_id (*id))
    return fail (error, place, _ ("“%s” must be made of letters, digits, “-” and “_”."), name);

  return TRUE;
}

/* A list of different texts that are not empty. */
static gboolean
read_texts (JsonNode *node, const char *name, char ***texts, const char *place, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return fail (error, place, _ ("“%s” must be a list of texts that is not empty."), name);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text = ob_json_is_text (element) ? json_node_get_string (element) : "";

      if (*text == '\0')
        return fail (error, place, _ ("Each of the “%s” must be text that is not empty."), name);
      if (g_ptr_array_find_with_equal_func (found, text, g_str_equal, NULL))
        return fail (error, place, _ ("“%s” is there twice among the “%s”."), text, name);
      g_ptr_array_add (found, g_strdup (text));
    }

  g_ptr_array_add (found, NULL);
  *texts = (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
  return TRUE;
}

static gboolean
read_choices (JsonObject *object, ObAttribute *attribute, const char *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, "choices");

  if (node == NULL)
    return fail (error, place, _ ("A choice needs “choices”, a list of texts."));

  return read_texts (node, "choices", &attribute->choices, place, error);
}

/* "shown_when": {"attribute": "stance", "values": ["denies"]}; no values: any. */
static gboolean
read_condition (JsonObject *object, ObAttribute *attribute, const char *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, "shown_when");
  JsonNode *values = NULL;
  JsonObject *condition;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, place, _ ("“shown_when” must be an object with “attribute” and “values”."));

  condition = json_node_get_object (node);
  if (!read_id (condition, "attribute", place, &attribute->when, error))
    return FALSE;
  values = json_object_get_member (condition, "values");
  return values == NULL || read_texts (values, "values", &attribute->when_values, place, error);
}

/* Type, choices and condition, which are the same in codebook files and in projects. */
static gboolean
read_definition (JsonObject *object, ObAttribute *attribute, const char *place, GError **error)
{
  const char *type = ob_json_get_text (object, "type");

  if (type == NULL || !ob_attribute_type_from_name (type, &attribute->type))
    return fail (
        error, place,
        _ ("“type” must be choice, text, number, flag, date, speaker, dispute or position."));

  return (attribute->type != OB_ATTRIBUTE_CHOICE || read_choices (object, attribute, place, error))
         && read_condition (object, attribute, place, error);
}

static gboolean
read_attribute (JsonNode *node, ObLabel *label, const char *label_place, GError **error)
{
  g_autoptr (ObAttribute) attribute = ob_attribute_new (NULL, OB_ATTRIBUTE_TEXT);
  g_autofree char *place
      = g_strdup_printf (_ ("%s, attribute %u"), label_place, label->attributes->len + 1);
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, place, _ ("An object is expected here."));

  object = json_node_get_object (node);
  if (!read_id (object, "name", place, &attribute->name, error)
      || !read_definition (object, attribute, place, error))
    return FALSE;
  if (ob_label_find_attribute (label, attribute->name) != NULL)
    return fail (error, place, _ ("There is already an attribute “%s”."), attribute->name);

  attribute->order = (int) label->attributes->len;
  g_ptr_array_add (label->attributes, g_steal_pointer (&attribute));
  return TRUE;
}

/* What an attribute depends on must be another of the label. */
static gboolean
check_conditions (const ObLabel *label, const char *place, GError **error)
{
  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);

      if (attribute->when != NULL
          && (strcmp (attribute->when, attribute->name) == 0
              || ob_label_find_attribute (label, attribute->when) == NULL))
        return fail (error, place, _ ("“%s” cannot depend on “%s”, which is no other attribute."),
                     attribute->name, attribute->when);
    }

  return TRUE;
}

static gboolean
read_attributes (JsonObject *object, ObLabel *label, const char *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, "attributes");
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, place, _ ("“attributes” must be a list."));

  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_ATTRIBUTES)
    return fail (error, place, _ ("There are more than %d attributes."), MAX_ATTRIBUTES);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_attribute (json_array_get_element (array, i), label, place, error))
      return FALSE;

  return check_conditions (label, place, error);
}

/* Colour, line and key; @number stands in for a colour or line that is not given. */
static gboolean
read_looks (JsonObject *object, ObLabel *label, guint number, const char *place, GError **error)
{
  JsonNode *colour = json_object_get_member (object, "colour");
  JsonNode *line = json_object_get_member (object, "line");

  label->colour = number % N_COLOURS;
  if (colour != NULL)
    {
      if (!ob_json_is_integer (colour) || json_node_get_int (colour) < 0
          || json_node_get_int (colour) >= N_COLOURS)
        return fail (error, place, _ ("“colour” must be a number from 0 to %d."), N_COLOURS - 1);
      label->colour = (guint) json_node_get_int (colour);
    }

  label->line = (ObLine) (number % OB_N_LINES);
  if (line != NULL
      && (!ob_json_is_text (line)
          || !ob_line_from_name (json_node_get_string (line), &label->line)))
    return fail (error, place,
                 _ ("“line” must be solid, dashed, dotted, double, wavy or dash-dot."));

  if (!read_text (object, "key", place, &label->key, error))
    return FALSE;
  if (label->key != NULL && g_utf8_strlen (label->key, -1) != 1)
    return fail (error, place, _ ("“key” must be one character."));

  return TRUE;
}

static gboolean
read_label_members (JsonObject *object, ObLabel *label, guint number, char **parent,
                    const char *place, GError **error)
{
  if (!read_id (object, "id", place, &label->id, error)
      || !read_text (object, "name", place, &label->name, error)
      || !read_text (object, "parent", place, parent, error)
      || !read_text (object, "use_when", place, &label->use_when, error)
      || !read_text (object, "avoid_when", place, &label->avoid_when, error)
      || !read_text (object, "example", place, &label->example, error)
      || !read_text (object, "counter_example", place, &label->counter_example, error)
      || !read_text (object, "guid", place, &label->guid, error)
      || !read_looks (object, label, number, place, error)
      || !read_attributes (object, label, place, error))
    return FALSE;
  if (label->name == NULL)
    return fail (error, place, _ ("“name” is missing."));

  label->position = number;
  return TRUE;
}

static gboolean
read_label (JsonNode *node, ObCodebook *codebook, GPtrArray *parent_ids, GError **error)
{
  g_autoptr (ObLabel) label = ob_label_new ();
  g_autofree char *parent = NULL;
  guint number = codebook->labels->len;
  g_autofree char *place = g_strdup_printf (_ ("Label %u"), number + 1);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, place, _ ("An object is expected here."));
  if (!read_label_members (json_node_get_object (node), label, number, &parent, place, error))
    return FALSE;

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *other = g_ptr_array_index (codebook->labels, i);

      if (strcmp (other->id, label->id) == 0)
        return fail (error, place, _ ("There is already a label “%s”."), label->id);
      if (label->key != NULL && g_strcmp0 (other->key, label->key) == 0)
        return fail (error, place, _ ("The label “%s” already has the key “%s”."), other->id,
                     label->key);
    }

  g_ptr_array_add (parent_ids, g_steal_pointer (&parent));
  ob_codebook_add (codebook, g_steal_pointer (&label));
  return TRUE;
}

/* Every parent must be there, and no label may be its own ancestor. */
static gboolean
check_parents (const ObCodebook *codebook, const GPtrArray *parent_ids, GError **error)
{
  g_autoptr (GHashTable) parents = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parent_ids->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      g_hash_table_insert (parents, label->id, g_ptr_array_index (parent_ids, i));
    }
  for (guint i = 0; i < parent_ids->len; i++)
    {
      g_autofree char *place = g_strdup_printf (_ ("Label %u"), i + 1);
      const char *parent = g_ptr_array_index (parent_ids, i);

      for (guint n_steps = 0; parent != NULL; n_steps++)
        {
          if (!g_hash_table_contains (parents, parent))
            return fail (error, place, _ ("There is no label “%s” to be its parent."), parent);
          if (n_steps >= parent_ids->len)
            return fail (error, place, _ ("Its parents form a circle."));
          parent = g_hash_table_lookup (parents, parent);
        }
    }

  return TRUE;
}

static gboolean
read_labels (JsonNode *root, ObCodebook *codebook, GPtrArray *parent_ids, GError **error)
{
  JsonNode *node = JSON_NODE_HOLDS_OBJECT (root)
                       ? json_object_get_member (json_node_get_object (root), "labels")
                       : NULL;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is not a codebook: it has no list of “labels”."));
      return FALSE;
    }

  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_LABELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("The codebook has more than %d labels."), MAX_LABELS);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_label (json_array_get_element (array, i), codebook, parent_ids, error))
      return FALSE;

  return check_parents (codebook, parent_ids, error);
}

/* Writing -------------------------------------------------------------------------------------- */

static void
add_texts (JsonBuilder *builder, const char *name, char **texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/* What read_definition() reads. */
static void
add_definition (JsonBuilder *builder, const ObAttribute *attribute)
{
  add_text (builder, "type", ob_attribute_type_get_name (attribute->type));
  if (attribute->choices != NULL)
    add_texts (builder, "choices", attribute->choices);
  if (attribute->when == NULL)
    return;

  json_builder_set_member_name (builder, "shown_when");
  json_builder_begin_object (builder);
  add_text (builder, "attribute", attribute->when);
  if (attribute->when_values != NULL)
    add_texts (builder, "values", attribute->when_values);
  json_builder_end_object (builder);
}

static void
add_label (JsonBuilder *builder, const ObCodebook *codebook, const ObLabel *label)
{
  const ObLabel *parent = label->parent != 0 ? ob_codebook_get (codebook, label->parent) : NULL;

  json_builder_begin_object (builder);
  add_text (builder, "id", label->id);
  add_text (builder, "name", label->name);
  add_text (builder, "parent", parent != NULL ? parent->id : NULL);
  json_builder_set_member_name (builder, "colour");
  json_builder_add_int_value (builder, label->colour);
  add_text (builder, "line", ob_line_get_name (label->line));
  add_text (builder, "key", label->key);
  add_text (builder, "use_when", label->use_when);
  add_text (builder, "avoid_when", label->avoid_when);
  add_text (builder, "example", label->example);
  add_text (builder, "counter_example", label->counter_example);
  add_text (builder, "guid", label->guid);
  if (label->attributes->len > 0)
    {
      json_builder_set_member_name (builder, "attributes");
      json_builder_begin_array (builder);
      for (guint i = 0; i < label->attributes->len; i++)
        {
          const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);

          json_builder_begin_object (builder);
          add_text (builder, "name", attribute->name);
          add_definition (builder, attribute);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_attribute_to_json (const ObAttribute *attribute)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_definition (builder, attribute);
  json_builder_set_member_name (builder, "order");
  json_builder_add_int_value (builder, attribute->order);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

char *
ob_codebook_to_json (const ObCodebook *codebook)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < codebook->labels->len; i++)
    add_label (builder, codebook, g_ptr_array_index (codebook->labels, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, TRUE);
  return g_strconcat (json, "\n", NULL);
}

ObAttribute *
ob_attribute_from_json (const char *name, const char *json)
{
  g_autoptr (ObAttribute) attribute = ob_attribute_new (name, OB_ATTRIBUTE_TEXT);
  g_autoptr (JsonNode) root = ob_json_parse (json, -1, NULL);
  JsonNode *order;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !read_definition (json_node_get_object (root), attribute, name, NULL))
    return NULL;

  order = json_object_get_member (json_node_get_object (root), "order");
  if (order != NULL)
    {
      if (!ob_json_is_integer (order))
        return NULL;
      attribute->order = (int) CLAMP (json_node_get_int (order), G_MININT, G_MAXINT);
    }

  return g_steal_pointer (&attribute);
}

ObCodebook *
ob_codebook_new_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parent_ids = NULL;
  g_autoptr (GBytes) json = g_resource_lookup_data (obelus_core_get_resource (), CODEBOOK_RESOURCE,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  ObCodebook *codebook = NULL;

  if (json != NULL)
    codebook = ob_codebook_from_json (g_bytes_get_data (json, NULL),
                                      (gssize) g_bytes_get_size (json), &parent_ids, &error);
  if (codebook == NULL)
    g_error ("The codebook inside the program is broken: %s", error->message);

  return codebook;
}

ObCodebook *
ob_codebook_from_json (const char *json, gssize length, GPtrArray **parent_ids, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_codebook_new ();
  g_autoptr (GPtrArray) parents = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) root = ob_json_parse (json, length, error);

  if (root == NULL || !read_labels (root, codebook, parents, error))
    return NULL;

  if (parent_ids != NULL)
    *parent_ids = g_steal_pointer (&parents);
  return g_steal_pointer (&codebook);
}
