/* The colours of labels: twelve, each with a fill to put behind words and a line to draw under
 * them, once for light and once for dark pages.
 *
 * Made so that, by WCAG 2.1, text on any fill has a contrast of at least 4.5 and any line on the page
 * or on any fill (annotations overlap) one of at least 3.0; and so that the lines of the first six,
 * which the default codebook uses, stay apart for every kind of colour blindness.  They were found by
 * random search over lightness with fixed hues in OKLCH; tests/unit/palette.c computes the figures.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_N_COLOURS 12

typedef enum
{
  OB_SCHEME_LIGHT,
  OB_SCHEME_DARK,
} ObScheme;

/* Colours are 0xRRGGBB in sRGB.  A @colour beyond the palette begins it anew. */
guint32 ob_palette_get_fill (guint colour, ObScheme scheme);
guint32 ob_palette_get_line (guint colour, ObScheme scheme);

/* The fill of the annotation that one is working on. */
guint32 ob_palette_get_strong_fill (guint colour, ObScheme scheme);

/* The colour of the palette that looks most like @rgb. */
guint ob_palette_find (guint32 rgb);

/* Red, green and blue from 0 to 1, as cairo wants them. */
void ob_palette_split (guint32 rgb, double *red, double *green, double *blue);

/* Relative luminance, and contrast ratio (1 to 21), as WCAG 2.1 defines them. */
double ob_palette_get_luminance (guint32 rgb);
double ob_palette_get_contrast (guint32 a, guint32 b);

G_END_DECLS
