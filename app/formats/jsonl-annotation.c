/* Reading one annotation of a "jsonl" set. */
#include "formats/jsonl-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "model/json-parse.h"

/* An annotation as the set has it; strings belong to the JSON. */
typedef struct
{
  const char *id;
  ObEntity label;
  ObEntity annotator;
  GArray *segments; /* (owned) normal */
  JsonObject *attributes;
  const char *note;
  const char *origin;
  gint64 created;
  gint64 modified;
} Parsed;

static gboolean
take_label (ObJsonlReader *reader, JsonObject *object, ObEntity *label, GError **error)
{
  const char *id;

  if (!ob_json_take_text (object, "label", TRUE, &id, error))
    return FALSE;

  *label = ob_jsonl_lookup (reader, OB_JSONL_LABEL, id);
  if (*label == 0)
    *label = ob_project_find (reader->import->project, OB_KIND_LABEL, id, error);
  return *label != 0;
}

static gboolean
take_annotator (ObJsonlReader *reader, JsonObject *object, ObEntity *annotator, GError **error)
{
  const char *id, *name;

  if (!ob_json_take_text (object, "annotator_entity", FALSE, &id, error)
      || !ob_json_take_text (object, "annotator", FALSE, &name, error))
    return FALSE;

  *annotator = ob_jsonl_lookup (reader, OB_JSONL_ID, id);
  if (*annotator == 0)
    *annotator = ob_jsonl_lookup (reader, OB_JSONL_ANNOTATOR, name);
  if (*annotator == 0 && (id != NULL || name != NULL))
    return ob_json_refuse (error, _ ("There is no annotator “%s” in the set's first line."),
                           name != NULL ? name : id);
  return TRUE;
}

/* Segments inside the text, and the words there when the set says which. */
static gboolean
take_segments (const ObText *text, JsonObject *object, GArray **segments, GError **error)
{
  g_autoptr (GArray) found = NULL;
  g_autofree char *quote = NULL;
  const char *said;

  if (!ob_json_take_segments (object, "segments", &found, error)
      || !ob_json_take_text (object, "text", FALSE, &said, error))
    return FALSE;
  if (found == NULL || found->len == 0)
    return ob_json_refuse (error, _ ("“%s” is missing."), "segments");
  for (guint i = 0; i < found->len; i++)
    {
      ObSegment segment = g_array_index (found, ObSegment, i);

      if (segment.start >= segment.end || segment.end > ob_text_get_length (text))
        return ob_json_refuse (
            error,
            _ ("The segment %u-%u is empty or reversed, or lies outside the article, which has "
               "%u characters."),
            segment.start, segment.end, ob_text_get_length (text));
    }

  ob_segments_normalise (found);
  quote = ob_text_quote (text, found);
  if (said != NULL && strcmp (said, quote) != 0)
    return ob_json_refuse (
        error, _ ("The annotation should be on “%.80s”, but in the article “%.80s” stands there."),
        said, quote);

  *segments = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
parse (
    ObJsonlReader *reader, const ObText *text, JsonObject *object, Parsed *parsed, GError **error)
{
  parsed->created = parsed->modified = g_get_real_time ();

  return ob_json_take_text (object, "id", FALSE, &parsed->id, error)
         && take_label (reader, object, &parsed->label, error)
         && take_annotator (reader, object, &parsed->annotator, error)
         && ob_json_take_object (object, "attributes", &parsed->attributes, error)
         && ob_json_take_text (object, "note", FALSE, &parsed->note, error)
         && ob_json_take_text (object, "origin", FALSE, &parsed->origin, error)
         && ob_json_take_time (object, "created", &parsed->created, error)
         && ob_json_take_time (object, "modified", &parsed->modified, error)
         && take_segments (text, object, &parsed->segments, error);
}

/* Attributes ----------------------------------------------------------------------------------- */

static gboolean
is_entity (const ObAttribute *attribute)
{
  return attribute->type == OB_ATTRIBUTE_SPEAKER || attribute->type == OB_ATTRIBUTE_DISPUTE
         || attribute->type == OB_ATTRIBUTE_POSITION;
}

static const ObLabel *
get_label (ObJsonlReader *reader, const ObCodebook *codebook, ObEntity entity)
{
  const ObLabel *label = g_hash_table_lookup (reader->labels, &entity);

  return label != NULL ? label : ob_codebook_get (codebook, entity);
}

static ObValue *
read_value (ObJsonlReader *reader, const ObAttribute *attribute, JsonNode *node)
{
  ObEntity entity;

  if (!is_entity (attribute))
    return ob_json_to_value (attribute, node, NULL);
  if (!ob_json_is_text (node))
    return NULL;

  entity = ob_jsonl_lookup (reader, OB_JSONL_ID, json_node_get_string (node));
  return entity != 0 ? ob_value_new_entity (entity) : NULL;
}

/* Sets the attribute; a value that the codebook has no room for is left out and counted. */
static void
set_attribute (ObJsonlReader *reader,
               const ObLabel *label,
               ObEntity entity,
               const ObAnnotation *now,
               const char *name,
               JsonNode *node,
               gboolean *changed)
{
  const ObAttribute *attribute = label != NULL ? ob_label_find_attribute (label, name) : NULL;
  const ObValue *old = now != NULL ? ob_annotation_get_attribute (now, name) : NULL;
  g_autoptr (ObValue) value = attribute != NULL ? read_value (reader, attribute, node) : NULL;

  if (value != NULL && old != NULL && ob_value_equal (old, value))
    return;
  if (value != NULL && ob_edit_set_attribute (reader->import->edit, entity, name, value, NULL))
    *changed = TRUE;
  else
    reader->n_values_left_out++;
}

/* Positions are last, because a position must be one of the annotation's dispute. */
static void
set_attributes (ObJsonlReader *reader,
                ObEntity entity,
                const Parsed *parsed,
                const ObAnnotation *now,
                gboolean *changed)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (reader->import->project);
  const ObLabel *label = get_label (reader, codebook, parsed->label);
  g_autoptr (GList) names
      = parsed->attributes != NULL ? json_object_get_members (parsed->attributes) : NULL;

  for (guint i = 0; now != NULL && i < now->attributes->len; i++)
    {
      const char *name = g_array_index (now->attributes, ObField, i).field;

      if ((parsed->attributes == NULL || ob_json_get (parsed->attributes, name) == NULL)
          && ob_edit_set_attribute (reader->import->edit, entity, name, NULL, NULL))
        *changed = TRUE;
    }

  for (guint pass = 0; pass < 2; pass++)
    for (const GList *item = names; item != NULL; item = item->next)
      {
        const ObAttribute *attribute
            = label != NULL ? ob_label_find_attribute (label, item->data) : NULL;
        JsonNode *node = ob_json_get (parsed->attributes, item->data);

        if (node != NULL
            && (attribute != NULL && attribute->type == OB_ATTRIBUTE_POSITION) == (pass == 1))
          set_attribute (reader, label, entity, now, item->data, node, changed);
      }
}

/* Annotations ---------------------------------------------------------------------------------- */

static ObEntity
add_annotation (ObJsonlReader *reader, ObEntity article, const Parsed *parsed, GError **error)
{
  ObEdit *edit = reader->import->edit;
  gboolean changed;
  ObEntity entity;

  ob_edit_set_annotator (edit, parsed->annotator);
  ob_edit_set_origin (edit, parsed->origin != NULL ? parsed->origin : "import:jsonl");
  entity = ob_edit_annotate (edit, article, parsed->label, parsed->segments, error);
  if (entity == 0 || (parsed->id != NULL && !ob_edit_set_id (edit, entity, parsed->id, error))
      || !ob_edit_set_times (edit, entity, parsed->created, parsed->modified, error)
      || (parsed->note != NULL && !ob_edit_set_note (edit, entity, parsed->note, error)))
    return 0;

  set_attributes (reader, entity, parsed, NULL, &changed);
  return entity;
}

static gboolean
update_annotation (ObJsonlReader *reader,
                   const ObAnnotation *now,
                   const Parsed *parsed,
                   gboolean *changed,
                   GError **error)
{
  ObEdit *edit = reader->import->edit;

  if (now->label != parsed->label)
    {
      *changed = TRUE;
      if (!ob_edit_set_label (edit, now->entity, parsed->label, error))
        return FALSE;
    }
  if (!ob_segments_equal (now->segments, parsed->segments))
    {
      *changed = TRUE;
      if (!ob_edit_set_segments (edit, now->entity, parsed->segments, error))
        return FALSE;
    }
  if (g_strcmp0 (now->note != NULL ? now->note : "", parsed->note != NULL ? parsed->note : "") != 0)
    {
      *changed = TRUE;
      if (!ob_edit_set_note (edit, now->entity, parsed->note, error))
        return FALSE;
    }

  set_attributes (reader, now->entity, parsed, now, changed);
  return TRUE;
}

static gboolean
add_or_update (
    ObJsonlReader *reader, ObEntity article, const Parsed *parsed, ObReadItem *item, GError **error)
{
  ObEntity entity = ob_jsonl_find (reader, OB_KIND_ANNOTATION, parsed->id);
  g_autoptr (ObAnnotation) now
      = entity != 0 ? ob_project_get_annotation (reader->import->project, entity) : NULL;
  gboolean changed = FALSE;

  if (now != NULL && now->article != article)
    return ob_json_refuse (
        error, _ ("The annotation “%s” belongs to another article in this project."), parsed->id);

  if (now == NULL)
    {
      entity = add_annotation (reader, article, parsed, error);
      item->n_added++;
    }
  else if (!update_annotation (reader, now, parsed, &changed, error))
    return FALSE;
  if (entity == 0)
    return FALSE;

  item->n_updated += changed ? 1 : 0;
  if (parsed->id != NULL)
    ob_jsonl_learn (reader, OB_JSONL_ID, parsed->id, entity);
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_jsonl_read_annotation (ObJsonlReader *reader,
                          ObEntity article,
                          const ObText *text,
                          JsonObject *object,
                          ObReadItem *item,
                          GError **error)
{
  Parsed parsed = { 0 };
  gboolean done = parse (reader, text, object, &parsed, error)
                  && add_or_update (reader, article, &parsed, item, error);

  g_clear_pointer (&parsed.segments, g_array_unref);
  return done;
}
