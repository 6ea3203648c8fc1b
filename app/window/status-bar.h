/* The line at the bottom: who annotates, what the caret is on and where, and that all is saved. */
#pragma once

#include <gtk/gtk.h>

#include "editor/article-view.h"
#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_STATUS_BAR (ob_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (ObStatusBar, ob_status_bar, OB, STATUS_BAR, GtkBox)

void ob_status_bar_set_project (ObStatusBar *bar, ObProject *project);

/* Shows the annotation that the caret is on (0: none) and its offset in @text (nullable). */
void ob_status_bar_set_place (ObStatusBar *bar,
                              ObEntity annotation,
                              const ObText *text,
                              guint32 caret);

/* Shows what has just been done for some seconds, in place of the annotation. */
void ob_status_bar_tell (ObStatusBar *bar, const char *message);

/* (transfer none): the button that says who annotates, for a popover. */
GtkWidget *ob_status_bar_get_annotator_button (ObStatusBar *bar);

/* The view whose annotations the button chooses from; it must outlive the bar's use. */
void ob_status_bar_set_view (ObStatusBar *bar, ObArticleView *view);

/* Says how many labels and annotators are hidden, or that @bare: all annotations are. */
void ob_status_bar_set_hidden (ObStatusBar *bar, guint n_labels, guint n_annotators, gboolean bare);

/* Opens the popover in which it is chosen what is shown. */
void ob_status_bar_choose_shown (ObStatusBar *bar);

/* Says how many parts of the page are hidden; the button shows them. */
void ob_status_bar_set_hidden_parts (ObStatusBar *bar, guint n_parts);

G_END_DECLS
