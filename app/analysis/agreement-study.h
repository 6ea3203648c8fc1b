/* A study of agreement: what some annotators of a project marked, ready to be compared.
 *
 * A study is a snapshot.  Annotations of one article are compared on its one text; an article that
 * only one of the annotators worked on counts in full, as omissions of the others.
 */
#pragma once

#include "analysis/agreement-pairs.h"
#include "analysis/agreement.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  ObCodebook *codebook;  /* (owned) */
  GPtrArray *articles;   /* (owned) ObArticle */
  GPtrArray *annotators; /* (owned) ObAnnotator, the coders in order */
  GPtrArray *sets;       /* (owned) one GPtrArray of ObAnnotation for each: not owned */
  GPtrArray *all;        /* (owned) ObAnnotation */
} ObStudy;

/* What to look at; 0 for all. */
typedef struct
{
  ObEntity article;
  ObEntity label; /* and what is below it */
} ObStudyScope;

/* Reads the annotations of @annotators (GArray of ObEntity, in that order; NULL: of all who
 * have any, by name).  Returns: (transfer full) (nullable): NULL with OB_PROJECT_ERROR_INVALID when
 * these are not at least two different annotators. */
ObStudy *ob_study_new (ObProject *project,
                       const GArray *annotators,
                       const ObStudyScope *scope,
                       GError **error);
void ob_study_free (ObStudy *study);

const GPtrArray *ob_study_get_set (const ObStudy *study, guint coder);

/* The labels that coders gave to the passages that two or more of them marked (IoU >= 0.5): a unit
 * a passage, a category a label, by its place in the codebook.  With more than two coders each is
 * aligned with what those before marked first there.
 * @passages: (out) (optional) (transfer full): for each coder a row as in the table of the
 * ObAnnotation or NULL. */
ObJudgements *ob_study_judge_labels (const ObStudy *study, GPtrArray **passages);

/* The units of @judgements that every coder judged.  (transfer full) */
ObJudgements *ob_judgements_keep_complete (const ObJudgements *judgements);

/* The values of the attribute @attribute of @label in the units where coders agree on that label;
 * @passages as above.  A choice that was not made is the default.  @measure: (out): which alpha
 * suits its values: ordinal for choices that are numbers, interval for numbers, else nominal.
 * (transfer full) (nullable): NULL for attributes that hold free text. */
ObJudgements *ob_study_judge_attribute (const ObStudy *study,
                                        const ObLabel *label,
                                        const ObAttribute *attribute,
                                        const GPtrArray *passages,
                                        ObMeasure *measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObStudy, ob_study_free)

G_END_DECLS
