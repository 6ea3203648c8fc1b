/* Whether an attribute applies to an annotation, by the condition in its definition: what does not
 * apply is not asked for, and keeps its value.
 */
#pragma once

#include "model/annotation.h"
#include "model/codebook.h"

G_BEGIN_DECLS

/* TRUE when @attribute of @label applies to @annotation.  A choice that was not made counts as its
 * default, a flag as false.  What depends on an attribute that does not apply itself does not apply;
 * a condition on an attribute that is not there, or in a circle, is none. */
gboolean ob_condition_holds (const ObLabel *label,
                             const ObAttribute *attribute,
                             const ObAnnotation *annotation);

/* TRUE when making @attribute depend on @when would close a circle. */
gboolean
ob_condition_is_circular (const ObLabel *label, const char *attribute, const char *when);

G_END_DECLS
