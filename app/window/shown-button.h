/* The button that says what the text does not show, with the popover in which that is chosen: labels by
 * their sign, annotators, each with the number of annotations that this article has of them.
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/article-view.h"

G_BEGIN_DECLS

#define OB_TYPE_SHOWN_BUTTON (ob_shown_button_get_type ())
G_DECLARE_FINAL_TYPE (ObShownButton, ob_shown_button, OB, SHOWN_BUTTON, GtkMenuButton)

/* @view is not owned and must outlive the button's use. */
void ob_shown_button_set_view (ObShownButton *button, ObArticleView *view);
/* (nullable) */
void ob_shown_button_set_project (ObShownButton *button, ObProject *project);

/* Says of how many labels and annotators nothing is shown, or that @bare: of none. */
void ob_shown_button_set_hidden (ObShownButton *button,
                                 guint n_labels,
                                 guint n_annotators,
                                 gboolean bare);

G_END_DECLS
