#include "window/label-swatch.h"

#include "editor/scheme.h"

#define SIZE 16

static void
set_colour (cairo_t *cr, guint32 rgb)
{
  double red, green, blue;

  ob_palette_split (rgb, &red, &green, &blue);
  cairo_set_source_rgb (cr, red, green, blue);
}

/* Strokes the pattern of @line from left to right at the height @y. */
static void
stroke_line (cairo_t *cr, ObLine line, double y)
{
  static const double dashed[] = { 4, 2 };
  static const double dotted[] = { 1.5, 2 };
  static const double dash_dot[] = { 5, 2, 1.5, 2 };

  cairo_set_line_width (cr, 2);
  if (line == OB_LINE_DASHED)
    cairo_set_dash (cr, dashed, G_N_ELEMENTS (dashed), 0);
  else if (line == OB_LINE_DOTTED)
    cairo_set_dash (cr, dotted, G_N_ELEMENTS (dotted), 0);
  else if (line == OB_LINE_DASH_DOT)
    cairo_set_dash (cr, dash_dot, G_N_ELEMENTS (dash_dot), 0);

  if (line == OB_LINE_WAVY)
    {
      cairo_move_to (cr, 1, y);
      for (double x = 1; x < SIZE - 2; x += 7)
        cairo_curve_to (cr, x + 2, y - 3.5, x + 5, y + 3.5, x + 7, y);
    }
  else
    {
      cairo_move_to (cr, 1, y);
      cairo_line_to (cr, SIZE - 1, y);
    }
  if (line == OB_LINE_DOUBLE)
    {
      cairo_set_line_width (cr, 1.2);
      cairo_move_to (cr, 1, y - 3);
      cairo_line_to (cr, SIZE - 1, y - 3);
    }

  cairo_stroke (cr);
}

cairo_surface_t *
ob_label_swatch_create_surface (GtkWidget *widget, const ObLabel *label)
{
  int scale = gtk_widget_get_scale_factor (widget);
  ObScheme scheme = ob_scheme_find (widget);
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE * scale, SIZE * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  set_colour (cr, ob_palette_get_fill (label->colour, scheme));
  cairo_rectangle (cr, 1, 1, SIZE - 2, SIZE - 5);
  cairo_fill (cr);
  set_colour (cr, ob_palette_get_line (label->colour, scheme));
  stroke_line (cr, label->line, SIZE - 3);
  cairo_destroy (cr);

  return surface;
}

static void
style_updated_cb (GtkWidget *image, gpointer user_data)
{
  const ObLabel *label = user_data;
  cairo_surface_t *surface = ob_label_swatch_create_surface (image, label);

  gtk_image_set_from_surface (GTK_IMAGE (image), surface);
  cairo_surface_destroy (surface);
}

static void
free_closure_label (gpointer data, GClosure *closure)
{
  g_free (data);
}

GtkWidget *
ob_label_swatch_new (const ObLabel *label)
{
  GtkWidget *image = gtk_image_new ();
  ObLabel *look = g_new0 (ObLabel, 1); /* only the members that are drawn */

  look->colour = label->colour;
  look->line = label->line;
  g_signal_connect_data (image,
                         "style-updated",
                         G_CALLBACK (style_updated_cb),
                         look,
                         free_closure_label,
                         G_CONNECT_AFTER);
  style_updated_cb (image, look);

  return image;
}
