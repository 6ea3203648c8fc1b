#include "window/history-model.h"

#include <glib/gi18n.h>
#include <string.h>

#include "window/describe.h"

/* Of what a step touched; names may be as long as passages. */
#define MOST_CHARACTERS 80

struct _ObHistoryModel
{
  ObFlatModel parent_instance;

  GPtrArray *steps; /* (owned) ObTimelineStep */
};

G_DEFINE_FINAL_TYPE (ObHistoryModel, ob_history_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_HISTORY_COLUMNS] = { G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING };

static char *
describe_author (const ObTimelineStep *step)
{
  /* What every project begins with has no time, and is nobody's. */
  if (*step->author == '\0')
    return g_strdup (step->wall > 0 ? _("Somebody") : "");
  return g_strdup (step->author);
}

static guint
get_n_rows (ObFlatModel *model)
{
  return OB_HISTORY_MODEL (model)->steps->len;
}

static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  const ObTimelineStep *step = OB_HISTORY_MODEL (model)->steps->pdata[row];

  if (column == OB_HISTORY_COLUMN_STEP)
    g_value_take_string (value, ob_history_describe_step (step));
  else if (column == OB_HISTORY_COLUMN_WHO)
    g_value_take_string (value, describe_author (step));
  else
    g_value_take_string (value, step->wall > 0 ? ob_describe_time (step->wall) : g_strdup (""));
}

static void
ob_history_model_finalize (GObject *object)
{
  g_ptr_array_unref (OB_HISTORY_MODEL (object)->steps);

  G_OBJECT_CLASS (ob_history_model_parent_class)->finalize (object);
}

static void
ob_history_model_class_init (ObHistoryModelClass *class)
{
  ObFlatModelClass *model_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_history_model_finalize;
  model_class->types = column_types;
  model_class->n_columns = OB_N_HISTORY_COLUMNS;
  model_class->get_n_rows = get_n_rows;
  model_class->get_value = get_value;
}

static void
ob_history_model_init (ObHistoryModel *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_timeline_step_free);
}

/* Public functions ----------------------------------------------------------------------------- */

ObHistoryModel *
ob_history_model_new (void)
{
  return g_object_new (OB_TYPE_HISTORY_MODEL, NULL);
}

void
ob_history_model_append (ObHistoryModel *self, GPtrArray *steps)
{
  g_ptr_array_set_free_func (steps, NULL);
  for (guint i = 0; i < steps->len; i++)
    {
      g_ptr_array_add (self->steps, steps->pdata[i]);
      ob_flat_model_row_inserted (OB_FLAT_MODEL (self), self->steps->len - 1);
    }
  g_ptr_array_unref (steps);
}

guint
ob_history_model_get_n_steps (ObHistoryModel *self)
{
  return self->steps->len;
}

const ObTimelineStep *
ob_history_model_get_step (ObHistoryModel *self, int row)
{
  return row >= 0 && (guint) row < self->steps->len ? self->steps->pdata[row] : NULL;
}

int
ob_history_model_find (ObHistoryModel *self, gint64 n)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const ObTimelineStep *step = self->steps->pdata[i];

      if (step->n <= n && n <= step->last)
        return (int) i;
    }
  return -1;
}

char *
ob_history_describe_step (const ObTimelineStep *step)
{
  g_autofree char *name = step->undoes   ? g_strdup_printf (_("Undo “%s”"), step->name)
                          : step->redoes ? g_strdup_printf (_("Redo “%s”"), step->name)
                                         : g_strdup (step->name);
  g_autofree char *subject = g_strdelimit (g_strdup (step->subject), "\n\t", ' ');
  g_autofree char *head
    = g_utf8_substring (subject, 0, MIN (g_utf8_strlen (subject, -1), MOST_CHARACTERS));

  if (*head == '\0' || strstr (name, head) != NULL)
    return g_steal_pointer (&name);
  /* Translators: what was done, and to what: "Write note: Almost 90 people died". */
  return g_strdup_printf (_("%s: %s"), name, head);
}
