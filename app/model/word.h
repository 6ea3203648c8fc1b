/* Words and characters of one paragraph, given as an array of code points.  See boundary.h. */
#pragma once

#include "model/segments.h"

G_BEGIN_DECLS

/* Appends the words of @chars, offset by @base, to @units.  O(n). */
void ob_words_append (const gunichar *chars, guint32 n, guint32 base, GArray *units);

/* Appends the characters as readers see them.  O(n). */
void ob_characters_append (const gunichar *chars, guint32 n, guint32 base, GArray *units);

G_END_DECLS
