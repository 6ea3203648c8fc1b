#include "articles/news-xml.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#include "articles/markup.h"

#define MAX_HEAD_BYTES 4096

/* Where the parts of an article are: names of elements, the first that is there counts. */
typedef struct
{
  const char *item; /* the article */
  const char *fields[OB_N_METADATA][4];
  const char *body[4];
} Form;

static const Form forms[] = {
  { "item", /* RSS */
    { [OB_METADATA_TITLE] = { "title" },
      [OB_METADATA_BYLINE] = { "creator", "author" },
      [OB_METADATA_PUBLISHED] = { "pubDate", "date" },
      [OB_METADATA_SECTION] = { "category" },
      [OB_METADATA_URL] = { "link" },
      [OB_METADATA_IDENTIFIER] = { "guid" } },
    { "encoded", "description" } },
  { "entry", /* Atom */
    { [OB_METADATA_TITLE] = { "title" },
      [OB_METADATA_BYLINE] = { "author" },
      [OB_METADATA_PUBLISHED] = { "published", "issued", "updated" },
      [OB_METADATA_UPDATED] = { "updated", "modified" },
      [OB_METADATA_IDENTIFIER] = { "id" } },
    { "content", "summary" } },
  { "nitf", /* NITF */
    { [OB_METADATA_TITLE] = { "hl1", "headline", "title" }, [OB_METADATA_BYLINE] = { "byline" } },
    { "body.content", "block" } },
  { "newsItem", /* NewsML-G2 */
    { [OB_METADATA_TITLE] = { "headline" },
      [OB_METADATA_BYLINE] = { "by", "byline" },
      [OB_METADATA_PUBLISHED] = { "contentCreated", "firstCreated", "versionCreated" },
      [OB_METADATA_UPDATED] = { "contentModified", "versionCreated" } },
    { "inlineXML", "inlineData" } },
  { "NewsItem", /* NewsML 1 */
    { [OB_METADATA_TITLE] = { "HeadLine", "NewsLineText" },
      [OB_METADATA_BYLINE] = { "ByLine" },
      [OB_METADATA_PUBLISHED] = { "FirstCreated" },
      [OB_METADATA_IDENTIFIER] = { "PublicIdentifier" } },
    { "DataContent" } },
};

/* First elements of documents of these kinds. */
static const char *const roots[]
    = { "rss", "feed", "RDF", "nitf", "newsItem", "newsMessage", "NewsML", "channel" };

static xmlNode *
find_any (xmlNode *top, const char *const *names, gboolean only_children)
{
  for (guint i = 0; i < 4 && names[i] != NULL; i++)
    {
      xmlNode *found = only_children ? ob_xml_child (top, names[i]) : ob_xml_find (top, names[i]);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* "Wed, 12 Apr 2017 14:05:00 GMT", "20170412T140500Z": as RFC 3339 has it; others as they are. */
static char *
make_date (const char *text)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);

  if (strlen (text) >= 10 && text[4] == '-' && text[7] == '-')
    return g_strdup (text);
  if (date == NULL && g_ascii_isalpha (*text))
    date = g_mime_utils_header_decode_date (text);
  if (date != NULL)
    return g_date_time_format (date, "%Y-%m-%dT%H:%M:%S%:z");
  if (strlen (text) >= 8 && strspn (text, "0123456789") >= 8)
    return g_strdup_printf ("%.4s-%.2s-%.2s", text, text + 4, text + 6);
  return NULL;
}

static void
set_field (ObDraft *draft, ObMetadata field, const char *value)
{
  g_autofree char *date = NULL;

  if (value == NULL)
    return;
  if (field == OB_METADATA_PUBLISHED || field == OB_METADATA_UPDATED)
    {
      date = make_date (value);
      value = date;
    }
  ob_draft_set (draft, field, value, "file");
}

/* What Atom and NITF say in attributes. */
static void
add_attributes (ObDraft *draft, xmlNode *item)
{
  for (xmlNode *node = item; node != NULL; node = ob_xml_next (node, item))
    {
      g_autofree char *value = NULL;

      if (ob_xml_is (node, "link") && ob_draft_get (draft, OB_METADATA_URL) == NULL)
        {
          g_autofree char *relation = ob_xml_get (node, "rel");

          value = ob_xml_get (node, "href");
          if (value != NULL && (relation == NULL || strcmp (relation, "alternate") == 0))
            ob_draft_set (draft, OB_METADATA_URL, value, "file");
        }
      else if (ob_xml_is (node, "doc-id"))
        {
          value = ob_xml_get (node, "id-string");
          ob_draft_offer (draft, OB_METADATA_IDENTIFIER, value, "file");
        }
      else if (ob_xml_is (node, "date.issue") || ob_xml_is (node, "date.release"))
        {
          value = ob_xml_get (node, "norm");
          if (ob_draft_get (draft, OB_METADATA_PUBLISHED) == NULL)
            set_field (draft, OB_METADATA_PUBLISHED, value);
        }
    }
}

/* Bodies are markup in the document, or markup written as text. */
static void
add_body (ObDraft *draft, xmlNode *body)
{
  g_autofree char *type = ob_xml_get (body, "type");
  gboolean has_elements = FALSE;
  xmlChar *text;

  for (xmlNode *child = body->children; child != NULL; child = child->next)
    has_elements |= child->type == XML_ELEMENT_NODE;
  if (has_elements)
    {
      ob_markup_add (draft, body);
      return;
    }
  text = xmlNodeGetContent (body);
  if (text != NULL && strchr ((const char *) text, '<') != NULL && g_strcmp0 (type, "text") != 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen ((const char *) text));
      g_autoptr (xmlDoc) doc = ob_markup_parse (bytes, "UTF-8", NULL);

      if (doc != NULL)
        ob_markup_add (draft, xmlDocGetRootElement (doc));
    }
  else if (text != NULL)
    {
      g_auto (GStrv) paragraphs = g_strsplit ((const char *) text, "\n\n", -1);

      for (guint i = 0; paragraphs[i] != NULL; i++)
        {
          ob_draft_add (draft, paragraphs[i], -1);
          ob_draft_end (draft);
        }
    }
  xmlFree (text);
}

static void
read_item (const Form *form, xmlNode *item, const char *outlet, GPtrArray *readings)
{
  gboolean is_feed = strcmp (form->item, "item") == 0 || strcmp (form->item, "entry") == 0;
  g_autoptr (ObDraft) draft = ob_draft_new ();
  xmlNode *body = find_any (item, form->body, is_feed);
  ObReading *reading;

  for (guint f = 0; f < OB_N_METADATA; f++)
    {
      xmlNode *found = find_any (item, form->fields[f], is_feed);
      xmlNode *name = f == OB_METADATA_BYLINE ? ob_xml_child (found, "name") : NULL;
      g_autofree char *value = ob_xml_dup_text (name != NULL ? name : found);

      set_field (draft, (ObMetadata) f, value);
      if (f == OB_METADATA_TITLE && value != NULL)
        {
          ob_draft_begin (draft, OB_BLOCK_HEADING, 1, 0, OB_ROLE_TITLE);
          ob_draft_add (draft, value, -1);
          ob_draft_end (draft);
        }
    }
  add_attributes (draft, item);
  ob_draft_set (draft, OB_METADATA_OUTLET, outlet, "file");
  if (body != NULL)
    add_body (draft, body);
  if (is_feed && find_any (item, form->body, TRUE) == ob_xml_child (item, "description"))
    ob_draft_add_note (draft, _ ("The feed holds a summary of the article only."));
  reading = ob_draft_finish (draft, "XML", NULL);
  if (reading != NULL)
    g_ptr_array_add (readings, reading);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_news_xml_is_document (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *head = g_strndup (data != NULL ? data : "", MIN (length, MAX_HEAD_BYTES));
  const char *at = g_str_has_prefix (head, "\xef\xbb\xbf") ? head + 3 : head;

  for (at = strchr (at, '<'); at != NULL; at = strchr (at + 1, '<'))
    {
      const char *colon;
      gsize n;

      if (at[1] == '?' || at[1] == '!')
        continue;
      n = strcspn (at + 1, " \t\r\n/>");
      colon = memchr (at + 1, ':', n);
      if (colon != NULL)
        n -= (gsize) (colon - at);
      at = colon != NULL ? colon : at;
      for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
        if (strlen (roots[i]) == n && strncmp (at + 1, roots[i], n) == 0)
          return TRUE;
      return FALSE;
    }

  return FALSE;
}

gboolean
ob_news_xml_read (GBytes *bytes, GPtrArray *readings, GError **error)
{
  g_autoptr (xmlDoc) doc = ob_xml_parse (bytes, error);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;
  xmlNode *channel = ob_xml_child (root, "channel");
  g_autofree char *outlet = NULL;

  if (root == NULL)
    return FALSE;
  if (ob_xml_is (root, "feed") || channel != NULL)
    outlet = ob_xml_dup_text (ob_xml_child (channel != NULL ? channel : root, "title"));

  for (guint f = 0; f < G_N_ELEMENTS (forms) && readings->len == 0; f++)
    for (xmlNode *node = root; node != NULL; node = ob_xml_next (node, root))
      if (ob_xml_is (node, forms[f].item))
        read_item (&forms[f], node, outlet, readings);

  if (readings->len == 0)
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("There is no article in it."));
  return readings->len > 0;
}
