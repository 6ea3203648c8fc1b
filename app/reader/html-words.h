/* Words in the names of classes and ids that tell what an element is for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All on "class id" in small letters. */
gboolean ob_html_words_are_unlikely (const char *class);
gboolean ob_html_words_are_byline (const char *class);
gboolean ob_html_words_are_share (const char *class);
gboolean ob_html_words_are_caption (const char *class);
gboolean ob_html_words_are_related (const char *class);
gboolean ob_html_words_are_standfirst (const char *class);

/* Weight of one name, a class or an id: 25, 0 or -25. */
int ob_html_words_weigh (const char *name);

G_END_DECLS
