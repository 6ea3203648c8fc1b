/* Which of some entities are meant: all but those that are named, or none but those.
 *
 * The difference is what becomes of newcomers: who hides one annotator sees those that come later, who
 * looks at one annotator alone does not.
 */
#pragma once

#include <glib.h>

#include "model/entity-id.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean only; /* none but the named */
  GArray *named; /* (owned) ObEntity, each once */
} ObChoice;

/* All. */
void ob_choice_init (ObChoice *choice);
void ob_choice_clear (ObChoice *choice);

void ob_choice_set_all (ObChoice *choice);
void ob_choice_set_only (ObChoice *choice, ObEntity entity);
/* @entity is meant from now on, or is not; the others as before. */
void ob_choice_set (ObChoice *choice, ObEntity entity, gboolean meant);

gboolean ob_choice_has (const ObChoice *choice, ObEntity entity);
/* TRUE when nothing is left out, whatever may come. */
gboolean ob_choice_is_all (const ObChoice *choice);

G_END_DECLS
