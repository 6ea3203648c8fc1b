#include "reader/article-reader.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "articles/encoding.h"

/* What recognise is shown. */
#define HEAD_BYTES (64u * 1024)

static const ObArticleReader *const readers[] = {
  &ob_article_reader_warc,
  &ob_article_reader_mhtml,
  &ob_article_reader_document,
  &ob_article_reader_html,
  &ob_article_reader_text,
  NULL,
};

/* A converter keeps the table of its encoding loaded, so these are kept for as long as the process
 * lasts. */
static void
load_encodings (void)
{
  static GIConv *kept;
  const ObEncoding *encodings = ob_encodings_list ();
  guint n = 0;

  while (encodings[n].name != NULL)
    n++;
  if (kept != NULL)
    return;
  kept = g_new0 (GIConv, n);
  for (guint i = 0; i < n; i++)
    kept[i] = g_iconv_open ("UTF-8", encodings[i].name);
}

/* Public functions ----------------------------------------------------------------------------- */

const ObArticleReader *const *
ob_article_readers_list (void)
{
  return readers;
}

const ObArticleReader *
ob_article_readers_find (const char *id)
{
  for (guint i = 0; readers[i] != NULL; i++)
    if (strcmp (readers[i]->id, id) == 0)
      return readers[i];

  return NULL;
}

const ObArticleReader *
ob_article_readers_recognise (GBytes *bytes, const char *name)
{
  gsize n_bytes;
  const guint8 *head = g_bytes_get_data (bytes, &n_bytes);

  for (guint i = 0; readers[i] != NULL; i++)
    if (readers[i]->recognise (head, MIN (n_bytes, HEAD_BYTES), name))
      return readers[i];

  return &ob_article_reader_text;
}

void
ob_article_readers_prepare (void)
{
  load_encodings ();
  g_dgettext (GETTEXT_PACKAGE, "Title");
  for (guint i = 0; readers[i] != NULL; i++)
    if (readers[i]->prepare != NULL)
      readers[i]->prepare ();
}

gboolean
ob_article_readers_read (const ObReadRequest *request,
                         ObReadingSink sink,
                         gpointer data,
                         GError **error)
{
  const char *format = request->options.format;
  const ObArticleReader *reader
      = format != NULL ? ob_article_readers_find (format)
                       : ob_article_readers_recognise (request->bytes, request->name);

  if (reader == NULL)
    {
      g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                   _ ("“%s” is not a format of articles."), format);
      return FALSE;
    }
  if (g_bytes_get_size (request->bytes) == 0)
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("The file is empty: there is no text to read."));
      return FALSE;
    }
  return reader->read (request, sink, data, error);
}
