/* Names: those that a text speaks of, what is a title in them, and which stand for states and
 * bodies.
 *
 *   text   UK Foreign Secretary Boris Johnson said ...  Mr. Johnson ...
 *   name   "Boris Johnson", role "UK Foreign Secretary"      "Johnson", role "Mr."
 *
 * By capital letters and the lists of data/names; of English.
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

/* A mention of somebody in a text. */
typedef struct
{
  ObSegment segment; /* with titles and role */
  char *name;        /* without them; empty when there is nothing else ("the President") */
  char *role;        /* (nullable) */
} ObNameMention;

/* The mentions in @text, in order.  O(n), any thread.  Returns: (transfer full): GPtrArray of
 * ObNameMention. */
GPtrArray *ob_names_find (const ObText *text);
void ob_name_mention_free (ObNameMention *mention);

/* @name without the titles before it: "President Donald Trump" -> "Donald Trump"; all of it when it
 * is nothing but titles.  Returns: (transfer full). */
char *ob_name_strip_titles (const char *name);

/* @name with nothing but its letters and digits, folded: "U.S." -> "us".  Returns: (transfer full).
 */
char *ob_name_compact (const char *name);

/* What the table of states and bodies knows of a name. */
typedef struct
{
  const char *canonical; /* "United States" */
  const char *kind;      /* "state" or "body" */
  gboolean ask;          /* it may stand for that, and has to be asked about: "Washington" */
} ObNameEntry;

/* The entries that @name may be of, a sure one first; "the" before it does not matter.
 * Returns: (transfer none) (nullable): GArray of ObNameEntry. */
const GArray *ob_names_lookup (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObNameMention, ob_name_mention_free)

G_END_DECLS
