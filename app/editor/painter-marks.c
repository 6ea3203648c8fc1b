/* What points to annotations: stripes, obelus and note marks in the margin, links, handles, candidates. */
#include "editor/painter-private.h"

#include <math.h>

/* How far from a handle the pointer may be, in pixels. */
#define REACH 9

/* Size of the marks in the margin, and the room for all of them, in units of the text's size. */
#define MARKS_SCALE 0.8
#define MARKS_WIDTH 2.0

/* Radius of a handle's knob in units of the text's size. */
#define KNOB 0.23

/* What is to be found at a place in the margin. */
typedef struct
{
  int x, y;
  ObEntity found;
} StripeSearch;

static int
get_stripe_x (const ObStrip *strip, guint lane)
{
  return ob_painter_get_margin_x (strip->painter, FALSE, OB_STRIPE_GAP + (int) lane * OB_STRIPE_PITCH,
                                  OB_STRIPE_WIDTH);
}

/* Top and bottom of the display lines of the strip that the span touches. */
static gboolean
get_stripe_range (const ObStrip *strip, const ObSpan *span, int *top, int *bottom)
{
  const ObParagraph *paragraph = strip->paragraph;
  guint first = ob_paragraph_find_line (paragraph, MAX (span->start, paragraph->start));
  guint last = ob_paragraph_find_line (paragraph, MIN (span->end, paragraph->end + 1) - 1);

  first = MAX (first, strip->first_line);
  last = MIN (last, strip->end_line - 1);
  if (first > last)
    return FALSE;

  *top = strip->top + paragraph->lines[first].baseline - strip->ascent;
  *bottom = strip->top + paragraph->lines[last].baseline + strip->descent;
  return TRUE;
}

/* The signs of what annotations have, in the order in which they stand. */
static const struct
{
  guint32 flag;
  const char *sign;
} signs[] = {
  { OB_SPAN_CONFLICT, "≠" }, /* two people do not agree on it */
  { OB_SPAN_COMMENT, "¶" },  /* somebody has commented on it */
  { OB_SPAN_NOTE, "*" },
  { OB_SPAN_DISPUTED, "†" }, /* the obelus */
};

/* What the margin says of the annotations that begin on a line. */
static void
draw_marks (const ObStrip *strip, guint line, guint32 flags)
{
  ObPainter *painter = strip->painter;
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (painter->view));
  GdkRGBA colour;
  int width;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (flags & signs[i].flag)
      g_string_append (marks, signs[i].sign);

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (painter->view), marks->str);
  pango_attr_list_insert (attributes, pango_attr_scale_new (MARKS_SCALE));
  pango_layout_set_attributes (layout, attributes);
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &colour);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gdk_cairo_set_source_rgba (strip->cr, &colour);
  cairo_move_to (strip->cr,
                 ob_painter_get_margin_x (painter, FALSE,
                                          OB_STRIPE_GAP + OB_N_LANES * OB_STRIPE_PITCH + OB_STRIPE_WIDTH,
                                          width),
                 strip->top + strip->paragraph->lines[line].baseline
                   - PANGO_PIXELS (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (strip->cr, layout);
}

/* What the annotations that begin on the line have. */
static guint32
collect_flags (const ObStrip *strip, const GArray *spans, guint line)
{
  const ObLineBox *box = &strip->paragraph->lines[line];
  guint32 flags = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);

      if (span->segment == 0 && span->start >= box->start && span->start < box->end)
        flags |= span->flags;
    }

  return flags;
}

static void
draw_strip_margin (const ObStrip *strip, gpointer data)
{
  g_autoptr (GArray) spans = ob_strip_collect (strip);
  ObPainter *painter = strip->painter;

  for (guint line = strip->first_line; line < strip->end_line; line++)
    {
      guint32 flags = collect_flags (strip, spans, line);

      if (flags != 0)
        draw_marks (strip, line, flags);
    }

  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      guint lane = ob_highlights_get_lane (painter->highlights, span->annotation);
      int top, bottom, extra = span->annotation == painter->current ? 1 : 0;

      if (lane == OB_LANE_NONE || !get_stripe_range (strip, span, &top, &bottom))
        continue;
      ob_painter_set_line_colour (painter, strip->cr, span->label, strip->scheme);
      cairo_rectangle (strip->cr, get_stripe_x (strip, lane) - extra, top,
                       OB_STRIPE_WIDTH + 2 * extra, bottom - top);
      cairo_fill (strip->cr);
    }
}

static void
search_stripe (const ObStrip *strip, gpointer data)
{
  StripeSearch *search = data;
  g_autoptr (GArray) spans = ob_strip_collect (strip);

  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      guint lane = ob_highlights_get_lane (strip->painter->highlights, span->annotation);
      int top, bottom, x;

      if (lane == OB_LANE_NONE || !get_stripe_range (strip, span, &top, &bottom))
        continue;
      x = get_stripe_x (strip, lane);
      if (search->x >= x - 1 && search->x < x + OB_STRIPE_PITCH - 1 && search->y >= top
          && search->y < bottom)
        search->found = span->annotation;
    }
}

/* The handle's place: a bar through the line, with a knob above a start and below an end. */
static void
draw_handle (cairo_t *cr, const ObSpot *spot, double em, gboolean end, gboolean held)
{
  double knob = held ? em * KNOB + 1.5 : em * KNOB;
  double y = end ? spot->baseline + spot->descent + knob : spot->baseline - spot->ascent - knob + 1;

  cairo_rectangle (cr, spot->x - 1, spot->baseline - spot->ascent, 2,
                   spot->ascent + spot->descent);
  cairo_fill (cr);
  cairo_arc (cr, spot->x, y, knob, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* The rounded outline of a range of runs on one line. */
static void
trace_box (cairo_t *cr, double left, double top, double right, double bottom)
{
  double radius = 4;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, top + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, left + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, left + radius, top + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
outline_strip (const ObStrip *strip, gpointer data)
{
  ObEntity annotation = *(const ObEntity *) data;
  g_autoptr (GArray) spans = ob_highlights_get_spans (strip->painter->highlights, annotation);

  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);

      for (guint line = strip->first_line; line < strip->end_line; line++)
        {
          const ObLineBox *box = &strip->paragraph->lines[line];
          int baseline = strip->top + box->baseline;
          ObRun runs[8];
          guint n_runs = ob_geometry_get_runs (strip->painter->geometry, strip->paragraph, line,
                                               MAX (span->start, box->start),
                                               MIN (span->end, box->end), runs,
                                               G_N_ELEMENTS (runs));

          ob_painter_set_line_colour (strip->painter, strip->cr, span->label, strip->scheme);
          for (guint k = 0; k < n_runs; k++)
            trace_box (strip->cr, runs[k].left - 1.5, baseline - strip->ascent - 0.5,
                       runs[k].right + 1.5, baseline + strip->descent + 0.5);
          cairo_set_line_width (strip->cr, 1.5);
          cairo_stroke (strip->cr);
        }
    }
}

static gboolean
get_start (ObPainter *painter, ObEntity annotation, ObSpan *span, ObSpot *spot)
{
  g_autoptr (GArray) spans = ob_highlights_get_spans (painter->highlights, annotation);

  if (spans->len == 0)
    return FALSE;

  *span = g_array_index (spans, ObSpan, 0);
  return ob_painter_find_spot (painter, span->start, FALSE, spot);
}

/* A line in the margin where lines end, from the current annotation's first line to that of the other. */
static void
draw_connector (ObPainter *painter, cairo_t *cr, const ObSpot *from, const ObSpot *to)
{
  double side = painter->leftwards ? -1 : 1, radius = 5;
  double edge = ob_painter_get_margin_x (painter, TRUE, 0, 0) + side * 4.5, out = edge + side * 14;
  double middle = ob_geometry_get_em (painter->geometry) * 0.3;
  double y1 = from->baseline - middle + 0.5, y2 = to->baseline - middle + 0.5;
  double down = y2 > y1 ? 1 : -1;

  cairo_set_line_width (cr, 1.5);
  if (fabs (y2 - y1) > 2 * radius)
    {
      cairo_arc (cr, edge + side, y1, 2.5, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_move_to (cr, edge, y1);
      cairo_line_to (cr, out - side * radius, y1);
      cairo_curve_to (cr, out, y1, out, y1, out, y1 + down * radius);
      cairo_line_to (cr, out, y2 - down * radius);
      cairo_curve_to (cr, out, y2, out, y2, out - side * radius, y2);
      cairo_line_to (cr, edge + side, y2);
      cairo_stroke (cr);
      cairo_move_to (cr, edge - side, y2);
      cairo_rel_line_to (cr, side * 6, -4);
      cairo_rel_line_to (cr, 0, 8);
      cairo_fill (cr);
    }
}

/* The offsets of the paragraphs that can be seen, and a little more. */
static void
get_visible_range (ObPainter *painter, guint32 *first, guint32 *last)
{
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (painter->view, &visible);
  gtk_text_view_get_line_at_y (painter->view, &iter, visible.y - visible.height, NULL);
  *first = (guint32) gtk_text_iter_get_offset (&iter);
  gtk_text_view_get_line_at_y (painter->view, &iter, visible.y + 2 * visible.height, NULL);
  gtk_text_iter_forward_to_line_end (&iter);
  *last = (guint32) gtk_text_iter_get_offset (&iter);
}

/* Calls out the places of the current annotation's boundaries, segment after segment. */
typedef gboolean (*HandleFunc) (ObPainter *painter, const ObSpot *spot, ObHandle handle, gpointer data);

static void
for_each_handle (ObPainter *painter, HandleFunc func, gpointer data)
{
  g_autoptr (GArray) spans = NULL;
  guint32 first, last;

  if (painter->current == 0)
    return;

  get_visible_range (painter, &first, &last);
  spans = ob_highlights_get_spans (painter->highlights, painter->current);
  for (guint i = 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      ObSpot spot;

      if (span->end < first || span->start > last)
        continue;
      if (ob_painter_find_spot (painter, span->start, FALSE, &spot)
          && !func (painter, &spot, (ObHandle) { (int) i, FALSE }, data))
        return;
      if (ob_painter_find_spot (painter, span->end, TRUE, &spot)
          && !func (painter, &spot, (ObHandle) { (int) i, TRUE }, data))
        return;
    }
}

static gboolean
draw_one_handle (ObPainter *painter, const ObSpot *spot, ObHandle handle, gpointer data)
{
  draw_handle (data, spot, ob_geometry_get_em (painter->geometry), handle.end,
               handle.segment == painter->held.segment && handle.end == painter->held.end);
  return TRUE;
}

typedef struct
{
  int x, y;
  int distance;
  ObHandle found;
} HandleSearch;

static gboolean
search_handle (ObPainter *painter, const ObSpot *spot, ObHandle handle, gpointer data)
{
  HandleSearch *search = data;
  int top = spot->baseline - spot->ascent;
  int bottom = spot->baseline + spot->descent;
  int distance = ABS (search->x - spot->x);
  int knob = (int) ceil (2 * KNOB * ob_geometry_get_em (painter->geometry)) + 2;

  /* The knob reaches out of the line at its own side only, so that it takes nothing from others. */
  top -= handle.end ? 0 : knob;
  bottom += handle.end ? knob : 0;
  if (search->y >= top && search->y < bottom && distance <= REACH && distance < search->distance)
    {
      search->distance = distance;
      search->found = handle;
    }

  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_painter_draw_margin (ObPainter *painter, cairo_t *cr)
{
  ob_painter_for_each_strip (painter, cr, draw_strip_margin, NULL);
}

void
ob_painter_draw_links (ObPainter *painter, cairo_t *cr)
{
  ObSpan from, to;
  ObSpot start, other;

  if (painter->linked->len == 0 || !get_start (painter, painter->current, &from, &start))
    return;

  for (guint i = 0; i < painter->linked->len; i++)
    {
      ObEntity annotation = g_array_index (painter->linked, ObEntity, i);

      ob_painter_for_each_strip (painter, cr, outline_strip, &annotation);
      if (!get_start (painter, annotation, &to, &other))
        continue;
      ob_painter_set_line_colour (painter, cr, to.label, ob_painter_get_scheme (painter));
      draw_connector (painter, cr, &start, &other);
    }
}

void
ob_painter_draw_handles (ObPainter *painter, cairo_t *cr)
{
  g_autoptr (GArray) spans = NULL;

  if (painter->current == 0)
    return;

  spans = ob_highlights_get_spans (painter->highlights, painter->current);
  if (spans->len == 0)
    return;

  ob_painter_set_line_colour (painter, cr, g_array_index (spans, ObSpan, 0).label,
                              ob_painter_get_scheme (painter));
  for_each_handle (painter, draw_one_handle, cr);
}

void
ob_painter_draw_candidates (ObPainter *painter, cairo_t *cr)
{
  ObScheme scheme = ob_painter_get_scheme (painter);

  for (guint i = 0; i < painter->candidates->len; i++)
    {
      ObEntity annotation = g_array_index (painter->candidates, ObEntity, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autoptr (PangoLayout) layout = NULL;
      int width, height;
      ObSpan span;
      ObSpot spot;

      if (!get_start (painter, annotation, &span, &spot))
        continue;
      if (i == painter->chosen)
        ob_painter_for_each_strip (painter, cr, outline_strip, &annotation);

      layout = gtk_widget_create_pango_layout (GTK_WIDGET (painter->view), i < 9 ? number : "·");
      pango_layout_get_pixel_size (layout, &width, &height);
      ob_painter_set_line_colour (painter, cr, span.label, scheme);
      trace_box (cr, spot.x - width - 9, spot.baseline - spot.ascent - 1, spot.x - 1,
                 spot.baseline - spot.ascent + height - 2);
      cairo_fill (cr);
      if (scheme == OB_SCHEME_DARK)
        cairo_set_source_rgb (cr, 0, 0, 0);
      else
        cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_move_to (cr, spot.x - width - 5, spot.baseline - spot.ascent - 2);
      pango_cairo_show_layout (cr, layout);
    }
}

ObHandle
ob_painter_find_handle (ObPainter *painter, int x, int y)
{
  HandleSearch search = { .x = x, .y = y, .distance = G_MAXINT, .found = OB_HANDLE_NONE };

  for_each_handle (painter, search_handle, &search);
  return search.found;
}

ObEntity
ob_painter_find_stripe (ObPainter *painter, int x, int y)
{
  StripeSearch search = { .x = x, .y = y };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  /* Nothing is drawn: the clip says which lines are meant. */
  cairo_translate (cr, -x, -y);
  ob_painter_for_each_strip (painter, cr, search_stripe, &search);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return search.found;
}

int
ob_painter_get_mark_width (ObPainter *painter)
{
  return (int) ceil (ob_geometry_get_em (painter->geometry) * MARKS_WIDTH);
}

int
ob_painter_get_margin (ObPainter *painter)
{
  return OB_STRIPE_GAP + OB_N_LANES * OB_STRIPE_PITCH + ob_painter_get_mark_width (painter) + 8
         + ob_painter_get_numbers_width (painter);
}
