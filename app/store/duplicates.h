/* The same thing made twice: labels, speakers and disputes of one name, and what makes them one.
 *
 * Names are one when they are but for case, accents, spaces and punctuation; of speakers, any name or
 * alias.  Two people who never met make such twins, and a merge shows them.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

typedef struct
{
  ObKind kind;
  ObEntity kept;  /* of the two, the one that was made first: the same in every copy */
  ObEntity other; /* that would become one with it */
  char *kept_id;  /* (owned) ids as text, and names */
  char *other_id;
  char *kept_name;
  char *other_name;
  guint n_uses; /* annotations that would follow from the other to the one */
} ObDuplicate;

void ob_duplicate_free (ObDuplicate *duplicate);

/* (transfer full): GPtrArray of ObDuplicate, labels, speakers, then disputes, by name; those of which
 * at least one has a number above @after (0: all).  Pairs that somebody said are two are left out. */
GPtrArray *ob_project_list_duplicates (ObProject *project, ObEntity after);

/* Makes two labels, speakers or disputes one, in the direction that ObDuplicate says, so that two
 * people who do it without knowing of each other do the same.  Annotations, links, comments, positions
 * and aliases follow. */
gboolean ob_edit_unify (ObEdit *edit, ObEntity one, ObEntity other, GError **error);

/* All annotations, figures and positions of @from become those of @into; positions of one text become
 * one, and @from is deleted. */
gboolean ob_edit_merge_disputes (ObEdit *edit, ObEntity from, ObEntity into, GError **error);

/* @name without what does not tell names apart: case, accents, spaces, punctuation.
 * (transfer full) */
char *ob_name_fold (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDuplicate, ob_duplicate_free)

G_END_DECLS
