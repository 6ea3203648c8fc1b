/* Speakers made one, or two: what annotations say of them follows.
 *
 * That two speakers, labels or disputes are not the same, whatever their names, is kept too: a field of
 * the one with the smaller id, "distinct:" and the id of the other.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

/* Makes what points to @from point to @into, gives @into the name and aliases of @from, and deletes
 * @from. */
gboolean
ob_edit_merge_speakers (ObEdit *edit, ObEntity from, ObEntity into, GError **error);

/* Makes a new speaker called @name, to whom the mentions and claims in @annotations (ObEntity) of
 * @speaker go.  An alias of that name goes too.  Returns the new speaker, or 0 with @error. */
ObEntity ob_edit_split_speaker (ObEdit *edit,
                                ObEntity speaker,
                                const char *name,
                                const GArray *annotations,
                                GError **error);

/* Says that two speakers, labels or disputes are not the same, or that nobody says so any more. */
gboolean ob_edit_set_distinct (
    ObEdit *edit, ObEntity one, ObEntity other, gboolean distinct, GError **error);
gboolean ob_project_are_distinct (ObProject *project, ObEntity one, ObEntity other);

G_END_DECLS
