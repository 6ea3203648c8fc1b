/* Restoring an earlier state, by ordinary changes.
 *
 * What was made since is deleted, what was deleted is there again, and what was changed has the values
 * that it had.  Nothing is taken out of the log; a colleague's later change of the same thing is a
 * conflict like any other.  A conflict that stood open then is not opened anew: its field has the value
 * that was shown.  People and checkpoints stay as they are: they are not part of what can be
 * restored.
 */
#pragma once

#include "store/earlier.h"
#include "store/edit.h"

G_BEGIN_DECLS

typedef enum
{
  OB_RESTORED_BACK,    /* was deleted since, and is there again */
  OB_RESTORED_CHANGED, /* has other values than it got since */
  OB_RESTORED_REMOVED, /* was made since, and is deleted */
} ObRestoredEffect;

/* What restoring does to one thing. */
typedef struct
{
  ObRestoredEffect effect;
  ObEntity entity; /* its number now */
  ObEntity then;   /* its number in the earlier project; 0 when it was not made yet */
} ObRestored;

/* Adds what makes the project of @edit, or of it only the article or annotation @of and what belongs
 * to it (0: everything), as it is in @earlier, the same project at an earlier moment.  Of an article,
 * the labels, speakers and disputes that its annotations need come back too, if they are gone.
 * @restored (nullable): GArray of ObRestored that what is done is appended to.
 * O(changes), takes the locks of both only for moments at a time: for a worker. FALSE with
 * OB_PROJECT_ERROR_INVALID when @of was not there. */
gboolean ob_edit_restore (
    ObEdit *edit, ObProject *earlier, ObEntity of, GArray *restored, GError **error);

G_END_DECLS
