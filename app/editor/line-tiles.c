#include "editor/line-tiles.h"

#include <math.h>

/* Length of a tile in units of a line's height: all patterns end in it as they began. */
#define PERIOD 4

struct _ObLineTiles
{
  GHashTable *tiles; /* (owned) key -> cairo_pattern_t */
  int height;        /* of the tiles, in pixels */
  double scale;      /* of the device for which they are */
};

/* A rectangle of a tile, in units of its height. */
static void
fill (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw_wave (cairo_t *cr)
{
  cairo_set_line_width (cr, 0.42);
  cairo_move_to (cr, -1, 0.75);
  for (int i = 0; i < 6; i++)
    cairo_rel_line_to (cr, 1, i % 2 == 0 ? -0.5 : 0.5);
  cairo_stroke (cr);
}

/* Draws one tile, PERIOD wide and 1 high. */
static void
draw_tile (cairo_t *cr, ObLine line)
{
  switch (line)
    {
    case OB_LINE_DASHED:
      fill (cr, 0, 0.17, 2.75, 0.66);
      break;
    case OB_LINE_DOTTED:
      for (int i = 0; i < PERIOD; i += 2)
        fill (cr, i, 0.17, 0.9, 0.66);
      break;
    case OB_LINE_DOUBLE:
      fill (cr, 0, 0, PERIOD, 0.33);
      fill (cr, 0, 0.67, PERIOD, 0.33);
      break;
    case OB_LINE_WAVY:
      draw_wave (cr);
      break;
    case OB_LINE_DASH_DOT:
      fill (cr, 0, 0.17, 1.7, 0.66);
      fill (cr, 2.5, 0.17, 0.8, 0.66);
      break;
    case OB_LINE_SOLID:
    default:
      fill (cr, 0, 0.17, PERIOD, 0.66);
      break;
    }
}

static cairo_pattern_t *
create_tile (cairo_t *target, ObLine line, guint32 rgb, int height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                                         (int) ceil (PERIOD * height * scale),
                                                         (int) ceil (height * scale));
  cairo_pattern_t *pattern;
  cairo_t *cr;
  double red, green, blue;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  ob_palette_split (rgb, &red, &green, &blue);
  cairo_set_source_rgb (cr, red, green, blue);
  cairo_scale (cr, height, height);
  draw_tile (cr, line);
  cairo_destroy (cr);

  pattern = cairo_pattern_create_for_surface (surface);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_surface_destroy (surface);

  return pattern;
}

static double
get_scale (cairo_t *cr)
{
  double x_scale = 1, y_scale = 1;

  cairo_surface_get_device_scale (cairo_get_target (cr), &x_scale, &y_scale);
  return x_scale;
}

/* Public functions ----------------------------------------------------------------------------- */

ObLineTiles *
ob_line_tiles_new (void)
{
  ObLineTiles *tiles = g_new0 (ObLineTiles, 1);

  tiles->tiles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cairo_pattern_destroy);
  return tiles;
}

void
ob_line_tiles_free (ObLineTiles *tiles)
{
  if (tiles == NULL)
    return;

  g_hash_table_unref (tiles->tiles);
  g_free (tiles);
}

int
ob_line_tiles_get_height (double em)
{
  return MAX (3, (int) lround (em * 0.17));
}

void
ob_line_tiles_draw (ObLineTiles *tiles,
                    cairo_t *cr,
                    ObLine line,
                    guint colour,
                    ObScheme scheme,
                    double em,
                    int left,
                    int right,
                    int top)
{
  int height = ob_line_tiles_get_height (em);
  double scale = get_scale (cr);
  gpointer key;
  cairo_pattern_t *pattern;
  cairo_matrix_t matrix;

  if (tiles->height != height || tiles->scale != scale)
    {
      g_hash_table_remove_all (tiles->tiles);
      tiles->height = height;
      tiles->scale = scale;
    }

  colour %= OB_N_COLOURS;
  key = GUINT_TO_POINTER (1 + (colour * OB_N_LINES + MIN (line, OB_N_LINES - 1)) * 2 + scheme);
  pattern = g_hash_table_lookup (tiles->tiles, key);
  if (pattern == NULL)
    {
      pattern = create_tile (cr, line, ob_palette_get_line (colour, scheme), height, scale);
      g_hash_table_insert (tiles->tiles, key, pattern);
    }

  /* The pattern begins where the line does. */
  cairo_matrix_init_translate (&matrix, -left, -top);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, left, top, right - left, height);
  cairo_fill (cr);
}
