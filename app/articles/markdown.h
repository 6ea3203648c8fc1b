/* Markdown: CommonMark's headings, lists, quotes, code, emphasis, links and images, with the
 * tables, footnotes and front matter that are usual beside it.
 *
 * The marks become structure and are taken out of the text, which is said; a mark that means
 * nothing where it stands is a character as any other and stays.
 */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Whether a file called @name (nullable) is Markdown: its content cannot tell. */
gboolean ob_markdown_is_name (const char *name);

/* Reads @utf8, valid UTF-8.  Returns: (transfer full). */
ObDraft *ob_markdown_read (const char *utf8);

G_END_DECLS
