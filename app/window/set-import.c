#include "window/set-import.h"

#include "window/progress.h"
#include "window/report.h"
#include "window/set-import-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* A set that was found. */
typedef struct
{
  char *path;
  const ObFormat *format;
} Found;

/* What the worker sorts. */
typedef struct
{
  GPtrArray *files;    /* (owned) GFile */
  GPtrArray *rest;     /* (owned) GFile: no sets */
  GArray *sets;        /* (owned) Found */
  ObSetImportRest give_rest;
  ObProgress *progress; /* (owned) */
} Sorting;

/* Sets whose turn has not come. */
typedef struct
{
  ObWindow *window; /* (owned) */
  GArray *sets;     /* (owned) Found */
  guint next;
} Queue;

static void show_next (Queue *queue);

static void
found_clear (gpointer data)
{
  g_free (((Found *) data)->path);
}

static void
sorting_free (gpointer data)
{
  Sorting *sorting = data;

  g_ptr_array_unref (sorting->files);
  g_clear_pointer (&sorting->rest, g_ptr_array_unref);
  g_array_unref (sorting->sets);
  g_object_unref (sorting->progress);
  g_free (sorting);
}

/* The queue ------------------------------------------------------------------------------------- */

static void
queue_free (Queue *queue)
{
  g_array_unref (queue->sets);
  g_object_unref (queue->window);
  g_free (queue);
}

static void
dialog_destroyed_cb (GtkWidget *dialog, gpointer user_data)
{
  show_next (user_data);
}

static void
show_next (Queue *queue)
{
  const Found *found;
  g_autofree char *base = NULL;
  ObSetImportDialog *dialog;

  if (queue->next >= queue->sets->len || ob_window_is_closed (queue->window))
    {
      queue_free (queue);
      return;
    }

  found = &g_array_index (queue->sets, Found, queue->next++);
  base = g_filename_display_basename (found->path);
  if (strrchr (base, '.') > base)
    *strrchr (base, '.') = '\0';
  if (!ob_window_ensure_project (queue->window, base))
    {
      queue_free (queue);
      return;
    }
  dialog = ob_set_import_dialog_open (queue->window, found->path, found->format);
  g_signal_connect (dialog, "destroy", G_CALLBACK (dialog_destroyed_cb), queue);
}

/* The sets come when the dialog of the articles is closed: they may be about those. */
static void
articles_destroyed_cb (GtkWidget *dialog, gpointer user_data)
{
  show_next (user_data);
}

static void
start_queue (ObWindow *window, Sorting *sorting)
{
  GtkWidget *articles = g_object_get_data (G_OBJECT (window), "obelus-import-dialog");
  Queue *queue = g_new0 (Queue, 1);

  queue->window = g_object_ref (window);
  queue->sets = g_array_ref (sorting->sets);
  if (articles != NULL)
    g_signal_connect (articles, "destroy", G_CALLBACK (articles_destroyed_cb), queue);
  else
    show_next (queue);
}

/* Sorting --------------------------------------------------------------------------------------- */

static void
sort_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Sorting *sorting = task_data;

  for (guint i = 0; i < sorting->files->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GFile *file = g_ptr_array_index (sorting->files, i);
      g_autoptr (ObSource) set = ob_source_open (g_file_peek_path (file), NULL);
      Found found = { NULL, set != NULL ? ob_formats_recognise (set) : NULL };

      if (found.format == NULL)
        {
          g_ptr_array_add (sorting->rest, g_object_ref (file));
          continue;
        }
      found.path = g_file_get_path (file);
      g_array_append_val (sorting->sets, found);
    }
  g_task_return_boolean (task, TRUE);
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  Sorting *sorting = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);

  ob_progress_end (sorting->progress);
  if (ob_window_is_closed (window))
    return;
  if (!done)
    {
      ob_report_done (GTK_WIDGET (window), _("Opening was cancelled; nothing was added."));
      return;
    }

  if (sorting->rest->len > 0)
    sorting->give_rest (window, g_steal_pointer (&sorting->rest));
  if (sorting->sets->len > 0)
    start_queue (window, sorting);
}

/* Public functions ------------------------------------------------------------------------------ */

void
ob_set_import_sort (ObWindow *window, GPtrArray *files, ObSetImportRest rest)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (window, cancellable, sorted_cb, NULL);
  Sorting *sorting = g_new0 (Sorting, 1);

  sorting->files = g_ptr_array_ref (files);
  sorting->rest = g_ptr_array_new_with_free_func (g_object_unref);
  sorting->sets = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (sorting->sets, found_clear);
  sorting->give_rest = rest;
  sorting->progress = ob_progress_new (window, _("Opening…"), cancellable);
  g_task_set_source_tag (task, ob_set_import_sort);
  g_task_set_task_data (task, sorting, sorting_free);
  g_task_run_in_thread (task, sort_thread);
}
