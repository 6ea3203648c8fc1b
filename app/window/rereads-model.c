#include "window/rereads-model.h"

#include <glib/gi18n.h>

struct _ObRereadsModel
{
  ObFlatModel parent_instance;

  ObProject *project; /* (owned) */
  GArray *items;      /* (owned) ObRereview */
  GPtrArray *changes; /* (owned) what the items share */
};

G_DEFINE_FINAL_TYPE (ObRereadsModel, ob_rereads_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_REREADS_COLUMNS] = { G_TYPE_STRING, G_TYPE_STRING };

static guint
get_n_rows (ObFlatModel *model)
{
  return OB_REREADS_MODEL (model)->items->len;
}

/* Of what is gone by now there is nothing to say. */
static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  ObRereadsModel *self = OB_REREADS_MODEL (model);
  const ObRereview *item = &g_array_index (self->items, ObRereview, row);
  char *words = ob_project_dup_label_of (
    self->project, column == OB_REREADS_COLUMN_PASSAGE ? item->annotation : item->label);

  g_value_take_string (value, g_strdelimit (words != NULL ? words : g_strdup (""), "\n\t", ' '));
}

static void
ob_rereads_model_finalize (GObject *object)
{
  ObRereadsModel *self = OB_REREADS_MODEL (object);

  g_array_unref (self->items);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_object_unref (self->project);

  G_OBJECT_CLASS (ob_rereads_model_parent_class)->finalize (object);
}

static void
ob_rereads_model_class_init (ObRereadsModelClass *class)
{
  ObFlatModelClass *model_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_rereads_model_finalize;
  model_class->types = column_types;
  model_class->n_columns = OB_N_REREADS_COLUMNS;
  model_class->get_n_rows = get_n_rows;
  model_class->get_value = get_value;
}

static void
ob_rereads_model_init (ObRereadsModel *self)
{
}

/* Public functions ----------------------------------------------------------------------------- */

ObRereadsModel *
ob_rereads_model_new (ObProject *project, const ObRereviews *list)
{
  ObRereadsModel *self = g_object_new (OB_TYPE_REREADS_MODEL, NULL);

  self->project = g_object_ref (project);
  self->items = list != NULL ? g_array_copy (list->items) : g_array_new (FALSE, FALSE, sizeof (ObRereview));
  self->changes = list != NULL ? g_ptr_array_ref (list->changes) : NULL;
  return self;
}

const ObRereview *
ob_rereads_model_get (ObRereadsModel *self, int row)
{
  return row >= 0 && (guint) row < self->items->len ? &g_array_index (self->items, ObRereview, row) : NULL;
}
