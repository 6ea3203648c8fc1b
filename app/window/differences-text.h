/* What changed between two texts, as runs to be shown one after the other: what went, what came in
 * its place, and what stayed around it.  Long stretches that stayed may be folded into a line that
 * counts their paragraphs.
 */
#pragma once

#include "model/text-diff.h"

G_BEGIN_DECLS

typedef enum
{
  OB_RUN_SAME,
  OB_RUN_REMOVED, /* of the old text */
  OB_RUN_ADDED,
  OB_RUN_FOLD, /* instead of n_paragraphs */
} ObRunKind;

typedef struct
{
  ObRunKind kind;
  ObSegment range; /* of the old text where it was removed, else of the new one */
  guint n_paragraphs;
  gboolean begins_change; /* the first run of a place that changed */
} ObRun;

typedef struct
{
  guint n_places;
  guint n_removed; /* words */
  guint n_added;
} ObDifferences;

/* The runs of @pieces, as ob_text_diff() has them, none longer than can be shown at once.
 * @counts: (out).  (transfer full): GArray of ObRun. */
GArray *ob_differences_list_runs (const GArray *pieces,
                                  const ObText *old_text,
                                  const ObText *new_text,
                                  gboolean fold,
                                  ObDifferences *counts);

G_END_DECLS
