/* Parsing of JSON that came from outside. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/json-check.h"

G_BEGIN_DECLS

/* Parses @json of @length bytes (-1: NUL-terminated), strictly (see ob_json_check(), which also
 * keeps deep nesting from JSON-GLib's recursion). Returns: (transfer full) (nullable): NULL with a
 * G_IO_ERROR that names the line. */
JsonNode *ob_json_parse (const char *json, gssize length, GError **error);

/* The same for one line of JSON Lines: the error names the character, from 1, and the caller knows
 * the line. */
JsonNode *ob_json_parse_line (const char *json, gsize length, GError **error);

/* The member @name of @object when it is text; else NULL.  Returns: (transfer none). */
const char *ob_json_get_text (JsonObject *object, const char *name);

/* TRUE when @node holds text, an integer or an integer or real. */
gboolean ob_json_is_text (JsonNode *node);
gboolean ob_json_is_integer (JsonNode *node);
gboolean ob_json_is_number (JsonNode *node);

G_END_DECLS
