#include "window/earlier-job.h"

#include <glib/gi18n.h>

#include "window/report.h"

/* What a worker reads, all of it its own. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObProject *earlier; /* (owned) (nullable) */
  ObMoment moment;
  ObEntity of;
  char *name; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_clear_object (&job->earlier);
  g_free (job->name);
  g_free (job);
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  ObProject *earlier = ob_project_open_earlier (job->project, &job->moment, cancellable, &error);

  if (earlier != NULL)
    g_task_return_pointer (task, earlier, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Like a merge, it writes in the worker. */
static void
restore_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  ObEdit *edit = ob_edit_new (job->project, job->name);
  gboolean changes = FALSE;

  if (ob_edit_restore (edit, job->earlier, job->of, &error))
    {
      changes = !ob_edit_is_empty (edit);
      ob_edit_commit (edit, &error);
    }
  ob_edit_free (edit);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, changes);
}

/* The bar of a window that shows an earlier state --------------------------------------------- */

/* A bar's buttons know where they restore, for as long as that is there. */
typedef struct
{
  ObWindow *window; /* (unowned): owns the bar */
  GWeakRef origin;
  ObMoment moment;
} Place;

static void
place_free (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_weak_ref_clear (&place->origin);
  g_free (place);
}

enum
{
  RESPONSE_ARTICLE = 1,
  RESPONSE_ALL = 2,
};

static void
response_cb (GtkInfoBar *bar, int response, gpointer user_data)
{
  Place *place = user_data;
  g_autoptr (ObWindow) origin = g_weak_ref_get (&place->origin);
  ObProject *earlier = ob_window_get_project (place->window);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (place->window));

  if (origin == NULL || ob_window_is_closed (origin) || ob_window_get_project (origin) == NULL)
    {
      ob_report_failure (GTK_WIDGET (place->window),
                         _("The project is not open any more. Open it, and look at its history again."),
                         NULL, NULL);
      return;
    }
  if (response == RESPONSE_ARTICLE && article == 0)
    return;
  ob_earlier_job_restore_in (
      origin, earlier, &place->moment,
      response == RESPONSE_ARTICLE
          ? ob_project_translate (earlier, article, ob_window_get_project (origin))
          : 0);
  gtk_window_present (GTK_WINDOW (origin));
}

static void
add_bar (ObWindow *window, ObWindow *origin, const ObMoment *moment)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *content = gtk_info_bar_get_content_area (GTK_INFO_BAR (bar));
  GtkWidget *label
      = gtk_label_new (ob_project_get_read_only_reason (ob_window_get_project (window)));
  Place *place = g_new0 (Place, 1);

  place->window = window;
  place->moment = *moment;
  g_weak_ref_init (&place->origin, origin);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_pack_start (GTK_BOX (content), label, TRUE, TRUE, 0);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), GTK_MESSAGE_WARNING);
  if (!ob_project_is_read_only (ob_window_get_project (origin)))
    {
      gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("Restore This _Article"), RESPONSE_ARTICLE);
      gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("Restore _Everything"), RESPONSE_ALL);
    }
  g_signal_connect_data (bar, "response", G_CALLBACK (response_cb), place, place_free, 0);
  gtk_widget_show_all (bar);
  ob_window_add_bar (window, bar);
}

/* Restoring in a window ------------------------------------------------------------------------ */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObWindow) origin = user_data;
  g_autoptr (GError) error = NULL;
  gboolean changed = ob_earlier_job_finish_restore (result, &error);

  if (ob_window_is_closed (origin))
    return;
  if (error != NULL)
    ob_report_error (GTK_WIDGET (origin), error);
  else if (changed)
    ob_report_notice (GTK_WIDGET (origin), _("The earlier state was restored. Nothing is lost: it can be undone."),
                      _("Undo"), "win.undo");
  else
    ob_report_notice (GTK_WIDGET (origin), _("Nothing has changed since then."), NULL, NULL);
}

static char *
dup_step_name (ObProject *project, const ObMoment *moment, ObEntity of)
{
  g_autofree char *when = ob_moment_describe (project, moment);
  g_autofree char *subject = of != 0 ? ob_project_dup_label_of (project, of) : NULL;

  if (of != 0)
    return g_strdup_printf (_("Restore “%s” as it was %s"), subject != NULL ? subject : "", when);
  return g_strdup_printf (_("Restore the project as it was %s"), when);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_earlier_job_look (ObProject *project,
                     const ObMoment *moment,
                     GCancellable *cancellable,
                     GAsyncReadyCallback done,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (project);
  job->moment = *moment;
  g_task_set_source_tag (task, ob_earlier_job_look);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, look_thread);
}

ObProject *
ob_earlier_job_finish_look (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ob_earlier_job_restore (ObProject *project,
                        ObProject *earlier,
                        ObEntity of,
                        const char *name,
                        GAsyncReadyCallback done,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done, user_data);
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (project);
  job->earlier = g_object_ref (earlier);
  job->of = of;
  job->name = g_strdup (name);
  g_task_set_source_tag (task, ob_earlier_job_restore);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, restore_thread);
}

gboolean
ob_earlier_job_finish_restore (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

ObWindow *
ob_earlier_job_present (ObWindow *origin, ObProject *earlier, const ObMoment *moment)
{
  ObWindow *window
      = OB_WINDOW (ob_window_new (gtk_window_get_application (GTK_WINDOW (origin))));
  ObEntity article = ob_project_translate (
      ob_window_get_project (origin),
      ob_workspace_get_article (ob_window_get_workspace (origin)), earlier);

  ob_window_set_project (window, earlier);
  add_bar (window, origin, moment);
  if (article != 0 && ob_project_get_kind (earlier, article) == OB_KIND_ARTICLE)
    ob_workspace_show_article (ob_window_get_workspace (window), article);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
ob_earlier_job_restore_in (ObWindow *origin, ObProject *earlier, const ObMoment *moment, ObEntity of)
{
  ObProject *project = ob_window_get_project (origin);
  g_autofree char *name = dup_step_name (project, moment, of);

  ob_workspace_flush (ob_window_get_workspace (origin));
  ob_earlier_job_restore (project, earlier, of, name, restored_cb, g_object_ref (origin));
}
