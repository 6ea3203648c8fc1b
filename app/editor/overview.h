/* The overview strip beside an article view: the whole article at a glance.
 *
 *   +---------+   each label has a lane of its own, in its colour;
 *   | |  |  : |   the first lane marks what is disputed;
 *   |[|=====:]|   the frame is what the view shows now, the line across it the caret.
 *   |    |  : |
 *   +---------+
 *
 * Heights are shares of the article's code points, since lines that were never shown have no height
 * yet.  Click and drag go there.  Costs nothing while nothing changes: the lanes are drawn once into a
 * picture.
 */
#pragma once

#include "editor/article-view.h"

G_BEGIN_DECLS

#define OB_TYPE_OVERVIEW (ob_overview_get_type ())
G_DECLARE_FINAL_TYPE (ObOverview, ob_overview, OB, OVERVIEW, GtkDrawingArea)

/* An overview of @view, which it keeps. */
GtkWidget *ob_overview_new (ObArticleView *view);

G_END_DECLS
