/* Text documents in OpenDocument (ODT), ISO/IEC 26300.
 *
 * Headings, lists, links, emphasis, notes and tables row by row are kept as structure.  What
 * somebody has deleted with its changes recorded is left out, as are comments; each is said.
 */
#pragma once

#include "articles/archive.h"
#include "articles/draft.h"

G_BEGIN_DECLS

/* Whether an entry of an ODT is of use to its text; an ObArchiveWanted. */
gboolean ob_odt_is_wanted (const char *name, gpointer data);

/* Whether @archive is an ODT. */
gboolean ob_odt_is_document (const ObArchive *archive);

/* Reads @archive, from which the wanted entries were read.  Returns: (transfer full) (nullable):
 * NULL with OB_ARTICLES_ERROR_CONTENT. */
ObDraft *ob_odt_read (const ObArchive *archive, GError **error);

G_END_DECLS
