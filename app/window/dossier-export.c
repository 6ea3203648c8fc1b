#include "window/dossier-export.h"

#include <glib/gi18n.h>

#include "report/dossier.h"
#include "window/progress.h"
#include "window/report.h"

/* What the worker sees, all of it its own. */
typedef struct
{
  ObProject *project;   /* (owned) */
  ObProgress *progress; /* (owned) */
  char *path;           /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_object_unref (job->progress);
  g_free (job->path);
  g_free (job);
}

static void
progress_cb (double done, gpointer user_data)
{
  ob_progress_set (user_data, done, NULL);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (ob_dossier_write (job->project, job->path, NULL, progress_cb, job->progress, cancellable,
                        &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  ob_progress_end (job->progress);
  if (ob_window_is_closed (window))
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      message = g_strdup_printf (_("The dossier was written to %s."), job->path);
      ob_report_notice (GTK_WIDGET (window), message, NULL, NULL);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ob_report_done (GTK_WIDGET (window), _("The export was cancelled; nothing was written."));
  else
    ob_report_failure (GTK_WIDGET (window), error->message, _("Export Again…"), "win.dossier");
}

static void
write_dossier (ObWindow *window, const char *path)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (window, cancellable, written_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (ob_window_get_project (window));
  job->path = ob_dossier_knows (path) ? g_strdup (path) : g_strconcat (path, ".html", NULL);
  job->progress = ob_progress_new (window, _("Writing the dossier…"), cancellable);
  g_task_set_source_tag (task, write_dossier);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_thread);
}

static void
response_cb (GtkNativeDialog *chooser, int response, ObWindow *window)
{
  g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && ob_window_get_project (window) != NULL)
    write_dossier (window, path);
  g_object_unref (chooser);
}

void
ob_dossier_export_open (ObWindow *window)
{
  static const struct
  {
    const char *name;
    const char *pattern;
  } forms[] = { { N_("Web page (.html)"), "*.html" },
                { N_("PDF (.pdf)"), "*.pdf" },
                { N_("OpenDocument (.odt)"), "*.odt" },
                { N_("Markdown (.md)"), "*.md" } };
  g_autofree char *name = ob_project_dup_name (ob_window_get_project (window));
  g_autofree char *file = g_strconcat (name, ".html", NULL);
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Export Dossier"), GTK_WINDOW (window),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      GtkFileFilter *filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _(forms[i].name));
      gtk_file_filter_add_pattern (filter, forms[i].pattern);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
