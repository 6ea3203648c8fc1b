/* Draws highlights on an article view: fills below the text, lanes and handles above it, stripes, an
 * obelus for what is disputed and an asterisk for notes in the margin.
 *
 *             +- fill of the innermost annotation
 *       ||    the world's two foremost nuclear powers       +2   annotations without a lane
 *    †  ||    |---------------------------------|                lane 0
 *       ||        |-----------------|    |------>                lane 1; > goes on in another segment
 *       stripes
 *
 * Draws only what the clip of the cairo context needs, in buffer coordinates.
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/geometry.h"
#include "editor/highlights.h"
#include "model/boundary.h"
#include "model/formatting.h"
#include "model/hidden-parts.h"
#include "model/palette.h"

G_BEGIN_DECLS

typedef struct _ObPainter ObPainter;

/* Which boundary of the current annotation: segment number and side. */
typedef struct
{
  int segment; /* -1 for none */
  gboolean end;
} ObHandle;

/* A range of a suggestion, drawn as such. */
typedef struct
{
  guint32 start;
  guint32 end;
  ObEntity label; /* that it would have */
  gboolean chosen;
} ObGhost;

/* What the margin counts. */
typedef enum
{
  OB_NUMBERS_NONE,
  OB_NUMBERS_LINES,      /* of the file, empty ones too */
  OB_NUMBERS_PARAGRAPHS, /* that have words */
  OB_NUMBERS_SENTENCES,  /* within their paragraph: "12.3" */
  OB_N_NUMBERS
} ObNumbers;

#define OB_HANDLE_NONE ((ObHandle) { -1, FALSE })

/* Neither @view nor the others are owned; they must live as long as the painter. */
ObPainter *ob_painter_new (GtkTextView *view, ObHighlights *highlights, ObGeometry *geometry);
void ob_painter_free (ObPainter *painter);

/* The annotation to emphasise; 0 for none. */
void ob_painter_set_current (ObPainter *painter, ObEntity annotation);

/* The handle that is held, drawn as such. */
void ob_painter_set_held (ObPainter *painter, ObHandle handle);

/* Annotations that the current one is linked to (GArray of ObEntity), outlined; NULL for none. */
void ob_painter_set_linked (ObPainter *painter, const GArray *annotations);

/* Candidates for a link (GArray of ObEntity), numbered from 1, of which @chosen is chosen. */
void ob_painter_set_candidates (ObPainter *painter, const GArray *annotations, guint chosen);

/* What is suggested (GArray of ObGhost); NULL for nothing. */
void ob_painter_set_ghosts (ObPainter *painter, const GArray *ghosts);

/* What to say in the right margin of the current annotation (nullable): who says it, what it is about. */
void ob_painter_set_remark (ObPainter *painter, const char *remark);

/* The structure of the text (nullable), whose bullets, bars and rules are drawn, and which parts of it
 * are hidden (nullable).  Both must live until others are set. */
void ob_painter_set_structure (ObPainter *painter,
                               const ObFormatting *formatting,
                               const ObHiddenParts *parts);

/* Numbers in the margin; @rules (nullable) say where sentences begin, and must live until others are
 * set. */
void ob_painter_set_numbers (ObPainter *painter, ObNumbers numbers, ObBoundaryRules *rules);

/* Veils all paragraphs but that which holds @offset. */
void ob_painter_set_focus (ObPainter *painter, gboolean focus, guint32 offset);

/* The text runs from right to left: stripes and marks stand to the right of it, where its lines begin,
 * what is said at their ends to the left. */
void ob_painter_set_leftwards (ObPainter *painter, gboolean leftwards);

/* Only fills: no lanes, stripes, marks and handles. */
void ob_painter_set_quiet (ObPainter *painter, gboolean quiet);

void ob_painter_draw_below (ObPainter *painter, cairo_t *cr);
void ob_painter_draw_above (ObPainter *painter, cairo_t *cr);

/* The handle of the current annotation within reach of (x, y), or OB_HANDLE_NONE. */
ObHandle ob_painter_find_handle (ObPainter *painter, int x, int y);

/* The annotation whose margin stripe is at (x, y), or 0. */
ObEntity ob_painter_find_stripe (ObPainter *painter, int x, int y);

/* Light or dark, as the theme is now. */
ObScheme ob_painter_get_scheme (ObPainter *painter);

/* Room that stripes and marks need before the text, in pixels. */
int ob_painter_get_margin (ObPainter *painter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPainter, ob_painter_free)

G_END_DECLS
