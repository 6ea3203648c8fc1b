#include "window/annotation-model.h"

#include <glib/gi18n.h>

/* More rows than this are not replaced one by one: a view takes some microseconds for each. */
#define MAX_SINGLE_ROWS 2000
/* Rows that are told to have changed, at most; the others are read again when they are drawn. */
#define MAX_REFRESHED 200
/* Code points of a quotation that a row can show. */
#define MAX_QUOTE 160

struct _ObAnnotationModel
{
  ObFlatModel parent_instance;

  ObProject *project; /* (owned) (nullable) */
  ObEntity article;
  ObText *text;          /* (owned) (nullable) */
  ObCodebook *codebook;  /* (owned) (nullable) */
  ObArrangement arrangement;
  GArray *rows;      /* (owned) ObAnnotationRow */
  GPtrArray *titles; /* (owned) char *: of the groups */
  guint n_all;       /* annotations of the article, shown or not */
};

G_DEFINE_FINAL_TYPE (ObAnnotationModel, ob_annotation_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_ANNOTATION_COLUMNS] = {
  G_TYPE_INT64,
  G_TYPE_INT64,
  G_TYPE_STRING,
  G_TYPE_STRING,
};

static const ObAnnotationRow *
get_row (ObAnnotationModel *self, guint row)
{
  return &g_array_index (self->rows, ObAnnotationRow, row);
}

static const ObSpan *
get_span (ObAnnotationModel *self, guint row)
{
  return &get_row (self, row)->span;
}

static gboolean
rows_same (const ObAnnotationRow *one, const ObAnnotationRow *other)
{
  const ObSpan *a = &one->span, *b = &other->span;

  return a->annotation == b->annotation && a->start == b->start && a->end == b->end
         && a->label == b->label && a->n_segments == b->n_segments && a->flags == b->flags
         && one->group == other->group && one->n_rows == other->n_rows;
}

static char *
dup_quote (ObAnnotationModel *self, const ObSpan *span)
{
  guint32 end = MIN (span->end, span->start + MAX_QUOTE);
  g_autofree char *slice = NULL;

  if (self->text == NULL)
    return NULL;

  slice = ob_text_slice (self->text, span->start, end);
  g_strdelimit (slice, "\n\t", ' ');

  return g_strconcat (slice, span->n_segments > 1 || end < span->end ? " …" : "", NULL);
}

static char *
dup_details (ObAnnotationModel *self, const ObSpan *span)
{
  const ObLabel *label = ob_codebook_get (self->codebook, span->label);
  ObEntity speaker = ob_project_get_effective_speaker (self->project, span->annotation);
  g_autofree char *name = speaker ? ob_project_dup_label_of (self->project, speaker) : NULL;
  const char *label_name = label ? label->name : "";

  return name ? g_strdup_printf ("%s · %s", label_name, name) : g_strdup (label_name);
}

/* A heading's title, and how many annotations are below it. */
static void
get_heading_value (ObAnnotationModel *self, const ObAnnotationRow *row, int column, GValue *value)
{
  switch (column)
    {
    case OB_ANNOTATION_COLUMN_QUOTE:
      g_value_set_string (value, row->group < self->titles->len ? self->titles->pdata[row->group]
                                                                : "");
      break;
    case OB_ANNOTATION_COLUMN_DETAILS:
      g_value_take_string (value, g_strdup_printf (ngettext ("%u annotation", "%u annotations",
                                                             row->n_rows),
                                                   row->n_rows));
      break;
    }
}

static guint
get_n_rows (ObFlatModel *model)
{
  return OB_ANNOTATION_MODEL (model)->rows->len;
}

static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  ObAnnotationModel *self = OB_ANNOTATION_MODEL (model);
  const ObSpan *span = get_span (self, row);

  if (span->annotation == 0)
    {
      get_heading_value (self, get_row (self, row), column, value);
      return;
    }

  switch (column)
    {
    case OB_ANNOTATION_COLUMN_ENTITY:
      g_value_set_int64 (value, span->annotation);
      break;
    case OB_ANNOTATION_COLUMN_LABEL:
      g_value_set_int64 (value, span->label);
      break;
    case OB_ANNOTATION_COLUMN_QUOTE:
      g_value_take_string (value, dup_quote (self, span));
      break;
    case OB_ANNOTATION_COLUMN_DETAILS:
      g_value_take_string (value, dup_details (self, span));
      break;
    }
}

static void
ob_annotation_model_dispose (GObject *object)
{
  ObAnnotationModel *self = OB_ANNOTATION_MODEL (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->text, ob_text_unref);
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  g_array_set_size (self->rows, 0);
  ob_arrangement_clear (&self->arrangement);

  G_OBJECT_CLASS (ob_annotation_model_parent_class)->dispose (object);
}

static void
ob_annotation_model_finalize (GObject *object)
{
  g_array_unref (OB_ANNOTATION_MODEL (object)->rows);
  g_ptr_array_unref (OB_ANNOTATION_MODEL (object)->titles);

  G_OBJECT_CLASS (ob_annotation_model_parent_class)->finalize (object);
}

static void
ob_annotation_model_class_init (ObAnnotationModelClass *class)
{
  ObFlatModelClass *flat_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_annotation_model_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_annotation_model_finalize;
  flat_class->types = column_types;
  flat_class->n_columns = OB_N_ANNOTATION_COLUMNS;
  flat_class->get_n_rows = get_n_rows;
  flat_class->get_value = get_value;
}

static void
ob_annotation_model_init (ObAnnotationModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (ObAnnotationRow));
  self->titles = g_ptr_array_new_with_free_func (g_free);
}

/* The order of a plain list is that of the project's spans. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = &((const ObAnnotationRow *) a)->span;
  const ObSpan *right = &((const ObAnnotationRow *) b)->span;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;

  return (left->annotation > right->annotation) - (left->annotation < right->annotation);
}

/* Appends the rows for @spans: only the first segment of each annotation. */
static void
append_rows (GArray *rows, const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      ObAnnotationRow row = { .span = g_array_index (spans, ObSpan, i) };

      if (row.span.segment == 0)
        g_array_append_val (rows, row);
    }
}

/* (transfer full) */
static GArray *
read_rows (ObAnnotationModel *self)
{
  self->n_all = 0;
  if (self->project == NULL || self->text == NULL)
    return g_array_new (FALSE, FALSE, sizeof (ObAnnotationRow));

  return ob_arrangement_list_rows (&self->arrangement, self->project, self->article, self->text,
                                   self->titles, &self->n_all);
}

/* Index of the first row that starts at @offset or after.  O(log rows). */
static guint
find_start (ObAnnotationModel *self, guint32 offset)
{
  guint low = 0;
  guint high = self->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_span (self, middle)->start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* TRUE when all of the annotation lies before @end, or it is no more. */
static gboolean
ends_before (ObAnnotationModel *self, const ObSpan *span, guint32 end)
{
  g_autoptr (GArray) spans = NULL;

  if (span->n_segments == 1)
    return span->end <= end;

  spans = ob_project_get_spans (self->project, span->annotation);

  return spans->len == 0 || g_array_index (spans, ObSpan, spans->len - 1).end <= end;
}

/* Makes the @n rows from @first on those of @rows; only what differs is deleted and inserted.  TRUE
 * when that is too much, and nothing was done. */
static gboolean
put_rows (ObAnnotationModel *self, guint first, guint n, const GArray *rows)
{
  guint shorter = MIN (n, rows->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter
         && rows_same (get_row (self, first + head), &g_array_index (rows, ObAnnotationRow, head)))
    head++;
  while (tail < shorter - head
         && rows_same (get_row (self, first + n - 1 - tail),
                       &g_array_index (rows, ObAnnotationRow, rows->len - 1 - tail)))
    tail++;
  if (n + rows->len - 2 * (head + tail) > MAX_SINGLE_ROWS)
    return TRUE;

  for (guint i = first + n - tail; i > first + head; i--)
    {
      g_array_remove_index (self->rows, i - 1);
      ob_flat_model_row_deleted (OB_FLAT_MODEL (self), i - 1);
    }
  for (guint i = head; i < rows->len - tail; i++)
    {
      g_array_insert_val (self->rows, first + i, g_array_index (rows, ObAnnotationRow, i));
      ob_flat_model_row_inserted (OB_FLAT_MODEL (self), first + i);
    }

  return FALSE;
}

static void
read_codebook (ObAnnotationModel *self)
{
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  if (self->project != NULL)
    self->codebook = ob_project_ref_codebook (self->project);
}

ObAnnotationModel *
ob_annotation_model_new (void)
{
  return g_object_new (OB_TYPE_ANNOTATION_MODEL, NULL);
}

void
ob_annotation_model_load (ObAnnotationModel *self, ObProject *project, ObEntity article)
{
  g_set_object (&self->project, project);
  self->article = article;
  g_clear_pointer (&self->text, ob_text_unref);
  if (project != NULL && article != 0)
    self->text = ob_project_get_text (project, article, NULL);
  g_array_unref (self->rows);
  self->rows = read_rows (self);
  read_codebook (self);
}

void
ob_annotation_model_set_arrangement (ObAnnotationModel *self, const ObArrangement *arrangement)
{
  ob_arrangement_clear (&self->arrangement);
  ob_arrangement_copy (&self->arrangement, arrangement);
}

const ObArrangement *
ob_annotation_model_get_arrangement (ObAnnotationModel *self)
{
  return &self->arrangement;
}

/* What has changed may be anywhere in a list that is arranged: all of it is read again. */
static gboolean
update_all (ObAnnotationModel *self)
{
  g_autoptr (GArray) rows = read_rows (self);

  return put_rows (self, 0, self->rows->len, rows);
}

gboolean
ob_annotation_model_update (ObAnnotationModel *self, guint32 start, guint32 end)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (ObAnnotationRow));
  g_autoptr (GArray) spans = NULL;
  guint first, last;
  gboolean too_many;

  if (self->project == NULL || self->article == 0)
    return FALSE;

  read_codebook (self);
  if (!ob_arrangement_is_plain (&self->arrangement))
    return update_all (self);

  first = find_start (self, start);
  last = find_start (self, end);
  spans = ob_project_list_spans_within (self->project, self->article, start, end);
  append_rows (rows, spans);
  for (guint i = first; i < last; i++)
    if (!ends_before (self, get_span (self, i), end))
      g_array_append_vals (rows, get_row (self, i), 1);
  g_array_sort (rows, compare_rows);

  too_many = put_rows (self, first, last - first, rows);
  self->n_all = self->rows->len;
  return too_many;
}

void
ob_annotation_model_refresh (ObAnnotationModel *self, guint32 start, guint32 end)
{
  gboolean plain = ob_arrangement_is_plain (&self->arrangement);
  guint n_told = 0;

  for (guint i = plain ? find_start (self, start) : 0; i < self->rows->len && n_told < MAX_REFRESHED;
       i++)
    {
      const ObSpan *span = get_span (self, i);

      if (span->start >= end && plain)
        break;
      if (span->start < start || span->start >= end)
        continue;

      ob_flat_model_row_changed (OB_FLAT_MODEL (self), i);
      n_told++;
    }
}

guint
ob_annotation_model_get_n_rows (ObAnnotationModel *self)
{
  return self->rows->len;
}

guint
ob_annotation_model_get_n_shown (ObAnnotationModel *self)
{
  guint n = 0;

  if (self->arrangement.grouping == OB_GROUP_NONE)
    return self->rows->len;
  for (guint i = 0; i < self->rows->len; i++)
    n += get_span (self, i)->annotation != 0;

  return n;
}

guint
ob_annotation_model_get_n_all (ObAnnotationModel *self)
{
  return self->n_all;
}

ObEntity
ob_annotation_model_get_entity (ObAnnotationModel *self, guint row)
{
  return row < self->rows->len ? get_span (self, row)->annotation : 0;
}

int
ob_annotation_model_find (ObAnnotationModel *self, ObEntity annotation)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (get_span (self, i)->annotation == annotation)
      return (int) i;

  return -1;
}
