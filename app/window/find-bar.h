/* Find in the article: an entry that goes to the next match as one types. */
#pragma once

#include <gtk/gtk.h>

#include "editor/article-view.h"

G_BEGIN_DECLS

#define OB_TYPE_FIND_BAR (ob_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (ObFindBar, ob_find_bar, OB, FIND_BAR, GtkSearchBar)

/* The view that is searched; the bar does not keep it alive. */
void ob_find_bar_set_view (ObFindBar *bar, ObArticleView *view);

/* Shows the bar with the focus in its entry. */
void ob_find_bar_open (ObFindBar *bar);

/* Looks in the article that the view shows now. */
void ob_find_bar_update (ObFindBar *bar);

/* Selects the next (or previous) match after the caret, from the other end when there is none. */
void ob_find_bar_step (ObFindBar *bar, gboolean forward);

G_END_DECLS
