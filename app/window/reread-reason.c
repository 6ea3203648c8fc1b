#include "window/reread-reason.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/past.h"
#include "store/timeline.h"
#include "window/describe.h"
#include "window/history-details.h"

/* Changes that are looked at before somebody may have gone. */
#define A_WHILE 200
#define MOST_EVENTS 1000

typedef struct
{
  ObProject *project; /* (owned) */
  ObEntity label;
  char **changes; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_strfreev (job->changes);
  g_free (job);
}

/* The field of the log that holds @change. */
static const char *
get_field (const char *change)
{
  return strcmp (change, "merge") == 0 || strcmp (change, "split") == 0 ? OB_FIELD_MEANING : change;
}

/* (transfer full) (nullable): what the latest of @events did to @field of the label. */
static char *
describe (const Job *job, const GPtrArray *events, const char *change)
{
  for (guint i = events->len; i > 0; i--)
    {
      const ObEvent *event = events->pdata[i - 1];
      g_autofree char *when = NULL;
      g_autofree char *what = NULL;
      const char *who = *event->author != '\0' ? event->author : _("Somebody");

      if (event->entity != job->label || g_strcmp0 (event->field, get_field (change)) != 0)
        continue;
      when = ob_describe_time (event->wall);
      what = strcmp (event->field, OB_FIELD_MEANING) == 0 ? ob_describe_field (change)
                                                          : ob_history_describe_event (event);
      /* Translators: what became another, by whom and when: "Name: “A” → “B” (Ben, 10:42)". */
      return g_strdup_printf (_("%s (%s, %s)"), what, who, when);
    }
  return NULL;
}

/* Fills in what @steps, the latest first, did; FALSE when nothing is left to be found. */
static gboolean
look (const Job *job, const GPtrArray *steps, char **lines)
{
  gboolean missing = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      const ObTimelineStep *step = steps->pdata[i];
      g_autoptr (GPtrArray) events
        = ob_project_list_step_events (job->project, step->n, step->last, MOST_EVENTS);

      for (guint k = 0; job->changes[k] != NULL; k++)
        if (lines[k] == NULL)
          lines[k] = describe (job, events, job->changes[k]);
    }
  for (guint k = 0; job->changes[k] != NULL; k++)
    missing = missing || lines[k] == NULL;
  return missing;
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  guint n = g_strv_length (job->changes);
  g_autofree char **lines = g_new0 (char *, n + 1);
  ObTimelineFilter filter = { .of = job->label, .kind = OB_KIND_LABEL };
  GString *text = g_string_new (NULL);
  gint64 before = 0;
  gboolean more = TRUE;

  while (more && before >= 0 && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GPtrArray) steps = ob_project_read_timeline (job->project, &filter, &before, A_WHILE);

      more = look (job, steps, lines);
    }
  for (guint k = 0; k < n; k++)
    {
      g_autofree char *line = lines[k] != NULL ? lines[k] : ob_describe_field (job->changes[k]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  g_task_return_pointer (task, g_string_free (text, FALSE), g_free);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_reread_reason_read (ObProject *project,
                       ObEntity label,
                       const char *const *changes,
                       GCancellable *cancellable,
                       GAsyncReadyCallback done,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (project);
  job->label = label;
  job->changes = g_strdupv ((char **) changes);
  g_task_set_source_tag (task, ob_reread_reason_read);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

char *
ob_reread_reason_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
