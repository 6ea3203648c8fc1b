/* obelus.json: a file beside those of a set, which other programs leave alone.  It has what their
 * format has no place for: the codebook, speakers, disputes and annotators, and the articles'
 * metadata under the names that their files have in the set.
 */
#pragma once

#include "formats/intake.h"

G_BEGIN_DECLS

#define OB_SIDE_FILE "obelus.json"

/* Begins the file's content.  Returns: (transfer full). */
GString *ob_side_new (ObCatalogue *catalogue);

void ob_side_add_article (GString *side,
                          ObCatalogue *catalogue,
                          const char *key,
                          const ObArticle *article);

/* Writes the file into the set; frees @side. */
void ob_side_write (GString *side, ObSink *sink);

/* Reads the file, if there is one, and gives the intake its header.  @side: (out) (transfer full)
 * (nullable). */
gboolean ob_side_read (ObIntake *intake, ObSource *source, JsonNode **side, GError **error);

/* Fills in what @side (nullable) knows of the article; strings belong to @side. */
void ob_side_describe (JsonNode *side, const char *key, ObIncomingArticle *article);

/* The same from an article's record itself. */
void ob_incoming_article_read (ObIncomingArticle *article, JsonObject *record);

G_END_DECLS
