/* The button beside the verdict on figures: how far "almost", "about" and "more than" may reach.
 *
 * The widths are this copy's setting (analysis/dispute-figures.h).  Signal: "changed".
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_FIGURE_WIDTHS_BUTTON (ob_figure_widths_button_get_type ())
G_DECLARE_FINAL_TYPE (ObFigureWidthsButton,
                      ob_figure_widths_button,
                      OB,
                      FIGURE_WIDTHS_BUTTON,
                      GtkMenuButton)

/* @project: (nullable) */
void ob_figure_widths_button_set_project (ObFigureWidthsButton *button, ObProject *project);

G_END_DECLS
