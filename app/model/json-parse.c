#include "model/json-parse.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* What passes the check, JSON-GLib reads. */
static JsonNode *
load (const char *json, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, json, (gssize) length, error))
    return NULL;

  return json_parser_steal_root (parser);
}

static gboolean
is_blank (const char *json, gsize length)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (json[i]))
    i++;

  return i == length;
}

/* Public functions ----------------------------------------------------------------------------- */

JsonNode *
ob_json_parse (const char *json, gssize length, GError **error)
{
  gsize n_bytes = length < 0 ? strlen (json) : (gsize) length;
  gsize fault;
  const char *message = ob_json_check (json, n_bytes, &fault);

  if (message != NULL)
    {
      guint line = 1;

      if (is_blank (json, n_bytes))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               _ ("There is no JSON in it."));
          return NULL;
        }
      for (gsize i = 0; i < fault; i++)
        line += json[i] == '\n';
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u is not valid JSON: %s."),
                   line, message);
      return NULL;
    }

  return load (json, n_bytes, error);
}

JsonNode *
ob_json_parse_line (const char *json, gsize length, GError **error)
{
  gsize fault;
  const char *message = ob_json_check (json, length, &fault);

  if (message != NULL)
    {
      /* Up to the fault all is valid UTF-8. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("This is not valid JSON: at character %ld, %s."),
                   g_utf8_strlen (json, (gssize) fault) + 1, message);
      return NULL;
    }

  return load (json, length, error);
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
