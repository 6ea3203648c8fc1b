/* Documents of UIMA, whoever wrote them, as annotations and links. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "formats/side-file.h"
#include "formats/uima.h"
#include "model/json-parse.h"

/* What every tokenizer writes, and what describes the document. */
static gboolean
is_structural (const char *type)
{
  static const char *const types[]
      = { "uima.tcas.DocumentAnnotation",
          "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
          "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription",
          "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
          "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.TokenForm",
          "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence",
          "org.dkpro.core.api.xml.type.XmlElement",
          "org.dkpro.core.api.xml.type.XmlTextNode",
          NULL };

  return g_strv_contains (types, type);
}

static const char *
get_local_name (const char *type)
{
  const char *dot = strrchr (type, '.');

  return dot != NULL ? dot + 1 : type;
}

static gboolean
get_reference (const ObUimaStructure *structure, const char *name, gint64 *id)
{
  const ObUimaFeature *feature = ob_uima_get (structure, name);

  if (feature == NULL || feature->kind != OB_UIMA_REFERENCE)
    return FALSE;
  *id = feature->number;
  return TRUE;
}

/* A text of the structure that says what kind it is: the first of its features. */
static const char *
get_kind (const ObUimaStructure *structure)
{
  static const char *const names[]
      = { "linkType", "value", "label", "role", "DependencyType", "referenceRelation", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    if (ob_uima_get_text (structure, names[i]) != NULL)
      return ob_uima_get_text (structure, names[i]);

  return get_local_name (structure->type);
}

static char *
make_key (const char *document, gint64 id)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, document, id);
}

static void
add_link (ObIntake *intake, const char *document, gint64 from, gint64 to, const char *type)
{
  g_autofree char *from_key = make_key (document, from);
  g_autofree char *to_key = make_key (document, to);

  ob_intake_add_link (intake, from_key, to_key, type);
}

/* Features of an annotation that lead on: slots, chains. */
static void
add_slots (ObIntake *intake,
           const ObUimaCas *cas,
           const char *document,
           const ObUimaStructure *structure)
{
  for (guint i = 0; i < structure->features->len; i++)
    {
      const ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, i);
      g_autofree char *only = NULL;
      g_auto (GStrv) ids = NULL;

      if (feature->kind != OB_UIMA_REFERENCE || strcmp (feature->name, "sofa") == 0)
        continue;
      only = g_strdup_printf ("%" G_GINT64_FORMAT, feature->number);
      ids = g_strsplit (feature->text != NULL ? feature->text : only, " ", -1);
      for (guint k = 0; ids[k] != NULL; k++)
        {
          gint64 id = g_ascii_strtoll (ids[k], NULL, 10), target;
          const ObUimaStructure *other = ob_uima_cas_find (cas, id);

          if (other == NULL)
            continue;
          if (get_reference (other, "target", &target))
            add_link (intake, document, structure->id, target,
                      ob_uima_get_text (other, "role") != NULL ? ob_uima_get_text (other, "role")
                                                               : feature->name);
          else if (ob_uima_get (other, "begin") != NULL && !is_structural (other->type))
            add_link (intake, document, structure->id, id,
                      strcmp (feature->name, "next") == 0 ? get_kind (structure) : feature->name);
        }
    }
}

static gboolean
is_own_feature (const char *name)
{
  static const char *const names[] = { "begin", "end", "sofa", NULL };

  return g_strv_contains (names, name);
}

static void
add_values (ObIncoming *incoming, const ObUimaStructure *structure)
{
  for (guint i = 0; i < structure->features->len; i++)
    {
      const ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, i);

      if (is_own_feature (feature->name) || feature->kind == OB_UIMA_REFERENCE)
        continue;
      if (feature->kind == OB_UIMA_TEXT && *feature->text != '\0')
        ob_incoming_add_value (incoming, feature->name, feature->text);
      else if (feature->kind == OB_UIMA_NUMBER)
        {
          g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, feature->number);

          ob_incoming_add_value (incoming, feature->name, text);
        }
    }
}

/* A passage that Obelus wrote, maybe changed since. */
static void
read_passage (ObIncoming *incoming, const ObUimaStructure *structure)
{
  static const char *const own[]
      = { "begin", "end", "sofa", "label", "note", "obelusId", "piece", "meta", NULL };
  const char *meta = ob_uima_get_text (structure, "meta");
  g_autoptr (JsonNode) root = meta != NULL ? ob_json_parse (meta, -1, NULL) : NULL;
  JsonObject *names = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      ob_incoming_read_record (incoming, json_node_get_object (root));
      ob_json_take_object (json_node_get_object (root), "names", &names, NULL);
    }
  if (incoming->id == NULL)
    incoming->id = g_strdup (ob_uima_get_text (structure, "obelusId"));
  g_free (incoming->note);
  incoming->note = g_strdup (ob_uima_get_text (structure, "note"));
  for (guint i = 0; i < structure->features->len; i++)
    {
      const ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, i);
      const char *name = names != NULL ? ob_json_get_text (names, feature->name) : NULL;

      if (feature->kind == OB_UIMA_TEXT && *feature->text != '\0'
          && !g_strv_contains (own, feature->name))
        ob_incoming_add_value (incoming, name != NULL ? name : feature->name, feature->text);
    }
}

/* Whether the annotation was made, or is a further piece of one in @by_id. */
static void
take_structure (GPtrArray *list,
                GHashTable *by_id,
                const char *document,
                const ObUimaStructure *structure)
{
  gboolean ours = g_str_equal (structure->type, OB_UIMA_PASSAGE);
  const char *label = ours ? ob_uima_get_text (structure, "label") : NULL;
  const char *id = ours ? ob_uima_get_text (structure, "obelusId") : NULL;
  ObIncoming *incoming = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;
  gint64 begin = 0, end = 0, piece = 0;

  ob_uima_get_number (structure, "begin", &begin);
  ob_uima_get_number (structure, "end", &end);
  if (incoming != NULL && ob_uima_get_number (structure, "piece", &piece) && piece > 0)
    {
      ob_incoming_add_segment (incoming, begin, end);
      return;
    }

  incoming = ob_incoming_new (label != NULL ? label : get_local_name (structure->type));
  incoming->key = make_key (document, structure->id);
  ob_incoming_add_segment (incoming, begin, end);
  if (ours)
    read_passage (incoming, structure);
  else
    add_values (incoming, structure);
  if (id != NULL && incoming->id != NULL)
    g_hash_table_insert (by_id, incoming->id, incoming);
  g_ptr_array_add (list, incoming);
}

static gboolean
take_structures (ObIntake *intake, const ObUimaCas *cas, const char *document, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_incoming_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cas->structures->len; i++)
    {
      const ObUimaStructure *structure = g_ptr_array_index (cas->structures, i);
      gint64 begin, end, sofa = cas->sofa, from, to;

      if (!ob_uima_get_number (structure, "begin", &begin)
          || !ob_uima_get_number (structure, "end", &end) || is_structural (structure->type))
        continue;
      get_reference (structure, "sofa", &sofa);
      if (sofa != cas->sofa)
        ob_intake_count (intake, _ ("Annotations of other views, left out"));
      else if (get_reference (structure, "Governor", &from)
               && get_reference (structure, "Dependent", &to))
        add_link (intake, document, from, to, get_kind (structure));
      else if (begin >= end)
        ob_intake_count (intake, _ ("Annotations of no characters, left out"));
      else
        {
          take_structure (list, by_id, document, structure);
          add_slots (intake, cas, document, structure);
        }
    }
  for (guint i = 0; i < list->len; i++)
    if (!ob_intake_add (intake, g_ptr_array_index (list, i), error))
      return FALSE;

  return TRUE;
}

static const char *
find_title (const ObUimaCas *cas)
{
  for (guint i = 0; i < cas->structures->len; i++)
    if (ob_uima_get_text (g_ptr_array_index (cas->structures, i), "documentTitle") != NULL)
      return ob_uima_get_text (g_ptr_array_index (cas->structures, i), "documentTitle");

  return NULL;
}

/* The record that Obelus wrote into the document.  (transfer full) (nullable) */
static JsonNode *
find_record (const ObUimaCas *cas)
{
  for (guint i = 0; i < cas->structures->len; i++)
    {
      const ObUimaStructure *structure = g_ptr_array_index (cas->structures, i);
      const char *meta = g_str_equal (structure->type, OB_UIMA_ARTICLE)
                             ? ob_uima_get_text (structure, "meta")
                             : NULL;
      g_autoptr (JsonNode) record = meta != NULL ? ob_json_parse (meta, -1, NULL) : NULL;

      if (record != NULL && JSON_NODE_HOLDS_OBJECT (record))
        return g_steal_pointer (&record);
    }

  return NULL;
}

gboolean
ob_uima_take (
    ObIntake *intake, const ObUimaCas *cas, const char *name, JsonNode *side, GError **error)
{
  const char *base = strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;
  const char *dot = strrchr (base, '.');
  g_autofree char *stem = dot != NULL ? g_strndup (base, (gsize) (dot - base)) : g_strdup (base);
  g_autoptr (JsonNode) record = find_record (cas);
  ObIncomingArticle article
      = { .title = find_title (cas), .file_name = base, .unit = OB_UNIT_UTF16 };

  if (cas->text == NULL || *cas->text == '\0')
    {
      ob_intake_count (intake, _ ("Documents without a text, left out"));
      return TRUE;
    }
  if (article.title == NULL)
    article.title = stem;
  article.text = cas->text;
  article.n_bytes = strlen (cas->text);
  ob_side_describe (side, stem, &article);
  if (record != NULL)
    ob_incoming_article_read (&article, json_node_get_object (record));
  return ob_intake_begin_article (intake, &article, error)
         && take_structures (intake, cas, name, error);
}

static gboolean
read_document (ObIntake *intake,
               ObSource *source,
               const char *name,
               JsonNode *side,
               ObUimaParse parse,
               GError **error)
{
  g_autoptr (GBytes) bytes = ob_source_get (source, name, error);
  g_autoptr (ObUimaCas) cas = bytes != NULL ? parse (bytes, error) : NULL;

  if (cas != NULL && ob_uima_take (intake, cas, name, side, error))
    return TRUE;
  g_prefix_error (error, "%s: ", name);
  return FALSE;
}

gboolean
ob_uima_read_set (ObSetReading *import,
                  const char *format_id,
                  const char *ending,
                  ObUimaParse parse,
                  GError **error)
{
  const GPtrArray *names = ob_source_list (import->source);
  gboolean several = ob_source_is_several (import->source);
  g_autoptr (ObIntake) intake = ob_intake_new (import, format_id);
  g_autoptr (JsonNode) side = NULL;
  gboolean done = ob_side_read (intake, import->source, &side, error);

  for (guint i = 0; done && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (!several
          || (g_str_has_suffix (name, ending) && strcmp (name, OB_SIDE_FILE) != 0
              && strcmp (name, "inception-layers.json") != 0))
        done = read_document (intake, import->source, name, side, parse, error);
    }

  return done && ob_intake_finish (intake, error);
}
