/* Code pages of Windows, as RTF names them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ObCodePages ObCodePages;

ObCodePages *ob_code_pages_new (void);
void ob_code_pages_free (ObCodePages *pages);

/* The code page of the character set @charset of a font (\fcharset); 0 for the document's own. */
guint ob_code_page_for_charset (int charset);

/* Appends @n_bytes of the code page @page to @out, in UTF-8; what is none of its characters becomes
 * U+FFFD.  An unknown page is read as 1252. */
void ob_code_pages_append (
    ObCodePages *pages, guint page, const char *data, gsize n_bytes, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCodePages, ob_code_pages_free)

G_END_DECLS
