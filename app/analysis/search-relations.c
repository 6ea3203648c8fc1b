/* inside, overlapping and near: how places stand to each other. */
#include "analysis/search-private.h"

/* A place: a row or a hit, in code points or in words. */
typedef struct
{
  guint item; /* row, or index of the hit */
  guint32 start;
  guint32 end;
} Span;

/* The two ends farthest right among the spans up to here, of two different items, so that nothing
 * is compared with itself. */
typedef struct
{
  guint32 end;
  guint item;
  guint32 second;
} Reach;

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->end > right->end) - (left->end < right->end);
}

/* What @set has in @article; of articles without places, the whole article. */
static GArray *
list_spans (ObSearch *search, const ObSet *set, guint place, guint *next_hit)
{
  const ObArticle *article = search->articles->pdata[place];
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (Span));

  if (set->of_rows)
    {
      guint first, last;

      ob_statements_find_article (search->statements, article->entity, &first, &last);
      for (guint i = first; i < last; i++)
        {
          const ObStatement *row = &g_array_index (search->statements->rows, ObStatement, i);
          Span span = { i, row->start, row->end };

          if (ob_set_has (set, i))
            g_array_append_val (spans, span);
        }
    }
  else if (set->hits != NULL)
    for (; *next_hit < set->hits->len; (*next_hit)++)
      {
        const ObWordHit *hit = &g_array_index (set->hits, ObWordHit, *next_hit);
        Span span = { *next_hit, hit->start, hit->end };

        if (hit->article != article->entity)
          break;
        g_array_append_val (spans, span);
      }
  else if (ob_set_has (set, place))
    {
      Span span = { place, 0, article->length };

      g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_spans);
  return spans;
}

/* Code points into words: from the first that ends after the start to the last that begins before
 * the end. */
static void
count_in_words (GArray *spans, const GArray *words)
{
  for (guint i = 0; i < spans->len; i++)
    {
      Span *span = &g_array_index (spans, Span, i);
      guint ends[2];

      for (int edge = 0; edge < 2; edge++)
        {
          guint low = 0, high = words->len;

          while (low < high)
            {
              guint middle = low + (high - low) / 2;
              ObSegment word = g_array_index (words, ObSegment, middle);

              if (edge == 0 ? word.end <= span->start : word.start < span->end)
                low = middle + 1;
              else
                high = middle;
            }
          ends[edge] = low;
        }
      span->start = ends[0];
      span->end = MAX (ends[1], ends[0]);
    }
}

static GArray *
measure_reaches (const GArray *spans)
{
  GArray *reaches = g_array_sized_new (FALSE, FALSE, sizeof (Reach), spans->len);
  Reach reach = { 0, G_MAXUINT, 0 };

  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (span->end >= reach.end)
        {
          reach.second = reach.end;
          reach.end = span->end;
          reach.item = span->item;
        }
      else
        reach.second = MAX (reach.second, span->end);
      g_array_append_val (reaches, reach);
    }
  return reaches;
}

/* Number of spans that start before @limit. */
static guint
count_starts (const GArray *spans, guint64 limit)
{
  guint low = 0, high = spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (spans, Span, middle).start < limit)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* @same: the two sides may be the same items. */
static gboolean
stands_so (const ObQuery *query,
           const Span *span,
           const GArray *others,
           const GArray *reaches,
           gboolean same)
{
  guint64 limit = query->type == OB_QUERY_INSIDE        ? (guint64) span->start + 1
                  : query->type == OB_QUERY_OVERLAPPING ? span->end
                                                        : (guint64) span->end + query->distance + 1;
  guint n = count_starts (others, limit);
  const Reach *reach;
  guint32 end;

  if (n == 0)
    return FALSE;
  reach = &g_array_index (reaches, Reach, n - 1);
  end = same && reach->item == span->item ? reach->second : reach->end;
  if (query->type == OB_QUERY_INSIDE)
    return end >= span->end && end > 0;
  if (query->type == OB_QUERY_OVERLAPPING)
    return end > span->start;
  return end > 0 && (guint64) end + query->distance >= span->start;
}

ObSet *
ob_search_relate (ObSearch *search, const ObQuery *query, const ObSet *left, const ObSet *right)
{
  ObSet *set = ob_set_new (left->of_rows, left->n);
  gboolean same = left->of_rows && right->of_rows;
  guint next_left = 0, next_right = 0;

  if (!left->of_rows && left->hits != NULL)
    set->hits = g_array_new (FALSE, FALSE, sizeof (ObWordHit));
  for (guint place = 0; place < search->articles->len; place++)
    {
      g_autoptr (GArray) spans = list_spans (search, left, place, &next_left);
      g_autoptr (GArray) others = list_spans (search, right, place, &next_right);
      g_autoptr (GArray) reaches = NULL;
      g_autoptr (GArray) words = NULL;

      if (spans->len == 0 || others->len == 0)
        continue;
      if (query->type == OB_QUERY_NEAR)
        {
          words = ob_text_index_list_words (search->index, search->articles->pdata[place]);
          count_in_words (spans, words);
          count_in_words (others, words);
        }
      reaches = measure_reaches (others);
      for (guint i = 0; i < spans->len; i++)
        {
          const Span *span = &g_array_index (spans, Span, i);

          if (!stands_so (query, span, others, reaches, same))
            continue;
          ob_set_add (set, left->of_rows ? span->item : place);
          if (set->hits != NULL)
            g_array_append_val (set->hits, g_array_index (left->hits, ObWordHit, span->item));
        }
    }
  return set;
}
