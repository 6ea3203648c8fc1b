/* The list of articles with its filter.
 *
 * Signals: "article-chosen" (gint64): the user chose that article; "article-opened" (gint64): and
 * wants to work in it (Enter, double click).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_ARTICLES_PANEL (ob_articles_panel_get_type ())
G_DECLARE_FINAL_TYPE (ObArticlesPanel, ob_articles_panel, OB, ARTICLES_PANEL, GtkBox)

void ob_articles_panel_set_project (ObArticlesPanel *panel, ObProject *project);

/* Marks @article (0: none) as the one shown, without signals. */
void ob_articles_panel_set_selected (ObArticlesPanel *panel, ObEntity article);

/* The article @step rows below (or above) @article as listed, or 0. */
ObEntity ob_articles_panel_get_neighbour (ObArticlesPanel *panel, ObEntity article, int step);

/* The article shown first, or 0. */
ObEntity ob_articles_panel_get_first (ObArticlesPanel *panel);

void ob_articles_panel_focus (ObArticlesPanel *panel);

G_END_DECLS
