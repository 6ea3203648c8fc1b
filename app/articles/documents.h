/* Documents of all kinds but plain text and web pages, each known by its bytes, not by its name.
 *
 * Reading opens no file and needs no network; what libraries load at run time is loaded by
 * ob_documents_prepare() (poppler's list of tables) or looked up by them (poppler's tables for
 * Chinese, Japanese and Korean in /usr/share/poppler; the C library's converters in its gconv
 * folder), and may be missing: the text of such fonts or code pages is replaced by U+FFFD then.
 */
#pragma once

#include "articles/reader.h"

G_BEGIN_DECLS

/* Loads what libraries keep for all documents; before a process is locked in. */
void ob_documents_prepare (void);

/* Whether @bytes, of a file called @file_name (nullable), are read by ob_documents_read(). */
gboolean ob_documents_can_read (GBytes *bytes, const char *file_name);

/* Reads the articles in @bytes, of which there is one at least.
 * @options: (nullable).
 * Returns: (transfer full) (nullable): array of ObReading, without file names; those that are only
 * a part of the file have their own bytes, or none.  NULL with OB_ARTICLES_ERROR_CONTENT. */
GPtrArray *ob_documents_read (GBytes *bytes,
                              const char *file_name,
                              const ObReadOptions *options,
                              GError **error);

G_END_DECLS
