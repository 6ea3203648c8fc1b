/* How an article is set to be read: a measure of about 70 characters in the middle of the page, room
 * between the lines for lanes.  What single paragraphs look like: editor/typesetting.h. */
#pragma once

#include <gtk/gtk.h>

#include "model/text.h"

G_BEGIN_DECLS

/* Sets the margins of @view so that its text is one measure wide when it is @width pixels wide;
 * @least: room at least to leave on the side where lines begin: the left, or the right of a text that runs
 * @leftwards.  Returns: the width of the column between them. */
int ob_typography_set_margins (GtkTextView *view, int width, int least, gboolean leftwards);

/* Whether the letter is of a script from right to left; whether most letters at the beginning of the text
 * are.  A text without letters runs as @otherwise says. */
gboolean ob_typography_is_leftwards (gunichar letter);
gboolean ob_typography_runs_leftwards (ObText *text, gboolean otherwise);

/* Sets the room above and below the text and between lines for the font that @view has now; more between the paragraphs of a
 * text that has no empty lines between them. */
void ob_typography_set_leading (GtkTextView *view, ObText *text);

G_END_DECLS
