/* The tables of actions, and what is generated from them: accelerators, the primary menu and the
 * shortcuts window.
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/action-info.h"
#include "model/codebook.h"

G_BEGIN_DECLS

/* The window's and the application's actions ("win." and "app."). */
const ObActionInfo *ob_action_table_get (guint *n_infos);

/* The row of the detailed action @name, of the window or the editor.  (nullable) */
const ObActionInfo *ob_action_table_find (const char *name);

/* Sets the accelerators of the window's actions.  The editor's keys are the editor's own: they act
 * only while the text has the focus. */
void ob_action_table_set_accels (GtkApplication *application);

/* (transfer full): the primary menu. */
GMenuModel *ob_action_table_build_menu (void);

/* (transfer full): a menu of the actions called @names. */
GMenuModel *ob_action_table_build_list (const char *const *names, guint n_names);

/* (transfer full), floating: a new shortcuts window, with the keys of @codebook (nullable). */
GtkWidget *ob_action_table_build_shortcuts (const ObCodebook *codebook);

/* Gives @button a tooltip "Title (Key)" and an accessible name from the action that it activates.
 * Use for buttons without text. */
void ob_action_table_describe_button (GtkWidget *button, const char *name);

G_END_DECLS
