/* The change log as it can be looked at: what was written when, in the order it came into this
 * file. */
#pragma once

#include "model/change.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n; /* place in this file's log, ascending, from 1 */
  ObId id;
  ObId actor;
  guint64 seq;     /* counts the actor's changes */
  guint64 lamport; /* logical clock */
  gint64 wall;     /* microseconds since 1970, as the writer's clock had it */
  ObChangePurpose purpose;
  guint64 part; /* 0 for the first change of a step */
  char *name;   /* (owned) the step's name; empty in later parts */
  guint n_operations;
} ObLogEntry;

void ob_log_entry_free (ObLogEntry *entry);

/* (transfer full): GPtrArray of ObLogEntry with an n above @after, at most @limit, ascending.
 * Changes of a format that this version does not know are left out. */
GPtrArray *ob_project_list_log (ObProject *project, gint64 after, guint limit);

G_END_DECLS
