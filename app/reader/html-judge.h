/* What each paragraph of an article is to it: body, caption, teaser, request to subscribe ... */
#pragma once

#include "reader/html-tree.h"

G_BEGIN_DECLS

/* Gives roles to the elements in @article that hold words.  @title, @body (nullable): the title, and
 * the text that the page gives for search engines. */
void ob_html_judge (ObHtmlPage *page, xmlNode *article, const char *title, const char *body);

G_END_DECLS
