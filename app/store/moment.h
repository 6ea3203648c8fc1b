/* A moment of a project's past: the changes that had been made until then.
 *
 *   change      all changes of this file's log up to that one, and to the end of the step it is part of
 *   time        all changes that were written until then, by their writers' clocks
 *   checkpoint  all changes that the checkpoint's maker knew: the same in every copy of the project
 *
 * What a chosen change builds on may not be chosen itself where clocks were wrong: such a change is
 * left out when the moment is looked at (store/earlier.h).
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_MOMENT_CHANGE,
  OB_MOMENT_TIME,
  OB_MOMENT_CHECKPOINT,
} ObMomentType;

typedef struct
{
  ObMomentType type;
  gint64 n;            /* change: its number in this file's log */
  gint64 wall;         /* time: microseconds since 1970 */
  ObEntity checkpoint; /* checkpoint */
} ObMoment;

/* Reads a moment as people write it: a change's number ("120"), a checkpoint's name or id, or a local
 * time ("2017-04-12", which is the end of that day, "2017-04-12 18:30", RFC 3339).  FALSE with
 * OB_PROJECT_ERROR_INVALID when there is no such moment. */
gboolean
ob_moment_parse (ObProject *project, const char *text, ObMoment *moment, GError **error);

/* The moment as the middle of a sentence: "after “Tag as Claim”, 12 April 2017, 18:30".
 * (transfer full) */
char *ob_moment_describe (ObProject *project, const ObMoment *moment);

/* The changes that had been made: a byte for each number of the log from 0, 1 when it is chosen.
 * O(changes), takes the project's lock only for moments at a time.  (transfer full) (nullable): NULL
 * when @cancellable was cancelled, or there is no such moment any more. */
GByteArray *
ob_moment_choose (ObProject *project, const ObMoment *moment, GCancellable *cancellable);

G_END_DECLS
