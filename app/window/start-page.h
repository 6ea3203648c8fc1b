/* The start page: new, open, recent projects, the sample.
 *
 * Its buttons activate the window's actions; signal: "project-chosen" (const char *path).
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OB_TYPE_START_PAGE (ob_start_page_get_type ())
G_DECLARE_FINAL_TYPE (ObStartPage, ob_start_page, OB, START_PAGE, GtkBox)

G_END_DECLS
