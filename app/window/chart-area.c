#include "window/chart-area.h"

#include <glib/gi18n.h>
#include <math.h>

#include "editor/scheme.h"

#define SCREEN_RESOLUTION 96.0
/* Up and down rather go far than aside. */
#define ASIDE 3.0

struct _ObChartArea
{
  GtkDrawingArea parent_instance;

  ObChart *chart; /* (owned) (nullable) */
  int focus;      /* number of the chosen mark, or -1 */
};

enum
{
  MARK_CHOSEN,
  MARK_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObChartArea, ob_chart_area, GTK_TYPE_DRAWING_AREA)

static const ObMark *
get_mark (ObChartArea *self, int number)
{
  return &g_array_index (ob_chart_get_marks (self->chart), ObMark, number);
}

static int
count_marks (ObChartArea *self)
{
  return self->chart != NULL ? (int) ob_chart_get_marks (self->chart)->len : 0;
}

static void
update_name (ObChartArea *self)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  const char *title
    = self->chart ? ob_cross_get_title (ob_chart_get_table (self->chart)->kind) : _("Picture");
  g_autofree char *mark = self->focus >= 0 ? ob_chart_describe (self->chart, (guint) self->focus)
                                           : NULL;
  g_autofree char *name = mark ? g_strdup_printf ("%s. %s", mark, title) : g_strdup (title);

  atk_object_set_name (accessible, name);
}

/* The scrolled window that the area is in shows the mark. */
static void
show_mark (ObChartArea *self, const ObMark *mark)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scrolled == NULL)
    return;
  gtk_adjustment_clamp_page (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), mark->y - 12,
    mark->y + mark->height + 12);
  gtk_adjustment_clamp_page (
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)), mark->x - 12,
    mark->x + mark->width + 12);
}

void
ob_chart_area_choose (ObChartArea *self, guint number)
{
  const ObMark *mark;

  g_return_if_fail (number < (guint) count_marks (self));

  self->focus = (int) number;
  mark = get_mark (self, self->focus);
  show_mark (self, mark);
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MARK_CHOSEN], 0, mark->row, mark->column);
}

/* Keys and pointer ------------------------------------------------------------------------------ */

/* The nearest mark above (@down < 0) or below, or the present one. */
static int
find_beside (ObChartArea *self, int down)
{
  const ObMark *from = get_mark (self, self->focus);
  double best = G_MAXDOUBLE;
  int found = self->focus;

  for (int i = 0; i < count_marks (self); i++)
    {
      const ObMark *mark = get_mark (self, i);
      double away = (mark->y + mark->height / 2 - from->y - from->height / 2) * down;
      double aside = fabs (mark->x + mark->width / 2 - from->x - from->width / 2);

      if (away > from->height / 2 && away + aside / ASIDE < best)
        {
          best = away + aside / ASIDE;
          found = i;
        }
    }
  return found;
}

static gboolean
ob_chart_area_key_press (GtkWidget *widget, GdkEventKey *event)
{
  ObChartArea *self = OB_CHART_AREA (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int last = count_marks (self) - 1, to;

  if (last < 0 || (event->state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (event->keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      to = self->focus + (mirrored ? 1 : -1);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      to = self->focus + (mirrored ? -1 : 1);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      to = self->focus < 0 ? 0 : find_beside (self, -1);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      to = self->focus < 0 ? 0 : find_beside (self, 1);
      break;
    case GDK_KEY_Home:
      to = 0;
      break;
    case GDK_KEY_End:
      to = last;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (self->focus >= 0)
        g_signal_emit (self, signals[MARK_OPENED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  ob_chart_area_choose (self, (guint) CLAMP (to, 0, last));
  return GDK_EVENT_STOP;
}

static gboolean
ob_chart_area_button_press (GtkWidget *widget, GdkEventButton *event)
{
  ObChartArea *self = OB_CHART_AREA (widget);
  int mark = self->chart ? ob_chart_find (self->chart, event->x, event->y) : -1;

  gtk_widget_grab_focus (widget);
  if (mark >= 0)
    ob_chart_area_choose (self, (guint) mark);
  return GDK_EVENT_STOP;
}

static gboolean
ob_chart_area_query_tooltip (
  GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ObChartArea *self = OB_CHART_AREA (widget);
  int mark = self->chart == NULL ? -1
             : keyboard          ? self->focus
                                 : ob_chart_find (self->chart, x, y);
  g_autofree char *words = mark >= 0 ? ob_chart_describe (self->chart, (guint) mark) : NULL;

  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

/* Drawing --------------------------------------------------------------------------------------- */

static gboolean
ob_chart_area_draw (GtkWidget *widget, cairo_t *cr)
{
  ObChartArea *self = OB_CHART_AREA (widget);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);

  gtk_render_background (gtk_widget_get_style_context (widget), cr, 0, 0, width, height);
  if (self->chart != NULL)
    ob_chart_draw (self->chart, cr, self->focus);
  if (gtk_widget_has_visible_focus (widget) && self->focus < 0)
    gtk_render_focus (gtk_widget_get_style_context (widget), cr, 2, 2, width - 4, height - 4);
  return GDK_EVENT_PROPAGATE;
}

static void
ob_chart_area_finalize (GObject *object)
{
  g_clear_pointer (&OB_CHART_AREA (object)->chart, ob_chart_free);

  G_OBJECT_CLASS (ob_chart_area_parent_class)->finalize (object);
}

static void
ob_chart_area_class_init (ObChartAreaClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_chart_area_finalize;
  widget_class->draw = ob_chart_area_draw;
  widget_class->key_press_event = ob_chart_area_key_press;
  widget_class->button_press_event = ob_chart_area_button_press;
  widget_class->query_tooltip = ob_chart_area_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_CHART);
  gtk_widget_class_set_css_name (widget_class, "chart");
  signals[MARK_CHOSEN]
    = g_signal_new ("mark-chosen", OB_TYPE_CHART_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[MARK_OPENED] = g_signal_new ("mark-opened", OB_TYPE_CHART_AREA, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ob_chart_area_init (ObChartArea *self)
{
  self->focus = -1;
  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_events (GTK_WIDGET (self), GDK_BUTTON_PRESS_MASK | GDK_KEY_PRESS_MASK);
  update_name (self);
}

/* Public functions ------------------------------------------------------------------------------ */

void
ob_chart_area_set_chart (ObChartArea *self, ObChart *chart)
{
  double width = 0, height = 0;
  ObMark before = { .row = G_MAXUINT };
  gboolean same = self->chart != NULL && chart != NULL
                  && ob_chart_get_table (self->chart)->kind == ob_chart_get_table (chart)->kind;

  if (same && self->focus >= 0)
    before = *get_mark (self, self->focus);
  g_clear_pointer (&self->chart, ob_chart_free);
  self->chart = chart;
  self->focus = -1;
  for (int i = 0; i < count_marks (self); i++)
    if (get_mark (self, i)->row == before.row && get_mark (self, i)->column == before.column)
      self->focus = i;
  if (chart != NULL)
    ob_chart_get_size (chart, &width, &height);
  gtk_widget_set_size_request (GTK_WIDGET (self), (int) ceil (width), (int) ceil (height));
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const ObChart *
ob_chart_area_get_chart (ObChartArea *self)
{
  return self->chart;
}

void
ob_chart_area_get_style (ObChartArea *self, int width, ObChartStyle *style)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = gdk_screen_get_resolution (gtk_widget_get_screen (GTK_WIDGET (self)));
  double points = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  style->scheme = ob_scheme_find (GTK_WIDGET (self));
  style->font = points * (resolution > 0 ? resolution / SCREEN_RESOLUTION : 1.0);
  style->width = width;
}
