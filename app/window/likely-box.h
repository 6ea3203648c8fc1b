/* The likeliest speakers of an annotation without one, as buttons with the keys 1, 2, 3, and 0 for
 * "unresolved".  They are found in a thread; the box hides itself where there is nothing to ask.
 *
 * Signal: "chosen" (gint64 speaker, const char *name): 0 and the name for one who is not in the
 * project yet, 0 and "" for unresolved.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_LIKELY_BOX (ob_likely_box_get_type ())
G_DECLARE_FINAL_TYPE (ObLikelyBox, ob_likely_box, OB, LIKELY_BOX, GtkBox)

GtkWidget *ob_likely_box_new (void);

/* Asks for @annotation (nullable: for nothing) of @project with @label. */
void ob_likely_box_load (ObLikelyBox *box,
                         ObProject *project,
                         const ObLabel *label,
                         const ObAnnotation *annotation);

/* As if button @n (0 to 3) were pressed.  FALSE when there is no such button. */
gboolean ob_likely_box_choose (ObLikelyBox *box, guint n);

G_END_DECLS
