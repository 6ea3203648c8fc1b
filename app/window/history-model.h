/* ObHistoryModel: steps of the history as rows, the latest first.
 *
 * What a cell says is made when it is shown.
 */
#pragma once

#include "store/timeline.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_HISTORY_MODEL (ob_history_model_get_type ())
G_DECLARE_FINAL_TYPE (ObHistoryModel, ob_history_model, OB, HISTORY_MODEL, ObFlatModel)

enum
{
  OB_HISTORY_COLUMN_STEP, /* string: what was done */
  OB_HISTORY_COLUMN_WHO,  /* string */
  OB_HISTORY_COLUMN_WHEN, /* string */
  OB_N_HISTORY_COLUMNS
};

ObHistoryModel *ob_history_model_new (void);

/* Appends @steps (GPtrArray of ObTimelineStep, transfer full). */
void ob_history_model_append (ObHistoryModel *model, GPtrArray *steps);

guint ob_history_model_get_n_steps (ObHistoryModel *model);

/* (transfer none) (nullable): NULL when there is no such row. */
const ObTimelineStep *ob_history_model_get_step (ObHistoryModel *model, int row);

/* The row of the step that has change @n, or -1. */
int ob_history_model_find (ObHistoryModel *model, gint64 n);

/* What @step did, in one line: its name, and to what.  (transfer full) */
char *ob_history_describe_step (const ObTimelineStep *step);

G_END_DECLS
