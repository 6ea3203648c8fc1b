#include "analysis/cross-time.h"

#include <stdio.h>

/* More steps than these are not drawn side by side. */
#define MAX_DAYS 62
#define MAX_MONTHS 60

guint32
ob_cross_day (const char *date)
{
  guint year = 0, month = 1, day = 1;
  GDate found;

  if (date == NULL || sscanf (date, "%4u-%2u-%2u", &year, &month, &day) < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return 0;
  g_date_clear (&found, 1);
  g_date_set_dmy (&found, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&found);
}

ObStep
ob_cross_choose_step (guint32 first_day, guint32 last_day)
{
  if (last_day - first_day < MAX_DAYS)
    return OB_STEP_DAY;
  return ob_cross_count_steps (OB_STEP_MONTH, last_day)
                 - ob_cross_count_steps (OB_STEP_MONTH, first_day)
             < MAX_MONTHS
           ? OB_STEP_MONTH
           : OB_STEP_YEAR;
}

guint
ob_cross_count_steps (ObStep step, guint32 day)
{
  GDate date;

  if (step == OB_STEP_DAY)
    return day;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  if (step == OB_STEP_YEAR)
    return g_date_get_year (&date);
  return g_date_get_year (&date) * 12u + (guint) g_date_get_month (&date) - 1;
}

char *
ob_cross_dup_step (ObStep step, guint number)
{
  GDate date;

  if (step == OB_STEP_YEAR)
    return g_strdup_printf ("%04u", number);
  if (step == OB_STEP_MONTH)
    return g_strdup_printf ("%04u-%02u", number / 12, number % 12 + 1);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, number);
  return g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (&date),
                          (guint) g_date_get_month (&date), (guint) g_date_get_day (&date));
}
