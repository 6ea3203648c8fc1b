#include "window/earlier-job.h"

#include <glib/gi18n.h>

#include "share/merge.h"

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

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  g_autoptr (ObEdit) edit = ob_edit_new (job->project, "");
  g_autoptr (GArray) restored = g_array_new (FALSE, FALSE, sizeof (ObRestored));

  if (ob_edit_restore (edit, job->earlier, job->of, restored, &error))
    g_task_return_pointer (
        task,
        ob_merge_model_new (ob_merge_report_restored (job->project, job->earlier, restored), TRUE),
        g_object_unref);
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

  if (ob_edit_restore (edit, job->earlier, job->of, NULL, &error))
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
ob_earlier_job_compare (ObProject *project,
                        ObProject *earlier,
                        ObEntity of,
                        GCancellable *cancellable,
                        GAsyncReadyCallback done,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (project);
  job->earlier = g_object_ref (earlier);
  job->of = of;
  g_task_set_source_tag (task, ob_earlier_job_compare);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_thread);
}

ObMergeModel *
ob_earlier_job_finish_compare (GAsyncResult *result, GError **error)
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
