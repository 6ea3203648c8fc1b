/* The page of the history with the checkpoints: names for states of the project, to come back to.
 *
 * Signals: "chosen" (): another checkpoint is selected, or none; "opened" (): Enter, double click.
 */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

#define OB_TYPE_CHECKPOINTS_PAGE (ob_checkpoints_page_get_type ())
G_DECLARE_FINAL_TYPE (ObCheckpointsPage, ob_checkpoints_page, OB, CHECKPOINTS_PAGE, GtkBox)

/* Shows those of @window's project; what goes wrong is told there. */
void ob_checkpoints_page_set_window (ObCheckpointsPage *page, ObWindow *window);

/* The one that is selected, or 0. */
ObEntity ob_checkpoints_page_get_chosen (ObCheckpointsPage *page);

/* To where a name is typed. */
void ob_checkpoints_page_focus (ObCheckpointsPage *page);

G_END_DECLS
