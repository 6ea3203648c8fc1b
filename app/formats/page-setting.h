/* How one paragraph of an article is set on a printed page: size and weight of its letters, how far it
 * is set in, the room around it, and its bullet, bar or rule.  All lengths are points. */
#pragma once

#include <pango/pangocairo.h>

#include "model/formatting.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  double scale; /* of the letters */
  gboolean bold, italic, typewriter, dim;
  double indent; /* from the edge at which its lines begin */
  double above, below; /* more than what is between paragraphs anyway */
  const ObBlock *block; /* (nullable) that it is of */
  gboolean begins; /* it is the first paragraph of the block */
  const char *image; /* (nullable) what the image shows whose place is above it; "" when nobody says */
} ObPageSetting;

/* Room above the paragraph for the place of its image. */
#define OB_PAGE_IMAGE_ROOM 28.0

/* The setting of @range, a paragraph of @text; @title: it is that of the article. */
ObPageSetting ob_page_setting_get (const ObText *text,
                                   const ObFormatting *formatting,
                                   ObSegment range,
                                   gboolean title);

/* The paragraph in @font of @size points, @width points wide without its indent.  (transfer full) */
PangoLayout *ob_page_setting_make_layout (const ObPageSetting *setting,
                                          PangoContext *context,
                                          const ObText *text,
                                          const ObFormatting *formatting,
                                          ObSegment range,
                                          const char *font,
                                          double size,
                                          double width);

/* Draws what belongs to a line of @layout and is no text: the bullet or number of the first one, the
 * bar of a quote, the rule below a row of a table.  (x, y): the left edge of the column and the upper
 * edge of the line; @baseline below it; @pitch: to the next line; @width: of the column. */
void ob_page_setting_draw_marks (const ObPageSetting *setting,
                                 cairo_t *cr,
                                 PangoLayout *layout,
                                 guint line,
                                 double x,
                                 double y,
                                 double baseline,
                                 double pitch,
                                 double width);

/* Draws the place of the image above the first line of @layout, whose upper edge is @y; (x, width): the
 * column. */
void ob_page_setting_draw_image (
  const ObPageSetting *setting, cairo_t *cr, PangoLayout *layout, double x, double y, double width);

/* Whether this copy of the project shows the parts of a page that are not the article: what is printed
 * is what is seen. */
gboolean ob_page_shows_hidden (ObProject *project);

G_END_DECLS
