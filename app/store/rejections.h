/* Suggestions that were rejected: a part of the log, so that they are undone, merged and never
 * offered again, in any copy of the project. */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

/* Rejects what the rules suggest under @key in @article, or allows it again.  @key: as from
 * analysis/suggestions.h, at most 150 bytes. */
gboolean ob_edit_reject_suggestion (
    ObEdit *edit, ObEntity article, const char *key, gboolean rejected, GError **error);

/* The keys rejected in @article.  (transfer full): a set of char*. */
GHashTable *ob_project_list_rejected (ObProject *project, ObEntity article);

G_END_DECLS
