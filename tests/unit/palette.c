/* The palette's figures: WCAG contrasts of every pair that can meet, and distances for people with
 * and without colour blindness. */
#include "model/palette.h"

#include <math.h>
#include <string.h>

#include "model/codebook.h"

/* Pages that themes give us, with their text and what they select with. */
typedef struct
{
  const char *name;
  ObScheme scheme;
  guint32 page;
  guint32 text;
  guint32 selection;
} Page;

static const Page pages[] = {
  { "Adwaita", OB_SCHEME_LIGHT, 0xffffff, 0x000000, 0x3584e4 },
  { "Adwaita, softer text", OB_SCHEME_LIGHT, 0xffffff, 0x2e3436, 0x3584e4 },
  { "Adwaita dark", OB_SCHEME_DARK, 0x2d2d2d, 0xffffff, 0x15539e },
  { "Adwaita dark, softer text", OB_SCHEME_DARK, 0x2d2d2d, 0xeeeeec, 0x15539e },
  { "HighContrast", OB_SCHEME_LIGHT, 0xffffff, 0x000000, 0x1b6acb },
  { "HighContrastInverse", OB_SCHEME_DARK, 0x2d2d2d, 0xffffff, 0x0f3b71 },
  { "a black page", OB_SCHEME_DARK, 0x000000, 0xffffff, 0x15539e },
};

static const char *const eye_names[] = { "normal", "protanopia", "deuteranopia", "tritanopia" };

/* Linear RGB as people see it, from Machado, Oliveira and Fernandes, "A Physiologically-based Model
 * for Simulation of Color Vision Deficiency" (2009), severity 1.0. */
static const double eyes[][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};

static double
linearise (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* OKLab of a colour as @eye sees it (Ottosson, "A perceptual color space for image processing"). */
static void
to_oklab (guint32 rgb, const double eye[3][3], double lab[3])
{
  double given[3], seen[3], l, m, s;

  ob_palette_split (rgb, &given[0], &given[1], &given[2]);
  for (guint i = 0; i < 3; i++)
    given[i] = linearise (given[i]);
  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (eye[i][0] * given[0] + eye[i][1] * given[1] + eye[i][2] * given[2], 0, 1);

  l = cbrt (0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]);
  m = cbrt (0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]);
  s = cbrt (0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]);
  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

static double
get_distance (guint32 a, guint32 b, const double eye[3][3])
{
  double left[3], right[3];

  to_oklab (a, eye, left);
  to_oklab (b, eye, right);
  return sqrt (pow (left[0] - right[0], 2) + pow (left[1] - right[1], 2)
               + pow (left[2] - right[2], 2));
}

static void
check_contrast (const char *what, guint32 a, guint32 b, double least)
{
  double contrast = ob_palette_get_contrast (a, b);

  if (contrast < least)
    g_error ("%s: %06x on %06x is %.2f, less than %.1f", what, a, b, contrast, least);
}

/* @over with @alpha laid on @under, as cairo and GTK mix: in sRGB. */
static guint32
mix (guint32 under, guint32 over, double alpha)
{
  guint32 mixed = 0;

  for (int shift = 16; shift >= 0; shift -= 8)
    {
      double below = (under >> shift) & 0xff, above = (over >> shift) & 0xff;

      mixed |= (guint32) lround (below + (above - below) * alpha) << shift;
    }

  return mixed;
}

/* How much of the theme's colour the selection has: as ui/editor.css says, once for light, once for dark. */
static double
get_selection_alpha (ObScheme scheme)
{
  static double alphas[2];
  g_autofree char *path = NULL, *css = NULL;
  g_autoptr (GError) error = NULL;
  const char *at;

  if (alphas[scheme] > 0)
    return alphas[scheme];

  path = g_test_build_filename (G_TEST_DIST, "..", "..", "ui", "editor.css", NULL);
  g_file_get_contents (path, &css, NULL, &error);
  g_assert_no_error (error);
  at = strstr (css, scheme == OB_SCHEME_DARK ? ".article.dark text selection"
                                             : ".article text selection");
  g_assert_nonnull (at);
  at = strstr (at, "@theme_selected_bg_color, ");
  g_assert_nonnull (at);
  alphas[scheme] = g_ascii_strtod (at + strlen ("@theme_selected_bg_color, "), NULL);
  g_assert_cmpfloat (alphas[scheme], >, 0.2);
  return alphas[scheme];
}

/* Fills are opaque, the innermost on top, so that none shines through another; a search hit lies over them
 * as what it is on the page, so that nothing shines through it either.  Over all of it may be the selection.
 * @colour: below OB_N_COLOURS a fill, plain or @strong; then the page, then a hit. */
static void
list_grounds (const Page *page, guint colour, gboolean strong, guint32 grounds[2])
{
  if (colour == OB_N_COLOURS)
    grounds[0] = page->page;
  else if (colour > OB_N_COLOURS)
    grounds[0] = mix (page->page, page->text, OB_PALETTE_HIT);
  else
    grounds[0] = strong ? ob_palette_get_strong_fill (colour, page->scheme)
                        : ob_palette_get_fill (colour, page->scheme);
  grounds[1] = mix (grounds[0], page->selection, get_selection_alpha (page->scheme));
}

/* Text and every line on the page, on every fill, plain and strong, and on a search hit, each selected or
 * not. */
static void
test_contrast (void)
{
  double least_text = G_MAXDOUBLE, least_line = G_MAXDOUBLE;

  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    for (guint i = 0; i <= OB_N_COLOURS + 1; i++)
      for (guint strong = 0; strong < 2; strong++)
        {
          guint32 grounds[2];

          list_grounds (&pages[p], i, strong != 0, grounds);
          for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
            {
              check_contrast (pages[p].name, pages[p].text, grounds[g], 4.5);
              least_text = MIN (least_text, ob_palette_get_contrast (pages[p].text, grounds[g]));
              for (guint j = 0; j < OB_N_COLOURS; j++)
                {
                  guint32 line = ob_palette_get_line (j, pages[p].scheme);

                  check_contrast (pages[p].name, line, grounds[g], 3.0);
                  least_line = MIN (least_line, ob_palette_get_contrast (line, grounds[g]));
                }
            }
        }
  g_test_message ("least contrast: text %.2f, lines %.2f", least_text, least_line);
}

typedef guint32 (*GetColour) (guint colour, ObScheme scheme);

static double
get_distance_for_all (GetColour get, guint i, guint j, ObScheme scheme)
{
  double least = G_MAXDOUBLE;

  for (guint e = 0; e < G_N_ELEMENTS (eyes); e++)
    least = MIN (least, get_distance (get (i, scheme), get (j, scheme), eyes[e]));

  return least;
}

/* The least distance between the first @n colours, for every eye. */
static double
get_least_distance (GetColour get, ObScheme scheme, guint n)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      least = MIN (least, get_distance_for_all (get, i, j, scheme));

  return least;
}

static void
test_lines_apart (void)
{
  for (ObScheme scheme = OB_SCHEME_LIGHT; scheme <= OB_SCHEME_DARK; scheme++)
    {
      g_test_message ("least distance of lines: %.3f of six, %.3f of all",
                      get_least_distance (ob_palette_get_line, scheme, 6),
                      get_least_distance (ob_palette_get_line, scheme, OB_N_COLOURS));
      g_assert_cmpfloat (get_least_distance (ob_palette_get_line, scheme, 6), >, 0.08);
      g_assert_cmpfloat (get_least_distance (ob_palette_get_line, scheme, OB_N_COLOURS), >, 0.045);
    }
}

/* Fills that somebody may confuse have different patterns. */
static void
test_fills_apart (void)
{
  guint n_alike = 0;

  for (ObScheme scheme = OB_SCHEME_LIGHT; scheme <= OB_SCHEME_DARK; scheme++)
    for (guint i = 0; i < OB_N_COLOURS; i++)
      {
        guint32 page = scheme == OB_SCHEME_DARK ? 0x2d2d2d : 0xffffff;

        for (guint e = 0; e < G_N_ELEMENTS (eyes); e++)
          {
            guint32 fill = ob_palette_get_fill (i, scheme);
            guint32 strong = ob_palette_get_strong_fill (i, scheme);

            if (get_distance (fill, page, eyes[e]) < OB_PALETTE_APART
                || get_distance (fill, strong, eyes[e]) < OB_PALETTE_APART)
              g_error ("fill %u looks like the page or its strong fill: %s", i, eye_names[e]);
          }
        for (guint j = 0; j < i; j++)
          {
            double distance = get_distance_for_all (ob_palette_get_fill, i, j, scheme);
            guint colours[2], lines[2];

            ob_palette_suggest (i, &colours[0], &lines[0]);
            ob_palette_suggest (j, &colours[1], &lines[1]);
            if (distance < OB_PALETTE_APART && (i < 6 || lines[0] == lines[1]))
              g_error ("fills %u and %u are %.4f apart and have one pattern", j, i, distance);
            n_alike += distance < OB_PALETTE_APART;
          }
      }
  g_test_message ("%u of 132 pairs of fills are told apart by their pattern", n_alike);
}

/* As the default codebook is, and never the same look twice for the first 72. */
static void
test_suggest (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (ObCodebook) codebook = ob_codebook_new_default ();

  for (guint i = 0; i < OB_N_COLOURS * OB_N_LINES; i++)
    {
      guint colour, line;

      ob_palette_suggest (i, &colour, &line);
      g_assert_cmpuint (colour, <, OB_N_COLOURS);
      g_assert_cmpuint (line, <, OB_N_LINES);
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (colour * OB_N_LINES + line)));
      if (i < codebook->labels->len)
        {
          const ObLabel *label = g_ptr_array_index (codebook->labels, i);

          g_assert_cmpuint (label->colour, ==, colour);
          g_assert_cmpuint (label->line, ==, line);
        }
    }
}

/* What is laid on the words of a search hit is no fill of a label, to anybody.  Its shape is the other sign:
 * tests/window/signs.c. */
static void
test_hits_apart (void)
{
  double least = G_MAXDOUBLE;

  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    for (guint i = 0; i < OB_N_COLOURS; i++)
      for (guint e = 0; e < G_N_ELEMENTS (eyes); e++)
        {
          guint32 hit = mix (pages[p].page, pages[p].text, OB_PALETTE_HIT);

          least = MIN (least, get_distance (hit, ob_palette_get_fill (i, pages[p].scheme), eyes[e]));
        }
  g_test_message ("least distance of hits from fills: %.3f", least);
  g_assert_cmpfloat (least, >, OB_PALETTE_APART);
}

static void
test_formula (void)
{
  double red, green, blue;

  g_assert_cmpfloat_with_epsilon (ob_palette_get_contrast (0x000000, 0xffffff), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (ob_palette_get_contrast (0x777777, 0xffffff), 4.478, 0.001);
  g_assert_cmpfloat_with_epsilon (ob_palette_get_contrast (0xffffff, 0x3584e4), 3.76, 0.01);
  g_assert_cmpfloat (ob_palette_get_contrast (0x123456, 0x123456), ==, 1.0);

  ob_palette_split (0xff8000, &red, &green, &blue);
  g_assert_cmpfloat (red, ==, 1.0);
  g_assert_cmpfloat_with_epsilon (green, 128 / 255.0, 1e-9);
  g_assert_cmpfloat (blue, ==, 0.0);

  g_assert_cmphex (ob_palette_get_fill (OB_N_COLOURS, OB_SCHEME_DARK), ==,
                   ob_palette_get_fill (0, OB_SCHEME_DARK));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/contrast", test_contrast);
  g_test_add_func ("/palette/lines-apart", test_lines_apart);
  g_test_add_func ("/palette/fills-apart", test_fills_apart);
  g_test_add_func ("/palette/hits-apart", test_hits_apart);
  g_test_add_func ("/palette/suggest", test_suggest);
  g_test_add_func ("/palette/formula", test_formula);
  return g_test_run ();
}
