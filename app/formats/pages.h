/* An annotated article set on pages: for PDF and for the printer, from the window or without it.
 *
 *   +------------------------------------------------+
 *   |   title                                        |
 *   | † words of the text on lines, with  | note of  |
 *   |   fills behind and lanes under them | an anno- |
 *   |   ------- |-----|                   | tation   |
 *   |   - - -                                        |
 *   |   legend (below the end of the text)           |
 *   | title of the article                      2/14 |
 *   +------------------------------------------------+
 *
 * Each paragraph is one PangoLayout; only where its lines fall is kept, and a layout is made again
 * when one of its lines is drawn, so that the memory for a 5 MB article is 16 bytes a line.  Making
 * costs O(text); drawing a page O(its text + its annotations).  All lengths are points (1/72 inch).
 */
#pragma once

#include <pango/pangocairo.h>

#include "model/annotation.h"
#include "model/codebook.h"
#include "model/directory.h"
#include "model/formatting.h"

G_BEGIN_DECLS

typedef struct _ObPages ObPages;

/* Begins to set @article for pages of @width by @height.  @annotations: (element-type
 * ObAnnotation): those to show; they, the codebook, the text and its @formatting (nullable) are not
 * copied and must outlive the pages.  Unless @show_hidden, parts that are not the article are left
 * out, which the legend says, but for those in which something is annotated.
 * Returns: (transfer full). */
ObPages *ob_pages_new (const ObArticle *article,
                       const ObText *text,
                       const ObFormatting *formatting,
                       gboolean show_hidden,
                       const GPtrArray *annotations,
                       const ObCodebook *codebook,
                       double width,
                       double height);
void ob_pages_free (ObPages *pages);

/* Breaks the next @n_paragraphs into pages; FALSE while there are more.  Nothing is drawn before
 * all are done. */
gboolean ob_pages_break (ObPages *pages, guint n_paragraphs);

guint ob_pages_get_n (const ObPages *pages);

/* Draws page @page (from 0) with its upper left corner at the origin. */
void ob_pages_draw (ObPages *pages, cairo_t *cr, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPages, ob_pages_free)

G_END_DECLS
