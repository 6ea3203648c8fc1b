#include "editor/typography.h"

#include <math.h>

/* A line of usual length, 68 characters. */
#define MEASURE "The council met on Tuesday to hear what both of them had said before"

/* Line pitch in units of the text's size: lanes need the room. */
#define PITCH 1.75

#define FAR_MARGIN 44
#define VERTICAL_MARGIN 48

/* From so many code points on there is no margin below the text: while GTK has not measured all of it,
 * a frame that shows the margin would make it lay out all the rest. */
#define LONG_TEXT 300000

static double
get_size (GtkTextView *view)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;

  return size;
}

/* TRUE when empty lines part the paragraphs at the beginning of the text. */
static gboolean
has_empty_lines (ObText *text)
{
  guint n = MIN (ob_text_get_n_paragraphs (text), 40), n_empty = 0;

  for (guint i = 0; i < n; i++)
    {
      ObSegment paragraph = ob_text_get_paragraph (text, i);

      n_empty += paragraph.start == paragraph.end;
    }

  return n_empty * 4 >= n;
}

/* Letters that are looked at for the direction of a text, and characters among which they are. */
#define N_LETTERS 1000
#define N_CHARACTERS 4000

/* Public functions ----------------------------------------------------------------------------- */

int
ob_typography_set_margins (GtkTextView *view, int width, int least, gboolean leftwards)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), MEASURE);
  int measure, side, near, far, left, right;

  pango_layout_get_pixel_size (layout, &measure, NULL);
  side = (width - measure) / 2;
  near = MAX (side, least);
  far = MAX (width - near - measure, FAR_MARGIN);
  left = leftwards ? far : near;
  right = leftwards ? near : far;

  /* Setting a margin lays the whole text out anew. */
  if (gtk_text_view_get_left_margin (view) != left)
    gtk_text_view_set_left_margin (view, left);
  if (gtk_text_view_get_right_margin (view) != right)
    gtk_text_view_set_right_margin (view, right);

  return MAX (width - left - right, 0);
}

gboolean
ob_typography_is_leftwards (gunichar letter)
{
  /* The blocks that Unicode has set aside for them. */
  return (letter >= 0x590 && letter <= 0x8ff) || (letter >= 0xfb1d && letter <= 0xfdff)
         || (letter >= 0xfe70 && letter <= 0xfeff) || (letter >= 0x10800 && letter <= 0x10fff)
         || (letter >= 0x1e800 && letter <= 0x1efff);
}

gboolean
ob_typography_runs_leftwards (ObText *text, gboolean otherwise)
{
  guint32 end = MIN (ob_text_get_length (text), N_CHARACTERS);
  guint n_letters = 0, n_leftwards = 0;

  for (guint32 i = 0; i < end && n_letters < N_LETTERS; i++)
    {
      gunichar letter = ob_text_get_char (text, i);

      if (!g_unichar_isalpha (letter))
        continue;
      n_letters++;
      n_leftwards += ob_typography_is_leftwards (letter);
    }

  return n_letters == 0 ? otherwise : n_leftwards * 2 > n_letters;
}

void
ob_typography_set_leading (GtkTextView *view, ObText *text)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double size = get_size (view);
  double height = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics)
                                     + pango_font_metrics_get_descent (metrics));
  int leading = MAX ((int) lround (size * PITCH - height), 2);
  int bottom = ob_text_get_length (text) > LONG_TEXT ? 0 : 2 * VERTICAL_MARGIN;
  int below = leading + (has_empty_lines (text) ? 0 : (int) lround (size * 0.6));

  pango_font_metrics_unref (metrics);
  if (gtk_text_view_get_top_margin (view) != VERTICAL_MARGIN)
    gtk_text_view_set_top_margin (view, VERTICAL_MARGIN);
  if (gtk_text_view_get_bottom_margin (view) != bottom)
    gtk_text_view_set_bottom_margin (view, bottom);
  if (gtk_text_view_get_pixels_inside_wrap (view) != leading)
    gtk_text_view_set_pixels_inside_wrap (view, leading);
  if (gtk_text_view_get_pixels_below_lines (view) != below)
    gtk_text_view_set_pixels_below_lines (view, below);
}
