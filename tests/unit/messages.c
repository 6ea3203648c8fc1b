/* Mails, e-books, feeds and news formats that are made here, whole and broken. */
#include <string.h>

#include "articles/documents.h"
#include "made-files.h"
#include "made-readings.h"

static GPtrArray *
read_all (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *readings;

  g_assert_true (ob_documents_can_read (bytes, "file"));
  readings = ob_documents_read (bytes, "file", NULL, &error);
  g_assert_no_error (error);
  return readings;
}

static GPtrArray *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return read_all (bytes);
}

static const ObArticle *
check_article (const GPtrArray *readings, guint i, const char *outline)
{
  const ObReading *reading = g_ptr_array_index (readings, i);
  g_autofree char *found = made_outline (reading);

  if (strcmp (found, outline) != 0)
    g_error ("expected:\n%s\nfound:\n%s", outline, found);
  return reading->metadata;
}

static const char mail[]
    = "From: =?UTF-8?Q?J=C3=A4ne?= Doe <jane@e.example>\r\nTo: desk@e.example\r\n"
      "Subject: Talks =?UTF-8?Q?=C3=B6pen?=\r\nDate: Wed, 12 Apr 2017 14:05:00 +0200\r\n"
      "Message-ID: <1@e.example>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\n"
      "The t=E4lks\r\nhave begun.\r\n\r\n> quoted\r\n\r\n--b\r\nContent-Type: image/png\r\n"
      "Content-Disposition: attachment\r\n\r\nxxx\r\n--b--\r\n";

static void
test_mail (void)
{
  g_autoptr (GPtrArray) readings = read_text (mail);
  const ObArticle *metadata
      = check_article (readings, 0, "body|The tälks have begun.\nquote 1|quoted\n");

  g_assert_cmpstr (metadata->title, ==, "Talks öpen");
  g_assert_cmpstr (metadata->byline, ==, "Jäne Doe");
  g_assert_cmpstr (metadata->identifier, ==, "1@e.example");
  g_assert_cmpstr (metadata->published, ==, "2017-04-12T14:05:00+02:00");
  g_assert_true (made_has_note (readings->pdata[0], "1 attachment"));
}

static void
test_html_mail (void)
{
  g_autoptr (GPtrArray) readings = read_text (
      "From: a@e.example\nSubject: S\nDate: x\nContent-Type: text/html; charset=utf-8\n\n"
      "<p>One <b>two</b><br>three</p><ul><li>four</li></ul><script>no</script>");

  check_article (readings, 0, "body|One [strong:two]\nbody|three\nlist-item 1|four\n");
}

static GBytes *
make_book (const char *chapter)
{
  return made_zip (
      "mimetype", "application/epub+zip", "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>", "O/p.opf",
      "<package xmlns:dc='urn:dc'><metadata><dc:title>The book</dc:title><dc:creator>Jane Doe"
      "</dc:creator><dc:language>en</dc:language></metadata><manifest><item id='b' "
      "href='t/b.xhtml'/>"
      "<item id='a' href='t/a%20one.xhtml'/></manifest><spine><itemref idref='a'/>"
      "<itemref idref='b'/><itemref idref='none'/></spine></package>",
      "O/t/b.xhtml", "<html><body><p>Second &nbsp; chapter<p>not well-formed</body></html>",
      "O/t/a one.xhtml", chapter, NULL);
}

static void
test_book (void)
{
  g_autoptr (GBytes) bytes = make_book (
      "<html><head><title>no</title></head><body><h1>First</h1><blockquote><p>Quote</p>"
      "</blockquote><ol start='3'><li><p>item</p></li></ol><table><tr><th>Name</th>"
      "<td>Toll</td></tr></table></body></html>");
  g_autoptr (GPtrArray) readings = read_all (bytes);
  const ObArticle *metadata = check_article (readings, 0,
                                             "heading 1|First\nquote 1|Quote\nlist-item 1 "
                                             "#3|item\ntable-row #1|[cell=head:Name]\t[cell:Toll]\n"
                                             "body|Second \u00a0 chapter\nbody|not well-formed\n");

  g_assert_cmpstr (metadata->title, ==, "The book");
  g_assert_cmpstr (metadata->byline, ==, "Jane Doe");
  g_assert_true (made_has_note (readings->pdata[0], "1 chapter"));
}

static void
test_rss (void)
{
  g_autoptr (GPtrArray) readings = read_text (
      "<?xml version='1.0'?><rss xmlns:c='urn:c' xmlns:dc='urn:dc'><channel><title>The "
      "Daily</title>"
      "<item><title>Talks open</title><link>https://e.example/1</link><dc:creator>Jane Doe"
      "</dc:creator><pubDate>Wed, 12 Apr 2017 14:05:00 GMT</pubDate><guid>1</guid>"
      "<description>Short.</description><c:encoded><![CDATA[<p>Long <i>text</i>.</p>]]></c:encoded>"
      "</item><item><title>Other</title><description>Only "
      "&lt;b&gt;this&lt;/b&gt;.</description></item>"
      "</channel></rss>");
  const ObArticle *metadata
      = check_article (readings, 0, "heading 1 (title)|Talks open\nbody|Long [emphasis:text].\n");

  g_assert_cmpuint (readings->len, ==, 2);
  g_assert_cmpstr (metadata->outlet, ==, "The Daily");
  g_assert_cmpstr (metadata->byline, ==, "Jane Doe");
  g_assert_cmpstr (metadata->url, ==, "https://e.example/1");
  g_assert_true (g_str_has_prefix (metadata->published, "2017-04-12T14:05:00"));
  check_article (readings, 1, "heading 1 (title)|Other\nbody|Only [strong:this].\n");
  g_assert_true (made_has_note (readings->pdata[1], "summary"));
}

static void
test_atom (void)
{
  g_autoptr (GPtrArray) readings = read_text (
      "<feed xmlns='http://www.w3.org/2005/Atom'><title>The "
      "Daily</title><entry><title>Talks</title>"
      "<link rel='self' href='https://e.example/s'/><link "
      "href='https://e.example/1'/><author><name>Jane"
      "</name><email>j@e.example</email></author><published>2017-04-12T14:05:00Z</published>"
      "<updated>2017-04-13T00:00:00Z</updated><content "
      "type='xhtml'><div><p>One.</p><p>Two.</p></div>"
      "</content></entry></feed>");
  const ObArticle *metadata
      = check_article (readings, 0, "heading 1 (title)|Talks\nbody|One.\nbody|Two.\n");

  g_assert_cmpstr (metadata->byline, ==, "Jane");
  g_assert_cmpstr (metadata->url, ==, "https://e.example/1");
  g_assert_cmpstr (metadata->updated, ==, "2017-04-13T00:00:00Z");
}

static void
test_news (void)
{
  g_autoptr (GPtrArray) nitf = read_text (
      "<!DOCTYPE nitf SYSTEM 'nitf-3-3.dtd'><nitf><head><docdata><doc-id id-string='X1'/>"
      "<date.issue norm='20170412T140500Z'/></docdata></head><body><body.head><hedline><hl1>Talks "
      "open"
      "</hl1></hedline><byline>Jane Doe</byline></body.head><body.content><p>One.</p><p>Two.</p>"
      "</body.content></body></nitf>");
  g_autoptr (GPtrArray) newsml = read_text (
      "<n:newsItem xmlns:n='urn:n'><n:contentMeta><n:contentCreated>2017-04-12</n:contentCreated>"
      "<n:headline>Talks</n:headline><n:by>Jane</n:by></n:contentMeta><n:contentSet><n:inlineXML>"
      "<html><body><p>One.</p></body></html></n:inlineXML></n:contentSet></n:newsItem>");
  const ObArticle *metadata
      = check_article (nitf, 0, "heading 1 (title)|Talks open\nbody|One.\nbody|Two.\n");

  g_assert_cmpstr (metadata->identifier, ==, "X1");
  g_assert_true (g_str_has_prefix (metadata->published, "2017-04-12T14:05:00"));
  metadata = check_article (newsml, 0, "heading 1 (title)|Talks\nbody|One.\n");
  g_assert_cmpstr (metadata->published, ==, "2017-04-12");
  g_assert_cmpstr (metadata->byline, ==, "Jane");
}

static void
check_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_documents_can_read (bytes, "file"));
  g_assert_null (ob_documents_read (bytes, "file", NULL, &error));
  g_assert_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_refused (void)
{
  static const char laughs[] = "<!DOCTYPE rss [<!ENTITY a 'ha'>]><rss>&a;</rss>";
  static const char none[] = "<rss><channel/></rss>";
  g_autoptr (GBytes) with_entities = g_bytes_new_static (laughs, sizeof laughs - 1);
  g_autoptr (GBytes) empty_feed = g_bytes_new_static (none, sizeof none - 1);
  g_autoptr (GBytes) no_spine = made_zip ("META-INF/container.xml", "<c/>", NULL);

  check_refused (with_entities, "declares");
  check_refused (empty_feed, "no article");
  check_refused (no_spine, "chapters is missing");
}

/* Elements without end: refused, and soon. */
static void
test_deep (void)
{
  g_autoptr (GString) html
      = g_string_new ("From: a@b\nSubject: S\nDate: x\nContent-Type: text/html\n\n");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (html, "<div>");
  g_string_append (html, "deep");
  bytes = g_bytes_new (html->str, html->len);
  check_refused (bytes, "No text");
}

static gpointer
read_anything (GBytes *bytes, GError **error)
{
  return ob_documents_can_read (bytes, "x") ? (gpointer) ob_documents_read (bytes, "x", NULL, error)
                                            : (gpointer) g_ptr_array_new ();
}

static void
test_truncated (void)
{
  static const char rss[]
      = "<rss><channel><item><title>T</title><description>D</description></item>"
        "</channel></rss>";
  g_autoptr (GBytes) mails = g_bytes_new_static (mail, sizeof mail - 1);
  g_autoptr (GBytes) book = make_book ("<html><body><p>One.</p></body></html>");
  g_autoptr (GBytes) feed = g_bytes_new_static (rss, sizeof rss - 1);

  made_check_truncated (mails, 3, read_anything, (GDestroyNotify) g_ptr_array_unref);
  made_check_truncated (book, 11, read_anything, (GDestroyNotify) g_ptr_array_unref);
  made_check_truncated (feed, 1, read_anything, (GDestroyNotify) g_ptr_array_unref);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/mail", test_mail);
  g_test_add_func ("/messages/html-mail", test_html_mail);
  g_test_add_func ("/messages/book", test_book);
  g_test_add_func ("/messages/rss", test_rss);
  g_test_add_func ("/messages/atom", test_atom);
  g_test_add_func ("/messages/news", test_news);
  g_test_add_func ("/messages/refused", test_refused);
  g_test_add_func ("/messages/deep", test_deep);
  g_test_add_func ("/messages/truncated", test_truncated);
  return g_test_run ();
}
