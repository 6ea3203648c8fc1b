/* Taking annotations along to a new version of their article.
 *
 * An annotation goes to where its words stand in the new version: where the comparison of both texts
 * (model/text-diff.h) shows them unchanged; else within what changed there, if they stand there, or
 * nearly; else, if they were moved, where they stand with the same words around them, or once in
 * either text.  It never goes anywhere else: what does not fit stays with the old version, and what
 * was moved to other words is told as well, both on the list of what needs attention.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_moved;   /* to the very words */
  guint n_changed; /* to words that are nearly those; need attention */
  guint n_left;    /* stay with the old version; need attention */
} ObCarried;

/* Moves all annotations of @from to @to, of the project or of this edit.  @carried: (out).  FALSE with
 * @error when a text cannot be read. O(length, and more for what changed). */
gboolean
ob_edit_carry_over (ObEdit *edit, ObEntity from, ObEntity to, ObCarried *carried, GError **error);

G_END_DECLS
