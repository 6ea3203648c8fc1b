/* What is inside a paragraph of Markdown. */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Adds @text to the block of @draft.  Returns: how many marks were taken out. */
guint ob_markdown_add_inlines (ObDraft *draft, const char *text);

G_END_DECLS
