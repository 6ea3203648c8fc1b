/* A review copy: the project as a file of its own for one annotator, who works in it and sends it back.
 *
 * A blind one is without what the other annotators did.  It holds those changes of the log that all
 * work with (articles, codebook, people, speakers, disputes and their positions) and the annotator's
 * own; all others are withheld, and stand in the copy as changes that are lost: only by their ids, which
 * are hashes.  What the annotator adds builds on changes that the project knows, so that merging the
 * copy back is a union of logs like any other.  The other way round it would no longer be blind: a blind
 * copy takes nothing in.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

/* What a review copy is called where nothing else is said: "Project (Anna).obelus".  (transfer full) */
char *ob_review_copy_dup_name (ObProject *project, const char *annotator);

typedef struct
{
  guint n_changes;  /* in the copy */
  guint n_withheld; /* left out */
  guint n_articles; /* articles that had to be left out, as they came in together with annotations */
} ObReviewCopy;

/* Writes the copy for @annotator to @path, where nothing may be yet. @copy: (out) (optional).  FALSE
 * with OB_PROJECT_ERROR, and then there is nothing at @path.  O(changes): for a worker. */
gboolean ob_review_copy_write (ObProject *project,
                               ObEntity annotator,
                               gboolean blind,
                               const char *path,
                               ObReviewCopy *copy,
                               GError **error);

G_END_DECLS
