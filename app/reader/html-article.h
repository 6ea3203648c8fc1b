/* Finding the article in a web page.
 *
 * A descendant of the Readability family (Arc90, 2009; Mozilla): paragraphs give points to the
 * elements around them, links take them away, and names of classes weigh in.  The best element and
 * those of its siblings that look alike are the article; what in it looks like forms, menus, teasers
 * and the like is dropped.  Differences: nothing is lost, since what is dropped only gets a role; and
 * the text that a page gives for search engines (JSON-LD's articleBody) has a say.
 */
#pragma once

#include "reader/html-tree.h"

G_BEGIN_DECLS

/* How much is risked.  When too little is found, all is tried again with less. */
typedef enum
{
  OB_HTML_STRIP_UNLIKELY = 1 << 0, /* leave out what the names of classes speak against */
  OB_HTML_WEIGH_CLASSES = 1 << 1,
  OB_HTML_CLEAN = 1 << 2, /* drop what looks like no article inside it */
  OB_HTML_ALL = 7,
} ObHtmlFlags;

/* Takes out what is never text. */
void ob_html_prepare (ObHtmlPage *page);

/* The article: a new <div>, in the page's tree, that holds it.  @title (nullable): headings that
 * repeat it are left out; @byline: (out): what the page says in it of its author, or NULL.
 * (nullable) */
xmlNode *ob_html_find_article (ObHtmlPage *page,
                               ObHtmlFlags flags,
                               const char *title,
                               char **byline);

/* Drops what does not look like an article inside @article; drops stay in the tree, marked. */
void ob_html_clean (ObHtmlPage *page, xmlNode *article, ObHtmlFlags flags);

/* Weight that the class and id of @node give. */
int ob_html_get_class_weight (const xmlNode *node, ObHtmlFlags flags);

/* How alike two lines are: the share of the words of the second that are in the first. */
double ob_html_get_similarity (const char *a, const char *b);

G_END_DECLS
