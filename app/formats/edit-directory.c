/* Edits of speakers, disputes, positions, labels and articles' metadata as JSON. */
#include "formats/edit-lines-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/json-parse.h"
#include "model/palette.h"

/* Plain text fields that "update" sets, and "speaker", "dispute" and "label" too. */
static const char *const article_fields[]
    = { "title", "byline", "outlet", "url", "published", "updated", "section", "language",
        "identifier", NULL };
static const char *const label_fields[]
    = { "name", "key", "use_when", "avoid_when", "example", "counter_example", "guid", NULL };
static const char *const speaker_fields[] = { "name", "kind", "role", "reliability", NULL };
static const char *const dispute_fields[] = { "question", "kind", "status", NULL };
static const char *const position_fields[] = { "text", NULL };
static const char *const annotator_fields[] = { "name", NULL };
static const char *const comment_fields[] = { "text", NULL };

static const char *const *
get_text_fields (ObKind kind)
{
  switch (kind)
    {
    case OB_KIND_ARTICLE:
      return article_fields;
    case OB_KIND_LABEL:
      return label_fields;
    case OB_KIND_SPEAKER:
      return speaker_fields;
    case OB_KIND_DISPUTE:
      return dispute_fields;
    case OB_KIND_POSITION:
      return position_fields;
    case OB_KIND_ANNOTATOR:
      return annotator_fields;
    case OB_KIND_COMMENT:
      return comment_fields;
    default:
      return NULL;
    }
}

/* Sets those of @fields that @object has; null removes. */
static gboolean
set_texts (ObEditLines *lines,
           JsonObject *object,
           ObEntity entity,
           const char *const *fields,
           GError **error)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *text;

      if (json_object_has_member (object, fields[i])
          && (!ob_json_take_text (object, fields[i], FALSE, &text, error)
              || !ob_edit_set_text (lines->edit, entity, fields[i], text, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_number (ObEditLines *lines,
            JsonObject *object,
            ObEntity entity,
            const char *field,
            gint64 most,
            GError **error)
{
  gint64 number = -1;

  return ob_json_take_integer (object, field, 0, most, &number, error)
         && (number < 0 || ob_edit_set_number (lines->edit, entity, field, number, error));
}

/* Speakers ------------------------------------------------------------------------------------- */

static char **
dup_aliases (ObEditLines *lines, ObEntity speaker)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (lines->project);

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *candidate = g_ptr_array_index (speakers, i);

      if (candidate->entity == speaker)
        return g_strdupv (candidate->aliases);
    }

  return NULL;
}

/* The list replaces what the speaker has. */
static gboolean
set_aliases (ObEditLines *lines, JsonObject *object, ObEntity speaker, GError **error)
{
  g_auto (GStrv) aliases = NULL;
  g_auto (GStrv) now = dup_aliases (lines, speaker);

  if (!ob_json_take_texts (object, "aliases", &aliases, error))
    return FALSE;
  if (aliases == NULL)
    return TRUE;

  for (guint i = 0; now != NULL && now[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) aliases, now[i])
        && !ob_edit_set_alias (lines->edit, speaker, now[i], FALSE, error))
      return FALSE;
  for (guint i = 0; aliases[i] != NULL; i++)
    {
      if (!ob_edit_set_alias (lines->edit, speaker, aliases[i], TRUE, error))
        return FALSE;
      ob_edit_lines_learn (lines, OB_KIND_SPEAKER, aliases[i], speaker);
    }

  return TRUE;
}

static gboolean
add_speaker (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  const char *name;

  if (!ob_json_take_text (object, "name", TRUE, &name, error))
    return FALSE;
  result->entity = ob_edit_add_speaker (lines->edit, name, error);
  if (result->entity == 0)
    return FALSE;

  ob_edit_lines_learn (lines, OB_KIND_SPEAKER, name, result->entity);
  return set_texts (lines, object, result->entity, speaker_fields + 1, error)
         && set_aliases (lines, object, result->entity, error);
}

/* Disputes ------------------------------------------------------------------------------------- */

static gboolean
add_dispute (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  g_auto (GStrv) positions = NULL;
  const char *question;

  if (!ob_json_take_text (object, "question", TRUE, &question, error)
      || !ob_json_take_texts (object, "positions", &positions, error))
    return FALSE;
  result->entity = ob_edit_add_dispute (lines->edit, question, error);
  if (result->entity == 0 || !set_texts (lines, object, result->entity, dispute_fields + 1, error))
    return FALSE;
  ob_edit_lines_learn (lines, OB_KIND_DISPUTE, question, result->entity);

  result->positions = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  for (guint i = 0; positions != NULL && positions[i] != NULL; i++)
    {
      ObEntity position = ob_edit_add_position (lines->edit, result->entity, positions[i], error);

      if (position == 0)
        return FALSE;
      g_array_append_val (result->positions, position);
    }

  return TRUE;
}

static gboolean
add_position (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  ObEntity dispute = ob_edit_lines_take_entity (lines, object, "dispute", OB_KIND_DISPUTE, error);
  const char *text;

  if (dispute == 0 || !ob_json_take_text (object, "text", TRUE, &text, error))
    return FALSE;

  result->entity = ob_edit_add_position (lines->edit, dispute, text, error);
  return result->entity != 0;
}

/* Labels --------------------------------------------------------------------------------------- */

/* Adds or replaces the attributes that are listed, each in its place. */
static gboolean
set_attributes (ObEditLines *lines, JsonObject *object, ObEntity label, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (lines->project);
  const ObLabel *now = ob_codebook_get (codebook, label);
  JsonArray *attributes;

  if (!ob_json_take_array (object, "attributes", &attributes, error))
    return FALSE;

  for (guint i = 0; attributes != NULL && i < json_array_get_length (attributes); i++)
    {
      JsonObject *element = ob_json_take_element (attributes, i, "attributes", error);
      g_autoptr (ObAttribute) attribute
          = element != NULL ? ob_json_to_attribute (element, error) : NULL;
      const ObAttribute *old;
      char *key;

      if (attribute == NULL)
        return FALSE;
      old = now != NULL ? ob_label_find_attribute (now, attribute->name) : NULL;
      attribute->order
          = old != NULL ? old->order : (int) ((now != NULL ? now->attributes->len : 0) + i);
      if (!ob_edit_set_label_attribute (lines->edit, label, attribute->name, attribute, error))
        return FALSE;
      key = g_strdup_printf ("%" G_GINT64_FORMAT " %s", label, attribute->name);
      g_hash_table_insert (lines->attributes, key, g_steal_pointer (&attribute));
    }

  return TRUE;
}

static gboolean
set_parent (ObEditLines *lines, JsonObject *object, ObEntity label, GError **error)
{
  ObEntity parent = 0;

  if (!json_object_has_member (object, "parent"))
    return TRUE;
  if (ob_json_get (object, "parent") != NULL)
    {
      parent = ob_edit_lines_take_entity (lines, object, "parent", OB_KIND_LABEL, error);
      if (parent == 0)
        return FALSE;
    }

  return ob_edit_set_entity (lines->edit, label, "parent", parent, error);
}

/* Everything of a label but its text fields. */
static gboolean
set_label (ObEditLines *lines, JsonObject *object, ObEntity label, GError **error)
{
  const char *name;
  ObLine line;

  if (!ob_json_take_text (object, "line", FALSE, &name, error))
    return FALSE;
  if (name != NULL)
    {
      if (!ob_line_from_name (name, &line))
        return ob_json_refuse (
            error, _ ("“line” must be solid, dashed, dotted, double, wavy or dash-dot."));
      if (!ob_edit_set_number (lines->edit, label, "line", line, error))
        return FALSE;
    }

  return set_number (lines, object, label, "colour", OB_N_COLOURS - 1, error)
         && set_number (lines, object, label, "position", 1000000, error)
         && set_parent (lines, object, label, error)
         && set_attributes (lines, object, label, error);
}

static gboolean
add_label (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error)
{
  const char *id, *name;

  if (!ob_json_take_text (object, "id", TRUE, &id, error)
      || !ob_json_take_text (object, "name", TRUE, &name, error))
    return FALSE;
  result->entity = ob_edit_add_label (lines->edit, id, name, error);
  if (result->entity == 0)
    return FALSE;

  result->id = g_strdup (id);
  ob_edit_lines_learn (lines, OB_KIND_LABEL, id, result->entity);
  ob_edit_lines_learn (lines, OB_KIND_LABEL, name, result->entity);
  return set_texts (lines, object, result->entity, label_fields + 1, error)
         && set_label (lines, object, result->entity, error);
}

/* Private functions ---------------------------------------------------------------------------- */

gboolean
ob_edit_lines_update (
    ObEditLines *lines, JsonObject *object, ObEntity entity, ObKind kind, GError **error)
{
  static const char *const of_label[]
      = { "parent", "colour", "line", "position", "attributes", NULL };
  static const char *const of_speaker[] = { "aliases", NULL };
  static const char *const of_annotator[] = { "colour", NULL };
  static const char *const none[] = { NULL };
  const char *const *texts = get_text_fields (kind);
  const char *const *others = kind == OB_KIND_LABEL       ? of_label
                              : kind == OB_KIND_SPEAKER   ? of_speaker
                              : kind == OB_KIND_ANNOTATOR ? of_annotator
                                                          : none;
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) known = NULL;

  if (texts == NULL)
    return ob_json_refuse (error, _ ("A %s cannot be updated."), ob_kind_get_name (kind));

  builder = g_strv_builder_new ();
  g_strv_builder_add_many (builder, "op", "id", NULL);
  g_strv_builder_addv (builder, (const char **) texts);
  g_strv_builder_addv (builder, (const char **) others);
  known = g_strv_builder_end (builder);
  if (!ob_json_check_names (object, (const char *const *) known, error)
      || !set_texts (lines, object, entity, texts, error))
    return FALSE;

  if (kind == OB_KIND_LABEL)
    return set_label (lines, object, entity, error);
  if (kind == OB_KIND_SPEAKER)
    return set_aliases (lines, object, entity, error);
  return kind != OB_KIND_ANNOTATOR
         || set_number (lines, object, entity, "colour", OB_N_COLOURS - 1, error);
}

static const char *const speaker_members[]
    = { "name", "aliases", "kind", "role", "reliability", NULL };
static const char *const dispute_members[] = { "question", "kind", "status", "positions", NULL };
static const char *const position_members[] = { "dispute", "text", NULL };
static const char *const label_members[]
    = { "id",       "name",       "parent",  "colour",   "line",       "key",
        "use_when", "avoid_when", "example", "counter_example", "guid",       "position",
        "attributes", NULL };

const ObEditOperation ob_edit_directory_operations[] = {
  { "speaker", speaker_members, OB_KIND_SPEAKER, add_speaker },
  { "dispute", dispute_members, OB_KIND_DISPUTE, add_dispute },
  { "position", position_members, OB_KIND_POSITION, add_position },
  { "label", label_members, OB_KIND_LABEL, add_label },
  { NULL },
};
