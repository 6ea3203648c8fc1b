/* Parsing of JSON that came from outside. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How deep arrays and objects may be nested in each other. */
#define OB_JSON_MAX_DEPTH 64

/* Parses @json of @length bytes (-1: NUL-terminated).  JSON-GLib before 1.10 parses by recursion
 * without a limit and would overflow the stack on deep nesting, so that is refused first.
 * Returns: (transfer full) (nullable): NULL with a G_IO_ERROR that names the line. */
JsonNode *ob_json_parse (const char *json, gssize length, GError **error);

/* The member @name of @object when it is text; else NULL.  Returns: (transfer none). */
const char *ob_json_get_text (JsonObject *object, const char *name);

/* TRUE when @node holds text, an integer or an integer or real. */
gboolean ob_json_is_text (JsonNode *node);
gboolean ob_json_is_integer (JsonNode *node);
gboolean ob_json_is_number (JsonNode *node);

G_END_DECLS
