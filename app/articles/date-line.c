#include "articles/date-line.h"

#include <string.h>

/* Months by what their names begin with, in small letters; "|" between languages. */
static const char *const month_beginnings[12] = {
  "jan|jän|ene|gen", "feb|fév|fev", "mar|mär", "apr|avr|abr", "may|mai|mag", "jun|juin|giu",
  "jul|juil|lug",    "aug|aoû|ago", "sep|set", "oct|okt|ott", "nov",         "dec|dez|déc|dic",
};

/* Words by which an outlet is known. */
static const char *const outlet_words[] = {
  "reuters",   "ap",          "afp",      "dpa",     "tass",     "bbc",      "cnn",    "npr",
  "upi",       "news",        "times",    "post",    "guardian", "journal",  "herald", "tribune",
  "press",     "presse",      "zeitung",  "daily",   "gazette",  "magazine", "radio",  "tv",
  "agency",    "agence",      "agentur",  "spiegel", "monde",    "figaro",   "país",   "mundo",
  "telegraph", "independent", "observer", NULL,
};

/* The parts of the pattern. */
#define WEEKDAY \
  "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|" \
  "mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|" \
  "sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica)"
#define OPENING \
  "(?:(?:published|posted|updated|date|veröffentlicht|erschienen|stand|datum|publié|mis à jour|" \
  "publicado|pubblicato|fecha|data)(?:\\s+(?:on|am|le|el|il))?\\s*:?\\s+)?"
#define OUTLET "(?:(?<outlet>\\p{Lu}[^|,;:!?·–—]{0,39}?)\\s*(?<bar>[,|·–—]|\\s-\\s)\\s*)"
#define YEAR_FIRST "(?<year>\\d{4})-(?<number>\\d\\d)-(?<day>\\d\\d)"
#define DAY_FIRST \
  "(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?\\s+(?:de\\s+|of\\s+)?" \
  "(?<month>\\p{L}{3,12})\\.?,?\\s+(?:del?\\s+)?(?<year>\\d{4})"
#define MONTH_FIRST \
  "(?<month>\\p{L}{3,12})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})"
#define TIME \
  "(?:(?:T|,|\\s|·|\\||–|-|at|um|à)*\\d{1,2}[:.h]\\d\\d(?:[:.]\\d\\d)?" \
  "(?:\\s?[\\p{L}.+:\\d]{1,6})?)?"

/* 1 to 12; 0 when @name is no month. */
static guint
find_month (const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);

  for (guint month = 0; month < G_N_ELEMENTS (month_beginnings); month++)
    {
      g_auto (GStrv) beginnings = g_strsplit (month_beginnings[month], "|", -1);

      for (guint i = 0; beginnings[i] != NULL; i++)
        if (g_str_has_prefix (small, beginnings[i]))
          return month + 1;
    }

  return 0;
}

static guint
fetch_number (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static gboolean
is_outlet (const char *name, const char *bar)
{
  g_autofree char *small = g_utf8_strdown (name, -1);
  g_auto (GStrv) words = g_strsplit (small, " ", -1);

  if (strcmp (bar, "|") == 0 || strcmp (bar, "·") == 0)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (outlet_words, words[i]))
      return TRUE;

  return FALSE;
}

/* Every date has a year; most lines have none. */
static gboolean
has_year (const char *line)
{
  guint n_digits = 0;

  for (; *line != '\0'; line++)
    {
      n_digits = g_ascii_isdigit (*line) ? n_digits + 1 : 0;
      if (n_digits == 4)
        return TRUE;
    }

  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_date_line_clear (ObDateLine *line)
{
  g_clear_pointer (&line->published, g_free);
  g_clear_pointer (&line->outlet, g_free);
}

gboolean
ob_date_line_parse (const char *line, ObDateLine *result)
{
  static const char pattern[] = "^" OPENING OUTLET "?" OPENING "(?:" WEEKDAY ",?\\s+)?"
                                "(?:" YEAR_FIRST "|" DAY_FIRST "|" MONTH_FIRST ")" TIME "$";
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *month_name = NULL, *outlet = NULL, *bar = NULL;
  guint year, month, day;

  if (!has_year (line))
    return FALSE;

  regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_DUPNAMES | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  if (!g_regex_match (regex, line, 0, &match))
    return FALSE;

  month_name = g_match_info_fetch_named (match, "month");
  month = month_name != NULL && *month_name != '\0' ? find_month (month_name)
                                                    : fetch_number (match, "number");
  year = fetch_number (match, "year");
  day = fetch_number (match, "day");
  if (day > 31 || year < 1000
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  outlet = g_match_info_fetch_named (match, "outlet");
  bar = g_match_info_fetch_named (match, "bar");
  ob_date_line_clear (result);
  result->published = g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  if (outlet != NULL && *outlet != '\0' && is_outlet (outlet, bar))
    result->outlet = g_strdup (outlet);
  return TRUE;
}
