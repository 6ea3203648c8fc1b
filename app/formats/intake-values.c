/* The intake's labels, annotators and attributes. */
#include "formats/intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"

#define MAX_ID 64

static void
insert (GHashTable *table, const char *key, ObEntity entity)
{
  g_hash_table_insert (table, g_strdup (key), g_memdup2 (&entity, sizeof entity));
}

/* Names that differ only in capital letters are one name, as they are in a project. */
static char *
make_key (ObKind kind, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_strdup_printf ("%d %s", kind, kind != OB_KIND_POSITION ? folded : name);
}

/* Letters, digits, "-" and "_", at most 64, as ids of labels and names of attributes are. */
static char *
make_id (const char *name, const char *fallback)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *id = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0' && id->len < MAX_ID - 4; at++)
    if (g_ascii_isalnum (*at) || *at == '_' || *at == '-')
      g_string_append_c (id, *at);
    else if (id->len > 0 && id->str[id->len - 1] != '-' && *at != '?')
      g_string_append_c (id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len == 0)
    g_string_append (id, fallback);

  return g_string_free (id, FALSE);
}

/* Labels --------------------------------------------------------------------------------------- */

static const ObLabel *
get_label (ObIntake *intake, ObEntity entity)
{
  const ObLabel *label = g_hash_table_lookup (intake->label_defs, &entity);

  if (label == NULL)
    label = g_hash_table_lookup (intake->reader->labels, &entity);
  return label != NULL ? label : ob_codebook_get (intake->codebook, entity);
}

/* A copy of the label that may be given attributes. */
static ObLabel *
get_own_label (ObIntake *intake, ObEntity entity)
{
  ObLabel *own = g_hash_table_lookup (intake->label_defs, &entity);
  const ObLabel *label = get_label (intake, entity);

  if (own != NULL)
    return own;
  own = ob_label_new ();
  own->entity = entity;
  for (guint i = 0; label != NULL && i < label->attributes->len; i++)
    {
      const ObAttribute *old = g_ptr_array_index (label->attributes, i);
      g_autofree char *json = ob_attribute_to_json (old);

      g_ptr_array_add (own->attributes, ob_attribute_from_json (old->name, json));
    }
  g_hash_table_insert (intake->label_defs, g_memdup2 (&entity, sizeof entity), own);
  return own;
}

static ObEntity
lookup_label (ObIntake *intake, const char *name)
{
  const gint64 *known = g_hash_table_lookup (intake->labels, name);
  g_autofree char *folded = NULL;
  const ObLabel *label;
  ObEntity entity;

  if (known == NULL && intake->import->options->mapping != NULL)
    known = g_hash_table_lookup (intake->import->options->mapping, name);
  if (known != NULL)
    return *known;
  entity = ob_jsonl_lookup (intake->reader, OB_JSONL_LABEL, name);
  if (entity != 0)
    return entity;

  folded = g_utf8_casefold (name, -1);
  label = ob_codebook_find (intake->codebook, name);
  for (guint i = 0; i < intake->codebook->labels->len && label == NULL; i++)
    {
      const ObLabel *candidate = g_ptr_array_index (intake->codebook->labels, i);
      g_autofree char *id = g_utf8_casefold (candidate->id, -1);
      g_autofree char *title = g_utf8_casefold (candidate->name, -1);

      if (g_str_equal (id, folded) || g_str_equal (title, folded))
        label = candidate;
    }
  if (label != NULL)
    return label->entity;
  known = g_hash_table_lookup (intake->labels, folded);
  return known != NULL ? *known : 0;
}

static ObEntity
add_label (ObIntake *intake, const char *id, const char *name, GError **error)
{
  g_autofree char *stem = make_id (id, "label");
  g_autofree char *unique = g_strdup (stem), *folded = NULL;
  ObEntity entity = 0;

  for (guint i = 2; ob_codebook_find (intake->codebook, unique) != NULL
                    || g_hash_table_contains (intake->labels, unique);
       i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s-%u", stem, i);
    }
  entity = ob_edit_add_label (intake->import->edit, unique, name, error);
  if (entity == 0)
    return 0;

  folded = g_utf8_casefold (name, -1);
  get_own_label (intake, entity);
  insert (intake->labels, unique, entity);
  insert (intake->labels, folded, entity);
  g_ptr_array_add (intake->import->new_labels, g_strdup (name));
  return entity;
}

ObEntity
ob_intake_find_label (ObIntake *intake, const char *id, const char *name, GError **error)
{
  ObEntity entity = lookup_label (intake, id);

  if (entity == 0 && name != NULL && *name != '\0')
    entity = lookup_label (intake, name);
  if (entity == 0)
    entity = add_label (intake, id, name != NULL && *name != '\0' ? name : id, error);
  if (entity != 0)
    {
      insert (intake->labels, id, entity);
      if (name != NULL && *name != '\0')
        insert (intake->labels, name, entity);
    }
  return entity;
}

gboolean
ob_intake_add_label (ObIntake *intake,
                     const char *id,
                     const char *name,
                     const char *parent,
                     const char *use_when,
                     GError **error)
{
  guint n_before = intake->import->new_labels->len;
  ObEntity entity = ob_intake_find_label (intake, id, name, error);
  ObEntity above = parent != NULL ? lookup_label (intake, parent) : 0;

  if (entity == 0)
    return FALSE;
  if (intake->import->new_labels->len == n_before)
    return TRUE;
  return (above == 0 || above == entity
          || ob_edit_set_entity (intake->import->edit, entity, "parent", above, error))
         && (use_when == NULL || *use_when == '\0'
             || ob_edit_set_text (intake->import->edit, entity, "use_when", use_when, error));
}

/* Speakers, disputes, annotators --------------------------------------------------------------- */

void
ob_intake_learn_name (ObIntake *intake, ObKind kind, const char *name, ObEntity entity)
{
  g_autofree char *key = make_key (kind, name);

  insert (intake->names, key, entity);
}

static ObEntity
find_name (ObIntake *intake, ObKind kind, const char *name)
{
  g_autofree char *key = make_key (kind, name);
  const gint64 *found = g_hash_table_lookup (intake->names, key);

  return found != NULL ? *found : 0;
}

static char *
make_position_name (ObEntity dispute, const char *text)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", dispute, text);
}

/* What one element of the header is called, and what it is here. */
static void
learn_elements (
    ObIntake *intake, JsonObject *header, const char *member, const char *name, ObKind kind)
{
  JsonArray *array;

  if (!ob_json_take_array (header, member, &array, NULL) || array == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = ob_json_take_element (array, i, member, NULL);
      const char *id = NULL, *text = NULL;
      JsonArray *positions = NULL;
      ObEntity entity;

      if (object == NULL || !ob_json_take_text (object, "id", TRUE, &id, NULL)
          || !ob_json_take_text (object, name, TRUE, &text, NULL))
        continue;
      entity = ob_jsonl_lookup (intake->reader, OB_JSONL_ID, id);
      if (entity != 0)
        ob_intake_learn_name (intake, kind, text, entity);
      if (!ob_json_take_array (object, "positions", &positions, NULL) || positions == NULL)
        continue;
      for (guint k = 0; k < json_array_get_length (positions); k++)
        {
          JsonObject *position = ob_json_take_element (positions, k, "positions", NULL);

          if (position != NULL && ob_json_take_text (position, "id", TRUE, &id, NULL)
              && ob_json_take_text (position, "text", TRUE, &text, NULL))
            {
              g_autofree char *key = make_position_name (entity, text);

              ob_intake_learn_name (intake, OB_KIND_POSITION, key,
                                    ob_jsonl_lookup (intake->reader, OB_JSONL_ID, id));
            }
        }
    }
}

/* Formats may know labels by name only. */
static void
learn_label_names (ObIntake *intake, JsonObject *header)
{
  JsonArray *array;

  if (!ob_json_take_array (header, "labels", &array, NULL) || array == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = ob_json_take_element (array, i, "labels", NULL);
      const char *id = NULL, *name = NULL;

      if (object != NULL && ob_json_take_text (object, "id", TRUE, &id, NULL)
          && ob_json_take_text (object, "name", TRUE, &name, NULL)
          && ob_jsonl_lookup (intake->reader, OB_JSONL_LABEL, name) == 0)
        insert (intake->labels, name, ob_jsonl_lookup (intake->reader, OB_JSONL_LABEL, id));
    }
}

void
ob_intake_learn_directory (ObIntake *intake, JsonObject *header)
{
  learn_label_names (intake, header);
  learn_elements (intake, header, "speakers", "name", OB_KIND_SPEAKER);
  learn_elements (intake, header, "disputes", "question", OB_KIND_DISPUTE);
  learn_elements (intake, header, "annotators", "name", OB_KIND_ANNOTATOR);
}

gboolean
ob_intake_find_annotator (ObIntake *intake, const char *name, ObEntity *annotator, GError **error)
{
  *annotator = 0;
  if (name == NULL || *name == '\0')
    return TRUE;

  *annotator = find_name (intake, OB_KIND_ANNOTATOR, name);
  if (*annotator != 0)
    return TRUE;
  *annotator = ob_edit_add_annotator (intake->import->edit, name, error);
  ob_intake_learn_name (intake, OB_KIND_ANNOTATOR, name, *annotator);
  return *annotator != 0;
}

static ObEntity
find_or_add (ObIntake *intake, ObKind kind, const char *text)
{
  ObEdit *edit = intake->import->edit;
  ObEntity entity = find_name (intake, kind, text);

  if (entity == 0)
    entity = ob_project_lookup (intake->import->project, text);
  if (entity != 0 && (entity < 0 || ob_project_get_kind (intake->import->project, entity) == kind))
    return entity;

  entity = kind == OB_KIND_SPEAKER ? ob_edit_add_speaker (edit, text, NULL)
                                   : ob_edit_add_dispute (edit, text, NULL);
  if (entity != 0)
    ob_intake_learn_name (intake, kind, text, entity);
  return entity;
}

static ObEntity
find_or_add_position (ObIntake *intake, ObEntity dispute, const char *text)
{
  g_autofree char *key = make_position_name (dispute, text);
  ObEntity entity = find_name (intake, OB_KIND_POSITION, key);

  if (entity == 0 && dispute != 0)
    {
      entity = ob_edit_add_position (intake->import->edit, dispute, text, NULL);
      if (entity != 0)
        ob_intake_learn_name (intake, OB_KIND_POSITION, key, entity);
    }
  return entity;
}

/* Attributes ----------------------------------------------------------------------------------- */

/* The definition of @name, which the label gets when it has none. */
static const ObAttribute *
take_definition (ObIntake *intake, ObEntity label, const char *name, GError **error)
{
  const ObLabel *known = get_label (intake, label);
  const ObAttribute *attribute = known != NULL ? ob_label_find_attribute (known, name) : NULL;
  ObLabel *own;
  ObAttribute *added;

  if (attribute != NULL)
    return attribute;

  own = get_own_label (intake, label);
  added = ob_attribute_new (name, OB_ATTRIBUTE_TEXT);
  added->order = (int) own->attributes->len;
  if (!ob_edit_set_label_attribute (intake->import->edit, label, name, added, error))
    {
      ob_attribute_free (added);
      return NULL;
    }
  g_ptr_array_add (own->attributes, added);
  ob_intake_count (intake, _ ("Attributes added to labels"));
  return added;
}

static gboolean
add_choice (ObIntake *intake, ObEntity label, const char *name, const char *choice, GError **error)
{
  ObLabel *own = get_own_label (intake, label);
  ObAttribute *attribute = (ObAttribute *) ob_label_find_attribute (own, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (attribute->choices != NULL)
    g_strv_builder_addv (builder, (const char **) attribute->choices);
  g_strv_builder_add (builder, choice);
  g_strfreev (attribute->choices);
  attribute->choices = g_strv_builder_end (builder);
  ob_intake_count (intake, _ ("Values added to the choices of attributes"));
  return ob_edit_set_label_attribute (intake->import->edit, label, name, attribute, error);
}

static gboolean
is_choice (const ObAttribute *attribute, const char *text)
{
  return attribute->choices != NULL
         && g_strv_contains ((const char *const *) attribute->choices, text);
}

/* The value that @text means; NULL when it does not fit. */
static ObValue *
make_value (ObIntake *intake, const ObAttribute *attribute, const char *text, ObEntity dispute)
{
  ObEntity entity = 0;
  double number;
  char *end;

  switch (attribute->type)
    {
    case OB_ATTRIBUTE_SPEAKER:
      entity = find_or_add (intake, OB_KIND_SPEAKER, text);
      return entity != 0 ? ob_value_new_entity (entity) : NULL;
    case OB_ATTRIBUTE_DISPUTE:
      entity = find_or_add (intake, OB_KIND_DISPUTE, text);
      return entity != 0 ? ob_value_new_entity (entity) : NULL;
    case OB_ATTRIBUTE_POSITION:
      entity = find_or_add_position (intake, dispute, text);
      return entity != 0 ? ob_value_new_entity (entity) : NULL;
    case OB_ATTRIBUTE_FLAG:
      if (g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0)
        return ob_value_new_integer (1);
      return g_ascii_strcasecmp (text, "false") == 0 || strcmp (text, "0") == 0
                 ? ob_value_new_integer (0)
                 : NULL;
    case OB_ATTRIBUTE_NUMBER:
      number = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0' || !(number > -1e300 && number < 1e300))
        return NULL;
      /* As JSON would say it: 3.0 is real, 3 is not. */
      return strpbrk (text, ".eE") == NULL && number > -9e15 && number < 9e15
                 ? ob_value_new_integer ((gint64) number)
                 : ob_value_new_real (number);
    default:
      return ob_value_new_text (text);
    }
}

static gboolean
set_value (ObIntake *intake,
           ObEntity annotation,
           ObEntity label,
           const char *name,
           const char *text,
           const ObAnnotation *now,
           ObEntity *dispute,
           gboolean *changed,
           GError **error)
{
  const ObAttribute *attribute = take_definition (intake, label, name, error);
  const ObValue *old = now != NULL ? ob_annotation_get_attribute (now, name) : NULL;
  g_autoptr (ObValue) value = NULL;

  if (attribute == NULL)
    return FALSE;
  if (attribute->type == OB_ATTRIBUTE_CHOICE && !is_choice (attribute, text)
      && !add_choice (intake, label, name, text, error))
    return FALSE;
  value = make_value (intake, attribute, text, *dispute);
  if (value != NULL && attribute->type == OB_ATTRIBUTE_DISPUTE)
    *dispute = ob_value_get_entity (value);
  if (value != NULL && old != NULL && ob_value_equal (old, value))
    return TRUE;
  if (value != NULL && ob_edit_set_attribute (intake->import->edit, annotation, name, value, NULL))
    *changed = TRUE;
  else
    ob_intake_count (intake, _ ("Attribute values that do not fit the codebook, left out"));
  return TRUE;
}

static const char *
find_value (const ObIncoming *incoming, const char *name)
{
  for (guint i = 0; i < incoming->values->len; i++)
    {
      const ObIncomingValue *value = &g_array_index (incoming->values, ObIncomingValue, i);
      g_autofree char *id = make_id (value->name, "value");

      if (strcmp (id, name) == 0)
        return value->text;
    }

  return NULL;
}

/* Positions are last, because a position must be one of the annotation's dispute. */
gboolean
ob_intake_set_values (ObIntake *intake,
                      ObEntity annotation,
                      ObEntity label,
                      const ObIncoming *incoming,
                      const ObAnnotation *now,
                      gboolean *changed,
                      GError **error)
{
  const ObLabel *known;
  ObEntity dispute
      = now != NULL ? ob_value_get_entity (ob_annotation_get_attribute (now, "dispute")) : 0;

  for (guint i = 0; now != NULL && !incoming->partial && i < now->attributes->len; i++)
    {
      const char *name = g_array_index (now->attributes, ObField, i).field;

      if (find_value (incoming, name) == NULL
          && ob_edit_set_attribute (intake->import->edit, annotation, name, NULL, NULL))
        *changed = TRUE;
    }

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < incoming->values->len; i++)
      {
        const ObIncomingValue *value = &g_array_index (incoming->values, ObIncomingValue, i);
        g_autofree char *name = make_id (value->name, "value");
        const ObAttribute *attribute;

        known = get_label (intake, label);
        attribute = known != NULL ? ob_label_find_attribute (known, name) : NULL;
        if ((attribute != NULL && attribute->type == OB_ATTRIBUTE_POSITION) != (pass == 1)
            || *value->text == '\0')
          continue;
        if (!set_value (intake, annotation, label, name, value->text, now, &dispute, changed,
                        error))
          return FALSE;
      }

  return TRUE;
}
