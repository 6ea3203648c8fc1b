/* Lines that hold nothing but a date, and perhaps the outlet before it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *published; /* (owned) (nullable) RFC 3339 date, "2017-04-12" */
  char *outlet;    /* (owned) (nullable) "Reuters" */
} ObDateLine;

void ob_date_line_clear (ObDateLine *line);

/* Reads "12 April 2017", "Published: Wednesday, April 12, 2017", "Reuters | 2017-04-12", "12. April
 * 2017, 14:05 Uhr" and the like, with month names in English, German, French, Spanish and Italian.
 * Dates of numbers only are read when the year comes first, since 4/12/2017 has two meanings.  What
 * stands before the date is an outlet only when a bar separates it or its words say so; else it is
 * taken for a place.
 * FALSE, with @result untouched, when @line is anything else. */
gboolean ob_date_line_parse (const char *line, ObDateLine *result);

G_END_DECLS
