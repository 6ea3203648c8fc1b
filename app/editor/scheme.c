#include "editor/scheme.h"

ObScheme
ob_scheme_find (GtkWidget *widget)
{
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget),
                               gtk_widget_get_state_flags (widget),
                               &text);

  return text.red + text.green + text.blue > 1.5 ? OB_SCHEME_DARK : OB_SCHEME_LIGHT;
}
