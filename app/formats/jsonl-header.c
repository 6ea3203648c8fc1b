/* Reading the header of a "jsonl" set: the codebook, and who and what annotations point to. */
#include "formats/jsonl-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "model/json-parse.h"
#include "model/palette.h"

/* Sets the text field @field of @entity to that of @object when it differs from @now. */
static gboolean
update_text (ObJsonlReader *reader,
             ObEntity entity,
             JsonObject *object,
             const char *field,
             const char *now,
             GError **error)
{
  const char *text;

  if (!ob_json_take_text (object, field, FALSE, &text, error))
    return FALSE;
  if (g_strcmp0 (text != NULL ? text : "", now != NULL ? now : "") == 0)
    return TRUE;

  return ob_edit_set_text (reader->import->edit, entity, field, text, error);
}

/* Labels --------------------------------------------------------------------------------------- */

static ObLabel *
read_label (JsonObject *object, GError **error)
{
  g_autoptr (ObLabel) label = ob_label_new ();
  gint64 colour = 0, position = 0;
  const char *id, *line;
  JsonArray *attributes;

  if (!ob_json_take_text (object, "id", TRUE, &id, error)
      || !ob_json_take_integer (object, "colour", 0, OB_N_COLOURS - 1, &colour, error)
      || !ob_json_take_integer (object, "position", -1000000, 1000000, &position, error)
      || !ob_json_take_text (object, "line", FALSE, &line, error)
      || !ob_json_take_array (object, "attributes", &attributes, error))
    return NULL;
  if (line != NULL && !ob_line_from_name (line, &label->line))
    {
      ob_json_refuse (error, _ ("The label “%s” has a line style that does not exist: “%s”."), id,
                      line);
      return NULL;
    }

  label->id = g_strdup (id);
  label->colour = (guint) colour;
  label->position = position;
  for (guint i = 0; attributes != NULL && i < json_array_get_length (attributes); i++)
    {
      JsonObject *element = ob_json_take_element (attributes, i, "attributes", error);
      ObAttribute *attribute = element != NULL ? ob_json_to_attribute (element, error) : NULL;

      if (attribute == NULL)
        return NULL;
      attribute->order = (int) i;
      g_ptr_array_add (label->attributes, attribute);
    }

  return g_steal_pointer (&label);
}

/* The set's choices, then those that only the project has. */
static void
keep_choices (ObAttribute *attribute, const ObAttribute *now)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  if (now == NULL || now->choices == NULL || attribute->choices == NULL)
    return;

  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) attribute->choices);
  for (guint i = 0; now->choices[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) attribute->choices, now->choices[i]))
      g_strv_builder_add (builder, now->choices[i]);
  g_strfreev (attribute->choices);
  attribute->choices = g_strv_builder_end (builder);
}

static gboolean
update_attributes (ObJsonlReader *reader,
                   ObEntity entity,
                   const ObLabel *label,
                   const ObLabel *now,
                   GError **error)
{
  ObEdit *edit = reader->import->edit;

  for (guint i = 0; i < label->attributes->len; i++)
    {
      ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      const ObAttribute *old = now != NULL ? ob_label_find_attribute (now, attribute->name) : NULL;
      g_autofree char *json = NULL, *old_json = NULL;

      if (!reader->is_new)
        keep_choices (attribute, old);
      json = ob_attribute_to_json (attribute);
      old_json = old != NULL ? ob_attribute_to_json (old) : NULL;
      if (g_strcmp0 (json, old_json) != 0
          && !ob_edit_set_label_attribute (edit, entity, attribute->name, attribute, error))
        return FALSE;
    }

  for (guint i = 0; reader->is_new && now != NULL && i < now->attributes->len; i++)
    {
      const ObAttribute *old = g_ptr_array_index (now->attributes, i);

      if (ob_label_find_attribute (label, old->name) == NULL
          && !ob_edit_set_label_attribute (edit, entity, old->name, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
update_numbers (ObJsonlReader *reader,
                ObEntity entity,
                const ObLabel *label,
                const ObLabel *now,
                GError **error)
{
  ObEdit *edit = reader->import->edit;

  return (now != NULL && now->colour == label->colour
              ? TRUE
              : ob_edit_set_number (edit, entity, "colour", label->colour, error))
         && (now != NULL && now->line == label->line
                 ? TRUE
                 : ob_edit_set_number (edit, entity, "line", label->line, error))
         && (now != NULL && now->position == label->position
                 ? TRUE
                 : ob_edit_set_number (edit, entity, "position", label->position, error));
}

/* Everything but the parent, which may come later in the list, and the key, which two labels may
 * have exchanged. */
static gboolean
add_label (ObJsonlReader *reader, const ObCodebook *codebook, JsonObject *object, GError **error)
{
  g_autoptr (ObLabel) label = read_label (object, error);
  const ObLabel *now = NULL;
  const char *name;
  ObEntity entity;

  if (label == NULL || !ob_json_take_text (object, "name", TRUE, &name, error))
    return FALSE;

  for (guint i = 0; i < codebook->labels->len && now == NULL; i++)
    {
      const ObLabel *candidate = g_ptr_array_index (codebook->labels, i);

      if (strcmp (candidate->id, label->id) == 0)
        now = candidate;
    }

  entity = now != NULL ? now->entity
                       : ob_edit_add_label (reader->import->edit, label->id, name, error);
  if (entity == 0
      || !update_text (reader, entity, object, "name", now != NULL ? now->name : name, error)
      || !update_text (reader, entity, object, "use_when", now != NULL ? now->use_when : NULL,
                       error)
      || !update_text (reader, entity, object, "avoid_when", now != NULL ? now->avoid_when : NULL,
                       error)
      || !update_text (reader, entity, object, "example", now != NULL ? now->example : NULL, error)
      || !update_text (reader, entity, object, "counter_example",
                       now != NULL ? now->counter_example : NULL, error)
      || !update_text (reader, entity, object, "guid", now != NULL ? now->guid : NULL, error)
      || !update_numbers (reader, entity, label, now, error)
      || !update_attributes (reader, entity, label, now, error))
    return FALSE;

  ob_jsonl_learn (reader, OB_JSONL_LABEL, label->id, entity);
  g_hash_table_insert (reader->labels, g_memdup2 (&entity, sizeof entity),
                       g_steal_pointer (&label));
  return TRUE;
}

static gboolean
free_keys (ObJsonlReader *reader, const ObCodebook *codebook, JsonArray *labels, GError **error)
{
  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      JsonObject *object = json_array_get_object_element (labels, i);
      const char *key = ob_json_get_text (object, "key");
      const ObLabel *now = ob_codebook_get (
          codebook, ob_jsonl_lookup (reader, OB_JSONL_LABEL, ob_json_get_text (object, "id")));

      if (now != NULL && now->key != NULL && g_strcmp0 (now->key, key) != 0
          && !ob_edit_set_text (reader->import->edit, now->entity, "key", NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
place_label (ObJsonlReader *reader, const ObCodebook *codebook, JsonObject *object, GError **error)
{
  ObEntity entity = ob_jsonl_lookup (reader, OB_JSONL_LABEL, ob_json_get_text (object, "id")),
           parent = 0;
  const ObLabel *now = ob_codebook_get (codebook, entity);
  const char *parent_id, *key;

  if (!ob_json_take_text (object, "parent", FALSE, &parent_id, error)
      || !ob_json_take_text (object, "key", FALSE, &key, error))
    return FALSE;
  if (parent_id != NULL)
    parent = ob_jsonl_lookup (reader, OB_JSONL_LABEL, parent_id);
  if (parent_id != NULL && parent == 0)
    return ob_json_refuse (error, _ ("There is no label “%s” to be a parent."), parent_id);
  if (parent != (now != NULL ? now->parent : 0)
      && !ob_edit_set_entity (reader->import->edit, entity, "parent", parent, error))
    return FALSE;

  return key == NULL || (now != NULL && g_strcmp0 (now->key, key) == 0)
         || ob_edit_set_text (reader->import->edit, entity, "key", key, error);
}

/* A new project has the default codebook only because it must have one. */
static gboolean
remove_other_labels (ObJsonlReader *reader, const ObCodebook *codebook, GError **error)
{
  for (guint i = 0; reader->is_new && i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      if (!g_hash_table_contains (reader->labels, &label->entity)
          && !ob_edit_delete (reader->import->edit, label->entity, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_labels (ObJsonlReader *reader, JsonObject *header, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (reader->import->project);
  JsonArray *labels;

  if (!ob_json_take_array (header, "labels", &labels, error))
    return FALSE;
  if (labels == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      JsonObject *object = ob_json_take_element (labels, i, "labels", error);

      if (object == NULL || !add_label (reader, codebook, object, error))
        return FALSE;
    }
  if (!remove_other_labels (reader, codebook, error)
      || !free_keys (reader, codebook, labels, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (labels); i++)
    if (!place_label (reader, codebook, json_array_get_object_element (labels, i), error))
      return FALSE;

  return TRUE;
}

/* Annotators, speakers, disputes --------------------------------------------------------------- */

/* Gives what was added in the edit the id that it has in the set. */
static gboolean
keep_id (ObJsonlReader *reader, ObEntity entity, const char *id, GError **error)
{
  if (entity == 0
      || (id != NULL && entity < 0 && !ob_edit_set_id (reader->import->edit, entity, id, error)))
    return FALSE;

  if (id != NULL)
    ob_jsonl_learn (reader, OB_JSONL_ID, id, entity);
  return TRUE;
}

/* What the project knows by the set's id, else by name; 0 when it is not there. */
static ObEntity
find_named (ObJsonlReader *reader, ObKind kind, const char *id, const char *name)
{
  ObEntity found = ob_jsonl_find (reader, kind, id);

  return found != 0 ? found : ob_project_find (reader->import->project, kind, name, NULL);
}

static const ObAnnotator *
get_annotator (GPtrArray *annotators, ObEntity entity)
{
  for (guint i = 0; i < annotators->len; i++)
    if (((const ObAnnotator *) g_ptr_array_index (annotators, i))->entity == entity)
      return g_ptr_array_index (annotators, i);

  return NULL;
}

/* Who has a set's annotator's name and has not annotated anything here is that annotator. */
static gboolean
adopt_id (ObJsonlReader *reader, ObEntity annotator, const char *id, GError **error)
{
  g_autofree char *own = ob_project_dup_id (reader->import->project, annotator);

  if (id == NULL || g_strcmp0 (own, id) == 0 || ob_project_lookup (reader->import->project, id) != 0
      || ob_project_count_annotations_by (reader->import->project, annotator) > 0)
    return TRUE;

  return ob_edit_set_id (reader->import->edit, annotator, id, error);
}

static gboolean
read_annotator (ObJsonlReader *reader, JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (reader->import->project);
  ObEdit *edit = reader->import->edit;
  const ObAnnotator *now;
  const char *id, *name;
  gint64 colour;
  ObEntity entity;

  if (!ob_json_take_text (object, "id", FALSE, &id, error)
      || !ob_json_take_text (object, "name", TRUE, &name, error))
    return FALSE;

  entity = find_named (reader, OB_KIND_ANNOTATOR, id, name);
  now = get_annotator (annotators, entity);
  if (now == NULL)
    entity = ob_edit_add_annotator (edit, name, error);
  else if (!update_text (reader, entity, object, "name", now->name, error)
           || !adopt_id (reader, entity, id, error))
    return FALSE;
  if (!keep_id (reader, entity, id, error))
    return FALSE;

  colour = now != NULL ? now->colour : 0;
  if (!ob_json_take_integer (object, "colour", 0, 1000, &colour, error))
    return FALSE;
  ob_jsonl_learn (reader, OB_JSONL_ANNOTATOR, name, entity);
  return colour == (now != NULL ? now->colour : 0)
         || ob_edit_set_number (edit, entity, "colour", colour, error);
}

static gboolean
update_aliases (
    ObJsonlReader *reader, ObEntity entity, JsonObject *object, char **now, GError **error)
{
  g_auto (GStrv) aliases = NULL;
  ObEdit *edit = reader->import->edit;

  if (!ob_json_take_texts (object, "aliases", &aliases, error))
    return FALSE;

  for (guint i = 0; now != NULL && aliases != NULL && now[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) aliases, now[i])
        && !ob_edit_set_alias (edit, entity, now[i], FALSE, error))
      return FALSE;
  for (guint i = 0; aliases != NULL && aliases[i] != NULL; i++)
    if ((now == NULL || !g_strv_contains ((const char *const *) now, aliases[i]))
        && !ob_edit_set_alias (edit, entity, aliases[i], TRUE, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_speaker (ObJsonlReader *reader, JsonObject *object, GPtrArray *speakers, GError **error)
{
  const ObSpeaker *now = NULL;
  const char *id, *name;
  ObEntity entity;

  if (!ob_json_take_text (object, "id", FALSE, &id, error)
      || !ob_json_take_text (object, "name", TRUE, &name, error))
    return FALSE;

  entity = find_named (reader, OB_KIND_SPEAKER, id, name);
  for (guint i = 0; i < speakers->len && entity != 0; i++)
    if (((const ObSpeaker *) g_ptr_array_index (speakers, i))->entity == entity)
      now = g_ptr_array_index (speakers, i);
  if (now == NULL)
    entity = ob_edit_add_speaker (reader->import->edit, name, error);

  return keep_id (reader, entity, id, error)
         && update_text (reader, entity, object, "name", now != NULL ? now->name : name, error)
         && update_text (reader, entity, object, "kind", now != NULL ? now->kind : NULL, error)
         && update_text (reader, entity, object, "role", now != NULL ? now->role : NULL, error)
         && update_text (reader, entity, object, "reliability",
                         now != NULL ? now->reliability : NULL, error)
         && update_aliases (reader, entity, object, now != NULL ? now->aliases : NULL, error);
}

static gboolean
read_position (ObJsonlReader *reader,
               ObEntity dispute,
               JsonObject *object,
               const ObDispute *now,
               GError **error)
{
  const ObPosition *old = NULL;
  const char *id, *text;
  ObEntity entity;

  if (!ob_json_take_text (object, "id", FALSE, &id, error)
      || !ob_json_take_text (object, "text", TRUE, &text, error))
    return FALSE;

  entity = ob_jsonl_find (reader, OB_KIND_POSITION, id);
  for (guint i = 0; now != NULL && i < now->positions->len && old == NULL; i++)
    {
      const ObPosition *position = g_ptr_array_index (now->positions, i);

      if (position->entity == entity || (entity == 0 && strcmp (position->text, text) == 0))
        old = position;
    }
  entity = old != NULL ? old->entity
                       : ob_edit_add_position (reader->import->edit, dispute, text, error);

  return keep_id (reader, entity, id, error)
         && update_text (reader, entity, object, "text", old != NULL ? old->text : text, error);
}

static gboolean
read_positions (ObJsonlReader *reader,
                ObEntity dispute,
                JsonObject *object,
                const ObDispute *now,
                GError **error)
{
  JsonArray *positions;

  if (!ob_json_take_array (object, "positions", &positions, error))
    return FALSE;
  for (guint i = 0; positions != NULL && i < json_array_get_length (positions); i++)
    {
      JsonObject *element = ob_json_take_element (positions, i, "positions", error);

      if (element == NULL || !read_position (reader, dispute, element, now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_dispute (ObJsonlReader *reader, JsonObject *object, GPtrArray *disputes, GError **error)
{
  const ObDispute *now = NULL;
  const char *id, *question;
  ObEntity entity;

  if (!ob_json_take_text (object, "id", FALSE, &id, error)
      || !ob_json_take_text (object, "question", TRUE, &question, error))
    return FALSE;

  entity = find_named (reader, OB_KIND_DISPUTE, id, question);
  for (guint i = 0; i < disputes->len && entity != 0; i++)
    if (((const ObDispute *) g_ptr_array_index (disputes, i))->entity == entity)
      now = g_ptr_array_index (disputes, i);
  if (now == NULL)
    entity = ob_edit_add_dispute (reader->import->edit, question, error);

  return keep_id (reader, entity, id, error)
         && update_text (reader, entity, object, "question", now != NULL ? now->question : question,
                         error)
         && update_text (reader, entity, object, "kind", now != NULL ? now->kind : NULL, error)
         && update_text (reader, entity, object, "status", now != NULL ? now->status : NULL, error)
         && read_positions (reader, entity, object, now, error);
}

static gboolean
read_directory (ObJsonlReader *reader, JsonObject *header, GError **error)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (reader->import->project);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (reader->import->project);
  JsonArray *arrays[3];
  static const char *const names[3] = { "annotators", "speakers", "disputes" };

  for (guint k = 0; k < 3; k++)
    {
      if (!ob_json_take_array (header, names[k], &arrays[k], error))
        return FALSE;
      for (guint i = 0; arrays[k] != NULL && i < json_array_get_length (arrays[k]); i++)
        {
          JsonObject *object = ob_json_take_element (arrays[k], i, names[k], error);

          if (object == NULL
              || !(k == 0 ? read_annotator (reader, object, error)
                          : (k == 1 ? read_speaker (reader, object, speakers, error)
                                    : read_dispute (reader, object, disputes, error))))
            return FALSE;
        }
    }

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_jsonl_read_header (ObJsonlReader *reader, JsonObject *header, GError **error)
{
  gint64 version = 0;
  const char *format;

  if (!ob_json_take_text (header, "format", TRUE, &format, error)
      || !ob_json_take_integer (header, "version", 1, G_MAXINT32, &version, error))
    return FALSE;
  if (strcmp (format, OB_JSONL_FORMAT) != 0)
    return ob_json_refuse (error, _ ("This is not an annotation set of Obelus."));
  if (version != OB_JSONL_VERSION)
    return ob_json_refuse (error,
                           _ ("This annotation set is of version %" G_GINT64_FORMAT
                              ", which this version of Obelus "
                              "cannot read."),
                           version);

  return read_labels (reader, header, error) && read_directory (reader, header, error);
}
