#include "model/palette.h"

#include <math.h>

typedef struct
{
  guint32 fill;
  guint32 line;
} Pair;

static const Pair light[OB_N_COLOURS] = {
  { 0xd8e8ff, 0x01345e }, /* blue */
  { 0xcbf2d2, 0x035e09 }, /* green */
  { 0xfededa, 0xd24b52 }, /* red */
  { 0xeddfff, 0x7034a1 }, /* violet */
  { 0xf9e4b9, 0x413004 }, /* ochre */
  { 0xdce7ea, 0x74838a }, /* grey */
  { 0xfedce5, 0x7b053e }, /* crimson */
  { 0xffdfcb, 0xbd6706 }, /* orange */
  { 0xddeec3, 0x4a6a07 }, /* olive */
  { 0xb9f4ef, 0x0d7878 }, /* teal */
  { 0xffd9f5, 0x82207f }, /* magenta */
  { 0xe1e4ff, 0x5451c0 }, /* indigo */
};

static const Pair dark[OB_N_COLOURS] = {
  { 0x324869, 0x709afe }, /* blue */
  { 0x2e5136, 0x7cfea4 }, /* green */
  { 0x653a37, 0xf66e5f }, /* red */
  { 0x4f3f63, 0xebd3fd }, /* violet */
  { 0x57451d, 0xefbd0c }, /* ochre */
  { 0x444c4f, 0xa4b5b9 }, /* grey */
  { 0x633946, 0xfdbbd4 }, /* crimson */
  { 0x613e26, 0xfe9b5d }, /* orange */
  { 0x404e27, 0xc7e85a }, /* olive */
  { 0x12524f, 0x04e2cc }, /* teal */
  { 0x5c3b55, 0xe775c7 }, /* magenta */
  { 0x414469, 0xb5bfff }, /* indigo */
};

static const Pair *
get_pair (guint colour, ObScheme scheme)
{
  return &(scheme == OB_SCHEME_DARK ? dark : light)[colour % OB_N_COLOURS];
}

/* One channel of @fill with a fifth of @line in it. */
static guint32
mix (guint32 fill, guint32 line, guint shift)
{
  return ((fill >> shift & 0xff) * 4 + (line >> shift & 0xff)) / 5 << shift;
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
  return get_pair (colour, scheme)->fill;
}

guint32
ob_palette_get_line (guint colour, ObScheme scheme)
{
  return get_pair (colour, scheme)->line;
}

guint32
ob_palette_get_strong_fill (guint colour, ObScheme scheme)
{
  const Pair *pair = get_pair (colour, scheme);

  return mix (pair->fill, pair->line, 16) | mix (pair->fill, pair->line, 8)
         | mix (pair->fill, pair->line, 0);
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
