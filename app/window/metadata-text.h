/* What is known of an article, in words: the names of its values, and where they are from. */
#pragma once

#include "model/directory.h"

G_BEGIN_DECLS

/* "Author", translated. */
const char *ob_metadata_text_name (ObMetadata field);

/* The value as people write it: a date in words, a language by its name. (transfer full) */
char *ob_metadata_text_value (ObMetadata field, const char *value);

/* A sentence where a value of that source is from; "" when it is not known.  (transfer full) */
char *ob_metadata_text_source (const char *source);

G_END_DECLS
