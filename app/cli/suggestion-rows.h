/* Suggestions as rows that commands print. */
#pragma once

#include "analysis/suggestions.h"

G_BEGIN_DECLS

/* Appends what is suggested in @articles (ObEntity; empty: in all) to @all, article by article. */
gboolean ob_suggestion_rows_collect (
    ObProject *project, const GArray *articles, ObTier lowest, GPtrArray *all, GError **error);

/* Appends one row, with its end. */
void ob_suggestion_rows_add (GString *out,
                             ObProject *project,
                             const ObSuggestion *suggestion,
                             gboolean json);

/* Appends the pairs of @speakers (ObSpeaker) that may be one. */
void ob_suggestion_rows_add_variants (GString *out,
                                      ObProject *project,
                                      const GPtrArray *speakers,
                                      gboolean json);

/* "A", "b".  FALSE when it is none. */
gboolean ob_suggestion_rows_read_tier (const char *text, ObTier *tier);

G_END_DECLS
