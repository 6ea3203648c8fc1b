/* The verbs of an edit that concern articles, annotations and links. */
#include "store/edit-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static void
set_field (GArray *fields, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    ob_fields_set (fields, name, ob_value_new_text (text));
}

static GArray *
check_segments (ObEdit *edit, ObEntity article, const GArray *segments, GError **error)
{
  g_autoptr (ObText) text = ob_edit_get_text (edit, article, error);
  g_autoptr (GArray) normal = NULL;
  guint32 length;

  if (text == NULL)
    return NULL;
  length = ob_text_get_length (text);
  if (segments->len == 0)
    {
      ob_project_refuse (error, _ ("An annotation needs at least one segment."));
      return NULL;
    }
  for (guint i = 0; i < segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (segments, ObSegment, i);

      if (segment->start >= segment->end)
        {
          ob_project_refuse (
              error, _ ("The segment %u-%u is empty or reversed: its end must be after its start."),
              segment->start, segment->end);
          return NULL;
        }
      if (segment->end > length)
        {
          ob_project_refuse (
              error, _ ("The segment %u-%u lies outside the article, which has %u characters."),
              segment->start, segment->end, length);
          return NULL;
        }
    }

  normal = ob_segments_copy (segments);
  ob_segments_normalise (normal);
  return g_steal_pointer (&normal);
}

/* The definition of the attribute @name of the annotation's label. (transfer none) (nullable) */
static const ObAttribute *
get_definition (ObEdit *edit, ObEntity annotation, const char *name, GError **error)
{
  g_autofree char *field = g_strconcat ("@", name, NULL);
  g_autoptr (ObValue) label = NULL, json = NULL, id = NULL;
  const ObAttribute *attribute = NULL;

  if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error))
    return NULL;

  label = ob_edit_get (edit, annotation, "label");
  json = ob_edit_get (edit, ob_value_get_entity (label), field);
  if (ob_value_get_text (json) != NULL)
    attribute = ob_edit_read_definition (edit, name, ob_value_get_text (json));
  if (attribute == NULL)
    {
      id = ob_edit_get (edit, ob_value_get_entity (label), "id");
      ob_project_refuse (error, _ ("The label “%s” has no attribute “%s”."),
                         ob_value_get_text (id) != NULL ? ob_value_get_text (id) : "?", name);
    }
  return attribute;
}

static gboolean
refuse_value (const ObAttribute *attribute, const char *wanted, GError **error)
{
  ob_project_refuse (error, _ ("The attribute “%s” takes %s."), attribute->name, wanted);
  return FALSE;
}

/* A day must be one of the calendar. */
static gboolean
is_date (const char *text)
{
  unsigned int year = 0, month = 1, day = 1;

  if (!g_regex_match_simple ("^\\d{4}(-\\d\\d(-\\d\\d)?)?$", text, G_REGEX_DOLLAR_ENDONLY,
                             G_REGEX_MATCH_DEFAULT))
    return FALSE;

  sscanf (text, "%4u-%2u-%2u", &year, &month, &day);
  return g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
check_choice (const ObAttribute *attribute, const char *text, GError **error)
{
  g_autofree char *choices = NULL;
  g_autofree char *wanted = NULL;

  if (text != NULL && attribute->choices != NULL
      && g_strv_contains ((const char *const *) attribute->choices, text))
    return TRUE;

  choices = attribute->choices != NULL ? g_strjoinv (", ", attribute->choices) : g_strdup ("");
  wanted = g_strdup_printf (_ ("one of: %s"), choices);
  return refuse_value (attribute, wanted, error);
}

static gboolean
check_value (ObEdit *edit, const ObAttribute *attribute, const ObValue *value, GError **error)
{
  const char *text = ob_value_get_text (value);
  ObEntity entity = ob_value_get_entity (value);

  switch (attribute->type)
    {
    case OB_ATTRIBUTE_CHOICE:
      return check_choice (attribute, text, error);
    case OB_ATTRIBUTE_TEXT:
      return text != NULL ? ob_edit_check_text (text, attribute->name, error)
                          : refuse_value (attribute, _ ("text"), error);
    case OB_ATTRIBUTE_NUMBER:
      return ob_value_get_type (value) == OB_VALUE_INTEGER
             || ob_value_get_type (value) == OB_VALUE_REAL
             || refuse_value (attribute, _ ("a number"), error);
    case OB_ATTRIBUTE_FLAG:
      return (ob_value_get_type (value) == OB_VALUE_INTEGER
              && (ob_value_get_integer (value) == 0 || ob_value_get_integer (value) == 1))
             || refuse_value (attribute, _ ("yes or no (1 or 0)"), error);
    case OB_ATTRIBUTE_DATE:
      return (text != NULL && is_date (text))
             || refuse_value (attribute, _ ("a date such as 2017-04-12"), error);
    case OB_ATTRIBUTE_SPEAKER:
      return ob_edit_get_kind (edit, entity) == OB_KIND_SPEAKER
             || refuse_value (attribute, _ ("a speaker"), error);
    case OB_ATTRIBUTE_DISPUTE:
      return ob_edit_get_kind (edit, entity) == OB_KIND_DISPUTE
             || refuse_value (attribute, _ ("a dispute"), error);
    case OB_ATTRIBUTE_POSITION:
      return ob_edit_get_kind (edit, entity) == OB_KIND_POSITION
             || refuse_value (attribute, _ ("a position"), error);
    default:
      g_assert_not_reached ();
    }
}

/* A position belongs to its dispute: choosing one chooses the other, and another dispute drops the
 * position. */
static gboolean
keep_dispute_and_position (ObEdit *edit,
                           ObEntity annotation,
                           const ObAttribute *attribute,
                           const ObValue *value,
                           GError **error)
{
  g_autoptr (ObValue) dispute = ob_edit_get (edit, annotation, "@dispute");
  g_autoptr (ObValue) position = ob_edit_get (edit, annotation, "@position");
  g_autoptr (ObValue) owner = NULL;

  if (attribute->type == OB_ATTRIBUTE_POSITION)
    {
      owner = ob_edit_get (edit, ob_value_get_entity (value), "dispute");
      if (ob_value_is_none (dispute))
        ob_edit_set (edit, annotation, "@dispute", g_steal_pointer (&owner));
      else if (ob_value_get_entity (dispute) != ob_value_get_entity (owner))
        {
          ob_project_refuse (error,
                             _ ("That position belongs to another dispute than the annotation's."));
          return FALSE;
        }
    }
  else if (attribute->type == OB_ATTRIBUTE_DISPUTE && !ob_value_is_none (position))
    {
      owner = ob_edit_get (edit, ob_value_get_entity (position), "dispute");
      if (ob_value_get_entity (owner) != ob_value_get_entity (value))
        ob_edit_set (edit, annotation, "@position", ob_value_new_none ());
    }
  return TRUE;
}

/* The position of @dispute that is called @text, or 0. */
static ObEntity
find_position (ObEdit *edit, ObEntity dispute, const char *text)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (ob_edit_get_project (edit));
  ObEntity found = 0;

  for (guint i = 0; i < disputes->len && dispute > 0; i++)
    {
      const ObDispute *candidate = disputes->pdata[i];

      for (guint j = 0; candidate->entity == dispute && j < candidate->positions->len; j++)
        {
          const ObPosition *position = candidate->positions->pdata[j];

          if (strcmp (position->text, text) == 0)
            return position->entity;
        }
    }

  found = ob_edit_find (edit, OB_KIND_POSITION, "text", text);
  if (found != 0 && dispute != 0)
    {
      g_autoptr (ObValue) owner = ob_edit_get (edit, found, "dispute");

      if (ob_value_get_entity (owner) != dispute)
        found = 0;
    }
  return found;
}

/* The entity that @text names for an attribute of that kind, made if wished. */
static ObEntity
find_or_add (ObEdit *edit,
             ObEntity annotation,
             ObAttributeType type,
             const char *text,
             gboolean create,
             GError **error)
{
  g_autoptr (ObValue) dispute = NULL;
  ObEntity found;

  switch (type)
    {
    case OB_ATTRIBUTE_SPEAKER:
      found = ob_edit_find (edit, OB_KIND_SPEAKER, "name", text);
      if (found == 0 && create)
        return ob_edit_add_speaker (edit, text, error);
      break;
    case OB_ATTRIBUTE_DISPUTE:
      found = ob_edit_find (edit, OB_KIND_DISPUTE, "question", text);
      if (found == 0 && create)
        return ob_edit_add_dispute (edit, text, error);
      break;
    default:
      dispute = ob_edit_get (edit, annotation, "@dispute");
      found = find_position (edit, ob_value_get_entity (dispute), text);
      if (found == 0 && create)
        {
          if (!ob_value_is_none (dispute))
            return ob_edit_add_position (edit, ob_value_get_entity (dispute), text, error);
          ob_project_refuse (error, _ ("Choose a dispute before its position."));
          return 0;
        }
      break;
    }

  if (found == 0)
    ob_project_refuse (error, _ ("There is no %s “%s” in this project, or more than one."),
                       type == OB_ATTRIBUTE_SPEAKER
                           ? "speaker"
                           : (type == OB_ATTRIBUTE_DISPUTE ? "dispute" : "position"),
                       text);
  return found;
}

static ObValue *
parse_number (const ObAttribute *attribute, const char *text, GError **error)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number))
    {
      refuse_value (attribute, _ ("a number"), error);
      return NULL;
    }
  if (number == floor (number) && fabs (number) < 9e15)
    return ob_value_new_integer ((gint64) number);
  return ob_value_new_real (number);
}

static ObValue *
parse_value (ObEdit *edit,
             ObEntity annotation,
             const ObAttribute *attribute,
             const char *text,
             gboolean create,
             GError **error)
{
  ObEntity entity;

  switch (attribute->type)
    {
    case OB_ATTRIBUTE_NUMBER:
      return parse_number (attribute, text, error);
    case OB_ATTRIBUTE_FLAG:
      if (g_ascii_strcasecmp (text, "true") == 0)
        return ob_value_new_integer (1);
      if (g_ascii_strcasecmp (text, "false") == 0)
        return ob_value_new_integer (0);
      return parse_number (attribute, text, error);
    case OB_ATTRIBUTE_SPEAKER:
    case OB_ATTRIBUTE_DISPUTE:
    case OB_ATTRIBUTE_POSITION:
      entity = find_or_add (edit, annotation, attribute->type, text, create, error);
      return entity != 0 ? ob_value_new_entity (entity) : NULL;
    default:
      return ob_value_new_text (text);
    }
}

static void
delete_links (ObEdit *edit, ObEntity annotation)
{
  for (guint side = 0; side < 2 && annotation > 0; side++)
    {
      g_autoptr (GPtrArray) links = ob_project_list_links (
          ob_edit_get_project (edit), side == 0 ? annotation : 0, side == 1 ? annotation : 0);

      for (guint i = 0; i < links->len; i++)
        ob_edit_set (edit, ((ObLink *) links->pdata[i])->entity, "deleted",
                     ob_value_new_integer (1));
    }
}

/* Public functions ----------------------------------------------------------------------------- */

ObEntity
ob_edit_add_article (
    ObEdit *edit, ObText *text, GBytes *original, const ObArticle *metadata, GError **error)
{
  g_autoptr (ObPackedText) packed = ob_packed_text_new (text, original);

  return ob_edit_add_packed_article (edit, packed, metadata, error);
}

ObEntity
ob_edit_add_packed_article (ObEdit *edit,
                            ObPackedText *packed,
                            const ObArticle *metadata,
                            GError **error)
{
  g_autofree char *sources = NULL;
  GArray *fields;

  if (ob_text_get_length (packed->text) == 0)
    {
      ob_project_refuse (error, _ ("The article has no text."));
      return 0;
    }
  if (!ob_text_check (packed->text))
    {
      ob_project_refuse (
          error, _ ("The article has a paragraph of more than %d characters, or carriage returns."),
          OB_TEXT_MAX_PARAGRAPH);
      return 0;
    }
  if (!ob_edit_check_text (metadata->title, _ ("title"), error))
    return 0;

  fields = ob_fields_new ();
  ob_fields_set (fields, "text",
                 ob_value_new_bytes (ob_text_get_sha256 (packed->text), OB_SHA256_BYTES));
  for (guint i = 0; i < OB_N_METADATA; i++)
    set_field (fields, ob_metadata_get_name ((ObMetadata) i),
               *ob_article_get_metadata ((ObArticle *) metadata, (ObMetadata) i));
  sources = ob_article_join_sources (metadata);
  set_field (fields, "sources", sources);
  set_field (fields, "file-name", metadata->file_name);
  if (packed->formatting != NULL)
    ob_fields_set (fields, "formatting",
                   ob_value_new_bytes (ob_text_get_sha256 (packed->formatting->text),
                                       OB_SHA256_BYTES));
  if (metadata->version > 1)
    ob_fields_set (fields, "version", ob_value_new_integer (metadata->version));
  if (metadata->previous != 0)
    ob_fields_set (fields, "previous", ob_value_new_entity (metadata->previous));
  ob_edit_add_text (edit, packed);
  if (packed->formatting != NULL)
    ob_edit_add_text (edit, packed->formatting);

  return ob_edit_create (edit, OB_KIND_ARTICLE, fields);
}

ObEntity
ob_edit_annotate (
    ObEdit *edit, ObEntity article, ObEntity label, const GArray *segments, GError **error)
{
  g_autoptr (GArray) normal = NULL;
  ObEntity annotator = ob_edit_get_annotator (edit);
  GArray *fields;

  if (!ob_edit_check_kind (edit, article, OB_KIND_ARTICLE, error)
      || !ob_edit_check_kind (edit, label, OB_KIND_LABEL, error)
      || !ob_edit_check_kind (edit, annotator, OB_KIND_ANNOTATOR, error))
    return 0;
  normal = check_segments (edit, article, segments, error);
  if (normal == NULL)
    return 0;

  fields = ob_fields_new ();
  ob_fields_set (fields, "article", ob_value_new_entity (article));
  ob_fields_set (fields, "label", ob_value_new_entity (label));
  ob_fields_set (fields, "annotator", ob_value_new_entity (annotator));
  ob_fields_set (fields, "segments", ob_value_new_segments (normal));
  if (strcmp (ob_edit_get_origin (edit), "human") != 0)
    ob_fields_set (fields, "origin", ob_value_new_text (ob_edit_get_origin (edit)));

  return ob_edit_create (edit, OB_KIND_ANNOTATION, fields);
}

gboolean
ob_edit_set_label (ObEdit *edit, ObEntity annotation, ObEntity label, GError **error)
{
  if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error)
      || !ob_edit_check_kind (edit, label, OB_KIND_LABEL, error))
    return FALSE;

  ob_edit_set (edit, annotation, "label", ob_value_new_entity (label));
  return TRUE;
}

gboolean
ob_edit_set_segments (ObEdit *edit, ObEntity annotation, const GArray *segments, GError **error)
{
  g_autoptr (ObValue) article = NULL;
  g_autoptr (GArray) normal = NULL;

  if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error))
    return FALSE;
  article = ob_edit_get (edit, annotation, "article");
  normal = check_segments (edit, ob_value_get_entity (article), segments, error);
  if (normal == NULL)
    return FALSE;

  ob_edit_set (edit, annotation, "segments", ob_value_new_segments (normal));
  return TRUE;
}

gboolean
ob_edit_move_annotation (ObEdit *edit, ObEntity annotation, ObEntity article,
                         const GArray *segments, GError **error)
{
  g_autoptr (GArray) normal = NULL;

  if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error)
      || !ob_edit_check_kind (edit, article, OB_KIND_ARTICLE, error))
    return FALSE;
  normal = check_segments (edit, article, segments, error);
  if (normal == NULL)
    return FALSE;

  ob_edit_set (edit, annotation, "article", ob_value_new_entity (article));
  ob_edit_set (edit, annotation, "segments", ob_value_new_segments (normal));
  return TRUE;
}

gboolean
ob_edit_set_attribute (
    ObEdit *edit, ObEntity annotation, const char *name, const ObValue *value, GError **error)
{
  const ObAttribute *attribute = get_definition (edit, annotation, name, error);
  g_autofree char *field = g_strconcat ("@", name, NULL);

  if (attribute == NULL)
    return FALSE;
  if (!ob_value_is_none (value) && !check_value (edit, attribute, value, error))
    return FALSE;
  if (!ob_value_is_none (value) || attribute->type == OB_ATTRIBUTE_DISPUTE)
    if (!keep_dispute_and_position (edit, annotation, attribute, value, error))
      return FALSE;

  ob_edit_set (edit, annotation, field,
               value != NULL ? ob_value_ref ((ObValue *) value) : ob_value_new_none ());
  return TRUE;
}

gboolean
ob_edit_set_attribute_text (ObEdit *edit,
                            ObEntity annotation,
                            const char *name,
                            const char *text,
                            gboolean create,
                            GError **error)
{
  const ObAttribute *attribute = get_definition (edit, annotation, name, error);
  g_autoptr (ObValue) value = NULL;

  if (attribute == NULL)
    return FALSE;
  if (text == NULL || *text == '\0')
    return ob_edit_set_attribute (edit, annotation, name, NULL, error);

  value = parse_value (edit, annotation, attribute, text, create, error);
  return value != NULL && ob_edit_set_attribute (edit, annotation, name, value, error);
}

gboolean
ob_edit_set_note (ObEdit *edit, ObEntity annotation, const char *note, GError **error)
{
  if (!ob_edit_check_kind (edit, annotation, OB_KIND_ANNOTATION, error))
    return FALSE;
  if (note == NULL || *note == '\0')
    ob_edit_set (edit, annotation, "note", ob_value_new_none ());
  else if (!ob_edit_check_text (note, _ ("note"), error))
    return FALSE;
  else
    ob_edit_set (edit, annotation, "note", ob_value_new_text (note));
  return TRUE;
}

ObEntity
ob_edit_link (ObEdit *edit, ObEntity from, ObEntity to, const char *type, GError **error)
{
  GArray *fields;

  if (!ob_edit_check_kind (edit, from, OB_KIND_ANNOTATION, error)
      || !ob_edit_check_kind (edit, to, OB_KIND_ANNOTATION, error)
      || !ob_edit_check_text (type, _ ("type of the link"), error))
    return 0;
  if (from == to)
    {
      ob_project_refuse (error, _ ("An annotation cannot be linked to itself."));
      return 0;
    }
  if (from > 0)
    {
      g_autoptr (GPtrArray) links = ob_project_list_links (ob_edit_get_project (edit), from, 0);

      for (guint i = 0; i < links->len; i++)
        {
          const ObLink *link = links->pdata[i];

          if (link->to == to && strcmp (link->type, type) == 0
              && ob_edit_get_kind (edit, link->entity) == OB_KIND_LINK)
            {
              ob_project_refuse (error, _ ("There is such a link already."));
              return 0;
            }
        }
    }

  fields = ob_fields_new ();
  ob_fields_set (fields, "from", ob_value_new_entity (from));
  ob_fields_set (fields, "to", ob_value_new_entity (to));
  ob_fields_set (fields, "type", ob_value_new_text (type));
  return ob_edit_create (edit, OB_KIND_LINK, fields);
}

gboolean
ob_edit_delete (ObEdit *edit, ObEntity entity, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  ObKind kind = ob_edit_get_kind (edit, entity);
  guint n_uses = 0;

  switch (kind)
    {
    case OB_KIND_NONE:
    case OB_KIND_PROJECT:
      ob_project_refuse (error, _ ("There is nothing to delete."));
      return FALSE;
    case OB_KIND_ANNOTATION:
      delete_links (edit, entity);
      break;
    case OB_KIND_ARTICLE:
      {
        g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, entity, 0, 0);

        for (guint i = 0; entity > 0 && i < annotations->len; i++)
          {
            ObEntity annotation = ((ObAnnotation *) annotations->pdata[i])->entity;

            delete_links (edit, annotation);
            ob_edit_set (edit, annotation, "deleted", ob_value_new_integer (1));
          }
        break;
      }
    case OB_KIND_LABEL:
      n_uses = entity > 0 ? ob_project_count_annotations_with_label (project, entity) : 0;
      break;
    case OB_KIND_ANNOTATOR:
      n_uses = entity > 0 ? ob_project_count_annotations_by (project, entity) : 0;
      if (entity == ob_project_get_annotator (project))
        n_uses = MAX (n_uses, 1);
      break;
    default:
      n_uses = entity > 0 ? ob_project_count_references (project, entity) : 0;
      break;
    }

  if (n_uses > 0)
    {
      ob_project_refuse (
          error,
          g_dngettext (GETTEXT_PACKAGE,
                       "The %s is still used by %u annotation, so it was not deleted.",
                       "The %s is still used by %u annotations, so it was not deleted.", n_uses),
          ob_kind_get_name (kind), n_uses);
      return FALSE;
    }
  ob_edit_set (edit, entity, "deleted", ob_value_new_integer (1));
  return TRUE;
}
