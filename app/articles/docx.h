/* Word documents (DOCX): Office Open XML, ECMA-376.
 *
 * Headings, lists, quotes, links, emphasis, footnotes and tables row by row are kept as structure.
 * What somebody has deleted with its changes tracked is left out, as are comments and the heads and
 * feet of pages; each is said.
 */
#pragma once

#include "articles/archive.h"
#include "articles/draft.h"

G_BEGIN_DECLS

/* Whether an entry of a DOCX is of use to its text; an ObArchiveWanted. */
gboolean ob_docx_is_wanted (const char *name, gpointer data);

/* Whether @archive is a DOCX. */
gboolean ob_docx_is_document (const ObArchive *archive);

/* Reads @archive, from which the wanted entries were read.  Returns: (transfer full) (nullable):
 * NULL with OB_ARTICLES_ERROR_CONTENT. */
ObDraft *ob_docx_read (const ObArchive *archive, GError **error);

G_END_DECLS
