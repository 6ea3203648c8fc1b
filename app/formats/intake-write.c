/* What writers of other programs' formats carry for the way back, and records of the intake. */
#include "formats/intake.h"

#include "formats/json-writer.h"
#include "formats/jsonl-reader.h"
#include "model/json-parse.h"

static void
clear_value (gpointer data)
{
  ObIncomingValue *value = data;

  g_free (value->name);
  g_free (value->text);
}

ObIncoming *
ob_incoming_new (const char *label)
{
  ObIncoming *incoming = g_new0 (ObIncoming, 1);

  incoming->label = g_strdup (label);
  incoming->segments = ob_segments_new ();
  incoming->values = g_array_new (FALSE, FALSE, sizeof (ObIncomingValue));
  g_array_set_clear_func (incoming->values, clear_value);
  return incoming;
}

void
ob_incoming_free (ObIncoming *incoming)
{
  if (incoming == NULL)
    return;

  g_free (incoming->key);
  g_free (incoming->id);
  g_free (incoming->label);
  g_free (incoming->label_name);
  g_free (incoming->annotator);
  g_free (incoming->note);
  g_free (incoming->origin);
  g_array_unref (incoming->segments);
  g_free (incoming->quote);
  g_free (incoming->prefix);
  g_free (incoming->suffix);
  g_array_unref (incoming->values);
  g_free (incoming);
}

void
ob_incoming_add_segment (ObIncoming *incoming, gint64 start, gint64 end)
{
  ObSegment segment
      = { (guint32) CLAMP (start, 0, G_MAXUINT32), (guint32) CLAMP (end, 0, G_MAXUINT32) };

  g_array_append_val (incoming->segments, segment);
}

void
ob_incoming_add_value (ObIncoming *incoming, const char *name, const char *text)
{
  ObIncomingValue value = { g_strdup (name), g_strdup (text) };

  g_array_append_val (incoming->values, value);
}

static void
take_text (char **field, JsonObject *object, const char *name)
{
  const char *text = *field == NULL ? ob_json_get_text (object, name) : NULL;

  if (text != NULL && *text != '\0')
    *field = g_strdup (text);
}

static void
take_attributes (ObIncoming *incoming, JsonObject *object)
{
  JsonNode *member = json_object_get_member (object, "attributes");
  JsonObject *attributes
      = member != NULL && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
  g_autoptr (GList) names = attributes != NULL ? json_object_get_members (attributes) : NULL;

  for (const GList *item = names; item != NULL; item = item->next)
    if (ob_json_get_text (attributes, item->data) != NULL)
      ob_incoming_add_value (incoming, item->data, ob_json_get_text (attributes, item->data));
}

void
ob_incoming_read_record (ObIncoming *incoming, JsonObject *object)
{
  const char *time;

  take_text (&incoming->id, object, "id");
  take_text (&incoming->annotator, object, "annotator");
  take_text (&incoming->origin, object, "origin");
  take_text (&incoming->note, object, "note");
  time = ob_json_get_text (object, "created");
  if (time != NULL && incoming->created == 0)
    ob_time_from_text (time, &incoming->created);
  time = ob_json_get_text (object, "modified");
  if (time != NULL && incoming->modified == 0)
    ob_time_from_text (time, &incoming->modified);
  take_attributes (incoming, object);
}

void
ob_incoming_read_meta (ObIncoming *incoming, const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? ob_json_parse (json, -1, NULL) : NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    ob_incoming_read_record (incoming, json_node_get_object (root));
}

void
ob_intake_write_meta (GString *out, ObCatalogue *catalogue, const ObAnnotation *annotation)
{
  g_autofree char *id = ob_catalogue_dup_id (catalogue, annotation->entity);

  ob_json_open (out, '{');
  ob_json_add_text (out, "id", id);
  ob_json_add_text (out, "annotator", ob_catalogue_get_name (catalogue, annotation->annotator));
  ob_json_add_text (out, "origin", annotation->origin);
  ob_json_add_time (out, "created", annotation->created);
  ob_json_add_time (out, "modified", annotation->modified);
  ob_json_close (out, '}');
}

void
ob_intake_write_attributes (GString *out, ObCatalogue *catalogue, const ObAnnotation *annotation)
{
  ob_json_name (out, "attributes");
  ob_json_open (out, '{');
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      g_autofree char *value = ob_catalogue_dup_value (catalogue, field->value);

      ob_json_add_text (out, field->field, value);
    }
  ob_json_close (out, '}');
}

void
ob_intake_write_header (GString *out, ObCatalogue *catalogue)
{
  ob_jsonl_open_header (out, catalogue);
  ob_json_close (out, '}');
}
