/* Web pages: the article, its structure and its metadata; and pages made to do harm. */
#include <string.h>

#include "articles/reader-process.h"
#include "reader/article-reader.h"
#include "reader/html-date.h"
#include "reader/html-slim.h"

#define PROSE                                                                                      \
  "The foreign ministers met on Tuesday, after months of letters, and spoke for two hours, aides " \
  "said, about the war, the treaty, and what comes after it. "

static gboolean
take (ObReading *reading, gpointer data, GError **error)
{
  g_ptr_array_add (data, reading);
  return TRUE;
}

static GPtrArray *
read_page (const char *bytes, gsize n_bytes, const char *name, GError **error)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  g_autoptr (GBytes) all = g_bytes_new_static (bytes, n_bytes);
  ObReadRequest request = { .bytes = all, .name = name };

  ob_article_readers_read (&request, take, readings, error);
  return readings;
}

static const char page[]
    = "<!DOCTYPE html><html lang='en'><head><title>Ministers meet - The Example</title>"
      "<script type='application/ld+json'>{\"@context\":\"https://schema.org\","
      "\"@type\":\"NewsArticle\",\"headline\":\"Ministers meet in Moscow\","
      "\"author\":[{\"name\":\"Jane Doe\"},{\"name\":\"John Roe\"}],"
      "\"datePublished\":\"2017-04-12T10:00:00+02:00\",\"publisher\":{\"name\":\"The Example\"}}"
      "</script><link rel='canonical' href='https://example.org/world/ministers'>"
      "<meta property='article:section' content='World'></head><body>"
      "<nav class='menu'><ul><li><a href='/a'>News</a><li><a href='/b'>Sport</a></ul></nav>"
      "<div class='article-body'><h1>Ministers meet in Moscow</h1>"
      "<p>" PROSE PROSE "<a href='/x'>The text</a> is <b>public</b>.</p>"
      "<figure><img src='a.jpg' alt='A table'><figcaption>The table. Photo: Agency</figcaption></figure>"
      "<h2>What was said</h2><ol><li>First, " PROSE "</li><li>Second, " PROSE "</li></ol>"
      "<blockquote><p>" PROSE "</p></blockquote>"
      "<p>Read more: <a href='/y'>What the treaty says</a></p>"
      "<p>" PROSE PROSE "</p><p>Subscribe to our newsletter</p></div>"
      "<footer>Imprint</footer></body></html>";

static const ObBlock *
find_block_of (const ObReading *reading, const char *words)
{
  const char *utf8 = ob_text_get_utf8 (reading->text, NULL);
  const char *at = strstr (utf8, words);

  if (at == NULL)
    g_error ("“%s” is not in the text", words);
  return ob_formatting_find_block (reading->formatting,
                                   ob_text_get_offset (reading->text, (gsize) (at - utf8)));
}

static void
test_article (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_page (page, strlen (page), "a.html", &error);
  const ObReading *reading;
  const ObArticle *metadata;

  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  reading = readings->pdata[0];
  metadata = reading->metadata;
  g_assert_cmpstr (metadata->title, ==, "Ministers meet in Moscow");
  g_assert_cmpstr (metadata->byline, ==, "Jane Doe, John Roe");
  g_assert_cmpstr (metadata->outlet, ==, "The Example");
  g_assert_cmpstr (metadata->published, ==, "2017-04-12T10:00:00+02:00");
  g_assert_cmpstr (metadata->url, ==, "https://example.org/world/ministers");
  g_assert_cmpstr (metadata->section, ==, "World");
  g_assert_cmpstr (metadata->language, ==, "en");
  g_assert_cmpstr (metadata->sources[OB_METADATA_TITLE], ==, "json-ld");
  g_assert_cmpstr (metadata->sources[OB_METADATA_URL], ==, "link");
  g_assert_cmpstr (metadata->sources[OB_METADATA_SECTION], ==, "meta");

  g_assert_null (strstr (ob_text_get_utf8 (reading->text, NULL), "Imprint"));
  g_assert_cmpint (find_block_of (reading, "What was said")->kind, ==, OB_BLOCK_HEADING);
  g_assert_cmpint (find_block_of (reading, "Second, ")->number, ==, 2);
  g_assert_cmpint (find_block_of (reading, "The table.")->role, ==, OB_ROLE_CAPTION);
  g_assert_cmpint (find_block_of (reading, "Read more")->role, ==, OB_ROLE_RELATED);
  g_assert_cmpint (find_block_of (reading, "Subscribe")->role, ==, OB_ROLE_CALL_TO_ACTION);
}

static void
test_mhtml (void)
{
  g_autofree char *mail = g_strdup_printf (
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/2017/04/12/a\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n"
      "\r\n--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
      "<html><body><p>Caf=E9. %s%s%s</p></body></html>\r\n--b--\r\n",
      PROSE, PROSE, PROSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = read_page (mail, strlen (mail), "a.mhtml", &error);
  const ObReading *reading;

  g_assert_no_error (error);
  reading = readings->pdata[0];
  g_assert_true (g_str_has_prefix (ob_text_get_utf8 (reading->text, NULL), "Café. The foreign"));
  g_assert_cmpstr (reading->metadata->published, ==, "2017-04-12");
  g_assert_cmpstr (reading->metadata->sources[OB_METADATA_PUBLISHED], ==, "url");
}

static void
test_dates (void)
{
  static const char *const cases[][2] = {
    { "2017-04-12T10:00:00+0200", "2017-04-12T10:00:00+02:00" },
    { "2017-04-12 10:00:00", "2017-04-12" },
    { "2017-04-12T08:00:00.123Z", "2017-04-12T08:00:00Z" },
    { "Wed, 12 Apr 2017 10:00:00 GMT", "2017-04-12T10:00:00Z" },
    { "April 12, 2017", "2017-04-12" },
    { "1491998400", "2017-04-12T12:00:00Z" },
    { "20170412", "2017-04-12" },
    { "2999-01-01", NULL },
    { "1017-04-12", NULL },
    { "2017-02-31", NULL },
    { "yesterday", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = ob_html_date_parse (cases[i][0]);

      g_assert_cmpstr (date, ==, cases[i][1]);
    }
}

/* Through the real process, with its limits.  Either is fine: an article, or a sentence. */
static void
check_bears (const GString *html, guint seconds)
{
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (html->str, html->len);
  g_autoptr (GError) error = NULL, after = NULL;
  g_autoptr (GPtrArray) readings = NULL, fine = NULL;
  g_autoptr (GBytes) good = g_bytes_new_static (page, strlen (page));

  ob_reader_process_set_limit (process, seconds);
  readings = ob_reader_process_read (process, bytes, "a.html", NULL, NULL, &error);
  if (readings == NULL)
    g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  ob_reader_process_set_limit (process, 20);
  fine = ob_reader_process_read (process, good, "a.html", NULL, NULL, &after);
  g_assert_no_error (after);
  g_assert_cmpuint (fine->len, ==, 1);
}

static void
append_times (GString *out, const char *piece, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);
}

static void
test_nesting (void)
{
  g_autoptr (GString) html = g_string_new ("<html><body>");

  append_times (html, "<div>", 100000);
  g_string_append (html, PROSE PROSE PROSE);
  check_bears (html, 20);
}

static void
test_attributes (void)
{
  g_autoptr (GString) html = g_string_new ("<html><body><p ");

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (html, "a%u=1 ", i);
  g_string_append (html, ">" PROSE PROSE PROSE);
  check_bears (html, 2);
}

static void
test_data_uris (void)
{
  g_autoptr (GString) html = g_string_new ("<html><body><p>" PROSE "<img src='data:image/png;base64,");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = NULL;

  append_times (html, "QUJD", 3 * 1024 * 1024);
  g_string_append (html, "'></p><p>" PROSE PROSE PROSE PROSE "</p></body></html>");
  readings = read_page (html->str, html->len, "a.html", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (
      ob_text_get_utf8 (((ObReading *) readings->pdata[0])->text, NULL), "foreign ministers"));
}

typedef struct
{
  const char *name, *html, *slim;
} SlimCase;

/* What is cut out before a page is parsed, and what only looks like it. */
static const SlimCase slim_cases[] = {
  { "script", "<p>a<script>var x = '<p>';</script>b", "<p>a<script></script>b" },
  { "script in capitals", "<SCRIPT async>x</Script >b", "<SCRIPT async></Script >b" },
  { "style", "<style media='all'>p > a {}</style>b", "<style media='all'></style>b" },
  { "JSON", "<script type='application/ld+json'>{\"a\":\"<!-- b\"}</script>c",
    "<script type='application/ld+json'>{\"a\":\"<!-- b\"}</script>c" },
  { "closed at once", "<script src='a'/>kept</script>", "<script src='a'/>kept</script>" },
  { "another name", "<scripts>kept</scripts>", "<scripts>kept</scripts>" },
  { "comment", "a<!-- b <script> -->c</script>", "ac</script>" },
  { "comment that ends wrongly", "a<!-- b --!>c", "ac" },
  { "comment in a script", "<script><!-- x</script>a-->b", "<script></script>a-->b" },
  { "script in a value", "<a title='<script>'>b</a><script>c</script>",
    "<a title='<script>'>b</a><script></script>" },
  { "a stray quote", "<a b\"c>d</a><script>e</script>", "<a b\"c>d</a><script></script>" },
  { "no end", "a<script>b", "a<script>b" },
  { "no end of the comment", "a<!-- b", "a<!-- b" },
  { "no end of the tag", "a<script b='c", "a<script b='c" },
  { "no end of the value", "a<b c='<script>d</script>", "a<b c='<script>d</script>" },
  { "less than", "1 < 2 <3 <", "1 < 2 <3 <" },
  { "nothing", "", "" },
};

static void
test_slim (void)
{
  static const char with_zeros[] = "a\0b<script>\0</script>\0";
  g_autoptr (GString) zeros = ob_html_slim (with_zeros, sizeof with_zeros - 1);

  g_assert_cmpmem (zeros->str, zeros->len, "a b<script></script> ", 21);
  for (guint i = 0; i < G_N_ELEMENTS (slim_cases); i++)
    {
      const SlimCase *given = &slim_cases[i];
      /* A copy, so that a sanitizer sees what is read behind its end. */
      g_autofree char *html = g_memdup2 (given->html, strlen (given->html));
      g_autoptr (GString) slim = ob_html_slim (html != NULL ? html : "", strlen (given->html));

      g_test_message ("%s", given->name);
      g_assert_cmpstr (slim->str, ==, given->slim);
    }
}

/* Entities that a page declares are not known, so nothing grows. */
static void
test_entities (void)
{
  g_autoptr (GString) html = g_string_new (
      "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>" PROSE PROSE "&b;&x;</p>");

  check_bears (html, 20);
}

/* Every beginning of a page. */
static void
test_cut (void)
{
  for (gsize length = 1; length < strlen (page); length += 7)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) readings = read_page (page, length, "a.html", &error);

      g_assert_true ((readings->len == 0) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ob_article_readers_prepare ();

  g_test_add_func ("/web-pages/article", test_article);
  g_test_add_func ("/web-pages/mhtml", test_mhtml);
  g_test_add_func ("/web-pages/dates", test_dates);
  g_test_add_func ("/web-pages/nesting", test_nesting);
  g_test_add_func ("/web-pages/attributes", test_attributes);
  g_test_add_func ("/web-pages/data-uris", test_data_uris);
  g_test_add_func ("/web-pages/slim", test_slim);
  g_test_add_func ("/web-pages/entities", test_entities);
  g_test_add_func ("/web-pages/cut", test_cut);

  return g_test_run ();
}
