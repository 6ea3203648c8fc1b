#include "store/strays.h"

#include <glib/gi18n-lib.h>

#include "model/json-parse.h"
#include "store/edit-private.h"

/* (transfer full) (nullable): NULL when what was kept is no description. */
static JsonNode *
parse_details (const ObStray *stray)
{
  g_autoptr (JsonNode) node = ob_json_parse (stray->details, -1, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* Values that the codebook has no place for any more are left out: the analyst has the annotation
 * before their eyes. */
static void
set_values (ObEdit *edit, ObEntity annotation, JsonObject *details)
{
  JsonNode *node = json_object_get_member (details, "attributes");
  const char *note = ob_json_get_text (details, "note");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (note != NULL)
    ob_edit_set_note (edit, annotation, note, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    if (ob_json_is_text (value))
      ob_edit_set_attribute_text (edit, annotation, name, json_node_get_string (value), TRUE, NULL);
}

static ObEntity
annotate_anew (ObEdit *edit, JsonObject *details, ObEntity article, const GArray *segments,
               GError **error)
{
  const char *name = ob_json_get_text (details, "label");
  ObEntity label = name != NULL ? ob_project_find (ob_edit_get_project (edit), OB_KIND_LABEL, name, NULL) : 0;
  ObEntity annotation;

  if (label == 0)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("The codebook has no label “%s”. Add it, or tag the passage yourself."),
                   name != NULL ? name : "");
      return 0;
    }
  annotation = ob_edit_annotate (edit, article, label, segments, error);
  if (annotation != 0)
    set_values (edit, annotation, details);
  return annotation;
}

/* Public functions ----------------------------------------------------------------------------- */

ObEntity
ob_stray_get_annotation (ObProject *project, const ObStray *stray)
{
  static const char *const members[] = { "left", "moved" };
  g_autoptr (JsonNode) details = parse_details (stray);

  for (guint i = 0; details != NULL && i < G_N_ELEMENTS (members); i++)
    {
      const char *id = ob_json_get_text (json_node_get_object (details), members[i]);
      ObEntity annotation = id != NULL ? ob_project_lookup (project, id) : 0;

      if (annotation != 0 && ob_project_get_kind (project, annotation) == OB_KIND_ANNOTATION)
        return annotation;
    }
  return 0;
}

ObEntity
ob_edit_reattach_stray (ObEdit *edit, const ObStray *stray, ObEntity article,
                        const GArray *segments, GError **error)
{
  ObEntity annotation = ob_stray_get_annotation (ob_edit_get_project (edit), stray);
  g_autoptr (JsonNode) details = parse_details (stray);

  if (annotation != 0)
    {
      if (!ob_edit_move_annotation (edit, annotation, article, segments, error))
        return 0;
    }
  else if (details != NULL && ob_json_get_text (json_node_get_object (details), "label") != NULL)
    annotation = annotate_anew (edit, json_node_get_object (details), article, segments, error);
  else
    g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                         _ ("The annotation was deleted meanwhile. Take it off the list."));

  return annotation != 0 && ob_edit_set_stray_resolved (edit, stray->entity, TRUE, error)
             ? annotation
             : 0;
}

gboolean
ob_edit_set_stray_resolved (ObEdit *edit, ObEntity stray, gboolean resolved, GError **error)
{
  return ob_edit_set_number (edit, stray, "resolved", resolved, error);
}
