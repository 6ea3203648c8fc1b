/* The links of an annotation in the inspector: what they are, going there, removing, adding.
 *
 * Signals: "annotation-chosen" (gint64): the user wants to see the annotation at the other end.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_LINKS_BOX (ob_links_box_get_type ())
G_DECLARE_FINAL_TYPE (ObLinksBox, ob_links_box, OB, LINKS_BOX, GtkBox)

GtkWidget *ob_links_box_new (void);

/* Shows the links from and to @annotation (nullable). */
void ob_links_box_load (ObLinksBox *box, ObProject *project, const ObAnnotation *annotation);

G_END_DECLS
