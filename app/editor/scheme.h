/* Whether a widget shows dark on light or light on dark. */
#pragma once

#include <gtk/gtk.h>

#include "model/palette.h"

G_BEGIN_DECLS

/* What @widget writes its text with decides, not the name of the theme. */
ObScheme ob_scheme_find (GtkWidget *widget);

G_END_DECLS
