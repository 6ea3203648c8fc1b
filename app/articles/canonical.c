#include "articles/canonical.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/sentence.h"
#include "model/text.h"
#include "model/word.h"

#define REPLACEMENT "\xef\xbf\xbd"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* A long paragraph is not split before this much of the most that it may have. */
#define MIN_PART (OB_TEXT_MAX_PARAGRAPH / 4)

/* What the character at a byte becomes. */
typedef enum
{
  FATE_KEEP,
  FATE_LINE_END,
  FATE_CONTROL,
} Fate;

/* The fate of the character at @data, and its length in bytes when it is not kept. */
static inline Fate
judge (const guint8 *data, const guint8 *end, gsize *length)
{
  guint8 c = *data;

  *length = 1;
  if (c >= 0x20 && c != 0x7f && c != 0xc2 && c != 0xe2)
    return FATE_KEEP;

  switch (c)
    {
    case '\n':
    case '\t':
      return FATE_KEEP;
    case '\r':
      *length = end - data > 1 && data[1] == '\n' ? 2 : 1;
      return FATE_LINE_END;
    case '\v':
    case '\f':
      return FATE_LINE_END;
    case 0xc2:
      *length = 2;
      if (data[1] == 0x85)
        return FATE_LINE_END;
      return data[1] < 0xa0 ? FATE_CONTROL : FATE_KEEP;
    case 0xe2:
      *length = 3;
      return data[1] == 0x80 && (data[2] == 0xa8 || data[2] == 0xa9) ? FATE_LINE_END : FATE_KEEP;
    default:
      return FATE_CONTROL;
    }
}

/* Line ends and control characters. */
static GString *
clean (const char *utf8, gsize n_bytes, ObAdjustments *adjustments)
{
  GString *cleaned = g_string_sized_new (n_bytes);
  const guint8 *data = (const guint8 *) utf8, *end = data + n_bytes, *kept = data;

  while (data < end)
    {
      gsize length;
      Fate fate = judge (data, end, &length);

      if (fate == FATE_KEEP)
        {
          data++;
          continue;
        }
      g_string_append_len (cleaned, (const char *) kept, data - kept);
      g_string_append (cleaned, fate == FATE_LINE_END ? "\n" : REPLACEMENT);
      adjustments->n_line_ends += fate == FATE_LINE_END;
      adjustments->n_controls += fate == FATE_CONTROL;
      data += length;
      kept = data;
    }

  g_string_append_len (cleaned, (const char *) kept, data - kept);
  return cleaned;
}

/* Where a unit other than the last ends, at least MIN_PART in; 0 when none does.  The last may go
 * on after the window. */
static guint32
find_last_end (const GArray *units)
{
  for (guint i = units->len; i > 1; i--)
    if (g_array_index (units, ObSegment, i - 2).end >= MIN_PART)
      return g_array_index (units, ObSegment, i - 2).end;

  return 0;
}

static guint32
find_last_space (const gunichar *chars, guint32 n)
{
  for (guint32 i = n; i > MIN_PART; i--)
    if (g_unichar_isspace (chars[i - 1]))
      return i;

  return 0;
}

/* How many of the code points in a full window, after which more follow, are to be a paragraph. */
static guint32
find_split (const ObBoundaryRules *rules, const gunichar *window)
{
  const guint32 n = OB_TEXT_MAX_PARAGRAPH;
  g_autoptr (GArray) units = ob_segments_new ();
  guint32 split;

  ob_sentences_append (rules, window, n, 0, units);
  split = find_last_end (units);
  if (split > 0)
    {
      while (split < n && g_unichar_isspace (window[split]))
        split++;
      return split;
    }

  split = find_last_space (window, n);
  if (split > 0)
    return split;

  g_array_set_size (units, 0);
  ob_characters_append (window, n, 0, units);
  split = find_last_end (units);
  return split > 0 ? split : n;
}

/* Appends the paragraph @utf8, which is too long, with line ends in it. */
static void
append_split (GString *out, const ObBoundaryRules *rules, const char *utf8, gsize n_bytes,
              ObAdjustments *adjustments)
{
  glong n_chars;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (utf8, (glong) n_bytes, &n_chars);
  glong at = 0;

  while (n_chars - at > OB_TEXT_MAX_PARAGRAPH)
    {
      guint32 length = find_split (rules, chars + at);
      const char *next = g_utf8_offset_to_pointer (utf8, (glong) length);

      g_string_append_len (out, utf8, next - utf8);
      g_string_append_c (out, '\n');
      adjustments->n_splits++;
      utf8 = next;
      at += (glong) length;
    }

  g_string_append (out, utf8);
}

/* Length in code points. */
static gsize
count_chars (const char *utf8, gsize n_bytes)
{
  gsize n_chars = 0;

  for (gsize i = 0; i < n_bytes; i++)
    n_chars += ((guint8) utf8[i] & 0xc0) != 0x80;

  return n_chars;
}

static gboolean
has_long_paragraph (const GString *text)
{
  const char *end = text->str + text->len;

  for (const char *line = text->str; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));

      if (stop == NULL)
        stop = end;
      if (stop - line > OB_TEXT_MAX_PARAGRAPH
          && count_chars (line, (gsize) (stop - line)) > OB_TEXT_MAX_PARAGRAPH)
        return TRUE;
      line = stop + 1;
    }

  return FALSE;
}

static GString *
split_long_paragraphs (const GString *text, ObAdjustments *adjustments)
{
  g_autoptr (ObBoundaryRules) rules = ob_boundary_rules_new (NULL);
  GString *split = g_string_sized_new (text->len + text->len / MIN_PART);
  const char *end = text->str + text->len;

  for (const char *line = text->str; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      gsize n_bytes = (gsize) ((stop != NULL ? stop : end) - line);

      if (n_bytes > OB_TEXT_MAX_PARAGRAPH && count_chars (line, n_bytes) > OB_TEXT_MAX_PARAGRAPH)
        {
          g_autofree char *paragraph = g_strndup (line, n_bytes);

          append_split (split, rules, paragraph, n_bytes, adjustments);
        }
      else
        g_string_append_len (split, line, (gssize) n_bytes);
      if (stop == NULL)
        break;
      g_string_append_c (split, '\n');
      line = stop + 1;
    }

  return split;
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_canonical_make (const char *utf8, gsize *n_bytes, ObAdjustments *adjustments)
{
  GString *text;

  memset (adjustments, 0, sizeof *adjustments);
  if (*n_bytes >= 3 && memcmp (utf8, BYTE_ORDER_MARK, 3) == 0)
    {
      adjustments->n_byte_order_marks = 1;
      utf8 += 3;
      *n_bytes -= 3;
    }

  text = clean (utf8, *n_bytes, adjustments);
  if (has_long_paragraph (text))
    {
      GString *split = split_long_paragraphs (text, adjustments);

      g_string_free (text, TRUE);
      text = split;
    }

  *n_bytes = text->len;
  return g_string_free (text, FALSE);
}

void
ob_adjustments_describe (const ObAdjustments *adjustments, GPtrArray *notes)
{
  guint n;

  if (adjustments->n_byte_order_marks > 0)
    g_ptr_array_add (notes, g_strdup (_ ("The byte order mark at its start was left out.")));

  n = adjustments->n_line_ends;
  if (n > 0)
    g_ptr_array_add (
        notes, g_strdup_printf (ngettext ("%u line end was turned into the usual one (LF).",
                                          "%u line ends were turned into the usual one (LF).", n),
                                n));
  n = adjustments->n_controls;
  if (n > 0)
    g_ptr_array_add (notes,
                     g_strdup_printf (ngettext ("%u control character was replaced by “�”.",
                                                "%u control characters were replaced by “�”.", n),
                                      n));
  n = adjustments->n_splits;
  if (n > 0)
    g_ptr_array_add (
        notes,
        g_strdup_printf (ngettext ("A paragraph over 8,000 characters was split in %u place.",
                                   "Paragraphs over 8,000 characters were split in %u places.", n),
                         n));
}
