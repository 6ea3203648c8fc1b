/* News in XML: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom, NITF, NewsML-G2 and NewsML 1. */
#pragma once

#include "articles/draft.h"
#include "articles/xml.h"

G_BEGIN_DECLS

/* Whether @bytes are XML of one of these kinds, by its first element. */
gboolean ob_news_xml_is_document (GBytes *bytes);

/* Reads the articles in @bytes, of which there is one at least.
 * Returns: FALSE with OB_ARTICLES_ERROR_CONTENT; else ObReading are added to @readings. */
gboolean ob_news_xml_read (GBytes *bytes, GPtrArray *readings, GError **error);

G_END_DECLS
