/* Saved web pages. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "articles/encoding.h"
#include "reader/article-reader.h"
#include "reader/html-article.h"
#include "reader/html-judge.h"
#include "reader/html-metadata.h"
#include "reader/html-page.h"
#include "reader/html-slim.h"
#include "reader/html-write.h"

/* Less than this, and all is tried again with less risk. */
#define ENOUGH_CHARS 500

/* Where a browser says from where it saved: <!-- saved from url=(0023)https://... -->, and
 * SingleFile's "url: https://...".  (transfer full) (nullable) */
static char *
find_saved_url (const char *utf8, gsize n_bytes)
{
  static const char *const marks[] = { "saved from url=(", "\n url: ", "Page saved with SingleFile" };
  const char *limit = utf8 + MIN (n_bytes, 8192);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = memmem (utf8, (gsize) (limit - utf8), marks[i], strlen (marks[i])), *end;

      if (at == NULL)
        continue;
      at = memmem (at, (gsize) (limit - at), "http", 4);
      if (at == NULL)
        continue;
      for (end = at; end < limit && !g_ascii_isspace (*end) && *end != '<' && *end != '>'; end++)
        ;
      return g_strndup (at, (gsize) (end - at));
    }
  return NULL;
}

/* charset= in the first bytes.  (transfer full) (nullable) */
static char *
find_declared (GBytes *bytes)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  const char *limit = data + MIN (n_bytes, 4096), *at = data, *end;

  while ((at = memmem (at, (gsize) (limit - at), "charset", 7)) != NULL)
    {
      at += 7;
      while (at < limit && (*at == ' ' || *at == '='))
        at++;
      if (at < limit && (*at == '"' || *at == '\''))
        at++;
      for (end = at; end < limit && (g_ascii_isalnum (*end) || strchr ("-_:.", *end) != NULL)
                     && *end != '\0';
           end++)
        ;
      if (end > at && end - at < 40)
        return g_ascii_strup (at, end - at);
    }
  return NULL;
}

/* One try. */
static xmlNode *
try (ObHtmlPage *page, ObHtmlFlags flags, const char *title, char **byline)
{
  xmlNode *article;

  ob_html_prepare (page);
  article = ob_html_find_article (page, flags, title, byline);
  if (article != NULL)
    ob_html_clean (page, article, flags);
  return article;
}

/* What would be shown of @node. */
static guint
count_kept (const xmlNode *node)
{
  ObHtmlInfo *info = node->_private;
  guint n = 0;

  if (info != NULL && info->is_dropped)
    return 0;
  if (node->type == XML_TEXT_NODE)
    return ob_html_measure (node).n_chars;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    n += count_kept (child);
  return n;
}

/* Looks for the article with less and less risk until there is enough of it; the most that was found
 * otherwise.  @page: replaced by that in which it lies. */
static xmlNode *
find_best (ObHtmlPage **page, const GString *html, const char *title, char **byline)
{
  static const ObHtmlFlags tries[]
      = { OB_HTML_ALL, OB_HTML_WEIGH_CLASSES | OB_HTML_CLEAN, OB_HTML_CLEAN, 0 };
  xmlNode *best = NULL;
  guint n_best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (ObHtmlPage) fresh
          = i > 0 ? ob_html_page_new (html->str, html->len) : g_steal_pointer (page);
      g_autofree char *found = NULL;
      xmlNode *article;
      guint n;

      if (fresh == NULL || fresh->body == NULL)
        continue;
      article = try (fresh, tries[i], title, &found);
      n = article != NULL ? count_kept (article) : 0;
      if (i == 0 || n > n_best)
        {
          if (*page != NULL)
            ob_html_page_free (*page);
          *page = g_steal_pointer (&fresh);
          best = article;
          n_best = n;
          if (found != NULL)
            {
              g_free (*byline);
              *byline = g_steal_pointer (&found);
            }
        }
      if (n >= ENOUGH_CHARS)
        break;
    }
  return best;
}

static gboolean
set_no_text (GError **error)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                       _ ("The web page holds no text. Pages that are put together by scripts must "
                          "be saved after they were shown, as “complete” or as MHTML."));
  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObReading *
ob_html_page_read (const char *utf8, gsize n_bytes, const char *url, const char *encoding,
                   GError **error)
{
  g_autoptr (GString) html = NULL;
  g_autofree char *saved = url != NULL ? g_strdup (url) : find_saved_url (utf8, n_bytes);
  g_autofree char *body = NULL, *byline = NULL, *title = NULL;
  g_autoptr (ObHtmlPage) page = NULL;
  g_autoptr (ObDraft) draft = ob_draft_new ();
  xmlNode *article;

  html = ob_html_slim (utf8, n_bytes);
  page = ob_html_page_new (html->str, html->len);
  if (page == NULL || page->body == NULL)
    {
      set_no_text (error);
      return NULL;
    }
  body = ob_html_read_metadata (page, saved, draft);
  title = g_strdup (ob_draft_get (draft, OB_METADATA_TITLE));
  article = find_best (&page, html, title, &byline);
  if (article == NULL)
    {
      set_no_text (error);
      return NULL;
    }

  ob_html_judge (page, article, title, body);
  ob_html_complete_metadata (page, article, byline, draft);
  ob_html_write (page, article, ob_draft_get (draft, OB_METADATA_URL), draft);
  if (ob_draft_get_length (draft) == 0)
    {
      set_no_text (error);
      return NULL;
    }
  return ob_draft_finish (draft, encoding, error);
}

char *
ob_html_page_decode (GBytes *bytes, const char *declared, const char *chosen, gsize *n_bytes,
                     const char **encoding, GError **error)
{
  g_autofree char *own = find_declared (bytes);
  guint n_replaced;

  return ob_encoding_decode (bytes, chosen, declared != NULL ? declared : own, n_bytes, encoding,
                             &n_replaced, error);
}

/* Whether the first bytes are those of a page: a tag that no other format begins with. */
static gboolean
recognise_html (const guint8 *head, gsize n_bytes, const char *name)
{
  static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<article" };
  g_autofree char *start = NULL, *small = NULL, *ending = NULL;
  const char *at;

  /* UTF-16 has a zero beside each letter. */
  start = g_malloc0 (2001);
  for (gsize i = 0, n = 0; i < n_bytes && n < 2000; i++)
    if (head[i] != 0)
      start[n++] = (char) head[i];
  small = g_ascii_strdown (start, -1);
  for (at = small; *at != '\0' && *at != '<'; at++)
    if (g_ascii_isalnum (*at) || (guint8) *at == '%' || *at == '{')
      return FALSE;

  for (;;)
    {
      while (*at != '\0' && *at != '<')
        at++;
      if (g_str_has_prefix (at, "<!--"))
        {
          at = strstr (at, "-->");
          if (at == NULL)
            return FALSE;
          at += 3;
          continue;
        }
      if (g_str_has_prefix (at, "<?xml"))
        {
          at = strstr (at, "?>");
          if (at == NULL)
            return FALSE;
          at += 2;
          continue;
        }
      break;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_has_prefix (at, tags[i]))
      return TRUE;
  ending = g_ascii_strdown (name, -1);
  return *at == '<' && (g_str_has_suffix (ending, ".html") || g_str_has_suffix (ending, ".htm"));
}

static gboolean
read_html (const ObReadRequest *request, ObReadingSink sink, gpointer data, GError **error)
{
  const char *encoding;
  gsize n_bytes;
  g_autofree char *utf8
      = ob_html_page_decode (request->bytes, request->options.declared, request->options.encoding, &n_bytes,
                             &encoding, error);
  ObReading *reading
      = utf8 != NULL ? ob_html_page_read (utf8, n_bytes, request->options.url, encoding, error) : NULL;

  if (reading == NULL)
    return FALSE;
  reading->offers = OB_OFFER_ENCODING;
  return sink (reading, data, error);
}

static const char *const extensions[] = { "html", "htm", "xhtml", NULL };

const ObArticleReader ob_article_reader_html = {
  .id = "html",
  .title = N_ ("Web page"),
  .extensions = extensions,
  .recognise = recognise_html,
  .read = read_html,
};
