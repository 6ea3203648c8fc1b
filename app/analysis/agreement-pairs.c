/* Pairing: a sweep over both annotators' passages by their starts finds those that overlap; then
 * the best pairs of an article are taken first. */
#include "analysis/agreement-pairs.h"

#include <string.h>

static const char *const difference_names[OB_N_DIFFERENCES] = {
  [OB_DIFFERENCE_NONE] = "same",
  [OB_DIFFERENCE_BOUNDARY] = "boundary",
  [OB_DIFFERENCE_LABEL] = "label",
  [OB_DIFFERENCE_ATTRIBUTES] = "attributes",
  [OB_DIFFERENCE_MISSING_SECOND] = "missing-second",
  [OB_DIFFERENCE_MISSING_FIRST] = "missing-first",
};

/* A passage in the sweep. */
typedef struct
{
  const ObAnnotation *annotation;
  ObSegment hull;
  guint side; /* 0 or 1 */
  gboolean paired;
} Passage;

/* Two passages that may be a pair: indices into the passages. */
typedef struct
{
  guint first;
  guint second;
  double shared;
  gboolean same_label;
  gboolean same_attributes;
} Candidate;

const char *
ob_difference_get_name (ObDifference difference)
{
  g_return_val_if_fail (difference < OB_N_DIFFERENCES, NULL);

  return difference_names[difference];
}

gboolean
ob_difference_from_name (const char *name, ObDifference *difference)
{
  for (guint i = 0; i < OB_N_DIFFERENCES; i++)
    if (strcmp (difference_names[i], name) == 0)
      {
        *difference = i;
        return TRUE;
      }

  return FALSE;
}

double
ob_segments_get_shared (const GArray *a, const GArray *b)
{
  guint64 both = 0, all = 0;
  guint i = 0, k = 0;

  for (guint j = 0; j < a->len; j++)
    all += g_array_index (a, ObSegment, j).end - g_array_index (a, ObSegment, j).start;
  for (guint j = 0; j < b->len; j++)
    all += g_array_index (b, ObSegment, j).end - g_array_index (b, ObSegment, j).start;
  while (i < a->len && k < b->len)
    {
      const ObSegment *p = &g_array_index (a, ObSegment, i);
      const ObSegment *q = &g_array_index (b, ObSegment, k);
      guint32 start = MAX (p->start, q->start), end = MIN (p->end, q->end);

      if (start < end)
        both += end - start;
      if (p->end < q->end)
        i++;
      else
        k++;
    }

  return all > both ? (double) both / (all - both) : 0;
}

/* Attributes ----------------------------------------------------------------------------------- */

const char **
ob_pairs_list_attributes (const ObAnnotation *a, const ObAnnotation *b)
{
  GPtrArray *names = g_ptr_array_new ();
  guint i = 0, k = 0;

  while (i < a->attributes->len || k < b->attributes->len)
    {
      const ObField *p = i < a->attributes->len ? &g_array_index (a->attributes, ObField, i) : NULL;
      const ObField *q = k < b->attributes->len ? &g_array_index (b->attributes, ObField, k) : NULL;
      int order = p == NULL ? 1 : q == NULL ? -1 : strcmp (p->field, q->field);

      if (order != 0 || !ob_value_equal (p->value, q->value))
        g_ptr_array_add (names, (gpointer) (order <= 0 ? p : q)->field);
      i += order <= 0;
      k += order >= 0;
    }
  g_ptr_array_add (names, NULL);

  return (const char **) g_ptr_array_free (names, FALSE);
}

static gboolean
have_same_attributes (const ObAnnotation *a, const ObAnnotation *b)
{
  if (a->attributes->len != b->attributes->len)
    return FALSE;
  for (guint i = 0; i < a->attributes->len; i++)
    {
      const ObField *p = &g_array_index (a->attributes, ObField, i);
      const ObField *q = &g_array_index (b->attributes, ObField, i);

      if (strcmp (p->field, q->field) != 0 || !ob_value_equal (p->value, q->value))
        return FALSE;
    }

  return TRUE;
}

/* Sweep ---------------------------------------------------------------------------------------- */

static int
compare_passages (gconstpointer a, gconstpointer b)
{
  const Passage *p = a, *q = b;

  if (p->annotation->article != q->annotation->article)
    return p->annotation->article < q->annotation->article ? -1 : 1;
  if (p->hull.start != q->hull.start)
    return p->hull.start < q->hull.start ? -1 : 1;
  if (p->hull.end != q->hull.end)
    return p->hull.end < q->hull.end ? -1 : 1;
  if (p->annotation->entity != q->annotation->entity)
    return p->annotation->entity < q->annotation->entity ? -1 : 1;
  return (int) p->side - (int) q->side;
}

static void
add_passages (GArray *passages, const GPtrArray *annotations, guint side)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      Passage passage = { .annotation = annotation, .side = side };

      if (annotation->segments == NULL || annotation->segments->len == 0)
        continue;
      passage.hull = ob_segments_get_hull (annotation->segments);
      g_array_append_val (passages, passage);
    }
}

/* Notes that the passages @a and @b may be a pair. */
static void
propose (GArray *candidates, const GArray *passages, guint a, guint b)
{
  const Passage *p = &g_array_index (passages, Passage, a);
  const Passage *q = &g_array_index (passages, Passage, b);
  Candidate candidate = {
    .first = p->side == 0 ? a : b,
    .second = p->side == 0 ? b : a,
    .shared = ob_segments_get_shared (p->annotation->segments, q->annotation->segments),
    .same_label = p->annotation->label == q->annotation->label,
  };

  if (candidate.shared <= 0 || (!candidate.same_label && candidate.shared < 0.5))
    return;
  candidate.same_attributes
      = candidate.same_label && have_same_attributes (p->annotation, q->annotation);
  g_array_append_val (candidates, candidate);
}

/* Drops from @open what ends at or before @start, and the one that ends first when there are too
 * many. */
static void
close_passages (GArray *open, const GArray *passages, guint32 start)
{
  guint first = 0;

  for (guint i = 0; i < open->len;)
    {
      guint32 end = g_array_index (passages, Passage, g_array_index (open, guint, i)).hull.end;

      if (end <= start)
        {
          g_array_remove_index_fast (open, i);
          continue;
        }
      if (i == 0
          || end < g_array_index (passages, Passage, g_array_index (open, guint, first)).hull.end)
        first = i;
      i++;
    }
  if (open->len > OB_PAIRS_DEPTH)
    g_array_remove_index_fast (open, first);
}

/* Best first. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *p = a, *q = b;

  if (p->same_label != q->same_label)
    return p->same_label ? -1 : 1;
  if (p->shared != q->shared)
    return p->shared > q->shared ? -1 : 1;
  if (p->same_attributes != q->same_attributes)
    return p->same_attributes ? -1 : 1;
  if (p->first != q->first)
    return p->first < q->first ? -1 : 1;
  return p->second < q->second ? -1 : p->second > q->second;
}

static ObDifference
tell_difference (const Candidate *candidate)
{
  if (!candidate->same_label)
    return OB_DIFFERENCE_LABEL;
  if (candidate->shared < 1)
    return OB_DIFFERENCE_BOUNDARY;
  return candidate->same_attributes ? OB_DIFFERENCE_NONE : OB_DIFFERENCE_ATTRIBUTES;
}

static void
take_best (GArray *pairs, GArray *candidates, GArray *passages)
{
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      Passage *first = &g_array_index (passages, Passage, candidate->first);
      Passage *second = &g_array_index (passages, Passage, candidate->second);
      ObPair pair = { .first = first->annotation,
                      .second = second->annotation,
                      .shared = candidate->shared,
                      .difference = tell_difference (candidate) };

      if (first->paired || second->paired)
        continue;
      first->paired = second->paired = TRUE;
      g_array_append_val (pairs, pair);
    }
  g_array_set_size (candidates, 0);
}

static const ObAnnotation *
get_either (const ObPair *pair)
{
  return pair->first != NULL ? pair->first : pair->second;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const ObAnnotation *p = get_either (a), *q = get_either (b);
  Passage left = { .annotation = p, .hull = ob_segments_get_hull (p->segments) };
  Passage right = { .annotation = q, .hull = ob_segments_get_hull (q->segments) };

  return compare_passages (&left, &right);
}

GArray *
ob_pairs_find (const GPtrArray *first, const GPtrArray *second)
{
  g_autoptr (GArray) passages = g_array_new (FALSE, FALSE, sizeof (Passage));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) open_first = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) open_second = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *open[2] = { open_first, open_second };
  GArray *pairs = g_array_new (FALSE, TRUE, sizeof (ObPair));
  ObEntity article = 0;

  add_passages (passages, first, 0);
  add_passages (passages, second, 1);
  g_array_sort (passages, compare_passages);

  for (guint i = 0; i < passages->len; i++)
    {
      const Passage *passage = &g_array_index (passages, Passage, i);
      GArray *others = open[!passage->side];

      if (passage->annotation->article != article)
        {
          take_best (pairs, candidates, passages);
          g_array_set_size (open_first, 0);
          g_array_set_size (open_second, 0);
          article = passage->annotation->article;
        }
      close_passages (others, passages, passage->hull.start);
      for (guint k = 0; k < others->len; k++)
        propose (candidates, passages, i, g_array_index (others, guint, k));
      close_passages (open[passage->side], passages, passage->hull.start);
      g_array_append_val (open[passage->side], i);
    }
  take_best (pairs, candidates, passages);

  for (guint i = 0; i < passages->len; i++)
    {
      const Passage *passage = &g_array_index (passages, Passage, i);
      ObPair alone = { .first = passage->side == 0 ? passage->annotation : NULL,
                       .second = passage->side == 1 ? passage->annotation : NULL,
                       .difference = passage->side == 0 ? OB_DIFFERENCE_MISSING_SECOND
                                                        : OB_DIFFERENCE_MISSING_FIRST };

      if (!passage->paired)
        g_array_append_val (pairs, alone);
    }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}
