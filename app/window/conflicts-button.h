/* ObConflictsButton: says how many conflicts are open, and opens them; hidden when there is none. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_CONFLICTS_BUTTON (ob_conflicts_button_get_type ())
G_DECLARE_FINAL_TYPE (ObConflictsButton, ob_conflicts_button, OB, CONFLICTS_BUTTON, GtkButton)

/* @project: (nullable) */
void ob_conflicts_button_set_project (ObConflictsButton *button, ObProject *project);

G_END_DECLS
