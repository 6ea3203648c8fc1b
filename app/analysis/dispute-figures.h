/* The figures of one dispute, compared. */
#pragma once

#include "analysis/board.h"
#include "analysis/figure-compare.h"

G_BEGIN_DECLS

/* How this copy of the project reads "almost", "about" and "more than". */
ObFigureWidths ob_project_get_figure_widths (ObProject *project);
void ob_project_set_figure_widths (ObProject *project, const ObFigureWidths *widths);

/* Compares the figures of @board, with those widths: its annotations of figures, or, when it has fewer than two, the
 * numbers in its passages.  An annotation says what its words do not.  (transfer full) (nullable):
 * NULL when there are not two figures. */
ObComparison *ob_board_compare_figures (ObProject *project, const ObBoard *board);

G_END_DECLS
