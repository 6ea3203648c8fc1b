/* The colours of labels: twelve, each with a fill to put behind words, a stronger one for the annotation
 * that one works on, and a line to draw under them, once for light and once for dark pages.
 *
 * Made so that, by WCAG 2.1, text has a contrast of at least 4.5 on any fill, and any line one of at least
 * 3.0 on the page, on any fill and on any strong fill (annotations overlap), and on a search hit, each
 * selected or not.  Made also to be told apart with normal sight, protanopia, deuteranopia and tritanopia:
 *
 *   - lines: all twelve, and the first six, which the default codebook uses, more than that;
 *   - fills: the first six, and any two that go with the same pattern of lines.  Twelve light colours that
 *     nobody confuses there are not; where two fills look alike to somebody, their patterns differ as long
 *     as labels look as ob_palette_suggest() says, and the pattern is the sign that counts.
 *
 * They were found by simulated annealing over lightness and chroma, the hues nearly fixed, in OKLCH;
 * tests/unit/palette.c computes all of this.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_N_COLOURS 12

/* Distance in OKLab from which on two fills are told apart, whoever looks. */
#define OB_PALETTE_APART 0.02

/* Search hits are no label: in place of fills they have so much of the text's colour on the page, and a
 * frame of all of it. */
#define OB_PALETTE_HIT 0.2

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

/* How the label that comes after @n others is to look: no two of the first 72 look the same.  @line: a
 * pattern (ObLine). */
void ob_palette_suggest (guint n, guint *colour, guint *line);

/* The colour of the palette that looks most like @rgb. */
guint ob_palette_find (guint32 rgb);

/* Red, green and blue from 0 to 1, as cairo wants them. */
void ob_palette_split (guint32 rgb, double *red, double *green, double *blue);

/* Relative luminance, and contrast ratio (1 to 21), as WCAG 2.1 defines them. */
double ob_palette_get_luminance (guint32 rgb);
double ob_palette_get_contrast (guint32 a, guint32 b);

G_END_DECLS
