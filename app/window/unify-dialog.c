#include "window/unify-dialog.h"

#include <glib/gi18n.h>

#include "store/speakers.h"
#include "window/duplicate-text.h"
#include "window/report.h"

/* Pairs that are shown; the others come when these have been answered. */
#define MOST_PAIRS 100

#define OB_TYPE_UNIFY_DIALOG (ob_unify_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObUnifyDialog, ob_unify_dialog, OB, UNIFY_DIALOG, GtkDialog)

struct _ObUnifyDialog
{
  GtkDialog parent_instance;

  GtkWidget *stack; /* "reading", "pairs" or "none" */
  GtkWidget *count;
  GtkWidget *pairs;

  ObWindow *window;          /* (unowned): the dialog is destroyed with it */
  ObProject *project;        /* (owned) */
  GPtrArray *duplicates;     /* (owned) (nullable) ObDuplicate, as shown */
  GCancellable *cancellable; /* (owned) of the reading that goes on */
};

G_DEFINE_FINAL_TYPE (ObUnifyDialog, ob_unify_dialog, GTK_TYPE_DIALOG)

/* Commits what a verb returned, or says what went wrong. */
static void
finish (ObUnifyDialog *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (!valid || !ob_edit_commit (edit, error))
    ob_report_error (GTK_WIDGET (self->window), *error);
}

static const ObDuplicate *
get_pair (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "obelus-pair");
}

static void
unify_clicked_cb (ObUnifyDialog *self, GtkWidget *button)
{
  const ObDuplicate *pair = get_pair (button);
  g_autofree char *step = g_strdup_printf (_("Make one of “%s”"), pair->kept_name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish (self, edit, ob_edit_unify (edit, pair->kept, pair->other, &error), &error);
}

static void
distinct_clicked_cb (ObUnifyDialog *self, GtkWidget *button)
{
  const ObDuplicate *pair = get_pair (button);
  g_autofree char *step = g_strdup_printf (_("Tell apart two of “%s”"), pair->kept_name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish (self, edit, ob_edit_set_distinct (edit, pair->kept, pair->other, TRUE, &error), &error);
}

static GtkWidget *
create_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (class != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), class);
  return label;
}

static GtkWidget *
create_button (ObUnifyDialog *self, const char *label, const ObDuplicate *pair, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *names = ob_duplicate_text_names (pair);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", gtk_button_get_label (GTK_BUTTON (button)), names);

  atk_object_set_name (gtk_widget_get_accessible (button), spoken);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !ob_project_is_read_only (self->project));
  g_object_set_data (G_OBJECT (button), "obelus-pair", (gpointer) pair);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
add_pair (ObUnifyDialog *self, const ObDuplicate *pair)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *names = ob_duplicate_text_names (pair);
  g_autofree char *effect = ob_duplicate_text_effect (pair);

  gtk_container_add (GTK_CONTAINER (row), create_label (names, NULL));
  gtk_container_add (GTK_CONTAINER (row), create_label (effect, "obelus-small"));
  gtk_container_add (GTK_CONTAINER (buttons),
                     create_button (self, _("Make One"), pair, G_CALLBACK (unify_clicked_cb)));
  gtk_container_add (GTK_CONTAINER (buttons),
                     create_button (self, _("They Are Two"), pair, G_CALLBACK (distinct_clicked_cb)));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_margin_top (buttons, 4);
  gtk_container_add (GTK_CONTAINER (row), buttons);
  gtk_style_context_add_class (gtk_widget_get_style_context (row), "obelus-choice");
  gtk_widget_show_all (row);
  gtk_container_add (GTK_CONTAINER (self->pairs), row);
}

static void
show_pairs (ObUnifyDialog *self, GPtrArray *duplicates)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean among = focus != NULL && gtk_widget_is_ancestor (focus, self->pairs);
  g_autofree char *count = g_strdup_printf (
    ngettext ("%u may be there twice", "%u may be there twice", duplicates->len), duplicates->len);

  gtk_container_foreach (GTK_CONTAINER (self->pairs), (GtkCallback) gtk_widget_destroy, NULL);
  g_clear_pointer (&self->duplicates, g_ptr_array_unref);
  self->duplicates = duplicates;
  for (guint i = 0; i < MIN (duplicates->len, MOST_PAIRS); i++)
    add_pair (self, duplicates->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), duplicates->len > 0 ? "pairs" : "none");
  /* The answered one was where the next is now. */
  if (among && duplicates->len > 0)
    gtk_widget_child_focus (self->pairs, GTK_DIR_TAB_FORWARD);
}

static void
read_thread (GTask *task, gpointer source, gpointer project, GCancellable *cancellable)
{
  g_task_return_pointer (task, ob_project_list_duplicates (project, 0),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObUnifyDialog *self = OB_UNIFY_DIALOG (source);
  GPtrArray *duplicates = g_task_propagate_pointer (G_TASK (result), NULL);

  /* NULL when there is something newer to read, or the dialog has gone. */
  if (duplicates != NULL)
    show_pairs (self, duplicates);
}

static void
read_anew (ObUnifyDialog *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_anew);
  g_task_set_task_data (task, g_object_ref (self->project), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

static void
ob_unify_dialog_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_unify_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (OB_UNIFY_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (ob_unify_dialog_parent_class)->dispose (object);
}

static void
ob_unify_dialog_finalize (GObject *object)
{
  ObUnifyDialog *self = OB_UNIFY_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->duplicates, g_ptr_array_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (ob_unify_dialog_parent_class)->finalize (object);
}

static void
ob_unify_dialog_class_init (ObUnifyDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_unify_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_unify_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_unify_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/unify-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObUnifyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObUnifyDialog, count);
  gtk_widget_class_bind_template_child (widget_class, ObUnifyDialog, pairs);
}

static void
ob_unify_dialog_init (ObUnifyDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_unify_dialog_open (ObWindow *window)
{
  ObUnifyDialog *self = g_object_new (OB_TYPE_UNIFY_DIALOG,
                                      "use-header-bar", TRUE,
                                      "transient-for", window,
                                      "destroy-with-parent", TRUE,
                                      NULL);

  ob_workspace_flush (ob_window_get_workspace (window));
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  g_signal_connect_object (self->project, "history-changed", G_CALLBACK (read_anew), self,
                           G_CONNECT_SWAPPED);
  read_anew (self);
  gtk_window_present (GTK_WINDOW (self));
}
