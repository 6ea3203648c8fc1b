/* What belongs to the article and is no text: bullets and numbers of lists, bars beside quotes, rules
 * between the rows of tables, where images are, where pages begin.
 *
 *       • an item of a list                      ╭─────────────────────╮
 *    ▏  words of somebody else                   │ ▣ what it shows     │      p. 4
 *    ▏  who is quoted                            ╰─────────────────────╯
 */
#include "editor/painter-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "editor/typesetting.h"

/* How far before an item its bullet or number ends, and before a quote its bar, in units of the text's
 * size. */
#define MARKER_GAP 0.5
#define BAR_GAP 0.95
#define BAR_WIDTH 0.13

/* How much of the text's colour all this has. */
#define MARKER_SHADE 0.8
#define BAR_SHADE 0.34
#define RULE_SHADE 0.22
#define FRAME_SHADE 0.3
#define WORDS_SHADE 0.68

#define RIGHT_TO_LEFT_MARK "\xe2\x80\x8f"

static gboolean
runs_leftwards (const ObStrip *strip)
{
  return pango_layout_get_direction (strip->paragraph->layout, 0) == PANGO_DIRECTION_RTL;
}

/* Lists ----------------------------------------------------------------------------------------- */

static char *
dup_marker (const ObBlock *item, gboolean leftwards)
{
  static const char *const bullets[] = { "•", "◦", "▪", "–" };

  /* The mark of direction puts the point on the side of the text. */
  if (item->number > 0)
    return g_strdup_printf (item->kind == OB_BLOCK_FOOTNOTE ? "%s%u" : "%s%u.",
                            leftwards ? RIGHT_TO_LEFT_MARK : "", item->number);
  return g_strdup (bullets[(MAX (item->level, 1) - 1) % G_N_ELEMENTS (bullets)]);
}

static void
draw_marker (const ObStrip *strip, const ObBlock *item)
{
  const ObParagraph *paragraph = strip->paragraph;
  g_autofree char *marker = dup_marker (item, runs_leftwards (strip));
  g_autoptr (PangoLayout) layout
    = gtk_widget_create_pango_layout (GTK_WIDGET (strip->painter->view), marker);
  int gap = (int) lround (strip->em * MARKER_GAP), width;

  if (strip->first_line > 0 || paragraph->start != item->start)
    return;

  pango_layout_get_pixel_size (layout, &width, NULL);
  ob_painter_set_text_colour (strip->painter, strip->cr, MARKER_SHADE);
  cairo_move_to (strip->cr,
                 runs_leftwards (strip) ? paragraph->x + paragraph->width + gap
                                        : paragraph->x - gap - width,
                 strip->top + paragraph->lines[0].baseline
                   - PANGO_PIXELS (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (strip->cr, layout);
}

/* Quotes and tables ----------------------------------------------------------------------------- */

static int
get_height (const ObStrip *strip)
{
  GtkTextIter iter;
  int top, height;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (strip->painter->view), &iter,
                                      (int) strip->paragraph->start);
  gtk_text_view_get_line_yrange (strip->painter->view, &iter, &top, &height);
  return height;
}

/* TRUE when the paragraph after (before) that of @strip is of the same kind. */
static gboolean
has_neighbour (const ObStrip *strip, ObBlockKind kind, gboolean after)
{
  guint32 at = after ? strip->paragraph->end + 1 : strip->paragraph->start;
  const ObBlock *block;

  if (!after && at == 0)
    return FALSE;
  block = ob_formatting_find_block (strip->painter->formatting, after ? at : at - 1);
  return block != NULL && block->kind == kind;
}

/* From the first line of the quote to its last, without a gap between its paragraphs. */
static void
draw_bar (const ObStrip *strip)
{
  const ObParagraph *paragraph = strip->paragraph;
  int gap = (int) lround (strip->em * BAR_GAP), width = MAX ((int) lround (strip->em * BAR_WIDTH), 2);
  int top = strip->top, bottom = strip->top + get_height (strip);

  if (!has_neighbour (strip, OB_BLOCK_QUOTE, FALSE))
    top += paragraph->lines[0].baseline - strip->ascent - 2;
  if (!has_neighbour (strip, OB_BLOCK_QUOTE, TRUE))
    bottom = strip->top + paragraph->lines[paragraph->n_lines - 1].baseline + strip->descent + 2;

  ob_painter_set_text_colour (strip->painter, strip->cr, BAR_SHADE);
  cairo_rectangle (strip->cr,
                   runs_leftwards (strip) ? paragraph->x + paragraph->width + gap - width
                                          : paragraph->x - gap,
                   top, width, bottom - top);
  cairo_fill (strip->cr);
}

/* A hairline below the row, above it too for the first. */
static void
draw_rules (const ObStrip *strip)
{
  int left = ob_geometry_get_left (strip->painter->geometry);
  int right = ob_geometry_get_right (strip->painter->geometry);
  const ObParagraph *paragraph = strip->paragraph;
  double below = strip->top + get_height (strip) - 1.5;

  ob_painter_set_text_colour (strip->painter, strip->cr, RULE_SHADE);
  cairo_set_line_width (strip->cr, 1);
  if (!has_neighbour (strip, OB_BLOCK_TABLE_ROW, FALSE))
    {
      double above = strip->top + paragraph->lines[0].baseline - strip->ascent - 3.5;

      cairo_move_to (strip->cr, left, above);
      cairo_line_to (strip->cr, right, above);
    }
  if (!has_neighbour (strip, OB_BLOCK_TABLE_ROW, TRUE))
    below = strip->top + paragraph->lines[paragraph->n_lines - 1].baseline + strip->descent
            + lround (strip->em * 0.45) + 0.5;
  cairo_move_to (strip->cr, left, below);
  cairo_line_to (strip->cr, right, below);
  cairo_stroke (strip->cr);
}

/* Places ---------------------------------------------------------------------------------------- */

/* A picture in a frame: hills and a sun. */
static void
draw_picture (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, floor (x) + 0.5, floor (y) + 0.5, width, height);
  cairo_stroke (cr);
  cairo_arc (cr, x + width * 0.3, y + height * 0.35, height * 0.13, 0, 2 * G_PI);
  cairo_move_to (cr, x + width * 0.12, y + height * 0.88);
  cairo_line_to (cr, x + width * 0.42, y + height * 0.52);
  cairo_line_to (cr, x + width * 0.56, y + height * 0.68);
  cairo_line_to (cr, x + width * 0.74, y + height * 0.38);
  cairo_line_to (cr, x + width * 0.94, y + height * 0.88);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* In the room above the paragraph that editor/typesetting.h has left for it. */
static void
draw_image (const ObStrip *strip, const char *words)
{
  cairo_t *cr = strip->cr;
  double left = ob_geometry_get_left (strip->painter->geometry) + 0.5;
  double width = ob_geometry_get_right (strip->painter->geometry) - left - 0.5;
  double height = lround (strip->em * OB_IMAGE_HEIGHT), top = strip->top + 0.5;
  double icon = strip->em * 0.95, icon_height = strip->em * 0.72;
  g_autoptr (PangoLayout) layout
    = ob_painter_create_small_layout (strip->painter, *words != '\0' ? words : _("Image"));
  int text_width, text_height;

  pango_layout_set_width (layout, MAX ((int) (width - icon - 3 * strip->em), 20) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);

  ob_painter_set_text_colour (strip->painter, cr, FRAME_SHADE);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, left, top, width, height);
  cairo_stroke (cr);
  ob_painter_set_text_colour (strip->painter, cr, WORDS_SHADE);
  if (runs_leftwards (strip))
    {
      draw_picture (cr, left + width - strip->em - icon, top + (height - icon_height) / 2, icon,
                    icon_height);
      cairo_move_to (cr, left + width - 1.6 * strip->em - icon - text_width,
                     top + (height - text_height) / 2);
    }
  else
    {
      draw_picture (cr, left + strip->em, top + (height - icon_height) / 2, icon, icon_height);
      cairo_move_to (cr, left + icon + 1.6 * strip->em, top + (height - text_height) / 2);
    }
  ob_painter_set_text_colour (strip->painter, cr, WORDS_SHADE);
  pango_cairo_show_layout (cr, layout);
}

/* What page begins on a line, in the margin where it ends. */
static void
draw_page (const ObStrip *strip, guint32 offset, const char *page)
{
  /* Translators: the number of a page, in the margin. */
  g_autofree char *words = g_strdup_printf (_("p. %s"), page);
  g_autoptr (PangoLayout) layout = ob_painter_create_small_layout (strip->painter, words);
  guint line = ob_paragraph_find_line (strip->paragraph, offset);
  int width;

  if (line < strip->first_line || line >= strip->end_line)
    return;

  ob_painter_set_text_colour (strip->painter, strip->cr, WORDS_SHADE);
  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (strip->cr, ob_painter_get_margin_x (strip->painter, TRUE, 8, width),
                 strip->top + strip->paragraph->lines[line].baseline
                   - PANGO_PIXELS (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (strip->cr, layout);
}

static void
draw_places (const ObStrip *strip)
{
  ObPainter *painter = strip->painter;
  const ObText *text = ob_highlights_get_text (painter->highlights);
  const ObParagraph *paragraph = strip->paragraph;
  guint index = ob_text_get_paragraph_at (text, paragraph->start), n_inlines;
  const ObInline *inlines = ob_formatting_get_inlines (painter->formatting, &n_inlines);
  g_autoptr (GString) images = NULL;

  for (guint i = ob_formatting_find_inline (painter->formatting,
                                            paragraph->start > 0 ? paragraph->start - 1 : 0);
       i < n_inlines && inlines[i].start <= paragraph->end; i++)
    if (inlines[i].kind == OB_INLINE_PAGE && inlines[i].start >= paragraph->start)
      draw_page (strip, inlines[i].start, inlines[i].value);
    else if (inlines[i].kind == OB_INLINE_IMAGE
             && ob_formatting_get_image_paragraph (text, inlines[i].start) == index)
      {
        if (images == NULL)
          images = g_string_new (NULL);
        else if (images->len > 0 && *inlines[i].value != '\0')
          g_string_append (images, " · ");
        g_string_append (images, inlines[i].value);
      }

  if (images != NULL)
    draw_image (strip, images->str);
}

static void
draw_strip_structure (const ObStrip *strip, gpointer data)
{
  const ObBlock *block
    = ob_formatting_find_block (strip->painter->formatting, strip->paragraph->start);

  draw_places (strip);
  if (block == NULL)
    return;
  if (block->kind == OB_BLOCK_LIST_ITEM
      || (block->kind == OB_BLOCK_FOOTNOTE && block->number > 0))
    draw_marker (strip, block);
  else if (block->kind == OB_BLOCK_QUOTE)
    draw_bar (strip);
  else if (block->kind == OB_BLOCK_TABLE_ROW)
    draw_rules (strip);
}

/* Public functions ------------------------------------------------------------------------------ */

void
ob_painter_draw_structure (ObPainter *painter, cairo_t *cr)
{
  if (painter->formatting != NULL)
    ob_painter_for_each_strip (painter, cr, draw_strip_structure, NULL);
}
