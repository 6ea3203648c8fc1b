#include "formats/json-writer.h"

#include <math.h>
#include <string.h>

static void
separate (GString *out)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '\0';

  if (last != '\0' && strchr ("{[:\n", last) == NULL)
    g_string_append_c (out, ',');
}

static void
append_unit (GString *out, guint unit)
{
  static const char digits[] = "0123456789abcdef";
  char escape[6] = { '\\',
                     'u',
                     digits[unit >> 12 & 15],
                     digits[unit >> 8 & 15],
                     digits[unit >> 4 & 15],
                     digits[unit & 15] };

  g_string_append_len (out, escape, sizeof escape);
}

static void
append_character (GString *out, gunichar character)
{
  switch (character)
    {
    case '"':
      g_string_append (out, "\\\"");
      return;
    case '\\':
      g_string_append (out, "\\\\");
      return;
    case '\n':
      g_string_append (out, "\\n");
      return;
    case '\t':
      g_string_append (out, "\\t");
      return;
    case '\r':
      g_string_append (out, "\\r");
      return;
    default:
      break;
    }

  if (character >= 0x10000)
    {
      append_unit (out, 0xd800 + ((character - 0x10000) >> 10));
      append_unit (out, 0xdc00 + ((character - 0x10000) & 0x3ff));
    }
  else
    append_unit (out, character);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_json_open (GString *out, char bracket)
{
  separate (out);
  g_string_append_c (out, bracket);
}

void
ob_json_close (GString *out, char bracket)
{
  g_string_append_c (out, bracket);
}

void
ob_json_name (GString *out, const char *name)
{
  ob_json_text (out, name);
  g_string_append_c (out, ':');
}

void
ob_json_text (GString *out, const char *text)
{
  if (text == NULL)
    {
      ob_json_null (out);
      return;
    }

  separate (out);
  g_string_append_c (out, '"');
  ob_json_escape (out, text, strlen (text));
  g_string_append_c (out, '"');
}

void
ob_json_integer (GString *out, gint64 number)
{
  separate (out);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

void
ob_json_real (GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_assert (isfinite (number));

  /* The shortest form that reads back as the same number. */
  for (guint precision = 15; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%ug", precision);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }

  separate (out);
  g_string_append (out, text);
  /* So that it is read back as a real. */
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

void
ob_json_flag (GString *out, gboolean flag)
{
  separate (out);
  g_string_append (out, flag ? "true" : "false");
}

void
ob_json_null (GString *out)
{
  separate (out);
  g_string_append (out, "null");
}

void
ob_json_add_text (GString *out, const char *name, const char *text)
{
  ob_json_name (out, name);
  ob_json_text (out, text);
}

void
ob_json_add_integer (GString *out, const char *name, gint64 number)
{
  ob_json_name (out, name);
  ob_json_integer (out, number);
}

void
ob_json_add_flag (GString *out, const char *name, gboolean flag)
{
  ob_json_name (out, name);
  ob_json_flag (out, flag);
}

void
ob_json_add_time (GString *out, const char *name, gint64 microseconds)
{
  g_autofree char *text = ob_time_to_text (microseconds);

  ob_json_add_text (out, name, text);
}

void
ob_json_escape (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *plain = text;
      gunichar character;

      while (text < end && (guchar) *text >= 0x20 && (guchar) *text < 0x7f && *text != '"'
             && *text != '\\')
        text++;
      g_string_append_len (out, plain, text - plain);
      if (text == end)
        return;

      character = g_utf8_get_char (text);
      append_character (out, character);
      text = g_utf8_next_char (text);
    }
}

char *
ob_time_to_text (gint64 microseconds)
{
  gint64 seconds = microseconds / G_USEC_PER_SEC, rest = microseconds % G_USEC_PER_SEC;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *whole = NULL;

  if (rest < 0)
    {
      rest += G_USEC_PER_SEC;
      seconds--;
    }
  time = g_date_time_new_from_unix_utc (seconds);
  if (time == NULL)
    return g_strdup ("1970-01-01T00:00:00Z");

  whole = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year (time),
                           g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                           g_date_time_get_hour (time), g_date_time_get_minute (time),
                           g_date_time_get_second (time));
  return rest == 0 ? g_strconcat (whole, "Z", NULL)
                   : g_strdup_printf ("%s.%06" G_GINT64_FORMAT "Z", whole, rest);
}

gboolean
ob_time_from_text (const char *text, gint64 *microseconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    return FALSE;

  *microseconds = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}
