/* Downloads of news aggregators, which hold many articles in one file: Nexis, Factiva, Europresse.
 *
 * What they look like is said by data/aggregators.ini.  Where no rules fit, a file stays one
 * document.  Lines that say something about an article are kept in its text, with a role, so that
 * they are hidden but never lost.
 */
#pragma once

#include "articles/draft.h"
#include "articles/xml.h"

G_BEGIN_DECLS

/* The articles in @whole, a document that was read as one.
 * Returns: (transfer full) (nullable): array of ObReading; NULL when it is one document. */
GPtrArray *ob_aggregator_split (const ObReading *whole);

/* Whether @bytes are a page that an aggregator made, by its marks. */
gboolean ob_aggregator_is_page (GBytes *bytes);

/* The articles in a page of an aggregator.
 * Returns: (transfer full) (nullable): array of ObReading; NULL when no rules fit. */
GPtrArray *ob_aggregator_split_page (xmlDoc *doc);

G_END_DECLS
