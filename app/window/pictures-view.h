/* Pictures of what was annotated: claims over time, speakers by stance, and others.
 *
 *   +-----------------------------------------------------+
 *   | [ Speakers by stance v ]        [Print…] [Export…]  |
 *   |   Lavrov     | asserts 5        | doubts 1 |        |
 *   |   Tillerson  | asserts 2 | doubts 1 |               |
 *   +-----------------------------------------------------+
 *   | Lavrov, doubts: 1 passage                           |
 *   |   “...”                                             |
 *   +-----------------------------------------------------+
 *
 * A worker counts and lays out, when the view can be seen.
 * Signal: "passage-opened" (gint64 article, gint64 annotation, guint start, guint end).
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_PICTURES_VIEW (ob_pictures_view_get_type ())
G_DECLARE_FINAL_TYPE (ObPicturesView, ob_pictures_view, OB, PICTURES_VIEW, GtkBox)

/* @project: (nullable) */
void ob_pictures_view_set_project (ObPicturesView *view, ObProject *project);

G_END_DECLS
