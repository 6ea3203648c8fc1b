#include "window/merge-model.h"

#include <glib/gi18n.h>

/* A row is an item, a heading over @n things from @item on, or says that there are @n more. */
typedef struct
{
  int level;
  guint item;
  guint n;
} Row;

struct _ObMergeModel
{
  ObFlatModel parent_instance;

  ObMergeReport *report; /* (owned) */
  GArray *rows;          /* (owned) Row */
  gboolean restores;
};

G_DEFINE_FINAL_TYPE (ObMergeModel, ob_merge_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_MERGE_COLUMNS] = { G_TYPE_STRING, G_TYPE_INT };

static const ObMergeItem *
get_item (ObMergeModel *self, guint i)
{
  return g_ptr_array_index (self->report->items, i);
}

/* What belongs to nobody comes last. */
static int
compare_people (const ObMergeItem *a, const ObMergeItem *b)
{
  if (a->group->annotator == NULL || b->group->annotator == NULL)
    return (a->group->annotator == NULL) - (b->group->annotator == NULL);

  return g_strcmp0 (a->group->annotator, b->group->annotator);
}

static int
compare_groups (const ObMergeItem *a, const ObMergeItem *b)
{
  int order = (int) a->group->kind - (int) b->group->kind;

  if (order == 0)
    order = g_strcmp0 (a->group->label, b->group->label);

  return order != 0 ? order : (int) a->group->effect - (int) b->group->effect;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const ObMergeItem *left = *(ObMergeItem *const *) a;
  const ObMergeItem *right = *(ObMergeItem *const *) b;
  int order = compare_people (left, right);

  if (order == 0)
    order = compare_groups (left, right);
  /* Two labels may have one name. */
  if (order == 0)
    order = (left->group > right->group) - (left->group < right->group);

  return order != 0 ? order : (left->entity > right->entity) - (left->entity < right->entity);
}

/* Says that there are more things than are described. */
static void
add_more_row (ObMergeModel *self, guint item)
{
  const ObMergeGroup *group = get_item (self, item)->group;
  Row row = { 2, item, group->n - group->n_items };

  if (row.n > 0)
    g_array_append_val (self->rows, row);
}

static void
add_rows (ObMergeModel *self)
{
  guint person = 0;

  for (guint i = 0; i < self->report->items->len; i++)
    {
      const ObMergeItem *item = get_item (self, i);
      const ObMergeItem *before = i > 0 ? get_item (self, i - 1) : NULL;
      gboolean new_person = before == NULL || compare_people (before, item) != 0;
      gboolean new_group = before == NULL || before->group != item->group;
      Row row = { 2, i, 0 };

      if (before != NULL && new_group)
        add_more_row (self, i - 1);

      if (new_person)
        {
          Row heading = { 0, i, 0 };

          person = self->rows->len;
          g_array_append_val (self->rows, heading);
        }
      if (new_group)
        {
          Row heading = { 1, i, item->group->n };

          g_array_append_val (self->rows, heading);
          g_array_index (self->rows, Row, person).n += item->group->n;
        }
      g_array_append_val (self->rows, row);
    }
  if (self->report->items->len > 0)
    add_more_row (self, self->report->items->len - 1);
}

static const char *
get_kind_title (ObKind kind)
{
  static const char *const titles[OB_N_KINDS] = {
    "",           N_("Project"), N_("Annotators"), N_("Labels"),    N_("Articles"), N_("Annotations"),
    N_("Links"), N_("Speakers"), N_("Disputes"),   N_("Positions"), N_("Comments"),
    N_("Needs attention"), N_("Checkpoints"), N_("Read again"),
  };

  return kind > OB_KIND_NONE && kind < OB_N_KINDS ? _(titles[kind]) : "";
}

/* Returns: (transfer full). */
static char *
describe_group (ObMergeModel *self, const ObMergeItem *item, guint n)
{
  const ObMergeGroup *group = item->group;
  const char *title = group->label != NULL ? group->label : get_kind_title (group->kind);
  g_autofree char *effect = ob_merge_model_describe_effect (self, group->effect, n);

  /* Translators: a label or kind, and what a merge does to how many: "Claim: 4 new". */
  return g_strdup_printf (_("%s: %s"), title, effect);
}

/* Returns: (transfer full). */
static char *
describe_row (ObMergeModel *self, const Row *row)
{
  const ObMergeItem *item = get_item (self, row->item);
  g_autofree char *words = NULL;

  switch (row->level)
    {
    case 0:
      /* Translators: a person, and the number of things that are theirs. */
      return g_strdup_printf (_("%s (%u)"), item->group->annotator != NULL ? item->group->annotator : _("Shared by all"), row->n);
    case 1:
      return describe_group (self, item, row->n);
    default:
      if (row->n > 0)
        return g_strdup_printf (_("… and %u more"), row->n);
      words = g_strdelimit (g_strdup (item->text), "\n\t", ' ');
      if (*words == '\0')
        return g_strdup (_("(without a name)"));
      return item->group->kind == OB_KIND_ANNOTATION ? g_strdup_printf (_("“%s”"), words) : g_steal_pointer (&words);
    }
}

static guint
get_n_rows (ObFlatModel *model)
{
  return OB_MERGE_MODEL (model)->rows->len;
}

static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  ObMergeModel *self = OB_MERGE_MODEL (model);
  const Row *data = &g_array_index (self->rows, Row, row);

  if (column == OB_MERGE_COLUMN_TEXT)
    g_value_take_string (value, describe_row (self, data));
  else
    g_value_set_int (value, data->level);
}

static void
ob_merge_model_finalize (GObject *object)
{
  ObMergeModel *self = OB_MERGE_MODEL (object);

  g_clear_pointer (&self->report, ob_merge_report_free);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (ob_merge_model_parent_class)->finalize (object);
}

static void
ob_merge_model_class_init (ObMergeModelClass *class)
{
  ObFlatModelClass *model_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_merge_model_finalize;
  model_class->types = column_types;
  model_class->n_columns = OB_N_MERGE_COLUMNS;
  model_class->get_n_rows = get_n_rows;
  model_class->get_value = get_value;
}

static void
ob_merge_model_init (ObMergeModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
}

ObMergeModel *
ob_merge_model_new (ObMergeReport *report, gboolean restores)
{
  ObMergeModel *self = g_object_new (OB_TYPE_MERGE_MODEL, NULL);

  self->report = report;
  self->restores = restores;
  g_ptr_array_sort (report->items, compare_items);
  add_rows (self);

  return self;
}

const ObMergeReport *
ob_merge_model_get_report (ObMergeModel *self)
{
  return self->report;
}

char *
ob_merge_model_describe_effect (ObMergeModel *self, ObMergeEffect effect, guint n)
{
  switch (effect)
    {
    case OB_MERGE_NEW:
      return self->restores ? g_strdup_printf (ngettext ("%u comes back", "%u come back", n), n)
                            : g_strdup_printf (ngettext ("%u new", "%u new", n), n);
    case OB_MERGE_CHANGED:
      return self->restores ? g_strdup_printf (ngettext ("%u as it was", "%u as they were", n), n)
                            : g_strdup_printf (ngettext ("%u changed", "%u changed", n), n);
    case OB_MERGE_REMOVED:
    default:
      return g_strdup_printf (ngettext ("%u removed", "%u removed", n), n);
    }
}
