/* "w3c": Web Annotations as JSON-LD (https://www.w3.org/TR/annotation-model/).
 *
 * One AnnotationPage.  An annotation has its label as a tagging body, its note as a commenting one
 * and each attribute as a describing one; every segment is a target with a position and a quote
 * selector.  A link is an annotation of its own, motivated by linking, from its target to its body,
 * as annotators in browsers write it.  The articles' texts and all that the vocabulary has no words
 * for are properties in the namespace "obelus".
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-walk.h"
#include "formats/json-writer.h"
#include "model/json-parse.h"

#define CONTEXT "http://www.w3.org/ns/anno.jsonld"
#define NAMESPACE "https://obelus.org/ns#"
#define URN "urn:obelus:"
#define AROUND 32 /* characters of prefix and suffix */

/* Writing -------------------------------------------------------------------------------------- */

static void
add_context (GString *out)
{
  ob_json_name (out, "@context");
  ob_json_open (out, '[');
  ob_json_text (out, CONTEXT);
  ob_json_open (out, '{');
  ob_json_add_text (out, "obelus", NAMESPACE);
  ob_json_close (out, '}');
  ob_json_close (out, ']');
}

static void
add_urn (GString *out, ObCatalogue *catalogue, const char *name, ObEntity entity)
{
  g_autofree char *id = ob_catalogue_dup_id (catalogue, entity);
  g_autofree char *urn = g_strconcat (URN, id, NULL);

  if (name != NULL)
    ob_json_add_text (out, name, urn);
  else
    ob_json_text (out, urn);
}

static void
add_selectors (GString *out, const ObText *text, const ObUnits *units, ObSegment segment)
{
  guint32 length = ob_text_get_length (text);
  ObUnit unit = units != NULL ? OB_UNIT_UTF16 : OB_UNIT_POINTS;
  g_autofree char *exact = ob_text_slice (text, segment.start, segment.end);
  g_autofree char *prefix
      = ob_text_slice (text, segment.start > AROUND ? segment.start - AROUND : 0, segment.start);
  g_autofree char *suffix = ob_text_slice (text, segment.end, MIN (length, segment.end + AROUND));

  if (units != NULL)
    {
      segment.start = ob_units_convert (units, segment.start, OB_UNIT_POINTS, unit, NULL);
      segment.end = ob_units_convert (units, segment.end, OB_UNIT_POINTS, unit, NULL);
    }
  ob_json_name (out, "selector");
  ob_json_open (out, '[');
  ob_json_open (out, '{');
  ob_json_add_text (out, "type", "TextPositionSelector");
  ob_json_add_integer (out, "start", segment.start);
  ob_json_add_integer (out, "end", segment.end);
  ob_json_close (out, '}');
  ob_json_open (out, '{');
  ob_json_add_text (out, "type", "TextQuoteSelector");
  ob_json_add_text (out, "exact", exact);
  ob_json_add_text (out, "prefix", prefix);
  ob_json_add_text (out, "suffix", suffix);
  ob_json_close (out, '}');
  ob_json_close (out, ']');
}

static void
add_body (GString *out, const char *purpose, const char *value, const char *name, const char *id)
{
  ob_json_open (out, '{');
  ob_json_add_text (out, "type", "TextualBody");
  ob_json_add_text (out, "purpose", purpose);
  ob_json_add_text (out, "value", value);
  ob_json_add_text (out, "format", "text/plain");
  if (name != NULL)
    ob_json_add_text (out, name, id);
  ob_json_close (out, '}');
}

static void
add_bodies (GString *out, ObCatalogue *catalogue, const ObAnnotation *annotation)
{
  const char *label = ob_catalogue_get_name (catalogue, annotation->label);

  ob_json_name (out, "body");
  ob_json_open (out, '[');
  add_body (out, "tagging", label != NULL ? label : "", "obelus:label",
            ob_catalogue_get_label_id (catalogue, annotation->label));
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      g_autofree char *value = ob_catalogue_dup_value (catalogue, field->value);

      add_body (out, "describing", value, "obelus:attribute", field->field);
    }
  if (annotation->note != NULL && *annotation->note != '\0')
    add_body (out, "commenting", annotation->note, NULL, NULL);
  ob_json_close (out, ']');
}

static void
add_annotation (ObExport *export,
                const ObText *text,
                const ObUnits *units,
                const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;
  ObCatalogue *catalogue = export->catalogue;
  const char *annotator = ob_catalogue_get_name (catalogue, annotation->annotator);

  ob_json_open (out, '{');
  add_context (out);
  add_urn (out, catalogue, "id", annotation->entity);
  ob_json_add_text (out, "type", "Annotation");
  ob_json_add_text (out, "motivation", "tagging");
  ob_json_name (out, "creator");
  ob_json_open (out, '{');
  ob_json_add_text (out, "type", "Person");
  ob_json_add_text (out, "name", annotator != NULL ? annotator : "");
  ob_json_close (out, '}');
  ob_json_add_time (out, "created", annotation->created);
  ob_json_add_time (out, "modified", annotation->modified);
  ob_json_add_text (out, "obelus:origin", annotation->origin);
  add_bodies (out, catalogue, annotation);
  ob_json_name (out, "target");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ob_json_open (out, '{');
      ob_json_add_text (out, "type", "SpecificResource");
      add_urn (out, catalogue, "source", annotation->article);
      add_selectors (out, text, units, g_array_index (annotation->segments, ObSegment, i));
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
  ob_json_close (out, '}');
}

static void
add_links (ObExport *export, const ObAnnotation *annotation)
{
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);
  GString *out = export->sink->buffer;

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      if (!ob_export_has_link (export, link))
        continue;
      ob_json_open (out, '{');
      add_context (out);
      add_urn (out, export->catalogue, "id", link->entity);
      ob_json_add_text (out, "type", "Annotation");
      ob_json_add_text (out, "motivation", "linking");
      ob_json_add_text (out, "obelus:link", link->type);
      add_urn (out, export->catalogue, "body", link->to);
      add_urn (out, export->catalogue, "target", link->from);
      ob_json_close (out, '}');
    }
}

static void
add_text (ObExport *export, const ObArticle *article, const ObText *text)
{
  GString *out = export->sink->buffer;
  const struct
  {
    const char *name, *text;
  } members[] = {
    { "obelus:title", article->title },         { "obelus:byline", article->byline },
    { "obelus:outlet", article->outlet },       { "obelus:url", article->url },
    { "obelus:published", article->published }, { "obelus:language", article->language },
    { "obelus:fileName", article->file_name },
  };

  ob_json_open (out, '{');
  add_urn (out, export->catalogue, "id", article->entity);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].text != NULL)
      ob_json_add_text (out, members[i].name, members[i].text);
  ob_json_add_text (out, "obelus:text", ob_text_get_utf8 (text, NULL));
  ob_json_close (out, '}');
}

static void
begin (ObExport *export)
{
  GString *out = export->sink->buffer;
  g_autoptr (GString) header = g_string_new (NULL);

  ob_intake_write_header (header, export->catalogue);
  ob_json_open (out, '{');
  add_context (out);
  ob_json_add_text (out, "id", URN "annotations");
  ob_json_add_text (out, "type", "AnnotationPage");
  ob_json_add_text (out, "obelus:offsets", export->options->utf16 ? "utf-16" : "code-points");
  ob_json_add_text (out, "obelus:header", header->str);
  ob_json_name (out, "obelus:articles");
  ob_json_open (out, '[');
  export->state = GUINT_TO_POINTER (0);
}

static void
begin_items (ObExport *export)
{
  if (export->state != NULL)
    return;
  export->state = GUINT_TO_POINTER (1);
  ob_json_close (export->sink->buffer, ']');
  ob_json_name (export->sink->buffer, "items");
  ob_json_open (export->sink->buffer, '[');
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  g_autoptr (ObUnits) units = NULL;

  if (export->pass == 0)
    {
      add_text (export, article, text);
      return;
    }

  begin_items (export);
  if (export->options->utf16)
    units = ob_units_new ((ObText *) text);
  for (guint i = 0; i < annotations->len && export->sink->error == NULL; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      add_annotation (export, text, units, annotation);
      add_links (export, annotation);
      ob_sink_drain (export->sink);
    }
}

static void
end (ObExport *export)
{
  begin_items (export);
  g_string_append (export->sink->buffer, "]}\n");
}

/* Reading -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *json;
  gsize length;
} Piece;

typedef struct
{
  ObIntake *intake; /* (owned) */
  const char *whole;
  gboolean in_articles; /* walking through them */
  ObUnit unit;
  GHashTable *articles;  /* (owned) source -> Piece * (owned): with its text */
  GHashTable *by_source; /* (owned) source -> GArray of Piece */
  GPtrArray *sources;    /* (owned) char *, in the order of the set */
  GArray *links;         /* (owned) Piece */
} Reader;

/* What has to be known of an annotation before it is read: whether it is a link, and on what it is.
 */
typedef struct
{
  const char *whole;
  gboolean is_linking;
  gboolean body_is_text;
  char *source; /* (owned) (nullable) */
  char *id;     /* (owned) (nullable) */
} Sketch;

/* The text of @object's member, which may be an object with that @inner member, or a list of which
 * the first counts. */
static const char *
get_inner (JsonObject *object, const char *name, const char *inner)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node)
      && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  if (node == NULL)
    return NULL;
  if (ob_json_is_text (node))
    return json_node_get_string (node);
  return JSON_NODE_HOLDS_OBJECT (node) ? ob_json_get_text (json_node_get_object (node), inner)
                                       : NULL;
}

static const char *
strip_urn (const char *urn)
{
  return urn != NULL && g_str_has_prefix (urn, URN) ? urn + strlen (URN) : NULL;
}

/* The elements of a member that may be one or a list: (element-type JsonNode, not owned). */
static GPtrArray *
list_nodes (JsonObject *object, const char *name)
{
  GPtrArray *nodes = g_ptr_array_new ();
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      g_ptr_array_add (nodes, json_array_get_element (json_node_get_array (node), i));
  else if (node != NULL)
    g_ptr_array_add (nodes, node);
  return nodes;
}

static const char *
get_source (JsonObject *annotation)
{
  g_autoptr (GPtrArray) targets = list_nodes (annotation, "target");

  for (guint i = 0; i < targets->len; i++)
    {
      JsonNode *target = g_ptr_array_index (targets, i);
      const char *source = NULL;

      if (ob_json_is_text (target))
        return json_node_get_string (target);
      if (JSON_NODE_HOLDS_OBJECT (target))
        source = get_inner (json_node_get_object (target), "source", "id");
      if (source == NULL && JSON_NODE_HOLDS_OBJECT (target))
        source = ob_json_get_text (json_node_get_object (target), "id");
      if (source != NULL)
        return source;
    }

  return "";
}

/* Sketches: members are looked at where they lie, since to parse all of a large set twice takes
 * twice as long. */

static gboolean
is_text_piece (const char *json)
{
  return *json == '"';
}

/* The text that @json is.  (transfer full) (nullable): NULL when it is none. */
static char *
dup_text_piece (const char *json, gsize length)
{
  g_autoptr (JsonNode) node = NULL;

  if (!is_text_piece (json) || length < 2)
    return NULL;
  if (memchr (json, '\\', length) == NULL && g_utf8_validate (json, (gssize) length, NULL))
    return g_strndup (json + 1, length - 2);
  node = ob_json_parse (json, (gssize) length, NULL);
  return node != NULL && ob_json_is_text (node) ? json_node_dup_string (node) : NULL;
}

static gboolean
sketch_motivation (
    const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Sketch *sketch = data;
  g_autofree char *motivation = dup_text_piece (json, length);

  sketch->is_linking = sketch->is_linking || g_strcmp0 (motivation, "linking") == 0;
  return TRUE;
}

/* The source of a target, which is a text itself, or an object that has one or its id. */
static gboolean
sketch_source (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Sketch *sketch = data;

  if (sketch->source != NULL
      || (name != NULL && !g_str_equal (name, "source") && !g_str_equal (name, "id")))
    return TRUE;
  if (*json == '{' && (name == NULL || g_str_equal (name, "source")))
    return ob_json_walk (json, length, sketch_source, sketch, error);
  sketch->source = dup_text_piece (json, length);
  return TRUE;
}

static gboolean
sketch_member (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Sketch *sketch = data;
  gboolean is_list = *json == '[';

  if (g_str_equal (name, "id"))
    {
      g_free (sketch->id);
      sketch->id = dup_text_piece (json, length);
    }
  else if (g_str_equal (name, "body"))
    sketch->body_is_text = is_text_piece (json);
  else if (g_str_equal (name, "motivation"))
    return is_list ? ob_json_walk (json, length, sketch_motivation, sketch, error)
                   : sketch_motivation (NULL, json, length, sketch, error);
  else if (g_str_equal (name, "target"))
    return is_list ? ob_json_walk (json, length, sketch_source, sketch, error)
                   : sketch_source (NULL, json, length, sketch, error);
  return TRUE;
}

static void
remember_article (Reader *reader, const char *id, const Piece *piece)
{
  if (id != NULL
      && g_hash_table_insert (reader->articles, g_strdup (id), g_memdup2 (piece, sizeof *piece)))
    g_ptr_array_add (reader->sources, g_strdup (id));
}

static void
remember_annotation (Reader *reader, const char *source, const Piece *piece)
{
  GArray *pieces = g_hash_table_lookup (reader->by_source, source);

  if (pieces == NULL)
    {
      pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
      g_hash_table_insert (reader->by_source, g_strdup (source), pieces);
      if (!g_hash_table_contains (reader->articles, source))
        g_ptr_array_add (reader->sources, g_strdup (source));
    }
  g_array_append_val (pieces, *piece);
}

/* Sorts annotations by the article that they are on; links wait. */
static gboolean
sort_annotation (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  Piece piece = { json, length };
  Sketch sketch = { reader->whole, FALSE, FALSE, NULL, NULL };
  gboolean done = FALSE;

  if (*json == '{')
    done = ob_json_walk (json, length, sketch_member, &sketch, error);
  else
    ob_json_refuse (error, _ ("An annotation must be an object."));
  if (done && reader->in_articles)
    remember_article (reader, sketch.id, &piece);
  else if (done && sketch.is_linking && sketch.body_is_text && sketch.source != NULL)
    g_array_append_val (reader->links, piece);
  else if (done)
    remember_annotation (reader, sketch.source != NULL ? sketch.source : "", &piece);
  if (!done)
    ob_json_prefix_line (reader->whole, json, error);

  g_free (sketch.source);
  g_free (sketch.id);
  return done;
}

static gboolean
read_member (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  g_autoptr (JsonNode) node = NULL;
  gboolean done;

  if (g_str_equal (name, "obelus:articles"))
    {
      reader->in_articles = TRUE;
      done = ob_json_walk (json, length, sort_annotation, reader, error);
      reader->in_articles = FALSE;
      return done;
    }
  if (g_str_equal (name, "items"))
    return ob_json_get_first (json, length) == '['
               ? ob_json_walk (json, length, sort_annotation, reader, error)
               : sort_annotation (NULL, json, length, reader, error);
  if (g_str_equal (name, "first") && ob_json_get_first (json, length) == '{')
    return ob_json_walk (json, length, read_member, reader, error);
  if (!g_str_equal (name, "obelus:header") && !g_str_equal (name, "obelus:offsets"))
    return TRUE;

  node = ob_json_parse_piece (reader->whole, json, length, error);
  if (node == NULL || !ob_json_is_text (node))
    return node != NULL;
  if (g_str_equal (name, "obelus:offsets"))
    reader->unit
        = g_str_equal (json_node_get_string (node), "utf-16") ? OB_UNIT_UTF16 : OB_UNIT_POINTS;
  else
    return ob_intake_read_header (reader->intake, json_node_get_string (node),
                                  strlen (json_node_get_string (node)), error);
  return TRUE;
}

static void
read_selectors (ObIncoming *incoming, JsonObject *target, GString *quote, guint i)
{
  g_autoptr (GPtrArray) selectors = list_nodes (target, "selector");
  gboolean has_position = FALSE;

  for (guint k = 0; k < selectors->len; k++)
    {
      JsonNode *node = g_ptr_array_index (selectors, k);
      JsonObject *selector = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *type = selector != NULL ? ob_json_get_text (selector, "type") : NULL;

      if (g_strcmp0 (type, "TextPositionSelector") == 0 && !has_position)
        {
          gint64 start = -1, end = -1;

          if (ob_json_take_integer (selector, "start", 0, G_MAXUINT32, &start, NULL)
              && ob_json_take_integer (selector, "end", 0, G_MAXUINT32, &end, NULL) && start >= 0
              && end >= 0)
            {
              ob_incoming_add_segment (incoming, start, end);
              has_position = TRUE;
            }
        }
      else if (g_strcmp0 (type, "TextQuoteSelector") == 0)
        {
          const char *exact = ob_json_get_text (selector, "exact");

          if (exact == NULL)
            continue;
          g_string_append_printf (quote, "%s%s", i > 0 ? " " : "", exact);
          if (i == 0)
            incoming->prefix = g_strdup (ob_json_get_text (selector, "prefix"));
          g_free (incoming->suffix);
          incoming->suffix = g_strdup (ob_json_get_text (selector, "suffix"));
        }
    }
}

static void
read_body (ObIncoming *incoming, JsonNode *node)
{
  JsonObject *body = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *value = body != NULL ? ob_json_get_text (body, "value") : NULL;
  const char *purpose = body != NULL ? get_inner (body, "purpose", "id") : NULL;
  const char *name = body != NULL ? ob_json_get_text (body, "obelus:attribute") : NULL;
  const char *label = body != NULL ? ob_json_get_text (body, "obelus:label") : NULL;

  if (body == NULL && ob_json_is_text (node))
    value = json_node_get_string (node);
  if (value == NULL)
    return;
  if (name != NULL)
    ob_incoming_add_value (incoming, name, value);
  else if (label != NULL || (g_strcmp0 (purpose, "tagging") == 0 && incoming->label == NULL))
    {
      g_free (incoming->label);
      g_free (incoming->label_name);
      incoming->label = g_strdup (label != NULL ? label : value);
      incoming->label_name = g_strdup (value);
    }
  else if (g_strcmp0 (purpose, "tagging") == 0)
    ob_incoming_add_value (incoming, "tag", value);
  else if (incoming->note == NULL)
    incoming->note = g_strdup (value);
  else
    {
      g_autofree char *before = g_steal_pointer (&incoming->note);

      incoming->note = g_strconcat (before, "\n", value, NULL);
    }
}

static gboolean
read_annotation (Reader *reader, const Piece *piece, GError **error)
{
  g_autoptr (JsonNode) node
      = ob_json_parse_piece (reader->whole, piece->json, piece->length, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (ObIncoming) incoming = ob_incoming_new (NULL);
  g_autoptr (GPtrArray) bodies = NULL, targets = NULL;
  g_autoptr (GString) quote = g_string_new (NULL);
  const char *time;

  if (object == NULL)
    return FALSE;
  bodies = list_nodes (object, "body");
  targets = list_nodes (object, "target");
  incoming->key = g_strdup (ob_json_get_text (object, "id"));
  incoming->id = g_strdup (strip_urn (incoming->key));
  incoming->annotator = g_strdup (get_inner (object, "creator", "name"));
  incoming->origin = g_strdup (ob_json_get_text (object, "obelus:origin"));
  time = ob_json_get_text (object, "created");
  if (time != NULL)
    ob_time_from_text (time, &incoming->created);
  time = ob_json_get_text (object, "modified");
  if (time != NULL)
    ob_time_from_text (time, &incoming->modified);
  for (guint i = 0; i < bodies->len; i++)
    read_body (incoming, g_ptr_array_index (bodies, i));
  for (guint i = 0; i < targets->len; i++)
    if (JSON_NODE_HOLDS_OBJECT (g_ptr_array_index (targets, i)))
      read_selectors (incoming, json_node_get_object (g_ptr_array_index (targets, i)), quote, i);
  /* Some segments without a position: the words alone are to be believed. */
  if (incoming->segments->len > 0 && incoming->segments->len < targets->len)
    g_array_set_size (incoming->segments, 0);
  if (quote->len > 0)
    incoming->quote = g_strdup (quote->str);
  if (incoming->label == NULL)
    incoming->label = g_strdup ("note");
  return ob_intake_add (reader->intake, incoming, error);
}

static gboolean
read_source (Reader *reader, const char *source, GError **error)
{
  const Piece *described = g_hash_table_lookup (reader->articles, source);
  const GArray *pieces = g_hash_table_lookup (reader->by_source, source);
  g_autoptr (JsonNode) node = NULL;
  ObIncomingArticle article = { .id = strip_urn (source), .unit = reader->unit };

  if (described != NULL)
    {
      JsonObject *object;

      node = ob_json_parse_piece (reader->whole, described->json, described->length, error);
      if (node == NULL)
        return FALSE;
      object = json_node_get_object (node);
      article.title = ob_json_get_text (object, "obelus:title");
      article.byline = ob_json_get_text (object, "obelus:byline");
      article.outlet = ob_json_get_text (object, "obelus:outlet");
      article.url = ob_json_get_text (object, "obelus:url");
      article.published = ob_json_get_text (object, "obelus:published");
      article.language = ob_json_get_text (object, "obelus:language");
      article.file_name = ob_json_get_text (object, "obelus:fileName");
      article.text = ob_json_get_text (object, "obelus:text");
      article.n_bytes = article.text != NULL ? strlen (article.text) : 0;
    }
  else if (article.id == NULL)
    article.url = article.title = source;
  if (!ob_intake_begin_article (reader->intake, &article, error))
    return FALSE;
  for (guint i = 0; pieces != NULL && i < pieces->len; i++)
    if (!read_annotation (reader, &g_array_index (pieces, Piece, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_link (Reader *reader, const Piece *piece, GError **error)
{
  g_autoptr (JsonNode) node
      = ob_json_parse_piece (reader->whole, piece->json, piece->length, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  const char *type = object != NULL ? ob_json_get_text (object, "obelus:link") : NULL;
  const char *to = object != NULL ? ob_json_get_text (object, "body") : NULL;

  if (to != NULL)
    ob_intake_add_link (reader->intake, get_source (object), to,
                        type != NULL ? type : "related");
  return object != NULL;
}

static gboolean
read_all (Reader *reader, const char *json, gsize length, GError **error)
{
  if (ob_json_get_first (json, length) == '[')
    {
      if (!ob_json_walk (json, length, sort_annotation, reader, error))
        return FALSE;
    }
  else if (!ob_json_walk (json, length, read_member, reader, error))
    return FALSE;
  /* One annotation alone. */
  if (reader->sources->len == 0 && reader->links->len == 0
      && memmem (json, length, "\"target\"", 8) != NULL
      && !sort_annotation (NULL, json, length, reader, error))
    return FALSE;

  for (guint i = 0; i < reader->sources->len; i++)
    if (!read_source (reader, g_ptr_array_index (reader->sources, i), error))
      return FALSE;
  for (guint i = 0; i < reader->links->len; i++)
    if (!read_link (reader, &g_array_index (reader->links, Piece, i), error))
      return FALSE;

  return ob_intake_finish (reader->intake, error);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  g_autoptr (GBytes) bytes
      = ob_source_get (import->source, ob_source_get_name (import->source), error);
  Reader reader = { 0 };
  gsize length;
  gboolean done;

  if (bytes == NULL)
    return FALSE;
  reader.intake = ob_intake_new (import, "w3c");
  reader.whole = g_bytes_get_data (bytes, &length);
  reader.articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.by_source
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  reader.sources = g_ptr_array_new_with_free_func (g_free);
  reader.links = g_array_new (FALSE, FALSE, sizeof (Piece));
  done = read_all (&reader, reader.whole, length, error);

  ob_intake_free (reader.intake);
  g_hash_table_unref (reader.articles);
  g_hash_table_unref (reader.by_source);
  g_ptr_array_unref (reader.sources);
  g_array_unref (reader.links);
  return done;
}

static gboolean
recognise (const char *head, gsize length)
{
  char first = ob_json_get_first (head, length);

  return (first == '{' || first == '[')
         && memmem (head, length, "w3.org/ns/anno", strlen ("w3.org/ns/anno")) != NULL;
}

static const char *const extensions[] = { "jsonld", NULL };

const ObFormat ob_format_w3c = {
  .id = "w3c",
  .title = N_ ("Web Annotations (JSON-LD)"),
  .extensions = extensions,
  .loses = N_ ("Comments, states and the original bytes of articles."),
  .n_passes = 2,
  .has_utf16 = TRUE,
  .begin = begin,
  .add_article = add_article,
  .end = end,
  .recognise = recognise,
  .read = read_set,
};
