/* "gate-bdoc": documents of GATE as gatenlp writes them ("bdocjs"), one a file.  Read only.
 *
 *   {"text": "...", "offset_type": "p", "name": "...", "features": {...},
 *    "annotation_sets": {"": {"name": "", "annotations":
 *      [{"type": "Person", "start": 0, "end": 4, "id": 3, "features": {"kind": "x"}}]}}}
 *
 * Offsets count code points ("p") or UTF-16 units ("j").  The name of a set is the annotator; tokens and
 * what else every pipeline writes stay behind.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-walk.h"
#include "model/json-parse.h"

static gboolean
is_structural (const char *type)
{
  static const char *const types[]
      = { "Token", "SpaceToken", "Sentence", "Split", "DEFAULT_TOKEN", "paragraph", NULL };

  return g_strv_contains (types, type);
}

static void
add_features (ObIncoming *incoming, JsonObject *annotation)
{
  JsonObject *features = NULL;
  g_autoptr (GList) names = NULL;

  if (!ob_json_take_object (annotation, "features", &features, NULL) || features == NULL)
    return;
  names = json_object_get_members (features);
  for (const GList *item = names; item != NULL; item = item->next)
    {
      JsonNode *node = json_object_get_member (features, item->data);
      g_autofree char *json = NULL;

      if (ob_json_is_text (node))
        ob_incoming_add_value (incoming, item->data, json_node_get_string (node));
      else if (!JSON_NODE_HOLDS_NULL (node))
        {
          json = json_to_string (node, FALSE);
          ob_incoming_add_value (incoming, item->data, json);
        }
    }
}

static gboolean
read_annotation (ObIntake *intake, JsonObject *annotation, const char *set, GError **error)
{
  const char *type = ob_json_get_text (annotation, "type");
  gint64 start = -1, end = -1;
  g_autoptr (ObIncoming) incoming = NULL;

  if (!ob_json_take_integer (annotation, "start", 0, G_MAXUINT32, &start, error)
      || !ob_json_take_integer (annotation, "end", 0, G_MAXUINT32, &end, error))
    return FALSE;
  if (type == NULL || *type == '\0' || start < 0 || end < 0)
    return ob_json_refuse (error, _ ("An annotation has no type, or no place in the text."));
  if (is_structural (type))
    return TRUE;
  if (start >= end)
    {
      ob_intake_count (intake, _ ("Annotations of no characters, left out"));
      return TRUE;
    }
  incoming = ob_incoming_new (type);
  incoming->annotator = *set != '\0' ? g_strdup (set) : NULL;
  ob_incoming_add_segment (incoming, start, end);
  add_features (incoming, annotation);
  return ob_intake_add (intake, incoming, error);
}

static gboolean
read_annotations (ObIntake *intake, JsonObject *set, const char *name, GError **error)
{
  JsonArray *annotations = NULL;

  if (!ob_json_take_array (set, "annotations", &annotations, error))
    return FALSE;
  for (guint i = 0; annotations != NULL && i < json_array_get_length (annotations); i++)
    {
      JsonObject *annotation = ob_json_take_element (annotations, i, "annotations", error);

      if (annotation == NULL || !read_annotation (intake, annotation, name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_document (ObIntake *intake, JsonObject *document, const char *file, GError **error)
{
  const char *text = NULL, *offsets = ob_json_get_text (document, "offset_type");
  const char *name = ob_json_get_text (document, "name");
  JsonObject *sets = NULL;
  g_autoptr (GList) names = NULL;
  ObIncomingArticle article = { .title = name != NULL && *name != '\0' ? name : file,
                                .file_name = file,
                                .unit = g_strcmp0 (offsets, "j") == 0 ? OB_UNIT_UTF16 : OB_UNIT_POINTS };

  if (!ob_json_take_text (document, "text", TRUE, &text, error)
      || !ob_json_take_object (document, "annotation_sets", &sets, error))
    return FALSE;
  article.text = text;
  article.n_bytes = strlen (text);
  if (!ob_intake_begin_article (intake, &article, error))
    return FALSE;
  names = sets != NULL ? json_object_get_members (sets) : NULL;
  for (const GList *item = names; item != NULL; item = item->next)
    {
      JsonObject *set = NULL;

      if (!ob_json_take_object (sets, item->data, &set, error)
          || (set != NULL && !read_annotations (intake, set, item->data, error)))
        return FALSE;
    }

  return ob_intake_finish (intake, error);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const char *name = ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes = ob_source_get (import->source, name, error);
  gsize length = 0;
  const char *json = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (JsonNode) root = json != NULL ? ob_json_parse (json, (gssize) length, error) : NULL;
  g_autoptr (ObIntake) intake = ob_intake_new (import, "gate-bdoc");
  gboolean done = root != NULL;

  if (root != NULL)
    done = JSON_NODE_HOLDS_OBJECT (root)
               ? read_document (intake, json_node_get_object (root), name, error)
               : ob_json_refuse (error, _ ("An object is expected here."));
  if (!done)
    g_prefix_error (error, "%s: ", name);
  return done;
}

static gboolean
recognise (const char *head, gsize length)
{
  return ob_json_get_first (head, length) == '{'
         && (memmem (head, length, "\"annotation_sets\"", strlen ("\"annotation_sets\"")) != NULL
             || memmem (head, length, "\"offset_type\"", strlen ("\"offset_type\"")) != NULL);
}

static const char *const extensions[] = { "bdocjs", "json", NULL };

const ObFormat ob_format_gate_bdoc = {
  .id = "gate-bdoc",
  .title = N_ ("GATE documents (bdocjs)"),
  .extensions = extensions,
  .loses = N_ ("Obelus reads it only. Tokens and sentences stay behind."),
  .shape = OB_SHAPE_FILE,
  .recognise = recognise,
  .read = read_set,
};
