#include "model/min-hash.h"

#include <string.h>

#define N_BANDS 64
#define BAND_VALUES (OB_MIN_HASH_VALUES / N_BANDS)
#define EMPTY G_MAXUINT32

G_STATIC_ASSERT (N_BANDS * BAND_VALUES == OB_MIN_HASH_VALUES && BAND_VALUES == 2);

/* An entry of a band, in a list of those with the same place in its table. */
typedef struct
{
  guint64 values;
  guint number;
  guint next; /* index of the next entry + 1, or 0 */
} Entry;

typedef struct
{
  GArray *entries; /* (owned) Entry */
  guint *heads;    /* (owned) index of the first entry + 1, or 0 */
  guint n_heads;   /* a power of two, at least the number of entries */
} Band;

struct _ObMinHashIndex
{
  Band bands[N_BANDS];
  guint n;
};

static guint64
get_band (const ObMinHash *hash, guint band)
{
  return (guint64) hash->values[2 * band] << 32 | hash->values[2 * band + 1];
}

static guint
get_place (const Band *band, guint64 values)
{
  return (guint) ((values * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (band->n_heads - 1);
}

static void
link_entry (Band *band, guint i)
{
  Entry *entry = &g_array_index (band->entries, Entry, i);
  guint *head = &band->heads[get_place (band, entry->values)];

  entry->next = *head;
  *head = i + 1;
}

static void
grow (Band *band)
{
  band->n_heads = MAX (2 * band->n_heads, 16);
  g_free (band->heads);
  band->heads = g_new0 (guint, band->n_heads);
  for (guint i = 0; i < band->entries->len; i++)
    link_entry (band, i);
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_min_hash_make (const GArray *shingles, ObMinHash *hash)
{
  guint32 factors[OB_MIN_HASH_VALUES], summands[OB_MIN_HASH_VALUES];
  guint32 random = 2463534242;

  /* Marsaglia's xorshift; an odd factor makes each function a permutation. */
  for (guint i = 0; i < 2 * OB_MIN_HASH_VALUES; i++)
    {
      random ^= random << 13;
      random ^= random >> 17;
      random ^= random << 5;
      if (i % 2 == 0)
        factors[i / 2] = random | 1;
      else
        summands[i / 2] = random;
    }

  memset (hash->values, 0xff, sizeof hash->values);
  for (guint s = 0; s < shingles->len; s++)
    {
      guint64 shingle = g_array_index (shingles, guint64, s);
      guint32 x = (guint32) (shingle ^ shingle >> 32);

      for (guint i = 0; i < OB_MIN_HASH_VALUES; i++)
        {
          guint32 value = factors[i] * x + summands[i];

          hash->values[i] = MIN (hash->values[i], value);
        }
    }
}

double
ob_min_hash_estimate (const ObMinHash *a, const ObMinHash *b)
{
  guint n = 0;

  for (guint i = 0; i < OB_MIN_HASH_VALUES; i++)
    n += a->values[i] == b->values[i] && a->values[i] != EMPTY;

  return (double) n / OB_MIN_HASH_VALUES;
}

ObMinHashIndex *
ob_min_hash_index_new (void)
{
  ObMinHashIndex *index = g_new0 (ObMinHashIndex, 1);

  for (guint i = 0; i < N_BANDS; i++)
    {
      index->bands[i].entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      grow (&index->bands[i]);
    }
  return index;
}

void
ob_min_hash_index_free (ObMinHashIndex *index)
{
  for (guint i = 0; i < N_BANDS; i++)
    {
      g_array_unref (index->bands[i].entries);
      g_free (index->bands[i].heads);
    }
  g_free (index);
}

void
ob_min_hash_index_add (ObMinHashIndex *index, const ObMinHash *hash)
{
  for (guint i = 0; i < N_BANDS; i++)
    {
      Band *band = &index->bands[i];
      Entry entry = { get_band (hash, i), index->n, 0 };

      if (hash->values[0] == EMPTY)
        break;
      g_array_append_val (band->entries, entry);
      if (band->entries->len > band->n_heads)
        grow (band);
      else
        link_entry (band, band->entries->len - 1);
    }
  index->n++;
}

GArray *
ob_min_hash_index_find (const ObMinHashIndex *index, const ObMinHash *hash)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint i = 0; i < N_BANDS && hash->values[0] != EMPTY; i++)
    {
      const Band *band = &index->bands[i];
      guint64 values = get_band (hash, i);

      for (guint at = band->heads[get_place (band, values)]; at != 0;)
        {
          const Entry *entry = &g_array_index (band->entries, Entry, at - 1);

          if (entry->values == values)
            g_array_append_val (numbers, entry->number);
          at = entry->next;
        }
    }

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (n == 0 || g_array_index (numbers, guint, n - 1) != g_array_index (numbers, guint, i))
      g_array_index (numbers, guint, n++) = g_array_index (numbers, guint, i);
  g_array_set_size (numbers, n);
  return numbers;
}
