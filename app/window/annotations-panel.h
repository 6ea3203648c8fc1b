/* The list of the article's annotations, in the order of the text.
 *
 * Signals: "annotation-chosen" (gint64): the user moved to that annotation; "annotation-opened"
 * (gint64): and wants to fill it in (Enter, double click).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_ANNOTATIONS_PANEL (ob_annotations_panel_get_type ())
G_DECLARE_FINAL_TYPE (ObAnnotationsPanel, ob_annotations_panel, OB, ANNOTATIONS_PANEL, GtkBox)

/* Shows the annotations of @article; (NULL, 0) for nothing. */
void ob_annotations_panel_set_article (ObAnnotationsPanel *panel,
                                       ObProject *project,
                                       ObEntity article);

/* Marks @annotation (0: none) as the current one, without signals. */
void ob_annotations_panel_set_selected (ObAnnotationsPanel *panel, ObEntity annotation);

void ob_annotations_panel_focus (ObAnnotationsPanel *panel);

G_END_DECLS
