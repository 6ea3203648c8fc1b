/* What a web page says of its article, and where it says so.
 *
 * In this order: JSON-LD; <meta>; microdata; <time>; <link>; the URL; the visible text.  The first
 * that says something believable wins, and its name is kept with the value.
 */
#pragma once

#include "articles/draft.h"
#include "reader/html-tree.h"

G_BEGIN_DECLS

/* Sets the metadata of @draft.  @url: (nullable): where the page was saved from.
 * To be called before anything is taken out of the page.
 * Returns: (transfer full) (nullable): the article's text for search engines (articleBody). */
char *ob_html_read_metadata (ObHtmlPage *page, const char *url, ObDraft *draft);

/* After the article is known: what its own lines say, where the page has said nothing.
 * @byline: (nullable): the line about the author that was taken out of the article. */
void ob_html_complete_metadata (ObHtmlPage *page,
                                xmlNode *article,
                                const char *byline,
                                ObDraft *draft);


G_END_DECLS
