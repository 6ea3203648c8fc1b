/* E-books and other publications in EPUB 2 and 3: the chapters of the spine, one after the other.
 */
#pragma once

#include "articles/archive.h"
#include "articles/draft.h"

G_BEGIN_DECLS

/* Whether an entry of an EPUB is of use to its text; an ObArchiveWanted. */
gboolean ob_e_book_is_wanted (const char *name, gpointer data);

/* Whether @archive is an EPUB. */
gboolean ob_e_book_is_document (const ObArchive *archive);

/* Reads @archive, from which the wanted entries were read.  Returns: (transfer full) (nullable):
 * NULL with OB_ARTICLES_ERROR_CONTENT. */
ObDraft *ob_e_book_read (const ObArchive *archive, GError **error);

G_END_DECLS
