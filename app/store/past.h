/* The past of a thing: who did what to it, and when, as the change log says.
 *
 * Read from the log itself, so that it knows what was deleted, replaced and undone as well.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n;       /* number of the change in this file's log */
  gint64 wall;    /* microseconds since 1970, as the writer's clock had it */
  char *author;   /* (owned): who worked in the copy that wrote it; "" when that is not known */
  char *step;     /* (owned): name of the step; of undoing and redoing, that of what was undone */
  gboolean undone; /* the change undid the step */
  ObEntity entity;
  ObKind kind;
  char *subject; /* (owned): what the entity is called now, "" when it is gone */
  const char *field; /* (nullable) interned: what was set; NULL: the entity was created */
  char *value;       /* (owned): as people read it; "" for none */
  char *was;         /* (owned) (nullable): of a step's events, what it replaced; "" for none */
} ObEvent;

void ob_event_free (ObEvent *event);

/* The events of @of, oldest first, at most the last @limit (0: all): of an article also those of its
 * annotations, of an annotation also those of its links and comments; 0 for the whole project.
 * O(changes): for a worker or the command line.  (transfer full): GPtrArray of ObEvent. */
GPtrArray *ob_project_list_events (ObProject *project, ObEntity of, guint limit);

/* The events of the changes @first to @last, at most @limit, in their order.  For a worker: each reads what
 * it replaced.  (transfer full): GPtrArray of ObEvent. */
GPtrArray *
ob_project_list_step_events (ObProject *project, gint64 first, gint64 last, guint limit);

G_END_DECLS
