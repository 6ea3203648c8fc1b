#include "model/entity-id.h"

#include <string.h>
#include <sys/random.h>

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

const char *
ob_kind_get_name (ObKind kind)
{
  static const char *const names[OB_N_KINDS] = {
    "nothing", "project", "annotator", "label",    "article", "annotation",
    "link",    "speaker", "dispute",   "position", "comment", "stray",
    "checkpoint", "dismissal",
  };

  return kind < OB_N_KINDS ? names[kind] : names[OB_KIND_NONE];
}

ObId
ob_id_of_bytes (const void *data, gsize length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  ObId id;

  g_checksum_update (checksum, data, length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  memcpy (id.bytes, digest, sizeof id.bytes);

  return id;
}

ObId
ob_id_derive (const ObId *change, guint operation)
{
  guint8 seed[OB_ID_BYTES + 4];

  memcpy (seed, change->bytes, OB_ID_BYTES);
  for (guint i = 0; i < 4; i++)
    seed[OB_ID_BYTES + i] = (operation >> (8 * (3 - i))) & 0xff;

  return ob_id_of_bytes (seed, sizeof seed);
}

ObId
ob_id_random (void)
{
  ObId id;
  gsize n = 0;

  while (n < OB_ID_BYTES)
    {
      gssize got = getrandom (id.bytes + n, OB_ID_BYTES - n, 0);

      if (got > 0)
        n += (gsize) got;
    }

  return id;
}

int
ob_id_compare (const ObId *a, const ObId *b)
{
  return memcmp (a->bytes, b->bytes, OB_ID_BYTES);
}

gboolean
ob_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, OB_ID_BYTES) == 0;
}

guint
ob_id_hash (gconstpointer id)
{
  guint hash;

  memcpy (&hash, id, sizeof hash);
  return hash;
}

void
ob_id_to_text (const ObId *id, char *text)
{
  guint32 buffer = 0;
  guint n_bits = 0, n = 0;

  for (guint i = 0; i < OB_ID_BYTES; i++)
    {
      buffer = (buffer << 8) | id->bytes[i];
      n_bits += 8;
      while (n_bits >= 5)
        {
          n_bits -= 5;
          text[n++] = alphabet[(buffer >> n_bits) & 31];
        }
    }
  text[n++] = alphabet[(buffer << (5 - n_bits)) & 31];
  text[n] = '\0';
  g_assert (n == OB_ID_TEXT_LENGTH);
}

char *
ob_id_dup_text (const ObId *id)
{
  char text[OB_ID_TEXT_LENGTH + 1];

  ob_id_to_text (id, text);
  return g_strdup (text);
}

gboolean
ob_id_from_text (const char *text, ObId *id)
{
  guint32 buffer = 0;
  guint n_bits = 0, n = 0;

  if (strlen (text) != OB_ID_TEXT_LENGTH)
    return FALSE;

  for (; *text != '\0'; text++)
    {
      const char *place = strchr (alphabet, *text);

      if (place == NULL)
        return FALSE;
      buffer = (buffer << 5) | (guint32) (place - alphabet);
      n_bits += 5;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          id->bytes[n++] = (buffer >> n_bits) & 0xff;
        }
    }

  /* The last character carries three bits of the id; the other two are zero. */
  return n == OB_ID_BYTES && (buffer & ((1u << n_bits) - 1)) == 0;
}
