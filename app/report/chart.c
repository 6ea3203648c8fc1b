#include "report/chart-private.h"

#include <glib/gi18n.h>

#define CORNER 3.0
#define FOCUS_LINE 2.5

typedef enum
{
  SHAPE_BOX,
  SHAPE_PILL,
  SHAPE_LINE,
  SHAPE_TEXT,
} ShapeType;

typedef struct
{
  ShapeType type;
  double x;
  double y;
  double width; /* of a line: how far it goes */
  double height;
  double thickness;
  guint32 fill;
  guint32 edge;
  PangoLayout *layout; /* (owned) (nullable) */
} Shape;

static void
shape_clear (gpointer data)
{
  g_clear_object (&((Shape *) data)->layout);
}

/* Colours --------------------------------------------------------------------------------------- */

guint32
ob_chart_get_ink (const ObChart *chart, ObInk ink)
{
  static const guint32 inks[][2] = {
    [OB_INK_TEXT] = { 0x1d1d1d, 0xf2f2f2 },
    [OB_INK_QUIET] = { 0x5a5a5a, 0xb8b8b8 },
    [OB_INK_RULE] = { 0xd5d5d5, 0x4a4a4a },
    [OB_INK_PAPER] = { 0xffffff, 0x2d2d2d },
  };

  return inks[ink][chart->style.scheme == OB_SCHEME_DARK];
}

static const ObCrossHead *
get_column (const ObChart *chart, guint column)
{
  return g_ptr_array_index (chart->table->columns, column);
}

guint32
ob_chart_get_fill (const ObChart *chart, guint column)
{
  return ob_palette_get_fill (get_column (chart, column)->colour, chart->style.scheme);
}

guint32
ob_chart_get_line (const ObChart *chart, guint column)
{
  return ob_palette_get_line (get_column (chart, column)->colour, chart->style.scheme);
}

/* Shapes ---------------------------------------------------------------------------------------- */

void
ob_chart_add_box (
    ObChart *chart, double x, double y, double width, double height, guint32 fill, guint32 edge)
{
  Shape shape = { SHAPE_BOX, x, y, width, height, 1.0, fill, edge, NULL };

  g_array_append_val (chart->shapes, shape);
}

void
ob_chart_add_pill (
    ObChart *chart, double x, double y, double width, double height, guint32 fill, guint32 edge)
{
  Shape shape = { SHAPE_PILL, x, y, width, height, 1.5, fill, edge, NULL };

  g_array_append_val (chart->shapes, shape);
}

void
ob_chart_add_line (
    ObChart *chart, double x, double y, double to_x, double to_y, double thickness, guint32 colour)
{
  Shape shape = { SHAPE_LINE, x, y, to_x - x, to_y - y, thickness, colour, colour, NULL };

  g_array_append_val (chart->shapes, shape);
}

void
ob_chart_add_mark (
    ObChart *chart, double x, double y, double width, double height, guint row, guint column)
{
  ObMark mark = { x, y, width, height, row, column };

  g_array_append_val (chart->marks, mark);
}

static PangoLayout *
create_layout (ObChart *chart, const char *text, double width, guint lines, ObTextFlags flags)
{
  PangoLayout *layout = pango_layout_new (chart->context);
  PangoFontDescription *font = pango_font_description_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  pango_font_description_set_family (font, "Sans");
  pango_font_description_set_absolute_size (
      font, chart->style.font * (flags & OB_TEXT_SMALL ? 0.88 : 1.0) * PANGO_SCALE * 4 / 3);
  if (flags & OB_TEXT_BOLD)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, valid, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -(int) lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, flags & OB_TEXT_RIGHT    ? PANGO_ALIGN_RIGHT
                                          : flags & OB_TEXT_MIDDLE ? PANGO_ALIGN_CENTER
                                                                   : PANGO_ALIGN_LEFT);
      pango_layout_set_auto_dir (layout, FALSE);
    }
  return layout;
}

static void
get_layout_size (PangoLayout *layout, double *width, double *height)
{
  int units_wide, units_high;

  pango_layout_get_size (layout, &units_wide, &units_high);
  *width = (double) units_wide / PANGO_SCALE;
  *height = (double) units_high / PANGO_SCALE;
}

double
ob_chart_add_text (ObChart *chart,
                   double x,
                   double y,
                   double width,
                   guint lines,
                   ObTextFlags flags,
                   guint32 colour,
                   const char *text)
{
  Shape shape = { SHAPE_TEXT, x, y, 0, 0, 0, colour, colour, NULL };
  double text_width;

  shape.layout = create_layout (chart, text, width, lines, flags);
  get_layout_size (shape.layout, &text_width, &shape.height);
  g_array_append_val (chart->shapes, shape);
  return shape.height;
}

void
ob_chart_measure (ObChart *chart,
                  const char *text,
                  double width,
                  guint lines,
                  ObTextFlags flags,
                  double *text_width,
                  double *text_height)
{
  g_autoptr (PangoLayout) layout = create_layout (chart, text, width, lines, flags);

  get_layout_size (layout, text_width, text_height);
}

/* Parts that all have ------------------------------------------------------------------------- */

static GArray *
list_used (const GPtrArray *heads, guint limit)
{
  GArray *used = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < heads->len && used->len < limit; i++)
    if (((const ObCrossHead *) heads->pdata[i])->n > 0)
      g_array_append_val (used, i);
  return used;
}

GArray *
ob_chart_list_rows (const ObChart *chart, guint limit)
{
  return list_used (chart->table->rows, limit);
}

GArray *
ob_chart_list_columns (const ObChart *chart, guint limit)
{
  return list_used (chart->table->columns, limit);
}

ObStance
ob_chart_get_stance (const ObCrossCell *cell)
{
  ObStance most = OB_STANCE_NONE;

  for (ObStance stance = 0; stance < OB_N_STANCES; stance++)
    if (cell->n[stance] > cell->n[most])
      most = stance;
  return most;
}

double
ob_chart_add_foot (ObChart *chart, double y, guint n_left_out)
{
  guint n = chart->table->n_passages;
  g_autofree char *passages = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u passage", "%u passages", n), n);
  g_autofree char *rest
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s; %u more is not shown, but is in the CSV.",
                                      "%s; %u more are not shown, but are in the CSV.", n_left_out),
                         passages, n_left_out);

  return ob_chart_add_text (chart, OB_CHART_MARGIN, y, chart->width - 2 * OB_CHART_MARGIN, 2,
                            OB_TEXT_SMALL, ob_chart_get_ink (chart, OB_INK_QUIET),
                            n_left_out > 0 ? rest : passages);
}

static double (*const layouts[OB_N_CROSSES]) (ObChart *chart, double y) = {
  [OB_CROSS_CLAIMS_OVER_TIME] = ob_chart_lay_time,
  [OB_CROSS_SPEAKERS_BY_STANCE] = ob_chart_lay_bars,
  [OB_CROSS_LABELS_BY_OUTLET] = ob_chart_lay_matrix,
  [OB_CROSS_LABELS_TOGETHER] = ob_chart_lay_matrix,
  [OB_CROSS_SPEAKERS_AND_DISPUTES] = ob_chart_lay_network,
};

/* Drawing --------------------------------------------------------------------------------------- */

static void
set_colour (cairo_t *cr, guint32 colour)
{
  double red, green, blue;

  ob_palette_split (colour, &red, &green, &blue);
  cairo_set_source_rgb (cr, red, green, blue);
}

static void
add_outline (cairo_t *cr, double x, double y, double width, double height, double corner)
{
  corner = MIN (corner, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - corner, y + corner, corner, -G_PI_2, 0);
  cairo_arc (cr, x + width - corner, y + height - corner, corner, 0, G_PI_2);
  cairo_arc (cr, x + corner, y + height - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, x + corner, y + corner, corner, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_shape (cairo_t *cr, const Shape *shape)
{
  cairo_set_line_width (cr, shape->thickness);
  switch (shape->type)
    {
    case SHAPE_TEXT:
      set_colour (cr, shape->fill);
      cairo_move_to (cr, shape->x, shape->y);
      pango_cairo_show_layout (cr, shape->layout);
      return;
    case SHAPE_LINE:
      set_colour (cr, shape->edge);
      cairo_move_to (cr, shape->x, shape->y);
      cairo_rel_line_to (cr, shape->width, shape->height);
      cairo_stroke (cr);
      return;
    case SHAPE_BOX:
    case SHAPE_PILL:
      add_outline (cr, shape->x + 0.5, shape->y + 0.5, MAX (shape->width - 1, 1),
                   MAX (shape->height - 1, 1),
                   shape->type == SHAPE_PILL ? shape->height : CORNER);
      break;
    default:
      g_assert_not_reached ();
    }
  set_colour (cr, shape->fill);
  cairo_fill_preserve (cr);
  set_colour (cr, shape->edge);
  cairo_stroke (cr);
}

void
ob_chart_draw (const ObChart *chart, cairo_t *cr, int focus)
{
  cairo_save (cr);
  for (guint i = 0; i < chart->shapes->len; i++)
    draw_shape (cr, &g_array_index (chart->shapes, Shape, i));
  if (focus >= 0 && (guint) focus < chart->marks->len)
    {
      const ObMark *mark = &g_array_index (chart->marks, ObMark, focus);

      set_colour (cr, ob_chart_get_ink (chart, OB_INK_TEXT));
      cairo_set_line_width (cr, FOCUS_LINE);
      add_outline (cr, mark->x - 1, mark->y - 1, mark->width + 2, mark->height + 2, CORNER);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* Public functions ------------------------------------------------------------------------------ */

ObChart *
ob_chart_new (ObCrossTable *table, const ObChartStyle *style)
{
  ObChart *chart = g_new0 (ObChart, 1);
  double y = OB_CHART_MARGIN;

  chart->table = table;
  chart->style = *style;
  chart->width = style->width;
  chart->shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  g_array_set_clear_func (chart->shapes, shape_clear);
  chart->marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  chart->fonts = pango_cairo_font_map_new ();
  chart->context = pango_font_map_create_context (chart->fonts);
  y += ob_chart_add_text (chart, OB_CHART_MARGIN, y, chart->width - 2 * OB_CHART_MARGIN, 1,
                          OB_TEXT_BOLD, ob_chart_get_ink (chart, OB_INK_TEXT),
                          ob_cross_get_title (table->kind));
  y = layouts[table->kind](chart, y + OB_CHART_GAP);
  chart->height = y + OB_CHART_MARGIN;
  return chart;
}

void
ob_chart_free (ObChart *chart)
{
  ob_cross_table_unref (chart->table);
  g_array_unref (chart->shapes);
  g_array_unref (chart->marks);
  g_object_unref (chart->context);
  g_object_unref (chart->fonts);
  g_free (chart);
}

const ObCrossTable *
ob_chart_get_table (const ObChart *chart)
{
  return chart->table;
}

void
ob_chart_get_size (const ObChart *chart, double *width, double *height)
{
  *width = chart->width;
  *height = chart->height;
}

const GArray *
ob_chart_get_marks (const ObChart *chart)
{
  return chart->marks;
}

int
ob_chart_find (const ObChart *chart, double x, double y)
{
  for (guint i = chart->marks->len; i > 0; i--)
    {
      const ObMark *mark = &g_array_index (chart->marks, ObMark, i - 1);

      if (x >= mark->x && x < mark->x + mark->width && y >= mark->y && y < mark->y + mark->height)
        return (int) i - 1;
    }
  return -1;
}

char *
ob_chart_describe (const ObChart *chart, guint number)
{
  const ObMark *mark = &g_array_index (chart->marks, ObMark, number);
  guint n = ob_cross_cell_count (ob_cross_table_get (chart->table, mark->row, mark->column));
  const ObCrossHead *row = g_ptr_array_index (chart->table->rows, mark->row);

  /* Translators: a row, a column, and how many passages are in that cell of a table. */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s, %s: %u passage", "%s, %s: %u passages", n), row->name,
      get_column (chart, mark->column)->name, n);
}
