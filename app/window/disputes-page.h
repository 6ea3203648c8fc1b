/* The page of answers: the boards of the disputes, speakers, and the search of the whole project.
 *
 * Signal: "passage-opened" (gint64 article, gint64 annotation, guint start, guint end): to be shown
 * where it is read.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_DISPUTES_PAGE (ob_disputes_page_get_type ())
G_DECLARE_FINAL_TYPE (ObDisputesPage, ob_disputes_page, OB, DISPUTES_PAGE, GtkBox)

/* @project: (nullable) */
void ob_disputes_page_set_project (ObDisputesPage *page, ObProject *project);

/* Shows a part of the page: "board", "speakers" or "search", and puts the focus into it. */
void ob_disputes_page_show (ObDisputesPage *page, const char *part);

/* Goes to the next (1) or previous (-1) panel of what is shown. */
void ob_disputes_page_step_panel (ObDisputesPage *page, int step);

G_END_DECLS
