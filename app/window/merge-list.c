#include "window/merge-list.h"

#include <glib/gi18n.h>

#include "window/flat-list.h"

/* Of a heading to what is below it. */
#define INDENT 18

static void
render_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter, gpointer data)
{
  int level;

  gtk_tree_model_get (model, iter, OB_MERGE_COLUMN_LEVEL, &level, -1);
  g_object_set (cell,
                "xpad", 6 + level * INDENT,
                "weight", level == 0 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                "style", level == 2 ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL,
                NULL);
}

GtkWidget *
ob_merge_list_new (const char *name)
{
  GtkWidget *list = ob_flat_list_new (name);
  GtkTreeViewColumn *column = ob_flat_list_add_column (list);
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

  g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "ypad", 4, NULL);
  gtk_tree_view_column_pack_start (column, cell, TRUE);
  gtk_tree_view_column_add_attribute (column, cell, "text", OB_MERGE_COLUMN_TEXT);
  gtk_tree_view_column_set_cell_data_func (column, cell, render_cb, NULL, NULL);
  return list;
}

char *
ob_merge_list_summarise (ObMergeModel *model)
{
  const ObMergeReport *report = ob_merge_model_get_report (model);
  guint n[3] = { 0 };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < report->groups->len; i++)
    {
      const ObMergeGroup *group = g_ptr_array_index (report->groups, i);

      n[group->effect] += group->n;
    }
  for (ObMergeEffect effect = OB_MERGE_NEW; effect <= OB_MERGE_REMOVED; effect++)
    if (n[effect] > 0)
      g_ptr_array_add (parts, ob_merge_model_describe_effect (model, effect, n[effect]));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (_(", "), (char **) parts->pdata);
}
