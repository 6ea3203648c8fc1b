#include "window/rereads-dialog.h"

#include <glib/gi18n.h>

#include "window/flat-list.h"
#include "window/choice-box.h"
#include "window/reread-queue.h"
#include "window/reread-reason.h"
#include "window/rereads-model.h"
#include "window/rereads.h"
#include "window/report.h"

#define OB_TYPE_REREADS_DIALOG (ob_rereads_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObRereadsDialog, ob_rereads_dialog, OB, REREADS_DIALOG, GtkDialog)

struct _ObRereadsDialog
{
  GtkDialog parent_instance;

  GtkWidget *stack; /* "rereads", "none" or "reading" */
  GtkWidget *count;
  GtkWidget *scroller;
  GtkWidget *passage;
  GtkWidget *label;
  GtkWidget *reason;
  GtkWidget *keep_button;
  GtkWidget *keep_all_button;
  GtkWidget *remove_button;
  GtkWidget *relabel_box;
  GtkWidget *answers;
  GtkWidget *list;

  ObWindow *window;          /* (unowned): the dialog is destroyed with it */
  ObProject *project;        /* (owned) */
  ObCodebook *codebook;      /* (owned) as in the box */
  ObRereadsModel *model;     /* (owned) */
  GCancellable *cancellable; /* (owned) of the reason that is being read */
  ObEntity shown;            /* the annotation that the window shows for the list */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ObRereadsDialog, ob_rereads_dialog, GTK_TYPE_DIALOG)

static const ObRereview *
get_selected (ObRereadsDialog *self)
{
  return ob_rereads_model_get (self->model, ob_flat_list_get_selected (self->list));
}

static void
reason_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObRereadsDialog) self = user_data;
  g_autofree char *reason = ob_reread_reason_finish (result);

  /* NULL when another passage was chosen meanwhile. */
  if (reason != NULL)
    gtk_label_set_text (GTK_LABEL (self->reason), reason);
}

static void
show_in_window (ObRereadsDialog *self, const ObRereview *item)
{
  ObWorkspace *workspace = ob_window_get_workspace (self->window);

  if (item->annotation == self->shown || ob_window_is_closed (self->window)
      || ob_window_get_project (self->window) != self->project)
    return;
  self->shown = item->annotation;
  ob_workspace_show_article (workspace, item->article);
  ob_article_view_set_current (ob_workspace_get_view (workspace), item->annotation, TRUE);
}

static void
show_selected (ObRereadsDialog *self)
{
  const ObRereview *item = get_selected (self);
  g_autofree char *passage = NULL;
  g_autofree char *label = NULL;
  g_autofree char *few = NULL;

  if (item == NULL || self->updating)
    return;
  passage = ob_project_dup_label_of (self->project, item->annotation);
  label = ob_project_dup_label_of (self->project, item->label);
  few = ob_reread_queue_describe (item);
  gtk_label_set_text (GTK_LABEL (self->passage), passage != NULL ? passage : "");
  gtk_label_set_text (GTK_LABEL (self->label), label != NULL ? label : "");
  gtk_label_set_text (GTK_LABEL (self->reason), few);
  show_in_window (self, item);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  ob_reread_reason_read (self->project, item->label, item->changes, self->cancellable, reason_read_cb,
                         g_object_ref (self));
}

static void
fill_labels (ObRereadsDialog *self)
{
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  self->codebook = ob_project_ref_codebook (self->project);
  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->relabel_box));
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->relabel_box), _("Another label…"));
  for (guint i = 0; i < self->codebook->labels->len; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->relabel_box),
                                    ((ObLabel *) self->codebook->labels->pdata[i])->name);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->relabel_box), 0);
}

/* After an answer the next passage is where the answered one was. */
static void
fill (ObRereadsDialog *self)
{
  const ObRereviews *list = ob_rereads_get_list (ob_rereads_get (self->project));
  int row = MAX (ob_flat_list_get_selected (self->list), 0);
  guint n = list != NULL ? list->items->len : 0;
  g_autofree char *count = NULL;
  g_autoptr (ObRereadsModel) model = ob_rereads_model_new (self->project, list);

  self->updating = TRUE;
  fill_labels (self);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (model));
  g_set_object (&self->model, model);
  count = g_strdup_printf (ngettext ("%u passage to read again", "%u passages to read again", n), n);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    list == NULL ? "reading" : n > 0 ? "rereads" : "none");
  if (n > 0)
    ob_flat_list_select (self->list, MIN (row, (int) n - 1));
  self->updating = FALSE;
  show_selected (self);
}

/* Commits what a verb returned, or says what went wrong. */
static void
finish (ObRereadsDialog *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (!valid || !ob_edit_commit (edit, error))
    ob_report_error (GTK_WIDGET (self->window), *error);
  ob_rereads_refresh (ob_rereads_get (self->project));
}

static void
keep_clicked_cb (ObRereadsDialog *self)
{
  const ObRereview *item = get_selected (self);

  if (item != NULL && ob_reread_queue_keep (self->window, item->annotation))
    ob_rereads_refresh (ob_rereads_get (self->project));
}

static void
keep_all_clicked_cb (ObRereadsDialog *self)
{
  const ObRereview *chosen = get_selected (self);
  const ObRereviews *list = ob_rereads_get_list (ob_rereads_get (self->project));
  g_autofree char *label = NULL;
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  gboolean valid = TRUE;

  if (chosen == NULL || list == NULL)
    return;
  label = ob_project_dup_label_of (self->project, chosen->label);
  step = g_strdup_printf (_("“%s” still fits everywhere"), label != NULL ? label : "");
  edit = ob_edit_new (self->project, step);
  for (guint i = 0; valid && i < list->items->len; i++)
    {
      const ObRereview *item = &g_array_index (list->items, ObRereview, i);

      if (item->label == chosen->label)
        valid = ob_edit_dismiss (edit, item->annotation, &error);
    }
  finish (self, edit, valid, &error);
}

static void
remove_clicked_cb (ObRereadsDialog *self)
{
  const ObRereview *item = get_selected (self);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Delete annotation"));
  g_autoptr (GError) error = NULL;

  if (item != NULL)
    finish (self, edit, ob_edit_delete (edit, item->annotation, &error), &error);
}

static void
relabel_changed_cb (ObRereadsDialog *self)
{
  const ObRereview *item = get_selected (self);
  int choice = gtk_combo_box_get_active (GTK_COMBO_BOX (self->relabel_box));
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *step = NULL;
  g_autoptr (GError) error = NULL;
  const ObLabel *label;

  if (self->updating || item == NULL || choice < 1 || (guint) choice > self->codebook->labels->len)
    return;
  label = self->codebook->labels->pdata[choice - 1];
  step = g_strdup_printf (_("Change label to %s"), label->name);
  edit = ob_edit_new (self->project, step);
  finish (self, edit, ob_edit_set_label (edit, item->annotation, label->entity, &error), &error);
}

static gboolean
key_pressed_cb (ObRereadsDialog *self, GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (GTK_IS_ENTRY (gtk_window_get_focus (GTK_WINDOW (self))) || modifiers != 0
      || get_selected (self) == NULL || ob_project_is_read_only (self->project))
    return GDK_EVENT_PROPAGATE;
  if (event->keyval == GDK_KEY_Delete)
    remove_clicked_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Enter on a passage says that its label fits, so that a list is worked through by one key. */
static void
row_activated_cb (ObRereadsDialog *self)
{
  if (!ob_project_is_read_only (self->project))
    keep_clicked_cb (self);
}

static void
create_list (ObRereadsDialog *self)
{
  GtkTreeViewColumn *column;

  self->list = ob_flat_list_new (_("To read again"));
  column = ob_flat_list_add_column (self->list);
  for (int i = 0; i < OB_N_REREADS_COLUMNS; i++)
    {
      GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

      g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 6, "ypad", 6, NULL);
      if (i > 0)
        g_object_set (cell, "width-chars", 9, "xalign", 1.0, "scale", 0.85, NULL);
      gtk_tree_view_column_pack_start (column, cell, i == 0);
      gtk_tree_view_column_add_attribute (column, cell, "text", i);
    }
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
  g_signal_connect_object (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)), "changed",
                           G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "key-press-event", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
}

static void
ob_rereads_dialog_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_rereads_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (OB_REREADS_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (ob_rereads_dialog_parent_class)->dispose (object);
}

static void
ob_rereads_dialog_finalize (GObject *object)
{
  ObRereadsDialog *self = OB_REREADS_DIALOG (object);

  g_clear_object (&self->model);
  g_clear_object (&self->project);
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (ob_rereads_dialog_parent_class)->finalize (object);
}

static void
ob_rereads_dialog_class_init (ObRereadsDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_rereads_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_rereads_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_rereads_dialog_response;
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/rereads-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, count);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, passage);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, label);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, keep_button);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, keep_all_button);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, relabel_box);
  gtk_widget_class_bind_template_child (widget_class, ObRereadsDialog, answers);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, relabel_changed_cb);
}

static void
ob_rereads_dialog_init (ObRereadsDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  create_list (self);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_rereads_dialog_open (ObWindow *window)
{
  ObRereadsDialog *self = g_object_new (OB_TYPE_REREADS_DIALOG,
                                        "use-header-bar", TRUE,
                                        "transient-for", window,
                                        "destroy-with-parent", TRUE,
                                        NULL);

  ob_workspace_flush (ob_window_get_workspace (window));
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  self->model = ob_rereads_model_new (self->project, NULL);
  gtk_widget_set_sensitive (self->answers, !ob_project_is_read_only (self->project));
  g_signal_connect_object (ob_rereads_get (self->project), "changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  ob_rereads_refresh (ob_rereads_get (self->project));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->list);
}
