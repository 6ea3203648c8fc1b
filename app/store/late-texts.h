/* Texts that arrive after the articles that they are of.
 *
 * Changes and texts travel apart, and a file of a team folder that holds texts may come later than
 * that with the changes.  An article without its text is not shown, nor are its annotations; table
 * "awaited" says which those are.  When the text comes they are derived.  "late:SHA-256" is a setting
 * of this copy that says when that was, so that a replay of the log does the same in the same order.
 */
#pragma once

#include "store/state.h"

G_BEGIN_DECLS

/* Settings of a copy that say which text came late, and after which change. */
#define OB_LOCAL_LATE "late:"

/* A text that was just stored, by its hash (32 bytes). */
void ob_late_texts_note (ObState *state, const guint8 *sha256);

/* Shows the articles that the texts noted since the last call are of, and their annotations. */
void ob_late_texts_settle (ObState *state);

/* The moments at which texts came late in @database, in order: (transfer full), of settings' values. */
GPtrArray *ob_late_texts_list_moments (ObDatabase *database);

/* After which change @moment was. */
gint64 ob_late_texts_get_change (const char *moment);

/* Gives @state, a replay of @database, the texts that came at @moment: their lengths. */
void ob_late_texts_replay (ObState *state, ObDatabase *database, const char *moment);

/* For a log that is applied anew with all the texts that there are. */
void ob_late_texts_forget (ObDatabase *database);

G_END_DECLS
