/* The parts of a page that are not the article, and which of them are left out where it is read.
 *
 *   text      The talks\nTillerson met Putin.\nRead also\nSubscribe\nThey agreed.\n
 *   blocks                                   related    call
 *   parts                                    [31,      51)            one part of two blocks
 *   shown     The talks\nTillerson met Putin.\nThey agreed.\n         41 characters
 *
 * A *part* is a run of whole paragraphs, with their line ends, whose roles are those of the page's
 * furniture.  Nothing is taken out of the text, and offsets stay what they are: parts say only what a
 * view or a printed page passes over.  When nothing but furniture would be left, there are no parts.
 */
#pragma once

#include "model/formatting.h"

G_BEGIN_DECLS

/* What a copy of a project remembers ("1"): hidden parts are shown. */
#define OB_SHOW_HIDDEN_PARTS_KEY "show-hidden-parts"

typedef struct _ObHiddenParts ObHiddenParts;

/* TRUE for what is the page's and not the article's: related, call to action, furniture, running
 * heads and feet. */
gboolean ob_role_is_hidden (ObRole role);

/* The parts of @text; none when @formatting (nullable) names none.  O(blocks).  (transfer full) */
ObHiddenParts *ob_hidden_parts_new (const ObText *text, const ObFormatting *formatting);
void ob_hidden_parts_free (ObHiddenParts *parts);

guint ob_hidden_parts_get_n (const ObHiddenParts *parts);
ObSegment ob_hidden_parts_get (const ObHiddenParts *parts, guint i);

/* Whether the character at @offset is in a hidden part, and which (out) (optional).  O(log n). */
gboolean ob_hidden_parts_find (const ObHiddenParts *parts, guint32 offset, ObSegment *part);

/* The index of the first part that ends after @offset; their number when there is none. */
guint ob_hidden_parts_find_index (const ObHiddenParts *parts, guint32 offset);

/* The part @i is hidden no longer; those after it move up. */
void ob_hidden_parts_show (ObHiddenParts *parts, guint i);

/* How many characters before @offset are shown, and the offset before which @n are.  O(log n). */
guint32 ob_hidden_parts_count_shown (const ObHiddenParts *parts, guint32 offset);
guint32 ob_hidden_parts_get_offset (const ObHiddenParts *parts, guint32 n_shown);

/* @segments (normal, see model/segments.h) without what is hidden, and without the spaces that are
 * left at the cuts.  (transfer full) */
GArray *
ob_hidden_parts_cut (const ObHiddenParts *parts, const ObText *text, const GArray *segments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObHiddenParts, ob_hidden_parts_free)

G_END_DECLS
