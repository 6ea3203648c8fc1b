#include "reader/http-response.h"

#include <string.h>

/* A page may unfold to so much. */
#define MAX_PAGE (32u * 1024 * 1024)

typedef struct
{
  gboolean is_found; /* status 200 */
  char *type;        /* (owned) (nullable) */
  char *transfer;    /* (owned) (nullable) */
  char *coding;      /* (owned) (nullable) */
} Head;

static void
head_clear (Head *head)
{
  g_free (head->type);
  g_free (head->transfer);
  g_free (head->coding);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, head_clear)

/* The byte after the empty line that ends the head; NULL when there is none. */
static const char *
find_body (const char *at, const char *limit)
{
  while ((at = memchr (at, '\n', (gsize) (limit - at))) != NULL)
    {
      at++;
      if (limit - at >= 1 && *at == '\n')
        return at + 1;
      if (limit - at >= 2 && at[0] == '\r' && at[1] == '\n')
        return at + 2;
    }
  return NULL;
}

static void
take (const char *line, const char *name, char **value)
{
  gsize length = strlen (name);

  if (g_ascii_strncasecmp (line, name, length) != 0 || line[length] != ':' || *value != NULL)
    return;
  *value = g_ascii_strdown (line + length + 1, -1);
  g_strstrip (*value);
}

static void
parse_head (const char *start, const char *end, Head *head)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));
  g_auto (GStrv) lines = g_strsplit (text, "\n", 200);
  const char *status = lines[0] != NULL ? strchr (lines[0], ' ') : NULL;

  head->is_found = g_str_has_prefix (text, "HTTP/") && status != NULL
                   && g_str_has_prefix (status + 1, "200");
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      take (lines[i], "content-type", &head->type);
      take (lines[i], "transfer-encoding", &head->transfer);
      take (lines[i], "content-encoding", &head->coding);
    }
}

/* The number at @at; FALSE when there is none, or it is too large. */
static gboolean
parse_size (const char **at, const char *limit, guint64 *size)
{
  const char *start = *at;

  *size = 0;
  for (; *at < limit && g_ascii_isxdigit (**at); (*at)++)
    {
      *size = *size * 16 + (guint64) g_ascii_xdigit_value (**at);
      if (*size > MAX_PAGE)
        return FALSE;
    }
  return *at > start;
}

/* Joins the chunks; where there are none, as where an archive has joined them already, all of it. */
static GBytes *
join_chunks (const char *at, const char *limit)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  const char *start = at;

  for (;;)
    {
      guint64 size;

      if (!parse_size (&at, limit, &size))
        break;
      at = memchr (at, '\n', (gsize) (limit - at));
      if (at == NULL)
        break;
      at++;
      if (size == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&out));
      if (size > (guint64) (limit - at))
        break;
      g_byte_array_append (out, (const guint8 *) at, (guint) size);
      at += size;
      while (at < limit && (*at == '\r' || *at == '\n'))
        at++;
    }
  return out->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&out))
                      : g_bytes_new (start, (gsize) (limit - start));
}

/* (transfer full) (nullable) */
static GBytes *
unpack (GBytes *bytes, GZlibCompressorFormat format)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (format);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize length, at = 0, n_read, n_written;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && out->len <= MAX_PAGE)
    {
      guint before = out->len;

      g_byte_array_set_size (out, before + 65536);
      result = g_converter_convert (G_CONVERTER (zlib), data + at, length - at, out->data + before,
                                    65536, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
      g_byte_array_set_size (out, before + (result != G_CONVERTER_ERROR ? (guint) n_written : 0));
      at += result != G_CONVERTER_ERROR ? n_read : 0;
    }
  return result == G_CONVERTER_FINISHED ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

static GBytes *
decode (GBytes *body, const char *coding)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);
  gboolean is_gzip = length > 2 && data[0] == 0x1f && data[1] == 0x8b;

  if (coding == NULL || *coding == '\0' || strcmp (coding, "identity") == 0)
    return g_bytes_ref (body);
  if (strcmp (coding, "gzip") == 0 || strcmp (coding, "x-gzip") == 0)
    /* Some archives keep what was unpacked under its old name. */
    return is_gzip ? unpack (body, G_ZLIB_COMPRESSOR_FORMAT_GZIP) : g_bytes_ref (body);
  if (strcmp (coding, "deflate") == 0)
    {
      GBytes *page = unpack (body, G_ZLIB_COMPRESSOR_FORMAT_ZLIB);

      return page != NULL ? page : unpack (body, G_ZLIB_COMPRESSOR_FORMAT_RAW);
    }
  return NULL;
}

static char *
find_charset (const char *type)
{
  const char *at = strstr (type, "charset=");
  gsize length;

  if (at == NULL)
    return NULL;
  at += strlen ("charset=");
  at += *at == '"' || *at == '\'';
  length = strspn (at, "abcdefghijklmnopqrstuvwxyz0123456789-_:.");
  return length > 0 && length < 40 ? g_ascii_strup (at, (gssize) length) : NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

GBytes *
ob_http_response_get_page (GBytes *response, char **charset)
{
  gsize length;
  const char *start = g_bytes_get_data (response, &length), *limit = start + length;
  const char *body = length > 0 ? find_body (start, limit) : NULL;
  g_auto (Head) head = { 0 };
  g_autoptr (GBytes) joined = NULL;

  *charset = NULL;
  if (body == NULL)
    return NULL;
  parse_head (start, body, &head);
  if (!head.is_found || head.type == NULL
      || (!g_str_has_prefix (head.type, "text/html")
          && !g_str_has_prefix (head.type, "application/xhtml+xml")))
    return NULL;

  joined = head.transfer != NULL && strstr (head.transfer, "chunked") != NULL
               ? join_chunks (body, limit)
               : g_bytes_new_from_bytes (response, (gsize) (body - start), (gsize) (limit - body));
  *charset = find_charset (head.type);
  return decode (joined, head.coding);
}
