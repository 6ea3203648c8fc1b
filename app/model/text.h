/* The immutable text of an article.
 *
 * Canonical: valid UTF-8 without BOM, line ends LF only, no control characters but LF and TAB, no
 * paragraph (line) over OB_TEXT_MAX_PARAGRAPH code points.  articles/canonical.h makes such texts.
 * Offsets count code points from 0; ranges are half-open.  An index of every 64th code point's byte
 * makes conversions O(64) at a cost of 4 bytes for each 64 code points.
 */
#pragma once

#include <glib.h>

#include "model/segments.h"

G_BEGIN_DECLS

#define OB_TEXT_MAX_PARAGRAPH 8000
#define OB_TEXT_MAX_BYTES (256u * 1024 * 1024)
#define OB_SHA256_BYTES 32

typedef struct _ObText ObText;

/* Takes over @utf8 (g_malloc'd, NUL-terminated, @n_bytes without the NUL), which must be valid
 * UTF-8.  Returns: (transfer full). */
ObText *ob_text_new_take (char *utf8, gsize n_bytes);
ObText *ob_text_new (const char *utf8);
ObText *ob_text_ref (ObText *text);
void ob_text_unref (ObText *text);

/* TRUE when the text can be shown whatever wrote it: no carriage return, and no paragraph over
 * OB_TEXT_MAX_PARAGRAPH.  O(paragraphs). */
gboolean ob_text_check (const ObText *text);

/* The whole text, NUL-terminated; valid as long as @text. */
const char *ob_text_get_utf8 (const ObText *text, gsize *n_bytes);

/* Length in code points. */
guint32 ob_text_get_length (const ObText *text);

/* SHA-256 of the UTF-8 bytes, 32 bytes; reckoned when it is first asked for, from any thread. */
const guint8 *ob_text_get_sha256 (const ObText *text);

/* Byte index of code point @offset (clamped to the length). */
gsize ob_text_get_byte (const ObText *text, guint32 offset);

/* Code point offset of the byte index @byte (clamped; inside a character: of that character). */
guint32 ob_text_get_offset (const ObText *text, gsize byte);

/* The character at @offset, or 0 at the end. */
gunichar ob_text_get_char (const ObText *text, guint32 offset);

/* Returns: (transfer full): the text of [start, end), clamped. */
char *ob_text_slice (const ObText *text, guint32 start, guint32 end);

/* Returns: (transfer full): the segments' texts joined by one space. */
char *ob_text_quote (const ObText *text, const GArray *segments);

/* Number of paragraphs (lines); an empty text has one, a final LF does not open another. */
guint ob_text_get_n_paragraphs (const ObText *text);

/* Range of paragraph @i without its LF. */
ObSegment ob_text_get_paragraph (const ObText *text, guint i);

/* Index of the paragraph that holds @offset (its LF included).  O(log n). */
guint ob_text_get_paragraph_at (const ObText *text, guint32 offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObText, ob_text_unref)

G_END_DECLS
