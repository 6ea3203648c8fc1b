/* What annotations, search hits and suggestions look like, read from the pixels: nothing looks like
 * another thing, in light, dark and high contrast.
 *
 *                 behind the words          at their edges
 *   annotation    a fill of the palette     nothing of the colour of the text, no dashes
 *   hit           neutral, on any fill      a closed frame in the colour of the text
 *   suggestion    the page                  a dashed frame in the colour of the label's lines
 */
#include "article-fixture.h"

#include <string.h>

#include "model/palette.h"

#define TEXT \
  "The minister said that \"nothing was agreed at all\", but others had another view of it.\n\n" \
  "\"It is over for all of us\", Lavrov said.\n\n" \
  "\"He has not threatened anybody\", Tillerson said.\n"

typedef struct
{
  const char *name;
  const char *theme;
  gboolean dark;
  ObScheme scheme;
} Theme;

static const Theme themes[] = {
  { "light", "Adwaita", FALSE, OB_SCHEME_LIGHT },
  { "dark", "Adwaita", TRUE, OB_SCHEME_DARK },
  { "high-contrast", "HighContrast", FALSE, OB_SCHEME_LIGHT },
  { "high-contrast-inverse", "HighContrastInverse", FALSE, OB_SCHEME_DARK },
};

/* A picture of the view, and where some words are in it. */
typedef struct
{
  cairo_surface_t *surface;
  GdkRectangle place; /* from the top of the letters to their foot */
} Look;

static guint32
get_pixel (const Look *look, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (look->surface)
                      + y * cairo_image_surface_get_stride (look->surface);

  return ((const guint32 *) (const void *) row)[x] & 0xffffff;
}

static gboolean
is_near (guint32 a, guint32 b)
{
  for (int shift = 16; shift >= 0; shift -= 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > 3)
      return FALSE;

  return TRUE;
}

static void
look_at (ArticleFixture *fixture, const char *words, Look *look)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  guint32 start = article_fixture_find (fixture, words);
  GdkRectangle first, last;
  GtkTextIter iter;

  look->surface = article_fixture_draw (fixture);
  cairo_surface_flush (look->surface);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) start);
  gtk_text_view_get_iter_location (view, &iter, &first);
  gtk_text_iter_forward_chars (&iter, (int) strlen (words) - 1);
  gtk_text_view_get_iter_location (view, &iter, &last);
  g_assert_cmpint (first.y, ==, last.y);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, first.x, first.y,
                                         &look->place.x, &look->place.y);
  look->place.width = last.x + last.width - first.x;
  look->place.height = first.height;
}

static void
look_away (Look *look)
{
  cairo_surface_destroy (look->surface);
}

/* The colour of most pixels among the words. */
static guint32
get_ground (const Look *look)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 most = 0;
  guint n_most = 0;

  for (int y = look->place.y + look->place.height / 4; y < look->place.y + look->place.height / 2; y++)
    for (int x = look->place.x + 3; x < look->place.x + look->place.width - 3; x++)
      {
        gpointer key = GUINT_TO_POINTER (get_pixel (look, x, y));
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

        g_hash_table_insert (counts, key, GUINT_TO_POINTER (n));
        if (n > n_most)
          {
            n_most = n;
            most = GPOINTER_TO_UINT (key);
          }
      }

  return most;
}

/* How many pixels of @colour one column within @reach of the left edge of the words has at most, and in how
 * many pieces. */
static void
measure_edge (const Look *look, guint32 colour, int reach, int *n_pixels, int *n_pieces)
{
  *n_pixels = *n_pieces = 0;
  for (int x = look->place.x - reach; x <= look->place.x + reach; x++)
    {
      int n = 0, pieces = 0;
      gboolean inside = FALSE;

      for (int y = look->place.y - 2; y < look->place.y + look->place.height; y++)
        {
          gboolean is = is_near (get_pixel (look, x, y), colour);

          n += is;
          pieces += is && !inside;
          inside = is;
        }
      if (n > *n_pixels)
        {
          *n_pixels = n;
          *n_pieces = pieces;
        }
    }
}

static guint32
get_style_colour (ArticleFixture *fixture, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (fixture->view));
  GdkRGBA colour;

  g_assert_true (gtk_style_context_lookup_color (style, name, &colour));
  return (guint32) (colour.red * 255 + 0.5) << 16 | (guint32) (colour.green * 255 + 0.5) << 8
         | (guint32) (colour.blue * 255 + 0.5);
}

static gboolean
is_any_fill (guint32 colour, ObScheme scheme)
{
  for (guint i = 0; i < OB_N_COLOURS; i++)
    if (is_near (colour, ob_palette_get_fill (i, scheme))
        || is_near (colour, ob_palette_get_strong_fill (i, scheme)))
      return TRUE;

  return FALSE;
}

static void
open_theme (ArticleFixture *fixture, const Theme *theme)
{
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", theme->theme,
                "gtk-application-prefer-dark-theme", theme->dark, "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE, NULL);
  article_fixture_open (fixture, TEXT, NULL, NULL, 900, 420);
}

static void
close_theme (ArticleFixture *fixture)
{
  article_fixture_close (fixture);
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Adwaita",
                "gtk-application-prefer-dark-theme", FALSE, NULL);
}

static void
take_hit (ArticleFixture *fixture, guint32 start, guint32 end)
{
  GArray *hits = ob_segments_new ();
  ObSegment hit = { start, end };

  g_array_append_val (hits, hit);
  ob_article_view_take_hits (fixture->view, hits);
}

/* A hit on an annotation looks as one on the page does, and as no annotation. */
static void
test_hit (gconstpointer data)
{
  const Theme *theme = data;
  ArticleFixture fixture;
  guint32 quote, others, grounds[2], text, page;
  int n_pixels, n_pieces, n_plain, n_plain_pieces;
  Look look;

  open_theme (&fixture, theme);
  quote = article_fixture_find (&fixture, "nothing was");
  others = article_fixture_find (&fixture, "another view");
  article_fixture_annotate (&fixture, "claim", quote, quote + 25, G_MAXUINT32);
  text = get_style_colour (&fixture, "theme_text_color");
  page = get_style_colour (&fixture, "theme_base_color");

  look_at (&fixture, "was agreed", &look);
  g_assert_true (is_near (get_ground (&look), ob_palette_get_fill (0, theme->scheme)));
  measure_edge (&look, text, 2, &n_plain, &n_plain_pieces);
  g_assert_cmpint (n_plain, <, look.place.height / 2);
  look_away (&look);

  take_hit (&fixture, quote + 8, quote + 18);
  look_at (&fixture, "was agreed", &look);
  grounds[0] = get_ground (&look);
  measure_edge (&look, text, 2, &n_pixels, &n_pieces);
  g_assert_cmpint (n_pixels, >=, look.place.height / 2);
  g_assert_cmpint (n_pieces, ==, 1);
  look_away (&look);

  take_hit (&fixture, others, others + 12);
  look_at (&fixture, "another view", &look);
  grounds[1] = get_ground (&look);
  look_away (&look);

  g_assert_cmphex (grounds[0], ==, grounds[1]);
  g_assert_false (is_any_fill (grounds[0], theme->scheme));
  g_assert_false (is_near (grounds[0], page));
  close_theme (&fixture);
}

static void
wait_for_suggestions (ArticleFixture *fixture)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autofree char *hint = NULL;

      g_object_get (fixture->view, "hint", &hint, NULL);
      if (hint != NULL && g_str_has_prefix (hint, "1 of "))
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

/* A suggestion has no fill, and its frame is dashed: in a column of it are several pieces. */
static void
test_suggestion (gconstpointer data)
{
  static const char *const words[] = { "\"It is over for all of us\"", "\"He has not threatened anybody\"" };
  const Theme *theme = data;
  ArticleFixture fixture;
  guint32 page, line;

  open_theme (&fixture, theme);
  page = get_style_colour (&fixture, "theme_base_color");
  line = ob_palette_get_line (3, theme->scheme); /* of quotations */
  gtk_widget_grab_focus (GTK_WIDGET (fixture.view));
  article_fixture_key (&fixture, GDK_KEY_g, 0);
  wait_for_suggestions (&fixture);
  ob_article_view_scroll_to (fixture.view, 0);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *inner = g_strndup (words[i] + 1, strlen (words[i]) - 2);
      int n_pixels, n_pieces;
      Look look;

      look_at (&fixture, inner, &look);
      g_assert_true (is_near (get_ground (&look), page));
      measure_edge (&look, line, 12, &n_pixels, &n_pieces);
      g_test_message ("%s: %d pixels in %d pieces", words[i], n_pixels, n_pieces);
      g_assert_cmpint (n_pieces, >=, 2);
      look_away (&look);
    }
  close_theme (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autofree char *hit = g_strconcat ("/signs/hit/", themes[i].name, NULL);
      g_autofree char *suggestion = g_strconcat ("/signs/suggestion/", themes[i].name, NULL);

      g_test_add_data_func (hit, &themes[i], test_hit);
      g_test_add_data_func (suggestion, &themes[i], test_suggestion);
    }
  return g_test_run ();
}
