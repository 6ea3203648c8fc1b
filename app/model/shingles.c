#include "model/shingles.h"

#define FNV_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* The words that a run ends with. */
typedef struct
{
  GArray *shingles;                /* (unowned) */
  guint64 words[OB_SHINGLE_WORDS]; /* hashes, the last word last */
  guint n_words;                   /* seen so far */
} Run;

/* Sebastiano Vigna's finaliser of splitmix64: each bit of @x changes half of the result. */
static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static void
add_word (Run *run, guint64 word)
{
  guint64 hash = 0;

  for (guint i = 0; i + 1 < OB_SHINGLE_WORDS; i++)
    run->words[i] = run->words[i + 1];
  run->words[OB_SHINGLE_WORDS - 1] = word;
  if (++run->n_words < OB_SHINGLE_WORDS)
    return;

  for (guint i = 0; i < OB_SHINGLE_WORDS; i++)
    hash = mix (hash + run->words[i]);
  g_array_append_val (run->shingles, hash);
}

/* Written without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese. */
static gboolean
stands_alone (gunichar c)
{
  return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff)
         || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff)
         || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

static gint
compare_hashes (gconstpointer a, gconstpointer b)
{
  guint64 left = *(const guint64 *) a, right = *(const guint64 *) b;

  return left < right ? -1 : left > right;
}

static void
make_unique (GArray *hashes)
{
  guint n = 0;

  g_array_sort (hashes, compare_hashes);
  for (guint i = 0; i < hashes->len; i++)
    {
      guint64 hash = g_array_index (hashes, guint64, i);

      if (n == 0 || g_array_index (hashes, guint64, n - 1) != hash)
        g_array_index (hashes, guint64, n++) = hash;
    }
  g_array_set_size (hashes, n);
}

static guint
count_shared (const GArray *a, const GArray *b)
{
  guint n = 0;

  for (guint i = 0, j = 0; i < a->len && j < b->len;)
    {
      guint64 left = g_array_index (a, guint64, i), right = g_array_index (b, guint64, j);

      n += left == right;
      i += left <= right;
      j += right <= left;
    }
  return n;
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_shingles_make (const char *utf8, gsize n_bytes)
{
  Run run = { .shingles = g_array_new (FALSE, FALSE, sizeof (guint64)) };
  const char *limit = utf8 + n_bytes;
  guint64 word = FNV_START;

  for (const char *at = utf8; at < limit; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean alone = c >= 0x80 && stands_alone (c);
      gboolean in_word = c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c);

      if (word != FNV_START && (alone || !in_word))
        {
          add_word (&run, word);
          word = FNV_START;
        }
      if (!in_word)
        continue;
      word = (word ^ (c < 0x80 ? (guchar) g_ascii_tolower ((char) c) : g_unichar_tolower (c)))
             * FNV_PRIME;
      if (alone)
        {
          add_word (&run, word);
          word = FNV_START;
        }
    }
  if (word != FNV_START)
    add_word (&run, word);

  make_unique (run.shingles);
  return run.shingles;
}

double
ob_shingles_get_resemblance (const GArray *a, const GArray *b)
{
  guint n_shared = count_shared (a, b);

  return n_shared > 0 ? (double) n_shared / (double) (a->len + b->len - n_shared) : 0;
}

double
ob_shingles_get_containment (const GArray *a, const GArray *b)
{
  guint n_least = MIN (a->len, b->len);

  return n_least > 0 ? (double) count_shared (a, b) / n_least : 0;
}
