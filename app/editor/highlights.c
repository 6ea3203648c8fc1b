#include "editor/highlights.h"

struct _ObHighlights
{
  GObject parent_instance;

  ObText *text;             /* (owned) */
  ObCodebook *codebook;     /* (owned) (nullable) */
  GHashTable *labels;       /* (owned) ObEntity -> ObLabel of the codebook */
  ObIntervalIndex *all;     /* (owned) */
  ObIntervalIndex *shown;   /* (owned) (nullable): those that pass the filter; NULL: all do */
  ObLanes *lanes;           /* (owned) of those that are shown */
  GArray *hits;             /* (owned) ObSegment: what a search has found */
  GHashTable *filter_labels;     /* (owned) (nullable): set of ObEntity */
  GHashTable *filter_annotators; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ObHighlights, ob_highlights, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
key_of (ObEntity entity)
{
  return GSIZE_TO_POINTER ((gsize) entity);
}

static GArray *
new_spans (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ObSpan));
}

static const ObIntervalIndex *
get_shown (ObHighlights *highlights)
{
  return highlights->shown != NULL ? highlights->shown : highlights->all;
}

static gboolean
is_filtered (ObHighlights *highlights)
{
  return highlights->filter_labels != NULL || highlights->filter_annotators != NULL;
}

static gboolean
passes (ObHighlights *highlights, const ObSpan *span)
{
  if (highlights->filter_labels != NULL
      && !g_hash_table_contains (highlights->filter_labels, key_of (span->label)))
    return FALSE;
  if (highlights->filter_annotators != NULL
      && !g_hash_table_contains (highlights->filter_annotators, key_of (span->annotator)))
    return FALSE;

  return TRUE;
}

static GHashTable *
set_of_entities (const GArray *entities)
{
  GHashTable *set;

  if (entities == NULL)
    return NULL;

  set = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (set, key_of (g_array_index (entities, ObEntity, i)));

  return set;
}

/* Builds the index of what is shown and brings the lanes in step with it. */
static void
update_shown (ObHighlights *highlights)
{
  guint n_spans;
  const ObSpan *spans;

  g_clear_pointer (&highlights->shown, ob_interval_index_free);
  if (is_filtered (highlights))
    {
      GArray *passing = new_spans ();

      spans = ob_interval_index_get_spans (highlights->all, &n_spans);
      for (guint i = 0; i < n_spans; i++)
        if (passes (highlights, &spans[i]))
          g_array_append_val (passing, spans[i]);
      highlights->shown = ob_interval_index_new_take (passing);
    }

  spans = ob_interval_index_get_spans (get_shown (highlights), &n_spans);
  ob_lanes_set_spans (highlights->lanes, spans, n_spans);
}

/* Cuts what lies beyond the text, so that no one after has to check. */
static void
clamp_spans (ObHighlights *highlights, GArray *spans)
{
  guint32 length = ob_text_get_length (highlights->text);
  guint n = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      ObSpan span = g_array_index (spans, ObSpan, i);

      span.end = MIN (span.end, length);
      if (span.start < span.end)
        g_array_index (spans, ObSpan, n++) = span;
    }
  g_array_set_size (spans, n);
}

static void
emit_changed_all (ObHighlights *highlights)
{
  g_signal_emit (highlights, signals[CHANGED], 0, 0u, G_MAXUINT);
}

static void
extend_range (const GArray *spans, guint32 *start, guint32 *end)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);

      *start = MIN (*start, span->start);
      *end = MAX (*end, span->end);
    }
}

/* Innermost first: the shortest, of equals the newest. */
static int
compare_depth (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;
  guint32 left_length = left->end - left->start, right_length = right->end - right->start;

  if (left_length != right_length)
    return left_length < right_length ? -1 : 1;
  if (left->annotation != right->annotation)
    return left->annotation > right->annotation ? -1 : 1;

  return 0;
}

static void
collect_touching (ObHighlights *highlights, guint32 start, guint32 end, GArray *out)
{
  ObIntervalIter iter;
  const ObSpan *span;

  ob_interval_iter_init (&iter, get_shown (highlights), start, end);
  while ((span = ob_interval_iter_next (&iter)) != NULL)
    g_array_append_vals (out, span, 1);
}

static int
compare_annotations (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;

  if (left->annotation != right->annotation)
    return left->annotation < right->annotation ? -1 : 1;
  return left->start < right->start ? -1 : left->start > right->start;
}

/* The number of spans of @annotation from @at on, in an array that is sorted by annotation. */
static guint
count_run (const GArray *spans, guint at, ObEntity annotation)
{
  guint n = 0;

  while (at + n < spans->len && g_array_index (spans, ObSpan, at + n).annotation == annotation)
    n++;

  return n;
}

/* Brings the lanes in step after @old became @now (both are sorted here). */
static void
update_lanes (ObHighlights *highlights, GArray *old, GArray *now)
{
  guint i = 0, k = 0;

  g_array_sort (old, compare_annotations);
  g_array_sort (now, compare_annotations);
  while (i < old->len || k < now->len)
    {
      ObEntity first = i < old->len ? g_array_index (old, ObSpan, i).annotation : G_MAXINT64;
      ObEntity second = k < now->len ? g_array_index (now, ObSpan, k).annotation : G_MAXINT64;
      ObEntity annotation = MIN (first, second);
      guint n_old = count_run (old, i, annotation), n_now = count_run (now, k, annotation);

      ob_lanes_replace (highlights->lanes, annotation, (const ObSpan *) old->data + i, n_old,
                        (const ObSpan *) now->data + k, n_now);
      i += n_old;
      k += n_now;
    }
}

static GHashTable *
count_by (ObHighlights *highlights, gboolean annotator)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  guint n_spans;
  const ObSpan *spans = ob_interval_index_get_spans (highlights->all, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    if (spans[i].segment == 0)
      {
        gpointer key = key_of (annotator ? spans[i].annotator : spans[i].label);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

        g_hash_table_insert (counts, key, GUINT_TO_POINTER (n + 1));
      }

  return counts;
}

/* Overrides ------------------------------------------------------------------------------------ */

static void
ob_highlights_finalize (GObject *object)
{
  ObHighlights *highlights = OB_HIGHLIGHTS (object);

  g_clear_pointer (&highlights->text, ob_text_unref);
  g_clear_pointer (&highlights->codebook, ob_codebook_unref);
  g_clear_pointer (&highlights->labels, g_hash_table_unref);
  g_clear_pointer (&highlights->all, ob_interval_index_free);
  g_clear_pointer (&highlights->shown, ob_interval_index_free);
  g_clear_pointer (&highlights->lanes, ob_lanes_free);
  g_clear_pointer (&highlights->hits, g_array_unref);
  g_clear_pointer (&highlights->filter_labels, g_hash_table_unref);
  g_clear_pointer (&highlights->filter_annotators, g_hash_table_unref);

  G_OBJECT_CLASS (ob_highlights_parent_class)->finalize (object);
}

static void
ob_highlights_class_init (ObHighlightsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ob_highlights_finalize;

  signals[CHANGED] = g_signal_new ("changed", OB_TYPE_HIGHLIGHTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
ob_highlights_init (ObHighlights *highlights)
{
  highlights->text = ob_text_new ("");
  highlights->labels = g_hash_table_new (NULL, NULL);
  highlights->all = ob_interval_index_new_take (new_spans ());
  highlights->lanes = ob_lanes_new ();
  highlights->hits = ob_segments_new ();
}

/* Public functions ----------------------------------------------------------------------------- */

ObHighlights *
ob_highlights_new (void)
{
  return g_object_new (OB_TYPE_HIGHLIGHTS, NULL);
}

void
ob_highlights_set_text (ObHighlights *highlights, ObText *text)
{
  g_return_if_fail (OB_IS_HIGHLIGHTS (highlights));

  ob_text_unref (highlights->text);
  highlights->text = text != NULL ? ob_text_ref (text) : ob_text_new ("");

  g_clear_pointer (&highlights->lanes, ob_lanes_free);
  highlights->lanes = ob_lanes_new ();
  g_array_set_size (highlights->hits, 0);
  ob_highlights_take_spans (highlights, new_spans ());
}

ObText *
ob_highlights_get_text (ObHighlights *highlights)
{
  return highlights->text;
}

void
ob_highlights_set_codebook (ObHighlights *highlights, ObCodebook *codebook)
{
  g_return_if_fail (OB_IS_HIGHLIGHTS (highlights));

  g_hash_table_remove_all (highlights->labels);
  g_clear_pointer (&highlights->codebook, ob_codebook_unref);

  if (codebook != NULL)
    {
      highlights->codebook = ob_codebook_ref (codebook);
      for (guint i = 0; i < codebook->labels->len; i++)
        {
          ObLabel *label = g_ptr_array_index (codebook->labels, i);

          g_hash_table_insert (highlights->labels, key_of (label->entity), label);
        }
    }

  emit_changed_all (highlights);
}

ObCodebook *
ob_highlights_get_codebook (ObHighlights *highlights)
{
  return highlights->codebook;
}

const ObLabel *
ob_highlights_get_label (ObHighlights *highlights, ObEntity entity)
{
  return g_hash_table_lookup (highlights->labels, key_of (entity));
}

void
ob_highlights_take_spans (ObHighlights *highlights, GArray *spans)
{
  g_return_if_fail (OB_IS_HIGHLIGHTS (highlights));
  g_return_if_fail (spans != NULL);

  clamp_spans (highlights, spans);
  ob_interval_index_free (highlights->all);
  highlights->all = ob_interval_index_new_take (spans);
  update_shown (highlights);
  emit_changed_all (highlights);
}

void
ob_highlights_replace (ObHighlights *highlights, ObEntity annotation, const GArray *spans)
{
  g_autoptr (GArray) old = ob_highlights_get_spans (highlights, annotation);
  g_autoptr (GArray) now = new_spans ();
  guint32 start = G_MAXUINT32, end = 0;

  if (spans != NULL && spans->len > 0)
    g_array_append_vals (now, spans->data, spans->len);
  clamp_spans (highlights, now);
  extend_range (old, &start, &end);
  extend_range (now, &start, &end);

  ob_interval_index_replace (highlights->all, annotation, now);
  if (is_filtered (highlights))
    update_shown (highlights);
  else
    ob_lanes_replace (highlights->lanes, annotation, (const ObSpan *) old->data, old->len,
                      (const ObSpan *) now->data, now->len);

  if (start < end)
    g_signal_emit (highlights, signals[CHANGED], 0, start, end);
}

void
ob_highlights_replace_within (ObHighlights *highlights,
                              guint32 start,
                              guint32 end,
                              const GArray *spans)
{
  g_autoptr (GArray) now = new_spans (), old = NULL;

  g_return_if_fail (OB_IS_HIGHLIGHTS (highlights));

  if (spans->len > 0)
    g_array_append_vals (now, spans->data, spans->len);
  clamp_spans (highlights, now);
  old = ob_interval_index_replace_within (highlights->all, start, end, now);
  if (is_filtered (highlights))
    update_shown (highlights);
  else
    update_lanes (highlights, old, now);

  g_signal_emit (highlights, signals[CHANGED], 0, start, end);
}

void
ob_highlights_set_filter (ObHighlights *highlights,
                          const GArray *labels,
                          const GArray *annotators)
{
  g_return_if_fail (OB_IS_HIGHLIGHTS (highlights));

  g_clear_pointer (&highlights->filter_labels, g_hash_table_unref);
  g_clear_pointer (&highlights->filter_annotators, g_hash_table_unref);
  highlights->filter_labels = set_of_entities (labels);
  highlights->filter_annotators = set_of_entities (annotators);
  update_shown (highlights);
  emit_changed_all (highlights);
}

void
ob_highlights_take_hits (ObHighlights *highlights, GArray *hits)
{
  g_return_if_fail (OB_IS_HIGHLIGHTS (highlights));

  g_array_unref (highlights->hits);
  highlights->hits = hits != NULL ? hits : ob_segments_new ();
  emit_changed_all (highlights);
}

const GArray *
ob_highlights_get_hits (ObHighlights *highlights)
{
  return highlights->hits;
}

const ObIntervalIndex *
ob_highlights_get_index (ObHighlights *highlights)
{
  return get_shown (highlights);
}

guint
ob_highlights_get_lane (ObHighlights *highlights, ObEntity annotation)
{
  return ob_lanes_get (highlights->lanes, annotation);
}

GHashTable *
ob_highlights_count_by_label (ObHighlights *highlights)
{
  return count_by (highlights, FALSE);
}

GHashTable *
ob_highlights_count_by_annotator (ObHighlights *highlights)
{
  return count_by (highlights, TRUE);
}

GArray *
ob_highlights_get_spans (ObHighlights *highlights, ObEntity annotation)
{
  GArray *found = new_spans ();
  guint n_spans;
  const ObSpan *spans = ob_interval_index_get_spans (highlights->all, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    if (spans[i].annotation == annotation)
      g_array_append_val (found, spans[i]);

  return found;
}

GArray *
ob_highlights_get_segments (ObHighlights *highlights, ObEntity annotation)
{
  g_autoptr (GArray) spans = ob_highlights_get_spans (highlights, annotation);
  GArray *segments = ob_segments_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      ObSegment segment = { span->start, span->end };

      g_array_append_val (segments, segment);
    }

  return segments;
}

GArray *
ob_highlights_list_at (ObHighlights *highlights, guint32 offset)
{
  g_autoptr (GArray) spans = new_spans ();
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  collect_touching (highlights, offset, offset + 1, spans);
  if (spans->len == 0 && offset > 0)
    collect_touching (highlights, offset - 1, offset, spans);

  g_array_sort (spans, compare_depth);
  for (guint i = 0; i < spans->len; i++)
    g_array_append_val (annotations, g_array_index (spans, ObSpan, i).annotation);

  return annotations;
}

ObEntity
ob_highlights_get_neighbour (ObHighlights *highlights,
                             ObEntity current,
                             guint32 offset,
                             gboolean backwards)
{
  guint n_spans, at;
  const ObSpan *spans = ob_interval_index_get_spans (get_shown (highlights), &n_spans);

  /* With a current annotation, on from its first span; without, from the caret. */
  for (at = 0; current != 0 && at < n_spans; at++)
    if (spans[at].annotation == current && spans[at].segment == 0)
      break;
  if (current == 0 || at == n_spans)
    {
      at = ob_interval_index_find_start (get_shown (highlights), backwards ? offset : offset + 1);
      if (!backwards && at < n_spans && spans[at].segment == 0)
        return spans[at].annotation;
    }

  if (backwards)
    {
      while (at-- > 0)
        if (spans[at].segment == 0)
          return spans[at].annotation;
    }
  else
    while (++at < n_spans)
      if (spans[at].segment == 0)
        return spans[at].annotation;

  return 0;
}
