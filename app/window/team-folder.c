#include "window/team-folder.h"

#include <glib/gi18n.h>

#include "share/folder.h"
#include "share/sync.h"
#include "window/describe.h"

#define PATH_KEY "team-folder"

/* A single edit is with the colleagues in less than a second; of many in a row each few seconds'
 * make one bundle. */
#define AFTER_ARRIVAL_MS 200
#define AFTER_EDIT_MS 300
#define BETWEEN_EXCHANGES_MS 3000
/* A bundle that is still arriving is tried again before anything is said of it. */
#define AFTER_PROBLEM_MS 5000
#define AT_LEAST_EVERY_SECONDS 60

/* Bundles that a message names; the others are counted. */
#define MAX_SKIPPED 4

struct _ObTeamFolder
{
  GObject parent_instance;

  ObWindow *window;      /* (unowned) (nullable) */
  ObProject *project;    /* (owned) (nullable) NULL when stopped */
  char *path;            /* (owned) (nullable) */
  GFileMonitor *monitor; /* (owned) (nullable) */
  guint source;          /* the next exchange */
  guint poll_source;
  gint64 sent; /* when something was last sent, monotonic */
  gboolean running;
  gboolean again;   /* something happened meanwhile */
  gboolean asked;   /* the user waits for an answer */
  char *result;     /* (owned) (nullable) */
  char *presence;   /* (owned) (nullable) */
  char *problem;    /* (owned) (nullable) what the last exchange met */
  gboolean told;    /* the problem was told */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObTeamFolder, ob_team_folder, G_TYPE_OBJECT)

/* What the worker reads, all of it its own. */
typedef struct
{
  ObProject *project; /* (owned) */
  char *path;         /* (owned) */
} Job;

static void start (ObTeamFolder *self);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_free (job->path);
  g_free (job);
}

static void
sync_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  ObSyncReport *report = ob_sync_folder (job->project, job->path, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) ob_sync_report_free);
  else
    g_task_return_error (task, error);
}

static gboolean
due_cb (gpointer user_data)
{
  ObTeamFolder *self = user_data;

  self->source = 0;
  start (self);

  return G_SOURCE_REMOVE;
}

/* The first reason sets the time: what happens until then is exchanged with it. */
static void
schedule (ObTeamFolder *self, guint delay_ms)
{
  if (self->path != NULL && self->source == 0)
    self->source = g_timeout_add (delay_ms, due_cb, self);
}

static gboolean
poll_cb (gpointer user_data)
{
  schedule (user_data, 0);

  return G_SOURCE_CONTINUE;
}

static void
folder_changed_cb (ObTeamFolder *self)
{
  schedule (self, AFTER_ARRIVAL_MS);
}

static void
history_changed_cb (ObTeamFolder *self)
{
  gint64 passed_ms = (g_get_monotonic_time () - self->sent) / 1000;

  schedule (self, (guint) MAX (AFTER_EDIT_MS, BETWEEN_EXCHANGES_MS - passed_ms));
}

/* "Synchronised 10:42: 3 received, 1 sent" */
static char *
describe_report (const ObSyncReport *report)
{
  g_autofree char *time = ob_describe_time (g_get_real_time ());
  g_autofree char *received
    = g_strdup_printf (ngettext ("%u received", "%u received", report->n_received), report->n_received);
  g_autofree char *sent = g_strdup_printf (ngettext ("%u sent", "%u sent", report->n_sent), report->n_sent);

  if (report->n_received > 0 && report->n_sent > 0)
    return g_strdup_printf (_("Synchronised %s: %s, %s"), time, received, sent);
  if (report->n_received > 0 || report->n_sent > 0)
    return g_strdup_printf (_("Synchronised %s: %s"), time, report->n_received > 0 ? received : sent);

  return g_strdup_printf (_("Synchronised %s: nothing new"), time);
}

/* "Berta sent something yesterday", a line for each colleague. */
static char *
describe_presences (const GPtrArray *presences)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < presences->len; i++)
    {
      const ObPresence *presence = g_ptr_array_index (presences, i);
      g_autofree char *time = ob_describe_time (presence->last * G_USEC_PER_SEC);

      if (presence->own)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a colleague, and when that person's work last came into the team folder. */
      g_string_append_printf (text, _("%s: last work %s"), presence->name, time);
    }
  return g_string_free (text, FALSE);
}

/* What could not be read.  Returns: (transfer full) (nullable). */
static char *
describe_skipped (const GPtrArray *skipped)
{
  g_autoptr (GString) text = NULL;

  if (skipped->len == 0)
    return NULL;

  text = g_string_new (_("Something in the team folder cannot be read yet:"));
  for (guint i = 0; i < MIN (skipped->len, MAX_SKIPPED); i++)
    g_string_append_printf (text, "\n%s", (char *) g_ptr_array_index (skipped, i));
  if (skipped->len > MAX_SKIPPED)
    g_string_append_printf (text,
                            ngettext ("\nAnd %u more.", "\nAnd %u more.", skipped->len - MAX_SKIPPED),
                            skipped->len - MAX_SKIPPED);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Takes over @problem (nullable).  The same problem is told once, and one that may pass by itself
 * (@passing) only when it stays. */
static void
meet_problem (ObTeamFolder *self, char *problem, gboolean passing)
{
  gboolean same = g_strcmp0 (problem, self->problem) == 0;

  g_free (self->problem);
  self->problem = problem;
  self->told = self->told && same;
  if (problem == NULL)
    return;

  if (!self->told && (self->asked || same || !passing))
    {
      self->told = TRUE;
      ob_window_tell (self->window, GTK_MESSAGE_WARNING, problem, _("Team Folder…"), "win.team-folder");
    }
  else if (!self->told)
    {
      schedule (self, AFTER_PROBLEM_MS);
    }
}

/* News are told quietly; that there are none only to who asked. */
static void
finish (ObTeamFolder *self, const ObSyncReport *report, const GError *error)
{
  meet_problem (self, report ? describe_skipped (report->skipped) : g_strdup (error->message), report != NULL);
  if (report == NULL)
    return;

  if (report->n_sent > 0)
    self->sent = g_get_monotonic_time ();
  g_free (self->result);
  self->result = describe_report (report);
  g_free (self->presence);
  self->presence = describe_presences (report->presences);
  if (self->asked || report->n_received > 0 || report->n_sent > 0)
    ob_workspace_tell (ob_window_get_workspace (self->window), self->result);
}

static void
synchronised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObTeamFolder) self = user_data;
  g_autoptr (GError) error = NULL;
  ObSyncReport *report = g_task_propagate_pointer (G_TASK (result), &error);
  const Job *job = g_task_get_task_data (G_TASK (result));

  self->running = FALSE;
  /* Of a folder that was left meanwhile nothing is told. */
  if (self->project != NULL && g_strcmp0 (job->path, self->path) == 0)
    {
      finish (self, report, error);
      self->asked = FALSE;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  g_clear_pointer (&report, ob_sync_report_free);
  if (self->project != NULL && self->again)
    schedule (self, 0);
  self->again = FALSE;
}

static void
start (ObTeamFolder *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->project == NULL || self->path == NULL || ob_project_is_read_only (self->project))
    return;
  if (self->running)
    {
      self->again = TRUE;
      return;
    }

  self->running = TRUE;
  task = g_task_new (NULL, NULL, synchronised_cb, g_object_ref (self));
  job = g_new0 (Job, 1);
  job->project = g_object_ref (self->project);
  job->path = g_strdup (self->path);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, sync_thread);
}

static void
watch (ObTeamFolder *self)
{
  g_autoptr (GFile) file = NULL;

  g_clear_object (&self->monitor);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->path == NULL)
    return;

  file = g_file_new_for_path (self->path);
  /* Without a monitor there is still the poll. */
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
  self->poll_source = g_timeout_add_seconds (AT_LEAST_EVERY_SECONDS, poll_cb, self);
  schedule (self, 0);
}

static void
ob_team_folder_dispose (GObject *object)
{
  ob_team_folder_stop (OB_TEAM_FOLDER (object));

  G_OBJECT_CLASS (ob_team_folder_parent_class)->dispose (object);
}

static void
ob_team_folder_finalize (GObject *object)
{
  ObTeamFolder *self = OB_TEAM_FOLDER (object);

  g_free (self->path);
  g_free (self->result);
  g_free (self->presence);
  g_free (self->problem);

  G_OBJECT_CLASS (ob_team_folder_parent_class)->finalize (object);
}

static void
ob_team_folder_class_init (ObTeamFolderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_team_folder_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_team_folder_finalize;
  signals[CHANGED] = g_signal_new ("changed", OB_TYPE_TEAM_FOLDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ob_team_folder_init (ObTeamFolder *self)
{
}

ObTeamFolder *
ob_team_folder_new (ObWindow *window, ObProject *project)
{
  ObTeamFolder *self = g_object_new (OB_TYPE_TEAM_FOLDER, NULL);
  g_autofree char *path = ob_project_get_local (project, PATH_KEY);

  g_set_weak_pointer (&self->window, window);
  self->sent = -BETWEEN_EXCHANGES_MS * G_GINT64_CONSTANT (1000);
  self->project = g_object_ref (project);
  g_signal_connect_object (project, "history-changed", G_CALLBACK (history_changed_cb), self, G_CONNECT_SWAPPED);
  if (path != NULL && *path != '\0')
    self->path = g_steal_pointer (&path);
  watch (self);

  return self;
}

void
ob_team_folder_stop (ObTeamFolder *self)
{
  if (self->project == NULL)
    return;

  g_clear_pointer (&self->path, g_free);
  watch (self);
  g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_weak_pointer (&self->window);
}

const char *
ob_team_folder_get_path (ObTeamFolder *self)
{
  return self->path;
}

void
ob_team_folder_set_path (ObTeamFolder *self, const char *path)
{
  g_return_if_fail (self->project != NULL);

  ob_project_set_local (self->project, PATH_KEY, path != NULL ? path : "");
  g_free (self->path);
  self->path = g_strdup (path);
  g_clear_pointer (&self->result, g_free);
  g_clear_pointer (&self->presence, g_free);
  g_clear_pointer (&self->problem, g_free);
  self->told = FALSE;
  self->asked = path != NULL;
  watch (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ob_team_folder_synchronise (ObTeamFolder *self)
{
  self->asked = TRUE;
  start (self);
}

const char *
ob_team_folder_get_result (ObTeamFolder *self)
{
  return self->result;
}

const char *
ob_team_folder_get_presence (ObTeamFolder *self)
{
  return self->presence;
}
