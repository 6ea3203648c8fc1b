/* What a plain-text article says about itself in its first and last lines.
 *
 *   Tillerson meets Putin              title: the first line that is not empty, when it is short
 *   By Jane Doe                        byline: one of the next lines, when it can be nothing else
 *   Reuters, 12 April 2017             outlet and date: the same, or as the last line
 *
 * Recognition only reads: the lines stay part of the text.
 */
#pragma once

#include "model/directory.h"
#include "model/text.h"

G_BEGIN_DECLS

/* Where the parts are; {0, 0} for one that is not there. */
typedef struct
{
  ObSegment title;
  ObSegment byline;   /* the whole line, with its "By" */
  ObSegment dateline; /* the line with the date */
} ObPlainTextParts;

/* Cost: the first ten lines that are not empty, and the last. */
ObPlainTextParts ob_plain_text_find_parts (const ObText *text);

/* Sets title, byline, outlet and published of @metadata from @text.  Where no line is a title, it
 * is the beginning of the text.  The title is never empty, unless the text is. */
void ob_plain_text_recognise (const ObText *text, ObArticle *metadata);

G_END_DECLS
