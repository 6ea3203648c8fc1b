#include "store/compress.h"

#include <glib/gi18n-lib.h>
#include <libdeflate.h>

/* As small as zlib makes it, in a third of its time; and a tenth larger, in a sixth of it. */
#define SMALL_LEVEL 6
#define QUICK_LEVEL 1

/* Feeds all of @bytes through @converter; stops with an error above @limit. */
static GBytes *
convert (GConverter *converter, GBytes *bytes, gsize limit, GError **error)
{
  gsize length, at = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (65536);
  GConverterResult result;

  do
    {
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (converter, data + at, length - at, chunk, 65536,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      g_byte_array_append (out, chunk, (guint) n_written);
      at += n_read;
      if (out->len > limit)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               _ ("A compressed text is too large."));
          return NULL;
        }
    }
  while (result != G_CONVERTER_FINISHED);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
compress_to (GBytes *bytes, int level)
{
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (level);
  gsize length, limit, n_written;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *compressed;

  g_assert (compressor != NULL);
  limit = libdeflate_zlib_compress_bound (compressor, length);
  compressed = g_malloc (limit);
  n_written = libdeflate_zlib_compress (compressor, data, length, compressed, limit);
  libdeflate_free_compressor (compressor);
  g_assert (n_written > 0);
  return g_bytes_new_take (g_realloc (compressed, n_written), n_written);
}

/* Public functions ----------------------------------------------------------------------------- */

GBytes *
ob_compress (GBytes *bytes)
{
  return compress_to (bytes, SMALL_LEVEL);
}

GBytes *
ob_compress_quickly (GBytes *bytes)
{
  return compress_to (bytes, QUICK_LEVEL);
}

GBytes *
ob_expand (GBytes *bytes, gsize limit, GError **error)
{
  g_autoptr (GZlibDecompressor) expander = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);

  return convert (G_CONVERTER (expander), bytes, limit, error);
}
