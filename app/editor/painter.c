#include "editor/painter-private.h"

#include "editor/typesetting.h"

/* Fills drawn for one paragraph; more than these cannot be told apart. */
#define MAX_FILLS 2000

/* Runs of one range on one display line; text that changes direction more often loses the rest. */
#define MAX_RUNS 32

/* The spans of a strip, and how they are drawn. */
typedef void (*RangeFunc) (const ObStrip *strip, const ObSpan *span, guint line);

static void
set_rgb (cairo_t *cr, guint32 rgb)
{
  double red, green, blue;

  ob_palette_split (rgb, &red, &green, &blue);
  cairo_set_source_rgb (cr, red, green, blue);
}

static ObLine
get_line_style (ObPainter *painter, ObEntity label)
{
  const ObLabel *found = ob_highlights_get_label (painter->highlights, label);

  return found != NULL ? found->line : OB_LINE_SOLID;
}

/* Longest first, so that the innermost is painted last; of equals the newest last. */
static int
compare_depth (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;
  guint32 left_length = left->end - left->start, right_length = right->end - right->start;

  if (left_length != right_length)
    return left_length > right_length ? -1 : 1;
  if (left->annotation != right->annotation)
    return left->annotation < right->annotation ? -1 : 1;

  return 0;
}

/* Calls @func for each display line of the strip that the span touches. */
static void
visit_lines (const ObStrip *strip, const ObSpan *span, RangeFunc func)
{
  const ObParagraph *paragraph = strip->paragraph;
  guint first = ob_paragraph_find_line (paragraph, MAX (span->start, paragraph->start));
  guint last = ob_paragraph_find_line (paragraph, MIN (span->end, paragraph->end + 1) - 1);

  first = MAX (first, strip->first_line);
  for (guint line = first; line <= last && line < strip->end_line; line++)
    func (strip, span, line);
}

static guint
get_runs (const ObStrip *strip, const ObSpan *span, guint line, ObRun *runs)
{
  const ObLineBox *box = &strip->paragraph->lines[line];

  return ob_geometry_get_runs (strip->painter->geometry, strip->paragraph, line,
                               MAX (span->start, box->start), MIN (span->end, box->end), runs,
                               MAX_RUNS);
}

static void
fill_range (const ObStrip *strip, const ObSpan *span, guint line)
{
  int baseline = strip->top + strip->paragraph->lines[line].baseline;
  ObRun runs[MAX_RUNS];
  guint n_runs = get_runs (strip, span, line, runs);

  for (guint i = 0; i < n_runs; i++)
    cairo_rectangle (strip->cr, runs[i].left, baseline - strip->ascent,
                     runs[i].right - runs[i].left, strip->ascent + strip->descent);
}

/* Draws the path in the label's line colour. */
static void
outline (const ObStrip *strip, guint colour)
{
  set_rgb (strip->cr, ob_palette_get_line (colour, strip->scheme));
  cairo_set_line_width (strip->cr, 1);
  cairo_stroke_preserve (strip->cr);
}

static void
fill_strip (const ObStrip *strip, gpointer data)
{
  g_autoptr (GArray) spans = ob_strip_collect (strip);
  ObPainter *painter = strip->painter;
  gboolean sharp = ob_typesetting_is_high_contrast ();

  g_array_sort (spans, compare_depth);
  for (guint i = spans->len > MAX_FILLS ? spans->len - MAX_FILLS : 0; i < spans->len; i++)
    {
      const ObSpan *span = &g_array_index (spans, ObSpan, i);
      guint colour = ob_painter_get_colour (painter, span->label);

      set_rgb (strip->cr, span->annotation == painter->current
                            ? ob_palette_get_strong_fill (colour, strip->scheme)
                            : ob_palette_get_fill (colour, strip->scheme));
      visit_lines (strip, span, fill_range);
      cairo_fill_preserve (strip->cr);
      if (sharp)
        outline (strip, colour);
      cairo_new_path (strip->cr);
    }
}

static int
get_lane_top (const ObStrip *strip, guint line, guint lane)
{
  return strip->top + strip->paragraph->lines[line].baseline + strip->descent + 1
         + (int) lane * (ob_line_tiles_get_height (strip->em) + 1);
}

/* The annotation that one works on has a stronger line, and one above its words. */
static void
emphasise (const ObStrip *strip, const ObSpan *span, guint line, int top, const ObRun *run)
{
  int height = ob_line_tiles_get_height (strip->em);
  int above = strip->top + strip->paragraph->lines[line].baseline - strip->ascent - 1;

  ob_painter_set_line_colour (strip->painter, strip->cr, span->label, strip->scheme);
  cairo_rectangle (strip->cr, run->left, top + height - 1, run->right - run->left, 1);
  cairo_rectangle (strip->cr, run->left, above, run->right - run->left, 1.5);
  cairo_fill (strip->cr);
}

/* A bracket's end, or a chevron where the annotation goes on in another segment; @inward: towards the
 * right (1) or the left (-1). */
static void
draw_cap (const ObStrip *strip, int x, int top, int inward, gboolean chevron)
{
  int height = ob_line_tiles_get_height (strip->em);
  cairo_t *cr = strip->cr;

  if (chevron)
    {
      double tip = x - inward * height;

      cairo_move_to (cr, x + inward, top - 1.5);
      cairo_line_to (cr, tip, top + height / 2.0);
      cairo_line_to (cr, x + inward, top + height + 1.5);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
  else
    {
      cairo_rectangle (cr, inward > 0 ? x : x - 2, top - 2, 2, height + 2);
      cairo_fill (cr);
    }
}

static void
draw_caps (const ObStrip *strip, const ObSpan *span, guint line, int top)
{
  const ObLineBox *box = &strip->paragraph->lines[line];
  ObPainter *painter = strip->painter;
  ObSpot spot;

  ob_painter_set_line_colour (painter, strip->cr, span->label, strip->scheme);
  if (span->start >= box->start && ob_painter_find_spot (painter, span->start, FALSE, &spot))
    draw_cap (strip, spot.x, top, spot.leads_right ? 1 : -1, span->segment > 0);
  if (span->end <= box->end && ob_painter_find_spot (painter, span->end, TRUE, &spot))
    draw_cap (strip, spot.x, top, spot.leads_right ? 1 : -1,
              span->segment + 1 < span->n_segments);
}

static void
draw_lane (const ObStrip *strip, const ObSpan *span, guint line)
{
  ObPainter *painter = strip->painter;
  guint lane = ob_highlights_get_lane (painter->highlights, span->annotation);
  int top;
  ObRun runs[MAX_RUNS];
  guint n_runs;

  if (lane == OB_LANE_NONE)
    return;

  top = get_lane_top (strip, line, lane);
  n_runs = get_runs (strip, span, line, runs);
  for (guint i = 0; i < n_runs; i++)
    {
      ob_line_tiles_draw (painter->tiles, strip->cr, get_line_style (painter, span->label),
                          ob_painter_get_colour (painter, span->label), strip->scheme, strip->em,
                          runs[i].left, runs[i].right, top);
      if (span->annotation == painter->current)
        emphasise (strip, span, line, top, &runs[i]);
    }
  if (n_runs > 0)
    draw_caps (strip, span, line, top);
}

static void
draw_count (const ObStrip *strip, guint line, guint count)
{
  const ObParagraph *paragraph = strip->paragraph;
  g_autofree char *label = g_strdup_printf ("+%u", count);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (strip->painter->view),
                                                                   label);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (strip->painter->view));
  GdkRGBA colour;
  int width;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &colour);
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  gdk_cairo_set_source_rgba (strip->cr, &colour);
  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (strip->cr, ob_painter_get_margin_x (strip->painter, TRUE, 6, width),
                 strip->top + paragraph->lines[line].baseline - strip->ascent + 2);
  pango_cairo_show_layout (strip->cr, layout);
}

/* Says at each line's end how many annotations have no lane there. */
static void
count_hidden (const ObStrip *strip, const GArray *spans)
{
  g_autoptr (GHashTable) counted = g_hash_table_new (NULL, NULL);

  for (guint line = strip->first_line; line < strip->end_line; line++)
    {
      const ObLineBox *box = &strip->paragraph->lines[line];

      g_hash_table_remove_all (counted);
      for (guint i = 0; i < spans->len; i++)
        {
          const ObSpan *span = &g_array_index (spans, ObSpan, i);

          if (span->start < box->end && span->end > box->start
              && ob_highlights_get_lane (strip->painter->highlights, span->annotation)
                   == OB_LANE_NONE)
            g_hash_table_add (counted, GSIZE_TO_POINTER ((gsize) span->annotation));
        }
      if (g_hash_table_size (counted) > 0)
        draw_count (strip, line, g_hash_table_size (counted));
    }
}

static void
draw_strip_lanes (const ObStrip *strip, gpointer data)
{
  g_autoptr (GArray) spans = ob_strip_collect (strip);

  for (guint i = 0; i < spans->len; i++)
    visit_lines (strip, &g_array_index (spans, ObSpan, i), draw_lane);
  count_hidden (strip, spans);
}

/* What is above the first line belongs to it. */
static int
get_line_top (const ObStrip *strip, guint line)
{
  return line == 0 ? strip->top : strip->top + strip->paragraph->lines[line].baseline - strip->ascent;
}

/* Narrows the strip to the display lines that the clip needs; FALSE when there is none. */
static gboolean
clip_lines (ObStrip *strip, int clip_top, int clip_bottom)
{
  const ObParagraph *paragraph = strip->paragraph;
  int below = strip->descent
              + (OB_N_LANES + 1) * (ob_line_tiles_get_height (strip->em) + 1);
  guint first = 0, end = paragraph->n_lines;

  while (first < end && strip->top + paragraph->lines[first].baseline + below < clip_top)
    first++;
  while (end > first && get_line_top (strip, end - 1) > clip_bottom)
    end--;

  strip->first_line = first;
  strip->end_line = end;
  return first < end;
}

/* Moves @iter past hidden parts, which have no height, as what GTK has not measured.  FALSE when
 * nothing comes after them. */
static gboolean
skip_hidden (ObPainter *painter, GtkTextIter *iter)
{
  ObSegment part;

  if (painter->hidden_parts == NULL
      || !ob_hidden_parts_find (painter->hidden_parts, (guint32) gtk_text_iter_get_offset (iter),
                                &part))
    return TRUE;

  gtk_text_iter_set_offset (iter, (int) part.end);
  return part.end < ob_text_get_length (ob_highlights_get_text (painter->highlights));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_painter_for_each_strip (ObPainter *painter, cairo_t *cr, ObStripFunc func, gpointer data)
{
  ObStrip strip = { .painter = painter, .cr = cr };
  double left, top, right, bottom;
  GtkTextIter iter;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  strip.scheme = ob_painter_get_scheme (painter);
  strip.em = ob_geometry_get_em (painter->geometry);

  gtk_text_view_get_line_at_y (painter->view, &iter, (int) top, NULL);
  do
    {
      if (!skip_hidden (painter, &iter))
        return;
      strip.paragraph = ob_geometry_get (painter->geometry, &iter, &strip.top);
      if (strip.paragraph == NULL || strip.top > bottom)
        return;
      strip.ascent = ob_paragraph_get_ascent (strip.paragraph);
      strip.descent = ob_paragraph_get_descent (strip.paragraph);
      if (clip_lines (&strip, (int) top, (int) bottom))
        func (&strip, data);
    }
  while (gtk_text_iter_forward_line (&iter));
}

GArray *
ob_strip_collect (const ObStrip *strip)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (ObSpan));
  guint32 start = strip->paragraph->lines[strip->first_line].start;
  guint32 end = strip->paragraph->lines[strip->end_line - 1].end;
  ObIntervalIter iter;
  const ObSpan *span;

  ob_interval_iter_init (&iter, ob_highlights_get_index (strip->painter->highlights), start, end);
  while ((span = ob_interval_iter_next (&iter)) != NULL)
    g_array_append_vals (spans, span, 1);

  return spans;
}

gboolean
ob_painter_find_spot (ObPainter *painter, guint32 offset, gboolean end, ObSpot *spot)
{
  const ObParagraph *paragraph;
  GtkTextIter iter;
  guint line;
  guint32 character = end && offset > 0 ? offset - 1 : offset;
  int top, near_x, far_x;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (painter->view), &iter,
                                      (int) character);
  paragraph = ob_geometry_get (painter->geometry, &iter, &top);
  if (paragraph == NULL)
    return FALSE;

  /* Both edges of the character say which way the text runs here. */
  line = ob_paragraph_find_line (paragraph, character);
  near_x = ob_geometry_get_x (painter->geometry, paragraph, line, character, FALSE);
  far_x = ob_geometry_get_x (painter->geometry, paragraph, line,
                             MIN (character + 1, paragraph->end), TRUE);
  spot->x = end ? far_x : near_x;
  spot->leads_right = end ? near_x > far_x : near_x <= far_x;
  spot->ascent = ob_paragraph_get_ascent (paragraph);
  spot->descent = ob_paragraph_get_descent (paragraph);
  spot->baseline = top + paragraph->lines[line].baseline;
  return TRUE;
}

guint
ob_painter_get_colour (ObPainter *painter, ObEntity label)
{
  const ObLabel *found = ob_highlights_get_label (painter->highlights, label);

  return found != NULL ? found->colour : 5;
}

void
ob_painter_set_line_colour (ObPainter *painter, cairo_t *cr, ObEntity label, ObScheme scheme)
{
  set_rgb (cr, ob_palette_get_line (ob_painter_get_colour (painter, label), scheme));
}

void
ob_painter_set_text_colour (ObPainter *painter, cairo_t *cr, double alpha)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (painter->view));
  GdkRGBA colour;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &colour);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}

int
ob_painter_get_margin_x (ObPainter *painter, gboolean end, int distance, int width)
{
  return painter->leftwards == end ? ob_geometry_get_left (painter->geometry) - distance - width
                                   : ob_geometry_get_right (painter->geometry) + distance;
}

PangoLayout *
ob_painter_create_small_layout (ObPainter *painter, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (painter->view), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, ob_geometry_get_em (painter->geometry) * 0.68
                                                    * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  return layout;
}

ObPainter *
ob_painter_new (GtkTextView *view, ObHighlights *highlights, ObGeometry *geometry)
{
  ObPainter *painter = g_new0 (ObPainter, 1);

  painter->view = view;
  painter->highlights = highlights;
  painter->geometry = geometry;
  painter->tiles = ob_line_tiles_new ();
  painter->held = OB_HANDLE_NONE;
  painter->linked = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  painter->candidates = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  painter->ghosts = g_array_new (FALSE, FALSE, sizeof (ObGhost));
  painter->ordinals = g_array_new (FALSE, FALSE, sizeof (guint32));

  return painter;
}

void
ob_painter_free (ObPainter *painter)
{
  if (painter == NULL)
    return;

  ob_line_tiles_free (painter->tiles);
  g_array_unref (painter->linked);
  g_array_unref (painter->candidates);
  g_array_unref (painter->ghosts);
  g_array_unref (painter->ordinals);
  g_free (painter->remark);
  g_free (painter);
}

void
ob_painter_set_current (ObPainter *painter, ObEntity annotation)
{
  painter->current = annotation;
}

void
ob_painter_set_held (ObPainter *painter, ObHandle handle)
{
  painter->held = handle;
}

void
ob_painter_set_linked (ObPainter *painter, const GArray *annotations)
{
  g_array_set_size (painter->linked, 0);
  if (annotations != NULL && annotations->len > 0)
    g_array_append_vals (painter->linked, annotations->data, annotations->len);
}

void
ob_painter_set_candidates (ObPainter *painter, const GArray *annotations, guint chosen)
{
  g_array_set_size (painter->candidates, 0);
  if (annotations != NULL && annotations->len > 0)
    g_array_append_vals (painter->candidates, annotations->data, annotations->len);
  painter->chosen = chosen;
}

void
ob_painter_set_remark (ObPainter *painter, const char *remark)
{
  g_free (painter->remark);
  painter->remark = g_strdup (remark);
}

void
ob_painter_set_structure (ObPainter *painter,
                          const ObFormatting *formatting,
                          const ObHiddenParts *parts)
{
  painter->formatting = formatting;
  painter->hidden_parts = parts;
}

void
ob_painter_set_numbers (ObPainter *painter, ObNumbers numbers, ObBoundaryRules *rules)
{
  painter->numbers = numbers;
  painter->rules = rules;
  painter->counted = NULL;
}

void
ob_painter_set_focus (ObPainter *painter, gboolean focus, guint32 offset)
{
  painter->focus = focus;
  painter->focus_offset = offset;
}

void
ob_painter_set_leftwards (ObPainter *painter, gboolean leftwards)
{
  painter->leftwards = leftwards;
}

void
ob_painter_set_quiet (ObPainter *painter, gboolean quiet)
{
  painter->quiet = quiet;
}

void
ob_painter_draw_below (ObPainter *painter, cairo_t *cr)
{
  ob_painter_for_each_strip (painter, cr, fill_strip, NULL);
  ob_painter_fill_hits (painter, cr);
  ob_painter_draw_structure (painter, cr);
  if (!painter->quiet)
    ob_painter_draw_margin (painter, cr);
  if (painter->numbers != OB_NUMBERS_NONE)
    ob_painter_draw_numbers (painter, cr);
}

void
ob_painter_draw_above (ObPainter *painter, cairo_t *cr)
{
  if (!painter->quiet)
    {
      ob_painter_for_each_strip (painter, cr, draw_strip_lanes, NULL);
      ob_painter_draw_ghosts (painter, cr);
    }
  ob_painter_frame_hits (painter, cr);
  if (painter->focus)
    ob_painter_draw_veil (painter, cr);
  if (!painter->quiet)
    {
      ob_painter_draw_links (painter, cr);
      ob_painter_draw_remark (painter, cr);
      ob_painter_draw_handles (painter, cr);
    }
  ob_painter_draw_candidates (painter, cr);
}

ObScheme
ob_painter_get_scheme (ObPainter *painter)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (painter->view));
  GdkRGBA text;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &text);
  return 0.2126 * text.red + 0.7152 * text.green + 0.0722 * text.blue > 0.5 ? OB_SCHEME_DARK
                                                                            : OB_SCHEME_LIGHT;
}
