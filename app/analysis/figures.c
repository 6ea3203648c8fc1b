/* From each number outwards: its scale and range, what qualifies it, its unit, and what happened to
 * those it counts.  Everything is looked for in the number's own sentence.
 *
 *   killed   at least   86    people   on April 4
 *   outcome  qualifier  core  unit
 */
#include "analysis/figures.h"

#include <string.h>

#include "analysis/figure-words.h"

/* How far the outcome may be from its number, in tokens. */
#define OUTCOME_REACH 12
#define MAX_UNIT 4 /* words */

typedef struct
{
  const ObFigureWords *words;
  const ObText *text;
  const char *utf8;
  GArray *tokens;
  guint first; /* the sentence's tokens */
  guint last;
} Finder;

/* A number as it is written: tokens [first, last), and what it says. */
typedef struct
{
  guint first;
  guint last;
  double low;
  double high;
  gboolean vague;
  gboolean in_words;
} Number;

static const char *const kind_names[] = { "casualties", "money", "percent", "count", "date" };
static const char *const approximator_names[] = { "exact",     "at-least", "more-than",
                                                  "almost",    "about",    "up-to",
                                                  "less-than", "range",    "vague" };

static const ObToken *
get (const Finder *finder, guint i)
{
  return &g_array_index (finder->tokens, ObToken, i);
}

static const ObFigureWord *
match (const Finder *finder, ObWordsClass class, guint i, guint *n)
{
  return ob_figure_words_match (finder->words, finder->utf8, finder->tokens, class, i,
                                finder->first, finder->last, FALSE, n);
}

static const ObFigureWord *
match_before (const Finder *finder, ObWordsClass class, guint i, guint *n)
{
  if (i == finder->first)
    return NULL;
  return ob_figure_words_match (finder->words, finder->utf8, finder->tokens, class, i - 1,
                                finder->first, finder->last, TRUE, n);
}

static gboolean
is_mark (const Finder *finder, guint i, gunichar mark)
{
  return i >= finder->first && i < finder->last && get (finder, i)->mark == mark;
}

/* Numbers -------------------------------------------------------------------------------------- */

/* A number in digits: "1,234.5".  A comma before other than three digits is a decimal one. */
static double
read_digits (const Finder *finder, guint i)
{
  const ObToken *token = get (finder, i);
  g_autofree char *digits = g_strndup (finder->utf8 + token->byte, token->n_bytes);
  char *comma = strrchr (digits, ',');
  char *out = digits;

  if (comma != NULL && strchr (digits, ',') == comma && strlen (comma + 1) != 3)
    *comma = '.';
  for (const char *at = digits; *at != '\0'; at++)
    if (*at != ',')
      *out++ = *at;
  *out = '\0';

  return g_ascii_strtod (digits, NULL);
}

/* Digits that are no number of anything: "4th", "1980s", "10:30", "59-year-old", "No. 5", "#5". */
static gboolean
is_part_of_name (const Finder *finder, guint i)
{
  const ObToken *next = i + 1 < finder->last ? get (finder, i + 1) : NULL;
  const ObToken *after = i + 2 < finder->last ? get (finder, i + 2) : NULL;
  const ObToken *before = i > finder->first ? get (finder, i - 1) : NULL;
  gboolean spaced = (get (finder, i)->flags & OB_TOKEN_SPACED) != 0;
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];
  guint n;

  if (before != NULL && before->mark == '#')
    return TRUE;
  if (before != NULL && !spaced
      && (before->mark == ':' || before->mark == '-' || before->mark == '/'
          || before->mark == 0x2019 || before->mark == '\'')
      && match_before (finder, OB_WORDS_JOINT, i, &n) == NULL)
    return TRUE;
  if (before != NULL && strcmp (ob_token_fold (before, finder->utf8, folded), "no.") == 0)
    return TRUE;
  if (before != NULL && strcmp (ob_token_fold (before, finder->utf8, folded), "aged") == 0)
    return TRUE;
  if (next == NULL || (next->flags & OB_TOKEN_SPACED) != 0)
    return next != NULL && next->kind == OB_TOKEN_WORD
           && (ob_token_is (next, finder->utf8, "a.m.")
               || ob_token_is (next, finder->utf8, "p.m."));
  if (next->kind == OB_TOKEN_WORD)
    return match (finder, OB_WORDS_SCALE, i + 1, &n) == NULL
           && match (finder, OB_WORDS_MONEY, i + 1, &n) == NULL;
  if (next->mark == ':' || next->mark == '/')
    return after != NULL && after->kind == OB_TOKEN_NUMBER;
  return next->mark == '-' && after != NULL && after->kind == OB_TOKEN_WORD
         && (after->flags & OB_TOKEN_SPACED) == 0
         && match (finder, OB_WORDS_SCALE, i + 2, &n) == NULL;
}

/* One number at token @i, with its scales: "4.5 billion", "two hundred thousand". */
static gboolean
read_simple (const Finder *finder, guint i, Number *number)
{
  const ObFigureWord *word;
  guint n = 0;

  number->first = i;
  number->vague = FALSE;
  if (get (finder, i)->kind == OB_TOKEN_NUMBER)
    {
      if (is_part_of_name (finder, i))
        return FALSE;
      number->low = read_digits (finder, i);
      number->in_words = FALSE;
      number->last = i + 1;
    }
  else if ((word = match (finder, OB_WORDS_VAGUE, i, &n)) != NULL)
    {
      *number = (Number){ i, i + n, word->low, word->high, TRUE, TRUE };
      return TRUE;
    }
  else if ((word = match (finder, OB_WORDS_NUMBER, i, &n)) != NULL)
    {
      number->low = word->low;
      number->in_words = TRUE;
      number->last = i + n;
    }
  else if (ob_token_is (get (finder, i), finder->utf8, "a")
           && match (finder, OB_WORDS_SCALE, i + 1, &n) != NULL)
    {
      number->low = 1;
      number->in_words = TRUE;
      number->last = i + 1;
    }
  else
    return FALSE;

  while (number->last < finder->last
         && (word = match (finder, OB_WORDS_SCALE, number->last, &n)) != NULL)
    {
      number->low *= word->low;
      number->last += n;
    }
  number->high = number->low;

  return TRUE;
}

static gboolean
follows_between (const Finder *finder, guint i)
{
  return i > finder->first
         && (ob_token_is (get (finder, i - 1), finder->utf8, "between")
             || ob_token_is (get (finder, i - 1), finder->utf8, "Between"));
}

/* "70 to 90", "70-90", "between 70 and 90"; "$" may stand before the second as well. */
static void
read_range (const Finder *finder, Number *number)
{
  Number second;
  guint at = number->last;
  guint n = 0;

  if (number->vague || match (finder, OB_WORDS_JOINT, at, &n) == NULL)
    return;
  if (ob_token_is (get (finder, at), finder->utf8, "and")
      && !follows_between (finder, number->first))
    return;
  at += n;
  if (at < finder->last && g_unichar_type (get (finder, at)->mark) == G_UNICODE_CURRENCY_SYMBOL)
    at++;
  if (at >= finder->last || !read_simple (finder, at, &second) || second.vague
      || second.low <= number->low)
    return;
  number->high = second.low;
  number->last = second.last;
}

/* Around the number ---------------------------------------------------------------------------- */

static char *
dup_words (const Finder *finder, guint first, guint last)
{
  g_autofree char *words
      = ob_text_slice (finder->text, get (finder, first)->start, get (finder, last - 1)->end);

  return g_utf8_strdown (words, -1);
}

/* What limits the number: before it and its currency sign, or behind it. */
static void
read_qualifier (const Finder *finder, ObFigure *figure, guint *first, guint *last)
{
  guint n = 0;
  const ObFigureWord *word = match_before (finder, OB_WORDS_QUALIFIER, *first, &n);

  if (word != NULL)
    {
      figure->qualifier = dup_words (finder, *first - n, *first);
      *first -= n;
    }
  else if ((word = match (finder, OB_WORDS_AFTER, *last, &n)) != NULL)
    {
      figure->qualifier = dup_words (finder, *last, *last + n);
      *last += n;
    }
  if (word != NULL && figure->approximator == OB_APPROXIMATOR_EXACT)
    figure->approximator = (ObApproximator) word->low;
}

/* The words after the number: people, or else the last word of those that stand there. */
static void
read_unit (const Finder *finder, ObFigure *figure, guint *last)
{
  guint end = *last;
  guint n = 0;

  for (guint i = *last; i < finder->last && i < *last + MAX_UNIT; i++)
    {
      const ObFigureWord *people = match (finder, OB_WORDS_PEOPLE, i, &n);

      if (people != NULL)
        {
          figure->unit = g_strdup (people->name);
          *last = i + n;
          return;
        }
      if (get (finder, i)->kind != OB_TOKEN_WORD || (get (finder, i)->flags & OB_TOKEN_CLITIC) != 0)
        break;
      if (match (finder, OB_WORDS_STOP, i, &n) != NULL)
        {
          if (i == *last && ob_token_is (get (finder, i), finder->utf8, "of"))
            continue;
          break;
        }
      end = i + 1;
    }
  if (end > *last)
    {
      figure->unit = dup_words (finder, end - 1, end);
      *last = end;
    }
}

/* What happened to those counted: the nearest word for it in the sentence; of two as near, that
 * before the number ("killed 12 and injured 30"). */
static const char *
find_outcome (const Finder *finder, guint first, guint last, guint *distance)
{
  const ObFigureWord *word;
  guint n = 0;

  for (guint d = 0; d < OUTCOME_REACH; d++)
    {
      *distance = d;
      if (first >= finder->first + d + 1
          && (word = match_before (finder, OB_WORDS_OUTCOME, first - d, &n)) != NULL)
        return word->name;
      if (last + d < finder->last
          && (word = match (finder, OB_WORDS_OUTCOME, last + d, &n)) != NULL)
        return word->name;
    }
  return NULL;
}

static gboolean
is_people (const ObFigure *figure)
{
  return figure->unit != NULL
         && ob_figure_words_find (ob_figure_words_get (), OB_WORDS_PEOPLE, figure->unit) != NULL;
}

/* Money and shares; FALSE when it is neither. */
static gboolean
read_sign (const Finder *finder, ObFigure *figure, guint *first, guint *last)
{
  guint n = 0;
  const ObFigureWord *word = match_before (finder, OB_WORDS_MONEY, *first, &n);

  if (word != NULL && g_unichar_type (get (finder, *first - 1)->mark) == G_UNICODE_CURRENCY_SYMBOL)
    {
      figure->kind = OB_FIGURE_MONEY;
      *first -= n;
    }
  else if ((word = match (finder, OB_WORDS_MONEY, *last, &n)) != NULL)
    {
      figure->kind = OB_FIGURE_MONEY;
      *last += n;
    }
  else if ((word = match (finder, OB_WORDS_PERCENT, *last, &n)) != NULL)
    {
      figure->kind = OB_FIGURE_PERCENT;
      *last += n;
    }
  else
    return FALSE;
  figure->unit = g_strdup (word->name);

  return TRUE;
}

static gboolean
looks_like_year (const Finder *finder, const Number *number)
{
  return !number->in_words && number->last == number->first + 1 && number->low >= 1900
         && number->low < 2100 && get (finder, number->first)->n_bytes == 4;
}

/* What is counted, and whether that says anything. */
static gboolean
read_counted (
    const Finder *finder, const Number *number, ObFigure *figure, guint *first, guint *last)
{
  const char *outcome;
  guint distance = 0;
  guint core_end = *last;

  read_unit (finder, figure, last);
  outcome = find_outcome (finder, *first, *last, &distance);
  figure->kind = OB_FIGURE_COUNT;
  if (is_people (figure))
    {
      figure->kind = outcome != NULL ? OB_FIGURE_CASUALTIES : OB_FIGURE_COUNT;
      figure->outcome = g_strdup (outcome);
    }
  else if (outcome != NULL && distance <= 3 && figure->unit == NULL
           && !looks_like_year (finder, number))
    {
      guint n = 0;

      figure->kind = OB_FIGURE_CASUALTIES;
      figure->outcome = g_strdup (outcome);
      figure->unit = g_strdup ("people");
      if (match (finder, OB_WORDS_OUTCOME, core_end, &n) != NULL)
        *last = core_end + n;
    }
  else if (figure->unit == NULL || looks_like_year (finder, number)
           || (number->in_words && number->low == 1 && number->high == 1))
    return FALSE;

  return TRUE;
}

/* Dates ---------------------------------------------------------------------------------------- */

static gboolean
is_day (const Finder *finder, guint i)
{
  return i >= finder->first && i < finder->last && get (finder, i)->kind == OB_TOKEN_NUMBER
         && get (finder, i)->n_bytes <= 2 && read_digits (finder, i) >= 1
         && read_digits (finder, i) <= 31;
}

static gboolean
is_year (const Finder *finder, guint i)
{
  return i < finder->last && get (finder, i)->kind == OB_TOKEN_NUMBER
         && get (finder, i)->n_bytes == 4 && read_digits (finder, i) >= 1000
         && read_digits (finder, i) < 2200;
}

/* "April 4", "April 4, 2017", "4 April 2017", "April 2017" around the month at token @i.  Returns
 * the token after it; @i when there is none. */
static guint
read_date (const Finder *finder, guint i, ObFigure *figure)
{
  guint n = 0;
  const ObFigureWord *month = match (finder, OB_WORDS_MONTH, i, &n);
  guint first = i;
  guint last = i + n;
  double year = 0;
  double day = 0;

  if (month == NULL || (get (finder, i)->flags & OB_TOKEN_CAPITAL) == 0)
    return i;
  if (i > finder->first && is_day (finder, i - 1))
    day = read_digits (finder, first = i - 1);
  else if (is_day (finder, last))
    day = read_digits (finder, last++);
  if (is_year (finder, last))
    year = read_digits (finder, last++);
  else if (day > 0 && is_mark (finder, last, ',') && is_year (finder, last + 1))
    {
      year = read_digits (finder, last + 1);
      last += 2;
    }
  if (day == 0 && year == 0)
    return i;

  figure->kind = OB_FIGURE_DATE;
  figure->low = figure->high = year * 10000 + month->low * 100 + day;
  figure->number = figure->segment
      = (ObSegment){ get (finder, first)->start, get (finder, last - 1)->end };

  return last;
}

/* The search ----------------------------------------------------------------------------------- */

static gboolean
ends_sentence (const ObToken *token)
{
  return token->mark == '.' || token->mark == '!' || token->mark == '?' || token->mark == 0x2026;
}

/* The sentence of token @i: up to a final mark or the paragraph's end. */
static void
set_sentence (Finder *finder, guint i)
{
  finder->first = i;
  for (finder->last = i + 1; finder->last < finder->tokens->len; finder->last++)
    if ((get (finder, finder->last)->flags & OB_TOKEN_PARAGRAPH) != 0
        || ends_sentence (get (finder, finder->last - 1)))
      break;
}

/* TRUE when no word of a figure begins with token @i: most tokens. */
static gboolean
is_plain (const Finder *finder, guint i)
{
  char folded[OB_TOKEN_MAX_BYTES * 2 + 1];
  const guint starts = 1u << OB_WORDS_NUMBER | 1u << OB_WORDS_VAGUE | 1u << OB_WORDS_MONTH;
  const ObToken *token = get (finder, i);

  if (token->kind == OB_TOKEN_NUMBER)
    return FALSE;
  if (token->kind == OB_TOKEN_MARK)
    return TRUE;
  if (token->n_bytes == 1)
    return !ob_token_is (token, finder->utf8, "a") && !ob_token_is (token, finder->utf8, "A");
  return (ob_figure_words_first (finder->words, ob_token_fold (token, finder->utf8, folded))
          & starts)
         == 0;
}

/* The number at token @i with all that belongs to it.  Returns: (transfer full) (nullable); @next:
 * the token to go on with. */
static ObFigure *
read_figure (const Finder *finder, guint i, gboolean bare, guint *next)
{
  g_autoptr (ObFigure) figure = g_new0 (ObFigure, 1);
  Number number;
  guint first;
  guint last;
  guint dated;

  *next = i + 1;
  if (get (finder, i)->kind == OB_TOKEN_NUMBER && is_day (finder, i) && i + 1 < finder->last)
    dated = read_date (finder, i + 1, figure);
  else
    dated = read_date (finder, i, figure);
  if (dated > i + 1 && figure->kind == OB_FIGURE_DATE)
    {
      *next = dated;
      return g_steal_pointer (&figure);
    }
  if (!read_simple (finder, i, &number))
    return NULL;
  read_range (finder, &number);
  *next = number.last;

  first = number.first;
  last = number.last;
  figure->low = number.low;
  figure->high = number.high;
  figure->number = (ObSegment){ get (finder, first)->start, get (finder, last - 1)->end };
  figure->approximator = number.vague               ? OB_APPROXIMATOR_VAGUE
                         : number.low < number.high ? OB_APPROXIMATOR_RANGE
                                                    : OB_APPROXIMATOR_EXACT;
  if (!read_sign (finder, figure, &first, &last))
    {
      read_qualifier (finder, figure, &first, &last);
      if (!read_counted (finder, &number, figure, &first, &last) && !bare)
        return NULL;
      if (figure->qualifier == NULL)
        read_qualifier (finder, figure, &first, &last); /* "two hundred people or more" */
    }
  else
    read_qualifier (finder, figure, &first, &last);
  figure->segment = (ObSegment){ get (finder, first)->start, get (finder, last - 1)->end };
  *next = MAX (*next, last);

  return g_steal_pointer (&figure);
}

static void
finder_init (Finder *finder, const ObText *text)
{
  finder->words = ob_figure_words_get ();
  finder->text = text;
  finder->utf8 = ob_text_get_utf8 (text, NULL);
  finder->tokens = ob_tokens_new (text);
  finder->first = finder->last = 0;
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_figures_find (const ObText *text, gboolean dates)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_figure_free);
  Finder finder;

  finder_init (&finder, text);
  for (guint start = 0; start < finder.tokens->len; start = finder.last)
    {
      set_sentence (&finder, start);
      for (guint i = finder.first, next; i < finder.last; i = next)
        {
          ObFigure *figure;

          next = i + 1;
          if (is_plain (&finder, i) || (figure = read_figure (&finder, i, FALSE, &next)) == NULL)
            continue;
          if (figure->kind == OB_FIGURE_DATE && !dates)
            ob_figure_free (figure);
          else
            g_ptr_array_add (figures, figure);
        }
    }
  g_array_unref (finder.tokens);

  return figures;
}

ObFigure *
ob_figure_parse (const char *text)
{
  g_autoptr (ObText) whole = ob_text_new (text);
  g_autoptr (GArray) segments = ob_segments_new_single (0, MAX (1, ob_text_get_length (whole)));

  return ob_figure_read (whole, segments);
}

ObFigure *
ob_figure_read (const ObText *text, const GArray *segments)
{
  ObSegment hull = ob_segments_get_hull (segments);
  ObFigure *figure = NULL;
  ObFigure *bare = NULL;
  Finder finder;

  finder_init (&finder, text);
  for (guint start = 0; start < finder.tokens->len && figure == NULL; start = finder.last)
    {
      set_sentence (&finder, start);
      if (get (&finder, finder.last - 1)->end <= hull.start)
        continue;
      if (get (&finder, finder.first)->start >= hull.end)
        break;
      for (guint i = finder.first, next; i < finder.last && figure == NULL; i = next)
        {
          ObFigure *found;

          next = i + 1;
          if (get (&finder, i)->end <= hull.start || get (&finder, i)->start >= hull.end
              || is_plain (&finder, i))
            continue;
          if ((found = read_figure (&finder, i, TRUE, &next)) == NULL)
            continue;
          if (found->unit != NULL && found->kind != OB_FIGURE_DATE)
            figure = found;
          else if (bare == NULL)
            bare = found;
          else
            ob_figure_free (found);
        }
    }
  g_array_unref (finder.tokens);
  if (figure == NULL)
    return bare;
  g_clear_pointer (&bare, ob_figure_free);

  return figure;
}

ObFigure *
ob_figure_copy (const ObFigure *figure)
{
  ObFigure *copy = g_memdup2 (figure, sizeof *figure);

  copy->qualifier = g_strdup (figure->qualifier);
  copy->unit = g_strdup (figure->unit);
  copy->outcome = g_strdup (figure->outcome);

  return copy;
}

void
ob_figure_free (ObFigure *figure)
{
  g_free (figure->qualifier);
  g_free (figure->unit);
  g_free (figure->outcome);
  g_free (figure);
}

gboolean
ob_figure_is_comparable (const ObFigure *a, const ObFigure *b)
{
  return a->kind == b->kind && g_strcmp0 (a->unit, b->unit) == 0
         && g_strcmp0 (a->outcome, b->outcome) == 0;
}

const char *
ob_figure_kind_get_name (ObFigureKind kind)
{
  return kind_names[kind];
}

const char *
ob_approximator_get_name (ObApproximator approximator)
{
  return approximator_names[approximator];
}

gboolean
ob_approximator_from_name (const char *name, ObApproximator *approximator)
{
  const ObFigureWord *word;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (approximator_names); i++)
    if (strcmp (name, approximator_names[i]) == 0)
      {
        *approximator = (ObApproximator) i;
        return TRUE;
      }
  if (name == NULL
      || (word = ob_figure_words_find (ob_figure_words_get (), OB_WORDS_QUALIFIER, name)) == NULL)
    return FALSE;
  *approximator = (ObApproximator) word->low;

  return TRUE;
}
