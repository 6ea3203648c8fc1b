/* The main view: articles, the editor, and what there is to know and do about the annotations.
 *
 *   +----------+---------------------+-------------+
 *   | articles | find bar            | labels      |
 *   |          | the article         | inspector   |
 *   |          |                     | annotations |
 *   +----------+---------------------+-------------+
 *   | status bar                                   |
 *   +----------------------------------------------+
 *
 * Both panels fold away when the window is narrow.  Signal: "article-shown" ().
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/article-view.h"
#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_WORKSPACE (ob_workspace_get_type ())
G_DECLARE_FINAL_TYPE (ObWorkspace, ob_workspace, OB, WORKSPACE, GtkBox)

/* Shows @project (nullable) with the article and the caret where they were when it was left. */
void ob_workspace_set_project (ObWorkspace *workspace, ObProject *project);

/* Keeps the article and the caret for the next time, and saves what was typed and not saved yet. */
void ob_workspace_remember (ObWorkspace *workspace);

/* Saves what was typed in the inspector and not saved yet. */
void ob_workspace_flush (ObWorkspace *workspace);

ObEntity ob_workspace_get_article (ObWorkspace *workspace);
void ob_workspace_show_article (ObWorkspace *workspace, ObEntity article);
/* Shows the next (1) or previous (-1) article of the list. */
void ob_workspace_step_article (ObWorkspace *workspace, int step);

/* (transfer none) */
ObArticleView *ob_workspace_get_view (ObWorkspace *workspace);
/* (transfer none): the panels that fold away, with their property "reveal-flap". */
GObject *ob_workspace_get_articles_flap (ObWorkspace *workspace);
GObject *ob_workspace_get_details_flap (ObWorkspace *workspace);
GtkWidget *ob_workspace_get_annotator_button (ObWorkspace *workspace);

void ob_workspace_open_palette (ObWorkspace *workspace);
/* Puts the focus into the inspector's first field. */
void ob_workspace_inspect (ObWorkspace *workspace);
void ob_workspace_find (ObWorkspace *workspace);
void ob_workspace_find_step (ObWorkspace *workspace, gboolean forward);
/* Moves the focus to the next (1) or previous (-1) panel. */
void ob_workspace_step_panel (ObWorkspace *workspace, int step);

/* Says in the status bar what has just been done. */
void ob_workspace_tell (ObWorkspace *workspace, const char *message);

G_END_DECLS
