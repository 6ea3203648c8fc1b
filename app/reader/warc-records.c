#include "reader/warc-records.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "articles/reader.h"

#define CHUNK 65536
/* Of the header of a record. */
#define MAX_LINE 65536
#define MAX_LINES 200

struct _ObWarc
{
  const guint8 *data;
  gsize length, at;
  GZlibDecompressor *gzip; /* (owned) (nullable): NULL when it is not compressed */
  gboolean in_member;      /* a gzip member has begun and not ended */
  GByteArray *waiting;     /* (owned) unfolded, from @begin on not used yet */
  guint begin;
  guint64 n_unfolded;
};

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                       _ ("The web archive is damaged or incomplete."));
  return FALSE;
}

static guint
count_waiting (const ObWarc *warc)
{
  return warc->waiting->len - warc->begin;
}

/* Unfolds some more.  FALSE at the end, or with @error. */
static gboolean
unfold (ObWarc *warc, GError **error)
{
  gsize left = warc->length - warc->at, n_read = MIN (left, CHUNK), n_written = n_read;
  guint length;
  GConverterResult result;

  if (left == 0)
    return warc->in_member ? set_damaged (error) : FALSE;
  if (warc->begin > 0)
    g_byte_array_remove_range (warc->waiting, 0, warc->begin);
  warc->begin = 0;
  length = warc->waiting->len;
  if (warc->gzip == NULL)
    g_byte_array_append (warc->waiting, warc->data + warc->at, (guint) n_read);
  else
    {
      g_autoptr (GError) cause = NULL;

      if (!warc->in_member)
        g_converter_reset (G_CONVERTER (warc->gzip));
      warc->in_member = TRUE;
      g_byte_array_set_size (warc->waiting, length + CHUNK);
      result = g_converter_convert (G_CONVERTER (warc->gzip), warc->data + warc->at, left,
                                    warc->waiting->data + length, CHUNK, G_CONVERTER_NO_FLAGS,
                                    &n_read, &n_written, &cause);
      if (result == G_CONVERTER_ERROR)
        return set_damaged (error);
      g_byte_array_set_size (warc->waiting, length + (guint) n_written);
      warc->in_member = result != G_CONVERTER_FINISHED;
    }
  warc->at += n_read;
  warc->n_unfolded += n_written;
  if (warc->n_unfolded <= OB_WARC_MAX_BYTES)
    return TRUE;

  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                       _ ("The web archive unfolds to far more than it should, so it was given up."));
  return FALSE;
}

/* A line without its end. (transfer full) (nullable): NULL at the end, or with @error. */
static char *
read_line (ObWarc *warc, GError **error)
{
  g_autoptr (GError) cause = NULL;

  for (;;)
    {
      const guint8 *start = warc->waiting->data + warc->begin;
      const guint8 *end = count_waiting (warc) > 0 ? memchr (start, '\n', count_waiting (warc)) : NULL;

      if (end != NULL)
        {
          gsize length = (gsize) (end - start);

          warc->begin += (guint) length + 1;
          return g_strndup ((const char *) start, length > 0 && end[-1] == '\r' ? length - 1 : length);
        }
      if (count_waiting (warc) > MAX_LINE)
        {
          set_damaged (error);
          return NULL;
        }
      if (!unfold (warc, &cause))
        {
          if (cause != NULL)
            g_propagate_error (error, g_steal_pointer (&cause));
          else if (count_waiting (warc) > 0)
            set_damaged (error);
          return NULL;
        }
    }
}

/* @block: (out) (nullable): what is read; else it is passed over. */
static gboolean
read_block (ObWarc *warc, guint64 length, GBytes **block, GError **error)
{
  g_autoptr (GByteArray) bytes = block != NULL ? g_byte_array_new () : NULL;
  g_autoptr (GError) cause = NULL;

  while (length > 0)
    {
      guint n = (guint) MIN (length, count_waiting (warc));

      if (bytes != NULL)
        g_byte_array_append (bytes, warc->waiting->data + warc->begin, n);
      warc->begin += n;
      length -= n;
      if (length > 0 && !unfold (warc, &cause))
        {
          if (cause == NULL)
            return set_damaged (error);
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }
  if (block != NULL)
    *block = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return TRUE;
}

static gboolean
take_field (const char *line, const char *name, char **value)
{
  gsize length = strlen (name);

  if (g_ascii_strncasecmp (line, name, length) != 0 || line[length] != ':')
    return FALSE;
  g_free (*value);
  *value = g_strstrip (g_strdup (line + length + 1));
  return TRUE;
}

/* The fields up to the empty line. */
static gboolean
read_fields (ObWarc *warc, ObWarcRecord *record, guint64 *length, GError **error)
{
  g_autofree char *size = NULL;

  for (guint i = 0; i < MAX_LINES; i++)
    {
      g_autofree char *line = read_line (warc, error);

      if (line == NULL)
        return error != NULL && *error != NULL ? FALSE : set_damaged (error);
      if (*line == '\0')
        return size != NULL && record->type != NULL
               && g_ascii_string_to_unsigned (size, 10, 0, G_MAXINT64, length, NULL)
                 ? TRUE
                 : set_damaged (error);
      if (!take_field (line, "WARC-Type", &record->type)
          && !take_field (line, "Content-Type", &record->media)
          && !take_field (line, "WARC-Target-URI", &record->url))
        take_field (line, "Content-Length", &size);
    }
  return set_damaged (error);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_warc_record_clear (ObWarcRecord *record)
{
  g_clear_pointer (&record->type, g_free);
  g_clear_pointer (&record->media, g_free);
  g_clear_pointer (&record->url, g_free);
  g_clear_pointer (&record->block, g_bytes_unref);
}

ObWarc *
ob_warc_new (const guint8 *data, gsize length)
{
  ObWarc *warc = g_new0 (ObWarc, 1);

  warc->data = data;
  warc->length = length;
  warc->waiting = g_byte_array_new ();
  if (length >= 2 && data[0] == 0x1f && data[1] == 0x8b)
    warc->gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return warc;
}

void
ob_warc_free (ObWarc *warc)
{
  g_byte_array_unref (warc->waiting);
  g_clear_object (&warc->gzip);
  g_free (warc);
}

gboolean
ob_warc_next (ObWarc *warc, const char *type, ObWarcRecord *record, GError **error)
{
  g_autofree char *line = NULL;
  gboolean is_kept;
  guint64 length;

  ob_warc_record_clear (record);
  do
    {
      g_autoptr (GError) cause = NULL;

      g_free (line);
      line = read_line (warc, &cause);
      if (line == NULL)
        {
          if (cause != NULL)
            g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }
  while (*line == '\0');
  if (!g_str_has_prefix (line, "WARC/"))
    return set_damaged (error);

  if (!read_fields (warc, record, &length, error))
    return FALSE;
  is_kept = g_ascii_strcasecmp (record->type, type) == 0 && length <= OB_WARC_MAX_RECORD;
  /* <http://...>, as older archives have it. */
  if (record->url != NULL && g_str_has_prefix (record->url, "<") && g_str_has_suffix (record->url, ">"))
    {
      char *bare = g_strndup (record->url + 1, strlen (record->url) - 2);

      g_free (record->url);
      record->url = bare;
    }
  return read_block (warc, length, is_kept ? &record->block : NULL, error);
}
