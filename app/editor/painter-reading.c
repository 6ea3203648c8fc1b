/* What helps to read: search hits, numbers in the margin, who says what in the other margin, and a veil
 * over all but one paragraph. */
#include "editor/painter-private.h"

#include <math.h>

/* Room for "123.45" in units of the text's size. */
#define NUMBERS_WIDTH 2.9

/* How much of the page shows through the veil. */
#define VEIL 0.68

/* The least room in pixels in which the right margin says something, and the most that it takes. */
#define LEAST_REMARK 90
#define MOST_REMARK 260
#define REMARK_GAP 26
#define REMARK_LINES 4

/* Hits ------------------------------------------------------------------------------------------ */

/* The index of the first hit that ends after @offset. */
static guint
find_hit (const GArray *hits, guint32 offset)
{
  guint low = 0, high = hits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (hits, ObSegment, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* A square frame in the colour of the text: annotations have fills and lines of their own colours, what
 * is linked has round frames. */
static void
frame_hit (const ObStrip *strip, ObSegment hit, guint line)
{
  const ObLineBox *box = &strip->paragraph->lines[line];
  int baseline = strip->top + box->baseline;
  ObRun runs[8];
  guint n_runs = ob_geometry_get_runs (strip->painter->geometry, strip->paragraph, line,
                                       MAX (hit.start, box->start), MIN (hit.end, box->end), runs,
                                       G_N_ELEMENTS (runs));

  for (guint i = 0; i < n_runs; i++)
    cairo_rectangle (strip->cr, runs[i].left - 1, baseline - strip->ascent - 1,
                     runs[i].right - runs[i].left + 2, strip->ascent + strip->descent + 2);
}

static void
trace_strip_hits (const ObStrip *strip)
{
  const GArray *hits = ob_highlights_get_hits (strip->painter->highlights);
  guint32 end = strip->paragraph->lines[strip->end_line - 1].end;

  for (guint line = strip->first_line; line < strip->end_line; line++)
    {
      const ObLineBox *box = &strip->paragraph->lines[line];

      for (guint i = find_hit (hits, box->start); i < hits->len; i++)
        {
          ObSegment hit = g_array_index (hits, ObSegment, i);

          if (hit.start >= MIN (box->end, end))
            break;
          frame_hit (strip, hit, line);
        }
    }
}

/* Nothing of a fill shines through: a hit looks the same on any. */
static void
fill_strip_hits (const ObStrip *strip, gpointer data)
{
  const GdkRGBA *paper = data;

  trace_strip_hits (strip);
  gdk_cairo_set_source_rgba (strip->cr, paper);
  cairo_fill_preserve (strip->cr);
  ob_painter_set_text_colour (strip->painter, strip->cr, OB_PALETTE_HIT);
  cairo_fill (strip->cr);
}

static void
frame_strip_hits (const ObStrip *strip, gpointer data)
{
  trace_strip_hits (strip);
  ob_painter_set_text_colour (strip->painter, strip->cr, 1);
  cairo_set_line_width (strip->cr, 2);
  cairo_stroke (strip->cr);
}

/* Numbers --------------------------------------------------------------------------------------- */

static void
count_paragraphs (ObPainter *painter)
{
  ObText *text = ob_highlights_get_text (painter->highlights);
  guint32 ordinal = 0;

  if (painter->counted == text)
    return;

  painter->counted = text;
  g_array_set_size (painter->ordinals, 0);
  for (guint i = 0; i < ob_text_get_n_paragraphs (text); i++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, i);

      ordinal += paragraph.start < paragraph.end;
      g_array_append_val (painter->ordinals, ordinal);
    }
}

static void
draw_number (const ObStrip *strip, guint line, const char *number)
{
  g_autoptr (PangoLayout) layout = ob_painter_create_small_layout (strip->painter, number);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  ob_painter_set_text_colour (strip->painter, strip->cr, 0.62);
  cairo_move_to (strip->cr,
                 ob_painter_get_margin_x (strip->painter, FALSE,
                                          OB_STRIPE_GAP + OB_N_LANES * OB_STRIPE_PITCH
                                            + ob_painter_get_mark_width (strip->painter) + 4,
                                          width),
                 strip->top + strip->paragraph->lines[line].baseline
                   - PANGO_PIXELS (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (strip->cr, layout);
}

/* The first sentence that begins on each display line. */
static void
draw_sentence_numbers (const ObStrip *strip, guint32 ordinal)
{
  const ObParagraph *paragraph = strip->paragraph;
  ObText *text = ob_highlights_get_text (strip->painter->highlights);
  guint last_line = G_MAXUINT, n = 0;

  for (guint32 at = paragraph->start; at < paragraph->end;)
    {
      ObSegment sentence = ob_boundary_get (strip->painter->rules, text, OB_UNIT_SENTENCE, at);
      guint line;
      g_autofree char *number = NULL;

      if (sentence.start >= sentence.end || sentence.end <= at)
        break;
      line = ob_paragraph_find_line (paragraph, MAX (sentence.start, paragraph->start));
      number = g_strdup_printf ("%u.%u", ordinal, ++n);
      if (line != last_line && line >= strip->first_line && line < strip->end_line)
        draw_number (strip, line, number);
      last_line = line;
      for (at = sentence.end; at < paragraph->end && g_unichar_isspace (ob_text_get_char (text, at));)
        at++;
    }
}

static void
draw_strip_numbers (const ObStrip *strip, gpointer data)
{
  ObPainter *painter = strip->painter;
  const ObParagraph *paragraph = strip->paragraph;
  guint index = ob_text_get_paragraph_at (ob_highlights_get_text (painter->highlights),
                                          paragraph->start);
  guint32 ordinal = index < painter->ordinals->len
                      ? g_array_index (painter->ordinals, guint32, index) : 0;
  g_autofree char *number = NULL;

  if (painter->numbers == OB_NUMBERS_SENTENCES && painter->rules != NULL)
    {
      draw_sentence_numbers (strip, ordinal);
      return;
    }
  if (strip->first_line > 0
      || (painter->numbers != OB_NUMBERS_LINES && paragraph->start >= paragraph->end))
    return;

  number = g_strdup_printf ("%u", painter->numbers == OB_NUMBERS_LINES ? index + 1 : ordinal);
  draw_number (strip, 0, number);
}

/* The veil -------------------------------------------------------------------------------------- */

static void
veil_strip (const ObStrip *strip, gpointer data)
{
  const ObParagraph *paragraph = strip->paragraph;
  guint32 offset = strip->painter->focus_offset;
  double left, right, top, bottom;
  GtkTextIter iter;
  int y, height;

  if (offset >= paragraph->start && offset <= paragraph->end)
    return;

  cairo_clip_extents (strip->cr, &left, &top, &right, &bottom);
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (strip->painter->view), &iter,
                                      (int) paragraph->start);
  gtk_text_view_get_line_yrange (strip->painter->view, &iter, &y, &height);
  cairo_rectangle (strip->cr, left, y, right - left, height);
  cairo_fill (strip->cr);
}

/* Public functions ------------------------------------------------------------------------------ */

void
ob_painter_fill_hits (ObPainter *painter, cairo_t *cr)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (painter->view));
  GdkRGBA paper;

  if (ob_highlights_get_hits (painter->highlights)->len == 0
      || !gtk_style_context_lookup_color (style, "theme_base_color", &paper))
    return;

  ob_painter_for_each_strip (painter, cr, fill_strip_hits, &paper);
}

void
ob_painter_frame_hits (ObPainter *painter, cairo_t *cr)
{
  if (ob_highlights_get_hits (painter->highlights)->len > 0)
    ob_painter_for_each_strip (painter, cr, frame_strip_hits, NULL);
}

void
ob_painter_draw_numbers (ObPainter *painter, cairo_t *cr)
{
  count_paragraphs (painter);
  ob_painter_for_each_strip (painter, cr, draw_strip_numbers, NULL);
}

int
ob_painter_get_numbers_width (ObPainter *painter)
{
  return painter->numbers == OB_NUMBERS_NONE
           ? 0
           : (int) ceil (ob_geometry_get_em (painter->geometry) * NUMBERS_WIDTH * 0.68) + 8;
}

/* Beside the first line of the current annotation; its first line on the level of the words. */
void
ob_painter_draw_remark (ObPainter *painter, cairo_t *cr)
{
  g_autoptr (GArray) spans = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  int margin = painter->leftwards ? gtk_text_view_get_left_margin (painter->view)
                                  : gtk_text_view_get_right_margin (painter->view);
  int room = MIN (margin - REMARK_GAP - 8, MOST_REMARK);
  PangoRectangle words;
  ObSpot spot;

  if (painter->remark == NULL || painter->current == 0 || room < LEAST_REMARK)
    return;
  spans = ob_highlights_get_spans (painter->highlights, painter->current);
  if (spans->len == 0
      || !ob_painter_find_spot (painter, g_array_index (spans, ObSpan, 0).start, FALSE, &spot))
    return;

  layout = ob_painter_create_small_layout (painter, painter->remark);
  pango_layout_set_width (layout, room * PANGO_SCALE);
  pango_layout_set_height (layout, -REMARK_LINES);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  ob_painter_set_text_colour (painter, cr, 0.75);
  pango_layout_get_pixel_extents (layout, NULL, &words);
  cairo_move_to (cr, ob_painter_get_margin_x (painter, TRUE, REMARK_GAP + 1, words.width) - words.x,
                 spot.baseline - PANGO_PIXELS (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (cr, layout);
}

void
ob_painter_draw_veil (ObPainter *painter, cairo_t *cr)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (painter->view));
  GdkRGBA paper;

  if (!gtk_style_context_lookup_color (style, "theme_base_color", &paper))
    return;

  cairo_set_source_rgba (cr, paper.red, paper.green, paper.blue, VEIL);
  ob_painter_for_each_strip (painter, cr, veil_strip, NULL);
}
