#include "formats/records.h"

#include "formats/json-writer.h"

static void
add_id (GString *out, ObCatalogue *catalogue, const char *name, ObEntity entity)
{
  g_autofree char *id = entity != 0 ? ob_catalogue_dup_id (catalogue, entity) : NULL;

  ob_json_add_text (out, name, id);
}

static void
add_value (GString *out, ObCatalogue *catalogue, const ObAttribute *attribute, const ObValue *value)
{
  g_autofree char *id = NULL;

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      ob_json_text (out, ob_value_get_text (value));
      break;
    case OB_VALUE_INTEGER:
      if (attribute != NULL && attribute->type == OB_ATTRIBUTE_FLAG)
        ob_json_flag (out, ob_value_get_integer (value) != 0);
      else
        ob_json_integer (out, ob_value_get_integer (value));
      break;
    case OB_VALUE_REAL:
      ob_json_real (out, ob_value_get_real (value));
      break;
    case OB_VALUE_ENTITY:
      id = ob_catalogue_dup_id (catalogue, ob_value_get_entity (value));
      ob_json_text (out, id);
      break;
    default:
      ob_json_null (out);
      break;
    }
}

static void
add_attributes (GString *out, ObCatalogue *catalogue, const ObAnnotation *annotation)
{
  const ObLabel *label = ob_codebook_get (catalogue->codebook, annotation->label);

  ob_json_name (out, "attributes");
  ob_json_open (out, '{');
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);

      ob_json_name (out, field->field);
      add_value (out, catalogue,
                 label != NULL ? ob_label_find_attribute (label, field->field) : NULL,
                 field->value);
    }
  ob_json_close (out, '}');
}

static void
add_links (GString *out, ObCatalogue *catalogue, ObEntity annotation)
{
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (catalogue, annotation);

  ob_json_name (out, "links");
  ob_json_open (out, '[');
  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      ob_json_open (out, '{');
      ob_json_add_text (out, "type", link->type);
      add_id (out, catalogue, "to", link->to);
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
}

/* One entry for each annotator who has a state other than the first. */
static void
add_states (GString *out, ObCatalogue *catalogue, ObEntity article)
{
  ob_json_name (out, "states");
  ob_json_open (out, '[');
  for (guint i = 0; i < catalogue->annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (catalogue->annotators, i);
      g_autofree char *state
          = ob_project_get_annotation_state (catalogue->project, article, annotator->entity);
      g_autofree char *review
          = ob_project_get_review_state (catalogue->project, article, annotator->entity);

      if (g_str_equal (state, "new") && g_str_equal (review, "none"))
        continue;
      ob_json_open (out, '{');
      ob_json_add_text (out, "annotator", annotator->name);
      ob_json_add_text (out, "annotation", state);
      ob_json_add_text (out, "review", review);
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
}

static void
add_strings (GString *out, const char *name, char *const *strings)
{
  ob_json_name (out, name);
  ob_json_open (out, '[');
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    ob_json_text (out, strings[i]);
  ob_json_close (out, ']');
}

static void
add_attribute (GString *out, const ObAttribute *attribute)
{
  ob_json_open (out, '{');
  ob_json_add_text (out, "name", attribute->name);
  ob_json_add_text (out, "type", ob_attribute_type_get_name (attribute->type));
  if (attribute->choices != NULL)
    add_strings (out, "choices", attribute->choices);
  if (attribute->when != NULL)
    {
      ob_json_name (out, "shown_when");
      ob_json_open (out, '{');
      ob_json_add_text (out, "attribute", attribute->when);
      if (attribute->when_values != NULL)
        add_strings (out, "values", attribute->when_values);
      ob_json_close (out, '}');
    }
  ob_json_close (out, '}');
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_records_add_segments (GString *out, const GArray *segments)
{
  ob_json_name (out, "segments");
  ob_json_open (out, '[');
  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      ob_json_open (out, '[');
      ob_json_integer (out, segment.start);
      ob_json_integer (out, segment.end);
      ob_json_close (out, ']');
    }
  ob_json_close (out, ']');
}

void
ob_records_add_annotation (GString *out,
                           ObCatalogue *catalogue,
                           const ObText *text,
                           const ObAnnotation *annotation)
{
  ObEntity speaker = ob_project_get_effective_speaker (catalogue->project, annotation->entity);
  g_autofree char *quote = ob_text_quote (text, annotation->segments);

  add_id (out, catalogue, "id", annotation->entity);
  add_id (out, catalogue, "article", annotation->article);
  ob_json_add_text (out, "label", ob_catalogue_get_label_id (catalogue, annotation->label));
  ob_json_add_text (out, "annotator", ob_catalogue_get_name (catalogue, annotation->annotator));
  ob_records_add_segments (out, annotation->segments);
  ob_json_add_text (out, "text", quote);
  add_attributes (out, catalogue, annotation);
  ob_json_add_text (out, "note", annotation->note);
  ob_json_add_text (out, "speaker",
                    speaker != 0 ? ob_catalogue_get_name (catalogue, speaker) : NULL);
  add_links (out, catalogue, annotation->entity);
  ob_json_add_text (out, "origin", annotation->origin);
  ob_json_add_time (out, "created", annotation->created);
  ob_json_add_time (out, "modified", annotation->modified);
}

void
ob_records_add_article (GString *out, ObCatalogue *catalogue, const ObArticle *article)
{
  g_autoptr (GString) sha256 = g_string_new (NULL);
  g_autoptr (ObArticle) details
      = ob_project_get_article_details (catalogue->project, article->entity);

  for (guint i = 0; i < G_N_ELEMENTS (article->sha256); i++)
    g_string_append_printf (sha256, "%02x", article->sha256[i]);

  add_id (out, catalogue, "id", article->entity);
  ob_json_add_text (out, "title", article->title);
  ob_json_add_text (out, "byline", article->byline);
  ob_json_add_text (out, "outlet", article->outlet);
  ob_json_add_text (out, "url", article->url);
  ob_json_add_text (out, "published", article->published);
  ob_json_add_text (out, "updated", details != NULL ? details->updated : NULL);
  ob_json_add_text (out, "section", details != NULL ? details->section : NULL);
  ob_json_add_text (out, "language", article->language);
  ob_json_add_text (out, "identifier", details != NULL ? details->identifier : NULL);
  ob_json_add_text (out, "file_name", article->file_name);
  ob_json_add_integer (out, "length", article->length);
  ob_json_add_text (out, "sha256", sha256->str);
  ob_json_add_integer (out, "version", article->version);
  add_id (out, catalogue, "previous", article->previous);
  add_states (out, catalogue, article->entity);
}

void
ob_records_add_label (GString *out, ObCatalogue *catalogue, const ObLabel *label)
{
  ob_json_add_text (out, "id", label->id);
  ob_json_add_text (out, "name", label->name);
  ob_json_add_text (out, "parent", ob_catalogue_get_label_id (catalogue, label->parent));
  ob_json_add_integer (out, "colour", label->colour);
  ob_json_add_text (out, "line", ob_line_get_name (label->line));
  ob_json_add_text (out, "key", label->key);
  ob_json_add_text (out, "use_when", label->use_when);
  ob_json_add_text (out, "avoid_when", label->avoid_when);
  ob_json_add_text (out, "example", label->example);
  ob_json_add_text (out, "counter_example", label->counter_example);
  ob_json_add_text (out, "guid", label->guid);
  ob_json_add_integer (out, "position", label->position);
  ob_json_name (out, "attributes");
  ob_json_open (out, '[');
  for (guint i = 0; i < label->attributes->len; i++)
    add_attribute (out, g_ptr_array_index (label->attributes, i));
  ob_json_close (out, ']');
}

void
ob_records_add_link (GString *out, ObCatalogue *catalogue, const ObLink *link)
{
  add_id (out, catalogue, "id", link->entity);
  add_id (out, catalogue, "from", link->from);
  ob_json_add_text (out, "type", link->type);
  add_id (out, catalogue, "to", link->to);
}

void
ob_records_add_speaker (GString *out, ObCatalogue *catalogue, const ObSpeaker *speaker)
{
  add_id (out, catalogue, "id", speaker->entity);
  ob_json_add_text (out, "name", speaker->name);
  ob_json_add_text (out, "kind", speaker->kind);
  ob_json_add_text (out, "role", speaker->role);
  ob_json_add_text (out, "reliability", speaker->reliability);
  add_strings (out, "aliases", speaker->aliases);
}

void
ob_records_add_dispute (GString *out, ObCatalogue *catalogue, const ObDispute *dispute)
{
  add_id (out, catalogue, "id", dispute->entity);
  ob_json_add_text (out, "question", dispute->question);
  ob_json_add_text (out, "kind", dispute->kind);
  ob_json_add_text (out, "status", dispute->status);
  ob_json_name (out, "positions");
  ob_json_open (out, '[');
  for (guint i = 0; i < dispute->positions->len; i++)
    {
      const ObPosition *position = g_ptr_array_index (dispute->positions, i);

      ob_json_open (out, '{');
      add_id (out, catalogue, "id", position->entity);
      ob_json_add_text (out, "text", position->text);
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
}

void
ob_records_add_annotator (GString *out, ObCatalogue *catalogue, const ObAnnotator *annotator)
{
  add_id (out, catalogue, "id", annotator->entity);
  ob_json_add_text (out, "name", annotator->name);
  ob_json_add_integer (out, "colour", annotator->colour);
}

void
ob_records_add_comment (GString *out, ObCatalogue *catalogue, const ObComment *comment)
{
  const char *label = ob_catalogue_get_label_id (catalogue, comment->on);

  add_id (out, catalogue, "id", comment->entity);
  if (label != NULL)
    ob_json_add_text (out, "on", label);
  else
    add_id (out, catalogue, "on", comment->on);
  ob_json_add_text (out, "annotator", ob_catalogue_get_name (catalogue, comment->annotator));
  ob_json_add_text (out, "text", comment->text);
  ob_json_add_flag (out, "resolved", comment->resolved);
  ob_json_add_time (out, "created", comment->created);
}

void
ob_records_add_stray (GString *out, ObCatalogue *catalogue, const ObStray *stray)
{
  add_id (out, catalogue, "id", stray->entity);
  add_id (out, catalogue, "article", stray->article);
  ob_json_add_text (out, "text", stray->quote);
  ob_json_add_text (out, "reason", stray->reason);
  ob_json_add_flag (out, "resolved", stray->resolved);
  ob_json_add_text (out, "annotation", stray->details);
  ob_json_add_time (out, "created", stray->created);
}
