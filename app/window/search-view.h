/* Searching the whole project: what is typed is looked for at once, and shown in its context.
 *
 * Signal: "passage-opened" (gint64 article, gint64 annotation, guint start, guint end).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_SEARCH_VIEW (ob_search_view_get_type ())
G_DECLARE_FINAL_TYPE (ObSearchView, ob_search_view, OB, SEARCH_VIEW, GtkBox)

/* @project: (nullable) */
void ob_search_view_set_project (ObSearchView *view, ObProject *project);

/* Searches for @query, or, when NULL, puts the focus where one types. */
void ob_search_view_search (ObSearchView *view, const char *query);

G_END_DECLS
