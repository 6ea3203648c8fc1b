/* How the structure of an article looks: headings, lists, quotes, captions, tables, emphasis, links,
 * and parts that are hidden, as tags of the text buffer.
 *
 * There are few of these tags, all in one table that the buffers of a view share; editor/text-setter.h
 * applies them.  The text itself is never changed.  Bullets, numbers, bars and rules are not characters: the painter draws them
 * (editor/painter-structure.c).  All measures follow the size of the text.
 *
 * A tag that moves a paragraph (margins, room above and below) covers whole paragraphs, line end
 * included; other tags change letters only.  editor/geometry.h relies on that.
 */
#pragma once

#include <gtk/gtk.h>

#include "model/segments.h"

G_BEGIN_DECLS

typedef struct _ObTypesetting ObTypesetting;

ObTypesetting *ob_typesetting_new (void);
void ob_typesetting_free (ObTypesetting *typesetting);

/* The table for new buffers.  (transfer none) */
GtkTextTagTable *ob_typesetting_get_table (ObTypesetting *typesetting);

/* Sets all measures by the font, the leading, the margins and the colours that @view has now. */
void ob_typesetting_update (ObTypesetting *typesetting, GtkTextView *view, int width);

/* Hides whole paragraphs, or shows them again. */
void ob_typesetting_hide (ObTypesetting *typesetting,
                          GtkTextBuffer *buffer,
                          ObSegment range,
                          gboolean hide);

/* How far one level of a list or a quote is set in, in units of the text's size. */
#define OB_INDENT 1.6

/* Deeper levels are set in like this one. */
#define OB_MAX_INDENT 4

/* Height of the frame that stands for an image, in units of the text's size. */
#define OB_IMAGE_HEIGHT 1.9

/* TRUE for who has asked for sharp contrast: nothing is dimmed, and a fill alone is too little. */
gboolean ob_typesetting_is_high_contrast (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTypesetting, ob_typesetting_free)

G_END_DECLS
