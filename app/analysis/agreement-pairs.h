/* What two annotators marked, side by side: each passage of the one with that of the other which is
 * meant to be the same, or with none.
 *
 *   first     [== claim ==]     [= quote =]    [claim]
 *   second    [== claim =====]  [= claim =]              [claim]
 *             shifted           other label    missing   missing
 *
 * Passages are annotations, not words.  Each is paired at most once, the best pairs first: of the
 * same label before others, then those that share most (shared characters by covered characters,
 * "IoU"), then those of equal attributes.  Passages of one label are a pair when they share
 * anything, passages of different labels when they share half, so that a figure within a long claim
 * is not taken for it.  One person's overlapping passages of one label are passages like any others.
 * At most OB_PAIRS_DEPTH passages of one annotator that overlap in one place are looked at, so that
 * the time is linear in the annotations.
 */
#pragma once

#include "model/annotation.h"

G_BEGIN_DECLS

#define OB_PAIRS_DEPTH 64

typedef enum
{
  OB_DIFFERENCE_NONE,           /* same segments, label and attributes */
  OB_DIFFERENCE_BOUNDARY,       /* same label, other segments */
  OB_DIFFERENCE_LABEL,          /* another label */
  OB_DIFFERENCE_ATTRIBUTES,     /* same segments and label, other attributes */
  OB_DIFFERENCE_MISSING_SECOND, /* the second annotator has nothing */
  OB_DIFFERENCE_MISSING_FIRST,
  OB_N_DIFFERENCES
} ObDifference;

/* "same", "boundary", "label", "attributes", "missing-second", "missing-first"; untranslated. */
const char *ob_difference_get_name (ObDifference difference);
gboolean ob_difference_from_name (const char *name, ObDifference *difference);

typedef struct
{
  const ObAnnotation *first;  /* (nullable) */
  const ObAnnotation *second; /* (nullable) */
  double shared;              /* IoU: 1 for the same segments, 0 where one is missing */
  ObDifference difference;
} ObPair;

/* Pairs the annotations of @first with those of @second (GPtrArray of ObAnnotation, any order and
 * articles).  Returns: (transfer full): GArray of ObPair, by article, start, end; the annotations
 * must outlive it.  O(n log n). */
GArray *ob_pairs_find (const GPtrArray *first, const GPtrArray *second);

/* The share of the characters that @a or @b cover (normal lists) that both cover. */
double ob_segments_get_shared (const GArray *a, const GArray *b);

/* Names of the attributes in which @a and @b differ.  (transfer full): NULL-terminated, the names
 * interned. */
const char **ob_pairs_list_attributes (const ObAnnotation *a, const ObAnnotation *b);

/* How pairs came out. */
typedef struct
{
  guint n_first;  /* annotations */
  guint n_second;
  guint n_exact;   /* pairs of one label: with the same segments, */
  guint n_half;    /* with IoU >= 0.5, */
  guint n_overlap; /* that share anything */
  guint n[OB_N_DIFFERENCES];
} ObTally;

void ob_tally_add (ObTally *tally, const ObPair *pair);
/* Only what concerns @label.  A pair of two labels counts as one for each of them. */
void ob_tally_add_label (ObTally *tally, const ObPair *pair, ObEntity label);

/* Whether the trouble is boundaries, labels, attributes or omissions.  Returns: (nullable): a
 * translated sentence; NULL when nothing differs. */
const char *ob_tally_get_hint (const ObTally *tally);

G_END_DECLS
