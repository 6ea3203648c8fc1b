/* The disputes of a project, and the board of the chosen one.
 *
 *   +------------------+--------------------------------------------+
 *   | Disputes         | question, status                           |
 *   |  How many died?  | verdict on figures                         |
 *   |  ...             |           | almost 90 | more than 80 | ... |
 *   |                  |  Lavrov   | denies    |              |     |
 *   |                  | who changed, who holds two                 |
 *   | [ new dispute  ] | timeline: the passages, oldest first       |
 *   +------------------+--------------------------------------------+
 *
 * A passage is put to a position by dragging it to the position's head, or by the key 1 to 9; 0
 * takes it away.  Boards are computed by a worker when this can be seen.
 * Signal: "passage-opened" (gint64 article, gint64 annotation, guint start, guint end).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_BOARD_VIEW (ob_board_view_get_type ())
G_DECLARE_FINAL_TYPE (ObBoardView, ob_board_view, OB, BOARD_VIEW, GtkBox)

/* @project: (nullable) */
void ob_board_view_set_project (ObBoardView *view, ObProject *project);

ObEntity ob_board_view_get_dispute (ObBoardView *view);
void ob_board_view_show_dispute (ObBoardView *view, ObEntity dispute);

G_END_DECLS
