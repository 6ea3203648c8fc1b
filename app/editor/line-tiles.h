/* The six line patterns as tiles that are repeated: a dashed stroke would cost thirty times more.
 *
 *   solid ------   dashed -- --   dotted . . .   double ======   wavy ~~~~~~   dash-dot -- . --
 */
#pragma once

#include <gtk/gtk.h>

#include "model/codebook.h"
#include "model/palette.h"

G_BEGIN_DECLS

typedef struct _ObLineTiles ObLineTiles;

ObLineTiles *ob_line_tiles_new (void);
void ob_line_tiles_free (ObLineTiles *tiles);

/* Height of a line in pixels when the text's size is @em pixels. */
int ob_line_tiles_get_height (double em);

/* Draws a line of label colour @colour from @left to @right, @top to @top plus its height. */
void ob_line_tiles_draw (ObLineTiles *tiles,
                         cairo_t *cr,
                         ObLine line,
                         guint colour,
                         ObScheme scheme,
                         double em,
                         int left,
                         int right,
                         int top);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLineTiles, ob_line_tiles_free)

G_END_DECLS
