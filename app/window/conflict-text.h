/* How conflicts read in lists and dialogs. */
#pragma once

#include "store/conflicts.h"

G_BEGIN_DECLS

/* What two people changed: "Note", "Stance", "Deleted".  Returns: (transfer full). */
char *ob_conflict_text_field (const ObConflict *conflict);

/* TRUE when one deleted what another changed. */
gboolean ob_conflict_text_is_deletion (const ObConflict *conflict);

/* The value as people read it; @project (nullable): where the conflict is already, to quote passages.
 * Returns: (transfer full). */
char *ob_conflict_text_value (ObProject *project, const ObConflict *conflict, const ObVersion *version);

/* Who wrote it when: "Anna, 10:42".  Returns: (transfer full). */
char *ob_conflict_text_author (const ObVersion *version);

/* The subject in one line.  Returns: (transfer full). */
char *ob_conflict_text_subject (const ObConflict *conflict);

G_END_DECLS
