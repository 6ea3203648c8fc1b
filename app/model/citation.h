/* Citations: words of an article with what is known of where they come from, in three forms.
 *
 * The words may have several paragraphs (lines); empty ones are left out.  After them come title,
 * outlet, date and address, as far as the article has them.  What the article says is data: it is
 * escaped in every form, and only an address of the web becomes a link.
 */
#pragma once

#include "model/directory.h"

G_BEGIN_DECLS

/* “The words”, then a line with their source.  Returns: (transfer full). */
char *ob_citation_to_plain (const char *words, const ObArticle *article);

/* A block quotation, a fragment of HTML in UTF-8 that says so.  Returns: (transfer full). */
char *ob_citation_to_html (const char *words, const ObArticle *article);

/* A block quotation in CommonMark.  Returns: (transfer full). */
char *ob_citation_to_markdown (const char *words, const ObArticle *article);

G_END_DECLS
