#include "reader/html-json-ld.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_SCRIPT_BYTES (2 * 1024 * 1024)
#define MAX_DEPTH 12

static const char *const types[] = {
  "Article", "AdvertiserContentArticle", "NewsArticle", "AnalysisNewsArticle",
  "AskPublicNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle",
  "ReviewNewsArticle", "Report", "SatiricalArticle", "ScholarlyArticle", "MedicalScholarlyArticle",
  "SocialMediaPosting", "BlogPosting", "LiveBlogPosting", "DiscussionForumPosting", "TechArticle",
  "APIReference", NULL,
};

/* Some pages wrap their JSON, or put line ends into its strings. */
static char *
clean_script (const char *script)
{
  GString *clean = g_string_sized_new (strlen (script));
  gboolean in_string = FALSE, escaped = FALSE;

  while (g_ascii_isspace (*script))
    script++;
  if (g_str_has_prefix (script, "<!--"))
    script += 4;
  if (g_str_has_prefix (script, "<![CDATA["))
    script += 9;
  if (g_str_has_prefix (script, "//<![CDATA["))
    script += 11;

  for (; *script != '\0'; script++)
    {
      if (in_string && (guchar) *script < 0x20)
        {
          g_string_append_c (clean, ' ');
          continue;
        }
      if (*script == '"' && !escaped)
        in_string = !in_string;
      escaped = *script == '\\' && !escaped;
      g_string_append_c (clean, *script);
    }
  while (clean->len > 0
         && strchr (" ;\n\r\t", clean->str[clean->len - 1]) != NULL)
    g_string_truncate (clean, clean->len - 1);
  if (g_str_has_suffix (clean->str, "-->"))
    g_string_truncate (clean, clean->len - 3);
  if (g_str_has_suffix (clean->str, "]]>"))
    g_string_truncate (clean, clean->len - 3);
  if (g_str_has_suffix (clean->str, "//"))
    g_string_truncate (clean, clean->len - 2);
  return g_string_free (clean, FALSE);
}

/* The parser walks by recursion. */
static gboolean
is_too_deep (const char *json)
{
  gint depth = 0, deepest = 0;

  for (; *json != '\0'; json++)
    {
      depth += *json == '[' || *json == '{';
      depth -= *json == ']' || *json == '}';
      deepest = MAX (deepest, depth);
    }
  return deepest > 100;
}

/* A string, or the first of a list of them; of an object, its "name" or "@id".  (nullable) */
static char *
get_string (JsonNode *node, guint depth)
{
  if (node == NULL || depth > 4)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) == G_TYPE_STRING ? g_strdup (json_node_get_string (node))
                                                            : NULL;
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    return get_string (json_array_get_element (json_node_get_array (node), 0), depth + 1);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      char *name = get_string (json_object_get_member (json_node_get_object (node), "name"), depth + 1);

      return name != NULL ? name
                          : get_string (json_object_get_member (json_node_get_object (node), "@id"),
                                        depth + 1);
    }
  return NULL;
}

static char *
get_member (JsonObject *object, const char *name)
{
  g_autofree char *raw = get_string (json_object_get_member (object, name), 0);

  if (raw == NULL)
    return NULL;
  g_strstrip (raw);
  return *raw != '\0' ? g_steal_pointer (&raw) : NULL;
}

/* Names of persons, "A, B". */
static char *
get_names (JsonNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < MIN (json_array_get_length (array), 20); i++)
        {
          char *name = get_string (json_array_get_element (array, i), 1);

          if (name != NULL && strstr (name, "://") == NULL && *g_strstrip (name) != '\0')
            g_ptr_array_add (names, name);
          else
            g_free (name);
        }
    }
  else
    {
      char *name = get_string (node, 1);

      if (name != NULL && strstr (name, "://") == NULL && *g_strstrip (name) != '\0')
        g_ptr_array_add (names, name);
      else
        g_free (name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static gboolean
is_article (JsonObject *object)
{
  g_autofree char *type = get_string (json_object_get_member (object, "@type"), 0);

  return type != NULL && g_strv_contains (types, type);
}

static JsonObject *
find_article (JsonNode *node, guint depth)
{
  if (node == NULL || depth > MAX_DEPTH)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonObject *found = find_article (json_array_get_element (array, i), depth + 1);

          if (found != NULL)
            return found;
        }
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  if (is_article (json_node_get_object (node)))
    return json_node_get_object (node);
  if (json_object_has_member (json_node_get_object (node), "@graph"))
    return find_article (json_object_get_member (json_node_get_object (node), "@graph"), depth + 1);
  return find_article (json_object_get_member (json_node_get_object (node), "mainEntity"), depth + 1);
}

static void
take (char **member, char *value)
{
  if (*member == NULL)
    *member = value;
  else
    g_free (value);
}

static void
take_article (JsonObject *object, ObJsonLd *result)
{
  take (&result->title, get_member (object, "headline"));
  take (&result->name, get_member (object, "name"));
  take (&result->byline, get_names (json_object_get_member (object, "author")));
  take (&result->outlet, get_member (object, "publisher"));
  take (&result->published, get_member (object, "datePublished"));
  take (&result->published, get_member (object, "dateCreated"));
  take (&result->updated, get_member (object, "dateModified"));
  take (&result->section, get_member (object, "articleSection"));
  take (&result->language, get_member (object, "inLanguage"));
  take (&result->url, get_member (object, "url"));
  take (&result->body, get_member (object, "articleBody"));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_json_ld_read (ObHtmlPage *page, ObJsonLd *result)
{
  xmlNode *root = xmlDocGetRootElement (page->document);

  memset (result, 0, sizeof *result);
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    {
      const char *type = ob_html_attribute (node, "type");
      g_autoptr (JsonParser) parser = NULL;
      g_autofree char *clean = NULL;
      JsonObject *article;

      if (!ob_html_is (node, "script") || type == NULL
          || g_ascii_strcasecmp (type, "application/ld+json") != 0 || node->children == NULL
          || node->children->content == NULL
          || strlen ((const char *) node->children->content) > MAX_SCRIPT_BYTES)
        continue;
      clean = clean_script ((const char *) node->children->content);
      parser = json_parser_new ();
      if (is_too_deep (clean) || !g_utf8_validate (clean, -1, NULL))
        continue;
      if (!json_parser_load_from_data (parser, clean, -1, NULL))
        continue;
      article = find_article (json_parser_get_root (parser), 0);
      if (article != NULL)
        take_article (article, result);
    }
}

void
ob_json_ld_clear (ObJsonLd *result)
{
  g_free (result->title);
  g_free (result->name);
  g_free (result->byline);
  g_free (result->outlet);
  g_free (result->published);
  g_free (result->updated);
  g_free (result->section);
  g_free (result->language);
  g_free (result->url);
  g_free (result->body);
}
