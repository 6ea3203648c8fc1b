/* Golden pictures of the editor in what is hard to draw: compared, and left for people to look at.
 *
 * They are pinned to a font, a size and a theme of the toolkit.  A machine that has another version of
 * these draws other pixels: there, as where the font is missing, the pictures are only drawn.
 * OBELUS_UPDATE_GOLDENS=1 in the environment writes them anew, to be looked at before they are kept.
 */
#include "article-fixture.h"

#include <string.h>

#include "editor/overview.h"

#define FONT "DejaVu Serif"

/* A pixel differs when a channel does by more than this; so many pixels in a thousand may. */
#define TOLERANCE 48
#define MAX_DIFFERENT 1.5

#define TITLE "Talks in Moscow end without a result"
#define TEXT \
  TITLE "\n" \
  "\n" \
  "By our own correspondent\n" \
  "\n" \
  "The minister said on Wednesday that \"no agreement was reached\" and that relations had come to a " \
  "low point. Almost 90 people died in the attack, a doctor said.\n" \
  "\n" \
  "His spokesman called for an inquiry, which the other side had refused, and said that he expected " \
  "an answer within the week.\n" \
  "\n" \
  "\"We do not know. Nobody has shown us anything,\" the ambassador told the council.\n"

typedef struct
{
  const char *name;
  const char *theme;
  gboolean dark;
  int width;
  int height;
} Picture;

static void
pin (const char *theme, gboolean dark)
{
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", theme,
                "gtk-application-prefer-dark-theme", dark, "gtk-font-name", "DejaVu Sans 10",
                "gtk-xft-antialias", 1, "gtk-xft-hinting", 1, "gtk-xft-hintstyle", "hintslight",
                "gtk-xft-rgba", "none", "gtk-xft-dpi", 96 * 1024, "gtk-cursor-blink", FALSE,
                "gtk-enable-animations", FALSE, NULL);
}

static void
pin_font (void)
{
  g_autoptr (GtkCssProvider) sheet = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (sheet, "textview.article { font-family: \"" FONT "\"; }", -1, NULL);
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (), GTK_STYLE_PROVIDER (sheet),
                                             GTK_STYLE_PROVIDER_PRIORITY_USER + 10);
}

/* TRUE when the machine has the font, and draws with the versions that the goldens were drawn with. */
static gboolean
is_comparable (void)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoFontFamily **families;
  int n_families;
  gboolean found = FALSE;

  pango_font_map_list_families (map, &families, &n_families);
  for (int i = 0; i < n_families; i++)
    found = found || g_str_equal (pango_font_family_get_name (families[i]), FONT);
  g_free (families);

  return found && gtk_get_minor_version () == 24 && pango_version () / 100 == 150;
}

static guint
count_different (cairo_surface_t *one, cairo_surface_t *other)
{
  int width = cairo_image_surface_get_width (one), height = cairo_image_surface_get_height (one);
  guint n = 0;

  cairo_surface_flush (one);
  cairo_surface_flush (other);
  for (int y = 0; y < height; y++)
    {
      const guint8 *a = cairo_image_surface_get_data (one) + y * cairo_image_surface_get_stride (one);
      const guint8 *b
        = cairo_image_surface_get_data (other) + y * cairo_image_surface_get_stride (other);

      for (int x = 0; x < width; x++)
        {
          gboolean differs = FALSE;

          for (int channel = 0; channel < 3; channel++)
            differs = differs || ABS (a[4 * x + channel] - b[4 * x + channel]) > TOLERANCE;
          n += differs;
        }
    }

  return n;
}

/* A copy in the format that is compared, whatever a file was read as.  (transfer full) */
static cairo_surface_t *
flatten (cairo_surface_t *surface)
{
  cairo_surface_t *flat = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                      cairo_image_surface_get_width (surface),
                                                      cairo_image_surface_get_height (surface));
  cairo_t *cr = cairo_create (flat);

  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return flat;
}

static void
compare (cairo_surface_t *drawn, const char *path, const char *name)
{
  cairo_surface_t *file = cairo_image_surface_create_from_png (path), *golden;
  int width = cairo_image_surface_get_width (drawn), height = cairo_image_surface_get_height (drawn);

  if (cairo_surface_status (file) != CAIRO_STATUS_SUCCESS)
    g_error ("There is no golden picture %s", path);
  golden = flatten (file);
  cairo_surface_destroy (file);
  g_assert_cmpint (cairo_image_surface_get_width (golden), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (golden), ==, height);
  g_test_message ("%s: %u of %d pixels differ", name, count_different (drawn, golden),
                  width * height);
  g_assert_cmpfloat (1000.0 * count_different (drawn, golden) / (width * height), <, MAX_DIFFERENT);
  cairo_surface_destroy (golden);
}

/* Beside the test, for people to look at: above all when it is not the golden one. */
static void
save_picture (cairo_surface_t *drawn, const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, file, NULL);

  g_assert_cmpint (cairo_surface_write_to_png (drawn, path), ==, CAIRO_STATUS_SUCCESS);
}

static void
check_picture (ArticleFixture *fixture, const char *name)
{
  cairo_surface_t *surface, *drawn;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *golden = g_test_build_filename (G_TEST_DIST, "goldens", file, NULL);

  surface = article_fixture_draw (fixture);
  drawn = flatten (surface);
  cairo_surface_destroy (surface);
  save_picture (drawn, file);
  if (g_getenv ("OBELUS_UPDATE_GOLDENS") != NULL)
    g_assert_cmpint (cairo_surface_write_to_png (drawn, golden), ==, CAIRO_STATUS_SUCCESS);
  else if (is_comparable ())
    compare (drawn, golden, name);
  else
    g_test_message ("%s is not compared: another font or another version of the toolkit", name);
  cairo_surface_destroy (drawn);
}

static ObEntity
annotate_words (ArticleFixture *fixture, const char *label, const char *words)
{
  guint32 start = article_fixture_find (fixture, words);

  return article_fixture_annotate (fixture, label, start,
                                   start + (guint32) g_utf8_strlen (words, -1), G_MAXUINT32);
}

static void
set (ArticleFixture *fixture, ObEntity annotation, const char *name, const char *value)
{
  g_autoptr (ObEdit) edit = ob_edit_new (fixture->project, "Set");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (name, "note"))
    ob_edit_set_note (edit, annotation, value, &error);
  else if (g_str_equal (name, "comment"))
    ob_edit_add_comment (edit, annotation, value, &error);
  else
    ob_edit_set_attribute_text (edit, annotation, name, value, TRUE, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* Every label, an overlap, a discontinuous annotation, badges, a link from the one at the caret. */
static void
annotate_text (ArticleFixture *fixture)
{
  ObEntity speaker, claim, dispute;
  guint32 a, b;
  g_autoptr (ObEdit) edit = NULL;

  speaker = annotate_words (fixture, "speaker", "The minister");
  annotate_words (fixture, "quote", "\"no agreement was reached\"");
  claim = annotate_words (fixture, "claim", "no agreement was reached");
  dispute = annotate_words (fixture, "disputed-fact", "Almost 90 people died");
  annotate_words (fixture, "figure", "Almost 90");
  annotate_words (fixture, "note", "an inquiry");
  a = article_fixture_find (fixture, "His spokesman");
  b = article_fixture_find (fixture, "expected an");
  article_fixture_annotate (fixture, "claim", a, a + 13, b, b + 18, G_MAXUINT32);
  set (fixture, dispute, "dispute", "How many died?");
  set (fixture, dispute, "note", "The doctor's count");
  set (fixture, dispute, "comment", "Which doctor?");
  set (fixture, speaker, "speaker", "The minister");
  set (fixture, claim, "dispute", "Was anything agreed?");
  edit = ob_edit_new (fixture->project, "Link");
  ob_edit_link (edit, claim, speaker, "said-by", NULL);
  ob_edit_commit (edit, NULL);
}

static void
put_caret (ArticleFixture *fixture, const char *words)
{
  guint32 offset = article_fixture_find (fixture, words);

  ob_article_view_select (fixture->view, offset, offset);
}

static void
open_picture (ArticleFixture *fixture, const Picture *picture, const char *text)
{
  pin (picture->theme, picture->dark);
  article_fixture_open (fixture, text, TITLE, NULL, picture->width, picture->height);
}

static void
close_picture (ArticleFixture *fixture)
{
  article_fixture_close (fixture);
  pin ("Adwaita", FALSE);
}

static void
test_theme (gconstpointer data)
{
  const Picture *picture = data;
  ArticleFixture fixture;

  open_picture (&fixture, picture, TEXT);
  annotate_text (&fixture);
  put_caret (&fixture, "agreement was");
  check_picture (&fixture, picture->name);
  close_picture (&fixture);
}

/* Text twice as large, as a reader sets it. */
static void
test_large (void)
{
  static const Picture picture = { "large", "Adwaita", FALSE, 900, 640 };
  ArticleFixture fixture;

  open_picture (&fixture, &picture, TEXT);
  annotate_text (&fixture);
  for (guint i = 0; i < 7; i++)
    article_fixture_key (&fixture, GDK_KEY_plus, GDK_CONTROL_MASK);
  /* The style of the last step comes with a frame. */
  gtk_test_widget_wait_for_draw (fixture.window);
  put_caret (&fixture, "agreement was");
  check_picture (&fixture, "large");
  close_picture (&fixture);
}

/* More annotations on the same words than there are lanes. */
static void
test_dense (void)
{
  static const Picture picture = { "dense", "Adwaita", FALSE, 760, 420 };
  static const char *const labels[] = { "claim", "note", "quote", "figure", "speaker", "disputed-fact" };
  ArticleFixture fixture;
  guint32 start;

  open_picture (&fixture, &picture, TEXT);
  start = article_fixture_find (&fixture, "relations had");
  for (guint i = 0; i < 12; i++)
    article_fixture_annotate (&fixture, labels[i % G_N_ELEMENTS (labels)], start + 2 * i,
                              start + 110 - 5 * i, G_MAXUINT32);
  put_caret (&fixture, "low point");
  check_picture (&fixture, "dense");
  close_picture (&fixture);
}

static void
test_discontinuous (void)
{
  static const Picture picture = { "discontinuous", "Adwaita", FALSE, 760, 420 };
  ArticleFixture fixture;
  guint32 a, b, c;

  open_picture (&fixture, &picture, TEXT);
  a = article_fixture_find (&fixture, "no agreement");
  b = article_fixture_find (&fixture, "Almost 90");
  c = article_fixture_find (&fixture, "an inquiry");
  article_fixture_annotate (&fixture, "claim", a, a + 24, b, b + 21, c, c + 10, G_MAXUINT32);
  annotate_words (&fixture, "quote", "\"no agreement was reached\"");
  put_caret (&fixture, "90 people");
  article_fixture_key (&fixture, GDK_KEY_bracketright, 0);
  check_picture (&fixture, "discontinuous");
  close_picture (&fixture);
}

static void
test_empty (void)
{
  static const Picture picture = { "empty", "Adwaita", FALSE, 500, 260 };
  ArticleFixture fixture;

  open_picture (&fixture, &picture, TEXT);
  ob_article_view_set_article (fixture.view, NULL, 0);
  check_picture (&fixture, "empty");
  close_picture (&fixture);
}

/* Hits of a search, sentence numbers, and the veil over all but the caret's paragraph. */
static void
test_reading (void)
{
  static const Picture picture = { "reading", "Adwaita", FALSE, 820, 420 };
  ArticleFixture fixture;

  open_picture (&fixture, &picture, TEXT);
  annotate_text (&fixture);
  for (guint i = 0; i < 3; i++)
    article_fixture_key (&fixture, GDK_KEY_n, GDK_MOD1_MASK);
  put_caret (&fixture, "spokesman");
  article_fixture_key (&fixture, GDK_KEY_F8, GDK_SHIFT_MASK);
  {
    GArray *hits = ob_segments_new ();
    ObSegment hit = { article_fixture_find (&fixture, "spokesman"), 0 };

    hit.end = hit.start + 9;
    g_array_append_val (hits, hit);
    hit.start = article_fixture_find (&fixture, "within the");
    hit.end = hit.start + 10;
    g_array_append_val (hits, hit);
    ob_article_view_take_hits (fixture.view, hits);
  }
  check_picture (&fixture, "reading");
  close_picture (&fixture);
}

/* The view with the overview beside it while a link is chosen. */
static void
test_choose_link (void)
{
  static const Picture picture = { "choose-link", "Adwaita", FALSE, 860, 460 };
  ArticleFixture fixture;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  open_picture (&fixture, &picture, TEXT);
  g_object_ref (fixture.scrolled);
  gtk_container_remove (GTK_CONTAINER (fixture.window), fixture.scrolled);
  gtk_box_pack_start (GTK_BOX (box), fixture.scrolled, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), ob_overview_new (fixture.view), FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (fixture.window), box);
  g_object_unref (fixture.scrolled);
  fixture.scrolled = box;
  gtk_widget_show_all (fixture.window);
  article_fixture_settle ();
  annotate_text (&fixture);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.view));
  put_caret (&fixture, "agreement was");
  article_fixture_key (&fixture, GDK_KEY_l, 0);
  check_picture (&fixture, "choose-link");
  close_picture (&fixture);
}

static void
test_right_to_left (void)
{
  static const Picture picture = { "right-to-left", "Adwaita", FALSE, 700, 360 };
  ArticleFixture fixture;

  open_picture (&fixture, &picture,
                "وزير الخارجية يصل إلى موسكو\n\n"
                "قال المتحدث باسم وزارة الخارجية إن الاجتماع مع Rex كان مفيدا، "
                "وأضاف أن \"العلاقات في أدنى مستوى\" منذ الحرب الباردة.\n\n"
                "The word سلام means peace, and so does שלום, he said.\n");
  annotate_words (&fixture, "speaker", "المتحدث باسم وزارة الخارجية");
  annotate_words (&fixture, "claim", "الاجتماع مع Rex كان مفيدا");
  annotate_words (&fixture, "quote", "العلاقات في أدنى مستوى");
  annotate_words (&fixture, "note", "word سلام means");
  annotate_words (&fixture, "figure", "so does שלום");
  ob_article_view_select (fixture.view, 70, 70);
  check_picture (&fixture, "right-to-left");
  close_picture (&fixture);
}

/* Everything that structure looks like, with annotations over it. */
#define STRUCTURE \
  "# " TITLE "\n\n" \
  "Menu of the page\n\n" \
  "The minister said that **no agreement was reached**, as [a statement](https://example.org/) has it.\n\n" \
  "## What was said\n\n" \
  "* Almost 90 people died in the attack, a doctor said to those who were there\n" \
  "  1. on *Friday*\n" \
  "* Nothing else\n\n" \
  "![The two ministers](a.png)\n\n" \
  "> We do not know. Nobody has shown us anything, the ambassador told the council.\n\n" \
  "| Name | Toll |\n|---|---|\n| Ministry | 72 |\n\n" \
  "A note[^1] and `code`.\n\n" \
  "[^1]: At the foot.\n"

static void
test_structure (gconstpointer data)
{
  const Picture *picture = data;
  ArticleFixture fixture;

  pin (picture->theme, picture->dark);
  article_fixture_open_markdown (&fixture, STRUCTURE, picture->width, picture->height);
  annotate_words (&fixture, "quote", "no agreement was reached");
  annotate_words (&fixture, "figure", "Almost 90");
  annotate_words (&fixture, "claim", "What was");
  annotate_words (&fixture, "speaker", "the ambassador");
  annotate_words (&fixture, "note", "Ministry");
  if (g_str_equal (picture->name, "structure-large"))
    {
      for (guint i = 0; i < 7; i++)
        article_fixture_key (&fixture, GDK_KEY_plus, GDK_CONTROL_MASK);
      gtk_test_widget_wait_for_draw (fixture.window);
    }
  put_caret (&fixture, "minister said");
  check_picture (&fixture, picture->name);
  close_picture (&fixture);
}

static void
test_structure_right_to_left (void)
{
  ArticleFixture fixture;

  pin ("Adwaita", FALSE);
  article_fixture_open_markdown (&fixture,
                                 "# وزير الخارجية يصل إلى موسكو\n\n"
                                 "## ما قيل\n\n"
                                 "* قال المتحدث باسم وزارة الخارجية إن الاجتماع **مع Rex كان مفيدا** وإن العلاقات\n"
                                 "  1. نقطة ثانية\n\n"
                                 "> العلاقات في أدنى مستوى منذ الحرب الباردة\n\n"
                                 "An English line.\n",
                                 620, 460);
  annotate_words (&fixture, "speaker", "المتحدث باسم");
  annotate_words (&fixture, "claim", "أدنى مستوى");
  put_caret (&fixture, "ما قيل");
  check_picture (&fixture, "structure-right-to-left");
  close_picture (&fixture);
}

/* The comparison itself: an annotation more is seen. */
static void
test_difference (void)
{
  static const Picture picture = { "difference", "Adwaita", FALSE, 760, 420 };
  ArticleFixture fixture;
  cairo_surface_t *before, *after;

  open_picture (&fixture, &picture, TEXT);
  before = article_fixture_draw (&fixture);
  annotate_words (&fixture, "claim", "no agreement was reached");
  after = article_fixture_draw (&fixture);
  g_assert_cmpuint (count_different (before, before), ==, 0);
  g_assert_cmpfloat (1000.0 * count_different (before, after) / (760 * 420), >, MAX_DIFFERENT);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  close_picture (&fixture);
}

int
main (int argc, char **argv)
{
  static const Picture themes[] = {
    { "light", "Adwaita", FALSE, 1100, 480 },
    { "dark", "Adwaita", TRUE, 820, 480 },
    { "high-contrast", "HighContrast", FALSE, 820, 480 },
    { "high-contrast-inverse", "HighContrastInverse", FALSE, 820, 480 },
    { "narrow", "Adwaita", FALSE, 360, 560 },
  };
  static const Picture structures[] = {
    { "structure", "Adwaita", FALSE, 720, 760 },
    { "structure-dark", "Adwaita", TRUE, 720, 760 },
    { "structure-high-contrast", "HighContrast", FALSE, 720, 760 },
    { "structure-large", "Adwaita", FALSE, 900, 900 },
    { "structure-narrow", "Adwaita", FALSE, 360, 800 },
  };

  gtk_test_init (&argc, &argv, NULL);
  pin_font ();
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autofree char *path = g_strconcat ("/article-pictures/", themes[i].name, NULL);

      g_test_add_data_func (path, &themes[i], test_theme);
    }
  for (guint i = 0; i < G_N_ELEMENTS (structures); i++)
    {
      g_autofree char *path = g_strconcat ("/article-pictures/", structures[i].name, NULL);

      g_test_add_data_func (path, &structures[i], test_structure);
    }
  g_test_add_func ("/article-pictures/structure-right-to-left", test_structure_right_to_left);
  g_test_add_func ("/article-pictures/large", test_large);
  g_test_add_func ("/article-pictures/dense", test_dense);
  g_test_add_func ("/article-pictures/discontinuous", test_discontinuous);
  g_test_add_func ("/article-pictures/empty", test_empty);
  g_test_add_func ("/article-pictures/reading", test_reading);
  g_test_add_func ("/article-pictures/choose-link", test_choose_link);
  g_test_add_func ("/article-pictures/right-to-left", test_right_to_left);
  g_test_add_func ("/article-pictures/difference", test_difference);
  return g_test_run ();
}
