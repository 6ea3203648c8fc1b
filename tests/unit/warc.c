/* Web archives: the pages in them and only these, plain, packed and in WACZ; damaged ones. */
#include <string.h>

#include "made-files.h"
#include "reader/article-reader.h"
#include "reader/http-response.h"
#include "reader/warc-records.h"

#define PROSE                                                                                      \
  "<p>The foreign ministers met on Tuesday, after months of letters, and spoke for two hours, aides " \
  "said, about the war, the treaty, and what comes after it.</p>"
#define PAGE "<html><head><title>Talks</title></head><body><h1>Talks</h1>" PROSE PROSE PROSE "</body></html>"

static gboolean
take (ObReading *reading, gpointer data, GError **error)
{
  g_ptr_array_add (data, reading);
  return TRUE;
}

static GPtrArray *
read_archive (const void *data, gsize n_bytes, const char *name, GError **error)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  /* A copy, so that a sanitizer sees what is read behind its end. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, n_bytes);
  ObReadRequest request = { .bytes = bytes, .name = name };

  ob_article_readers_read (&request, take, readings, error);
  return readings;
}

static GBytes *
gzip (const void *data, gsize n_bytes)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  gsize n_read, n_written, limit = n_bytes + 1000;
  guint8 *out = g_malloc (limit);

  g_assert_cmpint (g_converter_convert (G_CONVERTER (zlib), data, n_bytes, out, limit,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  return g_bytes_new_take (out, n_written);
}

/* One record. */
static GString *
make_record (const char *type, const char *url, const char *block, gsize n_bytes)
{
  GString *record = g_string_new ("WARC/1.0\r\n");

  g_string_append_printf (record,
                          "WARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
                          "Content-Type: application/http; msgtype=response\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          type, url, n_bytes);
  g_string_append_len (record, block, (gssize) n_bytes);
  g_string_append (record, "\r\n\r\n");
  return record;
}

static void
add (GByteArray *archive, gboolean packed, const char *type, const char *url, const char *block,
     gsize n_bytes)
{
  g_autoptr (GString) record = make_record (type, url, block, n_bytes);
  g_autoptr (GBytes) member = packed ? gzip (record->str, record->len) : NULL;
  gsize length = record->len;
  const void *data = member != NULL ? g_bytes_get_data (member, &length) : record->str;

  g_byte_array_append (archive, data, (guint) length);
}

/* A crawl: two pages, one of them in chunks and compressed, and what is no page. */
static GByteArray *
make_archive (gboolean packed)
{
  GByteArray *archive = g_byte_array_new ();
  g_autoptr (GBytes) page = gzip (PAGE, strlen (PAGE));
  gsize length;
  const char *data = g_bytes_get_data (page, &length);
  g_autoptr (GString) chunked = g_string_new (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
    "Content-Encoding: gzip\r\n\r\n");
  static const char plain[]
    = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" PAGE;
  static const char missing[] = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" PAGE;
  static const char picture[] = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG";
  static const char empty[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

  g_string_append_printf (chunked, "%x;name=value\r\n", 10u);
  g_string_append_len (chunked, data, 10);
  g_string_append_printf (chunked, "\r\n%x\r\n", (guint) length - 10);
  g_string_append_len (chunked, data + 10, (gssize) length - 10);
  g_string_append (chunked, "\r\n0\r\n\r\n");
  add (archive, packed, "warcinfo", "", "software: none", 14);
  add (archive, packed, "request", "https://example.org/one", "GET /one HTTP/1.1\r\n\r\n", 21);
  add (archive, packed, "response", "https://example.org/one", plain, sizeof plain - 1);
  add (archive, packed, "response", "https://example.org/no", missing, sizeof missing - 1);
  add (archive, packed, "response", "https://example.org/a.png", picture, sizeof picture - 1);
  add (archive, packed, "resource", "https://example.org/r", plain, sizeof plain - 1);
  add (archive, packed, "response", "https://example.org/empty", empty, sizeof empty - 1);
  add (archive, packed, "response", "<https://example.org/two>", chunked->str, chunked->len);
  return archive;
}

static void
check_pages (const GPtrArray *readings)
{
  static const char *const urls[] = { "https://example.org/one", "https://example.org/two" };

  g_assert_cmpuint (readings->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const ObReading *reading = readings->pdata[i];

      g_assert_cmpstr (reading->metadata->url, ==, urls[i]);
      g_assert_cmpstr (reading->metadata->title, ==, "Talks");
      g_assert_nonnull (strstr (ob_text_get_utf8 (reading->text, NULL), "The foreign ministers"));
      g_assert_cmpuint (g_bytes_get_size (reading->original), ==, strlen (PAGE));
    }
}

static void
test_pages (void)
{
  for (int packed = 0; packed < 2; packed++)
    {
      g_autoptr (GByteArray) archive = make_archive (packed);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) readings
        = read_archive (archive->data, archive->len, packed ? "a.warc.gz" : "a", &error);

      g_assert_no_error (error);
      check_pages (readings);
    }
}

static void
test_wacz (void)
{
  static const char plain[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" PAGE;
  g_autoptr (GString) record
    = make_record ("response", "https://example.org/one", plain, sizeof plain - 1);
  g_autoptr (GBytes) zip
    = made_zip ("datapackage.json", "{}", "archive/data.warc", record->str, "pages/pages.jsonl", "",
                NULL);
  g_autoptr (GError) error = NULL, none = NULL;
  gsize length;
  const void *data = g_bytes_get_data (zip, &length);
  g_autoptr (GPtrArray) readings = read_archive (data, length, "crawl.wacz", &error);
  g_autoptr (GBytes) without = made_zip ("datapackage.json", "{}", NULL);
  g_autoptr (GPtrArray) nothing = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  g_assert_cmpstr (((ObReading *) readings->pdata[0])->metadata->url, ==, "https://example.org/one");
  data = g_bytes_get_data (without, &length);
  nothing = read_archive (data, length, "crawl.wacz", &none);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_nonnull (strstr (none->message, "no page"));
}

/* Every beginning ends in pages or a sentence, and what was there before the damage is not lost. */
static void
test_cut (void)
{
  for (int packed = 0; packed < 2; packed++)
    {
      g_autoptr (GByteArray) archive = make_archive (packed);

      for (guint length = 7; length < archive->len; length += 5)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GPtrArray) readings
            = read_archive (archive->data, length, packed ? "a.warc.gz" : "a", &error);

          g_assert_true (readings->len > 0 || error != NULL);
          g_assert_cmpuint (readings->len, <=, 2);
          if (error != NULL)
            g_assert_true (g_str_has_suffix (error->message, "."));
        }
    }
}

static void
check_refused (const char *archive, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_archive (archive, strlen (archive), "a.warc", &error);

  g_assert_cmpuint (readings->len, ==, 0);
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  if (strstr (error->message, sentence) == NULL)
    g_error ("“%s” does not say “%s”", error->message, sentence);
}

static void
test_bad (void)
{
  g_autoptr (GString) lines = g_string_new ("WARC/1.0\r\nX: ");

  check_refused ("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nx", "damaged");
  check_refused ("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\nx", "damaged");
  check_refused ("WARC/1.0\r\nWARC-Type: response\r\n\r\nx", "damaged");
  check_refused ("WARC/1.0\r\nContent-Length: 1\r\n\r\nx", "damaged");
  check_refused ("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "no page");
  check_refused ("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\nnonsense", "damaged");
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (lines, 'x');
  check_refused (lines->str, "damaged");
}

/* A record that unfolds to more than is held is passed over, and the next one is read. */
static void
test_large (void)
{
  g_autofree char *zeros = g_malloc0 (OB_WARC_MAX_RECORD + 1);
  static const char plain[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" PAGE;
  g_autoptr (GByteArray) archive = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = NULL;

  add (archive, TRUE, "response", "https://example.org/large", zeros, OB_WARC_MAX_RECORD + 1);
  add (archive, TRUE, "response", "https://example.org/one", plain, sizeof plain - 1);
  readings = read_archive (archive->data, archive->len, "a.warc.gz", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
}

/* What servers send, and what archives make of it. */
static void
test_responses (void)
{
  static const struct
  {
    const char *response, *page, *charset; /* page, charset: (nullable) */
  } cases[] = {
    { "HTTP/1.1 200 OK\nContent-Type: text/html; charset=\"ISO-8859-1\"\n\nhello", "hello", "ISO-8859-1" },
    { "HTTP/2 200\r\ncontent-type: application/xhtml+xml\r\n\r\nhello", "hello", NULL },
    { "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\nhello", NULL, NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello", NULL, NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", NULL, NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
      "hello", NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nhello", "hello", NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\nfffffffff\r\nx",
      "he", NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nhello", "hello", NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\nhello", NULL, NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) response = g_bytes_new (cases[i].response, strlen (cases[i].response));
      g_autofree char *charset = NULL;
      g_autoptr (GBytes) page = ob_http_response_get_page (response, &charset);
      gsize length = 0;
      const char *data = page != NULL ? g_bytes_get_data (page, &length) : NULL;

      g_test_message ("%u", i);
      g_assert_true ((page == NULL) == (cases[i].page == NULL));
      if (page == NULL)
        continue;
      g_assert_cmpmem (data, length, cases[i].page, strlen (cases[i].page));
      g_assert_cmpstr (charset, ==, cases[i].charset);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ob_article_readers_prepare ();
  g_test_add_func ("/warc/pages", test_pages);
  g_test_add_func ("/warc/wacz", test_wacz);
  g_test_add_func ("/warc/cut", test_cut);
  g_test_add_func ("/warc/bad", test_bad);
  g_test_add_func ("/warc/large", test_large);
  g_test_add_func ("/warc/responses", test_responses);
  return g_test_run ();
}
