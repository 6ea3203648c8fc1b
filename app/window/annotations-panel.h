/* The list of the article's annotations: in the order of the text, or as the user arranges it.
 *
 * Signals: "annotation-chosen" (gint64): the user moved to that annotation; "annotation-opened"
 * (gint64): and wants to fill it in (Enter, double click); "several-chosen" (): more than one is
 * selected, or no longer; "annotations-dropped" (GArray of ObEntity, gint64): annotations were dragged
 * onto one of the list; "action-requested" (const char *): a key means that action of the editor.
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

/* Leaves out what the text does not show: all but annotations of these labels and annotators (nullable:
 * GArray of ObEntity; NULL: all). */
void ob_annotations_panel_set_shown (ObAnnotationsPanel *panel,
                                     const GArray *labels,
                                     const GArray *annotators);

/* Marks @annotation (0: none) as the current one, without signals. */
void ob_annotations_panel_set_selected (ObAnnotationsPanel *panel, ObEntity annotation);

/* Selects all of these (GArray of ObEntity) that are in the list, without signals. */
void ob_annotations_panel_select_several (ObAnnotationsPanel *panel, const GArray *annotations);

/* (transfer none): GArray of ObEntity: the annotations that are selected together, as long as these are
 * more than one; else empty. */
const GArray *ob_annotations_panel_get_several (ObAnnotationsPanel *panel);

void ob_annotations_panel_focus (ObAnnotationsPanel *panel);

G_END_DECLS
