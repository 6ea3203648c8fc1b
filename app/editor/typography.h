/* How an article is set to be read: a measure of about 70 characters in the middle of the page, room
 * between the lines for lanes, title and byline set as such. */
#pragma once

#include <gtk/gtk.h>

#include "model/directory.h"
#include "model/text.h"

G_BEGIN_DECLS

/* Sets the margins of @view so that its text is one measure wide when it is @width pixels wide;
 * @least: room at least to leave at the left. */
void ob_typography_set_margins (GtkTextView *view, int width, int least);

/* Sets the room above and below the text and between lines for the font that @view has now; more between the paragraphs of a
 * text that has no empty lines between them. */
void ob_typography_set_leading (GtkTextView *view, ObText *text);

/* Sets title, byline and date of @buffer, which holds @text, by tags: the title where it is a
 * paragraph near the beginning, as @article has it; the others where articles/plain-text.h finds
 * them, since the lines say more than the metadata. */
void ob_typography_set_headings (GtkTextBuffer *buffer, ObText *text, const ObArticle *article);

G_END_DECLS
