/* Sets a text buffer by the structure of its text, with the tags of a typesetting, piece by piece: first
 * what is seen, the rest when there is time, since the tags of a large article take long to apply.
 */
#pragma once

#include <gtk/gtk.h>

#include "editor/typesetting.h"
#include "model/directory.h"
#include "model/formatting.h"

G_BEGIN_DECLS

typedef struct _ObTextSetter ObTextSetter;

/* For @buffer, which holds @text and has the table of @typesetting (which must outlive the setter): by
 * @formatting (nullable) and, where that says nothing, title, byline and date of @article (nullable) as
 * articles/plain-text.h finds them; these are set at once. */
ObTextSetter *ob_text_setter_new (ObTypesetting *typesetting,
                                  GtkTextBuffer *buffer,
                                  ObText *text,
                                  ObFormatting *formatting,
                                  const ObArticle *article);
void ob_text_setter_free (ObTextSetter *setter);

/* Sets what is some pages around @offset, as far as that is not done. */
void ob_text_setter_set_near (ObTextSetter *setter, guint32 offset);

/* Sets more from the beginning on, for about @microseconds.  Returns: TRUE while something is left. */
gboolean ob_text_setter_go_on (ObTextSetter *setter, gint64 microseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTextSetter, ob_text_setter_free)

G_END_DECLS
