#include "reader/html-date.h"

#include <stdio.h>
#include <string.h>

#include "articles/date-line.h"

#define MAX_DATE_BYTES 100

static gboolean
is_believable (int year, int month, int day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) limit = g_date_time_add_days (now, 2);
  g_autoptr (GDateTime) date = NULL;

  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  date = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return date != NULL && g_date_time_compare (date, limit) <= 0;
}

/* "+02:00" of "+0200", " +02", "Z", " GMT"; "" where there is none; NULL for something else. */
static char *
make_zone (const char *rest)
{
  int hours, minutes = 0;
  char sign;

  while (*rest == ' ')
    rest++;
  if (*rest == '\0')
    return g_strdup ("");
  if (g_ascii_strcasecmp (rest, "Z") == 0 || g_ascii_strcasecmp (rest, "GMT") == 0
      || g_ascii_strcasecmp (rest, "UTC") == 0)
    return g_strdup ("Z");
  if (sscanf (rest, "%c%2d:%2d", &sign, &hours, &minutes) < 2
      && sscanf (rest, "%c%2d%2d", &sign, &hours, &minutes) < 2)
    return NULL;
  if (rest[3] != ':' && strlen (rest) >= 5)
    sscanf (rest + 3, "%2d", &minutes);
  if ((sign != '+' && sign != '-') || hours > 15 || minutes > 59 || hours < 0 || minutes < 0)
    return NULL;
  return g_strdup_printf ("%c%02d:%02d", sign, hours, minutes);
}

/* A date-time, or the date alone where there is no time or zone: an hour without a zone says
 * little. */
static char *
format (int year, int month, int day, const char *rest)
{
  int hour, minute, second = 0, n = 0;
  g_autofree char *zone = NULL;

  if (!is_believable (year, month, day))
    return NULL;
  while (*rest == ' ' || *rest == 'T' || *rest == 't' || *rest == ',')
    rest++;
  if (sscanf (rest, "%2d:%2d%n", &hour, &minute, &n) < 2 || hour > 23 || minute > 59 || hour < 0
      || minute < 0)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  rest += n;
  if (sscanf (rest, ":%2d%n", &second, &n) == 1)
    rest += n;
  if (*rest == '.')
    for (rest++; g_ascii_isdigit (*rest); rest++)
      ;
  second = CLAMP (second, 0, 59);
  zone = make_zone (rest);
  if (zone == NULL || *zone == '\0')
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day, hour, minute, second,
                          zone);
}

static char *
parse_iso (const char *date)
{
  int year, month, day, n = 0;

  if (sscanf (date, "%4d-%2d-%2d%n", &year, &month, &day, &n) == 3
      || sscanf (date, "%4d/%2d/%2d%n", &year, &month, &day, &n) == 3
      || sscanf (date, "%4d.%2d.%2d%n", &year, &month, &day, &n) == 3)
    return format (year, month, day, date + n);
  if (strspn (date, "0123456789") == 8 && sscanf (date, "%4d%2d%2d%n", &year, &month, &day, &n) == 3)
    return format (year, month, day, date + n);
  return NULL;
}

/* "Wed, 12 Apr 2017 10:00:00 GMT". */
static char *
parse_rfc822 (const char *date)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec" };
  const char *comma = strchr (date, ',');
  char month[10];
  int year, day, n = 0;

  if (comma != NULL && comma - date < 10)
    date = comma + 1;
  while (*date == ' ')
    date++;
  if (sscanf (date, "%2d %9[A-Za-z] %4d%n", &day, month, &year, &n) != 3
      && sscanf (date, "%2d-%9[A-Za-z]-%4d%n", &day, month, &year, &n) != 3)
    return NULL;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (month, months[i], 3) == 0)
      return format (year, i + 1, day, date + n);
  return NULL;
}

static char *
parse_seconds (const char *date)
{
  gsize n_digits = strspn (date, "0123456789");
  g_autoptr (GDateTime) time = NULL;
  gint64 seconds;

  if (date[n_digits] != '\0' || (n_digits != 10 && n_digits != 13))
    return NULL;
  seconds = g_ascii_strtoll (date, NULL, 10);
  time = g_date_time_new_from_unix_utc (n_digits == 13 ? seconds / 1000 : seconds);
  if (time == NULL
      || !is_believable (g_date_time_get_year (time), g_date_time_get_month (time),
                         g_date_time_get_day_of_month (time)))
    return NULL;
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static char *
parse_words (const char *date)
{
  ObDateLine line = { NULL, NULL };
  int year, month, day;
  char *published;

  if (!ob_date_line_parse (date, &line))
    return NULL;
  published = g_steal_pointer (&line.published);
  ob_date_line_clear (&line);
  if (published != NULL
      && (sscanf (published, "%4d-%2d-%2d", &year, &month, &day) != 3
          || !is_believable (year, month, day)))
    g_clear_pointer (&published, g_free);
  return published;
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_html_date_parse (const char *date)
{
  g_autofree char *plain = NULL;
  char *parsed;

  if (date == NULL || strlen (date) > MAX_DATE_BYTES || !g_utf8_validate (date, -1, NULL))
    return NULL;
  plain = g_strstrip (g_strdup (date));
  parsed = parse_iso (plain);
  if (parsed == NULL)
    parsed = parse_rfc822 (plain);
  if (parsed == NULL)
    parsed = parse_seconds (plain);
  if (parsed == NULL)
    parsed = parse_words (plain);
  return parsed;
}

char *
ob_html_date_from_url (const char *url)
{
  for (const char *at = strchr (url, '/'); at != NULL; at = strchr (at + 1, '/'))
    {
      int year, month, day, n = 0;

      if ((sscanf (at, "/%4d/%2d/%2d%n", &year, &month, &day, &n) == 3
           || sscanf (at, "/%4d-%2d-%2d%n", &year, &month, &day, &n) == 3
           || (strspn (at + 1, "0123456789") == 8
               && sscanf (at, "/%4d%2d%2d%n", &year, &month, &day, &n) == 3))
          && year > 1980 && !g_ascii_isdigit (at[n]) && is_believable (year, month, day))
        return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    }
  return NULL;
}
