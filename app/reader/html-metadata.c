#include "reader/html-metadata.h"

#include <string.h>

#include "reader/html-article.h"
#include "reader/html-date.h"
#include "reader/html-json-ld.h"
#include "reader/language.h"

#define MAX_BYLINE 120

/* Names that <meta> has for a field, the best first. */
typedef struct
{
  ObMetadata field;
  const char *names[16];
} MetaRule;

static const MetaRule meta_rules[] = {
  { OB_METADATA_TITLE,
    { "dc:title", "dcterm:title", "og:title", "weibo:article:title", "weibo:webpage:title",
      "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title", "title",
      NULL } },
  { OB_METADATA_BYLINE,
    { "dc:creator", "dcterm:creator", "dc.creator", "dcterms.creator", "author", "parsely-author",
      "sailthru.author", "article:author", "og:article:author", "byl", "article:author_name", NULL } },
  { OB_METADATA_OUTLET,
    { "og:site_name", "application-name", "dc.publisher", "dc:publisher", "publisher",
      "al:ios:app_name", "article:publisher_name", NULL } },
  { OB_METADATA_URL, { "og:url", "twitter:url", "parsely-link", NULL } },
  { OB_METADATA_PUBLISHED,
    { "article:published_time", "og:article:published_time", "og:published_time", "parsely-pub-date",
      "sailthru.date", "pubdate", "publishdate", "publish-date", "dc.date.issued", "dc:date",
      "dc.date", "dcterms.date", "dcterms.created", "date", "article.published", NULL } },
  { OB_METADATA_PUBLISHED,
    { "datepublished", "ptime", "publish_date", "published", "pub_date", "article_date_original",
      "publication_date", "cxenseparse:recs:publishtime", "displaydate", "originalpublicationdate",
      "dc.date.created", "date.created", "created", "release_date", NULL } },
  { OB_METADATA_UPDATED,
    { "article:modified_time", "og:article:modified_time", "og:updated_time", "last-modified",
      "dcterms.modified", "dc.date.modified", "lastmod", "updated", "revised", "article.updated",
      NULL } },
  { OB_METADATA_SECTION,
    { "article:section", "og:article:section", "parsely-section", "section", "sailthru.section",
      "news.section", "cxenseparse:section", NULL } },
  { OB_METADATA_LANGUAGE,
    { "content-language", "dc.language", "dc:language", "language", "dcterms.language",
      "og:locale", NULL } },
};

static gboolean
is_url (const char *value)
{
  return g_str_has_prefix (value, "http://") || g_str_has_prefix (value, "https://");
}

/* Titles, names and dates as they are kept; NULL for what cannot be one. (transfer full) */
static char *
make_value (ObMetadata field, const char *value)
{
  g_autofree char *plain = g_strstrip (g_strdup (value != NULL ? value : ""));

  if (*plain == '\0')
    return NULL;
  switch (field)
    {
    case OB_METADATA_PUBLISHED:
    case OB_METADATA_UPDATED:
      return ob_html_date_parse (plain);
    case OB_METADATA_URL:
      return is_url (plain) ? g_steal_pointer (&plain) : NULL;
    case OB_METADATA_BYLINE:
      return is_url (plain) || strlen (plain) > 300 ? NULL : g_steal_pointer (&plain);
    case OB_METADATA_LANGUAGE:
      plain[strcspn (plain, ",; ")] = '\0';
      g_strdelimit (plain, "_", '-');
      return strlen (plain) <= 12 ? g_steal_pointer (&plain) : NULL;
    default:
      return g_steal_pointer (&plain);
    }
}

static void
offer (ObDraft *draft, ObMetadata field, const char *value, const char *source)
{
  g_autofree char *made = make_value (field, value);

  if (made != NULL)
    ob_draft_offer (draft, field, made, source);
}

/* <meta> --------------------------------------------------------------------------------------- */

/* Contents by name in small letters; of two alike the first counts. */
static GHashTable *
list_meta (xmlNode *root)
{
  GHashTable *metas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    {
      const char *content = ob_html_attribute (node, "content");
      const char *attributes[] = { "property", "name", "itemprop", "http-equiv" };

      if (!ob_html_is (node, "meta") || content == NULL || *content == '\0')
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
        {
          const char *names = ob_html_attribute (node, attributes[i]);
          g_auto (GStrv) words = g_strsplit (names != NULL ? names : "", " ", 8);

          for (guint w = 0; words[w] != NULL; w++)
            {
              char *small = g_ascii_strdown (words[w], -1);

              if (*small != '\0' && !g_hash_table_contains (metas, small))
                g_hash_table_insert (metas, small, (gpointer) content);
              else
                g_free (small);
            }
        }
    }
  return metas;
}

static void
offer_metas (GHashTable *metas, ObMetadata field, ObDraft *draft)
{
  for (guint r = 0; r < G_N_ELEMENTS (meta_rules); r++)
    if (meta_rules[r].field == field)
      for (guint i = 0; meta_rules[r].names[i] != NULL; i++)
        offer (draft, field, g_hash_table_lookup (metas, meta_rules[r].names[i]), "meta");
}

/* <title> -------------------------------------------------------------------------------------- */

static guint
count_words (const char *line)
{
  guint n = 0;
  gboolean inside = FALSE;

  for (; *line != '\0'; line++)
    {
      n += *line != ' ' && !inside;
      inside = *line != ' ';
    }
  return n;
}

/* Where the last " - ", " | " and the like begins; NULL when there is none. */
static const char *
find_separator (const char *title, gboolean last)
{
  static const char *const separators[] = { " | ", " - ", " – ", " — ", " \\ ", " / ", " > ", " » ", " · ", " :: " };
  const char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char *at = last ? g_strrstr (title, separators[i]) : strstr (title, separators[i]);

      if (at != NULL && (found == NULL || (last ? at > found : at < found)))
        found = at;
    }
  return found;
}

/* A heading of the page that says the same as a part of <title>. (nullable) */
static char *
find_heading (xmlNode *root, const char *title)
{
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    if (ob_html_is_any (node, " h1 h2 "))
      {
        g_autofree char *text = ob_html_dup_text (node);

        if (count_words (text) >= 3 && strlen (text) < 400 && strstr (title, text) != NULL)
          return g_steal_pointer (&text);
      }
  return NULL;
}

static char *
get_only_h1 (xmlNode *root)
{
  xmlNode *only = NULL;

  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    if (ob_html_is (node, "h1"))
      {
        if (only != NULL)
          return NULL;
        only = node;
      }
  return only != NULL ? ob_html_dup_text (only) : NULL;
}

/* <title> without the site's name. */
static char *
clean_title (xmlNode *root, const char *title)
{
  const char *separator = find_separator (title, TRUE);
  g_autofree char *cut = NULL;
  gboolean is_path;

  if (separator != NULL)
    {
      const char *first;

      cut = g_strndup (title, (gsize) (separator - title));
      if (count_words (cut) < 3)
        {
          first = find_separator (title, FALSE);
          g_free (cut);
          cut = g_strdup (g_utf8_next_char (first + 1));
          g_strstrip (cut);
        }
    }
  else if (strstr (title, ": ") != NULL)
    {
      g_autofree char *heading = find_heading (root, title);

      if (heading != NULL && strcmp (heading, title) == 0)
        return g_strdup (title);
      cut = g_strdup (g_strrstr (title, ":") + 1);
      g_strstrip (cut);
      if (count_words (cut) < 3)
        {
          g_free (cut);
          cut = g_strdup (strchr (title, ':') + 1);
        }
    }
  else if (g_utf8_strlen (title, -1) > 150 || g_utf8_strlen (title, -1) < 15)
    {
      g_autofree char *heading = get_only_h1 (root);

      if (heading != NULL && *heading != '\0')
        cut = g_steal_pointer (&heading);
    }
  if (cut == NULL)
    return g_strdup (title);

  g_strstrip (cut);
  /* A few words are a title only where the rest is a path: "Site / Section / Three words". */
  is_path = separator != NULL && strpbrk (title, "\\/>»") != NULL;
  return count_words (cut) <= 4 && !(is_path && count_words (cut) + 2 == count_words (title))
             ? g_strdup (title)
             : g_steal_pointer (&cut);
}

static void
offer_title (xmlNode *root, ObDraft *draft)
{
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    if (ob_html_is (node, "title") && !ob_html_has_ancestor (node, " svg ", 0))
      {
        g_autofree char *title = ob_html_dup_text (node), *cleaned = NULL;

        if (*title == '\0')
          continue;
        cleaned = clean_title (root, title);
        offer (draft, OB_METADATA_TITLE, cleaned, "title");
        return;
      }
}

/* Microdata, <time>, <link> -------------------------------------------------------------------- */

static const char *
get_date_of (xmlNode *node)
{
  static const char *const attributes[] = { "datetime", "content", "data-datetime", "title" };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      const char *value = ob_html_attribute (node, attributes[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

static void
offer_dates (ObDraft *draft, xmlNode *node, ObMetadata field, const char *source)
{
  const char *value = get_date_of (node);

  if (value != NULL)
    offer (draft, field, value, source);
  if (ob_html_measure (node).n_chars < 100)
    {
      g_autofree char *text = ob_html_dup_text (node);

      offer (draft, field, text, source);
    }
}

static void
offer_microdata (xmlNode *root, ObDraft *draft)
{
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    {
      const char *property = ob_html_attribute (node, "itemprop");

      if (property == NULL)
        continue;
      if (strstr (property, "datePublished") != NULL)
        offer_dates (draft, node, OB_METADATA_PUBLISHED, "microdata");
      else if (strstr (property, "dateModified") != NULL)
        offer_dates (draft, node, OB_METADATA_UPDATED, "microdata");
      else if (strcmp (property, "articleSection") == 0)
        {
          g_autofree char *text = ob_html_dup_text (node);

          offer (draft, OB_METADATA_SECTION, strlen (text) < 60 ? text : NULL, "microdata");
        }
    }
}

static void
offer_times (xmlNode *root, ObDraft *draft)
{
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    if (ob_html_is (node, "time") && ob_html_attribute (node, "pubdate") != NULL)
      offer_dates (draft, node, OB_METADATA_PUBLISHED, "time");
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    if (ob_html_is (node, "time") && !ob_html_has_ancestor (node, " aside footer nav ", 0))
      {
        g_autofree char *class = ob_html_dup_class (node);

        offer_dates (draft, node,
                     strstr (class, "updat") != NULL || strstr (class, "modif") != NULL
                         ? OB_METADATA_UPDATED
                         : OB_METADATA_PUBLISHED,
                     "time");
      }
}

static void
offer_links (xmlNode *root, ObDraft *draft)
{
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root, FALSE))
    if (ob_html_is (node, "link")
        && g_strcmp0 (ob_html_attribute (node, "rel"), "canonical") == 0)
      offer (draft, OB_METADATA_URL, ob_html_attribute (node, "href"), "link");
}

/* Some pages call their article "name", and something else "headline": what <title> says decides. */
static void
offer_json_ld_title (const ObJsonLd *found, xmlNode *root, ObDraft *draft)
{
  const char *best = found->title;

  for (xmlNode *node = root; node != NULL && found->name != NULL && found->title != NULL;
       node = ob_html_next (node, root, FALSE))
    if (ob_html_is (node, "title"))
      {
        g_autofree char *title = ob_html_dup_text (node);

        if (ob_html_get_similarity (title, found->name) > 0.75
            && ob_html_get_similarity (title, found->title) <= 0.75)
          best = found->name;
        break;
      }
  offer (draft, OB_METADATA_TITLE, best != NULL ? best : found->name, "json-ld");
}

static void
offer_json_ld (const ObJsonLd *found, ObDraft *draft)
{
  offer (draft, OB_METADATA_BYLINE, found->byline, "json-ld");
  offer (draft, OB_METADATA_OUTLET, found->outlet, "json-ld");
  offer (draft, OB_METADATA_PUBLISHED, found->published, "json-ld");
  offer (draft, OB_METADATA_UPDATED, found->updated, "json-ld");
  offer (draft, OB_METADATA_SECTION, found->section, "json-ld");
}

/* "www.example.org" of a URL is better than nothing. */
static void
offer_host (ObDraft *draft)
{
  const char *url = ob_draft_get (draft, OB_METADATA_URL);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host != NULL)
    offer (draft, OB_METADATA_OUTLET, g_str_has_prefix (host, "www.") ? host + 4 : host, "url");
}

/* A date in words near the top of the article. */
static void
offer_visible_date (ObHtmlPage *page, ObDraft *draft)
{
  guint n_looked_at = 0;

  if (ob_draft_get (draft, OB_METADATA_PUBLISHED) != NULL || page->body == NULL)
    return;
  for (xmlNode *node = page->body; node != NULL && n_looked_at < 3000;
       node = ob_html_next (node, page->body, FALSE), n_looked_at++)
    {
      g_autofree char *class = NULL, *text = NULL, *date = NULL;

      if (node->type != XML_ELEMENT_NODE || ob_html_is_any (node, " script style "))
        continue;
      class = ob_html_dup_class (node);
      if (strstr (class, "date") == NULL && strstr (class, "time") == NULL
          && strstr (class, "publish") == NULL && strstr (class, "byline") == NULL
          && strstr (class, "meta") == NULL)
        continue;
      if (ob_html_measure (node).n_chars > 80)
        continue;
      text = ob_html_dup_text (node);
      date = ob_html_date_parse (text);
      if (date != NULL)
        {
          ob_draft_offer (draft, OB_METADATA_PUBLISHED, date, "text");
          return;
        }
    }
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_html_read_metadata (ObHtmlPage *page, const char *url, ObDraft *draft)
{
  xmlNode *root = xmlDocGetRootElement (page->document);
  g_autoptr (GHashTable) metas = list_meta (root);
  g_auto (ObJsonLd) found;
  g_autofree char *date = NULL;
  const char *language = ob_html_attribute (root, "lang");
  const char *address;

  ob_json_ld_read (page, &found);
  offer_json_ld_title (&found, root, draft);
  offer_json_ld (&found, draft);
  for (guint i = 0; i < OB_N_METADATA; i++)
    if (i != OB_METADATA_LANGUAGE && i != OB_METADATA_URL)
      offer_metas (metas, (ObMetadata) i, draft);
  offer_title (root, draft);
  offer_links (root, draft);
  offer_metas (metas, OB_METADATA_URL, draft);
  offer (draft, OB_METADATA_URL, found.url, "json-ld");
  offer (draft, OB_METADATA_URL, url, "file");
  offer_host (draft);
  offer_microdata (root, draft);

  offer (draft, OB_METADATA_LANGUAGE, language, "html");
  offer (draft, OB_METADATA_LANGUAGE, found.language, "json-ld");
  offer_metas (metas, OB_METADATA_LANGUAGE, draft);

  address = ob_draft_get (draft, OB_METADATA_URL);
  date = address != NULL ? ob_html_date_from_url (address) : NULL;
  offer (draft, OB_METADATA_PUBLISHED, date, "url");
  offer_times (root, draft);
  offer_visible_date (page, draft);
  return g_steal_pointer (&found.body);
}

void
ob_html_complete_metadata (ObHtmlPage *page, xmlNode *article, const char *byline, ObDraft *draft)
{
  g_autofree char *text = ob_html_dup_text (article);
  const char *detected = ob_language_detect (text, strlen (text));
  const char *claimed = ob_draft_get (draft, OB_METADATA_LANGUAGE);

  if (byline != NULL && strlen (byline) <= MAX_BYLINE)
    offer (draft, OB_METADATA_BYLINE, byline, "text");
  /* "en-GB" says more than "en". */
  if (detected != NULL
      && (claimed == NULL || g_ascii_strncasecmp (claimed, detected, strcspn (claimed, "-")) != 0))
    ob_draft_set (draft, OB_METADATA_LANGUAGE, detected, "text");
}
