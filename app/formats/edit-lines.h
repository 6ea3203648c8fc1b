/* Edits as JSON Lines: one object a line, applied to one ObEdit.
 *
 *   {"op": "speaker", "name": "Sergey Lavrov", "aliases": ["Lavrov"], "as": "$lavrov"}
 *   {"op": "annotate", "article": "Tillerson...", "label": "claim", "segments": [[10, 42]],
 *    "attributes": {"speaker": "$lavrov", "stance": "denies"}}
 *
 * Articles, labels, speakers, disputes and positions are named by id, by name (speakers by alias
 * too) or by what an earlier line called them with "as".  A bad line makes the whole edit unusable:
 * the caller does not commit it.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

/* A longer line is refused. */
#define OB_EDIT_LINES_MAX_BYTES (16u * 1024 * 1024)

typedef struct _ObEditLines ObEditLines;

/* @edit must outlive the reader.  @annotator: whose states the operation "state" sets.  Returns:
 * (transfer full). */
ObEditLines *ob_edit_lines_new (ObProject *project, ObEdit *edit, ObEntity annotator);
void ob_edit_lines_free (ObEditLines *lines);

/* Reads all lines of @stream.  FALSE with an error that begins with the number of the bad line. */
gboolean ob_edit_lines_read (ObEditLines *lines,
                             GInputStream *stream,
                             GCancellable *cancellable,
                             GError **error);

/* Number of edits read. */
guint ob_edit_lines_get_n_edits (const ObEditLines *lines);

/* After the commit: appends one line of JSON for each edit, in order: {"line", "op", "id"}, and
 * "positions" with their ids for a dispute, "as" where it was given. */
void ob_edit_lines_report (ObEditLines *lines, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObEditLines, ob_edit_lines_free)

G_END_DECLS
