#include "window/checkpoints-page.h"

#include <glib/gi18n.h>

#include "store/edit.h"
#include "window/describe.h"
#include "window/flat-list.h"
#include "window/report.h"

struct _ObCheckpointsPage
{
  GtkBox parent_instance;

  GtkWidget *naming;
  GtkWidget *name_entry;
  GtkWidget *add_button;
  GtkWidget *rename_button;
  GtkWidget *delete_button;
  GtkWidget *scroller;
  GtkWidget *nothing;
  GtkWidget *list;
  GtkListStore *rows;

  ObWindow *window;       /* (unowned): the page is destroyed with it */
  ObProject *project;     /* (owned) */
  GPtrArray *checkpoints; /* (owned) ObCheckpoint, as in the list */
};

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObCheckpointsPage, ob_checkpoints_page, GTK_TYPE_BOX)

static void
update (ObCheckpointsPage *self)
{
  gboolean named = *gtk_entry_get_text (GTK_ENTRY (self->name_entry)) != '\0';
  gboolean chosen = ob_checkpoints_page_get_chosen (self) != 0;

  gtk_widget_set_visible (self->naming, !ob_project_is_read_only (self->project));
  gtk_widget_set_sensitive (self->add_button, named);
  gtk_widget_set_sensitive (self->rename_button, named && chosen);
  gtk_widget_set_sensitive (self->delete_button, chosen);
}

static void
fill (ObCheckpointsPage *self)
{
  ObEntity chosen = ob_checkpoints_page_get_chosen (self);

  gtk_list_store_clear (self->rows);
  g_clear_pointer (&self->checkpoints, g_ptr_array_unref);
  self->checkpoints = ob_project_list_checkpoints (self->project);
  for (guint i = 0; i < self->checkpoints->len; i++)
    {
      const ObCheckpoint *checkpoint = self->checkpoints->pdata[i];
      g_autofree char *who = ob_project_dup_label_of (self->project, checkpoint->annotator);
      g_autofree char *when = ob_describe_time (checkpoint->created);
      /* Translators: who named a state, and when: "Anna, 10:42". */
      g_autofree char *by = g_strdup_printf (_("%s, %s"), who != NULL ? who : _("Somebody"), when);

      gtk_list_store_insert_with_values (self->rows, NULL, -1, 0, checkpoint->name, 1, by, -1);
      if (checkpoint->entity == chosen)
        ob_flat_list_select (self->list, (int) i);
    }
  gtk_widget_set_visible (self->scroller, self->checkpoints->len > 0);
  gtk_widget_set_visible (self->nothing, self->checkpoints->len == 0);
  update (self);
}

/* Commits what a verb returned, or says what went wrong. */
static void
finish (ObCheckpointsPage *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (!valid || !ob_edit_commit (edit, error))
    ob_report_error (GTK_WIDGET (self->window), *error);
  else
    gtk_entry_set_text (GTK_ENTRY (self->name_entry), "");
}

static void
add_clicked_cb (ObCheckpointsPage *self)
{
  const char *name = gtk_entry_get_text (GTK_ENTRY (self->name_entry));
  g_autofree char *step = g_strdup_printf (_("Checkpoint “%s”"), name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  if (*name != '\0')
    finish (self, edit, ob_edit_add_checkpoint (edit, name, &error) != 0, &error);
}

static void
rename_clicked_cb (ObCheckpointsPage *self)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Rename checkpoint"));
  g_autoptr (GError) error = NULL;
  ObEntity chosen = ob_checkpoints_page_get_chosen (self);

  if (chosen != 0)
    finish (self, edit,
            ob_edit_set_text (edit, chosen, "name", gtk_entry_get_text (GTK_ENTRY (self->name_entry)),
                              &error),
            &error);
}

static void
delete_clicked_cb (ObCheckpointsPage *self)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Delete checkpoint"));
  g_autoptr (GError) error = NULL;
  ObEntity chosen = ob_checkpoints_page_get_chosen (self);

  if (chosen != 0)
    finish (self, edit, ob_edit_delete (edit, chosen, &error), &error);
}

static void
name_changed_cb (ObCheckpointsPage *self)
{
  update (self);
}

static void
selection_changed_cb (ObCheckpointsPage *self)
{
  update (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
row_activated_cb (ObCheckpointsPage *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

/* A list whose first cell takes what room there is. */
static void
create_list (ObCheckpointsPage *self)
{
  GtkTreeViewColumn *column;

  self->list = ob_flat_list_new (_("Checkpoints"));
  column = ob_flat_list_add_column (self->list);
  for (int i = 0; i < 2; i++)
    {
      GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

      g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 12, "ypad", 6, NULL);
      if (i > 0)
        g_object_set (cell, "width-chars", 24, "scale", 0.88, "xalign", 1.0, NULL);
      gtk_tree_view_column_pack_start (column, cell, i == 0);
      gtk_tree_view_column_add_attribute (column, cell, "text", i);
    }
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
  g_signal_connect_object (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
ob_checkpoints_page_finalize (GObject *object)
{
  ObCheckpointsPage *self = OB_CHECKPOINTS_PAGE (object);

  g_clear_object (&self->project);
  g_ptr_array_unref (self->checkpoints);

  G_OBJECT_CLASS (ob_checkpoints_page_parent_class)->finalize (object);
}

static void
ob_checkpoints_page_class_init (ObCheckpointsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_checkpoints_page_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/checkpoints-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, naming);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, name_entry);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, rename_button);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, delete_button);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, ObCheckpointsPage, rows);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
ob_checkpoints_page_init (ObCheckpointsPage *self)
{
  self->checkpoints = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  create_list (self);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_checkpoints_page_set_window (ObCheckpointsPage *self, ObWindow *window)
{
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  g_signal_connect_object (self->project, "history-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

ObEntity
ob_checkpoints_page_get_chosen (ObCheckpointsPage *self)
{
  int row = ob_flat_list_get_selected (self->list);

  return row >= 0 && (guint) row < self->checkpoints->len
           ? ((ObCheckpoint *) self->checkpoints->pdata[row])->entity
           : 0;
}

void
ob_checkpoints_page_focus (ObCheckpointsPage *self)
{
  gtk_widget_grab_focus (ob_project_is_read_only (self->project) ? self->list : self->name_entry);
}
