/* PDF documents that cairo draws: columns, headings, running heads, notes, divided words. */
#include "articles/pdf-document.h"

#include <string.h>

#include "articles/page-paragraphs.h"
#include "made-files.h"
#include "made-pages.h"
#include "made-readings.h"

/* Sentences whose words are numbered, so that the order can be seen: "w7" and so on. */
static char *
make_sentences (guint first, guint n, const char *word)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    g_string_append_printf (text, "%s%s%u%s", i > first ? " " : "", word, i,
                            i % 12 == 11 || i == first + n - 1 ? "." : "");
  return g_string_free (text, FALSE);
}

static ObReading *
read_pages (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObDraft) draft = ob_pdf_read (bytes, &error);
  ObReading *reading;

  g_assert_no_error (error);
  reading = ob_draft_finish (draft, "PDF", &error);
  g_assert_no_error (error);
  return reading;
}

static void
check_outline (const ObReading *reading, const char *expected)
{
  g_autofree char *outline = made_outline (reading);

  if (strcmp (outline, expected) != 0)
    g_error ("expected:\n%s\nfound:\n%s", expected, outline);
}

/* A heading over columns, all of whose words must come in their order. */
static void
check_columns (guint n_columns)
{
  MadePages *pages = made_pages_new ();
  g_autofree char *text = make_sentences (0, 480, "w");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObReading) reading = NULL;
  g_autofree char *expected = NULL;
  const char *at = text;
  double gutter = 14, width = (451 - gutter * (n_columns - 1)) / n_columns;

  made_pages_set_font (pages, 20, "bold");
  made_pages_line (pages, 72, 100, "A heading across all of the columns");
  made_pages_set_font (pages, 9, "");
  for (guint i = 0; i < n_columns; i++)
    at += made_pages_flow (pages, at, 72 + i * (width + gutter), 140, width, 520, 0, FALSE);
  g_assert_cmpstr (at, ==, "");
  bytes = made_pages_finish (pages);
  reading = read_pages (bytes);
  expected
      = g_strdup_printf ("heading 1|[page:1]A heading across all of the columns\nbody|%s\n", text);
  check_outline (reading, expected);
  g_assert_cmpstr (reading->metadata->title, ==, "A heading across all of the columns");
}

static void
test_columns (void)
{
  for (guint n = 1; n <= 3; n++)
    check_columns (n);
}

/* Two columns, a heading across, two columns again, and a page number in the middle. */
static void
test_bands (void)
{
  MadePages *pages = made_pages_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObReading) reading = NULL;
  g_autofree char *expected = NULL;
  g_auto (GStrv) texts = g_new0 (char *, 5);

  for (guint i = 0; i < 4; i++)
    {
      texts[i] = make_sentences (i * 100, 60, "w");
      made_pages_set_font (pages, 9, "");
      g_assert_cmpuint (made_pages_flow (pages, texts[i], i % 2 == 0 ? 72 : 305, i < 2 ? 100 : 400,
                                         218, i < 2 ? 300 : 600, 0, FALSE),
                        ==, strlen (texts[i]));
    }
  made_pages_set_font (pages, 16, "bold");
  made_pages_line (pages, 72, 370, "The second part of this article, across");
  made_pages_set_font (pages, 9, "");
  made_pages_line (pages, 295, 800, "17");
  bytes = made_pages_finish (pages);
  reading = read_pages (bytes);
  expected
      = g_strdup_printf ("body|[page:1]%s\nbody|%s\nheading 1|The second part of this article, "
                         "across\nbody|%s\nbody|%s\nparagraph (running-foot)|17\n",
                         texts[0], texts[1], texts[2], texts[3]);
  check_outline (reading, expected);
}

/* A paragraph over two pages, running heads and feet, a footnote, a divided word. */
static void
test_pages (void)
{
  MadePages *pages = made_pages_new ();
  g_autofree char *first = make_sentences (0, 30, "word");
  g_autofree char *open = make_sentences (100, 9, "word");
  g_autofree char *rest = make_sentences (200, 30, "word");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObReading) reading = NULL;
  g_autofree char *expected = NULL;

  open[strlen (open) - 1] = '\0';
  made_pages_describe (pages, "What was said in Moscow", "Jane Doe");
  for (guint page = 4; page <= 6; page++)
    {
      g_autofree char *head = g_strdup_printf ("%u The Daily, 12 April", page);
      g_autofree char *foot = g_strdup_printf ("Page %u of 6", page);

      made_pages_line (pages, 72, 50, head);
      made_pages_line (pages, 260, 810, foot);
      if (page == 4)
        {
          made_pages_flow (pages, first, 72, 100, 400, 700, 0, FALSE);
          made_pages_line (pages, 84, 176, open);
          made_pages_line (pages, 72, 188.5, "and the talks had been planned with diplo-");
          made_pages_set_font (pages, 7, "");
          made_pages_line (pages, 72, 760, "1 A note at the foot of the page.");
          made_pages_set_font (pages, 10, "");
          made_pages_turned (pages, 30, 500, "printed on the margin");
        }
      else if (page == 5)
        {
          made_pages_line (pages, 72, 100, "mats of both countries for weeks.");
          made_pages_flow (pages, rest, 72, 112.5, 300, 700, 12, FALSE);
        }
      else
        made_pages_line (pages, 72, 100, "An end.");
      made_pages_next (pages);
    }
  bytes = made_pages_finish (pages);
  reading = read_pages (bytes);
  expected = g_strdup_printf (
      "paragraph (running-head)|[page:1]4 The Daily, 12 April\n"
      "body|%s\n"
      "body|%s and the talks had been planned with diplo[page:2]mats of both countries for weeks.\n"
      "footnote #1|[page:1]1 A note at the foot of the page.\n"
      "paragraph (running-foot)|Page 4 of 6\n"
      "paragraph (running-head)|[page:2]5 The Daily, 12 April\n"
      "body|%s\n"
      "paragraph (running-foot)|Page 5 of 6\n"
      "paragraph (running-head)|[page:3]6 The Daily, 12 April\n"
      "body|An end.\n"
      "paragraph (running-foot)|Page 6 of 6\n",
      first, open, rest);
  check_outline (reading, expected);
  g_assert_cmpstr (reading->metadata->title, ==, "What was said in Moscow");
  g_assert_cmpstr (reading->metadata->byline, ==, "Jane Doe");
  g_assert_true (made_has_note (reading, "1 word that was divided"));
  g_assert_true (made_has_note (reading, "4 words that run up or down"));
}

/* A title that is the running head of the pages after it stays the title. */
static void
test_title (void)
{
  MadePages *pages = made_pages_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObReading) reading = NULL;

  for (guint page = 0; page < 4; page++)
    {
      made_pages_set_font (pages, page == 0 ? 24 : 9, "");
      made_pages_line (pages, 72, 60, "About the talks");
      made_pages_set_font (pages, 10, "");
      made_pages_line (pages, 72, 120 + page, "A sentence that ends here, on every page.");
      if (page < 3)
        made_pages_next (pages);
    }
  bytes = made_pages_finish (pages);
  reading = read_pages (bytes);
  g_assert_cmpstr (reading->metadata->title, ==, "About the talks");
}

/* Paragraphs by indent and by room, a list, words in bold and italic. */
static void
test_paragraphs (void)
{
  MadePages *pages = made_pages_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObReading) reading = NULL;

  made_pages_flow (pages,
                   "The first paragraph is long enough to need more than one line, and it is "
                   "well-known for that.\nThe second one is indented, and needs another line or "
                   "two to be a paragraph that can be seen as well-known.",
                   72, 100, 250, 300, 15, TRUE);
  made_pages_line (pages, 72, 230, "• A first item.");
  made_pages_line (pages, 72, 242.5, "• A second item.");
  made_pages_line (pages, 72, 280, "Then a word in");
  made_pages_set_font (pages, 10, "bold");
  made_pages_line (pages, 150, 280, "bold");
  made_pages_set_font (pages, 10, "italic");
  made_pages_line (pages, 182, 280, "and slanted");
  bytes = made_pages_finish (pages);
  reading = read_pages (bytes);
  check_outline (
      reading, "body|[page:1]The first paragraph is long enough to need more than one line, and it "
               "is well-known for that.\n"
               "body|The second one is indented, and needs another line or two to be a paragraph "
               "that can be seen as well-known.\n"
               "list-item 1|• A first item.\nlist-item 1|• A second item.\n"
               "body|Then a word in [strong:bold] [emphasis:and slanted]\n");
}

static void
check_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;
  ObDraft *draft = ob_pdf_read (bytes, &error);

  made_check_refused (draft, error, words);
}

/* As a password makes it: the document cannot be opened without. */
static const char encrypted[]
    = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
      "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
      "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n"
      "4 0 obj <</Filter/Standard/V 1/R 2/P -4/Length 40"
      "/O<0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef>"
      "/U<fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210>>> endobj\n"
      "trailer <</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n";

static void
test_refused (void)
{
  MadePages *blank = made_pages_new ();
  g_autoptr (GBytes) scan = made_pages_finish (blank);
  g_autoptr (GBytes) locked = g_bytes_new_static (encrypted, sizeof encrypted - 1);
  g_autoptr (GBytes) bare = g_bytes_new_static ("%PDF-1.4\nnothing\n", 17);

  g_assert_true (ob_pdf_is_document (scan));
  check_refused (scan, "OCR");
  check_refused (locked, "password");
  check_refused (bare, "damaged");
}

static gpointer
read_pdf (GBytes *bytes, GError **error)
{
  g_autoptr (ObDraft) draft = ob_pdf_read (bytes, error);

  return draft != NULL ? ob_draft_finish (draft, "PDF", error) : NULL;
}

static void
test_truncated (void)
{
  MadePages *pages = made_pages_new ();
  g_autoptr (GBytes) bytes = NULL;

  made_pages_line (pages, 72, 100, "Some words that are set on a page.");
  bytes = made_pages_finish (pages);
  made_check_truncated (bytes, 97, read_pdf, (GDestroyNotify) ob_reading_free);
}

/* Words anywhere: all come out once. */
static void
test_random (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GPtrArray) words
          = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_page_word_free);
      g_autoptr (GPtrArray) lines = NULL;
      g_autoptr (GPtrArray) pages = g_ptr_array_new ();
      g_autoptr (ObPageParagraphs) found = NULL;
      guint n = (guint) g_test_rand_int_range (0, 300), n_found = 0;

      for (guint i = 0; i < n; i++)
        {
          ObPageWord *word = g_new0 (ObPageWord, 1);

          word->text = g_strdup_printf ("w%u%s", i, g_test_rand_bit () ? "-" : ".");
          word->size = g_test_rand_double_range (0.1, 40);
          word->box.x0 = g_test_rand_int_range (-10, 50) * 10;
          word->box.y0 = g_test_rand_int_range (-10, 80) * 10;
          word->box.x1 = word->box.x0 + g_test_rand_double_range (0, 100);
          word->box.y1 = word->box.y0 + g_test_rand_double_range (0, 20);
          g_ptr_array_add (words, word);
        }
      lines = ob_reading_order_find (words);
      for (guint i = 0; i < lines->len; i++)
        n_found += ((ObPageLine *) g_ptr_array_index (lines, i))->words->len;
      g_assert_cmpuint (n_found, ==, n);
      g_ptr_array_add (pages, lines);
      found = ob_page_paragraphs_find (pages);
      g_assert_true (n == 0 || found->paragraphs->len > 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-document/columns", test_columns);
  g_test_add_func ("/pdf-document/bands", test_bands);
  g_test_add_func ("/pdf-document/pages", test_pages);
  g_test_add_func ("/pdf-document/title", test_title);
  g_test_add_func ("/pdf-document/paragraphs", test_paragraphs);
  g_test_add_func ("/pdf-document/refused", test_refused);
  g_test_add_func ("/pdf-document/truncated", test_truncated);
  g_test_add_func ("/pdf-document/random", test_random);
  return g_test_run ();
}
