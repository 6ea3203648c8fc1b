/* See scan.h. */
#include "analysis/scan.h"

#include <string.h>

#include "analysis/quote-marks.h"

/* How far ahead "he asked" may stand after "Really?". */
#define TAG_REACH 6

gboolean
ob_scan_is_adverb (const ObScan *scan, guint i)
{
  const ObToken *token = ob_scan_token (scan, i);

  if (ob_scan_is (scan, i, OB_STEER_ADVERB))
    return TRUE;
  return scan->words[i] == NULL && token->kind == OB_TOKEN_WORD && token->n_bytes > 4
         && (token->flags & OB_TOKEN_CAPITAL) == 0
         && memcmp (scan->utf8 + token->byte + token->n_bytes - 2, "ly", 2) == 0;
}

gboolean
ob_scan_is_word (const ObScan *scan, guint i, const char *word)
{
  return i < scan->tokens->len && ob_token_is (ob_scan_token (scan, i), scan->utf8, word);
}

static guint
count_matching (const ObScan *scan, const ObCue *cue, guint i, guint last)
{
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];
  guint n = 1;

  for (guint k = 0; cue->rest != NULL && cue->rest[k] != NULL; k++, n++)
    if (i + n >= last
        || strcmp (cue->rest[k], ob_token_fold (ob_scan_token (scan, i + n), scan->utf8, folded))
               != 0)
      return 0;

  return n;
}

const ObCueMatch *
ob_scan_match_cue (const ObScan *scan, guint i, guint last, guint frames, guint *n_tokens)
{
  const ObCueWord *word = scan->words[i];
  const ObCueMatch *best = NULL;

  *n_tokens = 0;
  for (guint k = 0; word != NULL && word->matches != NULL && k < word->matches->len; k++)
    {
      const ObCueMatch *match = &g_array_index (word->matches, ObCueMatch, k);
      guint n;

      if (frames != 0 && (match->cue->frames & frames) == 0)
        continue;
      n = count_matching (scan, match->cue, i, last);
      if (n > *n_tokens)
        {
          best = match;
          *n_tokens = n;
        }
    }

  return best;
}

/* Sentences ------------------------------------------------------------------------------------ */

static gboolean
is_final (gunichar mark)
{
  return mark == '.' || mark == '!' || mark == '?' || mark == 0x2026;
}

/* TRUE when words that say who was quoted begin at token @i: "he asked", "Trump asked", "asked he".
 */
static gboolean
is_tag (const ObScan *scan, guint i)
{
  for (guint k = i; k < i + TAG_REACH && k < scan->tokens->len; k++)
    {
      const ObCueWord *word = scan->words[k];
      guint n;

      if ((k > i && (ob_scan_token (scan, k)->flags & OB_TOKEN_PARAGRAPH) != 0)
          || scan->span_of[k] >= 0)
        return FALSE;
      if (word != NULL && (word->forms & (OB_FORM_PAST | OB_FORM_THIRD)) != 0
          && ob_scan_match_cue (scan, k, scan->tokens->len, OB_FRAME_QUOTE, &n) != NULL)
        return TRUE;
      if (ob_scan_token (scan, k)->kind == OB_TOKEN_MARK
          || ob_scan_is (scan, k, OB_STEER_CLAUSE | OB_STEER_CONJUNCTION | OB_STEER_PREPOSITION)
          || (ob_scan_is (scan, k, OB_STEER_VERB)))
        return FALSE;
    }
  return FALSE;
}

/* The last inner mark of a span's words, its closing mark aside. */
static gunichar
get_inner_mark (const ObScan *scan, const ObQuoteSpan *span)
{
  for (guint i = span->last; i > span->first; i--)
    {
      const ObToken *token = ob_scan_token (scan, i);

      if (token->kind != OB_TOKEN_MARK)
        return (token->flags & OB_TOKEN_DOTTED) != 0 ? '.' : 0;
      if (is_final (token->mark) || token->mark == ',')
        return token->mark;
    }
  return 0;
}

static gboolean
begins_sentence (const ObScan *scan, guint i)
{
  const ObToken *token = ob_scan_token (scan, i);

  if ((token->flags & OB_TOKEN_CAPITAL) != 0 || token->kind == OB_TOKEN_NUMBER)
    return TRUE;
  return token->kind == OB_TOKEN_MARK
         && (scan->span_of[i] >= 0 || token->mark == '(' || token->mark == '[' || token->mark == '$'
             || token->mark == '#' || token->mark == '@' || token->mark == 0x2022
             || token->mark == 0x2014);
}

static gboolean
ends_sentence (const ObScan *scan, guint i)
{
  const ObToken *token = ob_scan_token (scan, i);
  guint next = i + 1;

  if (next >= scan->tokens->len || (ob_scan_token (scan, next)->flags & OB_TOKEN_PARAGRAPH) != 0)
    return TRUE;
  if (scan->span_of[i] >= 0)
    {
      const ObQuoteSpan *span = &g_array_index (scan->spans, ObQuoteSpan, scan->span_of[i]);
      gunichar inner;

      if (span->last != i || !begins_sentence (scan, next))
        return FALSE;
      inner = get_inner_mark (scan, span);
      return is_final (inner) && (inner == '.' || !is_tag (scan, next));
    }
  if (is_final (token->mark))
    return (ob_scan_token (scan, next)->flags & OB_TOKEN_SPACED) != 0
           && begins_sentence (scan, next);
  if ((token->mark == ')' || token->mark == ']') && i > 0
      && is_final (ob_scan_token (scan, i - 1)->mark))
    return begins_sentence (scan, next);
  return (token->flags & OB_TOKEN_DOTTED) != 0 && !ob_scan_is (scan, i, OB_STEER_TITLE)
         && ob_scan_is_capital (scan, next) && token->n_bytes > 2
         && ob_scan_is (scan, next,
                        OB_STEER_SUBJECT | OB_STEER_DETERMINER | OB_STEER_CLAUSE
                            | OB_STEER_CONJUNCTION);
}

static void
find_sentences (ObScan *scan)
{
  guint first = 0;

  for (guint i = 0; i < scan->tokens->len; i++)
    if (ends_sentence (scan, i))
      {
        ObSentence sentence
            = { first, i + 1, (ob_scan_token (scan, first)->flags & OB_TOKEN_PARAGRAPH) != 0 };

        g_array_append_val (scan->sentences, sentence);
        first = i + 1;
      }
}

ObScan *
ob_scan_new (const ObText *text, const ObCues *cues)
{
  ObScan *scan = g_new0 (ObScan, 1);
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];

  scan->text = text;
  scan->utf8 = ob_text_get_utf8 (text, NULL);
  scan->cues = cues;
  scan->tokens = ob_tokens_new (text);
  scan->words = g_new0 (const ObCueWord *, scan->tokens->len + 1);
  scan->span_of = g_new (gint32, scan->tokens->len + 1);
  scan->spans = g_array_new (FALSE, FALSE, sizeof (ObQuoteSpan));
  scan->sentences = g_array_new (FALSE, FALSE, sizeof (ObSentence));
  for (guint i = 0; i < scan->tokens->len; i++)
    {
      const ObToken *token = ob_scan_token (scan, i);

      scan->span_of[i] = -1;
      if (token->kind == OB_TOKEN_WORD)
        scan->words[i] = ob_cues_lookup (cues, ob_token_fold (token, scan->utf8, folded));
    }
  ob_quote_marks_pair (scan);
  find_sentences (scan);

  return scan;
}

void
ob_scan_free (ObScan *scan)
{
  g_array_unref (scan->tokens);
  g_array_unref (scan->spans);
  g_array_unref (scan->sentences);
  g_free (scan->words);
  g_free (scan->span_of);
  g_free (scan);
}
