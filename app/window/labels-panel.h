/* The codebook's labels as chips with their keys; activating one tags the editor's target.
 *
 * A chip's menu hides and shows labels, by the actions of the editor.
 *
 * Signal: "label-chosen" (gint64).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_LABELS_PANEL (ob_labels_panel_get_type ())
G_DECLARE_FINAL_TYPE (ObLabelsPanel, ob_labels_panel, OB, LABELS_PANEL, GtkBox)

void ob_labels_panel_set_project (ObLabelsPanel *panel, ObProject *project);

/* Shows which label the current annotation has; 0 for none. */
void ob_labels_panel_set_current (ObLabelsPanel *panel, ObEntity label);

/* Marks the chips of the labels that are hidden (GArray of ObEntity). */
void ob_labels_panel_set_hidden (ObLabelsPanel *panel, const GArray *hidden);

void ob_labels_panel_focus (ObLabelsPanel *panel);

G_END_DECLS
