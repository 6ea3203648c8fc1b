/* What the parts of the painter share: painter.c draws the annotations, painter-marks.c what points to
 * them, painter-reading.c what helps to read: hits, numbers, a veil; painter-structure.c what belongs to
 * the article and is no text: bullets, bars, rules. */
#pragma once

#include "editor/line-tiles.h"
#include "editor/painter.h"

G_BEGIN_DECLS

struct _ObPainter
{
  GtkTextView *view;        /* (unowned) */
  ObHighlights *highlights; /* (unowned) */
  ObGeometry *geometry;     /* (unowned) */
  ObLineTiles *tiles;       /* (owned) */
  ObEntity current;
  ObHandle held;
  GArray *linked;     /* (owned) ObEntity */
  GArray *candidates; /* (owned) ObEntity */
  GArray *ghosts;     /* (owned) ObGhost */
  guint chosen;       /* index into candidates */
  char *remark;       /* (owned) (nullable) */
  ObNumbers numbers;
  ObBoundaryRules *rules; /* (unowned) (nullable) */
  GArray *ordinals;       /* (owned) guint32: for each line of the text, how many have words until there */
  const ObText *counted;  /* (unowned) (nullable): the text that they are of */
  const ObFormatting *formatting;   /* (unowned) (nullable): of the text */
  const ObHiddenParts *hidden_parts; /* (unowned) (nullable) */
  gboolean focus;
  guint32 focus_offset;
  gboolean quiet;
  gboolean leftwards;
};

/* The part of one paragraph that is to be drawn. */
typedef struct
{
  ObPainter *painter;
  cairo_t *cr;
  ObScheme scheme;
  const ObParagraph *paragraph;
  int top;           /* of the paragraph */
  guint first_line;  /* display lines to draw */
  guint end_line;    /* one past the last */
  int ascent, descent;
  double em;
} ObStrip;

typedef void (*ObStripFunc) (const ObStrip *strip, gpointer data);

/* Calls @func for every paragraph that the clip of @cr touches. */
void ob_painter_for_each_strip (ObPainter *painter, cairo_t *cr, ObStripFunc func, gpointer data);

/* The spans that touch the strip.  Returns: (transfer full): GArray of ObSpan. */
GArray *ob_strip_collect (const ObStrip *strip);

/* Where on the page an offset is; FALSE while that is not measured. */
typedef struct
{
  int x;
  int baseline;
  int ascent, descent; /* of the fill there */
  gboolean leads_right; /* the text goes on to the right of x (for an end: came from the right) */
} ObSpot;

/* @end: the spot after the character before @offset, else that before the one at @offset. */
gboolean ob_painter_find_spot (ObPainter *painter, guint32 offset, gboolean end, ObSpot *spot);

void ob_painter_set_line_colour (ObPainter *painter, cairo_t *cr, ObEntity label, ObScheme scheme);

/* Colour index of a label; that of notes when it is not in the codebook. */
guint ob_painter_get_colour (ObPainter *painter, ObEntity label);

/* The colour of the text, or a share of it on the paper. */
void ob_painter_set_text_colour (ObPainter *painter, cairo_t *cr, double alpha);

/* A layout in the font of the controls around the text, not that of the text.  (transfer full) */
PangoLayout *ob_painter_create_small_layout (ObPainter *painter, const char *text);

/* The left edge of a thing of @width in the margin where lines begin (@end: in the other), @distance from
 * the text; buffer coordinates. */
int ob_painter_get_margin_x (ObPainter *painter, gboolean end, int distance, int width);

/* Room for the signs of what annotations have, in pixels: it grows with the text. */
int ob_painter_get_mark_width (ObPainter *painter);

/* Distance from the text of the nearest stripe, between stripes, and their width, in pixels. */
#define OB_STRIPE_GAP 14
#define OB_STRIPE_PITCH 5
#define OB_STRIPE_WIDTH 3

/* Parts of the two layers, in painter-marks.c. */
void ob_painter_draw_margin (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_links (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_handles (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_candidates (ObPainter *painter, cairo_t *cr);

/* In painter-structure.c. */
void ob_painter_draw_structure (ObPainter *painter, cairo_t *cr);

/* In painter-ghosts.c. */
void ob_painter_draw_ghosts (ObPainter *painter, cairo_t *cr);

/* The same, in painter-reading.c. */
void ob_painter_fill_hits (ObPainter *painter, cairo_t *cr);
void ob_painter_frame_hits (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_numbers (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_remark (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_veil (ObPainter *painter, cairo_t *cr);
/* Room that numbers need, in pixels. */
int ob_painter_get_numbers_width (ObPainter *painter);

G_END_DECLS
