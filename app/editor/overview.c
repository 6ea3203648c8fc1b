#include "editor/overview.h"

#include <glib/gi18n.h>

#include "model/palette.h"

/* Labels that have a lane of their own; further ones share. */
#define MAX_LANES 8

#define LANE_WIDTH 4
#define LANE_PITCH 5
#define SIDE_MARGIN 5

struct _ObOverview
{
  GtkDrawingArea parent_instance;

  ObArticleView *view;      /* (owned) (nullable) */
  cairo_surface_t *picture; /* (owned) (nullable): the lanes; NULL: to be drawn */
  GtkAdjustment *adjustment; /* (owned) (nullable): of the view */
};

G_DEFINE_FINAL_TYPE (ObOverview, ob_overview, GTK_TYPE_DRAWING_AREA)

/* Which rows of the picture have what. */
typedef struct
{
  guint n_lanes;
  int height;
  guint8 *rows; /* (owned) by lane, then row: 1 + colour of the label; 0 for nothing */
} Rows;

static ObHighlights *
get_highlights (ObOverview *overview)
{
  return ob_article_view_get_highlights (overview->view);
}

static guint
get_n_lanes (ObOverview *overview)
{
  ObCodebook *codebook = ob_highlights_get_codebook (get_highlights (overview));
  guint n_labels = codebook != NULL ? codebook->labels->len : 0;

  return 1 + CLAMP (n_labels, 1, MAX_LANES);
}

static guint
get_place (ObOverview *overview, ObEntity label)
{
  ObCodebook *codebook = ob_highlights_get_codebook (get_highlights (overview));

  for (guint i = 0; codebook != NULL && i < codebook->labels->len; i++)
    if (((ObLabel *) g_ptr_array_index (codebook->labels, i))->entity == label)
      return i;

  return 0;
}

/* The characters that are shown. */
static guint32
get_n_shown (ObOverview *overview)
{
  return ob_hidden_parts_count_shown (
    ob_article_view_get_hidden_parts (overview->view),
    ob_text_get_length (ob_highlights_get_text (get_highlights (overview))));
}

/* TRUE for what lies in a hidden part and is not to be seen. */
static gboolean
is_hidden (ObOverview *overview, guint32 start, guint32 end)
{
  ObSegment part;

  return ob_hidden_parts_find (ob_article_view_get_hidden_parts (overview->view), start, &part)
         && end <= part.end;
}

/* Row of the picture for an offset of the text: hidden parts have none of their own. */
static int
get_row (ObOverview *overview, guint32 offset, int height)
{
  const ObHiddenParts *parts = ob_article_view_get_hidden_parts (overview->view);
  guint32 length = get_n_shown (overview);

  return length == 0 ? 0 : (int) ((guint64) ob_hidden_parts_count_shown (parts, offset)
                                  * (guint64) height / length);
}

static void
mark_rows (Rows *rows, guint lane, int first, int last, guint8 value)
{
  last = MIN (MAX (last, first + 1), rows->height - 1);
  for (int row = first; row <= last; row++)
    rows->rows[lane * (guint) rows->height + (guint) row] = value;
}

static void
collect_rows (ObOverview *overview, Rows *rows)
{
  ObHighlights *highlights = get_highlights (overview);
  guint n_spans;
  const ObSpan *spans
    = ob_interval_index_get_spans (ob_highlights_get_index (highlights), &n_spans);
  guint32 last_label = 0;
  guint lane = 1;
  guint8 value = 1;

  for (guint i = 0; i < n_spans; i++)
    {
      int first = get_row (overview, spans[i].start, rows->height);
      int last = get_row (overview, spans[i].end, rows->height);

      if (is_hidden (overview, spans[i].start, spans[i].end))
        continue;
      if (spans[i].label != last_label)
        {
          const ObLabel *label = ob_highlights_get_label (highlights, spans[i].label);

          last_label = spans[i].label;
          lane = 1 + get_place (overview, last_label) % (rows->n_lanes - 1);
          value = (guint8) (1 + (label != NULL ? label->colour % OB_N_COLOURS : 0));
        }
      mark_rows (rows, lane, first, last, value);
      if (spans[i].flags & OB_SPAN_DISPUTED)
        mark_rows (rows, 0, first, first + 1, 1);
    }
}

static gboolean
is_dark (ObOverview *overview, GdkRGBA *text)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (overview));

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), text);
  return 0.2126 * text->red + 0.7152 * text->green + 0.0722 * text->blue > 0.5;
}

static void
draw_rows (ObOverview *overview, cairo_t *cr, const Rows *rows)
{
  GdkRGBA text;
  ObScheme scheme = is_dark (overview, &text) ? OB_SCHEME_DARK : OB_SCHEME_LIGHT;

  for (guint lane = 0; lane < rows->n_lanes; lane++)
    {
      const guint8 *row = rows->rows + lane * (guint) rows->height;

      for (int first = 0, end; first < rows->height; first = end)
        {
          double red = text.red, green = text.green, blue = text.blue;

          for (end = first + 1; end < rows->height && row[end] == row[first];)
            end++;
          if (row[first] == 0)
            continue;
          if (lane > 0)
            ob_palette_split (ob_palette_get_line (row[first] - 1u, scheme), &red, &green, &blue);
          cairo_set_source_rgb (cr, red, green, blue);
          cairo_rectangle (cr, SIDE_MARGIN + lane * LANE_PITCH, first, LANE_WIDTH, end - first);
          cairo_fill (cr);
        }
    }
}

/* Hits of a search are lines across all lanes. */
static void
draw_hits (ObOverview *overview, cairo_t *cr, int width, int height)
{
  const GArray *hits = ob_highlights_get_hits (get_highlights (overview));
  int before = -1;
  GdkRGBA text;

  is_dark (overview, &text);
  cairo_set_source_rgb (cr, text.red, text.green, text.blue);
  for (guint i = 0; i < hits->len; i++)
    {
      ObSegment hit = g_array_index (hits, ObSegment, i);
      int row = get_row (overview, hit.start, height);

      if (row != before && !is_hidden (overview, hit.start, hit.end))
        cairo_rectangle (cr, 2, row, width - 4, 1);
      before = row;
    }
  cairo_fill (cr);
}

static void
draw_picture (ObOverview *overview)
{
  GtkWidget *widget = GTK_WIDGET (overview);
  int width = gtk_widget_get_allocated_width (widget);
  Rows rows = { get_n_lanes (overview), gtk_widget_get_allocated_height (widget), NULL };
  cairo_t *cr;

  rows.rows = g_malloc0 (rows.n_lanes * (gsize) rows.height);
  collect_rows (overview, &rows);
  overview->picture = gdk_window_create_similar_surface (gtk_widget_get_window (widget),
                                                         CAIRO_CONTENT_COLOR_ALPHA, width,
                                                         rows.height);
  cr = cairo_create (overview->picture);
  draw_rows (overview, cr, &rows);
  draw_hits (overview, cr, width, rows.height);
  cairo_destroy (cr);
  g_free (rows.rows);
}

static void
forget_picture (ObOverview *overview)
{
  g_clear_pointer (&overview->picture, cairo_surface_destroy);
  gtk_widget_queue_draw (GTK_WIDGET (overview));
}

/* The offset at the left end of the display line at the buffer's @y. */
static guint32
get_offset_at_y (ObOverview *overview, int y)
{
  GtkTextIter iter;

  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (overview->view), &iter, 0, y);
  return (guint32) gtk_text_iter_get_offset (&iter);
}

static void
draw_frame (ObOverview *overview, cairo_t *cr)
{
  GtkWidget *widget = GTK_WIDGET (overview);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget), top, bottom, caret;
  GdkRectangle visible;
  GdkRGBA text;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (overview->view), &visible);
  top = get_row (overview, get_offset_at_y (overview, visible.y), height);
  bottom = get_row (overview, get_offset_at_y (overview, visible.y + visible.height), height);
  caret = get_row (overview, ob_article_view_get_caret (overview->view), height);
  bottom = CLAMP (bottom, top + 8, MAX (height, top + 8));

  is_dark (overview, &text);
  cairo_set_source_rgba (cr, text.red, text.green, text.blue, 0.10);
  cairo_rectangle (cr, 1, top, width - 2, bottom - top);
  cairo_fill (cr);
  cairo_set_source_rgba (cr, text.red, text.green, text.blue, 0.45);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, 1.5, top + 0.5, width - 3, MAX (bottom - top - 1, 1));
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, text.red, text.green, text.blue);
  cairo_rectangle (cr, 1, MIN (caret, height - 1), width - 2, 1);
  cairo_fill (cr);
}

static void
highlights_changed_cb (ObHighlights *highlights, guint start, guint end, gpointer data)
{
  forget_picture (OB_OVERVIEW (data));
}

/* Other parts are hidden than before. */
static void
filter_changed_cb (ObArticleView *view, gpointer data)
{
  forget_picture (OB_OVERVIEW (data));
}

static void
place_changed_cb (gpointer source, gpointer data)
{
  gtk_widget_queue_draw (GTK_WIDGET (data));
}

/* The view has another adjustment when it is put into another scrolled window. */
static void
adjustment_changed_cb (GObject *view, GParamSpec *pspec, gpointer data)
{
  ObOverview *overview = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  if (overview->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (overview->adjustment, overview);
  g_set_object (&overview->adjustment, adjustment);
  if (adjustment != NULL)
    {
      g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (place_changed_cb), overview,
                               0);
      g_signal_connect_object (adjustment, "changed", G_CALLBACK (place_changed_cb), overview, 0);
    }
}

static void
go_to (ObOverview *overview, double y)
{
  int height = MAX (gtk_widget_get_allocated_height (GTK_WIDGET (overview)), 1);
  guint32 n_shown = (guint32) (CLAMP (y / height, 0, 1) * get_n_shown (overview));

  ob_article_view_scroll_to (
    overview->view,
    ob_hidden_parts_get_offset (ob_article_view_get_hidden_parts (overview->view), n_shown));
}

/* Overrides ------------------------------------------------------------------------------------ */

static gboolean
ob_overview_draw (GtkWidget *widget, cairo_t *cr)
{
  ObOverview *overview = OB_OVERVIEW (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  gtk_render_background (style, cr, 0, 0, gtk_widget_get_allocated_width (widget),
                         gtk_widget_get_allocated_height (widget));
  if (overview->picture == NULL)
    draw_picture (overview);
  cairo_set_source_surface (cr, overview->picture, 0, 0);
  cairo_paint (cr);
  draw_frame (overview, cr);

  return FALSE;
}

static void
ob_overview_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  GTK_WIDGET_CLASS (ob_overview_parent_class)->size_allocate (widget, allocation);
  forget_picture (OB_OVERVIEW (widget));
}

static void
ob_overview_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ob_overview_parent_class)->style_updated (widget);
  forget_picture (OB_OVERVIEW (widget));
}

static void
ob_overview_get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 2 * SIDE_MARGIN + (MAX_LANES - 1) * LANE_PITCH;
}

static gboolean
ob_overview_button_press_event (GtkWidget *widget, GdkEventButton *event)
{
  if (event->button != GDK_BUTTON_PRIMARY)
    return FALSE;

  go_to (OB_OVERVIEW (widget), event->y);
  return TRUE;
}

static gboolean
ob_overview_motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  if (!(event->state & GDK_BUTTON1_MASK))
    return FALSE;

  go_to (OB_OVERVIEW (widget), event->y);
  return TRUE;
}

static gboolean
ob_overview_scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  return gtk_widget_event (GTK_WIDGET (OB_OVERVIEW (widget)->view), (GdkEvent *) event);
}

static void
ob_overview_dispose (GObject *object)
{
  ObOverview *overview = OB_OVERVIEW (object);

  g_clear_pointer (&overview->picture, cairo_surface_destroy);
  g_clear_object (&overview->adjustment);
  g_clear_object (&overview->view);

  G_OBJECT_CLASS (ob_overview_parent_class)->dispose (object);
}

static void
ob_overview_class_init (ObOverviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_overview_dispose;
  widget_class->draw = ob_overview_draw;
  widget_class->size_allocate = ob_overview_size_allocate;
  widget_class->style_updated = ob_overview_style_updated;
  widget_class->get_preferred_width = ob_overview_get_preferred_width;
  widget_class->button_press_event = ob_overview_button_press_event;
  widget_class->motion_notify_event = ob_overview_motion_notify_event;
  widget_class->scroll_event = ob_overview_scroll_event;
}

static void
ob_overview_init (ObOverview *overview)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (overview));

  gtk_widget_add_events (GTK_WIDGET (overview), GDK_BUTTON_PRESS_MASK | GDK_BUTTON_MOTION_MASK
                                                  | GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (overview)),
                               GTK_STYLE_CLASS_VIEW);
  atk_object_set_name (accessible, _("Overview"));
  atk_object_set_role (accessible, ATK_ROLE_IMAGE);
}

/* Public functions ----------------------------------------------------------------------------- */

GtkWidget *
ob_overview_new (ObArticleView *view)
{
  ObOverview *overview = g_object_new (OB_TYPE_OVERVIEW, NULL);

  overview->view = g_object_ref (view);
  g_signal_connect_object (get_highlights (overview), "changed", G_CALLBACK (highlights_changed_cb),
                           overview, 0);
  g_signal_connect_object (view, "filter-changed", G_CALLBACK (filter_changed_cb), overview, 0);
  g_signal_connect_object (view, "caret-moved", G_CALLBACK (place_changed_cb), overview, 0);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (adjustment_changed_cb), overview,
                           0);
  adjustment_changed_cb (G_OBJECT (view), NULL, overview);

  return GTK_WIDGET (overview);
}
