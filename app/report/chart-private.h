/* What the kinds of charts are laid out with. */
#pragma once

#include "report/chart.h"

G_BEGIN_DECLS

#define OB_CHART_MARGIN 16.0
#define OB_CHART_GAP 8.0

/* Ink: words, and lines that only guide the eye. */
typedef enum
{
  OB_INK_TEXT,
  OB_INK_QUIET,
  OB_INK_RULE,
  OB_INK_PAPER,
} ObInk;

struct _ObChart
{
  ObCrossTable *table; /* (owned) */
  ObChartStyle style;
  double width;
  double height;
  GArray *shapes; /* (owned) ObShape */
  GArray *marks;  /* (owned) ObMark */
  PangoFontMap *fonts; /* (owned): its own, so that it may be made in a worker */
  PangoContext *context; /* (owned) */
};

guint32 ob_chart_get_ink (const ObChart *chart, ObInk ink);

/* A column's colour: what is put behind words, and lines. */
guint32 ob_chart_get_fill (const ObChart *chart, guint column);
guint32 ob_chart_get_line (const ObChart *chart, guint column);

/* @edge: colour of the frame; equal to @fill for none. */
void ob_chart_add_box (
    ObChart *chart, double x, double y, double width, double height, guint32 fill, guint32 edge);
/* A box with round ends. */
void ob_chart_add_pill (
    ObChart *chart, double x, double y, double width, double height, guint32 fill, guint32 edge);
void ob_chart_add_line (
    ObChart *chart, double x, double y, double to_x, double to_y, double thickness, guint32 colour);
void ob_chart_add_mark (
    ObChart *chart, double x, double y, double width, double height, guint row, guint column);

typedef enum
{
  OB_TEXT_BOLD = 1 << 0,
  OB_TEXT_SMALL = 1 << 1,
  OB_TEXT_RIGHT = 1 << 2,
  OB_TEXT_MIDDLE = 1 << 3,
} ObTextFlags;

/* Words at (@x, @y), the upper left corner, in a column of @width (0: as wide as they are), cut after
 * @lines lines.  Returns their height. */
double ob_chart_add_text (ObChart *chart,
                          double x,
                          double y,
                          double width,
                          guint lines,
                          ObTextFlags flags,
                          guint32 colour,
                          const char *text);
void ob_chart_measure (ObChart *chart,
                       const char *text,
                       double width,
                       guint lines,
                       ObTextFlags flags,
                       double *text_width,
                       double *text_height);

/* Numbers of the rows and columns that have passages, at most @limit: GArray of guint.
 * (transfer full) */
GArray *ob_chart_list_rows (const ObChart *chart, guint limit);
GArray *ob_chart_list_columns (const ObChart *chart, guint limit);

/* What is left out, and how many passages there are, at the foot.  Returns the height. */
double ob_chart_add_foot (ObChart *chart, double y, guint n_left_out);

/* Lay a kind of chart out below @y, and return where it ends. */
double ob_chart_lay_bars (ObChart *chart, double y);
double ob_chart_lay_time (ObChart *chart, double y);
double ob_chart_lay_matrix (ObChart *chart, double y);
double ob_chart_lay_network (ObChart *chart, double y);

/* The stance that most passages of a cell take. */
ObStance ob_chart_get_stance (const ObCrossCell *cell);

G_END_DECLS
