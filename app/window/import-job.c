#include "window/import-job.h"

typedef struct
{
  ObProject *project; /* (owned) (nullable) */
  GPtrArray *copies;  /* (owned) ObArticleFile */
  GObject *owner;     /* (owned) (nullable) */
} Job;

/* A copy has its own fate, choice, reason and match; the rest is of the file. */
static void
copy_free (gpointer data)
{
  ObArticleFile *copy = data;

  g_free (copy->reason);
  g_free (copy->match_title);
  g_free (copy);
}

static GPtrArray *
copy_files (GPtrArray *files)
{
  GPtrArray *copies = g_ptr_array_new_full (files->len, copy_free);

  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *copy = g_memdup2 (files->pdata[i], sizeof *copy);

      copy->reason = g_strdup (copy->reason);
      copy->match_title = g_strdup (copy->match_title);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->project);
  g_ptr_array_unref (job->copies);
  g_clear_object (&job->owner);
  g_free (job);
}

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (ob_article_files_compare (job->project, job->copies, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
add_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (ob_article_files_add (job->project, job->copies, FALSE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (GTask *task, ObProject *project, GPtrArray *files, GObject *owner, GTaskThreadFunc func)
{
  Job *job = g_new0 (Job, 1);

  g_set_object (&job->project, project);
  g_set_object (&job->owner, owner);
  job->copies = copy_files (files);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_import_job_compare (GObject *source,
                       ObProject *project,
                       GPtrArray *files,
                       gpointer owner,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, ob_import_job_compare);
  start (task, project, files, owner, compare_thread);
}

void
ob_import_job_add (GObject *source,
                   ObProject *project,
                   GPtrArray *files,
                   gpointer owner,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, ob_import_job_add);
  start (task, project, files, owner, add_thread);
}

GPtrArray *
ob_import_job_finish (GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_ptr_array_ref (job->copies) : NULL;
}
