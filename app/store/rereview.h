/* Passages to be read again, because what their label means has changed since they got it.
 *
 * The meaning of a label is its name, its descriptions, its attributes, and what was merged into it or
 * split from it.  A passage is listed when the meaning that was known where it got its label is not the
 * meaning now: as the log says, not by the clock, so that it is the same in every copy, whatever was
 * merged when, and that a change which is undone lists nothing.  Dismissing writes down which meaning
 * the passage was read with; when that changes again, it is listed again.
 */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

typedef struct
{
  ObEntity annotation;
  ObEntity article;
  ObEntity label;
  ObEntity annotator; /* whose annotation it is */
  guint32 start;      /* of the passage, for going through an article in order */
  const char *const *changes; /* (unowned) what is another: "name", "use-when", "@stance", "merge" */
} ObRereview;

typedef struct
{
  GArray *items;      /* (owned) ObRereview, by article and start */
  GPtrArray *changes; /* (owned) what the items share */
} ObRereviews;

void ob_rereviews_free (ObRereviews *rereviews);

/* What is to be read again.  O(changes + annotations) when a meaning was ever changed, nothing else;
 * takes the project's lock only for moments at a time: for a worker.  (transfer full) (nullable): NULL
 * when @cancellable was cancelled. */
ObRereviews *ob_project_list_rereviews (ObProject *project, GCancellable *cancellable);

/* The annotation was read with what its label means now. */
gboolean ob_edit_dismiss (ObEdit *edit, ObEntity annotation, GError **error);

/* The name of the field that says what was merged into a label or split from it: another value is
 * another meaning. */
#define OB_FIELD_MEANING "meaning"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObRereviews, ob_rereviews_free)

G_END_DECLS
