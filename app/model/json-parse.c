#include "model/json-parse.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* The line, from 1, on which the nesting gets too deep; 0 when it never does. */
static guint
find_too_deep_line (const char *json, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0, line = 1;

  for (gsize i = 0; i < length; i++)
    {
      char c = json[i];

      if (c == '\n')
        line++;
      else if (in_string && c == '\\')
        i++;
      else if (c == '"')
        in_string = !in_string;
      else if (!in_string && (c == '[' || c == '{') && ++depth > OB_JSON_MAX_DEPTH)
        return line;
      else if (!in_string && (c == ']' || c == '}') && depth > 0)
        depth--;
    }

  return 0;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* JSON-GLib's own message begins with "<data>:LINE:COLUMN: Parse error: ". */
static void
set_parse_error (GError **error, const char *message)
{
  guint line, column;
  int n_chars = 0;

  if (sscanf (message, "<data>:%u:%u: Parse error: %n", &line, &column, &n_chars) == 2 && n_chars > 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u is not valid JSON: %s."),
                 line, message + n_chars);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("This is not valid JSON: %s."),
                 message);
}

/* Public functions ----------------------------------------------------------------------------- */

JsonNode *
ob_json_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) cause = NULL;
  gsize n_bytes = length < 0 ? strlen (json) : (gsize) length;
  guint line;

  if (!g_utf8_validate_len (json, n_bytes, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is not JSON: it is not text in UTF-8."));
      return NULL;
    }

  line = find_too_deep_line (json, n_bytes);
  if (line > 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("Line %u: arrays and objects are nested more than %d deep."), line,
                   OB_JSON_MAX_DEPTH);
      return NULL;
    }

  if (!json_parser_load_from_data (parser, json, (gssize) n_bytes, &cause))
    {
      set_parse_error (error, cause->message);
      return NULL;
    }

  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There is no JSON in it."));
      return NULL;
    }

  return json_parser_steal_root (parser);
}

const char *
ob_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return ob_json_is_text (node) ? json_node_get_string (node) : NULL;
}

gboolean
ob_json_is_text (JsonNode *node)
{
  return holds (node, G_TYPE_STRING);
}

gboolean
ob_json_is_integer (JsonNode *node)
{
  return holds (node, G_TYPE_INT64);
}

gboolean
ob_json_is_number (JsonNode *node)
{
  return holds (node, G_TYPE_INT64) || holds (node, G_TYPE_DOUBLE);
}
