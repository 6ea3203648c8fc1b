/* What is known of an article, in words: the names of its values, and where they are from. */
#pragma once

#include <gio/gio.h>

#include "model/directory.h"

G_BEGIN_DECLS

/* "Author", translated. */
const char *ob_metadata_text_name (ObMetadata field);

/* The value as people write it: a date in words, a language by its name. (transfer full) */
char *ob_metadata_text_value (ObMetadata field, const char *value);

/* A sentence where a value of that source is from; "" when it is not known.  (transfer full) */
char *ob_metadata_text_source (const char *source);

/* What such a value looks like, "2017-04-12"; (nullable). */
const char *ob_metadata_text_example (ObMetadata field);

/* Whether @text, which somebody entered, can be a value: dates and languages have a form.  "" can
 * always be.  FALSE with a sentence, G_IO_ERROR_INVALID_ARGUMENT. */
gboolean ob_metadata_text_check (ObMetadata field, const char *text, GError **error);

G_END_DECLS
