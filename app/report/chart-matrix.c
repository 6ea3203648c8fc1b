/* A matrix: the more passages, the stronger its cell is coloured; every cell has its number. */
#include <math.h>

#include "report/chart-private.h"

#define MAX_SIDE 60
#define MIN_CELL 64.0
#define CELL_HEIGHT 30.0
#define NAME_SHARE 0.3
/* The colour of the palette that the cells go towards: blue. */
#define COLOUR 0

static guint32
mix (guint32 from, guint32 to, double share)
{
  guint32 mixed = 0;

  for (guint shift = 0; shift < 24; shift += 8)
    mixed |= (guint32) ((from >> shift & 0xff) * (1 - share) + (to >> shift & 0xff) * share)
             << shift;
  return mixed;
}

/* Black or white, whichever is read better on @fill. */
static guint32
choose_ink (guint32 fill)
{
  return ob_palette_get_contrast (0x000000, fill) >= ob_palette_get_contrast (0xffffff, fill)
             ? 0x000000
             : 0xffffff;
}

static const char *
get_name (const GPtrArray *heads, guint number)
{
  return ((const ObCrossHead *) g_ptr_array_index (heads, number))->name;
}

static guint
get_most (const ObChart *chart)
{
  GHashTableIter iter;
  gpointer cell;
  guint most = 1;

  g_hash_table_iter_init (&iter, chart->table->cells);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    most = MAX (most, ob_cross_cell_count (cell));
  return most;
}

static void
add_cell (ObChart *chart,
          double x,
          double y,
          double width,
          double height,
          guint row,
          guint column,
          guint most)
{
  const ObCrossCell *cell = ob_cross_table_get (chart->table, row, column);
  guint32 paper = ob_chart_get_ink (chart, OB_INK_PAPER);
  guint32 fill = mix (ob_palette_get_fill (COLOUR, chart->style.scheme),
                      ob_palette_get_line (COLOUR, chart->style.scheme),
                      sqrt ((double) ob_cross_cell_count (cell) / most) * 0.9);
  g_autofree char *number = g_strdup_printf ("%u", ob_cross_cell_count (cell));
  double text_width, text_height;

  if (cell == NULL)
    {
      ob_chart_add_box (chart, x, y, width, height, paper, ob_chart_get_ink (chart, OB_INK_RULE));
      return;
    }
  ob_chart_add_box (chart, x, y, width, height, fill, fill);
  ob_chart_add_mark (chart, x, y, width, height, row, column);
  ob_chart_measure (chart, number, 0, 1, 0, &text_width, &text_height);
  ob_chart_add_text (chart, x + (width - text_width) / 2, y + (height - text_height) / 2, 0, 1, 0,
                     choose_ink (fill), number);
}

/* The heads of the columns.  Returns their height. */
static double
add_heads (ObChart *chart, const GArray *columns, double left, double y, double cell)
{
  double tallest = 0, width, height;

  for (guint i = 0; i < columns->len; i++)
    {
      ob_chart_measure (chart, get_name (chart->table->columns, g_array_index (columns, guint, i)),
                        cell - 6, 2, OB_TEXT_SMALL, &width, &height);
      tallest = MAX (tallest, height);
    }
  for (guint i = 0; i < columns->len; i++)
    ob_chart_add_text (chart, left + i * cell + 3, y, cell - 6, 2, OB_TEXT_SMALL | OB_TEXT_MIDDLE,
                       ob_chart_get_ink (chart, OB_INK_TEXT),
                       get_name (chart->table->columns, g_array_index (columns, guint, i)));
  return tallest + 6;
}

double
ob_chart_lay_matrix (ObChart *chart, double y)
{
  g_autoptr (GArray) rows = ob_chart_list_rows (chart, MAX_SIDE);
  g_autoptr (GArray) columns = ob_chart_list_columns (chart, MAX_SIDE);
  g_autoptr (GArray) all_rows = ob_chart_list_rows (chart, G_MAXUINT);
  g_autoptr (GArray) all_columns = ob_chart_list_columns (chart, G_MAXUINT);
  double names = chart->width * NAME_SHARE, left = OB_CHART_MARGIN + names + OB_CHART_GAP;
  double room = (chart->width - left - OB_CHART_MARGIN) / MAX (columns->len, 1);
  double cell = CLAMP (room, MIN_CELL * chart->style.font / 10, 140);
  guint most = get_most (chart);
  double high = MAX (CELL_HEIGHT, chart->style.font * 2.6);

  chart->width = MAX (chart->width, left + cell * columns->len + OB_CHART_MARGIN);
  y += add_heads (chart, columns, left, y, cell);
  for (guint i = 0; i < rows->len; i++, y += high)
    {
      guint row = g_array_index (rows, guint, i);
      double text_width, text_height;

      ob_chart_measure (chart, get_name (chart->table->rows, row), names, 1, 0, &text_width,
                        &text_height);
      ob_chart_add_text (chart, OB_CHART_MARGIN, y + (high - text_height) / 2, names, 1,
                         OB_TEXT_RIGHT, ob_chart_get_ink (chart, OB_INK_TEXT),
                         get_name (chart->table->rows, row));
      for (guint k = 0; k < columns->len; k++)
        add_cell (chart, left + k * cell + 1, y + 1, cell - 2, high - 2, row,
                  g_array_index (columns, guint, k), most);
    }
  y += OB_CHART_GAP;
  return y
         + ob_chart_add_foot (chart, y,
                              all_rows->len - rows->len + all_columns->len - columns->len);
}
