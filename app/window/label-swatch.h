/* The sign of a label: its colour with its line pattern, so that colour is never the only sign. */
#pragma once

#include <gtk/gtk.h>

#include "model/codebook.h"

G_BEGIN_DECLS

/* Returns: (transfer full): a surface for @widget's scale, 16 by 16 units. */
cairo_surface_t *ob_label_swatch_create_surface (GtkWidget *widget, const ObLabel *label);

/* Returns: (transfer full), floating: an image of it. */
GtkWidget *ob_label_swatch_new (const ObLabel *label);

G_END_DECLS
