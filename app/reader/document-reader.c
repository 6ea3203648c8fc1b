/* Documents: PDF, DOCX, ODT and all that articles/documents.h knows. */
#include "reader/article-reader.h"

#include <glib/gi18n-lib.h>

#include "articles/documents.h"

static gboolean
recognise_document (const guint8 *head, gsize n_bytes, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (head, n_bytes);

  return ob_documents_can_read (bytes, name);
}

static gboolean
read_document (const ObReadRequest *request, ObReadingSink sink, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) readings = ob_documents_read (request->bytes, request->name, &request->options, error);

  while (readings != NULL && readings->len > 0)
    if (!sink (g_ptr_array_steal_index (readings, 0), data, error))
      return FALSE;
  return readings != NULL;
}

static const char *const extensions[] = { "pdf", "docx", "odt", "rtf", NULL };

const ObArticleReader ob_article_reader_document = {
  .id = "document",
  .title = N_ ("Document"),
  .extensions = extensions,
  .recognise = recognise_document,
  .prepare = ob_documents_prepare,
  .read = read_document,
};
