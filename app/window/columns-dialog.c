#include "window/columns-dialog.h"

#include <glib/gi18n.h>

#include "articles/data-columns.h"
#include "window/choice-box.h"
#include "window/metadata-text.h"

/* Parts that stand beside each other. */
#define N_BESIDE 2
#define COLUMN_WIDTH 170

struct _ObColumnsDialog
{
  GtkDialog parent_instance;

  GtkWidget *apply_button;
  GtkWidget *stack; /* "working", "columns" or "error" */
  GtkWidget *spinner;
  GtkWidget *error;
  GtkWidget *grid;
  GtkWidget *table;
  GtkWidget *boxes[OB_DATA_N_PARTS];

  GCancellable *cancellable; /* (owned) */
  gboolean updating;
};

enum
{
  COLUMNS_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObColumnsDialog, ob_columns_dialog, GTK_TYPE_DIALOG)

static const char *
get_part_title (guint part)
{
  return part == OB_DATA_TEXT ? _("Text") : ob_metadata_text_name ((ObMetadata) part);
}

/* The choice of a part: its column, or -1. */
static int
get_column (ObColumnsDialog *self, guint part)
{
  return gtk_combo_box_get_active (GTK_COMBO_BOX (self->boxes[part])) - 1;
}

/* Says above each column what it is. */
static void
show_parts (ObColumnsDialog *self)
{
  g_autoptr (GList) columns = gtk_tree_view_get_columns (GTK_TREE_VIEW (self->table));
  int index = 0;

  for (GList *l = columns; l != NULL; l = l->next, index++)
    {
      GtkWidget *label = gtk_tree_view_column_get_widget (l->data);
      const char *name = g_object_get_data (G_OBJECT (l->data), "obelus-name");
      g_autofree char *markup = NULL;
      const char *part = NULL;

      for (guint p = 0; p < OB_DATA_N_PARTS; p++)
        if (get_column (self, p) == index)
          part = get_part_title (p);
      markup = part != NULL
                 ? g_markup_printf_escaped ("<b>%s</b>\n<small>%s</small>", part, name)
                 : g_markup_printf_escaped ("%s\n<small> </small>", name);
      gtk_label_set_markup (GTK_LABEL (label), markup);
    }
  gtk_widget_set_sensitive (self->apply_button, get_column (self, OB_DATA_TEXT) >= 0);
}

static void
box_changed_cb (ObColumnsDialog *self)
{
  if (!self->updating)
    show_parts (self);
}

/* The table ------------------------------------------------------------------------------------- */

static void
add_part (ObColumnsDialog *self, guint part, guint place, char *const *names)
{
  GtkWidget *label = gtk_label_new (get_part_title (part));
  GtkWidget *box = ob_choice_box_new ();
  int column = (int) (place % N_BESIDE) * 2;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (box), _("No column"));
  for (guint i = 0; names[i] != NULL; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (box), names[i]);
  gtk_widget_set_hexpand (box, TRUE);
  atk_object_set_name (gtk_widget_get_accessible (box), get_part_title (part));
  gtk_grid_attach (GTK_GRID (self->grid), label, column, (int) (place / N_BESIDE), 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), box, column + 1, (int) (place / N_BESIDE), 1, 1);
  gtk_widget_show (label);
  gtk_widget_show (box);
  self->boxes[part] = box;
  g_signal_connect_object (box, "changed", G_CALLBACK (box_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_column (ObColumnsDialog *self, int index, const char *name)
{
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();
  GtkTreeViewColumn *column
    = gtk_tree_view_column_new_with_attributes (name, cell, "text", index, NULL);
  GtkWidget *label = gtk_label_new (name);

  g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 6, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_show (label);
  g_object_set_data_full (G_OBJECT (column), "obelus-name", g_strdup (name), g_free);
  gtk_tree_view_column_set_widget (column, label);
  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_fixed_width (column, COLUMN_WIDTH);
  gtk_tree_view_column_set_resizable (column, TRUE);
  gtk_tree_view_append_column (GTK_TREE_VIEW (self->table), column);
}

/* Fills the table from @lines, of which the first names the columns; cells are apart by TAB. */
static void
fill_table (ObColumnsDialog *self, char *const *lines, guint n_columns)
{
  g_autofree GType *types = g_new (GType, n_columns);
  g_autoptr (GtkListStore) store = NULL;

  for (guint i = 0; i < n_columns; i++)
    types[i] = G_TYPE_STRING;
  store = gtk_list_store_newv ((int) n_columns, types);
  for (guint r = 1; lines[r] != NULL; r++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[r], "\t", (int) n_columns);
      GtkTreeIter iter;

      if (*lines[r] == '\0')
        continue;
      gtk_list_store_append (store, &iter);
      for (guint c = 0; cells[c] != NULL; c++)
        gtk_list_store_set (store, &iter, (int) c, cells[c], -1);
    }
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->table), GTK_TREE_MODEL (store));
}

static void
show_sample (ObColumnsDialog *self, const ObReading *sample)
{
  g_auto (GStrv) lines = g_strsplit (ob_text_get_utf8 (sample->text, NULL), "\n", -1);
  g_auto (GStrv) names = g_strsplit (lines[0], "\t", -1);
  ObDataColumns columns = ob_data_columns_none ();
  guint n_columns = g_strv_length (names), place = 0;

  self->updating = TRUE;
  add_part (self, OB_DATA_TEXT, place++, names);
  for (guint p = 0; p < OB_N_METADATA; p++)
    add_part (self, p, place++, names);
  for (guint c = 0; c < n_columns; c++)
    add_column (self, (int) c, names[c]);
  fill_table (self, lines, n_columns);

  if (sample->notes[0] != NULL)
    ob_data_columns_apply (&columns, sample->notes[0], (const char *const *) names, NULL);
  for (guint p = 0; p < OB_DATA_N_PARTS; p++)
    gtk_combo_box_set_active (GTK_COMBO_BOX (self->boxes[p]), columns.columns[p] + 1);
  self->updating = FALSE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "columns");
  show_parts (self);
  gtk_widget_grab_focus (self->boxes[OB_DATA_TEXT]);
}

/* Reading --------------------------------------------------------------------------------------- */

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  ObReadOptions options = *ob_article_source_get_options (task_data);
  GError *error = NULL;
  GPtrArray *readings;

  options.sample = TRUE;
  readings = ob_article_source_read (task_data, process, &options, cancellable, &error);
  if (readings != NULL && error == NULL)
    {
      g_task_return_pointer (task, readings, (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&readings, g_ptr_array_unref);
  g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObColumnsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (readings != NULL)
    {
      show_sample (self, readings->pdata[0]);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->error), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
}

static void
ob_columns_dialog_response (GtkDialog *dialog, int response)
{
  ObColumnsDialog *self = OB_COLUMNS_DIALOG (dialog);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GString) map = g_string_new (NULL);

      for (guint p = 0; p < OB_DATA_N_PARTS; p++)
        {
          g_string_append_printf (map, "%s%s=", map->len > 0 ? "," : "", ob_data_part_get_name (p));
          if (get_column (self, p) >= 0)
            g_string_append_printf (map, "#%d", get_column (self, p) + 1);
        }
      g_signal_emit (self, signals[COLUMNS_CHOSEN], 0, map->str);
    }
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
ob_columns_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (OB_COLUMNS_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (ob_columns_dialog_parent_class)->dispose (object);
}

static void
ob_columns_dialog_finalize (GObject *object)
{
  g_object_unref (OB_COLUMNS_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (ob_columns_dialog_parent_class)->finalize (object);
}

static void
ob_columns_dialog_class_init (ObColumnsDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_columns_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_columns_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_columns_dialog_response;
  signals[COLUMNS_CHOSEN] = g_signal_new ("columns-chosen", OB_TYPE_COLUMNS_DIALOG,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/columns-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObColumnsDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, ObColumnsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObColumnsDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, ObColumnsDialog, error);
  gtk_widget_class_bind_template_child (widget_class, ObColumnsDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, ObColumnsDialog, table);
}

static void
ob_columns_dialog_init (ObColumnsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

ObColumnsDialog *
ob_columns_dialog_open (GtkWindow *parent, ObArticleSource *source)
{
  ObColumnsDialog *self = g_object_new (OB_TYPE_COLUMNS_DIALOG,
                                        "use-header-bar", TRUE,
                                        "transient-for", parent,
                                        "destroy-with-parent", TRUE,
                                        NULL);
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, read_cb, g_object_ref (self));

  g_task_set_source_tag (task, ob_columns_dialog_open);
  g_task_set_task_data (task, ob_article_source_ref (source),
                        (GDestroyNotify) ob_article_source_unref);
  g_task_run_in_thread (task, read_thread);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
