/* Numbers and dates as people here write them, and as the project keeps them ("1200.5", "2017-04-13").
 *
 * What is not in the local form is given back as it is: whether it will do is for the project to say.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "1.200,5" where the decimal point is a comma.  @decimal, @grouping: (nullable): those of the locale.  Digits
 * of any script.  Returns: (transfer full). */
char *ob_local_number_read (const char *text, const char *decimal, const char *grouping);

/* The other way, without grouping.  Returns: (transfer full). */
char *ob_local_number_write (const char *number, const char *decimal);

/* "13 April 2017", "13.4.2017", "4/13/2017": in the order of the locale, with all of day, month and year.
 * Returns: (transfer full). */
char *ob_local_date_read (const char *text);

G_END_DECLS
