#include "store/packed-text.h"

#include <string.h>

#include "store/compress.h"

/* Public functions ----------------------------------------------------------------------------- */

ObPackedText *
ob_packed_text_new (ObText *text, GBytes *original)
{
  ObPackedText *packed = g_new0 (ObPackedText, 1);
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &n_bytes);
  g_autoptr (GBytes) plain = g_bytes_new_static (utf8, n_bytes);

  g_atomic_ref_count_init (&packed->references);
  packed->text = ob_text_ref (text);
  packed->body = ob_compress (plain);
  if (original != NULL)
    packed->original
        = g_bytes_equal (original, plain) ? g_bytes_ref (packed->body)
                                          : ob_compress_quickly (original);
  return packed;
}

ObPackedText *
ob_packed_text_new_formatted (ObText *text, const ObFormatting *formatting, GBytes *original)
{
  ObPackedText *packed = ob_packed_text_new (text, original);

  if (formatting != NULL && !ob_formatting_is_plain (formatting))
    {
      g_autoptr (ObText) serialised = ob_formatting_serialise (formatting);

      packed->formatting = ob_packed_text_new (serialised, NULL);
    }
  return packed;
}

ObPackedText *
ob_packed_text_ref (ObPackedText *packed)
{
  g_atomic_ref_count_inc (&packed->references);
  return packed;
}

void
ob_packed_text_unref (ObPackedText *packed)
{
  if (!g_atomic_ref_count_dec (&packed->references))
    return;

  ob_text_unref (packed->text);
  g_bytes_unref (packed->body);
  g_clear_pointer (&packed->original, g_bytes_unref);
  g_clear_pointer (&packed->formatting, ob_packed_text_unref);
  g_free (packed);
}

ObText *
ob_packed_text_expand (GBytes *body, const guint8 *sha256)
{
  g_autoptr (GBytes) plain = ob_expand (body, OB_TEXT_MAX_BYTES, NULL);
  g_autoptr (ObText) text = NULL;
  const char *utf8;
  gsize length;

  if (plain == NULL)
    return NULL;
  utf8 = g_bytes_get_data (plain, &length);
  if (utf8 == NULL)
    utf8 = "";
  if (!g_utf8_validate_len (utf8, length, NULL))
    return NULL;

  text = ob_text_new_take (g_strndup (utf8, length), length);
  if (sha256 != NULL && memcmp (ob_text_get_sha256 (text), sha256, OB_SHA256_BYTES) != 0)
    return NULL;
  return g_steal_pointer (&text);
}
