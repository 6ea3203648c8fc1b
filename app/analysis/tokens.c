/* One pass over the UTF-8 of the text, with code points counted along; see tokens.h. */
#include "analysis/tokens.h"

#include <string.h>

typedef struct
{
  const char *utf8;
  const char *end;
  const char *at;
  guint32 offset; /* code points before @at */
  GArray *tokens;
  guint8 flags; /* of the next token */
} Reader;

static gunichar
peek (const Reader *reader, const char *at)
{
  if (at >= reader->end)
    return 0;
  return (guchar) *at < 0x80 ? (gunichar) *at : g_utf8_get_char (at);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_letter (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalpha ((char) c);
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\n' || c == '\t' || (c >= 0x80 && g_unichar_isspace (c));
}

static void
emit (
    Reader *reader, const char *end, guint32 n_chars, ObTokenKind kind, guint8 flags, gunichar mark)
{
  ObToken token = { reader->offset,
                    reader->offset + n_chars,
                    (guint32) (reader->at - reader->utf8),
                    (guint16) (end - reader->at),
                    (guint8) kind,
                    (guint8) (reader->flags | flags),
                    mark };

  g_array_append_val (reader->tokens, token);
  reader->at = end;
  reader->offset += n_chars;
  reader->flags = 0;
}

/* The bytes of the clitic that follows an apostrophe at @at, or 0: 's 'll 're 've 'd 'm. */
static guint
clitic_length (const Reader *reader, const char *at)
{
  static const char *const endings[]
      = { "s", "ll", "re", "ve", "d", "m", "S", "LL", "RE", "VE", "D", "M" };
  const char *letters = g_utf8_next_char (at);

  if (!is_apostrophe (peek (reader, at)))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if ((gsize) (reader->end - letters) >= n && memcmp (letters, endings[i], n) == 0
          && !is_letter (peek (reader, letters + n)) && !is_digit (peek (reader, letters + n)))
        return (guint) (letters - at + (gssize) n);
    }
  return 0;
}

/* TRUE when the word that ends before @at with "n" goes on with 't: "didn't". */
static gboolean
ends_in_not (const Reader *reader, const char *at)
{
  const char *t = g_utf8_next_char (at);

  return is_apostrophe (peek (reader, at)) && at - reader->at >= 2
         && (at[-1] == 'n' || at[-1] == 'N') && (peek (reader, t) == 't' || peek (reader, t) == 'T')
         && !is_letter (peek (reader, t + 1));
}

/* TRUE when a point after the word [start, end) of @n_chars belongs to it: initials, titles. */
static gboolean
keeps_point (const char *start, const char *end, guint n_chars, gboolean inner_points)
{
  static const char *const abbreviations[]
      = { "Mr",  "Mrs",  "Ms",  "Dr",   "Sen",  "Rep", "Gov", "Gen", "Lt",
          "Col", "Sgt",  "Rev", "St",   "Prof", "Jr",  "Sr",  "Inc", "Corp",
          "Maj", "Capt", "Adm", "Sens", "Reps", "Hon", "vs",  "No" };
  gsize n = (gsize) (end - start);

  if (n_chars == 1 && g_ascii_isupper (*start) && *start != 'I')
    return TRUE;
  if (inner_points)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strlen (abbreviations[i]) == n && memcmp (start, abbreviations[i], n) == 0)
      return TRUE;
  return FALSE;
}

static void
read_word (Reader *reader)
{
  const char *at = reader->at;
  guint n_chars = 0;
  guint n_upper = 0;
  guint n_lower = 0;
  gboolean inner_points = FALSE;
  gboolean dotted = FALSE;
  guint8 flags = 0;
  guint clitic;
  gunichar c;

  while ((c = peek (reader, at)) != 0 && at - reader->at < OB_TOKEN_MAX_BYTES - 8)
    {
      const char *next = g_utf8_next_char (at);

      if (is_letter (c) || is_digit (c))
        {
          gboolean upper = c < 0x80 ? g_ascii_isupper ((char) c) : g_unichar_isupper (c);

          if (n_chars == 0 && upper)
            flags |= OB_TOKEN_CAPITAL;
          n_upper += upper;
          n_lower += !upper && is_letter (c);
        }
      else if (is_apostrophe (c) && at > reader->at)
        {
          if (ends_in_not (reader, at) || clitic_length (reader, at) > 0
              || !is_letter (peek (reader, next)))
            break;
        }
      else if (c == '-' || c == 0x2010 || c == 0x2011 || c == '&')
        {
          gunichar after = peek (reader, next);

          if (!is_letter (after) && !is_digit (after))
            break;
        }
      else if (c == '.' && is_letter (peek (reader, next)) && is_letter (peek (reader, at - 1))
               && n_chars > 0 && (n_chars == 1 || inner_points) && peek (reader, next + 1) == '.')
        inner_points = TRUE;
      else
        break;
      at = next;
      n_chars++;
    }
  if (peek (reader, at) == '.' && keeps_point (reader->at, at, n_chars, inner_points))
    {
      at++;
      n_chars++;
      dotted = TRUE;
    }
  if (!dotted && ends_in_not (reader, at))
    {
      at--;
      n_chars--;
    }
  if (n_upper >= 2 && n_lower == 0)
    flags |= OB_TOKEN_ALL_CAPS;
  if (dotted)
    flags |= OB_TOKEN_DOTTED;
  if (n_chars == 0)
    n_chars = 1, at = g_utf8_next_char (reader->at);
  emit (reader, at, n_chars, OB_TOKEN_WORD, flags, 0);

  if ((peek (reader, reader->at) == 'n' || peek (reader, reader->at) == 'N')
      && is_apostrophe (peek (reader, reader->at + 1)))
    {
      const char *t = g_utf8_next_char (reader->at + 1);

      emit (reader, t + 1, 3, OB_TOKEN_WORD, OB_TOKEN_CLITIC, 0);
    }
  else if ((clitic = clitic_length (reader, reader->at)) > 0)
    {
      const char *end = reader->at + clitic;

      emit (reader, end, (guint) g_utf8_strlen (reader->at, clitic), OB_TOKEN_WORD, OB_TOKEN_CLITIC,
            0);
    }
}

static void
read_number (Reader *reader)
{
  const char *at = reader->at;
  guint n_chars = 0;
  gunichar c;

  while ((c = peek (reader, at)) != 0 && at - reader->at < OB_TOKEN_MAX_BYTES)
    {
      if (!is_digit (c) && !((c == ',' || c == '.') && is_digit (peek (reader, at + 1))))
        break;
      at++;
      n_chars++;
    }
  emit (reader, at, n_chars, OB_TOKEN_NUMBER, 0, 0);
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_tokens_new (const ObText *text)
{
  gsize n_bytes;
  Reader reader = { 0 };
  gunichar c;

  reader.at = reader.utf8 = ob_text_get_utf8 (text, &n_bytes);
  reader.end = reader.utf8 + n_bytes;
  reader.tokens = g_array_sized_new (FALSE, FALSE, sizeof (ObToken), (guint) (n_bytes / 5 + 16));
  reader.flags = OB_TOKEN_PARAGRAPH;

  while ((c = peek (&reader, reader.at)) != 0)
    {
      guint clitic;

      if (is_space (c))
        {
          reader.flags
              |= (guint8) (c == '\n' ? OB_TOKEN_PARAGRAPH | OB_TOKEN_SPACED : OB_TOKEN_SPACED);
          reader.at = g_utf8_next_char (reader.at);
          reader.offset++;
        }
      else if (is_digit (c))
        read_number (&reader);
      else if (is_letter (c))
        read_word (&reader);
      else if (reader.flags == 0 && reader.tokens->len > 0
               && (clitic = clitic_length (&reader, reader.at)) > 0)
        emit (&reader, reader.at + clitic, (guint) g_utf8_strlen (reader.at, clitic), OB_TOKEN_WORD,
              OB_TOKEN_CLITIC, 0);
      else
        emit (&reader, g_utf8_next_char (reader.at), 1, OB_TOKEN_MARK, 0, c);
    }

  return reader.tokens;
}

const char *
ob_token_fold (const ObToken *token, const char *utf8, char *folded)
{
  const char *at = utf8 + token->byte;
  const char *end = at + token->n_bytes;
  char *out = folded;

  while (at < end)
    if ((guchar) *at < 0x80)
      *out++ = g_ascii_tolower (*at++);
    else
      {
        gunichar c = g_unichar_tolower (g_utf8_get_char (at));

        if (is_apostrophe (c))
          *out++ = '\'';
        else
          out += g_unichar_to_utf8 (c, out);
        at = g_utf8_next_char (at);
      }
  *out = '\0';

  return folded;
}

gboolean
ob_token_is (const ObToken *token, const char *utf8, const char *word)
{
  return strlen (word) == token->n_bytes && memcmp (utf8 + token->byte, word, token->n_bytes) == 0;
}
