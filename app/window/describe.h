/* Short descriptions in the user's language, for lists, tooltips and the status bar. */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

/* "2017-04-13" or a whole RFC 3339 time as "13 April 2017" in the locale's way; other text as it
 * is.  Returns: (transfer full). */
char *ob_describe_date (const char *date);

/* An article's outlet and date, what there is of them.  Returns: (transfer full). */
char *ob_describe_source (const ObArticle *article);

/* What an annotation is: "Claim, by Lavrov, denies “almost 90”".  Returns: (transfer full). */
char *ob_describe_annotation (ObProject *project, const ObAnnotation *annotation);

/* When a step was done, short: "14:02" today, else with the date.  @wall: microseconds since 1970.
 * Returns: (transfer full). */
char *ob_describe_time (gint64 wall);

/* @name of an attribute or choice as a person reads it: "in-progress" is "In progress".
 * Returns: (transfer full). */
char *ob_describe_identifier (const char *name);

/* A field of the log as a person reads it: "note" is "Note", "@stance" is "Stance".
 * Returns: (transfer full). */
char *ob_describe_field (const char *field);

G_END_DECLS
