/* Comparing words whose typography differs, and finding words that are not quite the same. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text with runs of white space as one space, typographic quotation marks and dashes as ASCII,
 * soft hyphens and zero-width characters left out. */
typedef struct
{
  char *text;   /* (owned) */
  gsize length; /* bytes */
  GArray *from; /* (owned) guint32: for each byte of @text the byte of the original */
} ObPlainText;

/* Returns: (transfer full): @text so made plain. */
char *ob_plain_make (const char *text, gsize length);

/* Returns: (transfer full). */
ObPlainText *ob_plain_text_new (const char *text, gsize length);
void ob_plain_text_free (ObPlainText *plain);

/* The byte of the original that byte @byte of the plain text (its length included) was made from.
 */
gsize ob_plain_text_get_byte (const ObPlainText *plain, gsize byte);

/* Finds the one place of @text that is most like @quote: its ends differ by at most a fifth of
 * their characters, and no other place is as like.  Both are valid UTF-8.  Bit-parallel (Myers
 * 1999), over the first and the last 64 characters of @quote.  O(length).
 * Returns: TRUE with the bytes @start and @end. */
gboolean
ob_text_match_find (const char *text, gsize length, const char *quote, gsize *start, gsize *end);

G_END_DECLS
