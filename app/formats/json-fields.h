/* Members of JSON objects that came from outside, with their types checked.
 *
 * Every function fails with OB_FORMAT_ERROR_INVALID and a sentence that names the member.  A member
 * that is null counts as absent.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/codebook.h"
#include "model/value.h"

G_BEGIN_DECLS

/* Sets @error to OB_FORMAT_ERROR_INVALID; returns FALSE. */
gboolean ob_json_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The member, or NULL when it is absent or null. */
JsonNode *ob_json_get (JsonObject *object, const char *name);

/* @text: (out) (transfer none) (nullable): NULL when absent. */
gboolean ob_json_take_text (
    JsonObject *object, const char *name, gboolean required, const char **text, GError **error);

/* @number is left as it is when the member is absent. */
gboolean ob_json_take_integer (JsonObject *object,
                               const char *name,
                               gint64 least,
                               gint64 most,
                               gint64 *number,
                               GError **error);

/* @flag is left as it is when the member is absent. */
gboolean ob_json_take_flag (JsonObject *object, const char *name, gboolean *flag, GError **error);

/* RFC 3339, as microseconds since 1970; @time is left as it is when the member is absent. */
gboolean ob_json_take_time (JsonObject *object, const char *name, gint64 *time, GError **error);

/* @array: (out) (transfer none) (nullable): NULL when absent. */
gboolean
ob_json_take_array (JsonObject *object, const char *name, JsonArray **array, GError **error);
gboolean
ob_json_take_object (JsonObject *object, const char *name, JsonObject **found, GError **error);

/* The object that stands at @i in @array; NULL with an error that names @name. */
JsonObject *ob_json_take_element (JsonArray *array, guint i, const char *name, GError **error);

/* A list of texts.  @texts: (out) (transfer full) (nullable): NULL when absent. */
gboolean ob_json_take_texts (JsonObject *object, const char *name, char ***texts, GError **error);

/* [[begin, end], ...], not normalised.  @segments: (out) (transfer full) (nullable): NULL when
 * absent. */
gboolean
ob_json_take_segments (JsonObject *object, const char *name, GArray **segments, GError **error);

/* FALSE when @object has a member that is not in @known (NULL-terminated). */
gboolean ob_json_check_names (JsonObject *object, const char *const *known, GError **error);

/* The value of an attribute that is no entity, strictly of its type.  Returns: (transfer full)
 * (nullable): NULL with error. */
ObValue *ob_json_to_value (const ObAttribute *attribute, JsonNode *node, GError **error);

/* A label's attribute: {"name", "type", "choices", "shown_when"}.  Returns: (transfer full) (nullable). */
ObAttribute *ob_json_to_attribute (JsonObject *object, GError **error);

G_END_DECLS
