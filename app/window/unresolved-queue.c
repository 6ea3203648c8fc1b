/* The search reads article by article in a thread: there may be thousands without anything open. */
#include "window/unresolved-queue.h"

#include "analysis/unresolved.h"

#include <glib/gi18n.h>

typedef struct
{
  ObProject *project; /* (owned) */
  ObUnresolved from;
  gboolean backwards;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->project);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Search *search = data;
  ObUnresolved found;

  if (ob_unresolved_find_next (search->project, search->from.article, search->from.start,
                               search->from.annotation, search->backwards, cancellable, &found))
    g_task_return_pointer (task, g_memdup2 (&found, sizeof found), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ObWindow *window = OB_WINDOW (source);
  ObWorkspace *workspace = ob_window_get_workspace (window);
  const Search *search = g_task_get_task_data (G_TASK (result));
  g_autofree ObUnresolved *found = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *message = NULL;

  if (ob_window_is_closed (window) || ob_window_get_project (window) != search->project)
    return;
  if (found == NULL)
    {
      ob_workspace_tell (workspace, _ ("Nothing is left open in this project."));
      return;
    }

  ob_workspace_show_article (workspace, found->article);
  ob_article_view_set_current (ob_workspace_get_view (workspace), found->annotation, TRUE);
  message = g_strdup_printf (_ ("Open: %s"), ob_unresolved_describe (found->kind));
  ob_workspace_tell (workspace, message);
}

void
ob_unresolved_queue_step (ObWindow *window, gboolean backwards)
{
  ObWorkspace *workspace = ob_window_get_workspace (window);
  ObArticleView *view = ob_workspace_get_view (workspace);
  g_autoptr (GTask) task = g_task_new (window, NULL, searched_cb, NULL);
  Search *search = g_new0 (Search, 1);
  ObEntity current = ob_article_view_get_current (view);

  search->project = g_object_ref (ob_window_get_project (window));
  search->backwards = backwards;
  search->from.article = ob_workspace_get_article (workspace);
  search->from.start = ob_article_view_get_caret (view);
  if (current != 0)
    {
      g_autoptr (ObAnnotation) annotation = ob_project_get_annotation (search->project, current);

      search->from.annotation = current;
      if (annotation != NULL)
        search->from.start = ob_segments_get_hull (annotation->segments).start;
    }
  g_task_set_source_tag (task, ob_unresolved_queue_step);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}
