/* Reported speech and thought: a cue, what follows it, and who stands before it.
 *
 *   Putin has said that Russia will appeal.   name-verb-that       Trump wants to leave.
 * name-verb-to It will rain, Putin said.                 clause-name-verb     He praised the plan.
 * name-verb-noun According to a spokesperson, they met.    according-to
 *
 * Quoted words inside are opaque: cues in them belong to whom they quote.
 */
#include "analysis/quotation-rules.h"

#include <string.h>

typedef struct
{
  ObQuotationFinder *finder;
  const ObScan *scan;
  guint first; /* the sentence's part that is read */
  guint last;
  guint done;       /* tokens before it belong to a content */
  ObTokens subject; /* of the last attribution of the sentence */
} Reader;

static gboolean
is_mark (const ObScan *scan, guint i, gunichar mark)
{
  return ob_scan_token (scan, i)->mark == mark;
}

static gboolean
is_outside (const ObScan *scan, guint i)
{
  return scan->span_of[i] < 0;
}

static ObQuotationMode
get_mode (const ObScan *scan, ObTokens content)
{
  for (guint i = content.first; i < content.last; i++)
    if (scan->span_of[i] >= 0)
      return OB_MODE_MIXED;

  return OB_MODE_INDIRECT;
}

static void
add (Reader *reader,
     ObTokens content,
     ObTokens source,
     ObTokens cue,
     const ObCue *lexeme,
     const char *rule,
     ObTier tier)
{
  ObFinding finding
      = { content, source, cue, lexeme, rule, tier, get_mode (reader->scan, content) };

  ob_quotation_finder_add (reader->finder, &finding);
  if (source.first < source.last)
    reader->subject = source;
}

/* Who the sentence is about, up to token @before. */
static ObTokens
find_subject (const Reader *reader, guint before)
{
  return ob_phrase_subject (reader->scan, reader->first, before);
}

/* TRUE when a comma stands before token @i, be it inside the quotation marks that end there. */
static gboolean
follows_comma (const ObScan *scan, guint i)
{
  return (i > 0 && is_mark (scan, i - 1, ','))
         || (i > 0 && !is_outside (scan, i - 1)
             && ((i > 1 && is_mark (scan, i - 2, ',')) || (i > 2 && is_mark (scan, i - 3, ','))));
}

/* "The sky is blue, Clinton said on Tuesday." -------------------------------------------------- */

/* TRUE when nothing is reported behind the cue that ends before @i. */
static gboolean
is_end_of_report (const Reader *reader, guint i)
{
  const ObScan *scan = reader->scan;

  if (i >= reader->last)
    return TRUE;
  if (!is_outside (scan, i))
    return FALSE;
  if (ob_scan_token (scan, i)->kind == OB_TOKEN_MARK)
    return TRUE;
  if (ob_scan_is (scan, i, OB_STEER_DAY) || ob_scan_is_adverb (scan, i)
      || ob_scan_is_word (scan, i, "in") || ob_scan_is_word (scan, i, "on")
      || ob_scan_is_word (scan, i, "during") || ob_scan_is_word (scan, i, "at")
      || ob_scan_is_word (scan, i, "after") || ob_scan_is_word (scan, i, "as")
      || ob_scan_is_word (scan, i, "when"))
    return !ob_phrase_has_verb (scan, i, reader->last) || ob_scan_is_word (scan, i, "as")
           || ob_scan_is_word (scan, i, "when") || ob_scan_is_word (scan, i, "after");
  return FALSE;
}

/* "The plan, he said, would fail.": what goes on behind the cue that ends before @i.  Empty when
 * the sentence ends there or turns to something else. */
static ObTokens
find_rest (const Reader *reader, guint i)
{
  const ObScan *scan = reader->scan;
  guint n;

  while (i < reader->last && is_outside (scan, i) && !is_mark (scan, i, ',')
         && !is_mark (scan, i, 0x2014))
    i++;
  if (i + 2 >= reader->last || (!is_mark (scan, i, ',') && !is_mark (scan, i, 0x2014)))
    return (ObTokens){ 0, 0 };
  i++;
  if (is_outside (scan, i)
      && ((scan->words[i] != NULL && (scan->words[i]->forms & OB_FORM_ING) != 0
           && ob_scan_match_cue (scan, i, reader->last,
                                 OB_FRAME_THAT | OB_FRAME_QUOTE | OB_FRAME_NOUN, &n)
                  != NULL)
          || ob_scan_is_word (scan, i, "but") || ob_scan_is_word (scan, i, "while")
          || ob_scan_is_word (scan, i, "though") || ob_scan_is_word (scan, i, "although")
          || ob_scan_is_word (scan, i, "according") || ob_scan_is_word (scan, i, "who")))
    return (ObTokens){ 0, 0 };

  return (ObTokens){ i, ob_phrase_clause_end (scan, i, reader->last) };
}

static gboolean
is_plural (const ObScan *scan, ObTokens source)
{
  guint last = source.last - 1;
  const ObToken *token = ob_scan_token (scan, last);

  return (token->n_bytes > 3 && scan->utf8[token->byte + token->n_bytes - 1] == 's')
         || ob_scan_is (scan, last, OB_STEER_SUBJECT) || ob_scan_is_word (scan, last, "people");
}

static void
add_interposed (Reader *reader,
                ObTokens content,
                ObTokens source,
                ObTokens cue,
                const ObCue *lexeme,
                const char *rule,
                ObTier tier)
{
  ObTokens rest = find_rest (reader, MAX (cue.last, source.last));

  add (reader, content, source, cue, lexeme, rule, tier);
  reader->done = MAX (cue.last, source.last);
  if (rest.first < rest.last)
    {
      ob_quotation_finder_extend (
          reader->finder, g_ptr_array_index (reader->finder->found, reader->finder->found->len - 1),
          rest);
      reader->done = rest.last;
    }
}

static gboolean
read_trailing (Reader *reader)
{
  const ObScan *scan = reader->scan;

  for (guint i = reader->first + 3; i < reader->last; i++)
    {
      guint n = 0;
      guint verb;
      ObTokens source;
      const ObCueMatch *match;

      if (!is_outside (scan, i) || ob_scan_is_capital (scan, i))
        continue;
      match = ob_scan_match_cue (scan, i, reader->last, OB_FRAME_AFTER, &n);
      if (match == NULL || (match->forms & (OB_FORM_PAST | OB_FORM_THIRD | OB_FORM_BASE)) == 0)
        continue;
      verb = ob_phrase_verb_start (scan, reader->first, i);
      if (follows_comma (scan, verb) && i + n < reader->last && is_outside (scan, i + n)
          && ob_scan_token (scan, i + n)->kind == OB_TOKEN_WORD
          && !ob_scan_is_word (scan, i + n, "that"))
        {
          source = ob_phrase_after (scan, i + n, reader->last);
          if (source.first < source.last && is_end_of_report (reader, source.last)
              && (ob_scan_is_capital (scan, i + n)
                  || ob_scan_is (scan, i + n, OB_STEER_DETERMINER | OB_STEER_SUBJECT))
              && ob_phrase_before (scan, reader->first, verb).first == verb)
            {
              add_interposed (
                  reader,
                  (ObTokens){ reader->first, is_mark (scan, verb - 1, ',') ? verb - 1 : verb },
                  source, (ObTokens){ verb, i + n }, match->cue, "clause-verb-name", OB_TIER_C);
              return TRUE;
            }
        }
      source = ob_phrase_before (scan, reader->first, verb);
      if (source.first >= source.last || source.first < reader->first + 3
          || !follows_comma (scan, source.first) || !is_end_of_report (reader, i + n))
        continue;
      if ((match->forms & (OB_FORM_PAST | OB_FORM_THIRD)) == 0 && verb == i
          && !is_plural (scan, source))
        continue;
      add_interposed (reader,
                      (ObTokens){ reader->first, is_mark (scan, source.first - 1, ',')
                                                     ? source.first - 1
                                                     : source.first },
                      source, (ObTokens){ verb, i + n }, match->cue, "clause-name-verb", OB_TIER_C);
      return TRUE;
    }
  return FALSE;
}

/* "According to a spokesperson, ..." ----------------------------------------------------------- */

static guint
read_source_phrase (Reader *reader, guint i, guint n, const ObCue *cue)
{
  const ObScan *scan = reader->scan;
  guint start = i + n;
  ObTokens source;
  guint end = start;

  while (end < reader->last && is_outside (scan, end) && !is_mark (scan, end, ',')
         && !is_mark (scan, end, '.') && !is_mark (scan, end, ';') && !is_mark (scan, end, ':')
         && !is_mark (scan, end, 0x2014))
    end++;
  source = (ObTokens){ start, end };
  if (source.first == source.last)
    return i + 1;
  if (i == reader->first)
    {
      ObTokens content = { end, 0 };

      if (end < reader->last && is_mark (scan, end, ','))
        content.first = end + 1;
      content.last = ob_phrase_clause_end (scan, content.first, reader->last);
      if (content.first >= content.last)
        return end;
      add (reader, content, source, (ObTokens){ i, i + n }, cue, "according-to", OB_TIER_B);
      reader->done = content.last;
      return content.last;
    }
  {
    ObTokens content = { reader->first, i };

    while (content.last > content.first && is_outside (scan, content.last - 1)
           && ob_scan_token (scan, content.last - 1)->kind == OB_TOKEN_MARK
           && !is_mark (scan, content.last - 1, ')'))
      content.last--;
    if (content.first < content.last)
      add_interposed (reader, content, source, (ObTokens){ i, i + n }, cue, "clause-according-to",
                      OB_TIER_B);
    return end;
  }
}

static gboolean
read_source_phrases (Reader *reader)
{
  const ObScan *scan = reader->scan;

  for (guint i = reader->first; i < reader->last; i++)
    {
      guint n = 0;
      const ObCueMatch *match;

      if (!is_outside (scan, i) || scan->words[i] == NULL || scan->words[i]->matches == NULL)
        continue;
      match = ob_scan_match_cue (scan, i, reader->last, 0, &n);
      if (match != NULL && match->cue->class == OB_CUE_SOURCE
          && read_source_phrase (reader, i, n, match->cue) > i + 1)
        return TRUE;
    }
  return FALSE;
}

/* A cue and what follows it -------------------------------------------------------------------- */

typedef struct
{
  const ObCueMatch *match;
  guint i;   /* the cue's first token */
  guint end; /* one past its last */
  ObTokens source;
  guint verb; /* where the verb group begins */
} Cue;

/* Where what follows the cue begins, behind adverbs, days and short phrases: "said in a statement
 * that", "said Tuesday that". */
static guint
skip_to_that (const Reader *reader, guint i)
{
  const ObScan *scan = reader->scan;

  for (guint k = i; k < reader->last && k < i + 10; k++)
    {
      if (!is_outside (scan, k) || is_mark (scan, k, ';') || is_mark (scan, k, '.'))
        break;
      if (ob_scan_is_word (scan, k, "that"))
        return k;
      if (ob_phrase_is_finite (scan, k) || (ob_scan_is (scan, k, OB_STEER_CLAUSE) && k > i)
          || ob_scan_is_word (scan, k, "to"))
        break;
    }
  return i;
}

static guint
skip_adverbs (const Reader *reader, guint i)
{
  const ObScan *scan = reader->scan;

  while (i < reader->last && is_outside (scan, i)
         && ((ob_scan_is_adverb (scan, i) && !ob_scan_is (scan, i, OB_STEER_DETERMINER))
             || (ob_scan_is (scan, i, OB_STEER_DAY) && !ob_scan_is (scan, i, OB_STEER_AUXILIARY))))
    i++;

  return i;
}

static gboolean
looks_like_base_verb (const ObScan *scan, guint i)
{
  return !ob_scan_is_capital (scan, i) && ob_scan_token (scan, i)->kind == OB_TOKEN_WORD
         && !ob_scan_is (scan, i,
                         OB_STEER_DETERMINER | OB_STEER_PREPOSITION | OB_STEER_OBJECT
                             | OB_STEER_POSSESSIVE);
}

static gboolean
begins_noun (const ObScan *scan, guint i)
{
  if (!is_outside (scan, i))
    return TRUE;
  if (ob_scan_token (scan, i)->kind == OB_TOKEN_MARK)
    return ob_scan_token (scan, i)->mark == '$' || ob_scan_token (scan, i)->mark == '#';
  return !ob_scan_is (scan, i,
                      OB_STEER_PREPOSITION | OB_STEER_CONJUNCTION | OB_STEER_AUXILIARY
                          | OB_STEER_CLAUSE | OB_STEER_NEGATION)
         || ob_scan_is (scan, i, OB_STEER_DETERMINER);
}

static gboolean
has_ing (const ObScan *scan, guint i)
{
  const ObToken *token = ob_scan_token (scan, i);

  return token->n_bytes > 4 && memcmp (scan->utf8 + token->byte + token->n_bytes - 3, "ing", 3) == 0
         && !ob_scan_is_capital (scan, i);
}

/* Whether the verb at @i is a verb here, and a finite one; sets who stands before it. */
static gboolean
read_verb (Reader *reader, Cue *cue, ObTier *tier)
{
  const ObScan *scan = reader->scan;
  guint forms = cue->match->forms;
  guint i = cue->i;
  gboolean after_to = i > reader->first && ob_scan_is_word (scan, i - 1, "to");
  guint low = MAX (reader->first, reader->done);
  gboolean passive;

  cue->verb = ob_phrase_verb_start (scan, low, i);
  passive = cue->verb < i && ob_scan_is (scan, i - 1, OB_STEER_BE);
  for (guint k = cue->verb; k < i && !passive; k++)
    passive = ob_scan_is (scan, k, OB_STEER_BE) && (forms & OB_FORM_PARTICIPLE) != 0;
  if (i > reader->first && ob_scan_is (scan, i - 1, OB_STEER_DETERMINER | OB_STEER_POSSESSIVE)
      && cue->verb == i)
    return FALSE;
  if ((forms & (OB_FORM_PAST | OB_FORM_PARTICIPLE)) != 0 && (forms & OB_FORM_BASE) == 0)
    {
      if (passive || ob_scan_is_word (scan, cue->end, "by"))
        return FALSE;
      cue->source = ob_phrase_before (scan, low, cue->verb);
    }
  else if ((forms & OB_FORM_THIRD) != 0 && (forms & (OB_FORM_PAST | OB_FORM_BASE)) == 0)
    {
      if (passive || (cue->verb > low && ob_scan_is (scan, cue->verb - 1, OB_STEER_PREPOSITION)))
        return FALSE;
      cue->source = ob_phrase_before (scan, low, cue->verb);
    }
  else if ((forms & OB_FORM_ING) != 0)
    {
      if (passive)
        cue->source = ob_phrase_before (scan, low, cue->verb);
      else
        {
          cue->source = reader->subject.first < reader->subject.last ? reader->subject
                                                                     : find_subject (reader, i);
          *tier = OB_TIER_C;
        }
      return TRUE;
    }
  else
    {
      gboolean driven = cue->verb < i;

      if (after_to)
        {
          cue->source = reader->subject.first < reader->subject.last ? reader->subject
                                                                     : find_subject (reader, i);
          *tier = OB_TIER_C;
          return TRUE;
        }
      cue->source = ob_phrase_before (scan, low, cue->verb);
      if (!driven && cue->source.first < cue->source.last)
        {
          if (!is_plural (scan, cue->source) && (forms & OB_FORM_PAST) == 0)
            return FALSE;
        }
    }
  if (cue->source.first == cue->source.last)
    {
      cue->source = reader->subject;
      *tier = OB_TIER_C;
      if (cue->source.first == cue->source.last)
        cue->source = find_subject (reader, i);
    }
  return TRUE;
}

/* Tries one thing that may follow.  Returns: one past the content; 0 when it does not. */
static guint
try_frame (Reader *reader,
           Cue *cue,
           ObCueFrames frame,
           const char *rule,
           guint start,
           guint end,
           ObTier tier)
{
  if (start >= end || (cue->match->cue->frames & frame) == 0)
    return 0;
  if (!read_verb (reader, cue, &tier))
    return 0;
  add (reader, (ObTokens){ start, end }, cue->source,
       (ObTokens){ MIN (cue->verb, cue->i), cue->end }, cue->match->cue, rule, tier);
  reader->done = end;

  return end;
}

static guint
read_frames (Reader *reader, Cue *cue)
{
  const ObScan *scan = reader->scan;
  ObCueClass class = cue->match->cue->class;
  guint frames = cue->match->cue->frames;
  gboolean speech = class == OB_CUE_SPEECH || class == OB_CUE_WRITING;
  guint next = skip_adverbs (reader, cue->end);
  guint that;
  guint start;
  guint end;

  if (next >= reader->last)
    return 0;
  that = (frames & OB_FRAME_THAT) != 0 ? skip_to_that (reader, next) : next;
  if (ob_scan_is_word (scan, that, "that") && is_outside (scan, that))
    return try_frame (reader, cue, OB_FRAME_THAT, "name-verb-that", that,
                      ob_phrase_clause_end (scan, that, reader->last),
                      speech ? OB_TIER_B : OB_TIER_C);
  if ((frames & OB_FRAME_QUESTION) != 0 && ob_scan_is (scan, next, OB_STEER_QUESTION)
      && is_outside (scan, next))
    return try_frame (reader, cue, OB_FRAME_QUESTION, "name-verb-question", next,
                      ob_phrase_clause_end (scan, next, reader->last), OB_TIER_C);
  if ((frames & OB_FRAME_INFINITIVE) != 0 && ob_scan_is_word (scan, next, "to")
      && next + 1 < reader->last && looks_like_base_verb (scan, next + 1))
    return try_frame (reader, cue, OB_FRAME_INFINITIVE, "name-verb-to", next,
                      ob_phrase_object_end (scan, next, reader->last), OB_TIER_C);
  if ((frames & OB_FRAME_ING) != 0 && has_ing (scan, next))
    return try_frame (reader, cue, OB_FRAME_ING, "name-verb-ing", next,
                      ob_phrase_object_end (scan, next, reader->last), OB_TIER_C);
  if ((frames & OB_FRAME_HEARER) != 0 && (frames & OB_FRAME_CLAUSE) != 0 && is_outside (scan, next))
    {
      /* "told reporters she would": one word or name, then a clause. */
      start = next + 1;
      if (!ob_scan_is (scan, next, OB_STEER_OBJECT))
        while (start < reader->last && ob_scan_is_capital (scan, next)
               && ob_scan_is_capital (scan, start) && start < next + 4)
          start++;
      if (start < reader->last && ob_phrase_has_verb (scan, start, reader->last))
        return try_frame (reader, cue, OB_FRAME_HEARER, "name-verb-hearer", start,
                          ob_phrase_clause_end (scan, start, reader->last), OB_TIER_C);
      return 0;
    }
  if ((frames & OB_FRAME_CLAUSE) != 0 && begins_noun (scan, next) && !is_mark (scan, next, ','))
    {
      end = ob_phrase_clause_end (scan, next, reader->last);
      if (!is_outside (scan, next) || ob_phrase_has_verb (scan, next, end))
        return try_frame (reader, cue, OB_FRAME_CLAUSE, "name-verb-clause", next, end,
                          speech ? OB_TIER_B : OB_TIER_C);
    }
  if ((frames & OB_FRAME_QUOTE) != 0 && (is_mark (scan, next, ',') || is_mark (scan, next, ':'))
      && next + 1 < reader->last && !is_outside (scan, next + 1))
    next++;
  if ((frames & OB_FRAME_QUOTE) != 0 && !is_outside (scan, next))
    return try_frame (reader, cue, OB_FRAME_QUOTE, "name-verb-words", next,
                      ob_phrase_clause_end (scan, next, reader->last), OB_TIER_C);
  if ((frames & OB_FRAME_NOUN) != 0 && begins_noun (scan, next))
    return try_frame (reader, cue, OB_FRAME_NOUN, "name-verb-noun", next,
                      ob_phrase_object_end (scan, next, reader->last), OB_TIER_C);

  return 0;
}

/* "is confident that", "was expected to". */
static guint
read_adjective (Reader *reader, Cue *cue)
{
  const ObScan *scan = reader->scan;
  guint low = MAX (reader->first, reader->done);
  guint frames = cue->match->cue->frames;
  guint next = cue->end;
  guint verb = ob_phrase_verb_start (scan, low, cue->i);
  gboolean has_be = FALSE;
  const char *rule;
  ObTokens source;
  guint end;

  for (guint k = verb; k < cue->i; k++)
    has_be = has_be || ob_scan_is (scan, k, OB_STEER_BE);
  if (!has_be || next >= reader->last || !is_outside (scan, next))
    return 0;
  if ((frames & OB_FRAME_INFINITIVE) != 0 && ob_scan_is_word (scan, next, "to")
      && next + 1 < reader->last && looks_like_base_verb (scan, next + 1))
    {
      rule = "name-is-to";
      end = ob_phrase_object_end (scan, next, reader->last);
    }
  else if ((frames & OB_FRAME_THAT) != 0
           && (ob_scan_is_word (scan, next, "that")
               || ob_phrase_has_verb (scan, next, reader->last))
           && begins_noun (scan, next))
    {
      rule = "name-is-that";
      end = ob_phrase_clause_end (scan, next, reader->last);
    }
  else if ((frames & OB_FRAME_THAT) != 0 && ob_scan_is_word (scan, next, "that"))
    {
      rule = "name-is-that";
      end = ob_phrase_clause_end (scan, next, reader->last);
    }
  else if ((frames & OB_FRAME_NOUN) != 0 && begins_noun (scan, next))
    {
      rule = "name-is-noun";
      end = ob_phrase_object_end (scan, next, reader->last);
    }
  else
    return 0;
  source = ob_phrase_before (scan, low, verb);
  if (source.first == source.last || next >= end)
    return 0;
  add (reader, (ObTokens){ next, end }, source, (ObTokens){ verb, cue->end }, cue->match->cue, rule,
       OB_TIER_C);
  reader->done = end;

  return end;
}

/* "the allegation that ...", "her criticism of ...", "Mr. Trump's attacks on ...". */
static guint
read_noun (Reader *reader, Cue *cue)
{
  const ObScan *scan = reader->scan;
  guint low = MAX (reader->first, reader->done);
  guint frames = cue->match->cue->frames;
  guint next = cue->end;
  guint start = cue->i;
  ObTokens source = { 0, 0 };
  const char *rule;
  guint end;

  if (next >= reader->last || !is_outside (scan, next))
    return 0;
  if ((frames & OB_FRAME_THAT) != 0 && ob_scan_is_word (scan, next, "that"))
    {
      rule = "noun-that";
      end = ob_phrase_clause_end (scan, next, reader->last);
    }
  else if ((frames & OB_FRAME_INFINITIVE) != 0 && ob_scan_is_word (scan, next, "to")
           && next + 1 < reader->last && looks_like_base_verb (scan, next + 1))
    {
      rule = "noun-to";
      end = ob_phrase_object_end (scan, next, reader->last);
    }
  else if ((frames & OB_FRAME_NOUN) != 0 && begins_noun (scan, next))
    {
      rule = "noun-of";
      end = ob_phrase_object_end (scan, next, reader->last);
    }
  else
    return 0;
  /* Whose it is: "his", "Mr. Trump's". */
  while (start > low && is_outside (scan, start - 1) && scan->words[start - 1] == NULL
         && ob_scan_token (scan, start - 1)->kind == OB_TOKEN_WORD
         && !ob_scan_is_capital (scan, start - 1) && cue->i - start < 3)
    start--;
  if (start > low && ob_scan_is (scan, start - 1, OB_STEER_POSSESSIVE))
    {
      if ((ob_scan_token (scan, start - 1)->flags & OB_TOKEN_CLITIC) != 0)
        source = ob_phrase_before (scan, low, start - 1);
      else
        source = (ObTokens){ start - 1, start };
    }
  if (next >= end)
    return 0;
  add (reader, (ObTokens){ next, end }, source, (ObTokens){ cue->i, cue->end }, cue->match->cue,
       rule, OB_TIER_C);
  reader->done = end;

  return end;
}

/* The cues that begin with token @i, from the one with the most words on.  Returns: the token to go
 * on with. */
static guint
read_cue (Reader *reader, guint i)
{
  const ObScan *scan = reader->scan;
  const ObCueWord *word = scan->words[i];

  for (guint length = 4; length > 0; length--)
    for (guint k = 0; k < word->matches->len; k++)
      {
        Cue cue = { &g_array_index (word->matches, ObCueMatch, k), i, 0, { 0, 0 }, i };
        const ObCue *lexeme = cue.match->cue;
        guint n = 1 + (lexeme->rest != NULL ? g_strv_length (lexeme->rest) : 0);
        char folded[OB_TOKEN_MAX_BYTES * 2 + 1];
        guint next = 0;
        gboolean fits = n == length && i + n <= reader->last;

        for (guint m = 1; m < n && fits; m++)
          fits = is_outside (scan, i + m)
                 && strcmp (lexeme->rest[m - 1],
                            ob_token_fold (ob_scan_token (scan, i + m), scan->utf8, folded))
                        == 0;
        if (!fits)
          continue;
        cue.end = i + n;
        if (lexeme->class == OB_CUE_SOURCE)
          return read_source_phrase (reader, i, n, lexeme);
        if (ob_scan_is_capital (scan, i))
          continue;
        if (lexeme->class == OB_CUE_ADJECTIVE)
          next = read_adjective (reader, &cue);
        else if (lexeme->class == OB_CUE_NOUN)
          next = read_noun (reader, &cue);
        else
          next = read_frames (reader, &cue);
        if (next > i)
          return next;
      }
  return i + 1;
}

void
ob_quotation_rules_indirect (ObQuotationFinder *finder, guint first, guint last, ObTokens subject)
{
  Reader reader = { finder, finder->scan, first, last, first, subject };
  guint i = first;

  if (read_source_phrases (&reader) || read_trailing (&reader))
    i = reader.done;
  while (i < last)
    {
      const ObCueWord *word = finder->scan->words[i];

      if (finder->scan->span_of[i] >= 0 || word == NULL || word->matches == NULL)
        i++;
      else
        i = read_cue (&reader, i);
    }
}
