#include "window/restore-dialog.h"

#include <glib/gi18n.h>

#include "window/earlier-job.h"
#include "window/merge-list.h"
#include "window/report.h"

#define PULSE_MS 100

#define OB_TYPE_RESTORE_DIALOG (ob_restore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObRestoreDialog, ob_restore_dialog, OB, RESTORE_DIALOG, GtkDialog)

struct _ObRestoreDialog
{
  GtkDialog parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *restore_button;
  GtkWidget *stack; /* "working", "preview" or "empty" */
  GtkWidget *working_label;
  GtkWidget *progress;
  GtkWidget *scope;
  GtkWidget *summary;
  GtkWidget *scroller;
  GtkWidget *list;

  ObWindow *window;          /* (unowned): the dialog is destroyed with it */
  ObProject *project;        /* (owned) */
  ObProject *earlier;        /* (owned) */
  ObEntity of;
  char *step;                /* (owned): what the step is called */
  GCancellable *cancellable; /* (owned) cancelled when the dialog goes */
  gboolean restoring;
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (ObRestoreDialog, ob_restore_dialog, GTK_TYPE_DIALOG)

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (OB_RESTORE_DIALOG (user_data)->progress));

  return G_SOURCE_CONTINUE;
}

static void
show_page (ObRestoreDialog *self, const char *page)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (g_str_equal (page, "working"))
    self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObRestoreDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeModel) model = ob_earlier_job_finish_compare (result, &error);
  g_autofree char *counts = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (model == NULL)
    {
      ob_report_error (GTK_WIDGET (self->window), error);
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  counts = ob_merge_list_summarise (model);
  if (*counts == '\0')
    {
      show_page (self, "empty");
      gtk_button_set_label (GTK_BUTTON (self->cancel_button), _("_Close"));
      gtk_widget_hide (self->restore_button);
      gtk_widget_grab_focus (self->cancel_button);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->summary), counts);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (model));
  show_page (self, "preview");
  gtk_widget_set_sensitive (self->restore_button, TRUE);
  gtk_widget_grab_focus (self->restore_button);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObRestoreDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean changed = ob_earlier_job_finish_restore (result, &error);

  self->restoring = FALSE;
  /* The window, and with it the dialog, may have been closed meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    ob_report_error (GTK_WIDGET (self->window), error);
  else if (changed)
    ob_report_notice (GTK_WIDGET (self->window),
                      _("The earlier state was restored. Nothing is lost: it can be undone."), _("Undo"),
                      "win.undo");
  else
    ob_report_notice (GTK_WIDGET (self->window), _("Nothing has changed since then."), NULL, NULL);
  gtk_widget_destroy (GTK_WIDGET (self));
}

/* What is being written is not interrupted. */
static void
ob_restore_dialog_response (GtkDialog *dialog, int response)
{
  ObRestoreDialog *self = OB_RESTORE_DIALOG (dialog);

  if (self->restoring)
    return;
  if (response != GTK_RESPONSE_ACCEPT)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  self->restoring = TRUE;
  gtk_widget_set_sensitive (self->restore_button, FALSE);
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  gtk_label_set_text (GTK_LABEL (self->working_label), _("Restoring…"));
  show_page (self, "working");
  ob_workspace_flush (ob_window_get_workspace (self->window));
  ob_earlier_job_restore (self->project, self->earlier, self->of, self->step, restored_cb,
                          g_object_ref (self));
}

static gboolean
ob_restore_dialog_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  return OB_RESTORE_DIALOG (widget)->restoring ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
ob_restore_dialog_dispose (GObject *object)
{
  ObRestoreDialog *self = OB_RESTORE_DIALOG (object);

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (ob_restore_dialog_parent_class)->dispose (object);
}

static void
ob_restore_dialog_finalize (GObject *object)
{
  ObRestoreDialog *self = OB_RESTORE_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->earlier);
  g_object_unref (self->cancellable);
  g_free (self->step);

  G_OBJECT_CLASS (ob_restore_dialog_parent_class)->finalize (object);
}

static void
ob_restore_dialog_class_init (ObRestoreDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_restore_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_restore_dialog_finalize;
  widget_class->delete_event = ob_restore_dialog_delete_event;
  GTK_DIALOG_CLASS (class)->response = ob_restore_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/restore-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, restore_button);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, ObRestoreDialog, scroller);
}

static void
ob_restore_dialog_init (ObRestoreDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->list = ob_merge_list_new (_("What is restored"));
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
}

static char *
dup_step_name (ObProject *project, ObProject *earlier, const ObMoment *moment, ObEntity of)
{
  g_autofree char *when = ob_moment_describe (project, moment);
  ObEntity then = of != 0 ? ob_project_translate (project, of, earlier) : 0;
  g_autofree char *subject = then != 0 ? ob_project_dup_label_of (earlier, then) : NULL;

  if (of != 0)
    return g_strdup_printf (_("Restore “%s” as it was %s"), subject != NULL ? subject : "", when);
  return g_strdup_printf (_("Restore the project as it was %s"), when);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_restore_dialog_open (ObWindow *window, ObProject *earlier, const ObMoment *moment, ObEntity of)
{
  ObRestoreDialog *self = g_object_new (OB_TYPE_RESTORE_DIALOG,
                                        "use-header-bar", TRUE,
                                        "transient-for", window,
                                        "destroy-with-parent", TRUE,
                                        NULL);

  ob_workspace_flush (ob_window_get_workspace (window));
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  self->earlier = g_object_ref (earlier);
  self->of = of;
  self->step = dup_step_name (self->project, earlier, moment, of);
  gtk_label_set_text (GTK_LABEL (self->scope), self->step);
  show_page (self, "working");
  ob_earlier_job_compare (self->project, earlier, of, self->cancellable, compared_cb,
                          g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
