/* Web archives: WARC files, and WACZ, which are ZIP files with WARC files in them.  Every page that was
 * fetched in full is an article; pictures, scripts, redirects and errors are passed over. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "articles/archive.h"
#include "reader/article-reader.h"
#include "reader/html-page.h"
#include "reader/http-response.h"
#include "reader/warc-records.h"

#define MAX_PAGES 20000

static gboolean
is_warc_name (const char *name)
{
  g_autofree char *small = g_ascii_strdown (name, -1);

  return g_str_has_suffix (small, ".warc") || g_str_has_suffix (small, ".warc.gz");
}

static gboolean
recognise_warc (const guint8 *head, gsize n_bytes, const char *name)
{
  g_autofree char *small = g_ascii_strdown (name, -1);

  if (n_bytes >= 7 && memcmp (head, "WARC/1.", 7) == 0)
    return TRUE;
  if (n_bytes >= 4 && memcmp (head, "PK\3\4", 4) == 0)
    return g_str_has_suffix (small, ".wacz");
  return n_bytes >= 2 && head[0] == 0x1f && head[1] == 0x8b && g_str_has_suffix (small, ".warc.gz");
}

/* What is being read, and what has come of it. */
typedef struct
{
  const ObReadRequest *request;
  ObReadingSink sink;
  gpointer data;
  guint n_pages;
  guint n_without_text;
} Reading;

/* FALSE with the sink's error only: a page without a text is no reason to stop. */
static gboolean
read_page (Reading *self, const ObWarcRecord *record, GBytes *page, const char *charset,
           GError **error)
{
  g_autofree char *utf8 = NULL;
  const char *encoding;
  ObReading *reading = NULL;
  gsize n_bytes;

  if (g_bytes_get_size (page) > 0)
    utf8 = ob_html_page_decode (page, charset, self->request->options.encoding, &n_bytes, &encoding, NULL);
  if (utf8 != NULL)
    reading = ob_html_page_read (utf8, n_bytes, record->url, encoding, NULL);
  if (reading == NULL)
    {
      self->n_without_text++;
      return TRUE;
    }

  self->n_pages++;
  if (reading->original == NULL)
    reading->original = g_bytes_ref (page);
  reading->offers = OB_OFFER_ENCODING;
  return self->sink (reading, self->data, error);
}

static gboolean
read_records (Reading *self, GBytes *bytes, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (ObWarc) warc = ob_warc_new (data, length);
  g_auto (ObWarcRecord) record = { 0 };
  g_autoptr (GError) cause = NULL;

  while (self->n_pages < MAX_PAGES && ob_warc_next (warc, "response", &record, &cause))
    {
      g_autofree char *charset = NULL;
      g_autoptr (GBytes) page
          = record.block != NULL ? ob_http_response_get_page (record.block, &charset) : NULL;

      if (page != NULL && !read_page (self, &record, page, charset, error))
        return FALSE;
    }
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
is_wanted (const char *name, gpointer data)
{
  return is_warc_name (name);
}

static gboolean
read_packed (Reading *self, GBytes *bytes, GError **error)
{
  g_autoptr (ObArchive) archive = ob_archive_read (bytes, is_wanted, NULL, error);
  const GPtrArray *names;

  if (archive == NULL)
    return FALSE;
  names = ob_archive_list (archive);
  for (guint i = 0; i < names->len; i++)
    if (is_warc_name (names->pdata[i])
        && !read_records (self, ob_archive_get (archive, names->pdata[i]), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_warc (const ObReadRequest *request, ObReadingSink sink, gpointer data, GError **error)
{
  Reading self = { request, sink, data, 0, 0 };

  if (ob_archive_is_zip (request->bytes) ? !read_packed (&self, request->bytes, error)
                                         : !read_records (&self, request->bytes, error))
    return FALSE;
  if (self.n_pages > 0)
    return TRUE;

  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                       self.n_without_text > 0
                           ? _ ("The pages in the web archive hold no text.")
                           : _ ("The web archive holds no page that was fetched in full."));
  return FALSE;
}

static const char *const extensions[] = { "warc", "warc.gz", "wacz", NULL };

const ObArticleReader ob_article_reader_warc = {
  .id = "warc",
  .title = N_ ("Web archive (WARC, WACZ)"),
  .extensions = extensions,
  .recognise = recognise_warc,
  .read = read_warc,
};
