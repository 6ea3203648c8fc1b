/* The palette of labels: choose one by typing, or create one on the spot.
 *
 * Recently chosen labels come first and answer to the digits 1 to 9.
 * Signal: "label-chosen" (gint64), and what ObPicker reports as failure through ob_report_error().
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_LABEL_PALETTE (ob_label_palette_get_type ())
G_DECLARE_FINAL_TYPE (ObLabelPalette, ob_label_palette, OB, LABEL_PALETTE, GObject)

/* @relative_to: the widget that the palette points at; it owns the palette's popover. */
ObLabelPalette *ob_label_palette_new (GtkWidget *relative_to);

/* Shows the palette pointing at @place of the widget. */
void ob_label_palette_open (ObLabelPalette *palette, ObProject *project, const GdkRectangle *place);

/* Remembers @label as the most recent one of @project. */
void ob_label_palette_remember (ObProject *project, ObEntity label);

/* The label most like @name among those of @codebook: the same but for case, a longer or shorter
 * form, or one that differs in few letters (Levenshtein distance).  (nullable) */
const ObLabel *ob_label_palette_find_similar (const ObCodebook *codebook, const char *name);

G_END_DECLS
