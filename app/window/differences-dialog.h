/* What changed between two versions of an article: words that went and words that came, in their
 * paragraphs. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Compares the versions of the article that @window shows, of which the analyst chooses two; says so
 * when there is only one. */
void ob_differences_dialog_open (ObWindow *window);

/* Compares two texts, called @old_title and @new_title. */
void ob_differences_dialog_open_texts (GtkWindow *parent,
                                       const char *old_title,
                                       ObText *old_text,
                                       const char *new_title,
                                       ObText *new_text);

G_END_DECLS
