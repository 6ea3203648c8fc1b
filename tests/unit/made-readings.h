/* What tests ask of an article that was read. */
#pragma once

#include "articles/draft.h"

/* The text and its structure as lines: "heading 2|A title", "body|Plain text"; inlines in it as
 * "[strong:words]", places as "[page:4]".  Returns: (transfer full). */
char *made_outline (const ObReading *reading);

/* Finishes @draft (transfer full), which must be there, and compares its outline. */
ObReading *made_check_outline (ObDraft *draft, const GError *error, const char *outline);

/* Whether a note of @reading holds @words. */
gboolean made_has_note (const ObReading *reading, const char *words);

/* That @draft is NULL and that @error says @words. */
void made_check_refused (ObDraft *draft, const GError *error, const char *words);
