/* Words in Markdown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text (nullable) in one line; what Markdown would take for its own marks is escaped. */
void ob_markdown_add_text (GString *out, const char *text, gboolean in_table);

G_END_DECLS
