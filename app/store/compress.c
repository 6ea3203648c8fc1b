#include "store/compress.h"

#include <glib/gi18n-lib.h>

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

GBytes *
ob_compress (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  GBytes *compressed = convert (G_CONVERTER (compressor), bytes, G_MAXUINT32 / 2, NULL);

  g_assert (compressed != NULL);
  return compressed;
}

GBytes *
ob_expand (GBytes *bytes, gsize limit, GError **error)
{
  g_autoptr (GZlibDecompressor) expander = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);

  return convert (G_CONVERTER (expander), bytes, limit, error);
}
