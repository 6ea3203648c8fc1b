/* An article found in a web page, as a draft. */
#pragma once

#include "articles/draft.h"
#include "reader/html-tree.h"

G_BEGIN_DECLS

/* Adds what is in @article to @draft, with the roles that its elements have.  @base: (nullable): URL
 * that links are relative to. */
void ob_html_write (ObHtmlPage *page, xmlNode *article, const char *base, ObDraft *draft);

G_END_DECLS
