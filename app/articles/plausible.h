/* Whether a text that was converted from a guessed encoding can be one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that are there by damage become letters in the one-byte encodings, but letters that stand
 * alone: "bad ÿþ bytes".  In real texts accented letters are in words with plain ones ("café"), or
 * are words of one letter ("à").  Only Latin letters are looked at.
 * FALSE when as many speak against a text as for it. */
gboolean ob_plausible_is_text (const char *utf8, gsize n_bytes);

G_END_DECLS
