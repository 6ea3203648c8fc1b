/* The figures of a study: for the whole of it, and for each pair of annotators, label, attribute and
 * article. */
#pragma once

#include "analysis/agreement-study.h"

G_BEGIN_DECLS

typedef enum
{
  OB_PART_WHOLE,
  OB_PART_PAIR, /* two of more than two annotators */
  OB_PART_LABEL,
  OB_PART_ATTRIBUTE,
  OB_PART_ARTICLE,
  OB_N_PARTS
} ObPartType;

/* "all", "pair", "label", "attribute", "article"; untranslated. */
const char *ob_part_type_get_name (ObPartType type);
gboolean ob_part_type_from_name (const char *name, ObPartType *type);

typedef struct
{
  const char *measure; /* "f1-exact"; untranslated */
  const char *unit;    /* what is counted: "annotations"; untranslated, marked for translation */
  ObAgreement agreement;
  double low; /* 95 % interval; both 0 where none is known */
  double high;
} ObFigureOfAgreement;

typedef struct
{
  ObPartType type;
  char *name;      /* (owned) "claim", "claim.certainty", an article's title, "Anna, Ben"; "" */
  ObEntity entity; /* label or article; else 0 */
  guint first;     /* OB_PART_PAIR: the coders */
  guint second;
  ObTally tally;   /* over all pairs of coders; empty for attributes */
  GArray *figures; /* (owned) ObFigureOfAgreement */
} ObPart;

/* Computes the measure called @measure (nullable: all) for the parts in @types (a bit for each
 * ObPartType).
 *
 * "f1-exact", "f1-overlap" and "f1-iou" (IoU >= 0.5), with "precision-..." and "recall-...": of
 * annotations of equal label, the first annotator's being those that the second's are measured by;
 * over more than two annotators the counts of all pairs are added.  F1 = 2 |A and B| / (|A| + |B|)
 * is the positive specific agreement of Fleiss, Statistical Methods for Rates and Proportions
 * (1981); as measure of spans see Hripcsak and Rothschild, Agreement, the F-measure, and
 * reliability in information retrieval, JAMIA 12 (2005).
 * "observed", "cohen-kappa", "scott-pi", "fleiss-kappa", "alpha-nominal": of the labels of passages
 * that two or more marked (analysis/agreement.h); for attributes the alpha that suits their values.
 * "u-alpha", "u-alpha-binary" and "cu-alpha" (analysis/agreement-units.h): of everything, and by
 * label "u-alpha" and, against the other labels, "ku-alpha"; the unit is the character.
 * "gamma" (analysis/agreement-gamma.h) takes long and is computed only when asked for: of two
 * annotators, or as the mean of all pairs.
 *
 * Returns: (transfer full) (nullable): GPtrArray of ObPart, those of a type by name, articles with
 * the lowest F1 (IoU) first; parts without any annotation are left out.  NULL with G_IO_ERROR_CANCELLED
 * when @cancellable (nullable) was. */
GPtrArray *ob_parts_new (const ObStudy *study,
                         guint types,
                         const char *measure,
                         GCancellable *cancellable,
                         GError **error);
void ob_part_free (ObPart *part);

/* The names of all measures, NULL-terminated. */
const char *const *ob_parts_get_measures (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPart, ob_part_free)

G_END_DECLS
