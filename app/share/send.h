/* Sending one's work: one annotator's changes in one small file, to be mailed.
 *
 * A change can only be taken in where everything that it builds on is known, so that the file also
 * holds what the annotator's changes build on, of whomever it is; a compressed change takes about
 * thirty bytes.  Of texts it holds those that the annotator added: a colleague has the others.
 * Whoever opens the file gets the preview of a merge (share/merge.h).
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

/* Writes the bundle of @annotator's work to @path, durably and in one go, over what is there.
 * @n_changes: (out) (optional): how many of the changes in it are the annotator's.  FALSE with
 * OB_PROJECT_ERROR, and then @path is as it was: when there is no work of the annotator's, or when
 * the file cannot be written.  O(changes). */
gboolean ob_send_annotations (
    ObProject *project, ObEntity annotator, const char *path, guint *n_changes, GError **error);

G_END_DECLS
