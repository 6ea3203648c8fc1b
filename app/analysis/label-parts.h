/* Where the annotations of a label go when it is split: each stays or goes to one of the new labels.
 *
 * Part 0 is the label itself; the others become labels of their own.  Every annotation that the label had
 * when the parts were made is in exactly one of them.
 */
#pragma once

#include "store/edit-codebook.h"

G_BEGIN_DECLS

/* One for each key from 1 to 9. */
#define OB_LABEL_PARTS_MAX 9

typedef struct
{
  ObEntity label;
  GArray *annotations; /* (owned) ObEntity */
  guint8 *places;      /* (owned) of each annotation: its part */
  GPtrArray *names;    /* (owned) char *: of the parts; the first is the label's own */
} ObLabelParts;

/* All annotations of @label in part 0, the only one.  (transfer full) */
ObLabelParts *ob_label_parts_new (ObProject *project, ObEntity label);
ObLabelParts *ob_label_parts_copy (const ObLabelParts *parts);
void ob_label_parts_free (ObLabelParts *parts);

/* Adds an empty part; its number, or 0 when there are as many as can be. */
guint ob_label_parts_add (ObLabelParts *parts, const char *name);

guint ob_label_parts_count (const ObLabelParts *parts, guint part);

/* A part for each value that annotations have of @attribute, in place of those before; what has none stays.
 * FALSE with a sentence when there are more values than parts can be.  Any thread; O(annotations). */
gboolean ob_label_parts_by_value (ObLabelParts *parts,
                                  ObProject *project,
                                  const char *attribute,
                                  GError **error);

/* Puts those that @query (analysis/search.h) finds into @part.  The number of them, or -1 with @error.  Any
 * thread; as long as a search. */
int ob_label_parts_by_query (ObLabelParts *parts,
                             ObProject *project,
                             const char *query,
                             guint part,
                             GCancellable *cancellable,
                             GError **error);

/* Writes the split with an @edit of @project; annotations that are no more, or have got another label
 * since, are left alone.  Refused when no annotation goes anywhere, when a part has a name but no annotation,
 * or annotations but no name. */
gboolean ob_edit_split_into_parts (ObEdit *edit,
                                   ObProject *project,
                                   const ObLabelParts *parts,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLabelParts, ob_label_parts_free)

G_END_DECLS
