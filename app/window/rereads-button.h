/* The button of the status bar that says how many passages are to be read again. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_REREADS_BUTTON (ob_rereads_button_get_type ())
G_DECLARE_FINAL_TYPE (ObRereadsButton, ob_rereads_button, OB, REREADS_BUTTON, GtkButton)

/* Hidden as long as there is nothing to be read again in @project (nullable). */
void ob_rereads_button_set_project (ObRereadsButton *button, ObProject *project);

G_END_DECLS
