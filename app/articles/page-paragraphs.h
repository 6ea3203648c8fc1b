/* Paragraphs out of the lines of pages.
 *
 *   12                 The Daily      head    the same on many pages, but for numbers: a role
 *   The talks in Moscow had           \
 *   been planned for months, dip-      > one paragraph: words divided at a line's end are joined
 *   lomats said.                      /  when the next line goes on with a small letter
 *      Nothing came of them: the      \
 *   [next page] two sides differ.     /  one paragraph over two pages, with a mark where 13 begins
 *   1 See page 4.                      footnote: smaller, at the foot, behind a mark
 */
#pragma once

#include "articles/reading-order.h"
#include "model/formatting.h"

G_BEGIN_DECLS

/* Part of a paragraph's text, [start, end) in bytes, in one style.  What lies between two of them
 * has none. */
typedef struct
{
  gsize start;
  gsize end;
  guint style; /* ObWordStyle */
} ObPageRun;

/* Where in a paragraph's text a page begins, or goes on after what stood between. */
typedef struct
{
  gsize at;   /* byte */
  guint page; /* from 0 */
} ObPageStart;

typedef struct
{
  GString *text; /* (owned) one line */
  GArray *runs;  /* (owned) ObPageRun, one after the other */
  GArray *pages; /* (owned) ObPageStart, the first at 0 */
  ObBlockKind kind;
  guint level;
  guint number;
  ObRole role;
} ObPageParagraph;

typedef struct
{
  GPtrArray *paragraphs; /* (owned) ObPageParagraph, in the order of reading */
  guint n_joined;        /* words that had been divided at the end of a line */
} ObPageParagraphs;

void ob_page_paragraphs_free (ObPageParagraphs *paragraphs);

/* @pages: array of arrays of ObPageLine, as ob_reading_order_find() gives them.
 * Returns: (transfer full). */
ObPageParagraphs *ob_page_paragraphs_find (const GPtrArray *pages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPageParagraphs, ob_page_paragraphs_free)

G_END_DECLS
