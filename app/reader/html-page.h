/* One web page as an article, for the formats that hold pages. */
#pragma once

#include "articles/reader.h"

G_BEGIN_DECLS

/* Reads the article of a page.  @url: (nullable) where it is from; @encoding: what it was in.
 * (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObReading *ob_html_page_read (const char *utf8,
                              gsize n_bytes,
                              const char *url,
                              const char *encoding,
                              GError **error);

/* Converts a page to UTF-8, by what it says of itself, what @declared (nullable) says of it, or as
 * somebody has @chosen (nullable).  @encoding: (out): interned.  (transfer full) (nullable) */
char *ob_html_page_decode (GBytes *bytes,
                           const char *declared,
                           const char *chosen,
                           gsize *n_bytes,
                           const char **encoding,
                           GError **error);

G_END_DECLS
