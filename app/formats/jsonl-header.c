/* Reading the header of a "jsonl" set: the codebook, and who and what annotations point to. */
#include "formats/jsonl-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "model/json-parse.h"
#include "model/palette.h"
#include "store/edit-codebook.h"

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

/* Adds the label of @object to @codebook; its entity is its number there, from 1. */
static gboolean
add_label (ObCodebook *codebook, JsonObject *object, GError **error)
{
  g_autoptr (ObLabel) label = read_label (object, error);
  const struct
  {
    const char *name;
    char **text;
  } texts[] = {
    { "name", label != NULL ? &label->name : NULL },
    { "key", label != NULL ? &label->key : NULL },
    { "use_when", label != NULL ? &label->use_when : NULL },
    { "avoid_when", label != NULL ? &label->avoid_when : NULL },
    { "example", label != NULL ? &label->example : NULL },
    { "counter_example", label != NULL ? &label->counter_example : NULL },
    { "guid", label != NULL ? &label->guid : NULL },
  };

  if (label == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text;

      if (!ob_json_take_text (object, texts[i].name, i == 0, &text, error))
        return FALSE;
      *texts[i].text = g_strdup (text);
    }
  label->entity = codebook->labels->len + 1;
  ob_codebook_add (codebook, g_steal_pointer (&label));
  return TRUE;
}

/* Parents may come later in the list than what is below them. */
static gboolean
read_parent (ObCodebook *codebook, guint number, JsonObject *object, GError **error)
{
  ObLabel *label = g_ptr_array_index (codebook->labels, number);
  const char *id;

  if (!ob_json_take_text (object, "parent", FALSE, &id, error))
    return FALSE;
  for (guint i = 0; id != NULL && i < codebook->labels->len && label->parent == 0; i++)
    if (strcmp (((const ObLabel *) g_ptr_array_index (codebook->labels, i))->id, id) == 0)
      label->parent = i + 1;
  if (id != NULL && label->parent == 0)
    return ob_json_refuse (error, _ ("There is no label “%s” to be a parent."), id);

  return TRUE;
}

/* A new project has the default codebook only because it must have one. */
static gboolean
take_codebook (ObJsonlReader *reader, GError **error)
{
  const ObCodebook *codebook = reader->codebook;
  g_autoptr (GArray) entities = NULL;
  ObTakenFields fields = OB_TAKE_COLOUR | OB_TAKE_LINE | OB_TAKE_KEY | OB_TAKE_POSITION;

  if (!ob_edit_take_codebook (reader->import->edit, codebook,
                              reader->is_new ? fields | OB_TAKE_ALONE : fields, &entities, error))
    return FALSE;

  for (guint i = 0; i < entities->len; i++)
    {
      ObLabel *label = g_ptr_array_index (codebook->labels, i);
      ObEntity *entity = &g_array_index (entities, ObEntity, i);

      ob_jsonl_learn (reader, OB_JSONL_LABEL, label->id, *entity);
      g_hash_table_insert (reader->labels, g_memdup2 (entity, sizeof *entity), label);
    }

  return TRUE;
}

static gboolean
read_labels (ObJsonlReader *reader, JsonObject *header, GError **error)
{
  JsonArray *labels;

  if (!ob_json_take_array (header, "labels", &labels, error))
    return FALSE;
  if (labels == NULL)
    return TRUE;

  g_clear_pointer (&reader->codebook, ob_codebook_unref);
  reader->codebook = ob_codebook_new ();
  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      JsonObject *object = ob_json_take_element (labels, i, "labels", error);

      if (object == NULL || !add_label (reader->codebook, object, error))
        return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (labels); i++)
    if (!read_parent (reader->codebook, i, json_array_get_object_element (labels, i), error))
      return FALSE;

  return take_codebook (reader, error);
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
