/* Markup of HTML in documents that are all article: chapters of e-books, mails, items of feeds,
 * downloads of aggregators.  What is the article in a web page is found elsewhere; here everything
 * that is to be read is.
 */
#pragma once

#include "articles/draft.h"
#include "articles/xml.h"

G_BEGIN_DECLS

/* Parses @bytes as HTML, as broken as it may be; @encoding (nullable): what to take it for, else it
 * is what the page says or UTF-8.  Returns: (transfer full) (nullable): NULL with
 * OB_ARTICLES_ERROR_CONTENT when there is nothing in it. */
xmlDoc *ob_markup_parse (GBytes *bytes, const char *encoding, GError **error);

/* Adds what is inside @top to @draft as blocks: headings, paragraphs, lists, quotes, tables row by
 * row, links, emphasis, places of images. */
void ob_markup_add (ObDraft *draft, xmlNode *top);

/* The first element at or below @top (nullable) that has the class @name, or NULL. */
xmlNode *ob_markup_find_class (xmlNode *top, const char *name);

/* Whether @node has the class @name. */
gboolean ob_markup_has_class (const xmlNode *node, const char *name);

G_END_DECLS
