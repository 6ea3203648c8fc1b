/* What differs between two codebooks, label by label.
 *
 * Labels are the same when they have the same id, else when they have the same name (case ignored).
 */
#pragma once

#include "model/codebook.h"

G_BEGIN_DECLS

typedef struct
{
  char *label; /* what the label is called: in the first codebook, else in the second */
  char *id;    /* its id there */
  char *what;  /* "label" (there or not), "name", "parent", "colour", "line", "key", "use_when",
                * "avoid_when", "example", "counter_example", or "@NAME" of an attribute */
  char *first; /* (nullable) as it is in the first codebook: a text or, for an attribute, its
                * definition in short; NULL when it is not there */
  char *second;
} ObDifference;

/* Returns: (transfer full): GPtrArray of ObDifference: those of labels of the first codebook, in its
 * order, then the labels that only the second one has.  The order of siblings is not compared. */
GPtrArray *ob_codebook_compare (const ObCodebook *first, const ObCodebook *second);

/* The label of @codebook that is the same as @label.  Returns: (transfer none) (nullable). */
const ObLabel *ob_codebook_find_same (const ObCodebook *codebook, const ObLabel *label);

/* A definition in short: "choice: asserts | denies, if kind = event".  Returns: (transfer full). */
char *ob_attribute_describe (const ObAttribute *attribute);

void ob_difference_free (ObDifference *difference);

G_END_DECLS
