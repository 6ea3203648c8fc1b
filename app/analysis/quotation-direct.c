/* Whole quotations: the words that say whose they are stand behind, before, or in an earlier
 * sentence.
 *
 *   "...", Lavrov responded.    quote-name-verb       "...", said Lavrov.    quote-verb-name
 *   He said: "..."              name-verb-quote       Lavrov: "..."          name-colon
 *   "...", he said.  "..."      goes on               "..."  (alone)         floating
 */
#include "analysis/quotation-rules.h"

#include <string.h>

/* How far from its quotation the reporting word may be, in tokens. */
#define REACH 40
#define MAX_BETWEEN 14

typedef struct
{
  ObTokens source;
  ObTokens cue;
  const ObCue *lexeme;
  const char *rule;
  ObTier tier;
} Tag;

static const ObQuoteSpan *
get_span (const ObScan *scan, gint32 i)
{
  return &g_array_index (scan->spans, ObQuoteSpan, i);
}

/* The first whole quotation in [first, last), or NULL. */
static const ObQuoteSpan *
next_full (const ObScan *scan, guint first, guint last)
{
  for (guint i = first; i < last; i++)
    if (scan->span_of[i] >= 0)
      {
        const ObQuoteSpan *span = get_span (scan, scan->span_of[i]);

        if (span->full && span->first >= first)
          return span;
        i = span->last;
      }
  return NULL;
}

static gboolean
is_mark (const ObScan *scan, guint i, gunichar mark)
{
  return ob_scan_token (scan, i)->mark == mark;
}

static const ObCueMatch *
match_quoting (const ObScan *scan, guint i, guint last, guint *n)
{
  const ObCueMatch *match;

  if (scan->span_of[i] >= 0 || ob_scan_is_capital (scan, i))
    return NULL;
  match = ob_scan_match_cue (scan, i, last, OB_FRAME_QUOTE, n);

  return match != NULL && match->cue->class < OB_CUE_SOURCE ? match : NULL;
}

/* "..., according to a spokesman". */
static gboolean
read_source_after (const ObScan *scan, guint first, guint last, Tag *tag)
{
  guint n = 0;

  for (guint i = first; i + 2 < last && i < first + REACH && scan->span_of[i] < 0; i++)
    {
      const ObCueMatch *match;
      guint end;

      if (!ob_scan_is_word (scan, i, "according"))
        continue;
      match = ob_scan_match_cue (scan, i, last, 0, &n);
      if (match == NULL || match->cue->class != OB_CUE_SOURCE)
        continue;
      for (end = i + n; end < last && scan->span_of[end] < 0; end++)
        if (is_mark (scan, end, ',') || is_mark (scan, end, '.') || is_mark (scan, end, ';')
            || is_mark (scan, end, ':'))
          break;
      if (end == i + n)
        continue;
      tag->source = (ObTokens){ i + n, end };
      tag->cue = (ObTokens){ i, i + n };
      tag->lexeme = match->cue;
      tag->rule = "quote-according-to";
      tag->tier = OB_TIER_B;
      return TRUE;
    }
  return FALSE;
}

/* The tag behind a quotation: [first, last) is what stands there up to the next one. */
static gboolean
read_tag_after (const ObScan *scan, guint first, guint last, Tag *tag)
{
  guint n = 0;
  guint limit = MIN (last, first + REACH);

  if (read_source_after (scan, first, last, tag))
    return TRUE;
  while (first < limit
         && (is_mark (scan, first, ',') || is_mark (scan, first, 0x2014)
             || is_mark (scan, first, '-')))
    first++;
  for (guint i = first; i < limit; i++)
    {
      const ObCueMatch *match = match_quoting (scan, i, last, &n);
      guint verb;

      if (scan->span_of[i] >= 0 || is_mark (scan, i, ';'))
        return FALSE;
      if (match == NULL
          || (match->forms & (OB_FORM_PAST | OB_FORM_THIRD | OB_FORM_BASE | OB_FORM_PARTICIPLE))
                 == 0)
        continue;
      verb = ob_phrase_verb_start (scan, first, i);
      tag->cue = (ObTokens){ verb, i + n };
      tag->lexeme = match->cue;
      tag->tier = OB_TIER_A;
      if (verb == first)
        {
          tag->source = ob_phrase_after (scan, i + n, last);
          tag->rule = "quote-verb-name";
          if (tag->source.first == tag->source.last)
            tag->tier = OB_TIER_C;
          return TRUE;
        }
      tag->source = ob_phrase_before (scan, first, verb);
      tag->rule = "quote-name-verb";
      if (tag->source.first != first)
        tag->tier = OB_TIER_C;
      if (tag->source.first < tag->source.last)
        return TRUE;
    }
  return FALSE;
}

/* Between the cue and its quotation: "said in a statement:", "told CNN,"; but not "wrote a book,".
 */
static gboolean
may_stand_between (const ObScan *scan, const ObCue *cue, guint first, guint last)
{
  guint start = first;

  if (last - first > MAX_BETWEEN)
    return FALSE;
  while (start < last && ob_scan_is_adverb (scan, start))
    start++;
  if (last - start > 1 && !is_mark (scan, last - 1, ':') && (cue->frames & OB_FRAME_HEARER) == 0
      && !ob_scan_is (scan, start,
                      OB_STEER_PREPOSITION | OB_STEER_DAY | OB_STEER_CLAUSE | OB_STEER_CONJUNCTION)
      && ob_scan_token (scan, start)->kind == OB_TOKEN_WORD)
    return FALSE;
  for (guint i = first; i < last; i++)
    if (scan->span_of[i] >= 0 || is_mark (scan, i, ';'))
      return FALSE;

  return TRUE;
}

/* The tag before a quotation that begins at @quote. */
static gboolean
read_tag_before (const ObScan *scan, guint first, guint quote, Tag *tag)
{
  guint n = 0;
  guint quote_word = MIN (quote + (is_mark (scan, quote, '\'') ? 2 : 1), scan->tokens->len - 1);
  gboolean introduced
      = quote > first && (is_mark (scan, quote - 1, ',') || is_mark (scan, quote - 1, ':'));

  for (guint i = quote; i-- > first && quote - i <= REACH;)
    {
      const ObCueMatch *match = match_quoting (scan, i, quote, &n);
      guint verb;

      if (scan->span_of[i] >= 0)
        break;
      if (match == NULL
          || (i > first && ob_scan_is (scan, i - 1, OB_STEER_DETERMINER | OB_STEER_POSSESSIVE)
              && !ob_scan_is (scan, i - 1, OB_STEER_AUXILIARY)))
        continue;
      if (!ob_scan_is_capital (scan, quote_word) || (i + n != quote && !introduced))
        return FALSE; /* a part of a clause of the reporter */
      if (!may_stand_between (scan, match->cue, i + n, quote))
        break;
      verb = ob_phrase_verb_start (scan, first, i);
      tag->cue = (ObTokens){ verb, i + n };
      tag->lexeme = match->cue;
      tag->source = ob_phrase_before (scan, first, verb);
      tag->rule = "name-verb-quote";
      tag->tier = tag->source.first < tag->source.last ? OB_TIER_A : OB_TIER_B;
      if ((match->forms & OB_FORM_ING) != 0 || tag->source.first == tag->source.last
          || (verb > first && ob_scan_is_word (scan, verb - 1, "to")))
        {
          /* "He turned away, saying:": whose sentence it is. */
          tag->source = ob_phrase_nearest_subject (scan, first, verb);
          tag->tier = OB_TIER_B;
        }
      return TRUE;
    }
  if (quote > first + 1 && is_mark (scan, quote - 1, ':') && quote - first <= 9)
    {
      tag->cue = (ObTokens){ quote - 1, quote };
      tag->source = (ObTokens){ first, quote - 1 };
      tag->lexeme = NULL;
      tag->rule = "name-colon";
      tag->tier = OB_TIER_B;
      return TRUE;
    }
  return FALSE;
}

/* Quoted words that go on with the reporter's own clause: 'he "liked them all," he said'. */
static gboolean
goes_on_with_clause (const ObScan *scan, const ObSentence *sentence, const ObQuoteSpan *span)
{
  return span->first > sentence->first + 1 && span->first + 1 < span->last
         && !ob_scan_is_capital (scan, span->first + 1)
         && ob_scan_token (scan, span->first - 1)->kind == OB_TOKEN_WORD;
}

/* The sentence is quotations and nothing else. */
static gboolean
is_only_quotes (const ObScan *scan, const ObSentence *sentence)
{
  const ObQuoteSpan *span = next_full (scan, sentence->first, sentence->last);

  if (span == NULL || span->first != sentence->first)
    return FALSE;
  for (guint i = sentence->first; i < sentence->last; i++)
    if (scan->span_of[i] < 0 && ob_scan_token (scan, i)->kind != OB_TOKEN_MARK)
      return FALSE;

  return TRUE;
}

/* Adds what goes on with a quotation: more of it in its sentence, sentences of quotation alone in
 * the same paragraph, and paragraphs that an open quotation runs on into.  Returns: the sentence
 * after. */
static guint
extend (ObQuotationFinder *finder, ObQuotation *quotation, guint index)
{
  const ObScan *scan = finder->scan;
  guint next = index + 1;

  while (next < scan->sentences->len)
    {
      const ObSentence *sentence = &g_array_index (scan->sentences, ObSentence, next);
      const ObQuoteSpan *span;

      if (!is_only_quotes (scan, sentence))
        break;
      span = next_full (scan, sentence->first, sentence->last);
      while (span != NULL)
        {
          ob_quotation_finder_extend (finder, quotation, (ObTokens){ span->first, span->last + 1 });
          span = next_full (scan, span->last + 1, sentence->last);
        }
      next++;
    }
  return next;
}

/* TRUE when the reporter says more in [first, last), so that what is quoted behind belongs to that.
 */
static gboolean
has_cue_between (const ObScan *scan, guint first, guint last)
{
  guint n;

  for (guint i = first; i < last; i++)
    if (scan->span_of[i] < 0 && scan->words[i] != NULL && !ob_scan_is_capital (scan, i)
        && ob_scan_match_cue (scan, i, last, 0, &n) != NULL && scan->words[i]->forms != 0)
      return TRUE;

  return FALSE;
}

static guint
add_tagged (ObQuotationFinder *finder, guint index, const ObQuoteSpan *first, const Tag *tag)
{
  const ObScan *scan = finder->scan;
  const ObSentence *sentence = &g_array_index (scan->sentences, ObSentence, index);
  ObFinding finding = { { first->first, first->last + 1 },
                        tag->source,
                        tag->cue,
                        tag->lexeme,
                        tag->rule,
                        tag->tier,
                        OB_MODE_DIRECT };
  ObQuotation *quotation = ob_quotation_finder_add (finder, &finding);
  const ObQuoteSpan *last = first;
  const ObQuoteSpan *span = first;
  guint rest;

  while ((span = next_full (scan, span->last + 1, sentence->last)) != NULL)
    {
      if (has_cue_between (scan, MAX (last->last + 1, tag->cue.last), span->first))
        break;
      ob_quotation_finder_extend (finder, quotation, (ObTokens){ span->first, span->last + 1 });
      last = span;
    }
  /* What the reporter adds behind: ", adding that ...". */
  rest = MAX (last->last + 1, MAX (tag->cue.last, tag->source.last));
  if (rest < sentence->last)
    ob_quotation_rules_indirect (finder, rest, sentence->last, tag->source);
  if (span != NULL)
    return 1;

  return extend (finder, quotation, index) - index;
}

/* "He said that it was over. "Nobody won."": what was reported in the sentence before, of the same
 * paragraph, and goes on here.  Returns: (transfer none) (nullable). */
static ObQuotation *
find_going_on (const ObQuotationFinder *finder, guint index)
{
  const ObScan *scan = finder->scan;
  const ObSentence *before
      = index > 0 ? &g_array_index (scan->sentences, ObSentence, index - 1) : NULL;
  ObQuotation *last
      = finder->found->len > 0 ? g_ptr_array_index (finder->found, finder->found->len - 1) : NULL;

  if (before == NULL || last == NULL || g_array_index (scan->sentences, ObSentence, index).opens
      || g_array_index (last->content, ObSegment, last->content->len - 1).end
             <= ob_scan_token (scan, before->first)->start
      || last->source->len == 0 || last->lexeme == NULL)
    return NULL;
  if (last->lexeme->class != OB_CUE_SPEECH && last->lexeme->class != OB_CUE_WRITING
      && last->lexeme->class != OB_CUE_SOURCE)
    return NULL;

  return last;
}

guint
ob_quotation_rules_direct (ObQuotationFinder *finder, guint index)
{
  const ObScan *scan = finder->scan;
  const ObSentence *sentence = &g_array_index (scan->sentences, ObSentence, index);
  const ObQuoteSpan *span = next_full (scan, sentence->first, sentence->last);
  const ObQuoteSpan *second;
  Tag tag = { 0 };

  if (span == NULL)
    return 0;
  second = next_full (scan, span->last + 1, sentence->last);
  if (span->first > sentence->first && read_tag_before (scan, sentence->first, span->first, &tag))
    return add_tagged (finder, index, span, &tag);
  if (goes_on_with_clause (scan, sentence, span))
    return 0;
  if (read_tag_after (scan, span->last + 1, second != NULL ? second->first : sentence->last, &tag))
    return add_tagged (finder, index, span, &tag);
  if (is_only_quotes (scan, sentence))
    {
      ObFinding finding = { { span->first, span->last + 1 },
                            { 0, 0 },
                            { 0, 0 },
                            NULL,
                            "floating",
                            OB_TIER_C,
                            OB_MODE_DIRECT };
      ObQuotation *quotation = find_going_on (finder, index);

      if (quotation != NULL)
        {
          ob_quotation_finder_extend (finder, quotation, (ObTokens){ span->first, span->last + 1 });
          if (quotation->mode == OB_MODE_INDIRECT)
            quotation->mode = OB_MODE_MIXED;
        }
      else
        quotation = ob_quotation_finder_add (finder, &finding);
      return extend (finder, quotation, index) - index;
    }
  return 0;
}
