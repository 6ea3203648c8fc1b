/* PDF documents, through poppler.
 *
 * The words of each page are put in the order of reading by articles/reading-order.h and made
 * paragraphs by articles/page-paragraphs.h; where a page begins is marked, so that what is marked
 * in the text can be cited by its page.
 *
 * Poppler looks up tables for Chinese, Japanese and Korean fonts in /usr/share/poppler: without
 * them the text of such fonts is missing, all else is read from memory.
 */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Pages after these are left out, which is said. */
#define OB_PDF_MAX_PAGES 3000

/* Whether @bytes are a PDF document; something may stand before its mark. */
gboolean ob_pdf_is_document (GBytes *bytes);

/* Loads what poppler keeps for all documents; before the process is locked in. */
void ob_pdf_prepare (void);

/* Reads @bytes.  Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT when it
 * is damaged, protected by a password, or holds pictures of text only. */
ObDraft *ob_pdf_read (GBytes *bytes, GError **error);

G_END_DECLS
