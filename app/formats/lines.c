#include "formats/lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_BYTES (64 * 1024)
#define BOM "\xef\xbb\xbf"

struct _ObLines
{
  GInputStream *stream; /* (owned) */
  gsize max_bytes;
  GByteArray *bytes; /* (owned) read and not yet returned, from @start */
  gsize start;       /* first byte after the line returned last */
  gsize seen;        /* up to here there is no LF */
  gboolean at_end;
  guint number;
};

/* Appends more bytes; FALSE with error. */
static gboolean
fill (ObLines *lines, GCancellable *cancellable, GError **error)
{
  gsize kept;
  gssize n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (lines->start > 0)
    {
      g_byte_array_remove_range (lines->bytes, 0, (guint) lines->start);
      lines->seen -= lines->start;
      lines->start = 0;
    }

  kept = lines->bytes->len;
  g_byte_array_set_size (lines->bytes, (guint) (kept + READ_BYTES));
  n = g_input_stream_read (lines->stream, lines->bytes->data + kept, READ_BYTES, cancellable,
                           error);
  g_byte_array_set_size (lines->bytes, (guint) (kept + (gsize) MAX (n, 0)));
  lines->at_end = n == 0;
  return n >= 0;
}

/* Ends the line of @length bytes at @start, whose LF, if any, follows. */
static const char *
take_line (ObLines *lines, gsize *length)
{
  gsize first = lines->start, n = *length;
  char *line;

  if (lines->start + n == lines->bytes->len)
    g_byte_array_append (lines->bytes, (const guint8 *) "\n", 1);
  lines->start += n + 1;
  lines->seen = lines->start;
  lines->number++;

  line = (char *) lines->bytes->data + first;
  if (n > 0 && line[n - 1] == '\r')
    n--;
  if (lines->number == 1 && n >= strlen (BOM) && memcmp (line, BOM, strlen (BOM)) == 0)
    {
      line += strlen (BOM);
      n -= strlen (BOM);
    }
  line[n] = '\0';
  *length = n;
  return line;
}

/* Public functions ----------------------------------------------------------------------------- */

ObLines *
ob_lines_new (GInputStream *stream, gsize max_bytes)
{
  ObLines *lines = g_new0 (ObLines, 1);

  g_assert (max_bytes <= G_MAXUINT - 2 * READ_BYTES);
  lines->stream = g_object_ref (stream);
  lines->max_bytes = max_bytes;
  lines->bytes = g_byte_array_new ();
  return lines;
}

void
ob_lines_free (ObLines *lines)
{
  if (lines == NULL)
    return;

  g_object_unref (lines->stream);
  g_byte_array_unref (lines->bytes);
  g_free (lines);
}

const char *
ob_lines_next (ObLines *lines, gsize *length, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      const guint8 *from = lines->bytes->data + lines->seen;
      const guint8 *lf = lines->seen < lines->bytes->len
                             ? memchr (from, '\n', lines->bytes->len - lines->seen)
                             : NULL;

      lines->seen = lf != NULL ? (gsize) (lf - lines->bytes->data) : lines->bytes->len;
      *length = lines->seen - lines->start;
      if (*length > lines->max_bytes)
        {
          g_autofree char *size = g_format_size_full (lines->max_bytes, G_FORMAT_SIZE_IEC_UNITS);

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("Line %u is longer than %s, which is the limit."), lines->number + 1,
                       size);
          return NULL;
        }
      if (lf != NULL || (lines->at_end && *length > 0))
        return take_line (lines, length);
      if (lines->at_end || !fill (lines, cancellable, error))
        return NULL;
    }
}

guint
ob_lines_get_number (const ObLines *lines)
{
  return lines->number;
}
