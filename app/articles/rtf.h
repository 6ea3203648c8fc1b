/* Rich Text Format, read with its characters right: \u with what stands in for it, the code pages
 * of fonts, two-byte code pages.
 *
 * Headings, lists, links, emphasis, footnotes and tables row by row are kept as structure.  Hidden
 * text, what was deleted with changes tracked, and the heads and feet of pages are left out, and
 * that is said.
 */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

gboolean ob_rtf_is_document (GBytes *bytes);

/* Reads @bytes.  What is cut off at its end is read as far as it goes, and that is said.
 * Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObDraft *ob_rtf_read (GBytes *bytes, GError **error);

G_END_DECLS
