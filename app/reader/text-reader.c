/* Plain text: everything that is no other format. */
#include "reader/article-reader.h"

#include <glib/gi18n-lib.h>

static gboolean
recognise (const guint8 *head, gsize n_bytes, const char *name)
{
  return TRUE;
}

static gboolean
read_text (const ObReadRequest *request, ObReadingSink sink, gpointer data, GError **error)
{
  ObReading *reading
      = ob_articles_read_text (request->bytes, request->name, &request->options, error);

  return reading != NULL && sink (reading, data, error);
}

static const char *const extensions[] = { "txt", "text", "md", NULL };

const ObArticleReader ob_article_reader_text = {
  .id = "text",
  .title = N_ ("Plain text"),
  .extensions = extensions,
  .recognise = recognise,
  .read = read_text,
};
