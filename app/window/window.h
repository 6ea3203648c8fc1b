/* ObWindow: one window, with the start page or one project. */
#pragma once

#include <handy.h>

#include "store/project.h"
#include "window/workspace.h"

G_BEGIN_DECLS

#define OB_TYPE_WINDOW (ob_window_get_type ())
G_DECLARE_FINAL_TYPE (ObWindow, ob_window, OB, WINDOW, HdyApplicationWindow)

GtkWidget *ob_window_new (GtkApplication *application);

/* TRUE when the window was closed and only somebody's work, as a task, keeps it. */
gboolean ob_window_is_closed (ObWindow *window);

/* (transfer none) (nullable) */
ObProject *ob_window_get_project (ObWindow *window);

/* (transfer none) */
ObWorkspace *ob_window_get_workspace (ObWindow *window);

/* (transfer none) (nullable): NULL while there is no project. */
struct _ObTeamFolder *ob_window_get_team_folder (ObWindow *window);

/* Shows @project, NULL for the start page.  A project that was open is closed. */
void ob_window_set_project (ObWindow *window, ObProject *project);

/* Opens the project at @path: here if the window has none, else in a new window, or in that which
 * has it already.  Says what is wrong in the info bar.  Returns: (transfer none) (nullable): the
 * window that shows it. */
ObWindow *ob_window_open_project (ObWindow *window, const char *path);

/* Opens anew, for writing, a project that another program had open and has given free. */
void ob_window_take_over (ObWindow *window);

/* Creates a project at @path, which must not exist, and shows it like ob_window_open_project(). */
ObWindow *ob_window_create_project (ObWindow *window, const char *path);

/* Opens projects, and adds everything else as articles: to the window's project, or to a new one in
 * the documents folder. */
void ob_window_open_files (ObWindow *window, GFile **files, guint n_files);

/* The same for files that were dropped: one project may also be merged into the window's. */
void ob_window_drop_files (ObWindow *window, GFile **files, guint n_files);

/* Makes sure that the window has a project to add articles to: creates one called @name in the
 * documents folder when it has none, and says so.  FALSE after an error was shown. */
gboolean ob_window_ensure_project (ObWindow *window, const char *name);

/* Tells the user; see window/report.h. */
void ob_window_tell (ObWindow *window,
                     GtkMessageType type,
                     const char *message,
                     const char *button,
                     const char *action);

/* Adds @bar (transfer floating), an info bar, above what the window shows. */
void ob_window_add_bar (ObWindow *window, GtkWidget *bar);

/* Shows a page of the project: "read" or "disputes". */
void ob_window_show_page (ObWindow *window, const char *page);

/* Shows where the whole project is searched. */
void ob_window_search (ObWindow *window);

/* (transfer none): for the history's popover. */
GtkWidget *ob_window_get_history_button (ObWindow *window);
void ob_window_open_menu (ObWindow *window);

/* Gives the keyboard to the next (1) or previous (-1) panel of the page that is shown. */
void ob_window_step_panel (ObWindow *window, int step);

G_END_DECLS
