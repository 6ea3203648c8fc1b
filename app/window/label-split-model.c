#include "window/label-split-model.h"

#include "window/describe.h"

#define MAX_QUOTE 160

struct _ObLabelSplitModel
{
  ObFlatModel parent_instance;

  ObProject *project;  /* (owned) (nullable) */
  ObLabelParts *parts; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ObLabelSplitModel, ob_label_split_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_LABEL_SPLIT_COLUMNS] = {
  G_TYPE_STRING,
  G_TYPE_STRING,
  G_TYPE_STRING,
};

static guint
get_n_rows (ObFlatModel *model)
{
  ObLabelSplitModel *self = OB_LABEL_SPLIT_MODEL (model);

  return self->parts != NULL ? self->parts->annotations->len : 0;
}

static char *
dup_quote (ObProject *project, const ObAnnotation *annotation)
{
  g_autoptr (ObText) text = ob_project_get_text (project, annotation->article, NULL);
  ObSegment hull = ob_segments_get_hull (annotation->segments);
  char *quote;

  if (text == NULL)
    return NULL;
  quote = ob_text_slice (text, hull.start, MIN (hull.end, hull.start + MAX_QUOTE));

  return g_strdelimit (quote, "\n\t", ' ');
}

/* "Claim, by Lavrov · Reuters, 13 April 2017" */
static char *
dup_details (ObProject *project, const ObAnnotation *annotation)
{
  g_autoptr (ObArticle) article = ob_project_get_article (project, annotation->article);
  g_autofree char *what = ob_describe_annotation (project, annotation);
  g_autofree char *source = article != NULL ? ob_describe_source (article) : NULL;
  const char *where = source != NULL && *source != '\0' ? source : article != NULL ? article->title : "";

  return g_strconcat (what, " · ", where, NULL);
}

static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  ObLabelSplitModel *self = OB_LABEL_SPLIT_MODEL (model);
  guint part = self->parts->places[row];
  g_autoptr (ObAnnotation) annotation = NULL;

  if (column == OB_LABEL_SPLIT_COLUMN_PART)
    {
      g_value_take_string (value, g_strdup_printf ("%u %s", part + 1,
                                                   (char *) self->parts->names->pdata[part]));
      return;
    }

  annotation = ob_project_get_annotation (self->project,
                                          g_array_index (self->parts->annotations, ObEntity, row));
  if (annotation == NULL)
    return;
  g_value_take_string (value, column == OB_LABEL_SPLIT_COLUMN_QUOTE
                                ? dup_quote (self->project, annotation)
                                : dup_details (self->project, annotation));
}

static void
ob_label_split_model_dispose (GObject *object)
{
  ObLabelSplitModel *self = OB_LABEL_SPLIT_MODEL (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->parts, ob_label_parts_free);

  G_OBJECT_CLASS (ob_label_split_model_parent_class)->dispose (object);
}

static void
ob_label_split_model_class_init (ObLabelSplitModelClass *class)
{
  ObFlatModelClass *flat_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_label_split_model_dispose;
  flat_class->types = column_types;
  flat_class->n_columns = OB_N_LABEL_SPLIT_COLUMNS;
  flat_class->get_n_rows = get_n_rows;
  flat_class->get_value = get_value;
}

static void
ob_label_split_model_init (ObLabelSplitModel *self)
{
}

/* Public functions ----------------------------------------------------------------------------- */

ObLabelSplitModel *
ob_label_split_model_new (ObProject *project, ObLabelParts *parts)
{
  ObLabelSplitModel *self = g_object_new (OB_TYPE_LABEL_SPLIT_MODEL, NULL);

  self->project = g_object_ref (project);
  self->parts = parts;

  return self;
}

const ObLabelParts *
ob_label_split_model_get_parts (ObLabelSplitModel *self)
{
  return self->parts;
}

void
ob_label_split_model_set_parts (ObLabelSplitModel *self, ObLabelParts *parts)
{
  ob_label_parts_free (self->parts);
  self->parts = parts;
}

guint
ob_label_split_model_add_part (ObLabelSplitModel *self)
{
  return ob_label_parts_add (self->parts, "");
}

void
ob_label_split_model_name_part (ObLabelSplitModel *self, guint part, const char *name)
{
  g_free (self->parts->names->pdata[part]);
  self->parts->names->pdata[part] = g_strdup (name);
}

void
ob_label_split_model_move (ObLabelSplitModel *self, guint row, guint part)
{
  if (self->parts->places[row] == part)
    return;

  self->parts->places[row] = (guint8) part;
  ob_flat_model_row_changed (OB_FLAT_MODEL (self), row);
}
