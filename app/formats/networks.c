/* Who says what, for other programs to compute with; only written.
 *
 *   graphml      a two-mode network of speakers and disputes; an edge has the stance, position and
 *                number of statements (Gephi, visone, networkx)
 *   dna          one statement a row, with the columns of the Discourse Network Analyzer
 *   claimreview  claims whose verification has an outcome, as schema.org's ClaimReview in JSON-LD
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/csv-cell.h"
#include "formats/intake.h"
#include "formats/json-writer.h"
#include "formats/xml-writer.h"

/* The name of an attribute's value, or NULL.  (transfer full) */
static char *
dup_attribute (ObExport *export, const ObAnnotation *annotation, const char *name)
{
  const ObValue *value = ob_annotation_get_attribute (annotation, name);

  return value != NULL ? ob_catalogue_dup_value (export->catalogue, value) : NULL;
}

static ObEntity
get_speaker (ObExport *export, const ObAnnotation *annotation)
{
  return ob_project_get_effective_speaker (export->catalogue->project, annotation->entity);
}

static ObEntity
get_dispute (const ObAnnotation *annotation)
{
  return ob_value_get_entity (ob_annotation_get_attribute (annotation, "dispute"));
}

/* GraphML -------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *edges;    /* (owned) "SPEAKER DISPUTE STANCE POSITION" -> number of statements */
  GHashTable *speakers; /* (owned) gint64 *: those with an edge */
  GHashTable *disputes; /* (owned) gint64 * */
  guint n_others;       /* annotations that say nothing here */
} Network;

static void
begin_network (ObExport *export)
{
  Network *network = g_new0 (Network, 1);

  network->edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  network->speakers = ob_entity_set_new ();
  network->disputes = ob_entity_set_new ();
  export->state = network;
}

static void
count_statements (ObExport *export,
                  const ObArticle *article,
                  const ObText *text,
                  const GPtrArray *annotations)
{
  Network *network = export->state;

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      ObEntity speaker = get_speaker (export, annotation), dispute = get_dispute (annotation);
      g_autofree char *stance = dup_attribute (export, annotation, "stance");
      ObEntity position
          = ob_value_get_entity (ob_annotation_get_attribute (annotation, "position"));
      char *key;
      guint n;

      if (speaker == 0 || dispute == 0)
        {
          network->n_others++;
          continue;
        }
      ob_entity_set_add (network->speakers, speaker);
      ob_entity_set_add (network->disputes, dispute);
      key = g_strdup_printf ("%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s",
                             speaker, dispute, position, stance != NULL ? stance : "");
      n = GPOINTER_TO_UINT (g_hash_table_lookup (network->edges, key));
      g_hash_table_insert (network->edges, key, GUINT_TO_POINTER (n + 1));
    }
}

static void
add_data (GString *out, const char *key, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (out, "<data key=\"%s\">", key);
  ob_xml_escape (out, text);
  g_string_append (out, "</data>");
}

static void
add_node (ObExport *export, ObEntity entity, const char *mode, const char *kind)
{
  GString *out = export->sink->buffer;
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, entity);

  g_string_append_printf (out, "<node id=\"%s\">", id);
  add_data (out, "label", ob_catalogue_get_name (export->catalogue, entity));
  add_data (out, "mode", mode);
  add_data (out, "kind", kind);
  g_string_append (out, "</node>\n");
}

static void
add_edges (ObExport *export)
{
  Network *network = export->state;
  GString *out = export->sink->buffer;
  g_autoptr (GList) keys
      = g_list_sort (g_hash_table_get_keys (network->edges), (GCompareFunc) strcmp);
  guint number = 0;

  for (const GList *item = keys; item != NULL; item = item->next)
    {
      g_auto (GStrv) parts = g_strsplit (item->data, "\n", 4);
      g_autofree char *from
          = ob_catalogue_dup_id (export->catalogue, g_ascii_strtoll (parts[0], NULL, 10));
      g_autofree char *to
          = ob_catalogue_dup_id (export->catalogue, g_ascii_strtoll (parts[1], NULL, 10));
      ObEntity position = g_ascii_strtoll (parts[2], NULL, 10);

      g_string_append_printf (out, "<edge id=\"e%u\" source=\"%s\" target=\"%s\">", number++, from,
                              to);
      add_data (out, "stance", parts[3]);
      add_data (out, "position",
                position != 0 ? ob_catalogue_get_name (export->catalogue, position) : NULL);
      g_string_append_printf (out, "<data key=\"weight\">%u</data></edge>\n",
                              GPOINTER_TO_UINT (g_hash_table_lookup (network->edges, item->data)));
    }
}

static void
end_network (ObExport *export)
{
  static const char *const node_keys[] = { "label", "mode", "kind" };
  static const char *const edge_keys[] = { "stance", "position" };
  Network *network = export->state;
  ObCatalogue *catalogue = export->catalogue;
  GString *out = export->sink->buffer;

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  for (guint i = 0; i < G_N_ELEMENTS (node_keys); i++)
    g_string_append_printf (out,
                            "<key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                            node_keys[i], node_keys[i]);
  for (guint i = 0; i < G_N_ELEMENTS (edge_keys); i++)
    g_string_append_printf (out,
                            "<key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                            edge_keys[i], edge_keys[i]);
  g_string_append (out, "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
                        "<graph id=\"disputes\" edgedefault=\"directed\">\n");
  for (guint i = 0; i < catalogue->speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (catalogue->speakers, i);

      if (ob_entity_set_contains (network->speakers, speaker->entity))
        add_node (export, speaker->entity, "speaker", speaker->kind);
    }
  for (guint i = 0; i < catalogue->disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (catalogue->disputes, i);

      if (ob_entity_set_contains (network->disputes, dispute->entity))
        add_node (export, dispute->entity, "dispute", dispute->kind);
    }
  add_edges (export);
  g_string_append (out, "</graph>\n</graphml>\n");

  ob_export_lose (export, N_ ("annotation has no speaker or no dispute and is left out."),
                  N_ ("annotations have no speaker or no dispute and are left out."),
                  network->n_others);
  g_hash_table_unref (network->edges);
  g_hash_table_unref (network->speakers);
  g_hash_table_unref (network->disputes);
  g_free (network);
}

/* Statements ----------------------------------------------------------------------------------- */

static void
begin_statements (ObExport *export)
{
  static const char *const names[]
      = { "ID",      "Date",      "Document", "Position", "Length", "person", "organization",
          "concept", "agreement", "position", "stance",   "coder",  "text" };

  export->state = GUINT_TO_POINTER (0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ob_csv_add (export->sink->buffer, names[i], FALSE);
  ob_csv_end_row (export->sink->buffer);
}

static const ObSpeaker *
find_speaker (ObExport *export, ObEntity entity)
{
  for (guint i = 0; i < export->catalogue->speakers->len; i++)
    {
      const ObSpeaker *speaker = g_ptr_array_index (export->catalogue->speakers, i);

      if (speaker->entity == entity)
        return speaker;
    }

  return NULL;
}

static void
add_statement (ObExport *export,
               const ObArticle *article,
               const ObText *text,
               const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;
  const ObSpeaker *speaker = find_speaker (export, get_speaker (export, annotation));
  gboolean guard = !export->options->raw_cells;
  gboolean is_person
      = speaker != NULL
        && (g_str_equal (speaker->kind, "person") || g_str_equal (speaker->kind, "author"));
  g_autofree char *stance = dup_attribute (export, annotation, "stance");
  g_autofree char *position = dup_attribute (export, annotation, "position");
  g_autofree char *quote = ob_text_quote (text, annotation->segments);
  ObSegment hull = ob_segments_get_hull (annotation->segments);
  gboolean agrees
      = stance == NULL || !(g_str_equal (stance, "denies") || g_str_equal (stance, "doubts"));

  ob_csv_add_integer (out, annotation->entity);
  ob_csv_add (out, article->published, guard);
  ob_csv_add (out, article->title, guard);
  ob_csv_add_integer (out, hull.start);
  ob_csv_add_integer (out, hull.end - hull.start);
  ob_csv_add (out, is_person ? speaker->name : NULL, guard);
  ob_csv_add (out, speaker != NULL && !is_person ? speaker->name : NULL, guard);
  ob_csv_add (out, ob_catalogue_get_name (export->catalogue, get_dispute (annotation)), guard);
  ob_csv_add_integer (out, agrees ? 1 : 0);
  ob_csv_add (out, position, guard);
  ob_csv_add (out, stance, guard);
  ob_csv_add (out, ob_catalogue_get_name (export->catalogue, annotation->annotator), guard);
  ob_csv_add (out, quote, guard);
  ob_csv_end_row (out);
}

static void
add_statements (ObExport *export,
                const ObArticle *article,
                const ObText *text,
                const GPtrArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (get_dispute (annotation) == 0 || get_speaker (export, annotation) == 0)
        export->state = GUINT_TO_POINTER (GPOINTER_TO_UINT (export->state) + 1);
      else
        add_statement (export, article, text, annotation);
      ob_sink_drain (export->sink);
    }
}

static void
end_statements (ObExport *export)
{
  ob_export_lose (export, N_ ("annotation has no speaker or no dispute and is left out."),
                  N_ ("annotations have no speaker or no dispute and are left out."),
                  GPOINTER_TO_UINT (export->state));
}

/* ClaimReview ---------------------------------------------------------------------------------- */

static void
begin_reviews (ObExport *export)
{
  GString *out = export->sink->buffer;

  export->state = GUINT_TO_POINTER (0);
  ob_json_open (out, '{');
  ob_json_add_text (out, "@context", "https://schema.org");
  ob_json_name (out, "@graph");
  ob_json_open (out, '[');
}

/* The outcome of a verification as a rating from 1 (false) to 5 (true); 0 for none. */
static guint
get_rating (const char *verification)
{
  static const struct
  {
    const char *name;
    guint rating;
  } ratings[] = { { "verified", 5 }, { "inconclusive", 3 }, { "false", 1 } };

  for (guint i = 0; verification != NULL && i < G_N_ELEMENTS (ratings); i++)
    if (strcmp (ratings[i].name, verification) == 0)
      return ratings[i].rating;

  return 0;
}

static void
add_thing (GString *out, const char *name, const char *type, const char *value)
{
  ob_json_name (out, name);
  ob_json_open (out, '{');
  ob_json_add_text (out, "@type", type);
  ob_json_add_text (out, "name", value);
  ob_json_close (out, '}');
}

static void
add_claim (ObExport *export,
           const ObArticle *article,
           const ObText *text,
           const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;
  const ObSpeaker *speaker = find_speaker (export, get_speaker (export, annotation));
  g_autofree char *quote = ob_text_quote (text, annotation->segments);

  ob_json_name (out, "itemReviewed");
  ob_json_open (out, '{');
  ob_json_add_text (out, "@type", "Claim");
  ob_json_add_text (out, "text", quote);
  if (speaker != NULL)
    add_thing (out, "author", g_str_equal (speaker->kind, "person") ? "Person" : "Organization",
               speaker->name);
  if (article->published != NULL)
    ob_json_add_text (out, "datePublished", article->published);
  ob_json_name (out, "appearance");
  ob_json_open (out, '{');
  ob_json_add_text (out, "@type", "NewsArticle");
  ob_json_add_text (out, "headline", article->title);
  if (article->url != NULL)
    ob_json_add_text (out, "url", article->url);
  if (article->outlet != NULL)
    add_thing (out, "publisher", "Organization", article->outlet);
  ob_json_close (out, '}');
  ob_json_close (out, '}');
}

static void
add_reviews (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  GString *out = export->sink->buffer;

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autofree char *outcome = dup_attribute (export, annotation, "verification");
      g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);
      g_autofree char *urn = g_strconcat ("urn:obelus:", id, NULL);
      g_autofree char *quote = ob_text_quote (text, annotation->segments);
      g_autofree char *modified = ob_time_to_text (annotation->modified);
      guint rating = get_rating (outcome);

      if (rating == 0)
        {
          export->state = GUINT_TO_POINTER (GPOINTER_TO_UINT (export->state) + 1);
          continue;
        }
      ob_json_open (out, '{');
      ob_json_add_text (out, "@type", "ClaimReview");
      ob_json_add_text (out, "@id", urn);
      ob_json_add_text (out, "claimReviewed", quote);
      ob_json_add_text (out, "datePublished", modified);
      add_thing (out, "author", "Person",
                 ob_catalogue_get_name (export->catalogue, annotation->annotator));
      if (annotation->note != NULL && *annotation->note != '\0')
        ob_json_add_text (out, "reviewBody", annotation->note);
      add_claim (export, article, text, annotation);
      ob_json_name (out, "reviewRating");
      ob_json_open (out, '{');
      ob_json_add_text (out, "@type", "Rating");
      ob_json_add_integer (out, "ratingValue", rating);
      ob_json_add_integer (out, "bestRating", 5);
      ob_json_add_integer (out, "worstRating", 1);
      ob_json_add_text (out, "alternateName", outcome);
      ob_json_close (out, '}');
      ob_json_close (out, '}');
      ob_sink_drain (export->sink);
    }
}

static void
end_reviews (ObExport *export)
{
  g_string_append (export->sink->buffer, "]}\n");
  ob_export_lose (export, N_ ("annotation has no outcome of a verification and is left out."),
                  N_ ("annotations have no outcome of a verification and are left out."),
                  GPOINTER_TO_UINT (export->state));
}

static const char *const graphml[] = { "graphml", NULL };
static const char *const csv[] = { "csv", NULL };
static const char *const jsonld[] = { "jsonld", NULL };

const ObFormat ob_format_graphml = {
  .id = "graphml",
  .title = N_ ("Network of speakers and disputes (GraphML)"),
  .extensions = graphml,
  .loses = N_ ("Texts and passages; only who takes which side, and how often."),
  .begin = begin_network,
  .add_article = count_statements,
  .end = end_network,
};

const ObFormat ob_format_dna = {
  .id = "dna",
  .title = N_ ("Statements (Discourse Network Analyzer, CSV)"),
  .extensions = csv,
  .loses = N_ ("Texts, links, notes, and annotations without a speaker and a dispute."),
  .has_cells = TRUE,
  .begin = begin_statements,
  .add_article = add_statements,
  .end = end_statements,
};

const ObFormat ob_format_claimreview = {
  .id = "claimreview",
  .title = N_ ("Reviewed claims (schema.org ClaimReview)"),
  .extensions = jsonld,
  .loses = N_ ("Texts, links, and everything without an outcome of a verification."),
  .begin = begin_reviews,
  .add_article = add_reviews,
  .end = end_reviews,
};
