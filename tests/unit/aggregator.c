/* Downloads of aggregators, made here after their forms: many articles in one file. */
#include <string.h>

#include "articles/documents.h"
#include "made-files.h"
#include "made-readings.h"

#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define DOCX(body) "<w:document xmlns:w='urn:w'><w:body>" body "</w:body></w:document>"

#define NEXIS_ONE                                                                                  \
  P ("Talks open in Moscow")                                                                       \
  P ("The Daily (London)") P ("April 12, 2017 Wednesday 4:05 PM GMT")                              \
      P ("Copyright 2017 The Daily") P ("Section: NEWS; Pg. 4") P ("Length: 512 words")            \
          P ("Byline: Jane Doe") P ("Body") P ("The talks have begun.") P ("Both sides hope.")     \
              P ("Load-Date: April 13, 2017") P ("End of Document")
#define NEXIS_TWO                                                                                  \
  P ("Gespräche in Moskau")                                                                        \
  P ("Die Zeitung") P ("12. April 2017") P ("Länge: 100 Wörter") P ("Volltext")                    \
      P ("Die Gespräche haben begonnen.") P ("Ende des Dokuments")

static GPtrArray *
read_all (GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *readings;

  g_assert_true (ob_documents_can_read (bytes, name));
  readings = ob_documents_read (bytes, name, NULL, &error);
  g_assert_no_error (error);
  return readings;
}

static void
check_article (const GPtrArray *readings, guint i, const char *outline)
{
  g_autofree char *found = made_outline (g_ptr_array_index (readings, i));

  if (strcmp (found, outline) != 0)
    g_error ("expected:\n%s\nfound:\n%s", outline, found);
}

static void
check_metadata (const GPtrArray *readings,
                guint i,
                const char *title,
                const char *byline,
                const char *outlet,
                const char *published,
                const char *identifier)
{
  const ObArticle *metadata = ((ObReading *) g_ptr_array_index (readings, i))->metadata;

  g_assert_cmpstr (metadata->title, ==, title);
  g_assert_cmpstr (metadata->byline, ==, byline);
  g_assert_cmpstr (metadata->outlet, ==, outlet);
  g_assert_cmpstr (metadata->published, ==, published);
  g_assert_cmpstr (metadata->identifier, ==, identifier);
}

static GBytes *
make_docx (const char *document)
{
  return made_zip ("[Content_Types].xml", "<Types/>", "word/document.xml", document, NULL);
}

static void
test_nexis (void)
{
  g_autoptr (GBytes) bytes
      = make_docx (DOCX (P ("User Name: = Anna") P ("Documents (2)") NEXIS_ONE NEXIS_TWO));
  g_autoptr (GPtrArray) readings = read_all (bytes, "download.docx");

  g_assert_cmpuint (readings->len, ==, 2);
  check_metadata (readings, 0, "Talks open in Moscow", "Jane Doe", "The Daily (London)",
                  "2017-04-12", NULL);
  check_metadata (readings, 1, "Gespräche in Moskau", NULL, "Die Zeitung", "2017-04-12", NULL);
  check_article (readings, 0,
                 "paragraph (furniture)|User Name: = Anna\nparagraph (furniture)|Documents (2)\n"
                 "heading 1 (title)|Talks open in Moscow\nparagraph (byline)|The Daily (London)\n"
                 "paragraph (byline)|April 12, 2017 Wednesday 4:05 PM GMT\n"
                 "paragraph (byline)|Copyright 2017 The Daily\n"
                 "paragraph (byline)|Section: NEWS; Pg. 4\nparagraph (byline)|Length: 512 words\n"
                 "paragraph (byline)|Byline: Jane Doe\nparagraph (furniture)|Body\n"
                 "body|The talks have begun.\nbody|Both sides hope.\n"
                 "paragraph (furniture)|Load-Date: April 13, 2017\n");
}

/* A document that only mentions the words stays one. */
static void
test_one (void)
{
  g_autoptr (GBytes) bytes
      = make_docx (DOCX (P ("A report") P ("Body") P ("Text.") P ("The End of Document")));
  g_autoptr (GPtrArray) readings = read_all (bytes, "report.docx");

  g_assert_cmpuint (readings->len, ==, 1);
  check_article (readings, 0, "body|A report\nbody|Body\nbody|Text.\nbody|The End of Document\n");
}

/* An archive of documents, one of which is broken. */
static void
test_archive (void)
{
  static const char one[] = "{\\rtf1 One text.\\par}", two[] = "{\\rtf1 Another text.\\par}";
  g_autoptr (GBytes) bytes = made_zip ("a/one.rtf", one, "a/two.rtf", two, "a/broken.docx", "PK",
                                       "picture.png", "none", NULL);
  g_autoptr (GPtrArray) readings = read_all (bytes, "all.zip");
  g_autoptr (GBytes) none = made_zip ("a.png", "x", NULL);
  g_autoptr (GBytes) empty = made_zip (NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (readings->len, ==, 2);
  g_assert_cmpstr (((ObReading *) readings->pdata[0])->metadata->title, ==, "One text.");
  g_assert_nonnull (((ObReading *) readings->pdata[0])->original);
  g_assert_true (made_has_note (readings->pdata[1], "1 file in the archive"));
  g_assert_null (ob_documents_read (none, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "no document"));
  g_clear_error (&error);
  g_assert_null (ob_documents_read (empty, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "empty"));
}

#define ROW(code, value) "\\trowd\\pard\\intbl " code "\\cell\\pard\\intbl " value "\\cell\\row\n"

static const char factiva_rtf[]
    = "{\\rtf1\\ansi " ROW ("HD", "Talks open") ROW ("BY", "By Jane Doe") ROW ("WC", "512 words")
        ROW ("PD", "12 April 2017") ROW ("SN", "Reuters News") ROW ("SC", "LBA")
            ROW ("LP", "MOSCOW, April 12 - The {\\b talks} began.") ROW ("TD", "Both sides hope.")
                ROW ("AN", "Document LBA0000020170412ed4c00abc") ROW ("HD", "Second story")
                    ROW ("PD", "13 April 2017") ROW ("SN", "The Daily") ROW ("TD", "Other text.")
                        ROW ("AN", "Document DLY0000020170413ed4d00001") "}";

static void
test_factiva_rtf (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (factiva_rtf, strlen (factiva_rtf));
  g_autoptr (GPtrArray) readings = read_all (bytes, "Factiva.rtf");

  g_assert_cmpuint (readings->len, ==, 2);
  check_metadata (readings, 0, "Talks open", "Jane Doe", "Reuters News", "2017-04-12",
                  "LBA0000020170412ed4c00abc");
  check_metadata (readings, 1, "Second story", NULL, "The Daily", "2017-04-13",
                  "DLY0000020170413ed4d00001");
  check_article (readings, 0,
                 "heading 1 (title)|Talks open\nparagraph (furniture)|BY By Jane Doe\n"
                 "paragraph (furniture)|WC 512 words\nparagraph (furniture)|PD 12 April 2017\n"
                 "paragraph (furniture)|SN Reuters News\nparagraph (furniture)|SC LBA\n"
                 "body|MOSCOW, April 12 - The [strong:talks] began.\nbody|Both sides hope.\n"
                 "paragraph (furniture)|AN Document LBA0000020170412ed4c00abc\n");
}

static const char factiva_html[]
    = "<html><body><div class='article'><table>"
      "<tr><td><b>HD</b></td><td><b>Talks open</b></td></tr><tr><td><b>PD</b></td><td>12 April "
      "2017</td></tr>"
      "<tr><td><b>SN</b></td><td>Reuters News</td></tr><tr><td><b>LP</b></td><td><p>First.</p>"
      "<p>Second.</p></td></tr><tr><td><b>TD</b></td><td><p>Third.</p></td></tr>"
      "<tr><td><b>AN</b></td><td>Document "
      "LBA0000020170412ed4c00abc</td></tr></table></div></body></html>";

static void
test_factiva_html (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (factiva_html, strlen (factiva_html));
  g_autoptr (GPtrArray) readings = read_all (bytes, "Factiva.html");

  g_assert_cmpuint (readings->len, ==, 1);
  check_metadata (readings, 0, "Talks open", NULL, "Reuters News", "2017-04-12",
                  "LBA0000020170412ed4c00abc");
  check_article (readings, 0,
                 "heading 1 (title)|[strong:Talks open]\nparagraph (furniture)|PD 12 April 2017\n"
                 "paragraph (furniture)|SN Reuters News\nbody|First.\nbody|Second.\nbody|Third.\n"
                 "paragraph (furniture)|AN Document LBA0000020170412ed4c00abc\n");
}

static const char factiva_page[]
    = "<html><body><div class='article enArticle'><div id='hd'><span class='enHeadline'>Talks open"
      "</span></div><div class='author'>By Jane Doe</div><div>512 words</div><div>12 April "
      "2017</div>"
      "<div>14:05</div><div>Reuters News</div><div>LBA</div><div>English</div><div>Copyright "
      "2017</div>"
      "<p class='articleParagraph enarticleParagraph'>First.</p>"
      "<p class='articleParagraph enarticleParagraph'>Second.</p>"
      "<p>Document LBA0000020170412ed4c00abc</p></div></body></html>";

static void
test_factiva_page (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (factiva_page, strlen (factiva_page));
  g_autoptr (GPtrArray) readings = read_all (bytes, "Factiva.html");

  g_assert_cmpuint (readings->len, ==, 1);
  check_metadata (readings, 0, "Talks open", "Jane Doe", "Reuters News", "2017-04-12",
                  "LBA0000020170412ed4c00abc");
  check_article (readings, 0,
                 "heading 1 (title)|Talks open\nparagraph (byline)|By Jane Doe\n"
                 "paragraph (byline)|512 words\nparagraph (byline)|12 April 2017\n"
                 "paragraph (byline)|14:05\nparagraph (byline)|Reuters News\n"
                 "paragraph (byline)|LBA\nparagraph (byline)|English\n"
                 "paragraph (byline)|Copyright 2017\nbody|First.\nbody|Second.\n"
                 "paragraph (byline)|Document LBA0000020170412ed4c00abc\n");
}

static const char europresse[]
    = "<html><body><article><header><span class='DocPublicationName'>Le Quotidien</span>"
      "<div class='DocHeader'>mercredi 12 avril 2017</div><p class='titreArticle'>Les "
      "pourparlers</p>"
      "<div class='sm-margin-bottomNews'>Jeanne Dupont</div></header><div "
      "class='docOcurrContainer'>"
      "<p>Premier.</p><p>Second.</p></div><div "
      "class='publiC-lblNodoc'>news·20170412·LQ·1</div></article>"
      "<article><p class='titreArticle'>Un autre</p><div class='DocText'>Texte.</div></article>"
      "</body></html>";

static void
test_europresse (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (europresse, strlen (europresse));
  g_autoptr (GPtrArray) readings = read_all (bytes, "europresse.html");

  g_assert_cmpuint (readings->len, ==, 2);
  check_metadata (readings, 0, "Les pourparlers", "Jeanne Dupont", "Le Quotidien", "2017-04-12",
                  "news·20170412·LQ·1");
  check_metadata (readings, 1, "Un autre", NULL, NULL, NULL, NULL);
  check_article (readings, 1, "heading 1 (title)|Un autre\nbody|Texte.\n");
}

static gpointer
read_anything (GBytes *bytes, GError **error)
{
  return ob_documents_can_read (bytes, "x.html")
             ? (gpointer) ob_documents_read (bytes, "x.html", NULL, error)
             : (gpointer) g_ptr_array_new ();
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) docx = make_docx (DOCX (NEXIS_ONE NEXIS_TWO));
  g_autoptr (GBytes) rtf = g_bytes_new_static (factiva_rtf, strlen (factiva_rtf));
  g_autoptr (GBytes) page = g_bytes_new_static (europresse, strlen (europresse));

  made_check_truncated (docx, 31, read_anything, (GDestroyNotify) g_ptr_array_unref);
  made_check_truncated (rtf, 7, read_anything, (GDestroyNotify) g_ptr_array_unref);
  made_check_truncated (page, 7, read_anything, (GDestroyNotify) g_ptr_array_unref);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aggregator/nexis", test_nexis);
  g_test_add_func ("/aggregator/one", test_one);
  g_test_add_func ("/aggregator/archive", test_archive);
  g_test_add_func ("/aggregator/factiva-rtf", test_factiva_rtf);
  g_test_add_func ("/aggregator/factiva-html", test_factiva_html);
  g_test_add_func ("/aggregator/factiva-page", test_factiva_page);
  g_test_add_func ("/aggregator/europresse", test_europresse);
  g_test_add_func ("/aggregator/truncated", test_truncated);
  return g_test_run ();
}
