/* The inspector: everything about the current annotation, to be read and filled in.
 *
 * What is typed is saved when its widget is left or Enter is pressed: one undo step for each.
 * Signals: "annotation-chosen" (gint64): the user follows a link; "left" (): Escape: back to the
 * text.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_INSPECTOR (ob_inspector_get_type ())
G_DECLARE_FINAL_TYPE (ObInspector, ob_inspector, OB, INSPECTOR, GtkBox)

/* Shows @annotation of @project; 0 for none.  What was typed for the one before is saved first. */
void ob_inspector_set_annotation (ObInspector *inspector, ObProject *project, ObEntity annotation);

/* Shows several annotations (GArray of ObEntity) together: what they agree on; what is entered then is
 * for all of them, in one step. */
void ob_inspector_set_several (ObInspector *inspector,
                               ObProject *project,
                               const GArray *annotations);

ObEntity ob_inspector_get_annotation (ObInspector *inspector);

/* Saves what was typed and not saved yet. */
void ob_inspector_flush (ObInspector *inspector);

/* Puts the focus into the first field (@note: into the note). */
void ob_inspector_focus (ObInspector *inspector, gboolean note);

/* Chooses the likely speaker of that number (0: unresolved) for the annotation.  FALSE when none is
 * offered. */
gboolean ob_inspector_choose_likely (ObInspector *inspector, guint number);

G_END_DECLS
