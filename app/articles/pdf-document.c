#include "articles/pdf-document.h"

#include <glib/gi18n-lib.h>
#include <poppler.h>
#include <string.h>

#include "articles/page-paragraphs.h"
#include "articles/pdf-words.h"

/* The mark may stand this far from the beginning. */
#define MAX_MARK_OFFSET 1024

/* A document whose pages hold fewer words than this on average is a scan. */
#define MIN_PAGE_WORDS 2

typedef PopplerDocument Document;
typedef PopplerPage Page;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

static void
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, message);
}

static PopplerDocument *
open_document (GBytes *bytes, GError **error)
{
  g_autoptr (GError) cause = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &cause);

  if (document != NULL)
    return document;
  if (g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    set_error (error, _ ("The PDF is protected by a password. Save it without one, and import "
                         "that."));
  else
    set_error (error,
               _ ("The PDF is damaged or incomplete. Get it again from where it came from."));
  return NULL;
}

static void
free_lines (gpointer lines)
{
  g_ptr_array_unref (lines);
}

/* The name that the document gives to page @i: "iv", "12"; else its number. */
static char *
dup_page_label (PopplerDocument *document, guint i)
{
  g_autoptr (Page) page = poppler_document_get_page (document, (int) i);
  g_autofree char *label = NULL;

  if (page != NULL)
    g_object_get (page, "label", &label, NULL);
  if (label != NULL && *label != '\0' && g_utf8_validate (label, -1, NULL))
    return g_steal_pointer (&label);

  return g_strdup_printf ("%u", i + 1);
}

static void
add_styled (ObDraft *draft, const char *text, gsize n_bytes, guint style)
{
  if (n_bytes == 0)
    return;
  if (style & OB_WORD_BOLD)
    ob_draft_open (draft, OB_INLINE_STRONG, NULL);
  if (style & OB_WORD_ITALIC)
    ob_draft_open (draft, OB_INLINE_EMPHASIS, NULL);
  ob_draft_add (draft, text, (gssize) n_bytes);
  if (style & OB_WORD_ITALIC)
    ob_draft_close (draft, OB_INLINE_EMPHASIS);
  if (style & OB_WORD_BOLD)
    ob_draft_close (draft, OB_INLINE_STRONG);
}

/* Writes [@at, @end) of @paragraph, and where pages begin in it; @page: the one that the text is
 * on.
 * @next: the next of the paragraph's pages. */
static void
add_part (ObDraft *draft,
          const ObPageParagraph *paragraph,
          gsize at,
          gsize end,
          guint style,
          const GPtrArray *labels,
          guint *next,
          guint *page)
{
  for (; *next < paragraph->pages->len; (*next)++)
    {
      const ObPageStart *start = &g_array_index (paragraph->pages, ObPageStart, *next);

      if (start->at >= end)
        break;
      if (start->at > at)
        {
          add_styled (draft, paragraph->text->str + at, start->at - at, style);
          at = start->at;
        }
      if (start->page != *page)
        ob_draft_add_place (draft, OB_INLINE_PAGE, g_ptr_array_index (labels, start->page));
      *page = start->page;
    }

  add_styled (draft, paragraph->text->str + at, end - at, style);
}

static void
add_paragraph (ObDraft *draft,
               const ObPageParagraph *paragraph,
               const GPtrArray *labels,
               guint *page)
{
  guint next = 0;
  gsize at = 0;

  ob_draft_begin (draft, paragraph->kind, paragraph->level, paragraph->number, paragraph->role);
  for (guint r = 0; r < paragraph->runs->len; r++)
    {
      const ObPageRun *run = &g_array_index (paragraph->runs, ObPageRun, r);
      guint style = paragraph->kind == OB_BLOCK_HEADING ? 0 : run->style;

      add_part (draft, paragraph, at, run->start, 0, labels, &next, page);
      add_part (draft, paragraph, run->start, run->end, style, labels, &next, page);
      at = run->end;
    }
  ob_draft_end (draft);
}

/* Titles that programs make up. */
static gboolean
is_made_up (const char *title)
{
  static const char *const beginnings[]
      = { "untitled",    "microsoft word", "microsoft powerpoint", "document", "http",
          "about:blank", "layout 1" };
  static const char *const endings[] = { ".doc", ".docx", ".pdf", ".indd", ".qxd", ".qxp",
                                         ".odt", ".rtf",  ".dvi", ".tex",  ".html" };
  g_autofree char *small = g_ascii_strdown (title, -1);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (small, beginnings[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (small, endings[i]))
      return TRUE;

  return strchr (small, ' ') == NULL;
}

/* The heading in the largest type on the first page, the first of them. */
static const ObPageParagraph *
find_heading (const ObPageParagraphs *found)
{
  const ObPageParagraph *largest = NULL;

  for (guint i = 0; i < found->paragraphs->len; i++)
    {
      const ObPageParagraph *paragraph = g_ptr_array_index (found->paragraphs, i);

      if (g_array_index (paragraph->pages, ObPageStart, 0).page > 0)
        break;
      if (paragraph->kind == OB_BLOCK_HEADING
          && (largest == NULL || paragraph->level < largest->level))
        largest = paragraph;
    }

  return largest;
}

static void
add_metadata (ObDraft *draft, PopplerDocument *document, const ObPageParagraphs *found)
{
  g_autofree char *title = poppler_document_get_title (document);
  g_autofree char *author = poppler_document_get_author (document);
  const ObPageParagraph *heading = find_heading (found);

  if (title != NULL && !is_made_up (title))
    ob_draft_set (draft, OB_METADATA_TITLE, title, "file");
  if (heading != NULL)
    ob_draft_offer (draft, OB_METADATA_TITLE, heading->text->str, "text");
  ob_draft_set (draft, OB_METADATA_BYLINE, author, "file");
}

static void
add_notes (ObDraft *draft, guint n_joined, guint n_turned, guint n_left_out)
{
  g_autofree char *joined = g_strdup_printf (
      ngettext ("%u word that was divided at the end of a line was joined.",
                "%u words that were divided at the end of a line were joined.", n_joined),
      n_joined);
  g_autofree char *turned = g_strdup_printf (
      ngettext ("%u word that runs up or down the page was left out.",
                "%u words that run up or down the page were left out.", n_turned),
      n_turned);
  g_autofree char *left_out
      = g_strdup_printf (ngettext ("%u page after the first %u was left out.",
                                   "%u pages after the first %u were left out.", n_left_out),
                         n_left_out, OB_PDF_MAX_PAGES);

  if (n_joined > 0)
    ob_draft_add_note (draft, joined);
  if (n_turned > 0)
    ob_draft_add_note (draft, turned);
  if (n_left_out > 0)
    ob_draft_add_note (draft, left_out);
}

/* The lines of all pages, and their words, which they borrow. */
static GPtrArray *
read_pages (
    PopplerDocument *document, guint n_pages, GPtrArray *words, guint *n_words, guint *n_turned)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (free_lines);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (Page) page = poppler_document_get_page (document, (int) i);
      guint n_turned_here = 0;
      GPtrArray *page_words
          = page != NULL ? ob_pdf_words_list (page, &n_turned_here) : g_ptr_array_new ();

      *n_words += page_words->len + n_turned_here;
      *n_turned += n_turned_here;
      g_ptr_array_add (words, page_words);
      g_ptr_array_add (pages, ob_reading_order_find (page_words));
    }

  return pages;
}

static ObDraft *
write_draft (PopplerDocument *document, const ObPageParagraphs *found, guint n_pages)
{
  ObDraft *draft = ob_draft_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint page = G_MAXUINT;

  for (guint i = 0; i < n_pages; i++)
    g_ptr_array_add (labels, dup_page_label (document, i));
  for (guint i = 0; i < found->paragraphs->len; i++)
    add_paragraph (draft, g_ptr_array_index (found->paragraphs, i), labels, &page);
  add_metadata (draft, document, found);
  return draft;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_pdf_is_document (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 5 && memmem (data, MIN (length, MAX_MARK_OFFSET), "%PDF-", 5) != NULL;
}

void
ob_pdf_prepare (void)
{
  g_autoptr (GBytes) none = g_bytes_new_static ("%PDF-1.4\n", 9);
  PopplerDocument *document = poppler_document_new_from_bytes (none, NULL, NULL);

  g_clear_object (&document);
}

ObDraft *
ob_pdf_read (GBytes *bytes, GError **error)
{
  g_autoptr (Document) document = open_document (bytes, error);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (ObPageParagraphs) found = NULL;
  guint n_all, n_pages, n_words = 0, n_turned = 0;
  ObDraft *draft;

  if (document == NULL)
    return NULL;

  n_all = (guint) MAX (poppler_document_get_n_pages (document), 0);
  n_pages = MIN (n_all, OB_PDF_MAX_PAGES);
  pages = read_pages (document, n_pages, words, &n_words, &n_turned);
  if (n_pages == 0)
    {
      set_error (error, _ ("The PDF is damaged or incomplete: it has no pages. Get it again from "
                           "where it came from."));
      return NULL;
    }
  if (n_words < MIN_PAGE_WORDS * n_pages)
    {
      set_error (error, _ ("The PDF holds pictures of pages, but no text, as a scanner makes them. "
                           "Have its text recognised (OCR), and import that."));
      return NULL;
    }

  found = ob_page_paragraphs_find (pages);
  draft = write_draft (document, found, n_pages);
  add_notes (draft, found->n_joined, n_turned, n_all - n_pages);
  return draft;
}
