/* The palette's figures: WCAG contrasts of every pair that can meet, and distances for people with
 * and without colour blindness. */
#include "model/palette.h"

#include <math.h>

/* As in ui/editor.css. */
#define SELECTION_ALPHA 0.38

/* Pages that themes give us, and their text. */
typedef struct
{
  const char *name;
  ObScheme scheme;
  guint32 page;
  guint32 text;
} Page;

static const Page pages[] = {
  { "Adwaita", OB_SCHEME_LIGHT, 0xffffff, 0x000000 },
  { "Adwaita, softer text", OB_SCHEME_LIGHT, 0xffffff, 0x2e3436 },
  { "Adwaita dark", OB_SCHEME_DARK, 0x2d2d2d, 0xffffff },
  { "Adwaita dark, softer text", OB_SCHEME_DARK, 0x2d2d2d, 0xeeeeec },
  { "HighContrast", OB_SCHEME_LIGHT, 0xffffff, 0x000000 },
  { "HighContrastInverse", OB_SCHEME_DARK, 0x000000, 0xffffff },
};

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

static void
test_contrast (void)
{
  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    for (guint i = 0; i < OB_N_COLOURS; i++)
      {
        guint32 line = ob_palette_get_line (i, pages[p].scheme);

        check_contrast ("text on fill", pages[p].text,
                        ob_palette_get_fill (i, pages[p].scheme), 4.5);
        check_contrast ("text on strong fill", pages[p].text,
                        ob_palette_get_strong_fill (i, pages[p].scheme), 4.5);
        check_contrast ("line on page", line, pages[p].page, 3.0);
        for (guint j = 0; j < OB_N_COLOURS; j++)
          check_contrast ("line on fill", line, ob_palette_get_fill (j, pages[p].scheme), 3.0);
      }
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

/* Fills are opaque, the innermost on top, so that none shines through another; what does is the
 * selection, with the colour of the theme and the strength of ui/editor.css, over one fill or, where
 * two or three annotations meet, beside the next. */
static void
test_selection (void)
{
  static const struct
  {
    ObScheme scheme;
    guint32 text;
    guint32 selection;
  } themes[] = {
    { OB_SCHEME_LIGHT, 0x000000, 0x3584e4 }, /* Adwaita */
    { OB_SCHEME_LIGHT, 0x2e3436, 0x3584e4 },
    { OB_SCHEME_DARK, 0xffffff, 0x15539e },  /* Adwaita dark */
    { OB_SCHEME_DARK, 0xeeeeec, 0x15539e },
  };
  double least = G_MAXDOUBLE, least_line = G_MAXDOUBLE;

  for (guint t = 0; t < G_N_ELEMENTS (themes); t++)
    for (guint i = 0; i < OB_N_COLOURS; i++)
      {
        guint32 fills[] = { ob_palette_get_fill (i, themes[t].scheme),
                            ob_palette_get_strong_fill (i, themes[t].scheme) };

        for (guint f = 0; f < G_N_ELEMENTS (fills); f++)
          {
            guint32 selected = mix (fills[f], themes[t].selection, SELECTION_ALPHA);

            least = MIN (least, ob_palette_get_contrast (themes[t].text, selected));
            check_contrast ("text on a selected fill", themes[t].text, selected, 4.5);
            for (guint j = 0; j < OB_N_COLOURS; j++)
              least_line
                = MIN (least_line,
                       ob_palette_get_contrast (ob_palette_get_line (j, themes[t].scheme), selected));
          }
      }
  g_test_message ("least contrast on a selection: text %.2f, lines %.2f", least, least_line);
}

/* The least distance between the lines of the first @n colours, for every eye. */
static double
get_least_distance (ObScheme scheme, guint n)
{
  double least = G_MAXDOUBLE;

  for (guint e = 0; e < G_N_ELEMENTS (eyes); e++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < i; j++)
        least = MIN (least, get_distance (ob_palette_get_line (i, scheme),
                                          ob_palette_get_line (j, scheme), eyes[e]));

  return least;
}

static void
test_distance (void)
{
  for (ObScheme scheme = OB_SCHEME_LIGHT; scheme <= OB_SCHEME_DARK; scheme++)
    {
      g_test_message ("least distance: %.3f of six, %.3f of all", get_least_distance (scheme, 6),
                      get_least_distance (scheme, OB_N_COLOURS));
      g_assert_cmpfloat (get_least_distance (scheme, 6), >, 0.08);
      g_assert_cmpfloat (get_least_distance (scheme, OB_N_COLOURS), >, 0.045);
    }
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
  g_test_add_func ("/palette/selection", test_selection);
  g_test_add_func ("/palette/distance", test_distance);
  g_test_add_func ("/palette/formula", test_formula);
  return g_test_run ();
}
