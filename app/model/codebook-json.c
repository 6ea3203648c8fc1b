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

static gboolean
read_choices (JsonObject *object, ObAttribute *attribute, const char *place, GError **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_free);
  JsonNode *node = json_object_get_member (object, "choices");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) == 0)
    return fail (error, place, _ ("A choice needs “choices”, a list of texts."));

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *choice = ob_json_is_text (element) ? json_node_get_string (element) : "";

      if (*choice == '\0')
        return fail (error, place, _ ("Each of the “choices” must be text that is not empty."));
      if (g_ptr_array_find_with_equal_func (choices, choice, g_str_equal, NULL))
        return fail (error, place, _ ("The choice “%s” is there twice."), choice);
      g_ptr_array_add (choices, g_strdup (choice));
    }

  g_ptr_array_add (choices, NULL);
  attribute->choices = (char **) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
  return TRUE;
}

/* Type and choices, which are the same in codebook files and in projects. */
static gboolean
read_definition (JsonObject *object, ObAttribute *attribute, const char *place, GError **error)
{
  const char *type = ob_json_get_text (object, "type");

  if (type == NULL || !ob_attribute_type_from_name (type, &attribute->type))
    return fail (
        error, place,
        _ ("“type” must be choice, text, number, flag, date, speaker, dispute or position."));

  return attribute->type != OB_ATTRIBUTE_CHOICE || read_choices (object, attribute, place, error);
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

  return TRUE;
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

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_attribute_to_json (const ObAttribute *attribute)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, ob_attribute_type_get_name (attribute->type));
  if (attribute->choices != NULL)
    {
      json_builder_set_member_name (builder, "choices");
      json_builder_begin_array (builder);
      for (guint i = 0; attribute->choices[i] != NULL; i++)
        json_builder_add_string_value (builder, attribute->choices[i]);
      json_builder_end_array (builder);
    }
  json_builder_set_member_name (builder, "order");
  json_builder_add_int_value (builder, attribute->order);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
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
