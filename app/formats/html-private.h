/* What the files of the format "html" share. */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

/* Appends markup as it is. */
void ob_html_add (ObExport *export, const char *html);

/* Appends text that may come from anywhere: nothing of a project gets into a page in another way.
 */
void ob_html_add_escaped (ObExport *export, const char *text);
void ob_html_add_slice (ObExport *export, const ObText *text, guint32 start, guint32 end);

/* @element of @class with @text in it, unless that is NULL or empty. */
void
ob_html_add_element (ObExport *export, const char *element, const char *class, const char *text);

/* Whether a browser can do no harm with the address: http and https.  @url: (nullable) */
gboolean ob_html_is_web_address (const char *url);

/* Labels are numbered by their place in the codebook; the style sheet knows them by that. */
guint ob_html_get_label_number (ObExport *export, ObEntity label);

/* The article's text, paragraph by paragraph, with its annotations marked and numbered from 1. */
void ob_html_add_text (ObExport *export,
                       const ObArticle *article,
                       const ObText *text,
                       const GPtrArray *annotations);

G_END_DECLS
