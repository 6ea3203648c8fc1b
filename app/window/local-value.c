#include "window/local-value.h"

#include <locale.h>
#include <string.h>

/* Spaces group digits in some languages: which of them is typed does not matter. */
static gboolean
is_grouping (gunichar character, gunichar grouping)
{
  return character == grouping || (g_unichar_isspace (grouping) && g_unichar_isspace (character));
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_local_number_read (const char *text, const char *decimal, const char *grouping)
{
  const struct lconv *locale = localeconv ();
  gunichar point = g_utf8_get_char (decimal != NULL ? decimal : locale->decimal_point);
  gunichar group = g_utf8_get_char (grouping != NULL ? grouping : locale->thousands_sep);
  g_autoptr (GString) number = g_string_new (NULL);
  guint n_digits = 0;             /* since the beginning or the last separator */
  gboolean grouped = FALSE, fraction = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      int digit = g_unichar_digit_value (character);

      if (digit >= 0)
        {
          g_string_append_c (number, (char) ('0' + digit));
          n_digits++;
        }
      else if (p == text && (character == '-' || character == '+' || character == 0x2212))
        g_string_append_c (number, character == '+' ? '+' : '-');
      else if (character == point && !fraction && (!grouped || n_digits == 3))
        {
          g_string_append_c (number, '.');
          fraction = TRUE;
        }
      else if (group != 0 && is_grouping (character, group) && !fraction && n_digits > 0
               && (grouped ? n_digits == 3 : n_digits <= 3))
        {
          grouped = TRUE;
          n_digits = 0;
        }
      else
        return g_strdup (text);
    }

  return grouped && !fraction && n_digits != 3 ? g_strdup (text)
                                               : g_string_free (g_steal_pointer (&number), FALSE);
}

char *
ob_local_number_write (const char *number, const char *decimal)
{
  const char *point = decimal != NULL ? decimal : localeconv ()->decimal_point;
  const char *dot = strchr (number, '.');

  return dot == NULL ? g_strdup (number)
                     : g_strdup_printf ("%.*s%s%s", (int) (dot - number), number, point, dot + 1);
}

char *
ob_local_date_read (const char *text)
{
  g_autoptr (GDate) date = g_date_new ();
  g_autofree char *year = NULL;

  g_date_set_parse (date, text);
  if (!g_date_valid (date))
    return g_strdup (text);

  /* It takes less than a whole date, too, and adds what is missing of today's. */
  year = g_strdup_printf ("%04u", g_date_get_year (date));
  if (strstr (text, year) == NULL || strlen (text) < strlen ("1.4.2017")
      || g_regex_match_simple ("^\\d{4}-", text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    return g_strdup (text);

  return g_strdup_printf ("%04u-%02d-%02u", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}
