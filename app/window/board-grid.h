/* The grid of a board: positions across, who speaks down, a button in each cell that is not empty.
 *
 * Signals: "entries-chosen" (ObCell*): a cell was pressed; "passages-dropped" (GArray of
 * ObEntity, guint column): annotations were dropped on the head of a position.
 */
#pragma once

#include <gtk/gtk.h>

#include "analysis/board.h"

G_BEGIN_DECLS

#define OB_TYPE_BOARD_GRID (ob_board_grid_get_type ())
G_DECLARE_FINAL_TYPE (ObBoardGrid, ob_board_grid, OB, BOARD_GRID, GtkGrid)

/* @board: (nullable) of @project: stays the caller's, and must until the next call. */
void ob_board_grid_set_board (ObBoardGrid *grid, ObProject *project, const ObBoard *board);

G_END_DECLS
