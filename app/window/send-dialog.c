#include "window/send-dialog.h"

#include <glib/gi18n.h>

#include "share/bundle.h"
#include "share/send.h"
#include "window/report.h"

/* What the worker reads, all of it its own. */
typedef struct
{
  ObProject *project; /* (owned) */
  char *path;         /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_free (job->path);
  g_free (job);
}

static void
send_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  guint n_changes = 0;

  if (ob_send_annotations (job->project, ob_project_get_annotator (job->project), job->path, &n_changes, &error))
    g_task_return_int (task, n_changes);
  else
    g_task_return_error (task, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gssize n_changes = g_task_propagate_int (G_TASK (result), &error);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_filename_display_basename (job->path);
  g_autofree char *message = NULL;

  if (error != NULL)
    {
      ob_report_failure (GTK_WIDGET (source), error->message, _("Send to Another Place…"), "win.send");
      return;
    }
  message = g_strdup_printf (ngettext ("“%s” holds your work, %u change. Mail it to a colleague, who merges it.",
                                       "“%s” holds your work, %u changes. Mail it to a colleague, who merges it.",
                                       (gulong) n_changes),
                             name, (guint) n_changes);
  ob_report_notice (GTK_WIDGET (source), message, NULL, NULL);
}

static void
send_to (ObWindow *window, const char *path)
{
  g_autoptr (GTask) task = g_task_new (window, NULL, sent_cb, NULL);
  Job *job = g_new0 (Job, 1);

  ob_workspace_flush (ob_window_get_workspace (window));
  job->project = g_object_ref (ob_window_get_project (window));
  job->path = g_strdup (path);
  g_task_set_source_tag (task, send_to);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, send_thread);
}

static void
response_cb (GtkNativeDialog *chooser, int response, ObWindow *window)
{
  g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));
  g_autofree char *whole = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && ob_window_get_project (window) != NULL)
    {
      whole = g_strconcat (path, g_str_has_suffix (path, OB_BUNDLE_SUFFIX) ? "" : OB_BUNDLE_SUFFIX, NULL);
      send_to (window, whole);
    }
  g_object_unref (chooser);
}

void
ob_send_dialog_open (ObWindow *window)
{
  ObProject *project = ob_window_get_project (window);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Send My Annotations"),
                                                               GTK_WINDOW (window),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _("_Save"),
                                                               NULL);
  g_autofree char *person = ob_project_dup_label_of (project, ob_project_get_annotator (project));
  g_autofree char *name = ob_project_dup_name (project);
  /* Translators: a file's name: the project and the annotator. */
  g_autofree char *base = g_strdup_printf (_("%s (%s)"), name, person != NULL ? person : "");
  g_autofree char *file = g_strconcat (base, OB_BUNDLE_SUFFIX, NULL);

  g_strdelimit (file, "/", '-');
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
