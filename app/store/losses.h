/* What is lost of a log, and heals when it comes back. */
#pragma once

#include "store/state.h"

G_BEGIN_DECLS

/* Settings of a copy that name a change or entity that it does without. */
#define OB_LOCAL_LOST "lost:"

/* Those that name what was given up and has come back since: 1, or 0 until the log is applied anew. */
#define OB_LOCAL_FOUND "found:"

/* TRUE when the change or entity with that id was given up. */
gboolean ob_losses_has (ObState *state, const ObId *id);

/* TRUE when something was applied without @entry, or without what it creates. */
gboolean ob_losses_concern (ObState *state, const ObEntry *entry);

/* @entry, which was given up, has arrived, and waits. */
void ob_losses_note_found (ObState *state, const ObEntry *entry);

/* Takes over what somebody has given up, as the loss with @fields says, if it is not here. */
void ob_losses_take (ObState *state, const GArray *fields);

/* For a log of which a part is gone for good: what waits for changes that are nowhere is applied
 * without them, and a new change says so to all copies. */
void ob_losses_give_up (ObState *state);

/* TRUE when something that was lost has come back: until ob_losses_heal() it is kept and passed on,
 * but what builds on it is shown without it. */
gboolean ob_losses_are_found (ObState *state);

/* Applies the whole log anew, as where nothing of what came back was ever lost.  All entities get
 * new numbers: in the caller's transaction, when nobody knows any yet. */
void ob_losses_heal (ObState *state);

/* Makes @target, which gets a part of the log of @source, do without the same, from the beginning. */
void ob_losses_copy (ObDatabase *source, ObDatabase *target);

G_END_DECLS
