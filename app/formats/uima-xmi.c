/* "uima-xmi": XMI 2.0 as Apache UIMA writes it, an .xmi file an article, with TypeSystem.xml and
 * INCEpTION's layers.  uima.h describes what is in it.
 *
 * A type "a.b.C" is the element C of the namespace "http:///a/b.ecore"; features are attributes, or
 * child elements for lists of texts.  XMI does not say which numbers are references: by their
 * names, or because they are ids of links.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/xml.h"
#include "formats/json-fields.h"
#include "formats/uima.h"
#include "formats/xml-writer.h"

#define XMI "http://www.omg.org/XMI"
#define CAS "http:///uima/cas.ecore"

/* Writing -------------------------------------------------------------------------------------- */

static void
begin (ObExport *export)
{
  export->state = ob_uima_export_new (export, ".xmi");
}

static void
add_structure (GString *out, const ObUimaStructure *structure)
{
  const char *name = strrchr (structure->type, '.') + 1;

  g_string_append_printf (out, "<%s:%s xmi:id=\"%" G_GINT64_FORMAT "\"",
                          g_str_has_prefix (structure->type, "uima.") ? "tcas" : "obelus", name,
                          structure->id);
  for (guint i = 0; i < structure->features->len; i++)
    {
      const ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, i);

      if (feature->text != NULL)
        ob_xml_add_attribute (out, feature->name, feature->text);
      else
        ob_xml_add_number (out, feature->name, feature->number);
    }
  g_string_append (out, "/>\n");
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  g_autoptr (ObUimaCas) cas = ob_uima_export_article (export, article, text, annotations);
  GString *out = export->sink->buffer;

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<xmi:XMI xmlns:xmi=\"" XMI "\" xmlns:cas=\"" CAS "\""
                        " xmlns:tcas=\"http:///uima/tcas.ecore\""
                        " xmlns:obelus=\"http:///org/obelus.ecore\" xmi:version=\"2.0\">\n"
                        "<cas:NULL xmi:id=\"0\"/>\n");
  for (guint i = 0; i < cas->structures->len; i++)
    {
      add_structure (out, g_ptr_array_index (cas->structures, i));
      ob_sink_drain (export->sink);
    }
  g_string_append (
      out, "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\"");
  ob_xml_add_attribute (out, "sofaString", cas->text);
  g_string_append (out, "/>\n<cas:View sofa=\"1\" members=\"");
  for (guint i = 0; i < cas->structures->len; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            ((ObUimaStructure *) g_ptr_array_index (cas->structures, i))->id);
  g_string_append (out, "\"/>\n</xmi:XMI>\n");
}

/* Reading -------------------------------------------------------------------------------------- */

/* "http:///a/b.ecore" and "C": "a.b.C". */
static char *
make_type (const xmlNode *node)
{
  const char *space = node->ns != NULL ? (const char *) node->ns->href : "";
  g_autofree char *package = NULL;

  if (g_str_has_prefix (space, "http:///"))
    space += strlen ("http:///");
  package = g_strdup (space);
  if (g_str_has_suffix (package, ".ecore"))
    package[strlen (package) - strlen (".ecore")] = '\0';
  g_strdelimit (package, "/", '.');
  if (*package == '\0' || strcmp (package, "noNamespace") == 0)
    return g_strdup ((const char *) node->name);
  return g_strconcat (package, ".", node->name, NULL);
}

static gboolean
is_reference (const char *name)
{
  static const char *const names[]
      = { "sofa", "Governor", "Dependent", "target", "first", "next", NULL };

  return g_strv_contains (names, name);
}

static void
add_value (ObUimaStructure *structure, const char *name, const char *value)
{
  if (is_reference (name) && g_ascii_isdigit (*value))
    ob_uima_add_references (structure, name, value);
  else
    ob_uima_add_text (structure, name, value);
}

static void
read_structure (ObUimaCas *cas, xmlNode *node)
{
  g_autofree char *type = make_type (node);
  g_autofree char *id = NULL;
  ObUimaStructure *structure;

  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns != NULL && strcmp ((const char *) attribute->name, "id") == 0)
      id = (g_free (id), g_strdup ((const char *) attribute->children->content));
  if (id == NULL || g_ascii_strtoll (id, NULL, 10) <= 0
      || ob_uima_cas_find (cas, g_ascii_strtoll (id, NULL, 10)) != NULL)
    return;

  structure = ob_uima_cas_add (cas, g_ascii_strtoll (id, NULL, 10), type);
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns == NULL)
      {
        g_autofree char *value = ob_xml_get (node, (const char *) attribute->name);

        if (value != NULL)
          add_value (structure, (const char *) attribute->name, value);
      }
  /* Lists of texts have an element for each; they count as one, a line each. */
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        xmlChar *content = xmlNodeGetContent (child);

        ob_uima_add_text (structure, (const char *) child->name, (const char *) content);
        xmlFree (content);
      }
}

/* Slots: attributes that are nothing but ids of structures that lead on to others. */
static void
find_slots (ObUimaCas *cas)
{
  for (guint i = 0; i < cas->structures->len; i++)
    {
      ObUimaStructure *structure = g_ptr_array_index (cas->structures, i);

      for (guint k = 0; k < structure->features->len; k++)
        {
          ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, k);
          g_auto (GStrv) ids = NULL;
          gboolean fits = TRUE;

          if (feature->kind != OB_UIMA_TEXT || !g_ascii_isdigit (*feature->text))
            continue;
          ids = g_strsplit (feature->text, " ", -1);
          for (guint n = 0; ids[n] != NULL && fits; n++)
            {
              const ObUimaStructure *other
                  = ob_uima_cas_find (cas, g_ascii_strtoll (ids[n], NULL, 10));
              gint64 begin;

              fits = other != NULL && ob_uima_get (other, "target") != NULL
                     && !ob_uima_get_number (other, "begin", &begin);
            }
          if (fits)
            feature->kind = OB_UIMA_REFERENCE;
        }
    }
}

static ObUimaCas *
parse (GBytes *bytes, GError **error)
{
  g_autoptr (xmlDoc) document = ob_xml_parse (bytes, error);
  g_autoptr (ObUimaCas) cas = NULL;
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;

  if (root == NULL)
    return NULL;
  if (!ob_xml_is (root, "XMI"))
    {
      ob_json_refuse (error, _ ("This is not XMI of UIMA."));
      return NULL;
    }
  cas = ob_uima_cas_new ();
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    {
      gboolean is_cas = node->type == XML_ELEMENT_NODE && node->ns != NULL
                        && strcmp ((const char *) node->ns->href, CAS) == 0;
      g_autofree char *text
          = is_cas && ob_xml_is (node, "Sofa") ? ob_xml_get (node, "sofaString") : NULL;
      g_autofree char *id = text != NULL && cas->text == NULL ? ob_xml_get (node, "id") : NULL;

      if (id != NULL)
        {
          cas->sofa = g_ascii_strtoll (id, NULL, 10);
          cas->text = g_steal_pointer (&text);
        }
      else if (node->type == XML_ELEMENT_NODE && !(is_cas && !ob_xml_is (node, "FSArray")))
        read_structure (cas, node);
    }
  find_slots (cas);
  return g_steal_pointer (&cas);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  return ob_uima_read_set (import, "uima-xmi", ".xmi", parse, error);
}

static gboolean
recognise (const char *head, gsize length)
{
  return memmem (head, length, XMI, strlen (XMI)) != NULL
         && memmem (head, length, "<xmi:XMI", strlen ("<xmi:XMI")) != NULL;
}

static gboolean
recognise_several (const ObSource *source)
{
  return ob_source_find (source, ".xmi") != NULL;
}

static const char *const extensions[] = { "xmi", NULL };

const ObFormat ob_format_uima_xmi = {
  .id = "uima-xmi",
  .title = N_ ("UIMA documents (XMI: INCEpTION, DKPro, Apache UIMA)"),
  .extensions = extensions,
  .loses = N_ ("Links between articles, comments, states and the original bytes of articles. "
               "All attributes are texts."),
  .shape = OB_SHAPE_FILES,
  .begin = begin,
  .add_article = add_article,
  .end = ob_uima_export_end,
  .recognise = recognise,
  .recognise_several = recognise_several,
  .read = read_set,
};
