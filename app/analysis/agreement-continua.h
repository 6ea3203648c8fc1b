/* A study's annotations as units of texts, for the measures of unitizing.
 *
 * Every segment is a unit.  The texts that nobody annotated are left out. */
#pragma once

#include "analysis/agreement-study.h"
#include "analysis/agreement-units.h"

G_BEGIN_DECLS

/* The texts one after the other, with all coders.  @label: only this one, as the only category; 0:
 * all, by their places in the codebook, and what the codebook has lost last.  (transfer full): not
 * arranged. */
ObContinuum *ob_study_join_texts (const ObStudy *study, ObEntity label);

/* The texts one by one, with the coders @first and @second.  Returns: (transfer full): GPtrArray of
 * ObContinuum. */
GPtrArray *ob_study_list_texts (const ObStudy *study, guint first, guint second);

/* The family of u alphas over all labels; in which everything says why when units of an annotator
 * overlap, as annotations of different labels often do.  (transfer full) */
ObUnitizing *ob_study_unitize (const ObStudy *study);

/* The family for one label; what overlaps by one annotator counts as one unit.  (transfer full) */
ObUnitizing *ob_study_unitize_label (const ObStudy *study, ObEntity label);

G_END_DECLS
