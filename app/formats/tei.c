/* "tei": TEI P5 with stand-off annotation, an .xml file an article.
 *
 *   <TEI><teiHeader>... <category xml:id="label-claim">...   <xenoData>a record of the article, as
 * JSON <standOff> <spanGrp><span xml:id="s-ID" from="#p12" to="#p30" ana="#label-claim
 * #f-ID"/></spanGrp> <fs xml:id="f-ID" type="annotation"><f name="note"><string>...</string></f> <f
 * name="a.stance"><string>denies</string></f></fs> <linkGrp><link type="said-by" n="said-by"
 * target="#s-ID #s-ID"/></linkGrp>
 *     </standOff>
 *     <text><body><ab xml:space="preserve">... <anchor xml:id="p12"/> ...</ab></body></text></TEI>
 *
 * Every further segment is a span of its own that corresponds to the first.  TEI of others: spans
 * whose ends are elements or anchors with an id; what they say is in "ana", in their type or in
 * themselves.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/xml.h"
#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-writer.h"
#include "formats/records.h"
#include "formats/side-file.h"
#include "formats/xml-writer.h"
#include "model/json-parse.h"

#define TEI "http://www.tei-c.org/ns/1.0"
#define ATTRIBUTE "a."
#define MAX_IDS 64 /* in one attribute */

/* Writing -------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *names; /* (owned) files that are taken */
  GString *side;     /* (owned) */
  guint n_pieces, n_links_left_out;
} State;

static void
begin (ObExport *export)
{
  State *state = g_new0 (State, 1);

  export->state = state;
  state->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->side = ob_side_new (export->catalogue);
}

static void
add_categories (ObExport *export)
{
  GString *out = export->sink->buffer;
  const GPtrArray *labels = export->catalogue->codebook->labels;

  if (labels->len == 0)
    return;
  g_string_append (out, "<encodingDesc><classDecl><taxonomy xml:id=\"labels\">\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (out, "<category xml:id=\"label-%s\">", label->id);
      ob_xml_add_element (out, "catDesc", label->name);
      g_string_append (out, "</category>\n");
    }
  g_string_append (out, "</taxonomy></classDecl></encodingDesc>\n");
}

static void
add_header (ObExport *export, const ObArticle *article)
{
  GString *out = export->sink->buffer;
  g_autoptr (GString) record = g_string_new (NULL);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"" TEI "\">\n"
                        "<teiHeader><fileDesc><titleStmt><title>");
  ob_xml_escape (out, article->title);
  g_string_append (out, "</title>");
  ob_xml_add_element (out, "author", article->byline);
  g_string_append (out, "</titleStmt><publicationStmt>");
  if (article->outlet != NULL && *article->outlet != '\0')
    {
      ob_xml_add_element (out, "publisher", article->outlet);
      ob_xml_add_element (out, "date", article->published);
    }
  else
    g_string_append (out, "<p/>");
  g_string_append (out, "</publicationStmt><sourceDesc><p>");
  ob_xml_escape (out, article->url);
  g_string_append (out, "</p></sourceDesc></fileDesc>\n");
  add_categories (export);
  ob_json_open (record, '{');
  ob_records_add_article (record, export->catalogue, article);
  ob_json_close (record, '}');
  ob_xml_add_element (out, "xenoData", record->str);
  g_string_append (out, "</teiHeader>\n");
}

static void
add_spans (ObExport *export, const ObAnnotation *annotation)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);
  const char *label = ob_catalogue_get_label_id (export->catalogue, annotation->label);

  state->n_pieces += annotation->segments->len > 1;
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);

      g_string_append_printf (out, "<span xml:id=\"s-%s", id);
      if (i > 0)
        g_string_append_printf (out, "-%u\" corresp=\"#s-%s", i, id);
      g_string_append_printf (out, "\" from=\"#p%u\" to=\"#p%u\" ana=\"", segment.start,
                              segment.end);
      if (label != NULL)
        g_string_append_printf (out, "#label-%s ", label);
      g_string_append_printf (out, "#f-%s\"/>\n", id);
    }
}

static void
add_feature (GString *out, const char *prefix, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (out, "<f name=\"%s%s\">", prefix, name);
  ob_xml_add_element (out, "string", text);
  g_string_append (out, "</f>");
}

static void
add_structure (ObExport *export, const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;
  ObCatalogue *catalogue = export->catalogue;
  g_autofree char *id = ob_catalogue_dup_id (catalogue, annotation->entity);
  g_autofree char *created = ob_time_to_text (annotation->created);
  g_autofree char *modified = ob_time_to_text (annotation->modified);

  g_string_append_printf (out, "<fs xml:id=\"f-%s\" type=\"annotation\">", id);
  add_feature (out, "", "annotator", ob_catalogue_get_name (catalogue, annotation->annotator));
  add_feature (out, "", "origin", annotation->origin);
  add_feature (out, "", "created", created);
  add_feature (out, "", "modified", modified);
  add_feature (out, "", "note", annotation->note);
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      g_autofree char *value = ob_catalogue_dup_value (catalogue, field->value);

      add_feature (out, ATTRIBUTE, field->field, value);
    }
  g_string_append (out, "</fs>\n");
}

static void
add_links (ObExport *export, const ObAnnotation *annotation, GHashTable *here, gboolean *begun)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);
      g_autofree char *from = ob_catalogue_dup_id (export->catalogue, link->from);
      g_autofree char *to = ob_catalogue_dup_id (export->catalogue, link->to);

      if (!g_hash_table_contains (here, &link->to))
        {
          state->n_links_left_out++;
          continue;
        }
      if (!*begun)
        g_string_append (out, "<linkGrp>\n");
      *begun = TRUE;
      g_string_append (out, "<link");
      ob_xml_add_attribute (out, "n", link->type);
      g_string_append_printf (out, " target=\"#s-%s #s-%s\"/>\n", from, to);
    }
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

/* The text with an anchor wherever a segment begins or ends. */
static void
add_text (ObExport *export, const ObText *text, const GPtrArray *annotations)
{
  GString *out = export->sink->buffer;
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 done = 0, length = ob_text_get_length (text);

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      g_array_append_vals (offsets, annotation->segments->data, 2 * annotation->segments->len);
    }
  g_array_sort (offsets, compare_offsets);
  g_string_append (out, "<text><body><ab xml:space=\"preserve\">");
  for (guint i = 0; i <= offsets->len; i++)
    {
      guint32 at = i < offsets->len ? g_array_index (offsets, guint32, i) : length;
      g_autofree char *words = ob_text_slice (text, done, at);

      if (i > 0 && i < offsets->len && at == g_array_index (offsets, guint32, i - 1))
        continue;
      ob_xml_escape (out, words);
      if (i < offsets->len)
        g_string_append_printf (out, "<anchor xml:id=\"p%u\"/>", at);
      done = at;
    }
  g_string_append (out, "</ab></body></text>\n</TEI>\n");
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  State *state = export->state;
  GString *out = export->sink->buffer;
  g_autofree char *name = ob_files_make_name (state->names, article->title, ".xml");
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".xml"));
  g_autoptr (GHashTable) here = ob_entity_set_new ();
  gboolean begun = FALSE;

  ob_side_add_article (state->side, export->catalogue, stem, article);
  ob_sink_begin_file (export->sink, name);
  add_header (export, article);
  if (annotations->len > 0)
    {
      g_string_append (out, "<standOff>\n<spanGrp>\n");
      for (guint i = 0; i < annotations->len; i++)
        {
          ob_entity_set_add (here, ((ObAnnotation *) g_ptr_array_index (annotations, i))->entity);
          add_spans (export, g_ptr_array_index (annotations, i));
        }
      g_string_append (out, "</spanGrp>\n");
      for (guint i = 0; i < annotations->len; i++)
        add_structure (export, g_ptr_array_index (annotations, i));
      for (guint i = 0; i < annotations->len; i++)
        add_links (export, g_ptr_array_index (annotations, i), here, &begun);
      g_string_append (out, begun ? "</linkGrp>\n</standOff>\n" : "</standOff>\n");
    }
  add_text (export, text, annotations);
}

static void
end (ObExport *export)
{
  State *state = export->state;

  ob_side_write (g_steal_pointer (&state->side), export->sink);
  ob_export_lose (export, N_ ("discontinuous annotation is written as pieces."),
                  N_ ("discontinuous annotations are written as pieces."), state->n_pieces);
  ob_export_lose (
      export, N_ ("link leads to another article or to what was not exported, and is left out."),
      N_ ("links lead to other articles or to what was not exported, and are left out."),
      state->n_links_left_out);
  g_hash_table_unref (state->names);
  g_free (state);
}

/* Reading -------------------------------------------------------------------------------------- */

typedef struct
{
  ObIntake *intake;
  const char *name;     /* of the file */
  GString *text;        /* (owned) */
  guint32 n_points;     /* of @text */
  GHashTable *places;   /* (owned) id -> ObSegment (owned) */
  GHashTable *elements; /* (owned) id -> xmlNode, of what is not text */
  GHashTable *incoming; /* (owned) id of a span -> ObIncoming (not owned) */
  GPtrArray *list;      /* (owned) ObIncoming */
} Reader;

static char *
get_id (const xmlNode *node)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns != NULL && strcmp ((const char *) attribute->name, "id") == 0
        && attribute->children != NULL)
      return g_strdup ((const char *) attribute->children->content);

  return NULL;
}

static gboolean
keeps_space (const xmlNode *node, gboolean kept)
{
  if (ob_xml_has (node, "space", "preserve"))
    return TRUE;
  return ob_xml_has (node, "space", "default") ? FALSE : kept;
}

static void
append_text (Reader *reader, const char *text, gboolean keep)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      gboolean spaced = reader->text->len == 0
                        || strchr (" \n", reader->text->str[reader->text->len - 1]) != NULL;

      if (!keep && strchr (" \t\r\n", (int) MIN (character, 0x7f)) != NULL)
        {
          if (spaced)
            continue;
          character = ' ';
        }
      g_string_append_unichar (reader->text, character);
      reader->n_points++;
    }
}

static gboolean
is_block (const xmlNode *node)
{
  static const char *const names[]
      = { "p", "head", "l", "lg", "div", "item", "ab", "u", "sp", "row", "quote", "lb", NULL };

  return g_strv_contains (names, (const char *) node->name);
}

/* The text of @node; where elements with an id begin and end. */
static void
read_text (Reader *reader, const xmlNode *node, gboolean keep)
{
  g_autofree char *id = get_id (node);
  ObSegment place = { reader->n_points, 0 };
  gboolean kept = keeps_space (node, keep);

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      append_text (reader, (const char *) child->content, kept);
    else if (child->type == XML_ELEMENT_NODE)
      read_text (reader, child, kept);
  place.end = reader->n_points;
  if (id != NULL)
    g_hash_table_insert (reader->places, g_steal_pointer (&id), g_memdup2 (&place, sizeof place));
  if (!kept && is_block (node) && reader->text->len > 0
      && reader->text->str[reader->text->len - 1] != '\n')
    {
      g_string_append_c (reader->text, '\n');
      reader->n_points++;
    }
}

static void
learn_elements (Reader *reader, xmlNode *top)
{
  for (xmlNode *node = top; node != NULL; node = ob_xml_next (node, top))
    {
      char *id = node->type == XML_ELEMENT_NODE ? get_id (node) : NULL;

      if (id != NULL)
        g_hash_table_insert (reader->elements, id, node);
    }
}

/* The ids that the attribute @name leads to.  (transfer full) */
static char **
list_ids (const xmlNode *node, const char *name)
{
  g_autofree char *value = ob_xml_get (node, name);
  char **ids = g_strsplit_set (value != NULL ? value : "", " \t\n", MAX_IDS);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *hash = strchr (ids[i], '#');

      if (hash != NULL)
        memmove (ids[i], hash + 1, strlen (hash + 1) + 1);
    }
  return ids;
}

static const ObSegment *
find_place (const Reader *reader, const xmlNode *node, const char *name)
{
  g_auto (GStrv) ids = list_ids (node, name);

  return ids[0] != NULL ? g_hash_table_lookup (reader->places, ids[0]) : NULL;
}

static void
add_segments (const Reader *reader, const xmlNode *span, ObIncoming *incoming)
{
  const ObSegment *from = find_place (reader, span, "from"), *to = find_place (reader, span, "to");
  g_auto (GStrv) ids = list_ids (span, "target");

  if (from != NULL)
    {
      ob_incoming_add_segment (incoming, from->start, to != NULL ? to->end : from->end);
      return;
    }
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const ObSegment *place = g_hash_table_lookup (reader->places, ids[i]);

      if (place != NULL && place->end > place->start)
        ob_incoming_add_segment (incoming, place->start, place->end);
    }
}

/* The value of <f>.  (transfer full) (nullable) */
static char *
get_value (const xmlNode *feature)
{
  for (const xmlNode *child = feature->children; child != NULL; child = child->next)
    {
      xmlChar *content;
      char *text;

      if (child->type != XML_ELEMENT_NODE)
        continue;
      text = ob_xml_get (child, "value");
      if (text != NULL)
        return text;
      content = xmlNodeGetContent (child);
      text = g_strdup ((const char *) content);
      xmlFree (content);
      return text;
    }

  return NULL;
}

static void
read_structure (ObIncoming *incoming, const xmlNode *structure)
{
  gboolean ours = ob_xml_has (structure, "type", "annotation");

  for (const xmlNode *node = structure->children; node != NULL; node = node->next)
    {
      g_autofree char *name = ob_xml_is (node, "f") ? ob_xml_get (node, "name") : NULL;
      g_autofree char *value = name != NULL ? get_value (node) : NULL;

      if (value == NULL)
        continue;
      if (ours && g_str_equal (name, "note") && incoming->note == NULL)
        incoming->note = g_steal_pointer (&value);
      else if (ours && g_str_equal (name, "annotator") && incoming->annotator == NULL)
        incoming->annotator = g_steal_pointer (&value);
      else if (ours && g_str_equal (name, "origin") && incoming->origin == NULL)
        incoming->origin = g_steal_pointer (&value);
      else if (ours && g_str_equal (name, "created"))
        ob_time_from_text (value, &incoming->created);
      else if (ours && g_str_equal (name, "modified"))
        ob_time_from_text (value, &incoming->modified);
      else
        ob_incoming_add_value (incoming, g_str_has_prefix (name, ATTRIBUTE) ? name + 2 : name,
                               value);
    }
}

/* What "ana" leads to: structures are read, of others the name is the label. */
static void
read_analysis (const Reader *reader, const xmlNode *span, ObIncoming *incoming)
{
  g_auto (GStrv) ids = list_ids (span, "ana");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const xmlNode *node = g_hash_table_lookup (reader->elements, ids[i]);
      g_autofree char *name = NULL;

      if (node != NULL && ob_xml_is (node, "fs"))
        {
          read_structure (incoming, node);
          continue;
        }
      if (*ids[i] == '\0' || incoming->label != NULL)
        continue;
      name = node != NULL ? ob_xml_dup_text (node) : NULL;
      incoming->label = g_strdup (g_str_has_prefix (ids[i], "label-") ? ids[i] + 6 : ids[i]);
      incoming->label_name = g_steal_pointer (&name);
    }
}

static void
read_span (Reader *reader, const xmlNode *span)
{
  g_autofree char *id = get_id (span);
  g_autofree char *words = ob_xml_dup_text (span);
  g_auto (GStrv) first = list_ids (span, "corresp");
  ObIncoming *incoming = first[0] != NULL ? g_hash_table_lookup (reader->incoming, first[0]) : NULL;

  if (incoming != NULL)
    {
      add_segments (reader, span, incoming);
      return;
    }
  incoming = ob_incoming_new (NULL);
  g_ptr_array_add (reader->list, incoming);
  add_segments (reader, span, incoming);
  read_analysis (reader, span, incoming);
  if (id != NULL)
    {
      incoming->key = g_strconcat (reader->name, "#", id, NULL);
      if (g_str_has_prefix (id, "s-"))
        incoming->id = g_strdup (id + 2);
      g_hash_table_insert (reader->incoming, g_steal_pointer (&id), incoming);
    }
  if (incoming->label == NULL)
    incoming->label = ob_xml_get (span, "type");
  if (incoming->label == NULL)
    incoming->label = ob_xml_get (span->parent, "type");
  if (incoming->label == NULL)
    incoming->label = g_strdup (words != NULL ? words : "span");
  else if (incoming->note == NULL)
    incoming->note = g_steal_pointer (&words);
}

static void
read_link (Reader *reader, const xmlNode *link)
{
  g_auto (GStrv) ids = list_ids (link, "target");
  g_autofree char *type = ob_xml_get (link, "n");
  g_autofree char *other = type == NULL ? ob_xml_get (link, "type") : NULL;

  for (guint i = 1; ids[0] != NULL && ids[i] != NULL; i++)
    {
      g_autofree char *from = g_strconcat (reader->name, "#", ids[i - 1], NULL);
      g_autofree char *to = g_strconcat (reader->name, "#", ids[i], NULL);

      ob_intake_add_link (reader->intake, from, to,
                          type != NULL    ? type
                          : other != NULL ? other
                                          : "related");
    }
}

static gboolean
hand_over (Reader *reader, GError **error)
{
  for (guint i = 0; i < reader->list->len; i++)
    {
      const ObIncoming *incoming = g_ptr_array_index (reader->list, i);

      if (incoming->segments->len == 0)
        ob_intake_count (reader->intake, _ ("Annotations without a place in the text, left out"));
      else if (!ob_intake_add (reader->intake, incoming, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_document (Reader *reader, xmlNode *tei, JsonNode *side, GError **error)
{
  const char *base
      = strrchr (reader->name, '/') != NULL ? strrchr (reader->name, '/') + 1 : reader->name;
  g_autofree char *stem
      = g_strndup (base, strlen (base) - (g_str_has_suffix (base, ".xml") ? strlen (".xml") : 0));
  g_autofree char *title = ob_xml_dup_text (ob_xml_find (tei, "title"));
  xmlNode *data = ob_xml_find (tei, "xenoData"), *text = ob_xml_child (tei, "text");
  xmlChar *json = data != NULL ? xmlNodeGetContent (data) : NULL;
  g_autoptr (JsonNode) record = json != NULL ? ob_json_parse ((const char *) json, -1, NULL) : NULL;
  ObIncomingArticle article
      = { .title = title != NULL ? title : stem, .file_name = base, .unit = OB_UNIT_POINTS };
  xmlNode *body
      = text != NULL && ob_xml_child (text, "body") != NULL ? ob_xml_child (text, "body") : text;

  xmlFree (json);
  learn_elements (reader, tei);
  if (body != NULL)
    read_text (reader, body, FALSE);
  if (reader->text->len == 0)
    {
      ob_intake_count (reader->intake, _ ("Documents without a text, left out"));
      return TRUE;
    }
  article.text = reader->text->str;
  article.n_bytes = reader->text->len;
  ob_side_describe (side, stem, &article);
  if (record != NULL && JSON_NODE_HOLDS_OBJECT (record))
    ob_incoming_article_read (&article, json_node_get_object (record));
  if (!ob_intake_begin_article (reader->intake, &article, error))
    return FALSE;
  for (xmlNode *node = tei; node != NULL; node = ob_xml_next (node, tei))
    if (ob_xml_is (node, "span"))
      read_span (reader, node);
    else if (ob_xml_is (node, "link"))
      read_link (reader, node);
  return hand_over (reader, error);
}

static gboolean
read_tei (ObIntake *intake, const char *name, xmlNode *tei, JsonNode *side, GError **error)
{
  Reader reader = { .intake = intake, .name = name };
  gboolean done;

  reader.text = g_string_new (NULL);
  reader.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.incoming = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.list = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_incoming_free);
  done = read_document (&reader, tei, side, error);
  g_string_free (reader.text, TRUE);
  g_hash_table_unref (reader.places);
  g_hash_table_unref (reader.elements);
  g_hash_table_unref (reader.incoming);
  g_ptr_array_unref (reader.list);
  return done;
}

static gboolean
read_file (ObIntake *intake, ObSource *source, const char *name, JsonNode *side, GError **error)
{
  g_autoptr (GBytes) bytes = ob_source_get (source, name, error);
  g_autoptr (xmlDoc) document = bytes != NULL ? ob_xml_parse (bytes, error) : NULL;
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  gboolean done = root != NULL;

  if (root != NULL && ob_xml_is (root, "TEI"))
    done = read_tei (intake, name, root, side, error);
  else if (root != NULL && !ob_xml_is (root, "teiCorpus"))
    done = ob_json_refuse (error, _ ("This is not TEI."));
  else if (root != NULL)
    for (xmlNode *node = root->children; node != NULL && done; node = node->next)
      if (ob_xml_is (node, "TEI"))
        done = read_tei (intake, name, node, side, error);
  if (!done)
    g_prefix_error (error, "%s: ", name);
  return done;
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const GPtrArray *names = ob_source_list (import->source);
  g_autoptr (ObIntake) intake = ob_intake_new (import, "tei");
  g_autoptr (JsonNode) side = NULL;
  gboolean done = ob_side_read (intake, import->source, &side, error);

  for (guint i = 0; done && i < names->len; i++)
    if (!ob_source_is_several (import->source)
        || g_str_has_suffix (g_ptr_array_index (names, i), ".xml"))
      done = read_file (intake, import->source, g_ptr_array_index (names, i), side, error);

  return done && ob_intake_finish (intake, error);
}

static gboolean
recognise (const char *head, gsize length)
{
  return memmem (head, length, TEI, strlen (TEI)) != NULL
         && memmem (head, length, "<standOff", strlen ("<standOff")) != NULL;
}

static gboolean
recognise_several (const ObSource *source)
{
  const char *name = ob_source_find (source, ".xml");
  g_autoptr (GBytes) bytes = name != NULL ? ob_source_get (source, name, NULL) : NULL;
  gsize length = 0;
  const char *head = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return head != NULL && memmem (head, MIN (length, 4096), TEI, strlen (TEI)) != NULL;
}

static const char *const extensions[] = { "xml", NULL };

const ObFormat ob_format_tei = {
  .id = "tei",
  .title = N_ ("TEI with stand-off annotation"),
  .extensions = extensions,
  .loses = N_ ("Links between articles, comments, states and the original bytes of articles."),
  .shape = OB_SHAPE_FILES,
  .begin = begin,
  .add_article = add_article,
  .end = end,
  .recognise = recognise,
  .recognise_several = recognise_several,
  .read = read_set,
};
