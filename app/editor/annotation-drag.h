/* Annotations that are dragged: from the text, a list or a board, onto a speaker, a dispute, a position
 * or another annotation.
 *
 * What travels is the numbers of the annotations in their project, and which project that is: another
 * window of this program may show another.  Nothing of it leaves the program.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_ANNOTATION_TARGET "application/x-obelus-annotation"

/* One target, for gtk_drag_source_set() and gtk_drag_dest_set(). */
extern const GtkTargetEntry ob_annotation_drag_target;

/* TRUE when annotations are what is dragged. */
gboolean ob_annotation_drag_is (GdkDragContext *context);

/* Answers "drag-data-get": annotations (GArray of ObEntity) of @project. */
void ob_annotation_drag_set_data (GtkSelectionData *data,
                                  ObProject *project,
                                  const GArray *annotations);

/* The annotations that were dropped, those that are no more left out; NULL when there are none, or
 * they are another project's.  Returns: (transfer full) (nullable): GArray of ObEntity. */
GArray *ob_annotation_drag_get_data (GtkSelectionData *data, ObProject *project);

/* Shows @words beside the pointer while they are dragged from @widget. */
void ob_annotation_drag_set_icon (GtkWidget *widget, GdkDragContext *context, const char *words);

/* Takes annotations that are dropped on @row; @row is highlighted while they are over it.  @func
 * returns what it has done, for the drag to end with. */
typedef gboolean (*ObAnnotationDropFunc) (GtkWidget *row, const GArray *annotations, gpointer data);

void ob_annotation_drop_add (GtkWidget *row,
                             ObProject *project,
                             ObAnnotationDropFunc func,
                             gpointer data);

/* Clicks @button when annotations are held over it for a while: to what they are to be dropped on may be
 * behind it. */
void ob_annotation_drag_open_on_hover (GtkWidget *button);

G_END_DECLS
