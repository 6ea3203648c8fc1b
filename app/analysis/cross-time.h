/* Dates sorted into days, months or years: the rows of a table over time. */
#pragma once

#include "analysis/cross-table.h"

G_BEGIN_DECLS

/* The step that a table over time takes: the finest that has no more rows than fit. */
typedef enum
{
  OB_STEP_DAY,
  OB_STEP_MONTH,
  OB_STEP_YEAR,
} ObStep;

/* Days since the year 1 of the beginning of an RFC 3339 date or time ("2017", "2017-04",
 * "2017-04-12T08:00:00Z"); 0 when @date (nullable) is none. */
guint32 ob_cross_day (const char *date);

ObStep ob_cross_choose_step (guint32 first_day, guint32 last_day);

/* How many steps lie before the one of @day. */
guint ob_cross_count_steps (ObStep step, guint32 day);

/* "2017-04-12", "2017-04" or "2017".  (transfer full) */
char *ob_cross_dup_step (ObStep step, guint number);

G_END_DECLS
