/* See phrases.h. */
#include "analysis/phrases.h"

#include <string.h>

/* How long an apposition may be, in tokens: "Kevin Madden, a Republican strategist, said". */
#define MAX_APPOSITION 25
#define MAX_PHRASE 30
#define MAX_BRACKETS 8

static gboolean
is_comma (const ObScan *scan, guint i)
{
  return ob_scan_token (scan, i)->mark == ',';
}

static gboolean
is_word (const ObScan *scan, guint i)
{
  return ob_scan_token (scan, i)->kind != OB_TOKEN_MARK && scan->span_of[i] < 0;
}

static gboolean
has_ending (const ObScan *scan, guint i, const char *ending)
{
  const ObToken *token = ob_scan_token (scan, i);
  gsize n = strlen (ending);

  return token->n_bytes > n + 1
         && memcmp (scan->utf8 + token->byte + token->n_bytes - n, ending, n) == 0;
}

gboolean
ob_phrase_is_finite (const ObScan *scan, guint i)
{
  const ObCueWord *word = scan->words[i];

  if (word == NULL || ob_scan_is_capital (scan, i))
    return FALSE;
  if ((word->steer & OB_STEER_VERB) != 0
      || ((word->steer & OB_STEER_AUXILIARY) != 0 && (word->steer & OB_STEER_POSSESSIVE) == 0))
    return TRUE;
  return (word->forms & OB_FORM_PAST) != 0 && word->steer == 0;
}

guint
ob_phrase_verb_start (const ObScan *scan, guint first, guint verb)
{
  guint start = verb;

  while (
      start > first && is_word (scan, start - 1) && !ob_scan_is_capital (scan, start - 1)
      && ((ob_scan_is (scan, start - 1, OB_STEER_AUXILIARY | OB_STEER_NEGATION)
           && !ob_scan_is (scan, start - 1, OB_STEER_DETERMINER))
          || (ob_scan_is_adverb (scan, start - 1) && !ob_scan_is (scan, start - 1, OB_STEER_DAY))))
    {
      if (ob_scan_is_word (scan, start - 1, "'s") || ob_scan_is_word (scan, start - 1, "’s"))
        {
          /* "Trump's said" is rare, "he's said" is not. */
          if (start - 1 == first || !ob_scan_is (scan, start - 2, OB_STEER_SUBJECT))
            break;
        }
      start--;
    }
  return start;
}

/* The opening bracket of a short remark in brackets that ends with token @close; @close when there
 * is none. */
static guint
skip_brackets_back (const ObScan *scan, guint first, guint close)
{
  for (guint i = close; i > first && close - i < MAX_BRACKETS; i--)
    if (ob_scan_token (scan, i - 1)->mark == '(' || ob_scan_token (scan, i - 1)->mark == '[')
      return i - 1;

  return close;
}

/* One plain noun phrase that ends before @end, without appositions. */
static guint
plain_start (const ObScan *scan, guint first, guint end)
{
  guint i = end;
  guint joint = 0; /* the word after an "and" that was crossed */

  if (end > first && is_word (scan, end - 1) && ob_scan_is (scan, end - 1, OB_STEER_SUBJECT))
    return end - 1;
  while (i > first && end - i < MAX_PHRASE)
    {
      guint at = i - 1;
      const ObCueWord *word = scan->words[at];
      guint steer = word != NULL ? word->steer : 0;

      if (scan->span_of[at] >= 0)
        {
          /* "the 'quoted' man": only a short pair inside a phrase. */
          const ObQuoteSpan *span = &g_array_index (scan->spans, ObQuoteSpan, scan->span_of[at]);

          if (span->full || span->first <= first || span->n_words > 4 || i == end)
            break;
          i = span->first;
          continue;
        }
      if (ob_scan_token (scan, at)->kind == OB_TOKEN_MARK)
        {
          gunichar mark = ob_scan_token (scan, at)->mark;

          if ((mark == ')' || mark == ']') && skip_brackets_back (scan, first, at) < at)
            {
              i = skip_brackets_back (scan, first, at);
              continue;
            }
          if (mark == '$' || mark == '&' || mark == '/' || mark == '%' || mark == '-' || mark == '@'
              || mark == '#')
            {
              i = at;
              continue;
            }
          break;
        }
      if ((steer & OB_STEER_CLAUSE) != 0 && !ob_scan_is_capital (scan, at))
        {
          if (i == end
              && (ob_scan_is_word (scan, at, "who") || ob_scan_is_word (scan, at, "which")))
            i = at;
          break;
        }
      if ((steer & OB_STEER_CLAUSE) != 0 && at == first)
        break;
      if ((steer & OB_STEER_CONJUNCTION) != 0)
        {
          if (!ob_scan_is_word (scan, at, "and") || at == first || joint > 0)
            break;
          joint = i;
          i = at;
          continue;
        }
      if (ob_phrase_is_finite (scan, at))
        {
          if (joint > 0)
            i = joint;
          break;
        }
      if ((steer & (OB_STEER_SUBJECT | OB_STEER_OBJECT)) != 0 && (steer & OB_STEER_DETERMINER) == 0)
        break;
      if ((steer & OB_STEER_PREPOSITION) != 0 && at == first)
        break;
      i = at;
    }
  while (i < end && !ob_scan_is_capital (scan, i)
         && (ob_scan_is (scan, i, OB_STEER_CONJUNCTION | OB_STEER_PREPOSITION)
             || ob_scan_is_word (scan, i, "'s") || ob_scan_is_word (scan, i, "’s")
             || (ob_scan_is_adverb (scan, i) && !ob_scan_is (scan, i, OB_STEER_DETERMINER))))
    i++;

  return i;
}

ObTokens
ob_phrase_before (const ObScan *scan, guint first, guint end)
{
  guint comma;

  if (end <= first)
    return (ObTokens){ end, end };
  if (!is_comma (scan, end - 1))
    return (ObTokens){ plain_start (scan, first, end), end };

  /* "Kevin Madden, a Republican strategist, said": back to the comma before. */
  for (comma = end - 1; comma > first; comma--)
    {
      guint at = comma - 1;

      if (end - at > MAX_APPOSITION || scan->span_of[at] >= 0)
        return (ObTokens){ end, end };
      if (is_comma (scan, at) && at > first && is_word (scan, at - 1))
        {
          guint start = plain_start (scan, first, at);

          if (start >= at)
            return (ObTokens){ end, end };
          if (ob_scan_is_capital (scan, at - 1) || ob_scan_is_capital (scan, comma)
              || ob_scan_is (scan, start, OB_STEER_DETERMINER | OB_STEER_SUBJECT))
            return (ObTokens){ start, end - 1 };
          return (ObTokens){ end, end };
        }
    }
  return (ObTokens){ end, end };
}

/* A name or noun goes on with these marks between its words. */
static gboolean
joins_words (gunichar mark)
{
  return mark == '-' || mark == '&' || mark == '/' || mark == '@' || mark == '#' || mark == '.';
}

ObTokens
ob_phrase_after (const ObScan *scan, guint start, guint last)
{
  guint i = start;
  guint n_names = 0;

  if (start < last && is_word (scan, start) && ob_scan_is (scan, start, OB_STEER_SUBJECT)
      && !ob_scan_is_capital (scan, start))
    return (ObTokens){ start, start + 1 };
  for (; i < last && i - start < MAX_PHRASE && scan->span_of[i] < 0; i++)
    {
      guint steer = scan->words[i] != NULL ? scan->words[i]->steer : 0;
      gboolean capital = ob_scan_is_capital (scan, i);

      if (ob_scan_token (scan, i)->kind == OB_TOKEN_MARK)
        {
          if (joins_words (ob_scan_token (scan, i)->mark) && i + 1 < last
              && (ob_scan_token (scan, i + 1)->flags & OB_TOKEN_SPACED) == 0)
            continue;
          if (ob_scan_token (scan, i)->mark == '(' && n_names > 0)
            {
              guint close = i;

              while (close < last && close - i < MAX_BRACKETS
                     && ob_scan_token (scan, close)->mark != ')')
                close++;
              if (close < last && ob_scan_token (scan, close)->mark == ')')
                {
                  i = close;
                  continue;
                }
            }
          /* An apposition: "said Kevin Madden, a Republican strategist". */
          if (is_comma (scan, i) && n_names > 0 && i + 1 < last && scan->span_of[i + 1] < 0
              && (ob_scan_is (scan, i + 1, OB_STEER_DETERMINER)
                  || ob_scan_is_word (scan, i + 1, "who")
                  || (scan->words[i + 1] == NULL && !ob_scan_is_capital (scan, i + 1))))
            {
              guint end = i + 1;

              while (end < last && scan->span_of[end] < 0 && !is_comma (scan, end)
                     && end - i < MAX_APPOSITION && ob_scan_token (scan, end)->mark != '.'
                     && ob_scan_token (scan, end)->mark != ';'
                     && ob_scan_token (scan, end)->mark != ':')
                end++;
              i = end;
            }
          break;
        }
      if (!capital
          && (steer & (OB_STEER_CLAUSE | OB_STEER_CONJUNCTION | OB_STEER_SUBJECT | OB_STEER_DAY))
                 != 0
          && !(ob_scan_is_word (scan, i, "and") && i + 1 < last
               && ob_scan_is_capital (scan, i + 1)))
        break;
      if ((steer & OB_STEER_DAY) != 0)
        break;
      if (!capital && (steer & OB_STEER_PREPOSITION) != 0 && !ob_scan_is_word (scan, i, "of")
          && !ob_scan_is_word (scan, i, "for") && !ob_scan_is_word (scan, i, "at")
          && !ob_scan_is_word (scan, i, "from") && !ob_scan_is_word (scan, i, "with"))
        break;
      if (i > start && ob_phrase_is_finite (scan, i))
        break;
      n_names++;
    }
  return (ObTokens){ start, n_names > 0 ? i : start };
}

gboolean
ob_phrase_has_verb (const ObScan *scan, guint start, guint last)
{
  for (guint i = start; i < last; i++)
    {
      if (scan->span_of[i] >= 0)
        continue;
      if (is_comma (scan, i) || ob_scan_token (scan, i)->mark == ';'
          || (i > start && ob_scan_is (scan, i, OB_STEER_CLAUSE) && !ob_scan_is_capital (scan, i)))
        return FALSE;
      if (ob_phrase_is_finite (scan, i))
        return TRUE;
      if (scan->words[i] != NULL && (scan->words[i]->forms & OB_FORM_THIRD) != 0 && i > start
          && !ob_scan_is_capital (scan, i))
        return TRUE;
    }
  return FALSE;
}

/* TRUE when what the reporter says again begins at the comma @i: ", but", ", while", ", adding". */
static gboolean
turns_away (const ObScan *scan, guint i, guint last)
{
  guint next = i + 1;
  guint n;

  if (next >= last || scan->span_of[next] >= 0)
    return FALSE;
  if (ob_scan_is_word (scan, next, "but") || ob_scan_is_word (scan, next, "while")
      || ob_scan_is_word (scan, next, "though") || ob_scan_is_word (scan, next, "although")
      || ob_scan_is_word (scan, next, "whereas") || ob_scan_is_word (scan, next, "according"))
    return TRUE;
  if (ob_scan_is_word (scan, next, "and"))
    next++;
  return next < last && scan->words[next] != NULL && (scan->words[next]->forms & OB_FORM_ING) != 0
         && ob_scan_match_cue (scan, next, last, OB_FRAME_THAT | OB_FRAME_QUOTE, &n) != NULL;
}

/* "and said", "and has argued": the same speaker again. */
static gboolean
says_again (const ObScan *scan, guint i, guint last)
{
  guint next = i + 1;
  guint n;

  if (!ob_scan_is_word (scan, i, "and") && !ob_scan_is_word (scan, i, "but"))
    return FALSE;
  while (next < last && scan->span_of[next] < 0
         && (ob_scan_is_word (scan, next, "has") || ob_scan_is_word (scan, next, "have")
             || ob_scan_is_word (scan, next, "had") || ob_scan_is_adverb (scan, next)))
    next++;
  return next < last && scan->span_of[next] < 0 && scan->words[next] != NULL
         && (scan->words[next]->forms & (OB_FORM_PAST | OB_FORM_THIRD)) != 0
         && ob_scan_match_cue (scan, next, last, OB_FRAME_THAT | OB_FRAME_QUOTE, &n) != NULL;
}

static guint
trim_marks (const ObScan *scan, guint start, guint end)
{
  while (end > start && scan->span_of[end - 1] < 0
         && ob_scan_token (scan, end - 1)->kind == OB_TOKEN_MARK
         && ob_scan_token (scan, end - 1)->mark != '%'
         && ob_scan_token (scan, end - 1)->mark != ')')
    end--;

  return end;
}

guint
ob_phrase_clause_end (const ObScan *scan, guint start, guint last)
{
  guint i;

  for (i = start; i < last; i++)
    {
      gunichar mark = ob_scan_token (scan, i)->mark;

      if (scan->span_of[i] >= 0)
        continue;
      if (i > start
          && (mark == ';' || (mark == ',' && turns_away (scan, i, last))
              || says_again (scan, i, last)
              || (ob_scan_is_word (scan, i, "according") && ob_scan_is_word (scan, i + 1, "to"))))
        break;
    }
  return trim_marks (scan, start, i);
}

guint
ob_phrase_object_end (const ObScan *scan, guint start, guint last)
{
  guint i;

  for (i = start; i < last; i++)
    {
      gunichar mark = ob_scan_token (scan, i)->mark;

      if (scan->span_of[i] >= 0 || i == start)
        continue;
      if (mark == ';' || mark == 0x2014 || mark == ':')
        break;
      if (mark == ','
          && !(i + 2 < last && ob_scan_is_capital (scan, i - 1)
               && ob_scan_is_capital (scan, i + 1)))
        break;
      if (!ob_scan_is_capital (scan, i)
          && (ob_scan_is_word (scan, i, "when") || ob_scan_is_word (scan, i, "while")
              || ob_scan_is_word (scan, i, "because") || ob_scan_is_word (scan, i, "after")
              || ob_scan_is_word (scan, i, "during") || ob_scan_is_word (scan, i, "before")
              || ob_scan_is_word (scan, i, "since") || says_again (scan, i, last)))
        break;
      if (ob_scan_is_word (scan, i, "and") && i + 1 < last && scan->span_of[i + 1] < 0
          && (ob_phrase_is_finite (scan, i + 1) || ob_scan_is_adverb (scan, i + 1)))
        break;
      if (ob_scan_is (scan, i, OB_STEER_PREPOSITION) && i + 1 < last
          && ob_scan_is_capital (scan, i + 1) && ob_scan_is (scan, i + 1, OB_STEER_DAY))
        break;
      if (has_ending (scan, i, "day") && ob_scan_is_capital (scan, i)
          && ob_scan_is (scan, i, OB_STEER_DAY))
        break;
    }
  return trim_marks (scan, start, i);
}

/* TRUE for a verb in the past that the lexicon does not know, behind a name: "Flea shared". */
static gboolean
looks_past (const ObScan *scan, guint i)
{
  return scan->words[i] == NULL && !ob_scan_is_capital (scan, i) && has_ending (scan, i, "ed")
         && (ob_scan_is_capital (scan, i - 1) || ob_scan_is (scan, i - 1, OB_STEER_SUBJECT)
             || has_ending (scan, i - 1, "s"));
}

ObTokens
ob_phrase_subject (const ObScan *scan, guint first, guint last)
{
  for (guint i = first + 1; i < last; i++)
    {
      const ObCueWord *word = scan->words[i];
      gboolean third
          = word != NULL && (word->forms & OB_FORM_THIRD) != 0 && !ob_scan_is_capital (scan, i);

      if (scan->span_of[i] < 0 && (third || ob_phrase_is_finite (scan, i) || looks_past (scan, i)))
        {
          ObTokens subject = ob_phrase_before (scan, first, ob_phrase_verb_start (scan, first, i));

          if (subject.first < subject.last)
            return subject;
        }
    }
  return (ObTokens){ 0, 0 };
}

ObTokens
ob_phrase_nearest_subject (const ObScan *scan, guint first, guint last)
{
  for (guint i = last; i-- > first + 1;)
    {
      ObTokens subject;

      if (scan->span_of[i] >= 0 || !(ob_phrase_is_finite (scan, i) || looks_past (scan, i)))
        continue;
      subject = ob_phrase_before (scan, first, ob_phrase_verb_start (scan, first, i));
      if (subject.first < subject.last && !ob_scan_is_word (scan, subject.first, "it")
          && (ob_scan_is_capital (scan, subject.last - 1)
              || ob_scan_is (scan, subject.first, OB_STEER_SUBJECT)))
        return subject;
    }
  return ob_phrase_subject (scan, first, last);
}
