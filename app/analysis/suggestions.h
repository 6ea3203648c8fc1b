/* Suggestions: what the rules would tag in an article of a project, each with its reason.
 *
 *   quote     a quotation, with the mention of its speaker and the said-by link between them
 *   figure    how many, how much, what share
 *   dispute   figures of one kind that differ: a question, with a position for each of them
 *   again     another occurrence of words that are tagged already
 *
 * A suggestion is nothing in the project until it is accepted; then it is ordinary annotations
 * whose origin says by which rule.  What is tagged already, and what was rejected, is not
 * suggested.
 */
#pragma once

#include "analysis/quotations.h"
#include "store/edit.h"

G_BEGIN_DECLS

typedef enum
{
  OB_SUGGESTION_QUOTE,
  OB_SUGGESTION_FIGURE,
  OB_SUGGESTION_DISPUTE,
  OB_SUGGESTION_AGAIN,
} ObSuggestionKind;

/* A passage that accepting tags. */
typedef struct
{
  char *label;       /* id in the codebook: "quote" */
  GArray *segments;  /* normal list of ObSegment */
  GPtrArray *values; /* char*: name, value, name, value ... of attributes, as texts */
} ObSuggestedTag;

typedef struct
{
  ObSuggestionKind kind;
  ObEntity article;
  char *key;       /* the same whenever it is found in this text: what a rejection remembers */
  GPtrArray *tags; /* ObSuggestedTag: the first is what it is about; of a quotation the second, if
                    * there is one, is the mention of its speaker */
  char *rule;      /* "quote-verb-name" */
  ObTier tier;
  char *because;  /* translated: "“…”, then “said” and “Lavrov”" */
  char *question; /* (nullable) of a dispute */
} ObSuggestion;

/* What is suggested in @article, of @lowest tier or better, by place.  @text: the article's.  Any
 * thread.  Returns: (transfer full): GPtrArray of ObSuggestion. */
GPtrArray *
ob_suggestions_find (ObProject *project, ObEntity article, const ObText *text, ObTier lowest);

/* Other occurrences in @article of the words of @annotation: whole words, and, where it is a
 * mention of a speaker, the name and aliases of that too.  @text: the article's.  Returns:
 * (transfer full): GPtrArray of ObSuggestion, with the annotation's label and attributes. */
GPtrArray *ob_suggestions_find_again (ObProject *project,
                                      ObEntity annotation,
                                      ObEntity article,
                                      const ObText *text);

/* Adds what @suggestions (of ObSuggestion) propose to @edit.  Names of speakers that are not in the
 * project yet are added to it; what is tagged with the same label at the same place is taken rather
 * than tagged twice.  @first: (out) (optional): the first annotation.  FALSE with @error. */
gboolean ob_suggestions_accept (ObEdit *edit,
                                ObProject *project,
                                const GPtrArray *suggestions,
                                ObEntity *first,
                                GError **error);

/* Remembers in @edit that it is not wanted. */
gboolean ob_suggestion_reject (ObEdit *edit, const ObSuggestion *suggestion, GError **error);

/* Deletes what came from spreading the words of @annotation: annotations of the same label and
 * words, or names of the same speaker, that were accepted as other occurrences.  Returns: how many;
 * -1 with @error. */
int
ob_suggestions_take_back (ObEdit *edit, ObProject *project, ObEntity annotation, GError **error);

ObSuggestion *ob_suggestion_copy (const ObSuggestion *suggestion);
void ob_suggestion_free (ObSuggestion *suggestion);

/* The range from its first to its last character. */
ObSegment ob_suggestion_get_hull (const ObSuggestion *suggestion);

/* "quote", "figure", "dispute", "again". */
const char *ob_suggestion_kind_get_name (ObSuggestionKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSuggestion, ob_suggestion_free)

G_END_DECLS
