/* A picture of a table: bars, a matrix or a network, on the screen and on paper alike.
 *
 * A chart is a list of shapes, laid out once; drawing it is going through the list.  A mark is a
 * shape that stands for passages: a part of a bar, a cell, a line between two names.  All lengths are
 * units of the drawing: pixels on the screen, points on paper.  Layout costs O(marks), and for a
 * network what Graphviz takes; a chart never shows more than some thousands of marks, and says what
 * it left out.
 */
#pragma once

#include <pango/pangocairo.h>

#include "analysis/cross-table.h"
#include "model/palette.h"

G_BEGIN_DECLS

typedef struct
{
  ObScheme scheme;
  double font;  /* height of the text: 10.0 is usual */
  double width; /* to be filled; wide tables take more */
} ObChartStyle;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
  guint row; /* of the table */
  guint column;
} ObMark;

typedef struct _ObChart ObChart;

/* (transfer full): keeps @table: (transfer full).  May be made in any thread, and then be used by any
 * one at a time. */
ObChart *ob_chart_new (ObCrossTable *table, const ObChartStyle *style);
void ob_chart_free (ObChart *chart);

const ObCrossTable *ob_chart_get_table (const ObChart *chart);
void ob_chart_get_size (const ObChart *chart, double *width, double *height);

/* (transfer none): GArray of ObMark, in the order of reading. */
const GArray *ob_chart_get_marks (const ObChart *chart);

/* Number of the mark at a place, or -1. */
int ob_chart_find (const ObChart *chart, double x, double y);

/* "Lavrov, denies: 3 passages", translated.  (transfer full) */
char *ob_chart_describe (const ObChart *chart, guint mark);

/* Draws everything, with mark @focus (-1: none) framed. */
void ob_chart_draw (const ObChart *chart, cairo_t *cr, int focus);

/* TRUE when ob_chart_write() knows the ending of @path: .svg, .png, .pdf or .csv. */
gboolean ob_chart_knows (const char *path);

/* Writes the chart, or for .csv its whole table, in place of @path, once it is whole.  Names in a
 * table are guarded against being taken for formulas.  FALSE with @error. */
gboolean ob_chart_write (const ObChart *chart, const char *path, GError **error);

/* The whole table as RFC 4180.  (transfer full) */
GString *ob_cross_table_to_csv (const ObCrossTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObChart, ob_chart_free)

G_END_DECLS
