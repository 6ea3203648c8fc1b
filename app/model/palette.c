#include "model/palette.h"

#include <math.h>

#include "model/codebook.h"

typedef struct
{
  guint32 fill;
  guint32 strong;
  guint32 line;
} Colours;

static const Colours light[OB_N_COLOURS] = {
  { 0xdce7fb, 0xc9dcfd, 0x00184a }, /* blue */
  { 0xc1facc, 0xa2f1b3, 0x336448 }, /* green */
  { 0xfadfdf, 0xfdcdcd, 0xb01a0f }, /* red */
  { 0xe5d8fe, 0xdccdfa, 0x720190 }, /* violet */
  { 0xf6de9e, 0xfcd567, 0x3c2601 }, /* ochre */
  { 0xe2f4fa, 0xaae6f9, 0x293a46 }, /* grey */
  { 0xffdbe5, 0xfdc9d8, 0xa80f6e }, /* crimson */
  { 0xfcd7c0, 0xffc9a7, 0x6b2e04 }, /* orange */
  { 0xd9f1b3, 0xc6eb85, 0x515c09 }, /* olive */
  { 0xa0f6ea, 0x89ebde, 0x145154 }, /* teal */
  { 0xffdefa, 0xf0cfeb, 0x94249e }, /* magenta */
  { 0xe0e0fe, 0xd3d3ff, 0x4347cb }, /* indigo */
};

static const Colours dark[OB_N_COLOURS] = {
  { 0x284774, 0x164d98, 0x5dadfc }, /* blue */
  { 0x2f5527, 0x1d6208, 0x3ef28c }, /* green */
  { 0x692e33, 0x7d393e, 0xfa8787 }, /* red */
  { 0x553969, 0x683787, 0xe5c6fc }, /* violet */
  { 0x563f16, 0x6b4a01, 0xdab910 }, /* ochre */
  { 0x41484a, 0x245966, 0x9db1bf }, /* grey */
  { 0x6c3141, 0x783b4b, 0xf9b9d0 }, /* crimson */
  { 0x683a0e, 0x73441a, 0xf7a46f }, /* orange */
  { 0x424803, 0x505617, 0xa2f25a }, /* olive */
  { 0x075154, 0x195c5f, 0x76fbeb }, /* teal */
  { 0x632f4d, 0x723d5b, 0xed7ef7 }, /* magenta */
  { 0x403b6e, 0x4d4294, 0xbfb6fe }, /* indigo */
};

static const Colours *
get_colours (guint colour, ObScheme scheme)
{
  return &(scheme == OB_SCHEME_DARK ? dark : light)[colour % OB_N_COLOURS];
}

/* Distance of two colours as the eye weighs it, by Riemersma's approximation ("redmean"). */
static double
get_distance (guint32 a, guint32 b)
{
  double red_a, green_a, blue_a, red_b, green_b, blue_b, mean;

  ob_palette_split (a, &red_a, &green_a, &blue_a);
  ob_palette_split (b, &red_b, &green_b, &blue_b);
  mean = (red_a + red_b) / 2;
  return (2 + mean) * pow (red_a - red_b, 2) + 4 * pow (green_a - green_b, 2)
         + (3 - mean) * pow (blue_a - blue_b, 2);
}

static double
linearise (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* Public functions ----------------------------------------------------------------------------- */

guint32
ob_palette_get_fill (guint colour, ObScheme scheme)
{
  return get_colours (colour, scheme)->fill;
}

guint32
ob_palette_get_line (guint colour, ObScheme scheme)
{
  return get_colours (colour, scheme)->line;
}

guint32
ob_palette_get_strong_fill (guint colour, ObScheme scheme)
{
  return get_colours (colour, scheme)->strong;
}

void
ob_palette_suggest (guint n, guint *colour, guint *line)
{
  /* As the default codebook has them. */
  static const ObLine patterns[OB_N_LINES] = { OB_LINE_SOLID,  OB_LINE_DASHED, OB_LINE_WAVY,
                                               OB_LINE_DOUBLE, OB_LINE_DOTTED, OB_LINE_DASH_DOT };

  *colour = n % OB_N_COLOURS;
  *line = patterns[(n + n / OB_N_COLOURS) % OB_N_LINES];
}

guint
ob_palette_find (guint32 rgb)
{
  double best = G_MAXDOUBLE;
  guint found = 0;

  for (guint i = 0; i < OB_N_COLOURS; i++)
    {
      double distance = MIN (MIN (get_distance (rgb, light[i].line), get_distance (rgb, light[i].fill)),
                             MIN (get_distance (rgb, dark[i].line), get_distance (rgb, dark[i].fill)));

      if (distance < best)
        {
          best = distance;
          found = i;
        }
    }

  return found;
}

void
ob_palette_split (guint32 rgb, double *red, double *green, double *blue)
{
  *red = (rgb >> 16 & 0xff) / 255.0;
  *green = (rgb >> 8 & 0xff) / 255.0;
  *blue = (rgb & 0xff) / 255.0;
}

double
ob_palette_get_luminance (guint32 rgb)
{
  double red, green, blue;

  ob_palette_split (rgb, &red, &green, &blue);
  return 0.2126 * linearise (red) + 0.7152 * linearise (green) + 0.0722 * linearise (blue);
}

double
ob_palette_get_contrast (guint32 a, guint32 b)
{
  double first = ob_palette_get_luminance (a), second = ob_palette_get_luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}
