/* A text made ready for the rules that find quotations: tokens with what the lexicon knows of them,
 * pairs of quotation marks, and sentences that take a quotation as a whole.
 *
 *   text       "We don't know. Nobody has shown us anything", he told Mir TV.  It denies it.
 *   quotes     <------------------------------------------->
 *   sentences  <------------------------------------------------------------>  <----------->
 */
#pragma once

#include "analysis/cues.h"
#include "analysis/tokens.h"

G_BEGIN_DECLS

/* Words between a pair of quotation marks; tokens [first, last], the marks included. */
typedef struct
{
  guint first;
  guint last;
  guint32 start; /* code points, the marks included */
  guint32 end;
  guint n_words;
  gboolean closed;    /* FALSE: it ends with its paragraph, without a mark */
  gboolean continued; /* the next one, in the next paragraph, goes on with it */
  gboolean full;      /* somebody's sentence, rather than a term or a title */
} ObQuoteSpan;

/* Tokens [first, last). */
typedef struct
{
  guint first;
  guint last;
  gboolean opens; /* the first of its paragraph */
} ObSentence;

typedef struct
{
  const ObText *text;
  const char *utf8;
  const ObCues *cues;
  GArray *tokens;          /* ObToken */
  const ObCueWord **words; /* for each token (nullable) */
  gint32 *span_of;         /* for each token: its span, or -1 */
  GArray *spans;           /* ObQuoteSpan, in order */
  GArray *sentences;       /* ObSentence, in order */
} ObScan;

/* O(n).  @text must outlive it. */
ObScan *ob_scan_new (const ObText *text, const ObCues *cues);
void ob_scan_free (ObScan *scan);

static inline const ObToken *
ob_scan_token (const ObScan *scan, guint i)
{
  return &g_array_index (scan->tokens, ObToken, i);
}

/* TRUE when token @i has one of the ObSteer bits. */
static inline gboolean
ob_scan_is (const ObScan *scan, guint i, guint steer)
{
  return scan->words[i] != NULL && (scan->words[i]->steer & steer) != 0;
}

/* "quickly", and the adverbs of the list. */
gboolean ob_scan_is_adverb (const ObScan *scan, guint i);

static inline gboolean
ob_scan_is_capital (const ObScan *scan, guint i)
{
  return (ob_scan_token (scan, i)->flags & OB_TOKEN_CAPITAL) != 0;
}

/* TRUE when token @i is a word, in lower case, that is spelled @word. */
gboolean ob_scan_is_word (const ObScan *scan, guint i, const char *word);

/* The cue whose first word is token @i, the longest whose other words follow before @last, with one
 * of @frames (0: any); @n_tokens: its length.  Returns: (transfer none) (nullable). */
const ObCueMatch *
ob_scan_match_cue (const ObScan *scan, guint i, guint last, guint frames, guint *n_tokens);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObScan, ob_scan_free)

G_END_DECLS
