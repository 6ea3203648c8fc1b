/* The language of a text, by its words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BCP 47, "de"; NULL when it cannot be told.  @utf8 must be valid; the first 16 KiB count. */
const char *ob_language_detect (const char *utf8, gsize n_bytes);

G_END_DECLS
