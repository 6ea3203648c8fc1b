/* Bars in parts, one part for each stance: lying for speakers, standing for times. */
#include <math.h>

#include "report/chart-private.h"

#define MAX_BARS 60
#define BAR 24.0
#define LEGEND_BOX 14.0
#define NAME_SHARE 0.3
#define TIME_HEIGHT 260.0
#define MIN_TIME_WIDTH 18.0

static const ObCrossHead *
get_head (const GPtrArray *heads, guint number)
{
  return g_ptr_array_index (heads, number);
}

/* What the colours mean, in a line, or more. */
static double
add_legend (ObChart *chart, double y)
{
  g_autoptr (GArray) columns = ob_chart_list_columns (chart, G_MAXUINT);
  double x = OB_CHART_MARGIN, line = LEGEND_BOX;

  for (guint i = 0; i < columns->len; i++)
    {
      guint column = g_array_index (columns, guint, i);
      const char *name = get_head (chart->table->columns, column)->name;
      double width, height;

      ob_chart_measure (chart, name, 0, 1, 0, &width, &height);
      line = MAX (line, height);
      if (x > OB_CHART_MARGIN && x + LEGEND_BOX + 6 + width > chart->width - OB_CHART_MARGIN)
        {
          x = OB_CHART_MARGIN;
          y += line + 4;
        }
      ob_chart_add_box (chart, x, y + (height - LEGEND_BOX) / 2, LEGEND_BOX, LEGEND_BOX,
                        ob_chart_get_fill (chart, column), ob_chart_get_line (chart, column));
      ob_chart_add_text (chart, x + LEGEND_BOX + 6, y, 0, 1, 0,
                         ob_chart_get_ink (chart, OB_INK_TEXT), name);
      x += LEGEND_BOX + 6 + width + 18;
    }
  return y + line + OB_CHART_GAP;
}

/* One part, with its stance in words where they fit, or else its number. */
static void
add_part (ObChart *chart, double x, double y, double width, double height, guint row, guint column)
{
  guint n = ob_cross_cell_count (ob_cross_table_get (chart->table, row, column));
  const char *name = get_head (chart->table->columns, column)->name;
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *words = g_strdup_printf ("%s %u", name, n);
  const char *texts[] = { words, number };

  ob_chart_add_box (chart, x, y, width, height, ob_chart_get_fill (chart, column),
                    ob_chart_get_line (chart, column));
  ob_chart_add_mark (chart, x, y, width, height, row, column);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double text_width, text_height;

      ob_chart_measure (chart, texts[i], 0, 1, OB_TEXT_SMALL, &text_width, &text_height);
      if (text_width + 6 > width || text_height > height)
        continue;
      ob_chart_add_text (chart, x + (width - text_width) / 2, y + (height - text_height) / 2, 0, 1,
                         OB_TEXT_SMALL, ob_chart_get_ink (chart, OB_INK_TEXT), texts[i]);
      return;
    }
}

static guint
get_most (const ObChart *chart, const GArray *rows)
{
  guint most = 1;

  for (guint i = 0; i < rows->len; i++)
    most = MAX (most, get_head (chart->table->rows, g_array_index (rows, guint, i))->n);
  return most;
}

/* The widest name, but not more than a share of the chart. */
static double
get_name_width (ObChart *chart, const GArray *rows)
{
  double widest = 0, width, height;

  for (guint i = 0; i < rows->len; i++)
    {
      ob_chart_measure (chart, get_head (chart->table->rows, g_array_index (rows, guint, i))->name,
                        0, 1, 0, &width, &height);
      widest = MAX (widest, width + 1);
    }
  return MIN (widest, chart->width * NAME_SHARE);
}

double
ob_chart_lay_bars (ObChart *chart, double y)
{
  g_autoptr (GArray) rows = ob_chart_list_rows (chart, MAX_BARS);
  g_autoptr (GArray) all = ob_chart_list_rows (chart, G_MAXUINT);
  double names = get_name_width (chart, rows), left = OB_CHART_MARGIN + names + OB_CHART_GAP;
  double bar = MAX (BAR, chart->style.font * 2.4), tail = chart->style.font * 4;
  double unit = MAX (chart->width - left - OB_CHART_MARGIN - tail, 80) / get_most (chart, rows);

  y = add_legend (chart, y);
  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      const ObCrossHead *head = get_head (chart->table->rows, row);
      g_autofree char *sum = g_strdup_printf ("%u", head->n);
      double x = left, width, height;

      ob_chart_measure (chart, head->name, names, 1, OB_TEXT_RIGHT, &width, &height);
      ob_chart_add_text (chart, OB_CHART_MARGIN, y + (bar - height) / 2, names, 1, OB_TEXT_RIGHT,
                         ob_chart_get_ink (chart, OB_INK_TEXT), head->name);
      for (guint column = 0; column < chart->table->columns->len; column++)
        {
          guint n = ob_cross_cell_count (ob_cross_table_get (chart->table, row, column));

          if (n == 0)
            continue;
          add_part (chart, x, y, n * unit, bar, row, column);
          x += n * unit;
        }
      ob_chart_add_text (chart, x + 6, y + (bar - height) / 2, 0, 1, 0,
                         ob_chart_get_ink (chart, OB_INK_QUIET), sum);
      y += bar + 5;
    }
  return y + ob_chart_add_foot (chart, y + OB_CHART_GAP, all->len - rows->len) + OB_CHART_GAP;
}

/* Time ------------------------------------------------------------------------------------------ */

/* A round step of which at most five reach @most. */
static guint
choose_step (guint most)
{
  guint step = 1;

  for (guint factor = 0; most / step >= 5; factor = (factor + 1) % 3)
    step = factor == 1 ? step / 2 * 5 : step * 2;
  return step;
}

static void
add_scale (ObChart *chart, double left, double y, double unit, guint most)
{
  guint step = choose_step (most);

  for (guint n = 0; n <= most; n += step)
    {
      double line = y + TIME_HEIGHT - n * unit, width, height;
      g_autofree char *number = g_strdup_printf ("%u", n);

      ob_chart_measure (chart, number, 0, 1, OB_TEXT_SMALL, &width, &height);
      ob_chart_add_line (chart, left, line, chart->width - OB_CHART_MARGIN, line, 1,
                         ob_chart_get_ink (chart, OB_INK_RULE));
      ob_chart_add_text (chart, left - width - 6, line - height / 2, 0, 1, OB_TEXT_SMALL,
                         ob_chart_get_ink (chart, OB_INK_QUIET), number);
    }
}

static void
add_column (ObChart *chart, guint row, double x, double y, double width, double unit)
{
  double top = y + TIME_HEIGHT;

  for (guint column = 0; column < chart->table->columns->len; column++)
    {
      guint n = ob_cross_cell_count (ob_cross_table_get (chart->table, row, column));

      if (n == 0)
        continue;
      top -= n * unit;
      add_part (chart, x + 1, top, width - 2, n * unit, row, column);
    }
}

/* Time has all its rows, but the last ("without date") only when it is used; what does not fit makes
 * the chart wider. */
double
ob_chart_lay_time (ObChart *chart, double y)
{
  guint n_rows = chart->table->rows->len, most = 1, every;
  double left = OB_CHART_MARGIN + chart->style.font * 4, width, name_width, name_height;

  if (get_head (chart->table->rows, n_rows - 1)->n == 0)
    n_rows--;
  for (guint i = 0; i < n_rows; i++)
    most = MAX (most, get_head (chart->table->rows, i)->n);
  ob_chart_measure (chart, get_head (chart->table->rows, 0)->name, 0, 1, OB_TEXT_SMALL, &name_width,
                    &name_height);
  chart->width
      = MAX (chart->width, left + OB_CHART_MARGIN + MAX (n_rows, 1) * MIN_TIME_WIDTH);
  width = MIN ((chart->width - left - OB_CHART_MARGIN) / MAX (n_rows, 1), 120);
  every = MAX ((guint) ceil ((name_width + 8) / width), 1);
  y = add_legend (chart, y) + chart->style.font;
  add_scale (chart, left, y, TIME_HEIGHT / most, most);
  for (guint i = 0; i < n_rows; i++)
    {
      const char *name = get_head (chart->table->rows, i)->name;

      add_column (chart, i, left + i * width, y, width, TIME_HEIGHT / most);
      if (i % every == 0)
        ob_chart_add_text (chart, left + i * width, y + TIME_HEIGHT + 4, width * every, 1,
                           OB_TEXT_SMALL | (every == 1 ? OB_TEXT_MIDDLE : 0),
                           ob_chart_get_ink (chart, OB_INK_QUIET), name);
    }
  y += TIME_HEIGHT + name_height + 2 * OB_CHART_GAP;
  return y + ob_chart_add_foot (chart, y, 0);
}
