#include "window/export-dialog.h"

#include "formats/format.h"
#include "window/choice-box.h"
#include "window/label-swatch.h"
#include "window/progress.h"
#include "window/report.h"

#include <glib/gi18n.h>

#define OB_TYPE_EXPORT_DIALOG (ob_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObExportDialog, ob_export_dialog, OB, EXPORT_DIALOG, GtkDialog)

struct _ObExportDialog
{
  GtkDialog parent_instance;

  GtkWidget *format_combo;
  GtkWidget *loses;
  GtkWidget *annotators;
  GtkWidget *labels;
  GtkWidget *only_article;
  GtkWidget *guard_cells;
  GtkWidget *utf16;

  ObWindow *window; /* (unowned): the dialog is destroyed with it */
};

G_DEFINE_FINAL_TYPE (ObExportDialog, ob_export_dialog, GTK_TYPE_DIALOG)

/* An export under way: what the worker sees, all of it its own. */
typedef struct
{
  ObProject *project; /* (owned) */
  const ObFormat *format;
  ObExportOptions options; /* (owned members) */
  GFile *file;             /* (owned) */
  ObProgress *progress;    /* (owned) */
  GPtrArray *losses;       /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_object_unref (job->file);
  g_object_unref (job->progress);
  g_clear_pointer (&job->options.articles, g_hash_table_unref);
  g_clear_pointer (&job->options.annotators, g_hash_table_unref);
  g_clear_pointer (&job->options.labels, g_hash_table_unref);
  g_clear_pointer (&job->losses, g_ptr_array_unref);
  g_free (job);
}

static void
progress_cb (double done, gpointer user_data)
{
  ob_progress_set (user_data, done, NULL);
}

static void
export_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (ob_format_write_file (job->format, job->project, &job->options, job->file, progress_cb,
                            job->progress, cancellable, &job->losses, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *path = g_file_get_path (job->file);
  g_autoptr (GError) error = NULL;
  GString *message;
  g_autofree char *text = NULL;

  ob_progress_end (job->progress);
  if (ob_window_is_closed (window))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        ob_report_done (GTK_WIDGET (window), _("The export was cancelled; nothing was written."));
      else
        ob_report_failure (GTK_WIDGET (window), error->message, _("Export Again…"), "win.export");
      return;
    }

  message = g_string_new (NULL);
  g_string_printf (message, _("Exported to %s."), path);
  for (guint i = 0; job->losses != NULL && i < job->losses->len; i++)
    g_string_append_printf (message, "\n%s", (char *) g_ptr_array_index (job->losses, i));
  text = g_string_free (message, FALSE);
  ob_report_notice (GTK_WIDGET (window), text, NULL, NULL);
}

static const ObFormat *
get_format (ObExportDialog *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->format_combo));

  return id ? ob_formats_find (id) : NULL;
}

/* The entities of the buttons in @box that are on; NULL when all are. (transfer full) */
static GHashTable *
collect_choice (GtkWidget *box)
{
  g_autoptr (GList) buttons = gtk_container_get_children (GTK_CONTAINER (box));
  g_autoptr (GHashTable) set = ob_entity_set_new ();
  gboolean all = TRUE;

  for (GList *l = buttons; l != NULL; l = l->next)
    {
      const gint64 *entity = g_object_get_data (l->data, "obelus-entity");

      if (gtk_toggle_button_get_active (l->data))
        ob_entity_set_add (set, *entity);
      else
        all = FALSE;
    }

  return all ? NULL : g_steal_pointer (&set);
}

static void
start_export (ObExportDialog *self, GFile *file)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self->window, cancellable, exported_cb, NULL);

  job->project = g_object_ref (ob_window_get_project (self->window));
  job->format = get_format (self);
  job->file = g_object_ref (file);
  job->options.annotators = collect_choice (self->annotators);
  job->options.labels = collect_choice (self->labels);
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->only_article)))
    {
      job->options.articles = ob_entity_set_new ();
      ob_entity_set_add (job->options.articles,
                         ob_workspace_get_article (ob_window_get_workspace (self->window)));
    }
  job->options.raw_cells
    = !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->guard_cells));
  job->options.utf16 = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->utf16));
  job->progress = ob_progress_new (self->window, _("Exporting…"), cancellable);
  g_task_set_source_tag (task, start_export);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, export_thread);
}

static void
chooser_response_cb (GtkNativeDialog *chooser, int response, ObExportDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      start_export (self, file);
      gtk_widget_destroy (GTK_WIDGET (self));
    }

  g_object_unref (chooser);
}

/* Where to is asked last, when the format is known. */
static void
ask_destination (ObExportDialog *self)
{
  const ObFormat *format = get_format (self);
  g_autofree char *name = ob_project_dup_name (ob_window_get_project (self->window));
  g_autofree char *file = g_strdup_printf ("%s.%s",
                                           name,
                                           format->shape == OB_SHAPE_FILES ? "zip"
                                                                           : format->extensions[0]);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Export"),
                                                               GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _("_Export"),
                                                               NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
ob_export_dialog_response (GtkDialog *dialog, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    ask_destination (OB_EXPORT_DIALOG (dialog));
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
format_changed_cb (ObExportDialog *self)
{
  const ObFormat *format = get_format (self);

  gtk_label_set_text (GTK_LABEL (self->loses),
                      format == NULL         ? ""
                      : format->loses == NULL ? _("Nothing is lost: Obelus can read it back.")
                                              : _(format->loses));
  gtk_widget_set_visible (self->guard_cells, format != NULL && format->has_cells);
  gtk_widget_set_visible (self->utf16, format != NULL && format->has_utf16);
}

static void
ob_export_dialog_class_init (ObExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  GTK_DIALOG_CLASS (class)->response = ob_export_dialog_response;
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, format_combo);
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, loses);
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, annotators);
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, only_article);
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, guard_cells);
  gtk_widget_class_bind_template_child (widget_class, ObExportDialog, utf16);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
}

static void
ob_export_dialog_init (ObExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_choice (GtkWidget *box, ObEntity entity, const char *name, GtkWidget *sign)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (sign != NULL)
    gtk_container_add (GTK_CONTAINER (content), sign);
  gtk_container_add (GTK_CONTAINER (content), gtk_label_new (name));
  g_object_set (content, "margin-top", 3, "margin-bottom", 3, NULL);
  gtk_container_add (GTK_CONTAINER (button), content);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_object_set_data_full (G_OBJECT (button),
                          "obelus-entity",
                          g_memdup2 (&entity, sizeof entity),
                          g_free);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  gtk_widget_show_all (button);
  gtk_container_add (GTK_CONTAINER (box), button);
}

static void
fill (ObExportDialog *self)
{
  ObProject *project = ob_window_get_project (self->window);
  const ObFormat *const *formats = ob_formats_list ();
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (project);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);

  for (guint i = 0; formats[i] != NULL; i++)
    if (formats[i]->add_article != NULL)
      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->format_combo),
                                 formats[i]->id,
                                 _(formats[i]->title));
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->format_combo), 0);

  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = g_ptr_array_index (annotators, i);

      add_choice (self->annotators, annotator->entity, annotator->name, NULL);
    }
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      add_choice (self->labels, label->entity, label->name, ob_label_swatch_new (label));
    }

  gtk_widget_set_sensitive (self->only_article,
                            ob_workspace_get_article (ob_window_get_workspace (self->window)) != 0);
}

void
ob_export_dialog_open (ObWindow *window)
{
  ObExportDialog *self = g_object_new (OB_TYPE_EXPORT_DIALOG,
                                       "use-header-bar", TRUE,
                                       "transient-for", window,
                                       "destroy-with-parent", TRUE,
                                       NULL);

  self->window = window;
  fill (self);
  /* Enter exports everything. */
  gtk_widget_grab_focus (gtk_dialog_get_widget_for_response (GTK_DIALOG (self),
                                                             GTK_RESPONSE_ACCEPT));
  gtk_window_present (GTK_WINDOW (self));
}
