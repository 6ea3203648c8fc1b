/* See quote-marks.h. */
#include "analysis/quote-marks.h"

typedef enum
{
  FACE_NONE,
  FACE_OPEN,
  FACE_CLOSE,
} Face;

/* A mark at a token; '' takes two. */
typedef struct
{
  Face face;
  guint n_tokens;
  gunichar closes_with; /* of an opening one: the mark that closes it */
} Mark;

typedef struct
{
  ObScan *scan;
  gboolean low_opens; /* the text opens with „ */
  gboolean reversed;  /* the text opens with » */
} Pairing;

static gboolean
is_spaced (const ObScan *scan, guint i)
{
  return i >= scan->tokens->len
         || (ob_scan_token (scan, i)->flags & (OB_TOKEN_SPACED | OB_TOKEN_PARAGRAPH)) != 0;
}

/* The way a straight mark of @n tokens at @i faces. */
static Face
face_straight (const ObScan *scan, guint i, guint n, gboolean inside)
{
  gboolean before = is_spaced (scan, i);
  gboolean after = is_spaced (scan, i + n);
  gunichar previous = i > 0 ? ob_scan_token (scan, i - 1)->mark : 0;

  if (before && !after)
    return FACE_OPEN;
  if (!before && after)
    return FACE_CLOSE;
  if (!before && !inside
      && (previous == '(' || previous == '[' || previous == 0x2014 || previous == 0x2013
          || previous == '-'))
    return FACE_OPEN;
  return inside ? FACE_CLOSE : FACE_OPEN;
}

static Mark
read_mark (const Pairing *pairing, guint i, gunichar open_until)
{
  const ObScan *scan = pairing->scan;
  gunichar mark = ob_scan_token (scan, i)->mark;
  gboolean inside = open_until != 0;

  switch (mark)
    {
    case 0x201C:
      if (pairing->low_opens)
        return (Mark){ FACE_CLOSE, 1, 0 };
      return (Mark){ FACE_OPEN, 1, 0x201D };
    case 0x201E:
      return (Mark){ FACE_OPEN, 1, pairing->low_opens ? 0x201C : 0x201D };
    case 0x201D:
      return (Mark){ FACE_CLOSE, 1, 0 };
    case 0xAB:
      return pairing->reversed ? (Mark){ FACE_CLOSE, 1, 0 } : (Mark){ FACE_OPEN, 1, 0xBB };
    case 0xBB:
      return pairing->reversed ? (Mark){ FACE_OPEN, 1, 0xAB } : (Mark){ FACE_CLOSE, 1, 0 };
    case 0x300C:
      return (Mark){ FACE_OPEN, 1, 0x300D };
    case 0x300D:
      return (Mark){ FACE_CLOSE, 1, 0 };
    case '"':
      return (Mark){ face_straight (scan, i, 1, inside), 1, '"' };
    case '\'':
    case '`':
      if (i + 1 < scan->tokens->len && ob_scan_token (scan, i + 1)->mark == mark
          && !is_spaced (scan, i + 1))
        return (Mark){ face_straight (scan, i, 2, inside), 2, '\'' + 256 };
      return (Mark){ FACE_NONE, 1, 0 };
    default:
      return (Mark){ FACE_NONE, 1, 0 };
    }
}

/* What a closing mark is for pairing: the two straight ones and “ ” mix in careless texts. */
static gboolean
closes (const Pairing *pairing, guint i, const Mark *mark, gunichar open_until)
{
  gunichar c = ob_scan_token (pairing->scan, i)->mark;

  if (mark->n_tokens == 2)
    return open_until == '\'' + 256;
  if (c == open_until)
    return TRUE;
  return (c == '"' && open_until == 0x201D) || (c == 0x201D && open_until == '"');
}

/* Single marks: the end of the pair that the one at @i opens, or 0. */
static guint
find_single_end (const ObScan *scan, guint i, guint paragraph_end)
{
  gunichar open = ob_scan_token (scan, i)->mark;

  if ((open != 0x2018 && open != '\'') || !is_spaced (scan, i) || i + 1 >= paragraph_end
      || is_spaced (scan, i + 1))
    return 0;
  for (guint k = i + 2; k < paragraph_end; k++)
    {
      gunichar c = ob_scan_token (scan, k)->mark;
      gunichar before = ob_scan_token (scan, k - 1)->mark;
      gunichar after = k + 1 < scan->tokens->len ? ob_scan_token (scan, k + 1)->mark : 0;

      if (c == '"' || c == 0x201C)
        return 0;
      if (c != (open == '\'' ? '\'' : 0x2019) || is_spaced (scan, k))
        continue;
      if (before == '.' || before == ',' || before == '?' || before == '!'
          || (is_spaced (scan, k + 1) && k - i <= 8) || after == '.' || after == ',')
        return k;
    }
  return 0;
}

static guint
count_words (const ObScan *scan, guint first, guint last)
{
  guint n = 0;

  for (guint i = first; i <= last; i++)
    n += ob_scan_token (scan, i)->kind != OB_TOKEN_MARK;
  return n;
}

static gboolean
is_final (gunichar mark)
{
  return mark == '.' || mark == ',' || mark == '!' || mark == '?' || mark == 0x2026 || mark == ';'
         || mark == 0x2014;
}

/* A programme or book inside the reporter's sentence: on CNN's "New Day," Smith said. */
static gboolean
is_title (const ObScan *scan, const ObQuoteSpan *span)
{
  guint n;

  if (span->first == 0 || span->n_words > 5
      || (ob_scan_token (scan, span->first)->flags & OB_TOKEN_PARAGRAPH) != 0
      || ob_scan_token (scan, span->first - 1)->kind != OB_TOKEN_WORD
      || ob_scan_match_cue (scan, span->first - 1, span->first, OB_FRAME_QUOTE, &n) != NULL)
    return FALSE;
  for (guint i = span->first; i <= span->last; i++)
    if (ob_scan_token (scan, i)->kind == OB_TOKEN_WORD && !ob_scan_is_capital (scan, i)
        && !ob_scan_is (scan, i, OB_STEER_PREPOSITION | OB_STEER_DETERMINER | OB_STEER_CONJUNCTION))
      return FALSE;

  return TRUE;
}

/* A sentence of somebody, not a term or title: it ends as sentences end, or a comma follows it. */
static gboolean
is_full (const ObScan *scan, const ObQuoteSpan *span)
{
  guint first = span->first + 1;
  guint last = span->last;
  gunichar inner;
  gunichar after;

  if (!span->closed || span->continued)
    return span->n_words >= 2;
  while (last > span->first && ob_scan_token (scan, last)->kind == OB_TOKEN_MARK
         && !is_final (ob_scan_token (scan, last)->mark))
    last--;
  inner = ob_scan_token (scan, last)->mark;
  after = span->last + 1 < scan->tokens->len ? ob_scan_token (scan, span->last + 1)->mark : 0;
  if (inner == '!' || inner == '?')
    return span->n_words >= 1;
  if (is_title (scan, span))
    return FALSE;
  if (inner != 0 && is_final (inner))
    return span->n_words >= 3 || ob_scan_is_capital (scan, first);
  return (after == ',' || after == '.') && span->n_words >= 3 && ob_scan_is_capital (scan, first);
}

static void
add_span (ObScan *scan, guint first, guint last, gboolean closed)
{
  ObQuoteSpan span = { first,
                       last,
                       ob_scan_token (scan, first)->start,
                       ob_scan_token (scan, last)->end,
                       count_words (scan, first, last),
                       closed,
                       FALSE,
                       FALSE };
  gint32 index = (gint32) scan->spans->len;

  g_array_append_val (scan->spans, span);
  for (guint i = first; i <= last; i++)
    scan->span_of[i] = index;
}

/* An opening mark at the start of the next paragraph says that this one was left open on purpose.
 */
static gboolean
goes_on (const Pairing *pairing, guint next_paragraph)
{
  Mark mark;

  if (next_paragraph >= pairing->scan->tokens->len)
    return FALSE;
  mark = read_mark (pairing, next_paragraph, 0);

  return mark.face == FACE_OPEN;
}

static guint
find_paragraph_end (const ObScan *scan, guint i)
{
  for (i++; i < scan->tokens->len; i++)
    if ((ob_scan_token (scan, i)->flags & OB_TOKEN_PARAGRAPH) != 0)
      break;

  return i;
}

static void
pair_paragraph (const Pairing *pairing, guint first, guint end)
{
  ObScan *scan = pairing->scan;
  gunichar open_until = 0;
  guint open = 0;
  guint single;

  for (guint i = first, n; i < end; i += n)
    {
      Mark mark = read_mark (pairing, i, open_until);

      n = mark.n_tokens;
      if (mark.face == FACE_OPEN && open_until == 0)
        {
          open = i;
          open_until = mark.closes_with;
        }
      else if (mark.face == FACE_CLOSE && open_until != 0 && closes (pairing, i, &mark, open_until))
        {
          add_span (scan, open, i + n - 1, TRUE);
          open_until = 0;
        }
      else if (mark.face == FACE_NONE && open_until == 0
               && (single = find_single_end (scan, i, end)) > 0)
        {
          add_span (scan, i, single, TRUE);
          n = single - i + 1;
        }
    }
  if (open_until != 0 && end > open + 1)
    {
      add_span (scan, open, end - 1, FALSE);
      g_array_index (scan->spans, ObQuoteSpan, scan->spans->len - 1).continued
          = goes_on (pairing, end);
    }
}

void
ob_quote_marks_pair (ObScan *scan)
{
  Pairing pairing = { scan, FALSE, FALSE };
  gunichar first_guillemet = 0;

  for (guint i = 0; i < scan->tokens->len; i++)
    {
      gunichar mark = ob_scan_token (scan, i)->mark;

      pairing.low_opens = pairing.low_opens || mark == 0x201E;
      if (first_guillemet == 0 && (mark == 0xAB || mark == 0xBB))
        first_guillemet = mark;
    }
  pairing.reversed = first_guillemet == 0xBB;

  for (guint i = 0, end; i < scan->tokens->len; i = end)
    {
      end = find_paragraph_end (scan, i);
      pair_paragraph (&pairing, i, end);
    }
  for (guint i = 0; i < scan->spans->len; i++)
    {
      ObQuoteSpan *span = &g_array_index (scan->spans, ObQuoteSpan, i);

      span->full = is_full (scan, span);
    }
}
