#include "model/text-match.h"

#include <string.h>

#define WORD 64
#define LEAST 8 /* characters of a quote that may be looked for approximately */

/* Plain text ----------------------------------------------------------------------------------- */

/* What @character is in plain text; 0 when it is left out. */
static gunichar
make_plain (gunichar character)
{
  switch (character)
    {
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x2032:
      return '\'';
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2033:
    case 0xab:
    case 0xbb:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return '-';
    case 0xad:
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
      return 0;
    default:
      break;
    }
  if (g_unichar_isspace (character) || character == 0x0b || character == 0x85)
    return ' ';
  /* Canonical texts have this instead. */
  return character < 0x20 || (character >= 0x7f && character < 0xa0) ? 0xfffd : character;
}

static void
append_plain (const char *text, gsize length, GString *out, GArray *from)
{
  const char *end = text + length;
  gboolean was_space = FALSE;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar character = make_plain (g_utf8_get_char (at));
      gsize before = out->len;
      guint32 byte = (guint32) (at - text);

      if (character == 0 || (character == ' ' && was_space))
        continue;
      was_space = character == ' ';
      g_string_append_unichar (out, character);
      for (gsize i = before; from != NULL && i < out->len; i++)
        g_array_append_val (from, byte);
    }
}

char *
ob_plain_make (const char *text, gsize length)
{
  g_autoptr (GString) out = g_string_sized_new (length + 1);

  append_plain (text, length, out, NULL);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

ObPlainText *
ob_plain_text_new (const char *text, gsize length)
{
  ObPlainText *plain = g_new0 (ObPlainText, 1);
  GString *out = g_string_sized_new (length + 1);
  guint32 last = (guint32) length;

  plain->from = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) length + 1);
  append_plain (text, length, out, plain->from);
  g_array_append_val (plain->from, last);
  plain->length = out->len;
  plain->text = g_string_free (out, FALSE);
  return plain;
}

void
ob_plain_text_free (ObPlainText *plain)
{
  g_free (plain->text);
  g_array_unref (plain->from);
  g_free (plain);
}

gsize
ob_plain_text_get_byte (const ObPlainText *plain, gsize byte)
{
  return g_array_index (plain->from, guint32, MIN (byte, plain->length));
}

/* Approximate search --------------------------------------------------------------------------- */

/* Which characters of a pattern are a given one: a small table, open addressing. */
typedef struct
{
  gunichar characters[256];
  guint64 masks[256];
} Masks;

static guint
find_slot (const Masks *masks, gunichar character)
{
  guint slot = (character * 2654435761u) >> 24;

  while (masks->masks[slot] != 0 && masks->characters[slot] != character)
    slot = (slot + 1) & 255;

  return slot;
}

/* Slides @pattern of @n characters (1 to 64) over @length characters of @text by @step (1 or -1)
 * from @text.  @best: (out): fewest edits; @where: (out): index of the last character of the first
 * place with that; @n_best: (out): number of separate places with it. */
static void
slide (const gunichar *text,
       glong length,
       int step,
       const gunichar *pattern,
       guint n,
       guint *best,
       glong *where,
       guint *n_best)
{
  Masks masks = { 0 };
  guint64 positive = ~(guint64) 0, negative = 0, last = (guint64) 1 << (n - 1);
  guint score = n;

  for (guint i = 0; i < n; i++)
    {
      guint slot = find_slot (&masks, pattern[i]);

      masks.characters[slot] = pattern[i];
      masks.masks[slot] |= (guint64) 1 << i;
    }

  *best = n + 1;
  *where = 0;
  *n_best = 0;
  for (glong i = 0; i < length; i++)
    {
      guint64 equal = masks.masks[find_slot (&masks, text[i * step])];
      guint64 vertical = equal | negative;
      guint64 horizontal = (((equal & positive) + positive) ^ positive) | equal;
      guint64 up = negative | ~(horizontal | positive);
      guint64 down = positive & horizontal;

      if (up & last)
        score++;
      else if (down & last)
        score--;
      up <<= 1;
      down <<= 1;
      positive = down | ~(vertical | up);
      negative = up & vertical;

      if (score < *best)
        {
          *best = score;
          *where = i;
          *n_best = 1;
        }
      else if (score == *best && i - *where > (glong) n)
        (*n_best)++;
    }
}

/* The first @n characters of @quote from its beginning or backwards from its end. */
static void
take_pattern (const gunichar *quote, glong length, gboolean backwards, guint n, gunichar *pattern)
{
  for (guint i = 0; i < n; i++)
    pattern[i] = backwards ? quote[length - 1 - i] : quote[i];
}

gboolean
ob_text_match_find (const char *text, gsize length, const char *quote, gsize *start, gsize *end)
{
  glong n_text, n_quote;
  g_autofree gunichar *points = g_utf8_to_ucs4_fast (text, (glong) length, &n_text);
  g_autofree gunichar *words = g_utf8_to_ucs4_fast (quote, -1, &n_quote);
  gunichar pattern[WORD];
  guint n = (guint) MIN (n_quote, WORD), edits, n_places;
  glong last, first, from, span;

  if (n_quote < LEAST || n_text == 0)
    return FALSE;

  /* Where the end of the quote ends. */
  take_pattern (words, n_quote, TRUE, n, pattern);
  for (guint i = 0; i < n / 2; i++)
    {
      gunichar other = pattern[i];

      pattern[i] = pattern[n - 1 - i];
      pattern[n - 1 - i] = other;
    }
  slide (points, n_text, 1, pattern, n, &edits, &last, &n_places);
  if (edits > n / 5 || n_places != 1)
    return FALSE;

  /* Where its beginning begins, backwards from there. */
  take_pattern (words, n_quote, FALSE, n, pattern);
  for (guint i = 0; i < n / 2; i++)
    {
      gunichar other = pattern[i];

      pattern[i] = pattern[n - 1 - i];
      pattern[n - 1 - i] = other;
    }
  span = MIN (last + 1, n_quote + n_quote / 4 + 2);
  slide (points + last, span, -1, pattern, n, &edits, &from, &n_places);
  first = last - from;
  if (edits > n / 5 || last + 1 - first < n_quote - n_quote / 4 - 2)
    return FALSE;

  *start = (gsize) (g_utf8_offset_to_pointer (text, first) - text);
  *end = (gsize) (g_utf8_offset_to_pointer (text, last + 1) - text);
  return TRUE;
}
