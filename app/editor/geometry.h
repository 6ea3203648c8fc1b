/* Where the words of an article view are: the layout of each paragraph, kept while it is true.
 *
 * GTK lays a paragraph out anew whenever it is asked where something is, and answers with a hull where
 * text runs both ways.  This keeps a layout of our own for each paragraph that was asked for lately,
 * made as GTK makes its own (same context, margins and attributes of the tags), placed where GTK says that the
 * paragraph is.  Since the text never changes, layouts only become wrong when the width or the style
 * changes.
 *
 * Coordinates are buffer coordinates in pixels.  A paragraph is what GTK calls a line: besides LF,
 * U+2029 ends one.
 */
#pragma once

#include <gtk/gtk.h>

#include "model/text.h"

G_BEGIN_DECLS

typedef struct _ObGeometry ObGeometry;

/* A display line of a paragraph; y values count from the paragraph's top. */
typedef struct
{
  int baseline;
  guint32 start; /* code points of the article */
  guint32 end;   /* without the spaces at which it was wrapped */
} ObLineBox;

typedef struct
{
  guint32 start; /* code points of the article */
  guint32 end;   /* without the line end */
  gsize start_byte;
  double em;           /* size of the text in pixels */
  PangoLayout *layout; /* (owned) */
  int width;           /* of the layout */
  int x;               /* of the layout */
  int y;               /* of the layout, from the paragraph's top */
  guint n_lines;
  ObLineBox *lines; /* (owned) */
  int number;       /* of the paragraph */
  gint64 used;      /* when it was last asked for */
} ObParagraph;

/* A run of a range on one display line: [left, right) in pixels. */
typedef struct
{
  int left;
  int right;
} ObRun;

ObGeometry *ob_geometry_new (GtkTextView *view);
void ob_geometry_free (ObGeometry *geometry);

/* The text that the view shows (nullable); forgets everything. */
void ob_geometry_set_text (ObGeometry *geometry, ObText *text);

/* Forgets all layouts: tags were applied, or others came into the table. */
void ob_geometry_forget_layouts (ObGeometry *geometry);

/* The same, and fonts: the style changed. */
void ob_geometry_invalidate (ObGeometry *geometry);

/* The edges of the column of text; paragraphs may be set in from them. */
int ob_geometry_get_left (ObGeometry *geometry);
int ob_geometry_get_right (ObGeometry *geometry);

/* The paragraph that holds @iter, and its @top; NULL while GTK has not measured it.  Valid until the
 * next call that makes or forgets layouts. */
const ObParagraph *ob_geometry_get (ObGeometry *geometry, const GtkTextIter *iter, int *top);

/* The runs of [start, end), which must lie on display line @line of @paragraph, from left to right.
 * @runs: (out): room for @n_room.  Returns: how many there are, at most @n_room. */
guint ob_geometry_get_runs (ObGeometry *geometry,
                            const ObParagraph *paragraph,
                            guint line,
                            guint32 start,
                            guint32 end,
                            ObRun *runs,
                            guint n_room);

/* The x where a caret before @offset (@trailing: after the character before it) stands, on the
 * display line @line. */
int ob_geometry_get_x (ObGeometry *geometry,
                       const ObParagraph *paragraph,
                       guint line,
                       guint32 offset,
                       gboolean trailing);

/* Number of the display line that holds @offset; at a wrap, that after it. */
guint ob_paragraph_find_line (const ObParagraph *paragraph, guint32 offset);

/* Height above and below the baseline that a fill covers, in pixels: of the text's size, so that
 * fonts with much room around their letters look no different. */
int ob_paragraph_get_ascent (const ObParagraph *paragraph);
int ob_paragraph_get_descent (const ObParagraph *paragraph);

/* The size of the text in pixels, headings aside. */
double ob_geometry_get_em (ObGeometry *geometry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObGeometry, ob_geometry_free)

G_END_DECLS
