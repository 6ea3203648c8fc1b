/* The figures of one dispute, compared. */
#pragma once

#include "analysis/board.h"
#include "analysis/figure-compare.h"

G_BEGIN_DECLS

/* Compares the figures of @board: its annotations of figures, or, when it has fewer than two, the
 * numbers in its passages.  An annotation says what its words do not.  (transfer full) (nullable):
 * NULL when there are not two figures. */
ObComparison *
ob_board_compare_figures (ObProject *project, const ObBoard *board, const ObFigureWidths *widths);

G_END_DECLS
