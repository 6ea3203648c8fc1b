/* The past of a project step by step, the latest first, a few at a time: for a list that is read as far
 * as somebody looks.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

/* Which steps are wanted; zeros and NULL for all. */
typedef struct
{
  ObEntity author; /* an annotator */
  ObKind kind;     /* that touched something of this kind */
  ObEntity of;     /* that touched this, or what belongs to it: of an article its annotations, of an
                      annotation its links and comments */
  gint64 since;    /* microseconds since 1970 */
  gint64 until;    /* the same; 0: no end */
  const char *text; /* (unowned) (nullable): these words are in the step's name, or in what it touched is
                       called or was given as a value; without regard to case */
} ObTimelineFilter;

typedef struct
{
  gint64 n;       /* the step's first change in this file's log, and its last */
  gint64 last;
  gint64 wall;    /* microseconds since 1970, as the writer's clock had it */
  char *author;   /* (owned): "" when that is not known */
  char *name;     /* (owned): of undoing and redoing, that of the step that was */
  gboolean undoes; /* it undid the step of that name */
  gboolean redoes;
  ObEntity entity; /* what it touched first, as far as it was asked for; 0 for nothing */
  ObKind kind;
  char *subject;  /* (owned): what that is called now, "" when it is gone */
} ObTimelineStep;

void ob_timeline_step_free (ObTimelineStep *step);

/* Looks at about @n_most changes before the change *@before (0: from the end), and sets *@before to where
 * to go on, to -1 at the beginning of the log.  Where few steps are wanted the answer may be empty although
 * there are more.  Takes the project's lock only for moments at a time: for a worker.
 * (transfer full): GPtrArray of ObTimelineStep, the latest first. */
GPtrArray *ob_project_read_timeline (ObProject *project,
                                     const ObTimelineFilter *filter,
                                     gint64 *before,
                                     guint n_most);

G_END_DECLS
