#include "share/bundle.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/varint.h"
#include "store/compress.h"

#define MAGIC "OBELUS bundle 1\n"
#define MAGIC_BYTES 16
#define MAX_EXPANDED (1024u * 1024 * 1024)

G_DEFINE_QUARK (ob - bundle - error - quark, ob_bundle_error)

static void
text_clear (gpointer data)
{
  ObBundleText *text = data;

  ob_text_unref (text->text);
  g_clear_pointer (&text->original, g_bytes_unref);
}

static void
get_checksum (const guint8 *data, gsize length, guint8 *digest)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize digest_length = OB_SHA256_BYTES;

  g_checksum_update (checksum, data, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
}

/* Encoding ------------------------------------------------------------------------------------- */

static void
append_record (GByteArray *out, char type, const void *data, gsize length)
{
  g_byte_array_append (out, (const guint8 *) &type, 1);
  ob_varint_append (out, length);
  g_byte_array_append (out, data, (guint) length);
}

static void
append_text (GByteArray *out, const ObBundleText *text)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  gsize length, original_length = 0;
  const char *utf8 = ob_text_get_utf8 (text->text, &length);
  const guint8 *original
      = text->original != NULL ? g_bytes_get_data (text->original, &original_length) : NULL;

  ob_varint_append (record, length);
  g_byte_array_append (record, (const guint8 *) utf8, (guint) length);
  g_byte_array_append (record, original, (guint) original_length);
  append_record (out, 'T', record->data, record->len);
}

/* Decoding ------------------------------------------------------------------------------------- */

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_INVALID,
                       _ ("The bundle is damaged, or has not arrived whole yet."));
  return FALSE;
}

static gboolean
read_text (ObBundle *bundle, const guint8 *data, const guint8 *end)
{
  ObBundleText text = { NULL, NULL };
  guint64 length;

  if (!ob_varint_read (&data, end, &length) || length == 0 || length > (guint64) (end - data)
      || length > OB_TEXT_MAX_BYTES || !g_utf8_validate_len ((const char *) data, length, NULL))
    return FALSE;

  text.text = ob_text_new_take (g_strndup ((const char *) data, length), length);
  if (!ob_text_check (text.text))
    {
      text_clear (&text);
      return FALSE;
    }
  data += length;
  if (data < end)
    text.original = g_bytes_new (data, (gsize) (end - data));
  g_array_append_val (bundle->texts, text);
  return TRUE;
}

static gboolean
read_change (ObBundle *bundle, const guint8 *data, const guint8 *end)
{
  g_autoptr (GBytes) body = g_bytes_new (data, (gsize) (end - data));
  g_autoptr (GError) reason = NULL;
  g_autoptr (ObChange) change = ob_change_decode (body, &reason);

  /* A change of a newer version is kept and passed on. */
  if (change == NULL && !g_error_matches (reason, OB_CHANGE_ERROR, OB_CHANGE_ERROR_NEWER))
    return FALSE;

  g_ptr_array_add (bundle->changes, g_steal_pointer (&body));
  return TRUE;
}

static gboolean
read_record (ObBundle *bundle, guint8 type, const guint8 *data, const guint8 *end)
{
  switch (type)
    {
    case 'P':
      if (end - data != OB_ID_BYTES)
        return FALSE;
      g_array_append_vals (bundle->projects, data, 1);
      return TRUE;
    case 'T':
      return read_text (bundle, data, end);
    case 'C':
      return read_change (bundle, data, end);
    default:
      return FALSE;
    }
}

static gboolean
read_records (ObBundle *bundle, GBytes *content)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (content, &length);
  const guint8 *end = data + length;

  while (data < end)
    {
      guint8 type = *data++;
      guint64 size;

      if (!ob_varint_read (&data, end, &size) || size > (guint64) (end - data)
          || !read_record (bundle, type, data, data + size))
        return FALSE;
      data += size;
    }
  return bundle->projects->len > 0;
}

/* Public functions ----------------------------------------------------------------------------- */

ObBundle *
ob_bundle_new (void)
{
  ObBundle *bundle = g_new0 (ObBundle, 1);

  bundle->projects = g_array_new (FALSE, FALSE, sizeof (ObId));
  bundle->texts = g_array_new (FALSE, FALSE, sizeof (ObBundleText));
  g_array_set_clear_func (bundle->texts, text_clear);
  bundle->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  return bundle;
}

void
ob_bundle_free (ObBundle *bundle)
{
  g_array_unref (bundle->projects);
  g_array_unref (bundle->texts);
  g_ptr_array_unref (bundle->changes);
  g_free (bundle);
}

GBytes *
ob_bundle_encode (const ObBundle *bundle, const ObId *actor, char **name)
{
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GBytes) plain = NULL, content = NULL;
  g_autofree char *writer = ob_id_dup_text (actor);
  g_autofree char *checksum = NULL;
  GByteArray *out = g_byte_array_new ();
  guint8 digest[OB_SHA256_BYTES];
  ObId id;

  for (guint i = 0; i < bundle->projects->len; i++)
    append_record (records, 'P', g_array_index (bundle->projects, ObId, i).bytes, OB_ID_BYTES);
  for (guint i = 0; i < bundle->texts->len; i++)
    append_text (records, &g_array_index (bundle->texts, ObBundleText, i));
  for (guint i = 0; i < bundle->changes->len; i++)
    {
      gsize length;
      const void *data = g_bytes_get_data (bundle->changes->pdata[i], &length);

      append_record (records, 'C', data, length);
    }

  plain = g_byte_array_free_to_bytes (g_steal_pointer (&records));
  content = ob_compress (plain);
  g_byte_array_append (out, (const guint8 *) MAGIC, MAGIC_BYTES);
  g_byte_array_append (out, g_bytes_get_data (content, NULL), (guint) g_bytes_get_size (content));
  get_checksum (out->data, out->len, digest);
  g_byte_array_append (out, digest, sizeof digest);

  memcpy (id.bytes, digest, OB_ID_BYTES);
  checksum = ob_id_dup_text (&id);
  *name = g_strconcat (writer, "-", checksum, OB_BUNDLE_SUFFIX, NULL);
  return g_byte_array_free_to_bytes (out);
}

ObBundle *
ob_bundle_decode (GBytes *bytes, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (ObBundle) bundle = ob_bundle_new ();
  g_autoptr (GBytes) packed = NULL, content = NULL;
  guint8 digest[OB_SHA256_BYTES];

  if (length > MAGIC_BYTES && memcmp (data, MAGIC, MAGIC_BYTES) != 0
      && memcmp (data, MAGIC, MAGIC_BYTES - 2) == 0)
    {
      g_set_error_literal (error, OB_BUNDLE_ERROR, OB_BUNDLE_ERROR_NEWER,
                           _ ("The bundle was written by a newer version of Obelus."));
      return NULL;
    }
  if (length <= MAGIC_BYTES + OB_SHA256_BYTES || length > OB_BUNDLE_MAX_BYTES
      || memcmp (data, MAGIC, MAGIC_BYTES) != 0)
    {
      fail (error);
      return NULL;
    }

  get_checksum (data, length - OB_SHA256_BYTES, digest);
  packed = g_bytes_new_from_bytes (bytes, MAGIC_BYTES, length - MAGIC_BYTES - OB_SHA256_BYTES);
  if (memcmp (digest, data + length - OB_SHA256_BYTES, OB_SHA256_BYTES) == 0)
    content = ob_expand (packed, MAX_EXPANDED, NULL);
  if (content == NULL || !read_records (bundle, content))
    {
      fail (error);
      return NULL;
    }
  return g_steal_pointer (&bundle);
}
