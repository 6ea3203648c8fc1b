/* "doccano", "prodigy" and "label-studio": JSON of annotation tools that know texts with labelled
 * spans.  One file for the three, since only names of members differ.
 *
 *   doccano       a line an article: {"text", "entities": [{"id", "label", "start_offset",
 *                 "end_offset"}], "relations": [{"id", "from_id", "to_id", "type"}], "label":
 * [[start, end, label]], "obelus"} prodigy       a line an article, as spaCy reads it: {"text",
 * "spans": [{"start", "end", "label", "id"}], "meta": {"obelus"}} label-studio  tasks.json, a list
 * of tasks: {"data": {"text", "obelus"}, "annotations": [{"result":
 *                 [...]}]}, and config.xml, its labelling interface
 *
 * A discontinuous annotation is several spans.  The member "obelus", which these tools keep, says
 * of every annotation what they have no place for, its segments and its id; coming back, spans are
 * matched with it: by id, by their place, by overlap.  All JSON is ASCII.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-walk.h"
#include "formats/json-writer.h"
#include "formats/lines.h"
#include "formats/records.h"
#include "formats/xml-writer.h"
#include "model/json-parse.h"
#include "model/palette.h"

#define MAX_LINE (256u * 1024 * 1024)

typedef struct
{
  gboolean begun;
  guint n_pieces;
  guint n_links;
  GHashTable *numbers; /* (owned) gint64 * of an annotation -> number of its first span */
  GHashTable *types;   /* (owned) of links */
} State;

/* Writing -------------------------------------------------------------------------------------- */

static void
begin (ObExport *export)
{
  State *state = g_new0 (State, 1);

  export->state = state;
  state->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  state->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_record (ObExport *export, const ObText *text, const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;
  g_autofree char *quote = ob_text_quote (text, annotation->segments);

  ob_intake_write_meta (out, export->catalogue, annotation);
  g_string_truncate (out, out->len - 1);
  ob_json_add_text (out, "label", ob_catalogue_get_label_id (export->catalogue, annotation->label));
  ob_records_add_segments (out, annotation->segments);
  ob_json_add_text (out, "text", quote);
  ob_json_add_text (out, "note", annotation->note);
  ob_intake_write_attributes (out, export->catalogue, annotation);
  ob_json_close (out, '}');
}

/* The member "obelus". */
static void
add_obelus (ObExport *export,
            const ObArticle *article,
            const ObText *text,
            const GPtrArray *annotations)
{
  State *state = export->state;
  GString *out = export->sink->buffer;

  ob_json_name (out, "obelus");
  ob_json_open (out, '{');
  if (!state->begun)
    {
      ob_json_name (out, "header");
      ob_intake_write_header (out, export->catalogue);
      state->begun = TRUE;
    }
  ob_json_name (out, "article");
  ob_json_open (out, '{');
  ob_records_add_article (out, export->catalogue, article);
  ob_json_close (out, '}');
  ob_json_name (out, "annotations");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotations->len; i++)
    {
      add_record (export, text, g_ptr_array_index (annotations, i));
      ob_sink_drain (export->sink);
    }
  ob_json_close (out, ']');
  ob_json_name (out, "links");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);

      for (guint k = 0; k < links->len; k++)
        if (ob_export_has_link (export, g_ptr_array_index (links, k)))
          {
            ob_json_open (out, '{');
            ob_records_add_link (out, export->catalogue, g_ptr_array_index (links, k));
            ob_json_close (out, '}');
          }
    }
  ob_json_close (out, ']');
  ob_json_close (out, '}');
}

/* Links inside the article: @add is called with numbers of spans. */
typedef void (*AddLink) (ObExport *export, const ObLink *link, guint from, guint to, guint number);

static void
add_links (ObExport *export, const GPtrArray *annotations, AddLink add)
{
  State *state = export->state;

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);
      guint from = GPOINTER_TO_UINT (g_hash_table_lookup (state->numbers, &annotation->entity));

      for (guint k = 0; k < links->len; k++)
        {
          const ObLink *link = g_ptr_array_index (links, k);
          guint to = GPOINTER_TO_UINT (g_hash_table_lookup (state->numbers, &link->to));

          if (to != 0)
            add (export, link, from, to, ++state->n_links);
        }
    }
}

static void
number_spans (State *state, const GPtrArray *annotations)
{
  guint number = 1;

  g_hash_table_remove_all (state->numbers);
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      g_hash_table_insert (state->numbers, g_memdup2 (&annotation->entity, sizeof (ObEntity)),
                           GUINT_TO_POINTER (number));
      number += annotation->segments->len;
      state->n_pieces += annotation->segments->len > 1;
    }
}

static void
add_doccano_link (ObExport *export, const ObLink *link, guint from, guint to, guint number)
{
  GString *out = export->sink->buffer;

  ob_json_open (out, '{');
  ob_json_add_integer (out, "id", number);
  ob_json_add_integer (out, "from_id", from);
  ob_json_add_integer (out, "to_id", to);
  ob_json_add_text (out, "type", link->type);
  ob_json_close (out, '}');
}

static void
add_doccano_article (ObExport *export,
                     const ObArticle *article,
                     const ObText *text,
                     const GPtrArray *annotations)
{
  GString *out = export->sink->buffer;
  guint number = 0;

  number_spans (export->state, annotations);
  ob_json_open (out, '{');
  ob_json_add_text (out, "text", ob_text_get_utf8 (text, NULL));
  for (guint pass = 0; pass < 2; pass++)
    {
      ob_json_name (out, pass == 0 ? "entities" : "label");
      ob_json_open (out, '[');
      for (guint i = 0; i < annotations->len; i++)
        {
          const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
          const char *label = ob_catalogue_get_label_id (export->catalogue, annotation->label);

          for (guint k = 0; k < annotation->segments->len; k++)
            {
              ObSegment segment = g_array_index (annotation->segments, ObSegment, k);

              ob_json_open (out, pass == 0 ? '{' : '[');
              if (pass == 0)
                {
                  ob_json_add_integer (out, "id", ++number);
                  ob_json_add_text (out, "label", label);
                  ob_json_add_integer (out, "start_offset", segment.start);
                  ob_json_add_integer (out, "end_offset", segment.end);
                }
              else
                {
                  ob_json_integer (out, segment.start);
                  ob_json_integer (out, segment.end);
                  ob_json_text (out, label);
                }
              ob_json_close (out, pass == 0 ? '}' : ']');
            }
        }
      ob_json_close (out, ']');
    }
  ob_json_name (out, "relations");
  ob_json_open (out, '[');
  add_links (export, annotations, add_doccano_link);
  ob_json_close (out, ']');
  add_obelus (export, article, text, annotations);
  g_string_append (out, "}\n");
}

static void
add_prodigy_article (ObExport *export,
                     const ObArticle *article,
                     const ObText *text,
                     const GPtrArray *annotations)
{
  GString *out = export->sink->buffer;

  number_spans (export->state, annotations);
  ob_json_open (out, '{');
  ob_json_add_text (out, "text", ob_text_get_utf8 (text, NULL));
  ob_json_name (out, "spans");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);

      for (guint k = 0; k < annotation->segments->len; k++)
        {
          ObSegment segment = g_array_index (annotation->segments, ObSegment, k);

          ob_json_open (out, '{');
          ob_json_add_integer (out, "start", segment.start);
          ob_json_add_integer (out, "end", segment.end);
          ob_json_add_text (out, "label",
                            ob_catalogue_get_label_id (export->catalogue, annotation->label));
          ob_json_add_text (out, "id", id);
          ob_json_close (out, '}');
        }
    }
  ob_json_close (out, ']');
  ob_json_add_text (out, "answer", "accept");
  ob_json_name (out, "meta");
  ob_json_open (out, '{');
  ob_json_add_text (out, "source", article->title);
  add_obelus (export, article, text, annotations);
  g_string_append (out, "}}\n");
}

/* Label Studio --------------------------------------------------------------------------------- */

static char *
make_region_id (ObExport *export, ObEntity annotation, guint piece)
{
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation);

  return piece == 0 ? g_steal_pointer (&id) : g_strdup_printf ("%s-%u", id, piece);
}

static void
open_result (ObExport *export,
             const ObText *text,
             const ObUnits *units,
             const ObAnnotation *annotation,
             guint piece,
             const char *from,
             const char *type)
{
  GString *out = export->sink->buffer;
  ObSegment segment = g_array_index (annotation->segments, ObSegment, piece);
  g_autofree char *words = ob_text_slice (text, segment.start, segment.end);
  g_autofree char *id = make_region_id (export, annotation->entity, piece);
  ObUnit unit = export->options->utf16 ? OB_UNIT_UTF16 : OB_UNIT_POINTS;

  ob_json_open (out, '{');
  ob_json_add_text (out, "id", id);
  ob_json_add_text (out, "from_name", from);
  ob_json_add_text (out, "to_name", "text");
  ob_json_add_text (out, "type", type);
  ob_json_name (out, "value");
  ob_json_open (out, '{');
  ob_json_add_integer (out, "start",
                       ob_units_convert (units, segment.start, OB_UNIT_POINTS, unit, NULL));
  ob_json_add_integer (out, "end",
                       ob_units_convert (units, segment.end, OB_UNIT_POINTS, unit, NULL));
  if (!g_str_equal (type, "textarea"))
    ob_json_add_text (out, "text", words);
}

/* The region's one value, and the ends of both objects. */
static void
close_result (GString *out, const char *member, const char *value)
{
  ob_json_name (out, member);
  ob_json_open (out, '[');
  ob_json_text (out, value);
  g_string_append (out, "]}}");
}

static void
add_region (ObExport *export,
            const ObText *text,
            const ObUnits *units,
            const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;

  for (guint piece = 0; piece < annotation->segments->len; piece++)
    {
      open_result (export, text, units, annotation, piece, "label", "labels");
      close_result (out, "labels",
                    ob_catalogue_get_label_id (export->catalogue, annotation->label));
    }
  if (annotation->note != NULL && *annotation->note != '\0')
    {
      open_result (export, text, units, annotation, 0, "note", "textarea");
      close_result (out, "text", annotation->note);
    }
}

static void
add_studio_link (ObExport *export, const ObLink *link, guint from, guint to, guint number)
{
  GString *out = export->sink->buffer;
  State *state = export->state;
  g_autofree char *from_id = make_region_id (export, link->from, 0);
  g_autofree char *to_id = make_region_id (export, link->to, 0);

  g_hash_table_add (state->types, g_strdup (link->type));
  ob_json_open (out, '{');
  ob_json_add_text (out, "type", "relation");
  ob_json_add_text (out, "from_id", from_id);
  ob_json_add_text (out, "to_id", to_id);
  ob_json_add_text (out, "direction", "right");
  ob_json_name (out, "labels");
  ob_json_open (out, '[');
  ob_json_text (out, link->type);
  ob_json_close (out, ']');
  ob_json_close (out, '}');
}

static void
add_studio_article (ObExport *export,
                    const ObArticle *article,
                    const ObText *text,
                    const GPtrArray *annotations)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autoptr (ObUnits) units = ob_units_new ((ObText *) text);

  if (!state->begun)
    {
      ob_sink_begin_file (export->sink, "tasks.json");
      ob_json_open (out, '[');
    }
  number_spans (state, annotations);
  ob_json_open (out, '{');
  ob_json_name (out, "data");
  ob_json_open (out, '{');
  ob_json_add_text (out, "text", ob_text_get_utf8 (text, NULL));
  ob_json_add_text (out, "title", article->title);
  ob_json_add_text (out, "offsets", export->options->utf16 ? "utf-16" : "code-points");
  add_obelus (export, article, text, annotations);
  ob_json_close (out, '}');
  ob_json_name (out, "annotations");
  ob_json_open (out, '[');
  ob_json_open (out, '{');
  ob_json_name (out, "result");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotations->len; i++)
    {
      add_region (export, text, units, g_ptr_array_index (annotations, i));
      ob_sink_drain (export->sink);
    }
  add_links (export, annotations, add_studio_link);
  g_string_append (out, "]}]}\n");
  g_string_truncate (out, out->len - 1);
}

static void
add_configuration (ObExport *export)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  const GPtrArray *labels = export->catalogue->codebook->labels;
  GHashTableIter iter;
  gpointer type;

  ob_sink_begin_file (export->sink, "config.xml");
  g_string_append (out, "<View>\n  <Labels name=\"label\" toName=\"text\">\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *colour = g_strdup_printf (
          "#%06x", ob_palette_get_fill (label->colour, OB_SCHEME_LIGHT) & 0xffffff);

      g_string_append (out, "    <Label");
      ob_xml_add_attribute (out, "value", label->id);
      ob_xml_add_attribute (out, "alias", label->id);
      ob_xml_add_attribute (out, "background", colour);
      ob_xml_add_attribute (out, "hint", label->name);
      g_string_append (out, "/>\n");
    }
  g_string_append (out,
                   "  </Labels>\n  <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n"
                   "  <TextArea name=\"note\" toName=\"text\" perRegion=\"true\" "
                   "displayMode=\"region-list\"/>\n  <Relations>\n");
  for (guint i = 0; ob_link_get_types ()[i] != NULL; i++)
    g_hash_table_add (state->types, g_strdup (ob_link_get_types ()[i]));
  g_hash_table_iter_init (&iter, state->types);
  while (g_hash_table_iter_next (&iter, &type, NULL))
    {
      g_string_append (out, "    <Relation");
      ob_xml_add_attribute (out, "value", type);
      g_string_append (out, "/>\n");
    }
  g_string_append (out, "  </Relations>\n</View>\n");
}

static void
end (ObExport *export)
{
  State *state = export->state;

  ob_export_lose (export, N_ ("discontinuous annotation is written as pieces."),
                  N_ ("discontinuous annotations are written as pieces."), state->n_pieces);
  g_hash_table_unref (state->numbers);
  g_hash_table_unref (state->types);
  g_free (state);
}

static void
end_studio (ObExport *export)
{
  State *state = export->state;

  if (!state->begun)
    {
      ob_sink_begin_file (export->sink, "tasks.json");
      g_string_append_c (export->sink->buffer, '[');
    }
  g_string_append (export->sink->buffer, "]\n");
  add_configuration (export);
  end (export);
}

/* Reading -------------------------------------------------------------------------------------- */

/* A span as the tool has it; strings belong to the JSON. */
typedef struct
{
  gint64 start, end;
  const char *label, *note;
  char *key; /* (owned) (nullable) */
  gboolean used;
} Span;

typedef struct
{
  ObIntake *intake; /* (owned) */
  const char *whole;
  guint number; /* of the article, so that keys stay apart */
  gboolean had_header;
} Reader;

static void
clear_span (gpointer data)
{
  g_free (((Span *) data)->key);
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
get_number (JsonObject *object, const char *name, gint64 *number)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !ob_json_is_number (node))
    return FALSE;
  *number = (gint64) json_node_get_double (node);
  return TRUE;
}

static char *
make_key (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return NULL;
  if (ob_json_is_text (node))
    return g_strdup_printf ("%u/%s", reader->number, json_node_get_string (node));
  return ob_json_is_number (node)
             ? g_strdup_printf ("%u/%" G_GINT64_FORMAT, reader->number, json_node_get_int (node))
             : NULL;
}

static void
take_span (Reader *reader, GArray *spans, JsonObject *object, const char *start, const char *end)
{
  Span span = { .label = ob_json_get_text (object, "label") };

  if (span.label == NULL || !get_number (object, start, &span.start)
      || !get_number (object, end, &span.end))
    {
      ob_intake_count (reader->intake, _ ("Spans without a place or a label, left out"));
      return;
    }
  span.key = make_key (reader, object, "id");
  g_array_append_val (spans, span);
}

static void
take_triple (Reader *reader, GArray *spans, JsonArray *triple)
{
  Span span = { 0 };

  if (json_array_get_length (triple) < 3 || !ob_json_is_number (json_array_get_element (triple, 0))
      || !ob_json_is_number (json_array_get_element (triple, 1))
      || !ob_json_is_text (json_array_get_element (triple, 2)))
    {
      ob_intake_count (reader->intake, _ ("Spans without a place or a label, left out"));
      return;
    }
  span.start = json_array_get_int_element (triple, 0);
  span.end = json_array_get_int_element (triple, 1);
  span.label = json_array_get_string_element (triple, 2);
  g_array_append_val (spans, span);
}

/* The first text of a member that is a list of texts. */
static const char *
get_first (JsonObject *object, const char *name)
{
  JsonArray *array = get_array (object, name);

  return array != NULL && json_array_get_length (array) > 0
                 && ob_json_is_text (json_array_get_element (array, 0))
             ? json_array_get_string_element (array, 0)
             : NULL;
}

static void
take_results (Reader *reader, GArray *spans, JsonArray *results)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < json_array_get_length (results); i++)
      {
        JsonNode *node = json_array_get_element (results, i);
        JsonObject *result = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
        JsonObject *value = get_object (result, "value");
        const char *type = result != NULL ? ob_json_get_text (result, "type") : NULL;

        if (g_strcmp0 (type, "relation") == 0 && pass == 0)
          {
            g_autofree char *from = make_key (reader, result, "from_id");
            g_autofree char *to = make_key (reader, result, "to_id");
            const char *name = get_first (result, "labels");

            if (from != NULL && to != NULL)
              ob_intake_add_link (reader->intake, from, to, name != NULL ? name : "related");
          }
        else if (g_strcmp0 (type, "labels") == 0 && value != NULL && pass == 0)
          {
            Span span = { .label = get_first (value, "labels") };

            if (span.label == NULL || !get_number (value, "start", &span.start)
                || !get_number (value, "end", &span.end))
              {
                ob_intake_count (reader->intake, _ ("Spans without a place or a label, left out"));
                continue;
              }
            span.key = make_key (reader, result, "id");
            g_array_append_val (spans, span);
          }
        else if (g_strcmp0 (type, "textarea") == 0 && value != NULL && pass == 1)
          {
            g_autofree char *key = make_key (reader, result, "id");

            for (guint k = 0; k < spans->len; k++)
              if (g_strcmp0 (g_array_index (spans, Span, k).key, key) == 0)
                g_array_index (spans, Span, k).note = get_first (value, "text");
          }
      }
}

static void
take_spans (Reader *reader, JsonObject *object, GArray *spans)
{
  static const char *const lists[] = { "entities", "spans", "label", "labels" };
  JsonArray *annotations = get_array (object, "annotations");

  for (guint i = 0; annotations != NULL && i < json_array_get_length (annotations); i++)
    {
      JsonNode *node = json_array_get_element (annotations, i);
      JsonArray *results = JSON_NODE_HOLDS_OBJECT (node)
                               ? get_array (json_node_get_object (node), "result")
                               : NULL;

      if (results != NULL)
        take_results (reader, spans, results);
    }
  for (guint k = 0; k < G_N_ELEMENTS (lists) && annotations == NULL && spans->len == 0; k++)
    {
      JsonArray *list = get_array (object, lists[k]);

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        {
          JsonNode *node = json_array_get_element (list, i);

          if (JSON_NODE_HOLDS_ARRAY (node))
            take_triple (reader, spans, json_node_get_array (node));
          else if (JSON_NODE_HOLDS_OBJECT (node))
            take_span (reader, spans, json_node_get_object (node),
                       k == 0 ? "start_offset" : "start", k == 0 ? "end_offset" : "end");
        }
    }
}

/* Gives the record the spans that are its segments: those with its id, else those at its places,
 * else one that overlaps. */
static void
match (Reader *reader, ObIncoming *incoming, const GArray *segments, GArray *spans, guint pass)
{
  g_autofree char *key = g_strdup_printf ("%u/%s", reader->number, incoming->id);
  gsize length = strlen (key);

  for (guint i = 0; i < spans->len; i++)
    {
      Span *span = &g_array_index (spans, Span, i);
      gboolean fits = pass == 0 && span->key != NULL && strncmp (span->key, key, length) == 0
                      && (span->key[length] == '\0' || span->key[length] == '-');

      for (guint k = 0; k < segments->len && !fits && !span->used && pass > 0; k++)
        {
          ObSegment segment = g_array_index (segments, ObSegment, k);

          fits = strcmp (span->label, incoming->label) == 0
                 && (pass == 1 ? span->start == segment.start && span->end == segment.end
                               : span->start < segment.end && span->end > segment.start);
        }
      if (!fits || span->used || (pass == 2 && incoming->segments->len > 0))
        continue;
      span->used = TRUE;
      ob_incoming_add_segment (incoming, span->start, span->end);
      g_free (incoming->label);
      incoming->label = g_strdup (span->label);
      if (span->key != NULL && incoming->key == NULL)
        incoming->key = g_strdup (span->key);
      if (span->note != NULL)
        {
          g_free (incoming->note);
          incoming->note = g_strdup (span->note);
        }
      if (pass == 1 && incoming->segments->len == segments->len)
        return;
    }
}

static ObIncoming *
read_record (JsonObject *record, GArray **segments)
{
  ObIncoming *incoming = ob_incoming_new (ob_json_get_text (record, "label"));

  ob_incoming_read_record (incoming, record);
  if (!ob_json_take_segments (record, "segments", segments, NULL) || *segments == NULL)
    *segments = ob_segments_new ();
  if (incoming->label == NULL || incoming->id == NULL)
    {
      ob_incoming_free (incoming);
      return NULL;
    }
  return incoming;
}

static gboolean
hand_over (Reader *reader, JsonObject *obelus, GArray *spans, GError **error)
{
  JsonArray *records = get_array (obelus, "annotations");
  guint n = records != NULL ? json_array_get_length (records) : 0;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_incoming_free);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (records, i);
      GArray *segments = NULL;
      ObIncoming *incoming = JSON_NODE_HOLDS_OBJECT (node)
                                 ? read_record (json_node_get_object (node), &segments)
                                 : NULL;

      if (incoming != NULL)
        {
          g_ptr_array_add (list, incoming);
          g_ptr_array_add (places, segments);
        }
      else
        g_clear_pointer (&segments, g_array_unref);
    }
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = 0; i < list->len; i++)
      {
        ObIncoming *incoming = g_ptr_array_index (list, i);

        if (incoming->segments->len == 0)
          match (reader, incoming, g_ptr_array_index (places, i), spans, pass);
      }
  for (guint i = 0; i < list->len; i++)
    {
      ObIncoming *incoming = g_ptr_array_index (list, i);

      if (incoming->segments->len == 0)
        ob_intake_count (reader->intake,
                         _ ("Annotations that were deleted elsewhere, left as they are"));
      else if (!ob_intake_add (reader->intake, incoming, error))
        return FALSE;
    }
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      g_autoptr (ObIncoming) incoming = NULL;

      if (span->used)
        continue;
      incoming = ob_incoming_new (span->label);
      incoming->key = g_strdup (span->key);
      incoming->note = g_strdup (span->note);
      incoming->partial = TRUE;
      ob_incoming_add_segment (incoming, span->start, span->end);
      if (!ob_intake_add (reader->intake, incoming, error))
        return FALSE;
    }

  return TRUE;
}

static void
take_links (Reader *reader, JsonObject *object, JsonObject *obelus)
{
  JsonArray *links = get_array (obelus, "links"), *relations = get_array (object, "relations");

  /* Ours know links between articles, and what they are called. */
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonNode *node = json_array_get_element (links, i);
      JsonObject *link = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *from = link != NULL ? ob_json_get_text (link, "from") : NULL;
      const char *to = link != NULL ? ob_json_get_text (link, "to") : NULL;
      const char *type = link != NULL ? ob_json_get_text (link, "type") : NULL;

      if (from != NULL && to != NULL && type != NULL)
        ob_intake_add_link (reader->intake, from, to, type);
    }
  for (guint i = 0; links == NULL && relations != NULL && i < json_array_get_length (relations);
       i++)
    {
      JsonNode *node = json_array_get_element (relations, i);
      JsonObject *relation = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *from = relation != NULL ? make_key (reader, relation, "from_id") : NULL;
      g_autofree char *to = relation != NULL ? make_key (reader, relation, "to_id") : NULL;
      const char *type = relation != NULL ? ob_json_get_text (relation, "type") : NULL;

      if (from != NULL && to != NULL)
        ob_intake_add_link (reader->intake, from, to, type != NULL ? type : "related");
    }
}

static gboolean
read_task (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  g_autoptr (JsonNode) node = ob_json_parse_piece (reader->whole, json, length, error);
  JsonObject *object, *place, *obelus, *described;
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  ObIncomingArticle article = { 0 };
  const char *offsets;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return ob_json_refuse (error, _ ("An object is expected here."));
  object = json_node_get_object (node);
  place = get_object (object, "data");
  if (place == NULL)
    place = object;
  article.text = ob_json_get_text (place, "text");
  if (article.text == NULL)
    return ob_json_refuse (error, _ ("“%s” is missing."), "text");
  article.n_bytes = strlen (article.text);
  obelus = get_object (place, "obelus");
  if (obelus == NULL)
    obelus = get_object (get_object (object, "meta"), "obelus");
  offsets = ob_json_get_text (place, "offsets");
  article.unit = g_strcmp0 (offsets, "utf-16") == 0 ? OB_UNIT_UTF16 : OB_UNIT_POINTS;
  if (get_object (obelus, "header") != NULL && !reader->had_header)
    {
      reader->had_header = TRUE;
      if (!ob_intake_read_header_object (reader->intake, get_object (obelus, "header"), error))
        return FALSE;
    }
  described = get_object (obelus, "article");
  article.title = ob_json_get_text (described != NULL ? described : place, "title");
  if (described != NULL)
    {
      article.id = ob_json_get_text (described, "id");
      article.byline = ob_json_get_text (described, "byline");
      article.outlet = ob_json_get_text (described, "outlet");
      article.url = ob_json_get_text (described, "url");
      article.published = ob_json_get_text (described, "published");
      article.language = ob_json_get_text (described, "language");
      article.file_name = ob_json_get_text (described, "file_name");
    }
  g_array_set_clear_func (spans, clear_span);
  reader->number++;
  take_spans (reader, object, spans);
  if (!ob_intake_begin_article (reader->intake, &article, error)
      || !hand_over (reader, obelus, spans, error))
    return FALSE;

  take_links (reader, object, obelus);
  return TRUE;
}

static gboolean
read_lines (Reader *reader, const char *json, gsize length, GError **error)
{
  const char *end = json + length;
  guint number = 0;

  if (length >= 3 && memcmp (json, "\xef\xbb\xbf", 3) == 0)
    json += 3;
  while (json < end)
    {
      const char *line_end = memchr (json, '\n', (gsize) (end - json));
      gsize n = line_end != NULL ? (gsize) (line_end - json) : (gsize) (end - json);

      number++;
      reader->whole = json;
      if (ob_json_get_first (json, n) != '\0' && !read_task (NULL, json, n, reader, error))
        {
          g_prefix_error (error, _ ("Line %u: "), number);
          return FALSE;
        }
      json += n + 1;
    }

  return TRUE;
}

static gboolean
read_as (ObSetReading *import, const char *id, GError **error)
{
  const char *name = ob_source_is_several (import->source)
                         ? ob_source_find (import->source, ".json")
                         : ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes
      = ob_source_get (import->source, name != NULL ? name : "tasks.json", error);
  Reader reader = { 0 };
  gboolean done;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  reader.intake = ob_intake_new (import, id);
  reader.whole = g_bytes_get_data (bytes, &length);
  done = (ob_json_get_first (reader.whole, length) == '['
              ? ob_json_walk (reader.whole, length, read_task, &reader, error)
              : read_lines (&reader, reader.whole, length, error))
         && ob_intake_finish (reader.intake, error);
  ob_intake_free (reader.intake);
  return done;
}

static gboolean
read_doccano (ObSetReading *import, GError **error)
{
  return read_as (import, "doccano", error);
}

static gboolean
read_prodigy (ObSetReading *import, GError **error)
{
  return read_as (import, "prodigy", error);
}

static gboolean
read_studio (ObSetReading *import, GError **error)
{
  return read_as (import, "label-studio", error);
}

static gboolean
has_member (const char *head, gsize length, const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

  return memmem (head, length, quoted, strlen (quoted)) != NULL;
}

/* Of a text only the first part may be in the head. */
static gboolean
recognise_doccano (const char *head, gsize length)
{
  return ob_json_get_first (head, length) == '{' && has_member (head, length, "text")
         && (has_member (head, length, "entities") || has_member (head, length, "label"))
         && !has_member (head, length, "spans");
}

static gboolean
recognise_prodigy (const char *head, gsize length)
{
  return ob_json_get_first (head, length) == '{' && has_member (head, length, "text")
         && has_member (head, length, "spans");
}

static gboolean
recognise_studio (const char *head, gsize length)
{
  return ob_json_get_first (head, length) == '[' && has_member (head, length, "data")
         && has_member (head, length, "text");
}

static gboolean
recognise_several (const ObSource *source)
{
  return ob_source_has (source, "tasks.json") && ob_source_has (source, "config.xml");
}

static const char *const jsonl[] = { "jsonl", NULL };
static const char *const json[] = { "json", NULL };

const ObFormat ob_format_doccano = {
  .id = "doccano",
  .title = N_ ("doccano (JSON Lines)"),
  .extensions = jsonl,
  .loses = N_ ("Comments, states and the original bytes of articles. doccano shows no notes and "
               "attributes."),
  .begin = begin,
  .add_article = add_doccano_article,
  .end = end,
  .recognise = recognise_doccano,
  .read = read_doccano,
};

const ObFormat ob_format_prodigy = {
  .id = "prodigy",
  .title = N_ ("Prodigy and spaCy (JSON Lines)"),
  .extensions = jsonl,
  .loses = N_ ("Comments, states and the original bytes of articles. Prodigy shows no links, notes "
               "and attributes."),
  .begin = begin,
  .add_article = add_prodigy_article,
  .end = end,
  .recognise = recognise_prodigy,
  .read = read_prodigy,
};

const ObFormat ob_format_label_studio = {
  .id = "label-studio",
  .title = N_ ("Label Studio tasks with their interface"),
  .extensions = json,
  .loses = N_ ("Comments, states and the original bytes of articles. Label Studio shows no "
               "attributes."),
  .shape = OB_SHAPE_FILES,
  .has_utf16 = TRUE,
  .begin = begin,
  .add_article = add_studio_article,
  .end = end_studio,
  .recognise = recognise_studio,
  .recognise_several = recognise_several,
  .read = read_studio,
};
