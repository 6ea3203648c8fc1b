/* Undo, redo and the history of a project.
 *
 * Unlimited, persistent, and covering every edit: undoing appends the inverse of a step to the log.
 * Only one's own steps (made in this file) are undone.  A new edit after undoing abandons the steps
 * that could have been redone; the log keeps them.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_STEP_DONE,      /* 0, 1, 2: the numbers stand in the project file */
  OB_STEP_UNDONE,    /* may be redone */
  OB_STEP_ABANDONED, /* undone, and no longer to be redone */
} ObStepState;

typedef struct
{
  gint64 n;    /* number of the step's first change in this file */
  char *name;  /* "Tag as Claim" */
  gint64 wall; /* microseconds since 1970 */
  ObStepState state;
} ObStep;

void ob_step_free (ObStep *step);

/* Names of the steps that undo and redo would act on, or NULL.  (transfer full) (nullable) */
char *ob_project_dup_undo_name (ObProject *project);
char *ob_project_dup_redo_name (ObProject *project);

/* Undoes or redoes one step.  FALSE with OB_PROJECT_ERROR_INVALID when there is none, or when
 * something that it wrote has since been changed by somebody else (the message says what).
 * @name: (out) (transfer full) (optional): the step's name. */
gboolean ob_project_undo (ObProject *project, char **name, GError **error);
gboolean ob_project_redo (ObProject *project, char **name, GError **error);

/* (transfer full): GPtrArray of ObStep, oldest first; at most the last @limit (0: all). */
GPtrArray *ob_project_list_steps (ObProject *project, guint limit);

/* Undoes or redoes until @n (a step's n, or 0 for the beginning) is the last step done. */
gboolean ob_project_go_to_step (ObProject *project, gint64 n, GError **error);

G_END_DECLS
