#include "formats/json-fields.h"

#include <glib/gi18n-lib.h>

#include "formats/format.h"
#include "formats/json-writer.h"
#include "model/json-parse.h"

static gboolean
is_flag (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static gboolean
read_offset (JsonArray *pair, guint i, guint32 *offset)
{
  JsonNode *node = json_array_get_element (pair, i);

  if (!ob_json_is_integer (node) || json_node_get_int (node) < 0
      || json_node_get_int (node) > G_MAXUINT32)
    return FALSE;

  *offset = (guint32) json_node_get_int (node);
  return TRUE;
}

static gboolean
read_segment (JsonNode *node, ObSegment *segment)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return pair != NULL && json_array_get_length (pair) == 2 && read_offset (pair, 0, &segment->start)
         && read_offset (pair, 1, &segment->end);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_json_refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, OB_FORMAT_ERROR, OB_FORMAT_ERROR_INVALID, message);
  return FALSE;
}

JsonNode *
ob_json_get (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

gboolean
ob_json_take_text (
    JsonObject *object, const char *name, gboolean required, const char **text, GError **error)
{
  JsonNode *node = ob_json_get (object, name);

  *text = NULL;
  if (node == NULL)
    return !required || ob_json_refuse (error, _ ("“%s” is missing."), name);
  if (!ob_json_is_text (node))
    return ob_json_refuse (error, _ ("“%s” must be text."), name);

  *text = json_node_get_string (node);
  return TRUE;
}

gboolean
ob_json_take_integer (
    JsonObject *object, const char *name, gint64 least, gint64 most, gint64 *number, GError **error)
{
  JsonNode *node = ob_json_get (object, name);

  if (node == NULL)
    return TRUE;
  if (!ob_json_is_integer (node) || json_node_get_int (node) < least
      || json_node_get_int (node) > most)
    return ob_json_refuse (
        error, _ ("“%s” must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "."),
        name, least, most);

  *number = json_node_get_int (node);
  return TRUE;
}

gboolean
ob_json_take_flag (JsonObject *object, const char *name, gboolean *flag, GError **error)
{
  JsonNode *node = ob_json_get (object, name);

  if (node == NULL)
    return TRUE;
  if (!is_flag (node))
    return ob_json_refuse (error, _ ("“%s” must be true or false."), name);

  *flag = json_node_get_boolean (node);
  return TRUE;
}

gboolean
ob_json_take_time (JsonObject *object, const char *name, gint64 *time, GError **error)
{
  const char *text;

  if (!ob_json_take_text (object, name, FALSE, &text, error))
    return FALSE;
  if (text != NULL && !ob_time_from_text (text, time))
    return ob_json_refuse (error, _ ("“%s” must be a time such as 2017-04-12T18:30:00Z."), name);

  return TRUE;
}

gboolean
ob_json_take_array (JsonObject *object, const char *name, JsonArray **array, GError **error)
{
  JsonNode *node = ob_json_get (object, name);

  *array = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return ob_json_refuse (error, _ ("“%s” must be a list."), name);

  *array = json_node_get_array (node);
  return TRUE;
}

gboolean
ob_json_take_object (JsonObject *object, const char *name, JsonObject **found, GError **error)
{
  JsonNode *node = ob_json_get (object, name);

  *found = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return ob_json_refuse (error, _ ("“%s” must be an object."), name);

  *found = json_node_get_object (node);
  return TRUE;
}

JsonObject *
ob_json_take_element (JsonArray *array, guint i, const char *name, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  ob_json_refuse (error, _ ("Each of “%s” must be an object."), name);
  return NULL;
}

gboolean
ob_json_take_texts (JsonObject *object, const char *name, char ***texts, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  *texts = NULL;
  if (!ob_json_take_array (object, name, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!ob_json_is_text (node))
        return ob_json_refuse (error, _ ("Each of “%s” must be text."), name);
      g_strv_builder_add (builder, json_node_get_string (node));
    }

  *texts = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
ob_json_take_segments (JsonObject *object, const char *name, GArray **segments, GError **error)
{
  g_autoptr (GArray) found = NULL;
  JsonArray *array;

  *segments = NULL;
  if (!ob_json_take_array (object, name, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  found = ob_segments_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      ObSegment segment;

      if (!read_segment (json_array_get_element (array, i), &segment))
        return ob_json_refuse (
            error, _ ("“%s” must be a list of [begin, end], both whole numbers from 0."), name);
      g_array_append_val (found, segment);
    }

  *segments = g_steal_pointer (&found);
  return TRUE;
}

gboolean
ob_json_check_names (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (const GList *item = names; item != NULL; item = item->next)
    if (!g_strv_contains (known, item->data))
      {
        g_autofree char *list = g_strjoinv (", ", (char **) known);

        return ob_json_refuse (error, _ ("“%s” is not known here; there can be: %s."),
                               (const char *) item->data, list);
      }

  return TRUE;
}

ObValue *
ob_json_to_value (const ObAttribute *attribute, JsonNode *node, GError **error)
{
  switch (attribute->type)
    {
    case OB_ATTRIBUTE_NUMBER:
      if (ob_json_is_integer (node))
        return ob_value_new_integer (json_node_get_int (node));
      if (ob_json_is_number (node))
        return ob_value_new_real (json_node_get_double (node));
      ob_json_refuse (error, _ ("The attribute “%s” must be a number."), attribute->name);
      return NULL;
    case OB_ATTRIBUTE_FLAG:
      if (is_flag (node))
        return ob_value_new_integer (json_node_get_boolean (node) ? 1 : 0);
      ob_json_refuse (error, _ ("The attribute “%s” must be true or false."), attribute->name);
      return NULL;
    default:
      if (ob_json_is_text (node))
        return ob_value_new_text (json_node_get_string (node));
      ob_json_refuse (error, _ ("The attribute “%s” must be text."), attribute->name);
      return NULL;
    }
}

/* "shown_when": {"attribute", "values"}. */
static gboolean
take_condition (JsonObject *object, ObAttribute *attribute, GError **error)
{
  JsonObject *condition;
  const char *when;

  if (!ob_json_take_object (object, "shown_when", &condition, error))
    return FALSE;
  if (condition == NULL)
    return TRUE;
  if (!ob_json_take_text (condition, "attribute", TRUE, &when, error)
      || !ob_json_take_texts (condition, "values", &attribute->when_values, error))
    return FALSE;

  attribute->when = g_strdup (when);
  if (attribute->when_values != NULL && attribute->when_values[0] == NULL)
    g_clear_pointer (&attribute->when_values, g_strfreev);
  return TRUE;
}

ObAttribute *
ob_json_to_attribute (JsonObject *object, GError **error)
{
  g_autoptr (ObAttribute) attribute = NULL;
  g_auto (GStrv) choices = NULL;
  const char *name, *type;
  ObAttributeType number;

  if (!ob_json_take_text (object, "name", TRUE, &name, error)
      || !ob_json_take_text (object, "type", TRUE, &type, error)
      || !ob_json_take_texts (object, "choices", &choices, error))
    return NULL;
  if (!ob_attribute_type_from_name (type, &number))
    {
      ob_json_refuse (error,
                      _ ("“%s” is not a type of attribute; there are choice, text, number, flag, "
                         "date, speaker, "
                         "dispute and position."),
                      type);
      return NULL;
    }
  if ((number == OB_ATTRIBUTE_CHOICE) != (choices != NULL && choices[0] != NULL))
    {
      ob_json_refuse (
          error, _ ("The attribute “%s” must have “choices” if its type is choice, and only then."),
          name);
      return NULL;
    }

  attribute = ob_attribute_new (name, number);
  if (number == OB_ATTRIBUTE_CHOICE)
    attribute->choices = g_steal_pointer (&choices);
  return take_condition (object, attribute, error) ? g_steal_pointer (&attribute) : NULL;
}
