#include "window/known-copy.h"

#include <glib/gi18n.h>

#include "window/merge-dialog.h"
#include "window/projects.h"
#include "window/report.h"

/* Of the window: the path of the other copy. */
#define KEY "obelus-known-copy"

typedef struct
{
  ObProject *project; /* (owned) */
  char **paths;       /* (owned) of projects that were opened before */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->project);
  g_strfreev (search->paths);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Search *search = task_data;

  for (guint i = 0; search->paths[i] != NULL; i++)
    if (ob_project_is_copied_at (search->project, search->paths[i]))
      {
        g_task_return_pointer (task, g_strdup (search->paths[i]), g_free);
        return;
      }
  g_task_return_pointer (task, NULL, NULL);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  const Search *search = g_task_get_task_data (G_TASK (result));
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (path == NULL || ob_window_is_closed (window) || ob_window_get_project (window) != search->project)
    return;
  name = g_filename_display_name (path);
  message = g_strdup_printf (_("This is another copy of the project that you have at %s. What was done here can be "
                               "merged there: first it is shown, and it can be undone."),
                             name);
  g_object_set_data_full (G_OBJECT (window), KEY, g_steal_pointer (&path), g_free);
  ob_report_notice (GTK_WIDGET (window), message, _("Merge There…"), "win.merge-there");
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_known_copy_look (ObWindow *window)
{
  ObProject *project = ob_window_get_project (window);
  g_auto (GStrv) paths = ob_projects_list_remembered ();
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_object_set_data (G_OBJECT (window), KEY, NULL);
  if (paths[0] == NULL || g_strv_contains ((const char *const *) paths, ob_project_get_path (project)))
    return;

  task = g_task_new (window, NULL, searched_cb, NULL);
  search = g_new0 (Search, 1);
  search->project = g_object_ref (project);
  search->paths = g_steal_pointer (&paths);
  g_task_set_source_tag (task, ob_known_copy_look);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

void
ob_known_copy_merge (ObWindow *window)
{
  g_autofree char *other = g_strdup (g_object_get_data (G_OBJECT (window), KEY));
  g_autofree char *path = g_strdup (ob_project_get_path (ob_window_get_project (window)));
  ObWindow *opened;

  if (other == NULL)
    return;
  /* What is merged must not be open here. */
  ob_window_set_project (window, NULL);
  opened = ob_window_open_project (window, other);
  if (opened != NULL && !ob_project_is_read_only (ob_window_get_project (opened)))
    ob_merge_dialog_open (opened, path);
}
