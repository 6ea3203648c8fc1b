/* A chart on the screen.  Its marks are gone through by the arrow keys or chosen by the pointer;
 * screen readers hear what the chosen one is.
 *
 * Signals: "mark-chosen" (guint row, guint column) and "mark-opened", when Enter was pressed.
 */
#pragma once

#include <gtk/gtk.h>

#include "report/chart.h"

G_BEGIN_DECLS

#define OB_TYPE_CHART_AREA (ob_chart_area_get_type ())
G_DECLARE_FINAL_TYPE (ObChartArea, ob_chart_area, OB, CHART_AREA, GtkDrawingArea)

/* @chart: (transfer full) (nullable).  What was chosen stays, if the chart has it. */
void ob_chart_area_set_chart (ObChartArea *area, ObChart *chart);

/* (transfer none) (nullable) */
const ObChart *ob_chart_area_get_chart (ObChartArea *area);

/* The look that a chart needs here to fill @width pixels. */
void ob_chart_area_get_style (ObChartArea *area, int width, ObChartStyle *style);

/* Chooses a mark of the chart, as the pointer does. */
void ob_chart_area_choose (ObChartArea *area, guint mark);

G_END_DECLS
