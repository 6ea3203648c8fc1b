#include "model/word.h"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d

/* What a code point is to a word.  Words are runs of letters with their joiners, or runs of
 * symbols (emoji), or one alone. */
typedef enum
{
  CLASS_NONE,
  CLASS_LETTER,
  CLASS_SYMBOL,
  CLASS_ALONE,  /* a character of a script that writes no spaces between words */
  CLASS_EXTEND, /* takes the class of the code point before */
} CharClass;

static gboolean
is_extending (gunichar c)
{
  return g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER || c == 0xad
         || (c >= 0x1f3fb && c <= 0x1f3ff);
}

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static gboolean
writes_no_spaces (gunichar c)
{
  if (c < 0xe00)
    return FALSE;

  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static CharClass
classify (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((gchar) c) || c == '_' ? CLASS_LETTER : CLASS_NONE;
  if (is_extending (c))
    return CLASS_EXTEND;
  if (g_unichar_isalnum (c))
    return writes_no_spaces (c) ? CLASS_ALONE : CLASS_LETTER;
  if (g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL)
    return CLASS_SYMBOL;

  return CLASS_NONE;
}

static gboolean
is_letter_at (const gunichar *chars, guint32 n, guint32 i)
{
  return i < n && classify (chars[i]) == CLASS_LETTER;
}

static gboolean
is_digit_at (const gunichar *chars, guint32 n, guint32 i)
{
  return i < n && g_unichar_isdigit (chars[i]);
}

/* TRUE when the point at @i ends initials: "R.C." or "U.S.", at least two of one letter each. */
static gboolean
ends_initials (const gunichar *chars, guint32 n, guint32 i)
{
  return i >= 3 && i < n && chars[i] == '.' && g_unichar_isalpha (chars[i - 1])
         && chars[i - 2] == '.' && g_unichar_isalpha (chars[i - 3])
         && (i == 3 || !is_letter_at (chars, n, i - 4));
}

/* TRUE when the mark at @i holds the letters on both its sides together. */
static gboolean
is_joiner (const gunichar *chars, guint32 n, guint32 i)
{
  gboolean digits = i > 0 && is_digit_at (chars, n, i - 1) && is_digit_at (chars, n, i + 1);

  if (!is_letter_at (chars, n, i + 1))
    return FALSE;

  switch (chars[i])
    {
    case '.':
      /* "attack.He" has lost a space; "U.S" and "example.org" have not. */
      return !g_unichar_isupper (chars[i + 1]) || i < 2 || !is_letter_at (chars, n, i - 2);
    case '\'':
    case '&':
    case 0xb7:   /* middle dot, Catalan */
    case 0x2019: /* right single quotation mark, the typographic apostrophe */
    case 0x5f3:  /* Hebrew geresh */
    case 0x5f4:  /* Hebrew gershayim */
    case '-':
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
      return TRUE;
    case ',':
    case ':':
      return digits;
    default:
      return FALSE;
    }
}

/* One past the word that starts at @start. */
static guint32
find_word_end (const gunichar *chars, guint32 n, guint32 start)
{
  CharClass class = classify (chars[start]);
  guint32 i = start + 1;

  while (i < n)
    {
      CharClass next = classify (chars[i]);

      if (next == CLASS_EXTEND || (next == class && class != CLASS_ALONE)
          || (class == CLASS_LETTER && is_joiner (chars, n, i))
          || (class == CLASS_LETTER && ends_initials (chars, n, i)))
        i++;
      else
        break;
    }

  return i;
}

/* TRUE when no reader sees a border between @i - 1 and @i.  Regional indicators pair up to flags:
 * @n_indicators counts those directly before @i. */
static gboolean
is_inside_character (const gunichar *chars, guint32 i, guint n_indicators)
{
  GUnicodeBreakType before, after;

  if (is_extending (chars[i]) || chars[i - 1] == ZERO_WIDTH_JOINER)
    return TRUE;
  if (is_regional_indicator (chars[i]))
    return n_indicators % 2 == 1;
  if (chars[i] < 0x1100)
    return FALSE;

  /* Hangul syllables spelt out in parts. */
  before = g_unichar_break_type (chars[i - 1]);
  after = g_unichar_break_type (chars[i]);
  if (before == G_UNICODE_BREAK_HANGUL_L_JAMO)
    return after == G_UNICODE_BREAK_HANGUL_L_JAMO || after == G_UNICODE_BREAK_HANGUL_V_JAMO
           || after == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE
           || after == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE;
  if (before == G_UNICODE_BREAK_HANGUL_V_JAMO || before == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE)
    return after == G_UNICODE_BREAK_HANGUL_V_JAMO || after == G_UNICODE_BREAK_HANGUL_T_JAMO;
  if (before == G_UNICODE_BREAK_HANGUL_T_JAMO || before == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE)
    return after == G_UNICODE_BREAK_HANGUL_T_JAMO;

  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_words_append (const gunichar *chars, guint32 n, guint32 base, GArray *units)
{
  guint32 i = 0;

  while (i < n)
    {
      CharClass class = classify (chars[i]);
      ObSegment word = { base + i, 0 };

      if (class == CLASS_NONE || class == CLASS_EXTEND)
        {
          i++;
          continue;
        }
      i = find_word_end (chars, n, i);
      word.end = base + i;
      g_array_append_val (units, word);
    }
}

void
ob_characters_append (const gunichar *chars, guint32 n, guint32 base, GArray *units)
{
  guint n_indicators = 0;

  for (guint32 i = 0; i < n; i++)
    {
      if (i > 0 && is_inside_character (chars, i, n_indicators))
        g_array_index (units, ObSegment, units->len - 1).end = base + i + 1;
      else
        {
          ObSegment character = { base + i, base + i + 1 };

          g_array_append_val (units, character);
        }
      n_indicators = is_regional_indicator (chars[i]) ? n_indicators + 1 : 0;
    }
}
