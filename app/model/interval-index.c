#include "model/interval-index.h"

/* Spans under one leaf of the tree: two cache lines of ends to look at, an eighth of the nodes. */
#define BLOCK 16

struct _ObIntervalIndex
{
  GArray *spans;  /* (owned) ObSpan, sorted */
  guint32 *max;   /* (owned) heap of maximum ends: [1] the root, [n_leaves + k] of block k */
  guint n_leaves; /* a power of two, at least 1 */
};

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  if (left->annotation != right->annotation)
    return left->annotation < right->annotation ? -1 : 1;

  return 0;
}

static gboolean
is_sorted (const GArray *spans)
{
  const ObSpan *all = (const ObSpan *) spans->data;

  for (guint i = 1; i < spans->len; i++)
    if (compare_spans (&all[i - 1], &all[i]) > 0)
      return FALSE;

  return TRUE;
}

static guint32
block_maximum (const GArray *spans, guint block)
{
  guint end = MIN ((block + 1) * BLOCK, spans->len);
  guint32 maximum = 0;

  for (guint i = block * BLOCK; i < end; i++)
    maximum = MAX (maximum, g_array_index (spans, ObSpan, i).end);

  return maximum;
}

static void
build_tree (ObIntervalIndex *index)
{
  guint n_blocks = (index->spans->len + BLOCK - 1) / BLOCK;
  guint n_leaves = 1;

  while (n_leaves < n_blocks)
    n_leaves *= 2;

  if (n_leaves != index->n_leaves)
    {
      index->n_leaves = n_leaves;
      index->max = g_renew (guint32, index->max, 2 * (gsize) n_leaves);
    }

  for (guint k = 0; k < n_leaves; k++)
    index->max[n_leaves + k] = block_maximum (index->spans, k);
  for (guint i = n_leaves - 1; i >= 1; i--)
    index->max[i] = MAX (index->max[2 * i], index->max[2 * i + 1]);
}

/* The first block at or after @block with a span that ends after @start; n_leaves when none. */
static guint
next_block (const ObIntervalIndex *index, guint block, guint32 start)
{
  guint node;

  if (block >= index->n_leaves)
    return index->n_leaves;

  node = index->n_leaves + block;
  while (index->max[node] <= start)
    {
      /* On to the subtree at the right: up from right children, then to the sibling. */
      while (node % 2 == 1)
        node /= 2;
      if (node == 0)
        return index->n_leaves;
      node++;
    }

  while (node < index->n_leaves)
    {
      node *= 2;
      if (index->max[node] <= start)
        node++;
    }

  return node - index->n_leaves;
}

/* Position of the first span that is not before @span. */
static guint
find_place (const ObIntervalIndex *index, const ObSpan *span)
{
  guint low = 0, high = index->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_spans (&g_array_index (index->spans, ObSpan, middle), span) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* How many spans of each discontinuous annotation are among [first, last) and end in time.
 * Returns: (transfer full): annotation -> count. */
static GHashTable *
count_segments (const ObIntervalIndex *index, guint first, guint last, guint32 end)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);

  for (guint i = first; i < last; i++)
    {
      const ObSpan *span = &g_array_index (index->spans, ObSpan, i);
      gpointer key = GSIZE_TO_POINTER ((gsize) span->annotation);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      if (span->n_segments > 1 && span->end <= end)
        g_hash_table_insert (counts, key, GUINT_TO_POINTER (count + 1));
    }

  return counts;
}

/* Public functions ----------------------------------------------------------------------------- */

ObIntervalIndex *
ob_interval_index_new_take (GArray *spans)
{
  ObIntervalIndex *index = g_new0 (ObIntervalIndex, 1);

  g_return_val_if_fail (spans != NULL, NULL);

  index->spans = spans;
  if (!is_sorted (spans))
    g_array_sort (spans, compare_spans);
  build_tree (index);

  return index;
}

void
ob_interval_index_free (ObIntervalIndex *index)
{
  if (index == NULL)
    return;

  g_array_unref (index->spans);
  g_free (index->max);
  g_free (index);
}

const ObSpan *
ob_interval_index_get_spans (const ObIntervalIndex *index, guint *n_spans)
{
  *n_spans = index->spans->len;
  return (const ObSpan *) index->spans->data;
}

void
ob_interval_index_replace (ObIntervalIndex *index, ObEntity annotation, const GArray *spans)
{
  ObSpan *all = (ObSpan *) index->spans->data;
  guint n = 0;

  for (guint i = 0; i < index->spans->len; i++)
    if (all[i].annotation != annotation)
      {
        if (n != i)
          all[n] = all[i];
        n++;
      }
  g_array_set_size (index->spans, n);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      ObSpan span = g_array_index (spans, ObSpan, i);

      g_array_insert_val (index->spans, find_place (index, &span), span);
    }

  build_tree (index);
}

GArray *
ob_interval_index_replace_within (ObIntervalIndex *index,
                                  guint32 start,
                                  guint32 end,
                                  const GArray *spans)
{
  guint first = ob_interval_index_find_start (index, start);
  guint last = ob_interval_index_find_start (index, end);
  g_autoptr (GHashTable) counts = count_segments (index, first, last, end);
  g_autoptr (GArray) region = g_array_new (FALSE, FALSE, sizeof (ObSpan));
  GArray *removed = g_array_new (FALSE, FALSE, sizeof (ObSpan));

  for (guint i = first; i < last; i++)
    {
      const ObSpan *span = &g_array_index (index->spans, ObSpan, i);
      gpointer count = g_hash_table_lookup (counts, GSIZE_TO_POINTER ((gsize) span->annotation));
      gboolean within = span->n_segments > 1 ? GPOINTER_TO_UINT (count) == span->n_segments
                                             : span->end <= end;

      g_array_append_vals (within ? removed : region, span, 1);
    }

  if (spans->len > 0)
    g_array_append_vals (region, spans->data, spans->len);
  g_array_sort (region, compare_spans);
  if (last > first)
    g_array_remove_range (index->spans, first, last - first);
  if (region->len > 0)
    g_array_insert_vals (index->spans, first, region->data, region->len);
  build_tree (index);

  return removed;
}

guint
ob_interval_index_find_start (const ObIntervalIndex *index, guint32 offset)
{
  ObSpan first = { .start = offset, .end = G_MAXUINT32, .annotation = G_MININT64 };

  return find_place (index, &first);
}

void
ob_interval_iter_init (ObIntervalIter *iter,
                       const ObIntervalIndex *index,
                       guint32 start,
                       guint32 end)
{
  iter->index = index;
  iter->start = start;
  iter->next = 0;
  iter->limit = start < end ? ob_interval_index_find_start (index, end) : 0;
}

const ObSpan *
ob_interval_iter_next (ObIntervalIter *iter)
{
  const ObSpan *spans = (const ObSpan *) iter->index->spans->data;

  while (iter->next < iter->limit)
    {
      guint block_end;

      if (iter->next % BLOCK == 0)
        iter->next = MIN (next_block (iter->index, iter->next / BLOCK, iter->start) * BLOCK,
                          iter->limit);

      block_end = MIN ((iter->next / BLOCK + 1) * BLOCK, iter->limit);
      for (; iter->next < block_end; iter->next++)
        if (spans[iter->next].end > iter->start)
          return &spans[iter->next++];
    }

  return NULL;
}

gboolean
ob_interval_index_check (const ObIntervalIndex *index)
{
  if (!is_sorted (index->spans))
    return FALSE;

  for (guint k = 0; k < index->n_leaves; k++)
    if (index->max[index->n_leaves + k] != block_maximum (index->spans, k))
      return FALSE;
  for (guint i = 1; i < index->n_leaves; i++)
    if (index->max[i] != MAX (index->max[2 * i], index->max[2 * i + 1]))
      return FALSE;

  return TRUE;
}
