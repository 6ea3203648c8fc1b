#include "window/timeline-job.h"

/* Changes that are looked at between two glances at the clock. */
#define A_WHILE 200
/* After this long what was found is shown, though it may be little. */
#define PATIENCE_US 300000

typedef struct
{
  ObProject *project; /* (owned) */
  ObTimelineFilter filter;
  char *text; /* (owned) (nullable): the filter's */
  gint64 before;
  guint n_wanted;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_free (job->text);
  g_free (job);
}

static void
add_all (GPtrArray *steps, GPtrArray *more)
{
  g_ptr_array_set_free_func (more, NULL);
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (steps, more->pdata[i]);
  g_ptr_array_unref (more);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  ObTimelinePage *page = g_new0 (ObTimelinePage, 1);
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  page->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_timeline_step_free);
  page->before = job->before;
  do
    add_all (page->steps, ob_project_read_timeline (job->project, &job->filter, &page->before, A_WHILE));
  while (page->before > 0 && page->steps->len < job->n_wanted && g_get_monotonic_time () < end
         && !g_cancellable_is_cancelled (cancellable));
  g_task_return_pointer (task, page, (GDestroyNotify) ob_timeline_page_free);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_timeline_page_free (ObTimelinePage *page)
{
  g_ptr_array_unref (page->steps);
  g_free (page);
}

void
ob_timeline_job_read (ObProject *project,
                      const ObTimelineFilter *filter,
                      gint64 before,
                      guint n_wanted,
                      GCancellable *cancellable,
                      GAsyncReadyCallback done,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (project);
  job->filter = *filter;
  job->text = g_strdup (filter->text);
  job->filter.text = job->text;
  job->before = before;
  job->n_wanted = n_wanted;
  g_task_set_source_tag (task, ob_timeline_job_read);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

ObTimelinePage *
ob_timeline_job_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
