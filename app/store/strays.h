/* What needs attention (model/directory.h), taken up again: an annotation that stayed with an older
 * version or was moved to other words, or one of an imported set that found no place. */
#pragma once

#include "store/edit.h"

G_BEGIN_DECLS

/* The annotation that @stray is about; 0 when there is none yet, or no more. */
ObEntity ob_stray_get_annotation (ObProject *project, const ObStray *stray);

/* Puts the annotation of @stray at @segments of @article: moves it there, or makes it as it came in,
 * as far as the codebook has what it needs; and takes @stray off the list.  Returns the annotation;
 * 0 with @error when its label is not known. */
ObEntity ob_edit_reattach_stray (ObEdit *edit,
                                 const ObStray *stray,
                                 ObEntity article,
                                 const GArray *segments,
                                 GError **error);

/* Takes it off the list, or puts it back. */
gboolean
ob_edit_set_stray_resolved (ObEdit *edit, ObEntity stray, gboolean resolved, GError **error);

G_END_DECLS
