#include "window/rereads.h"

#include <glib/gi18n.h>

/* After a change; once for many in a row. */
#define DELAY_MS 300
/* Where a reading takes long, this part of the time is spent with it. */
#define PART 20

struct _ObRereads
{
  GObject parent_instance;

  ObProject *project;        /* (unowned): owns this */
  ObRereviews *list;         /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the reading that goes on */
  gint64 began;              /* when that began; monotonic */
  gint64 took;               /* how long the last one took, in microseconds */
  gboolean stale;            /* there were changes since that began */
  guint source;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObRereads, ob_rereads, G_TYPE_OBJECT)

static void wait_for_quiet (ObRereads *self);

static void
read_thread (GTask *task, gpointer source, gpointer project, GCancellable *cancellable)
{
  ObRereviews *list = ob_project_list_rereviews (project, cancellable);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) ob_rereviews_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObRereads *self = OB_REREADS (source);
  ObRereviews *list = g_task_propagate_pointer (G_TASK (result), NULL);

  /* NULL when another reading has begun, or the project has gone. */
  if (list == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->list, ob_rereviews_free);
  self->list = list;
  self->took = g_get_monotonic_time () - self->began;
  if (self->stale)
    wait_for_quiet (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
refresh_cb (gpointer user_data)
{
  ObRereads *self = user_data;

  self->source = 0;
  ob_rereads_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_quiet (ObRereads *self)
{
  guint delay = (guint) CLAMP (self->took * PART / 1000, DELAY_MS, 600000);

  if (self->source == 0)
    self->source = g_timeout_add_full (G_PRIORITY_LOW, delay, refresh_cb, self, NULL);
}

static void
history_changed_cb (ObRereads *self)
{
  if (self->cancellable != NULL)
    self->stale = TRUE;
  else
    wait_for_quiet (self);
}

static void
ob_rereads_dispose (GObject *object)
{
  ObRereads *self = OB_REREADS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->list, ob_rereviews_free);

  G_OBJECT_CLASS (ob_rereads_parent_class)->dispose (object);
}

static void
ob_rereads_class_init (ObRereadsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_rereads_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
ob_rereads_init (ObRereads *self)
{
}

/* Public functions ----------------------------------------------------------------------------- */

ObRereads *
ob_rereads_get (ObProject *project)
{
  ObRereads *self = g_object_get_data (G_OBJECT (project), "obelus-rereads");

  if (self != NULL)
    return self;

  self = g_object_new (OB_TYPE_REREADS, NULL);
  self->project = project;
  g_object_set_data_full (G_OBJECT (project), "obelus-rereads", self, g_object_unref);
  g_signal_connect_object (project, "history-changed", G_CALLBACK (history_changed_cb), self, G_CONNECT_SWAPPED);
  ob_rereads_refresh (self);
  return self;
}

const ObRereviews *
ob_rereads_get_list (ObRereads *self)
{
  return self->list;
}

void
ob_rereads_refresh (ObRereads *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  self->stale = FALSE;
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, ob_rereads_refresh);
  g_task_set_task_data (task, g_object_ref (self->project), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}
