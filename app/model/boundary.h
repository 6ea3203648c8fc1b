/* Where the units of a reading text begin and end: what the caret steps over, what a double click
 * selects, and what a selection snaps to.
 *
 *   text       He met R.C. Hammond. "It's over", Lavrov's aide said.
 *   words      ^^ ^^^ ^^^^ ^^^^^^^   ^^^^ ^^^^   ^^^^^^^^ ^^^^ ^^^^
 *   sentences  ^^^^^^^^^^^^^^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 *
 * Units never cross a paragraph.  Words keep their inner apostrophes, hyphens and points, and leave
 * out the quotation marks and punctuation around them; in scripts that write no spaces a word is one
 * character.  Sentences keep their final marks and the quotation marks that close after them.  No
 * unit begins or ends with a space.  Every function costs at most the length of the paragraphs that
 * its answer touches.
 *
 * Full stops after abbreviations are told apart by lists (data/abbreviations), which depend on the
 * language, and by whether the next word is one that begins sentences: the orthographic heuristic of
 * Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006.
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

typedef enum
{
  OB_UNIT_CHARACTER, /* what a reader takes for one, combining marks included */
  OB_UNIT_WORD,
  OB_UNIT_SENTENCE,
  OB_UNIT_PARAGRAPH,
} ObUnit;

typedef struct _ObBoundaryRules ObBoundaryRules;

/* The abbreviations of @language (BCP 47; nullable: of all languages that are known).  Immutable,
 * from any thread.  Returns: (transfer full). */
ObBoundaryRules *ob_boundary_rules_new (const char *language);
ObBoundaryRules *ob_boundary_rules_ref (ObBoundaryRules *rules);
void ob_boundary_rules_unref (ObBoundaryRules *rules);

/* In all that follows @rules may be NULL when @unit is not the sentence. */

/* The units of paragraph number @paragraph, in order.  Returns: (transfer full): ObSegment array. */
GArray *ob_boundary_list (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint paragraph);

/* The unit at @offset: that of the character after it, else the one that ends there.  Between two
 * sentences it is the one before.  Empty at @offset when there is none. */
ObSegment ob_boundary_get (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset);

/* The nearest start or end of a unit after (before) @offset; the end (start) of the text when there
 * is none. */
guint32 ob_boundary_next_start (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset);
guint32 ob_boundary_next_end (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset);
guint32 ob_boundary_previous_start (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset);
guint32 ob_boundary_previous_end (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset);

/* [start, end) grown or shrunk to whole words: words that are touched become whole, spaces and
 * punctuation around them fall away, except a closing mark whose opening one is inside, and signs
 * like % and $ that were selected with their word.  An empty range gives the word at it.  A range
 * without a word (a lone bullet) only loses the spaces around it. */
ObSegment ob_boundary_snap (const ObText *text, guint32 start, guint32 end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObBoundaryRules, ob_boundary_rules_unref)

G_END_DECLS
