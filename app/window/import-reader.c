#include "window/import-reader.h"

#include "articles/article-paths.h"

/* What is handed over at once may take so long, then the main loop has its turn. */
#define SLICE_USEC 4000
#define PROGRESS_USEC 100000

struct _ObImportReader
{
  GObject parent_instance;

  GCancellable *cancellable; /* (owned) of the run */
  gboolean running;          /* a worker is at it, or what it read is not handed over yet */
  gint64 told_at;            /* when progress was told last */

  GMutex mutex;     /* protects what follows */
  GQueue waiting;   /* (owned) ObArticleSource */
  GQueue folders;   /* (owned) char ** of paths that are not looked into yet */
  GQueue results;   /* (owned) GPtrArray of ObArticleFile */
  guint n_done;
  guint n_all;
  gboolean working; /* the worker has not ended */
  guint source;     /* that hands results over */
};

enum
{
  READ,
  PROGRESS,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObImportReader, ob_import_reader, G_TYPE_OBJECT)

static gboolean hand_over_cb (gpointer user_data);

/* With the lock held. */
static void
wake (ObImportReader *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, hand_over_cb, self, NULL);
}

/* The worker ------------------------------------------------------------------------------------ */

/* Puts the files that @paths mean at the end of what waits. */
static void
expand (ObImportReader *self, char **paths)
{
  g_autoptr (GPtrArray) files = ob_article_paths_expand ((const char *const *) paths);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < files->len; i++)
    g_queue_push_tail (&self->waiting, ob_article_source_new_file (files->pdata[i], NULL));
  self->n_all += files->len;
  wake (self);
  g_mutex_unlock (&self->mutex);
}

/* The next source, (transfer full); NULL when there is none, and the worker ends. */
static ObArticleSource *
take_next (ObImportReader *self)
{
  for (;;)
    {
      ObArticleSource *source;
      g_auto (GStrv) paths = NULL;

      g_mutex_lock (&self->mutex);
      source = g_queue_pop_head (&self->waiting);
      if (source == NULL)
        paths = g_queue_pop_head (&self->folders);
      self->working = source != NULL || paths != NULL;
      if (!self->working)
        wake (self);
      g_mutex_unlock (&self->mutex);

      if (paths == NULL)
        return source;
      expand (self, paths);
    }
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  ObImportReader *self = source_object;
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();

  for (;;)
    {
      g_autoptr (ObArticleSource) source = take_next (self);
      GPtrArray *files;

      if (source == NULL)
        break;
      files = ob_article_files_read_source (source, process, cancellable, NULL);
      g_mutex_lock (&self->mutex);
      self->n_done++;
      if (files != NULL)
        g_queue_push_tail (&self->results, files);
      wake (self);
      g_mutex_unlock (&self->mutex);
    }
  g_task_return_boolean (task, TRUE);
}

/* The main thread ------------------------------------------------------------------------------- */

static void
tell_progress (ObImportReader *self, const char *name)
{
  gint64 now = g_get_monotonic_time ();
  guint n_done, n_all;

  if (now - self->told_at < PROGRESS_USEC)
    return;
  self->told_at = now;
  g_mutex_lock (&self->mutex);
  n_done = self->n_done;
  n_all = self->n_all;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[PROGRESS], 0, n_done, n_all, name);
}

/* Whether all is read and handed over. */
static gboolean
is_over (ObImportReader *self)
{
  gboolean over;

  g_mutex_lock (&self->mutex);
  over = !self->working && g_queue_is_empty (&self->results);
  g_mutex_unlock (&self->mutex);
  return over;
}

static gboolean
hand_over_cb (gpointer user_data)
{
  g_autoptr (ObImportReader) self = g_object_ref (user_data);
  gint64 deadline = g_get_monotonic_time () + SLICE_USEC;

  do
    {
      GPtrArray *files;
      g_autofree char *name = NULL;

      g_mutex_lock (&self->mutex);
      files = g_queue_pop_head (&self->results);
      if (files == NULL)
        self->source = 0;
      g_mutex_unlock (&self->mutex);
      if (files == NULL)
        {
          if (self->running && is_over (self))
            {
              self->running = FALSE;
              g_signal_emit (self, signals[FINISHED], 0);
            }
          return G_SOURCE_REMOVE;
        }

      name = g_strdup (((ObArticleFile *) files->pdata[0])->name);
      g_signal_emit (self, signals[READ], 0, files);
      tell_progress (self, name);
    }
  while (g_get_monotonic_time () < deadline);

  return G_SOURCE_CONTINUE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
}

/* Counts anew, unless something is being read. */
static void
begin (ObImportReader *self)
{
  if (self->running)
    return;

  g_mutex_lock (&self->mutex);
  self->n_done = self->n_all = 0;
  g_mutex_unlock (&self->mutex);
}

/* Starts a worker unless one is at it. */
static void
start (ObImportReader *self)
{
  g_autoptr (GTask) task = NULL;
  gboolean was_working;

  g_mutex_lock (&self->mutex);
  was_working = self->working;
  self->working = TRUE;
  g_mutex_unlock (&self->mutex);
  self->running = TRUE;
  if (was_working)
    return;

  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, ended_cb, NULL);
  g_task_set_source_tag (task, start);
  g_task_run_in_thread (task, read_thread);
}

static void
clear_waiting (ObImportReader *self)
{
  g_queue_clear_full (&self->waiting, (GDestroyNotify) ob_article_source_unref);
  g_queue_clear_full (&self->folders, (GDestroyNotify) g_strfreev);
}

static void
ob_import_reader_finalize (GObject *object)
{
  ObImportReader *self = OB_IMPORT_READER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->cancellable);
  clear_waiting (self);
  g_queue_clear_full (&self->results, (GDestroyNotify) g_ptr_array_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ob_import_reader_parent_class)->finalize (object);
}

static void
ob_import_reader_class_init (ObImportReaderClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ob_import_reader_finalize;

  signals[READ] = g_signal_new ("read", OB_TYPE_IMPORT_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[PROGRESS] = g_signal_new ("progress", OB_TYPE_IMPORT_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                    G_TYPE_STRING);
  signals[FINISHED] = g_signal_new ("finished", OB_TYPE_IMPORT_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
ob_import_reader_init (ObImportReader *self)
{
  g_mutex_init (&self->mutex);
  g_queue_init (&self->waiting);
  g_queue_init (&self->folders);
  g_queue_init (&self->results);
}

ObImportReader *
ob_import_reader_new (void)
{
  return g_object_new (OB_TYPE_IMPORT_READER, NULL);
}

void
ob_import_reader_add_paths (ObImportReader *self, const char *const *paths)
{
  begin (self);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->folders, g_strdupv ((char **) paths));
  g_mutex_unlock (&self->mutex);
  start (self);
}

void
ob_import_reader_add_source (ObImportReader *self, ObArticleSource *source)
{
  begin (self);
  g_mutex_lock (&self->mutex);
  g_queue_push_head (&self->waiting, ob_article_source_ref (source));
  self->n_all++;
  g_mutex_unlock (&self->mutex);
  start (self);
}

gboolean
ob_import_reader_is_busy (ObImportReader *self)
{
  return self->running;
}

void
ob_import_reader_stop (ObImportReader *self)
{
  g_mutex_lock (&self->mutex);
  clear_waiting (self);
  g_mutex_unlock (&self->mutex);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
