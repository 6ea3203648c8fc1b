/* The words of a PDF page, with where they stand. */
#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/* Returns: (transfer full): array of ObPageWord (articles/reading-order.h), in the order of the
 * file; words that are turned by a right angle are left out, and counted in @n_turned. */
GPtrArray *ob_pdf_words_list (PopplerPage *page, guint *n_turned);

G_END_DECLS
