#include "window/annotation-model.h"

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
  GArray *rows;          /* (owned) ObSpan: first segments, ordered as the project orders spans */
};

G_DEFINE_FINAL_TYPE (ObAnnotationModel, ob_annotation_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_ANNOTATION_COLUMNS] = {
  G_TYPE_INT64,
  G_TYPE_INT64,
  G_TYPE_STRING,
  G_TYPE_STRING,
};

static const ObSpan *
get_span (ObAnnotationModel *self, guint row)
{
  return &g_array_index (self->rows, ObSpan, row);
}

static gboolean
spans_same (const ObSpan *a, const ObSpan *b)
{
  return a->annotation == b->annotation && a->start == b->start && a->end == b->end
         && a->label == b->label && a->n_segments == b->n_segments && a->flags == b->flags;
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

  G_OBJECT_CLASS (ob_annotation_model_parent_class)->dispose (object);
}

static void
ob_annotation_model_finalize (GObject *object)
{
  g_array_unref (OB_ANNOTATION_MODEL (object)->rows);

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
  self->rows = g_array_new (FALSE, FALSE, sizeof (ObSpan));
}

/* The rows for spans: only the first segment of each annotation. (transfer full) */
static GArray *
read_rows (ObProject *project, ObEntity article)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ObSpan));

  if (project != NULL && article != 0)
    {
      g_autoptr (GArray) spans = ob_project_list_spans (project, article);

      for (guint i = 0; i < spans->len; i++)
        {
          ObSpan span = g_array_index (spans, ObSpan, i);

          if (span.segment == 0)
            g_array_append_val (rows, span);
        }
    }

  return rows;
}

/* Number of rows that are the same at the start, or at the end, of both lists, at most @max. */
static guint
count_same (GArray *a, GArray *b, gboolean at_end, guint max)
{
  guint n = 0;

  while (n < max)
    {
      const ObSpan *in_a = &g_array_index (a, ObSpan, at_end ? a->len - 1 - n : n);
      const ObSpan *in_b = &g_array_index (b, ObSpan, at_end ? b->len - 1 - n : n);

      if (!spans_same (in_a, in_b))
        break;
      n++;
    }

  return n;
}

/* Replaces rows [first, first + n_old) by those of @rows from the same place on. */
static void
replace_rows (ObAnnotationModel *self, GArray *rows, guint first, guint n_old, guint n_new)
{
  for (guint i = n_old; i > 0; i--)
    {
      g_array_remove_index (self->rows, first + i - 1);
      ob_flat_model_row_deleted (OB_FLAT_MODEL (self), first + i - 1);
    }

  for (guint i = first; i < first + n_new; i++)
    {
      g_array_insert_val (self->rows, i, g_array_index (rows, ObSpan, i));
      ob_flat_model_row_inserted (OB_FLAT_MODEL (self), i);
    }
}

ObAnnotationModel *
ob_annotation_model_new (void)
{
  return g_object_new (OB_TYPE_ANNOTATION_MODEL, NULL);
}

gboolean
ob_annotation_model_load (ObAnnotationModel *self,
                          ObProject *project,
                          ObEntity article,
                          gboolean force)
{
  g_autoptr (GArray) rows = read_rows (project, article);
  guint shorter = MIN (rows->len, self->rows->len);
  guint head = count_same (self->rows, rows, FALSE, shorter);
  guint tail = count_same (self->rows, rows, TRUE, shorter - head);
  guint n_old = self->rows->len - head - tail;
  guint n_new = rows->len - head - tail;
  gboolean other = self->project != project || self->article != article;

  /* Views read rows while others go: those must not be looked up in another article. */
  if (!force && (other || n_old + n_new > MAX_SINGLE_ROWS))
    return TRUE;

  if (other)
    {
      g_set_object (&self->project, project);
      self->article = article;
      g_clear_pointer (&self->text, ob_text_unref);
      if (project != NULL && article != 0)
        self->text = ob_project_get_text (project, article, NULL);
    }

  g_clear_pointer (&self->codebook, ob_codebook_unref);
  if (project != NULL)
    self->codebook = ob_project_ref_codebook (project);

  if (force)
    {
      g_array_unref (self->rows);
      self->rows = g_steal_pointer (&rows);
    }
  else
    {
      replace_rows (self, rows, head, n_old, n_new);
    }

  return FALSE;
}

void
ob_annotation_model_refresh (ObAnnotationModel *self, guint32 start, guint32 end)
{
  guint n_told = 0;

  for (guint i = 0; i < self->rows->len && n_told < MAX_REFRESHED; i++)
    {
      const ObSpan *span = get_span (self, i);

      if (span->start >= end)
        break;
      if (span->end > start || span->n_segments > 1)
        {
          ob_flat_model_row_changed (OB_FLAT_MODEL (self), i);
          n_told++;
        }
    }
}

guint
ob_annotation_model_get_n_rows (ObAnnotationModel *self)
{
  return self->rows->len;
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
