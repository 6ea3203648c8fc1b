#include "model/boundary.h"

#include "model/sentence.h"
#include "model/word.h"

/* One paragraph as code points. */
typedef struct
{
  gunichar *chars; /* (owned) */
  ObSegment range;
} Paragraph;

static void
paragraph_load (Paragraph *paragraph, const ObText *text, guint number)
{
  const char *utf8 = ob_text_get_utf8 (text, NULL);
  gsize from, to;

  paragraph->range = ob_text_get_paragraph (text, number);
  from = ob_text_get_byte (text, paragraph->range.start);
  to = ob_text_get_byte (text, paragraph->range.end);
  paragraph->chars = g_utf8_to_ucs4_fast (utf8 + from, (glong) (to - from), NULL);
}

static void
paragraph_clear (Paragraph *paragraph)
{
  g_clear_pointer (&paragraph->chars, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paragraph, paragraph_clear)

static gunichar
paragraph_get (const Paragraph *paragraph, guint32 offset)
{
  return paragraph->chars[offset - paragraph->range.start];
}

/* [start, end), which lies in the paragraph, without the spaces around. */
static ObSegment
paragraph_trim (const Paragraph *paragraph, guint32 start, guint32 end)
{
  ObSegment trimmed = { start, end };

  while (trimmed.start < trimmed.end
         && g_unichar_isspace (paragraph_get (paragraph, trimmed.start)))
    trimmed.start++;
  while (trimmed.end > trimmed.start
         && g_unichar_isspace (paragraph_get (paragraph, trimmed.end - 1)))
    trimmed.end--;

  return trimmed;
}

static void
append_units (const ObBoundaryRules *rules, const Paragraph *paragraph, ObUnit unit, GArray *units)
{
  guint32 n = paragraph->range.end - paragraph->range.start;
  ObSegment whole;

  switch (unit)
    {
    case OB_UNIT_CHARACTER:
      ob_characters_append (paragraph->chars, n, paragraph->range.start, units);
      break;
    case OB_UNIT_WORD:
      ob_words_append (paragraph->chars, n, paragraph->range.start, units);
      break;
    case OB_UNIT_SENTENCE:
      ob_sentences_append (rules, paragraph->chars, n, paragraph->range.start, units);
      break;
    case OB_UNIT_PARAGRAPH:
      whole = paragraph_trim (paragraph, paragraph->range.start, paragraph->range.end);
      if (whole.start < whole.end)
        g_array_append_val (units, whole);
      break;
    default:
      g_assert_not_reached ();
    }
}

static guint32
get_edge (const GArray *units, guint i, gboolean end)
{
  ObSegment unit = g_array_index (units, ObSegment, i);

  return end ? unit.end : unit.start;
}

/* The first start (end) after @offset, paragraph by paragraph. */
static guint32
find_next (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset,
           gboolean end)
{
  guint n_paragraphs = ob_text_get_n_paragraphs (text);

  for (guint p = ob_text_get_paragraph_at (text, offset); p < n_paragraphs; p++)
    {
      g_autoptr (GArray) units = ob_boundary_list (rules, text, unit, p);

      for (guint i = 0; i < units->len; i++)
        if (get_edge (units, i, end) > offset)
          return get_edge (units, i, end);
    }

  return ob_text_get_length (text);
}

static guint32
find_previous (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset,
               gboolean end)
{
  for (guint p = ob_text_get_paragraph_at (text, offset) + 1; p > 0; p--)
    {
      g_autoptr (GArray) units = ob_boundary_list (rules, text, unit, p - 1);

      for (guint i = units->len; i > 0; i--)
        if (get_edge (units, i - 1, end) < offset)
          return get_edge (units, i - 1, end);
    }

  return 0;
}

/* Snapping ------------------------------------------------------------------------------------- */

/* Signs that belong to the word beside them. */
static gboolean
is_sign (gunichar c)
{
  return c == '%' || c == 0x2030 || c == 0xb0 || c == '#' || c == '@' || c == '+'
         || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* The mark that opens what @c closes; 0 when @c does not close anything. */
static gunichar
get_opening (gunichar c)
{
  gunichar mirrored;

  switch (c)
    {
    case '"':
      return '"';
    case 0x201d: /* right double quotation mark */
      return 0x201c;
    case 0x2019: /* right single quotation mark */
      return 0x2018;
    default:
      if (g_unichar_type (c) == G_UNICODE_CLOSE_PUNCTUATION
          || g_unichar_type (c) == G_UNICODE_FINAL_PUNCTUATION)
        return g_unichar_get_mirror_char (c, &mirrored) ? mirrored : c - 1;
      return 0;
    }
}

/* TRUE when [start, at) holds a mark that the one at @at closes. */
static gboolean
closes_inner (const Paragraph *paragraph, guint32 start, guint32 at)
{
  gunichar closing = paragraph_get (paragraph, at);
  gunichar opening = get_opening (closing);
  int depth = 0;

  if (opening == 0)
    return FALSE;

  for (guint32 i = start; i < at; i++)
    {
      gunichar c = paragraph_get (paragraph, i);

      if (c == opening && (opening != closing || depth == 0))
        depth++;
      else if (c == closing && depth > 0)
        depth--;
    }

  return depth > 0;
}

/* The words of the paragraph that [start, end) touches, from first to last; FALSE when none. */
static gboolean
find_words (const Paragraph *paragraph, guint32 start, guint32 end, ObSegment *hull)
{
  g_autoptr (GArray) words = ob_segments_new ();
  gboolean found = FALSE;

  append_units (NULL, paragraph, OB_UNIT_WORD, words);
  for (guint i = 0; i < words->len; i++)
    {
      ObSegment word = g_array_index (words, ObSegment, i);

      if (word.end <= start || word.start >= end)
        continue;
      if (!found)
        hull->start = word.start;
      hull->end = word.end;
      found = TRUE;
    }

  return found;
}

/* Takes back signs and closing marks that were inside @range; the words are in @hull, of which the
 * paragraph holds the end. */
static void
keep_end (const Paragraph *paragraph, ObSegment range, ObSegment *hull)
{
  guint32 lowest = MAX (hull->start, paragraph->range.start);
  guint32 highest = MIN (range.end, paragraph->range.end);

  for (guint32 at = hull->end; at < highest; at++)
    {
      if (g_unichar_isspace (paragraph_get (paragraph, at)))
        break;
      if ((at == hull->end && is_sign (paragraph_get (paragraph, at)))
          || closes_inner (paragraph, lowest, at))
        hull->end = at + 1;
    }
}

static void
keep_start (const Paragraph *paragraph, ObSegment range, ObSegment *hull)
{
  guint32 lowest = MAX (range.start, paragraph->range.start);

  while (hull->start > lowest && is_sign (paragraph_get (paragraph, hull->start - 1)))
    hull->start--;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_boundary_list (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint paragraph)
{
  g_auto (Paragraph) loaded = { NULL };
  GArray *units = ob_segments_new ();

  paragraph_load (&loaded, text, paragraph);
  append_units (rules, &loaded, unit, units);
  return units;
}

ObSegment
ob_boundary_get (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset)
{
  g_autoptr (GArray) units
      = ob_boundary_list (rules, text, unit, ob_text_get_paragraph_at (text, offset));
  ObSegment found
      = { MIN (offset, ob_text_get_length (text)), MIN (offset, ob_text_get_length (text)) };
  gboolean is_large = unit == OB_UNIT_SENTENCE || unit == OB_UNIT_PARAGRAPH;

  for (guint i = 0; i < units->len; i++)
    {
      ObSegment candidate = g_array_index (units, ObSegment, i);

      if (candidate.start <= offset ? offset <= candidate.end || is_large : is_large && i == 0)
        found = candidate;
    }

  return found;
}

guint32
ob_boundary_next_start (const ObBoundaryRules *rules, const ObText *text, ObUnit unit,
                        guint32 offset)
{
  return find_next (rules, text, unit, offset, FALSE);
}

guint32
ob_boundary_next_end (const ObBoundaryRules *rules, const ObText *text, ObUnit unit, guint32 offset)
{
  return find_next (rules, text, unit, offset, TRUE);
}

guint32
ob_boundary_previous_start (const ObBoundaryRules *rules, const ObText *text, ObUnit unit,
                            guint32 offset)
{
  return find_previous (rules, text, unit, offset, FALSE);
}

guint32
ob_boundary_previous_end (const ObBoundaryRules *rules, const ObText *text, ObUnit unit,
                          guint32 offset)
{
  return find_previous (rules, text, unit, offset, TRUE);
}

ObSegment
ob_boundary_snap (const ObText *text, guint32 start, guint32 end)
{
  ObSegment range
      = { MIN (start, ob_text_get_length (text)), MIN (end, ob_text_get_length (text)) };
  ObSegment hull = { 0, 0 }, last;
  guint first_paragraph, last_paragraph, p;
  gboolean found = FALSE;

  if (range.start >= range.end)
    return ob_boundary_get (NULL, text, OB_UNIT_WORD, range.start);

  first_paragraph = ob_text_get_paragraph_at (text, range.start);
  last_paragraph = ob_text_get_paragraph_at (text, range.end - 1);

  for (p = first_paragraph; p <= last_paragraph && !found; p++)
    {
      g_auto (Paragraph) paragraph = { NULL };

      paragraph_load (&paragraph, text, p);
      found = find_words (&paragraph, range.start, range.end, &hull);
      if (found)
        keep_start (&paragraph, range, &hull);
      else if (first_paragraph == last_paragraph)
        return paragraph_trim (&paragraph, MIN (range.start, paragraph.range.end),
                               MIN (range.end, paragraph.range.end));
    }
  if (!found)
    return range;

  for (p = last_paragraph + 1; p >= first_paragraph + 1; p--)
    {
      g_auto (Paragraph) paragraph = { NULL };

      paragraph_load (&paragraph, text, p - 1);
      if (!find_words (&paragraph, range.start, range.end, &last))
        continue;
      hull.end = last.end;
      keep_end (&paragraph, range, &hull);
      break;
    }

  return hull;
}
