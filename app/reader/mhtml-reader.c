/* MHTML: a page with its pictures in one file, as a mail of several parts. */
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>

#include "reader/article-reader.h"
#include "reader/html-page.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)

static gboolean
recognise_mhtml (const guint8 *head, gsize n_bytes, const char *name)
{
  g_autofree char *start = g_strndup ((const char *) head, MIN (n_bytes, 4096));
  g_autofree char *small = g_ascii_strdown (start, -1);
  g_autofree char *ending = g_ascii_strdown (name, -1);
  const char *at = small;

  while (g_ascii_isspace (*at))
    at++;
  if (*at == '<' || strstr (at, "mime-version:") == NULL)
    return FALSE;
  return strstr (at, "multipart/related") != NULL
         || strstr (at, "snapshot-content-location") != NULL
         || (strstr (at, "content-type: text/html") != NULL
             && (g_str_has_suffix (ending, ".mht") || g_str_has_suffix (ending, ".mhtml")));
}

static void
prepare_mhtml (void)
{
  g_mime_init ();
}

/* The first part that is a page. */
static GMimePart *
find_page (GMimeObject *object, guint depth)
{
  if (object == NULL || depth > 20)
    return NULL;
  if (GMIME_IS_MULTIPART (object))
    {
      int n = g_mime_multipart_get_count (GMIME_MULTIPART (object));

      for (int i = 0; i < n; i++)
        {
          GMimePart *found
              = find_page (g_mime_multipart_get_part (GMIME_MULTIPART (object), i), depth + 1);

          if (found != NULL)
            return found;
        }
      return NULL;
    }
  if (GMIME_IS_PART (object))
    {
      GMimeContentType *type = g_mime_object_get_content_type (object);

      if (g_mime_content_type_is_type (type, "text", "html")
          || g_mime_content_type_is_type (type, "application", "xhtml+xml"))
        return GMIME_PART (object);
    }
  return NULL;
}

/* What the part holds, decoded. */
static GBytes *
dup_content (GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray *bytes;

  if (content == NULL || g_mime_data_wrapper_write_to_stream (content, stream) < 0)
    return NULL;
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_bytes_new (bytes->data, bytes->len);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                       _ ("The file is a saved page (MHTML) that holds no page. It may be cut short."));
  return FALSE;
}

static gboolean
read_part (GMimePart *part, const char *fallback_url, const ObReadRequest *request,
           ObReadingSink sink, gpointer data, GError **error)
{
  g_autoptr (GBytes) bytes = dup_content (part);
  const char *location = g_mime_part_get_content_location (part);
  const char *declared = g_mime_object_get_content_type_parameter (GMIME_OBJECT (part), "charset");
  g_autofree char *utf8 = NULL;
  const char *encoding;
  ObReading *reading;
  gsize n_bytes;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return refuse (error);
  utf8 = ob_html_page_decode (bytes, declared, request->options.encoding, &n_bytes, &encoding, error);
  if (utf8 == NULL)
    return FALSE;
  if (location == NULL || !g_str_has_prefix (location, "http"))
    location = fallback_url;
  reading = ob_html_page_read (utf8, n_bytes, location, encoding, error);
  return reading != NULL && sink (reading, data, error);
}

static gboolean
read_mhtml (const ObReadRequest *request, ObReadingSink sink, gpointer data, GError **error)
{
  gsize n_bytes;
  const char *start = g_bytes_get_data (request->bytes, &n_bytes);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (start, n_bytes);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeMessage) message = g_mime_parser_construct_message (parser, NULL);
  GMimePart *page = message != NULL ? find_page (g_mime_message_get_mime_part (message), 0) : NULL;
  const char *url;

  if (page == NULL)
    return refuse (error);
  url = g_mime_object_get_header (GMIME_OBJECT (message), "Snapshot-Content-Location");
  return read_part (page, url, request, sink, data, error);
}

static const char *const extensions[] = { "mhtml", "mht", NULL };

const ObArticleReader ob_article_reader_mhtml = {
  .id = "mhtml",
  .title = N_ ("Web page in one file (MHTML)"),
  .extensions = extensions,
  .recognise = recognise_mhtml,
  .prepare = prepare_mhtml,
  .read = read_mhtml,
};
