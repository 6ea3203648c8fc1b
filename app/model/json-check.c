#include "model/json-check.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_NUMBER_BYTES 400

/* What may come next. */
typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* after [ */
  EXPECT_NAME,         /* after , in an object */
  EXPECT_NAME_OR_END,  /* after { */
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
} Expectation;

typedef struct
{
  const char *at;
  const char *end;
  guint64 objects; /* one bit a level, the lowest is the innermost: set for an object */
  guint depth;
  Expectation expectation;
} Scan;

G_STATIC_ASSERT (OB_JSON_MAX_DEPTH <= 64);

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end && strchr (" \t\n\r", *scan->at) != NULL && *scan->at != '\0')
    scan->at++;
}

/* Four hexadecimal digits at @at, or -1. */
static int
read_hex (const char *at, const char *end)
{
  int number = 0;

  if (end - at < 4)
    return -1;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      number = number * 16 + g_ascii_xdigit_value (at[i]);
    }

  return number;
}

/* Just behind a backslash. */
static const char *
scan_escape (Scan *scan)
{
  int unit;

  if (scan->at < scan->end && *scan->at != '\0' && strchr ("\"\\/bfnrt", *scan->at) != NULL)
    {
      scan->at++;
      return NULL;
    }
  if (scan->at == scan->end || *scan->at != 'u')
    return _ ("a backslash is followed by something that is no escape");

  unit = read_hex (scan->at + 1, scan->end);
  if (unit < 0)
    return _ ("“\\u” needs four hexadecimal digits");
  if (unit == 0)
    return _ ("text must not contain “\\u0000”");
  if (unit < 0xd800 || unit > 0xdfff)
    {
      scan->at += 5;
      return NULL;
    }

  /* A high surrogate, then a low one. */
  if (unit > 0xdbff || scan->end - scan->at < 11 || scan->at[5] != '\\' || scan->at[6] != 'u')
    return _ ("an escape is half of a surrogate pair");
  unit = read_hex (scan->at + 7, scan->end);
  if (unit < 0xdc00 || unit > 0xdfff)
    return _ ("an escape is half of a surrogate pair");
  scan->at += 11;
  return NULL;
}

static const char *
scan_text (Scan *scan)
{
  for (scan->at++; scan->at < scan->end;)
    {
      guchar c = (guchar) *scan->at;
      const char *fault;

      if (c < 0x20)
        return _ ("text must not contain a bare control character");
      scan->at++;
      if (c == '"')
        return NULL;
      if (c == '\\' && (fault = scan_escape (scan)) != NULL)
        return fault;
    }

  return _ ("a text has no closing quotation mark");
}

static guint
skip_digits (Scan *scan)
{
  guint n = 0;

  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at); scan->at++)
    n++;

  return n;
}

static const char *
scan_number (Scan *scan)
{
  const char *start = scan->at, *digits;
  gboolean is_real = FALSE;
  char copy[MAX_NUMBER_BYTES + 1];

  if (*scan->at == '-')
    scan->at++;
  digits = scan->at;
  if (skip_digits (scan) == 0)
    return _ ("“-” must be followed by digits");
  if (*digits == '0' && scan->at - digits > 1)
    return _ ("a number must not begin with 0");

  if (scan->at < scan->end && *scan->at == '.')
    {
      is_real = TRUE;
      scan->at++;
      if (skip_digits (scan) == 0)
        return _ ("a decimal point must be followed by digits");
    }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E'))
    {
      is_real = TRUE;
      scan->at++;
      if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
        scan->at++;
      if (skip_digits (scan) == 0)
        return _ ("an exponent must have digits");
    }

  if (scan->at - start > MAX_NUMBER_BYTES)
    return _ ("a number has too many digits");
  memcpy (copy, start, (gsize) (scan->at - start));
  copy[scan->at - start] = '\0';
  if (is_real ? !isfinite (g_ascii_strtod (copy, NULL))
              : !g_ascii_string_to_signed (copy, 10, G_MININT64, G_MAXINT64, NULL, NULL))
    return _ ("a number is too large");

  return NULL;
}

static const char *
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };
  gsize left = (gsize) (scan->end - scan->at);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (left >= strlen (words[i]) && memcmp (scan->at, words[i], strlen (words[i])) == 0)
      {
        scan->at += strlen (words[i]);
        return NULL;
      }

  return _ ("a value is expected");
}

static const char *
open_level (Scan *scan, gboolean is_object)
{
  if (scan->depth == OB_JSON_MAX_DEPTH)
    return _ ("arrays and objects are nested too deep");

  scan->depth++;
  scan->objects = (scan->objects << 1) | (is_object ? 1 : 0);
  scan->expectation = is_object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;
  scan->at++;
  return NULL;
}

static void
close_level (Scan *scan)
{
  scan->depth--;
  scan->objects >>= 1;
  scan->expectation = scan->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
  scan->at++;
}

static const char *
scan_value (Scan *scan)
{
  char c = *scan->at;
  const char *fault;

  if (c == '{' || c == '[')
    return open_level (scan, c == '{');

  if (c == '"')
    fault = scan_text (scan);
  else if (c == '-' || g_ascii_isdigit (c))
    fault = scan_number (scan);
  else
    fault = scan_word (scan);
  scan->expectation = scan->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
  return fault;
}

static const char *
scan_after_value (Scan *scan)
{
  gboolean in_object = (scan->objects & 1) != 0;

  if (*scan->at == ',')
    {
      scan->at++;
      scan->expectation = in_object ? EXPECT_NAME : EXPECT_VALUE;
    }
  else if (*scan->at == (in_object ? '}' : ']'))
    close_level (scan);
  else
    return in_object ? _ ("a comma or “}” is expected") : _ ("a comma or “]” is expected");

  return NULL;
}

/* One token; not at the end. */
static const char *
scan_token (Scan *scan)
{
  const char *fault;

  switch (scan->expectation)
    {
    case EXPECT_VALUE_OR_END:
      if (*scan->at == ']')
        {
          close_level (scan);
          return NULL;
        }
      return scan_value (scan);
    case EXPECT_VALUE:
      return scan_value (scan);
    case EXPECT_NAME_OR_END:
      if (*scan->at == '}')
        {
          close_level (scan);
          return NULL;
        }
      G_GNUC_FALLTHROUGH;
    case EXPECT_NAME:
      if (*scan->at != '"')
        return _ ("a name in double quotation marks is expected");
      fault = scan_text (scan);
      scan->expectation = EXPECT_COLON;
      return fault;
    case EXPECT_COLON:
      if (*scan->at != ':')
        return _ ("a colon is expected");
      scan->at++;
      scan->expectation = EXPECT_VALUE;
      return NULL;
    case EXPECT_COMMA_OR_END:
      return scan_after_value (scan);
    case EXPECT_NOTHING:
      return _ ("there is more after the end");
    default:
      g_assert_not_reached ();
    }
}

/* Public functions ----------------------------------------------------------------------------- */

const char *
ob_json_check (const char *json, gsize length, gsize *fault)
{
  Scan scan = { json, json + length, 0, 0, EXPECT_VALUE };
  const char *message = NULL, *invalid;

  *fault = 0;
  if (!g_utf8_validate_len (json, length, &invalid))
    {
      *fault = (gsize) (invalid - json);
      return _ ("this is not text in UTF-8");
    }

  for (skip_space (&scan); message == NULL && scan.at < scan.end; skip_space (&scan))
    {
      *fault = (gsize) (scan.at - json);
      message = scan_token (&scan);
    }

  if (message == NULL && scan.expectation != EXPECT_NOTHING)
    {
      *fault = length;
      message = _ ("it ends too early");
    }
  return message;
}
