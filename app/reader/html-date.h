/* Dates as web pages write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads ISO 8601 and what is meant for it ("2017-04-12 10:00:00 +0200"), RFC 822, seconds since
 * 1970, and days in words ("April 12, 2017", "12. April 2017").
 * Returns: (transfer full) (nullable): an RFC 3339 date or date-time; NULL when it is none, or none
 * that an article can have: before 1900 or more than two days from now. */
char *ob_html_date_parse (const char *date);

/* The date in the path of a URL, "/2017/04/12/".  (transfer full) (nullable) */
char *ob_html_date_from_url (const char *url);

G_END_DECLS
