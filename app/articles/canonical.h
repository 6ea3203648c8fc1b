/* Canonical text: what an article's text is from the moment it is read.
 *
 *   a byte order mark at the start              goes
 *   CRLF, lone CR, NEL, VT, FF, U+2028, U+2029  become one LF each
 *   other control characters except TAB         become U+FFFD each
 *   a paragraph over OB_TEXT_MAX_PARAGRAPH      gets an LF at the end of a sentence, else after a
 *                                               space, else between two characters
 *
 * Nothing else is lost, added or normalised.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was changed, and how often. */
typedef struct
{
  guint n_byte_order_marks; /* removed: 0 or 1 */
  guint n_line_ends;        /* turned into LF */
  guint n_controls;         /* replaced by U+FFFD */
  guint n_splits;           /* LF added */
} ObAdjustments;

/* Makes @utf8 canonical; it is valid UTF-8 but for zeros, which count as control characters.
 * @n_bytes: (inout): length before and after.  Returns: (transfer full). */
char *ob_canonical_make (const char *utf8, gsize *n_bytes, ObAdjustments *adjustments);

/* Adds a sentence for each kind of change to @notes, a GPtrArray of char*. */
void ob_adjustments_describe (const ObAdjustments *adjustments, GPtrArray *notes);

G_END_DECLS
