/* ObMergeModel: what a merge would do, as a list with headings.
 *
 *   Anna (3)                  whose work it is
 *     Claim: 2 new            of which label or kind, and what happens to it
 *       “Almost 90 people”    the passages
 *       “nobody died”
 *     Note: 1 removed
 *       ...
 */
#pragma once

#include "share/merge.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_MERGE_MODEL (ob_merge_model_get_type ())
G_DECLARE_FINAL_TYPE (ObMergeModel, ob_merge_model, OB, MERGE_MODEL, ObFlatModel)

enum
{
  OB_MERGE_COLUMN_TEXT,  /* string */
  OB_MERGE_COLUMN_LEVEL, /* int: 0 person, 1 kind and effect, 2 passage */
  OB_N_MERGE_COLUMNS
};

/* Takes over @report, and sorts its items: O(n log n), from any thread.  @restores: it is about going back
 * (ob_merge_report_restored()), and worded so.  Returns: (transfer full). */
ObMergeModel *ob_merge_model_new (ObMergeReport *report, gboolean restores);

/* "4 new".  (transfer full) */
char *ob_merge_model_describe_effect (ObMergeModel *model, ObMergeEffect effect, guint n);

/* (transfer none) */
const ObMergeReport *ob_merge_model_get_report (ObMergeModel *model);

G_END_DECLS
