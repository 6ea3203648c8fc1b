/* Conflicts: fields that two people changed, both knowing the same old value.
 *
 * A conflict has a winner, the same on every machine, which is what is shown everywhere; the other
 * values stay in the log until somebody decides, by setting the field to any value.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  ObValue *value; /* (owned) */
  char *text;     /* (owned): the value as people read it */
  char *author;   /* (owned): name of the replica's annotator, as far as it is known */
  gint64 wall;    /* microseconds since 1970 */
} ObVersion;

typedef struct
{
  ObEntity entity;
  ObKind kind;
  char *subject; /* (owned): what the entity is called: passage, name, question, title */
  char *field;   /* (owned): "note", "@stance"; "deleted": deleted by one, changed by another */
  GPtrArray *versions; /* (owned) ObVersion, the winner first */
} ObConflict;

void ob_conflict_free (ObConflict *conflict);

/* (transfer full): GPtrArray of ObConflict, by entity and field.  O(heads). */
GPtrArray *ob_project_list_conflicts (ObProject *project);

/* A value as people read it: a name, a number, "12-30, 44-50" for segments.  (transfer full) */
char *ob_project_describe_value (ObProject *project, const ObValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObConflict, ob_conflict_free)

G_END_DECLS
