/* Phrases around a cue: the verb group it is in, who stands before or after it, and where what is
 * reported ends.  All ranges are of tokens, half-open, inside one sentence and outside quotations.
 */
#pragma once

#include "analysis/scan.h"

G_BEGIN_DECLS

typedef struct
{
  guint first;
  guint last;
} ObTokens;

/* The verb that begins with token @verb with the auxiliaries and adverbs before it: "has also
 * said". */
guint ob_phrase_verb_start (const ObScan *scan, guint first, guint verb);

/* The noun phrase that ends before token @end, from @first on: "Tillerson spokesman R.C. Hammond",
 * with an apposition between commas.  Empty when there is none. */
ObTokens ob_phrase_before (const ObScan *scan, guint first, guint end);

/* The noun phrase that begins at token @start: "Kevin Madden, a Republican strategist". */
ObTokens ob_phrase_after (const ObScan *scan, guint start, guint last);

/* Where a reported clause that begins at @start ends: before what the reporter says again. */
guint ob_phrase_clause_end (const ObScan *scan, guint start, guint last);

/* Where a noun phrase that begins at @start ends, with what hangs on it. */
guint ob_phrase_object_end (const ObScan *scan, guint start, guint last);

/* Who [first, last) is about: the phrase before its first finite verb, behind what introduces it.
 * Empty when there is none. */
ObTokens ob_phrase_subject (const ObScan *scan, guint first, guint last);

/* The same, but of the finite verb nearest before @last of which a name, a role or a person is the
 * subject: who goes on in "he laughed and said". */
ObTokens ob_phrase_nearest_subject (const ObScan *scan, guint first, guint last);

/* TRUE when a finite verb stands in [start, last), before the next comma. */
gboolean ob_phrase_has_verb (const ObScan *scan, guint start, guint last);

/* TRUE when the word may be a finite verb: "is", "said", "wants". */
gboolean ob_phrase_is_finite (const ObScan *scan, guint i);

G_END_DECLS
