#include "model/text.h"

#include <string.h>

/* Code points between two entries of the index. */
#define STRIDE 64

struct _ObText
{
  gatomicrefcount references;
  char *utf8; /* (owned) */
  gsize n_bytes;
  guint32 length;
  gsize hashed; /* 1 once sha256 is known: nobody may ever ask */
  guint8 sha256[OB_SHA256_BYTES];
  GArray *index;      /* (owned) guint32: byte of code point STRIDE * i */
  GArray *paragraphs; /* (owned) guint32: first code point of paragraph i; never empty */
};

static inline gboolean
is_continuation (char byte)
{
  return ((guint8) byte & 0xc0) == 0x80;
}

/* One pass over the bytes finds the length, the index and the paragraphs. */
static void
scan (ObText *text)
{
  guint32 zero = 0;

  g_array_append_val (text->paragraphs, zero);

  for (gsize byte = 0; byte < text->n_bytes; byte++)
    {
      if (is_continuation (text->utf8[byte]))
        continue;
      if (text->length % STRIDE == 0)
        {
          guint32 entry = (guint32) byte;

          g_array_append_val (text->index, entry);
        }
      text->length++;
      if (text->utf8[byte] == '\n' && byte + 1 < text->n_bytes)
        g_array_append_val (text->paragraphs, text->length);
    }
}

static void
hash (ObText *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n_bytes = sizeof text->sha256;

  g_checksum_update (checksum, (const guchar *) text->utf8, (gssize) text->n_bytes);
  g_checksum_get_digest (checksum, text->sha256, &n_bytes);
  g_assert (n_bytes == sizeof text->sha256);
}

/* Index of the last element of @numbers that is at most @number; the first is never larger. */
static guint
find_last_at_most (const GArray *numbers, guint32 number)
{
  guint low = 0, high = numbers->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (numbers, guint32, middle) <= number)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* Public functions ----------------------------------------------------------------------------- */

ObText *
ob_text_new_take (char *utf8, gsize n_bytes)
{
  ObText *text = g_new0 (ObText, 1);

  g_assert (n_bytes <= OB_TEXT_MAX_BYTES);
  g_assert (utf8[n_bytes] == '\0');

  g_atomic_ref_count_init (&text->references);
  text->utf8 = utf8;
  text->n_bytes = n_bytes;
  text->index = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) (n_bytes / STRIDE) + 1);
  text->paragraphs = g_array_new (FALSE, FALSE, sizeof (guint32));
  scan (text);
  return text;
}

ObText *
ob_text_new (const char *utf8)
{
  return ob_text_new_take (g_strdup (utf8), strlen (utf8));
}

ObText *
ob_text_ref (ObText *text)
{
  g_atomic_ref_count_inc (&text->references);
  return text;
}

void
ob_text_unref (ObText *text)
{
  if (!g_atomic_ref_count_dec (&text->references))
    return;

  g_free (text->utf8);
  g_array_unref (text->index);
  g_array_unref (text->paragraphs);
  g_free (text);
}

gboolean
ob_text_check (const ObText *text)
{
  guint n = ob_text_get_n_paragraphs (text);
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &n_bytes);

  if (memchr (utf8, '\r', n_bytes) != NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, i);

      if (paragraph.end - paragraph.start > OB_TEXT_MAX_PARAGRAPH)
        return FALSE;
    }
  return TRUE;
}

const char *
ob_text_get_utf8 (const ObText *text, gsize *n_bytes)
{
  if (n_bytes != NULL)
    *n_bytes = text->n_bytes;

  return text->utf8;
}

guint32
ob_text_get_length (const ObText *text)
{
  return text->length;
}

const guint8 *
ob_text_get_sha256 (const ObText *text)
{
  ObText *known = (ObText *) text;

  if (g_once_init_enter (&known->hashed))
    {
      hash (known);
      g_once_init_leave (&known->hashed, 1);
    }
  return text->sha256;
}

gsize
ob_text_get_byte (const ObText *text, guint32 offset)
{
  const char *place;

  if (offset >= text->length)
    return text->n_bytes;

  place = text->utf8 + g_array_index (text->index, guint32, offset / STRIDE);
  for (guint i = offset % STRIDE; i > 0; i--)
    place = g_utf8_next_char (place);

  return (gsize) (place - text->utf8);
}

guint32
ob_text_get_offset (const ObText *text, gsize byte)
{
  guint entry;
  guint32 offset;

  if (byte >= text->n_bytes)
    return text->length;

  while (is_continuation (text->utf8[byte]))
    byte--;

  entry = find_last_at_most (text->index, (guint32) byte);
  offset = entry * STRIDE;
  for (gsize at = g_array_index (text->index, guint32, entry); at < byte; at++)
    offset += !is_continuation (text->utf8[at + 1]);

  return offset;
}

gunichar
ob_text_get_char (const ObText *text, guint32 offset)
{
  return offset < text->length ? g_utf8_get_char (text->utf8 + ob_text_get_byte (text, offset)) : 0;
}

char *
ob_text_slice (const ObText *text, guint32 start, guint32 end)
{
  gsize from = ob_text_get_byte (text, start);
  gsize to = ob_text_get_byte (text, end);

  return g_strndup (text->utf8 + from, to > from ? to - from : 0);
}

char *
ob_text_quote (const ObText *text, const GArray *segments)
{
  GString *quote = g_string_new (NULL);

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);
      gsize from = ob_text_get_byte (text, segment.start);
      gsize to = ob_text_get_byte (text, segment.end);

      if (i > 0)
        g_string_append_c (quote, ' ');
      if (to > from)
        g_string_append_len (quote, text->utf8 + from, (gssize) (to - from));
    }

  return g_string_free (quote, FALSE);
}

guint
ob_text_get_n_paragraphs (const ObText *text)
{
  return text->paragraphs->len;
}

ObSegment
ob_text_get_paragraph (const ObText *text, guint i)
{
  ObSegment paragraph = { 0, 0 };

  g_return_val_if_fail (i < text->paragraphs->len, paragraph);

  paragraph.start = g_array_index (text->paragraphs, guint32, i);
  if (i + 1 < text->paragraphs->len)
    paragraph.end = g_array_index (text->paragraphs, guint32, i + 1) - 1;
  else if (text->n_bytes > 0 && text->utf8[text->n_bytes - 1] == '\n')
    paragraph.end = text->length - 1;
  else
    paragraph.end = text->length;

  return paragraph;
}

guint
ob_text_get_paragraph_at (const ObText *text, guint32 offset)
{
  return find_last_at_most (text->paragraphs, offset);
}
