/* Edits of annotations, links, comments and states as JSON. */
#include "formats/edit-lines-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/json-parse.h"

/* Attributes ----------------------------------------------------------------------------------- */

static ObEntity
get_label_of (ObEditLines *lines, ObEntity annotation)
{
  const gint64 *given = g_hash_table_lookup (lines->labels_of, &annotation);
  g_autoptr (ObAnnotation) now = NULL;

  if (given != NULL)
    return *given;

  now = ob_project_get_annotation (lines->project, annotation);
  return now != NULL ? now->label : 0;
}

static void
note_label (ObEditLines *lines, ObEntity annotation, ObEntity label)
{
  g_hash_table_insert (lines->labels_of, g_memdup2 (&annotation, sizeof annotation),
                       g_memdup2 (&label, sizeof label));
}

/* The attribute as these edits gave it, else as the codebook has it; NULL with error. */
static const ObAttribute *
find_attribute (ObEditLines *lines,
                const ObCodebook *codebook,
                ObEntity label,
                const char *name,
                GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %s", label, name);
  const ObAttribute *attribute = g_hash_table_lookup (lines->attributes, key);
  const ObLabel *now = ob_codebook_get (codebook, label);

  if (attribute == NULL && now != NULL)
    attribute = ob_label_find_attribute (now, name);
  if (attribute == NULL)
    ob_json_refuse (error, _ ("The label “%s” has no attribute “%s”."), now != NULL ? now->id : "?",
                    name);
  return attribute;
}

static ObKind
get_entity_kind (const ObAttribute *attribute)
{
  switch (attribute->type)
    {
    case OB_ATTRIBUTE_SPEAKER:
      return OB_KIND_SPEAKER;
    case OB_ATTRIBUTE_DISPUTE:
      return OB_KIND_DISPUTE;
    case OB_ATTRIBUTE_POSITION:
      return OB_KIND_POSITION;
    default:
      return OB_KIND_NONE;
    }
}

/* A position is looked for in the annotation's dispute, unless it was named by an earlier line. */
static gboolean
set_entity (ObEditLines *lines,
            ObEntity annotation,
            const ObAttribute *attribute,
            JsonNode *node,
            GError **error)
{
  ObKind kind = get_entity_kind (attribute);
  g_autoptr (ObValue) value = NULL;
  const char *text;
  ObEntity entity;

  if (!ob_json_is_text (node))
    return ob_json_refuse (error, _ ("The attribute “%s” must be the id or the name of a %s."),
                           attribute->name, ob_kind_get_name (kind));

  text = json_node_get_string (node);
  if (*text == '\0')
    return ob_json_refuse (error, _ ("The attribute “%s” must not be empty; null removes it."),
                           attribute->name);
  if (kind == OB_KIND_POSITION && !g_hash_table_contains (lines->named, text))
    return ob_edit_set_attribute_text (lines->edit, annotation, attribute->name, text, FALSE,
                                       error);

  entity = ob_edit_lines_find (lines, kind, text, error);
  if (entity == 0)
    return FALSE;
  value = ob_value_new_entity (entity);
  return ob_edit_set_attribute (lines->edit, annotation, attribute->name, value, error);
}

static gboolean
set_attribute (ObEditLines *lines,
               ObEntity annotation,
               const ObAttribute *attribute,
               JsonNode *node,
               GError **error)
{
  g_autoptr (ObValue) value = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return ob_edit_set_attribute (lines->edit, annotation, attribute->name, NULL, error);
  if (get_entity_kind (attribute) != OB_KIND_NONE)
    return set_entity (lines, annotation, attribute, node, error);

  value = ob_json_to_value (attribute, node, error);
  return value != NULL
         && ob_edit_set_attribute (lines->edit, annotation, attribute->name, value, error);
}

/* Positions are set last: they depend on the dispute. */
static gboolean
set_attributes (ObEditLines *lines, JsonObject *object, ObEntity annotation, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (lines->project);
  ObEntity label = get_label_of (lines, annotation);
  g_autoptr (GList) names = NULL;
  JsonObject *attributes;

  if (!ob_json_take_object (object, "attributes", &attributes, error))
    return FALSE;
  if (attributes == NULL)
    return TRUE;

  names = json_object_get_members (attributes);
  for (guint pass = 0; pass < 2; pass++)
    for (const GList *item = names; item != NULL; item = item->next)
      {
        const ObAttribute *attribute = find_attribute (lines, codebook, label, item->data, error);

        if (attribute == NULL)
          return FALSE;
        if ((attribute->type == OB_ATTRIBUTE_POSITION) == (pass == 1)
            && !set_attribute (lines, annotation, attribute,
                               json_object_get_member (attributes, item->data), error))
          return FALSE;
      }

  return TRUE;
}

/* Operations ----------------------------------------------------------------------------------- */

static gboolean
set_note (ObEditLines *lines, JsonObject *object, ObEntity annotation, GError **error)
{
  const char *note;

  if (!json_object_has_member (object, "note"))
    return TRUE;

  return ob_json_take_text (object, "note", FALSE, &note, error)
         && ob_edit_set_note (lines->edit, annotation, note, error);
}

static gboolean
annotate (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  ObEntity article = ob_edit_lines_take_entity (lines, object, "article", OB_KIND_ARTICLE, error);
  ObEntity label
      = article != 0 ? ob_edit_lines_take_entity (lines, object, "label", OB_KIND_LABEL, error) : 0;
  g_autoptr (GArray) segments = NULL;

  if (label == 0 || !ob_json_take_segments (object, "segments", &segments, error))
    return FALSE;
  if (segments == NULL)
    return ob_json_refuse (error, _ ("“%s” is missing."), "segments");

  result->entity = ob_edit_annotate (lines->edit, article, label, segments, error);
  if (result->entity == 0)
    return FALSE;
  note_label (lines, result->entity, label);
  return set_attributes (lines, object, result->entity, error)
         && set_note (lines, object, result->entity, error);
}

static gboolean
update_annotation (ObEditLines *lines, JsonObject *object, ObEntity annotation, GError **error)
{
  static const char *const members[]
      = { "op", "id", "label", "segments", "attributes", "note", NULL };
  g_autoptr (GArray) segments = NULL;
  ObEntity label;

  if (!ob_json_check_names (object, members, error))
    return FALSE;
  if (ob_json_get (object, "label") != NULL)
    {
      label = ob_edit_lines_take_entity (lines, object, "label", OB_KIND_LABEL, error);
      if (label == 0 || !ob_edit_set_label (lines->edit, annotation, label, error))
        return FALSE;
      note_label (lines, annotation, label);
    }
  if (!ob_json_take_segments (object, "segments", &segments, error)
      || (segments != NULL && !ob_edit_set_segments (lines->edit, annotation, segments, error)))
    return FALSE;

  return set_attributes (lines, object, annotation, error)
         && set_note (lines, object, annotation, error);
}

static gboolean
update (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  ObKind kind;

  result->entity = ob_edit_lines_take_entity (lines, object, "id", OB_KIND_NONE, error);
  if (result->entity == 0)
    return FALSE;

  kind = ob_edit_lines_get_kind (lines, result->entity);
  return kind == OB_KIND_ANNOTATION
             ? update_annotation (lines, object, result->entity, error)
             : ob_edit_lines_update (lines, object, result->entity, kind, error);
}

static gboolean
delete_entity (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  result->entity = ob_edit_lines_take_entity (lines, object, "id", OB_KIND_NONE, error);
  return result->entity != 0 && ob_edit_delete (lines->edit, result->entity, error);
}

static gboolean
add_link (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  ObEntity from = ob_edit_lines_take_entity (lines, object, "from", OB_KIND_ANNOTATION, error);
  ObEntity to
      = from != 0 ? ob_edit_lines_take_entity (lines, object, "to", OB_KIND_ANNOTATION, error) : 0;
  const char *type;

  if (to == 0 || !ob_json_take_text (object, "type", TRUE, &type, error))
    return FALSE;

  result->entity = ob_edit_link (lines->edit, from, to, type, error);
  return result->entity != 0;
}

static gboolean
add_comment (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  ObEntity on = ob_edit_lines_take_entity (lines, object, "on", OB_KIND_NONE, error);
  const char *text;

  if (on == 0 || !ob_json_take_text (object, "text", TRUE, &text, error))
    return FALSE;

  result->entity = ob_edit_add_comment (lines->edit, on, text, error);
  return result->entity != 0;
}

static gboolean
resolve_comment (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  result->entity = ob_edit_lines_take_entity (lines, object, "comment", OB_KIND_NONE, error);
  if (result->entity == 0)
    return FALSE;
  if (ob_edit_lines_get_kind (lines, result->entity) != OB_KIND_COMMENT)
    return ob_json_refuse (error, _ ("“comment” must be the id of a comment."));

  return ob_edit_set_number (lines->edit, result->entity, "resolved", 1, error);
}

static gboolean
set_state (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  ObEntity article = ob_edit_lines_take_entity (lines, object, "article", OB_KIND_ARTICLE, error);
  const char *annotation, *review;

  if (article == 0 || !ob_json_take_text (object, "annotation", FALSE, &annotation, error)
      || !ob_json_take_text (object, "review", FALSE, &review, error))
    return FALSE;
  if (annotation == NULL && review == NULL)
    return ob_json_refuse (error,
                           _ ("“annotation” or “review” must say which state the article is in."));

  result->entity = article;
  return (annotation == NULL
          || ob_edit_set_state (lines->edit, article, lines->annotator, FALSE, annotation, error))
         && (review == NULL
             || ob_edit_set_state (lines->edit, article, lines->annotator, TRUE, review, error));
}

static const char *const annotate_members[]
    = { "article", "label", "segments", "attributes", "note", NULL };
/* Those of all kinds: each kind then checks its own. */
static const char *const update_members[]
    = { "id",     "label",       "segments",  "attributes", "note",    "title",    "byline",
        "outlet", "url",         "published", "language",   "name",    "parent",   "colour",
        "line",   "key",         "use_when",  "avoid_when", "example", "position", "kind",
        "role",   "reliability", "aliases",   "question",   "status",  "text",     "counter_example",
        "guid",   "updated",     "section",   "identifier", NULL };
static const char *const id_members[] = { "id", NULL };
static const char *const link_members[] = { "from", "to", "type", NULL };
static const char *const comment_members[] = { "on", "text", NULL };
static const char *const resolve_members[] = { "comment", NULL };
static const char *const state_members[] = { "article", "annotation", "review", NULL };

const ObEditOperation ob_edit_annotation_operations[] = {
  { "annotate", annotate_members, OB_KIND_ANNOTATION, annotate },
  { "update", update_members, OB_KIND_NONE, update },
  { "delete", id_members, OB_KIND_NONE, delete_entity },
  { "link", link_members, OB_KIND_LINK, add_link },
  { "comment", comment_members, OB_KIND_COMMENT, add_comment },
  { "resolve", resolve_members, OB_KIND_NONE, resolve_comment },
  { "state", state_members, OB_KIND_NONE, set_state },
  { NULL },
};
