/* What the window knows about an action besides its code: one table a widget feeds menus, the
 * shortcuts window, help and tests.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;     /* detailed action name: "editor.next-annotation", "win.label::claim" */
  const char *title;    /* N_("Next Annotation") */
  const char *group;    /* N_("Moving"): section of the shortcuts window */
  const char *accels[4]; /* GTK accelerators, NULL-terminated */
} ObActionInfo;

G_END_DECLS
