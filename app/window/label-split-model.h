/* ObLabelSplitModel: the annotations of a label that is being split, as a list, each with its part.
 *
 * What a row says is read when it is shown.
 */
#pragma once

#include "analysis/label-parts.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_LABEL_SPLIT_MODEL (ob_label_split_model_get_type ())
G_DECLARE_FINAL_TYPE (ObLabelSplitModel, ob_label_split_model, OB, LABEL_SPLIT_MODEL, ObFlatModel)

enum
{
  OB_LABEL_SPLIT_COLUMN_PART,    /* string: "2 Denial" */
  OB_LABEL_SPLIT_COLUMN_QUOTE,   /* string: its words, on one line */
  OB_LABEL_SPLIT_COLUMN_DETAILS, /* string: where it is, and what is known of it */
  OB_N_LABEL_SPLIT_COLUMNS
};

/* @parts: (transfer full).  Returns: (transfer full). */
ObLabelSplitModel *ob_label_split_model_new (ObProject *project, ObLabelParts *parts);

/* (transfer none): the names and the sizes of the parts may be read, and names set by the next function. */
const ObLabelParts *ob_label_split_model_get_parts (ObLabelSplitModel *model);

/* Views must be detached for what changes all rows. @parts: (transfer full). */
void ob_label_split_model_set_parts (ObLabelSplitModel *model, ObLabelParts *parts);

/* An empty part more; its number, or 0. */
guint ob_label_split_model_add_part (ObLabelSplitModel *model);
void ob_label_split_model_name_part (ObLabelSplitModel *model, guint part, const char *name);

/* Moves the annotation of @row. */
void ob_label_split_model_move (ObLabelSplitModel *model, guint row, guint part);

G_END_DECLS
