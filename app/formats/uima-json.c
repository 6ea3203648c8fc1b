/* "uima-json": UIMA CAS JSON 0.4, a .json file an article.  uima.h describes what is in it.
 *
 *   {"%TYPES": {...}, "%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", ...}, ...],
 *    "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, ...]}}}
 *
 * A name with "@" before it is a reference, one with "#" a number that may be none.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-fields.h"
#include "formats/json-walk.h"
#include "formats/json-writer.h"
#include "formats/uima.h"
#include "model/json-parse.h"

/* Writing -------------------------------------------------------------------------------------- */

static void
begin (ObExport *export)
{
  export->state = ob_uima_export_new (export, ".json");
}

static void
open_structure (GString *out, gint64 id, const char *type)
{
  ob_json_open (out, '{');
  ob_json_add_integer (out, "%ID", id);
  ob_json_add_text (out, "%TYPE", type);
}

static void
add_structure (GString *out, const ObUimaStructure *structure)
{
  open_structure (out, structure->id, structure->type);
  for (guint i = 0; i < structure->features->len; i++)
    {
      const ObUimaFeature *feature = &g_array_index (structure->features, ObUimaFeature, i);
      g_autofree char *name = feature->kind == OB_UIMA_REFERENCE
                                  ? g_strconcat ("@", feature->name, NULL)
                                  : g_strdup (feature->name);

      if (feature->kind == OB_UIMA_TEXT)
        ob_json_add_text (out, name, feature->text);
      else
        ob_json_add_integer (out, name, feature->number);
    }
  ob_json_close (out, '}');
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  g_autoptr (ObUimaCas) cas = ob_uima_export_article (export, article, text, annotations);
  GString *out = export->sink->buffer;

  ob_json_open (out, '{');
  ob_json_name (out, "%TYPES");
  ob_json_open (out, '{');
  ob_uima_write_json_types (export, out);
  ob_json_close (out, '}');
  ob_json_name (out, "%FEATURE_STRUCTURES");
  ob_json_open (out, '[');
  open_structure (out, OB_UIMA_ID_SOFA, "uima.cas.Sofa");
  ob_json_add_integer (out, "sofaNum", 1);
  ob_json_add_text (out, "sofaID", "_InitialView");
  ob_json_add_text (out, "mimeType", "text");
  ob_json_add_text (out, "sofaString", cas->text);
  ob_json_close (out, '}');
  for (guint i = 0; i < cas->structures->len; i++)
    {
      g_string_append (out, ",\n");
      add_structure (out, g_ptr_array_index (cas->structures, i));
      ob_sink_drain (export->sink);
    }
  ob_json_close (out, ']');
  ob_json_name (out, "%VIEWS");
  ob_json_open (out, '{');
  ob_json_name (out, "_InitialView");
  ob_json_open (out, '{');
  ob_json_add_integer (out, "%SOFA", OB_UIMA_ID_SOFA);
  ob_json_name (out, "%MEMBERS");
  ob_json_open (out, '[');
  for (guint i = 0; i < cas->structures->len; i++)
    ob_json_integer (out, ((ObUimaStructure *) g_ptr_array_index (cas->structures, i))->id);
  ob_json_close (out, ']');
  g_string_append (out, "}}}\n");
}

/* Reading -------------------------------------------------------------------------------------- */

/* "@links": one id, or the id of an array, whose elements count. */
static void
add_reference (ObUimaStructure *structure, const char *name, JsonNode *node, GHashTable *arrays)
{
  gint64 id;
  JsonArray *array;
  g_autoptr (GString) ids = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return;
  id = json_node_get_int (node);
  array = g_hash_table_lookup (arrays, &id);
  if (array == NULL)
    {
      ob_uima_add_reference (structure, name, id);
      return;
    }
  ids = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_INT64)
        g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 0 ? " " : "",
                                json_node_get_int (element));
    }
  if (ids->len > 0)
    ob_uima_add_references (structure, name, ids->str);
}

static void
add_member (ObUimaStructure *structure, const char *name, JsonNode *node, GHashTable *arrays)
{
  if (*name == '%' || *name == '^')
    return;
  if (*name == '@')
    {
      add_reference (structure, name + 1, node, arrays);
      return;
    }
  if (*name == '#')
    name++;
  if (ob_json_is_text (node))
    ob_uima_add_text (structure, name, json_node_get_string (node));
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    ob_uima_add_number (structure, name, json_node_get_int (node));
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *text = json_to_string (node, FALSE);

      ob_uima_add_text (structure, name, text);
    }
}

static void
read_structure (ObUimaCas *cas, gint64 id, JsonObject *object, GHashTable *arrays)
{
  const char *type = ob_json_get_text (object, "%TYPE");
  const char *text = ob_json_get_text (object, "sofaString");
  g_autoptr (GList) names = NULL;
  ObUimaStructure *structure;

  if (type == NULL || id <= 0 || ob_uima_cas_find (cas, id) != NULL)
    return;
  if (g_str_equal (type, "uima.cas.Sofa"))
    {
      if (text != NULL && cas->text == NULL)
        {
          cas->text = g_strdup (text);
          cas->sofa = id;
        }
      return;
    }
  structure = ob_uima_cas_add (cas, id, type);
  names = json_object_get_members (object);
  for (const GList *item = names; item != NULL; item = item->next)
    add_member (structure, item->data, json_object_get_member (object, item->data), arrays);
}

/* Structures are a list, or an object of ids (which "%ID" then need not say). */
static void
each_structure (JsonNode *node, void (*call) (gint64, JsonObject *, gpointer), gpointer data)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        JsonNode *element = json_array_get_element (json_node_get_array (node), i);
        gint64 id = 0;

        if (JSON_NODE_HOLDS_OBJECT (element)
            && ob_json_take_integer (json_node_get_object (element), "%ID", 1, G_MAXINT32, &id,
                                     NULL))
          call (id, json_node_get_object (element), data);
      }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

      for (const GList *item = names; item != NULL; item = item->next)
        {
          JsonNode *element = json_object_get_member (json_node_get_object (node), item->data);

          if (JSON_NODE_HOLDS_OBJECT (element))
            call (g_ascii_strtoll (item->data, NULL, 10), json_node_get_object (element), data);
        }
    }
}

typedef struct
{
  ObUimaCas *cas;
  GHashTable *arrays; /* (owned) gint64 * of an array -> JsonArray (not owned) */
} Reader;

static void
learn_array (gint64 id, JsonObject *object, gpointer data)
{
  Reader *reader = data;
  JsonArray *elements = NULL;

  if (ob_json_take_array (object, "%ELEMENTS", &elements, NULL) && elements != NULL)
    g_hash_table_insert (reader->arrays, g_memdup2 (&id, sizeof id), elements);
}

static void
add_one (gint64 id, JsonObject *object, gpointer data)
{
  Reader *reader = data;

  read_structure (reader->cas, id, object, reader->arrays);
}

static ObUimaCas *
parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *json = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = ob_json_parse (json, (gssize) length, error);
  JsonNode *structures
      = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
            ? json_object_get_member (json_node_get_object (root), "%FEATURE_STRUCTURES")
            : NULL;
  Reader reader = { 0 };

  if (root == NULL)
    return NULL;
  if (structures == NULL)
    {
      ob_json_refuse (error, _ ("This is not a document of UIMA: “%s” is missing."),
                      "%FEATURE_STRUCTURES");
      return NULL;
    }
  reader.cas = ob_uima_cas_new ();
  reader.arrays = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  each_structure (structures, learn_array, &reader);
  each_structure (structures, add_one, &reader);
  g_hash_table_unref (reader.arrays);
  return reader.cas;
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  return ob_uima_read_set (import, "uima-json", ".json", parse, error);
}

static gboolean
recognise (const char *head, gsize length)
{
  return ob_json_get_first (head, length) == '{'
         && (memmem (head, length, "\"%TYPES\"", strlen ("\"%TYPES\"")) != NULL
             || memmem (head, length, "\"%FEATURE_STRUCTURES\"", strlen ("\"%FEATURE_STRUCTURES\""))
                    != NULL);
}

static gboolean
recognise_several (const ObSource *source)
{
  return ob_source_has (source, "inception-layers.json") && ob_source_find (source, ".xmi") == NULL;
}

static const char *const extensions[] = { "json", NULL };

const ObFormat ob_format_uima_json = {
  .id = "uima-json",
  .title = N_ ("UIMA documents (JSON: INCEpTION, cassis)"),
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
