/* ObRereadsModel: passages that are to be read again as rows, which are read when they are shown. */
#pragma once

#include "store/rereview.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_REREADS_MODEL (ob_rereads_model_get_type ())
G_DECLARE_FINAL_TYPE (ObRereadsModel, ob_rereads_model, OB, REREADS_MODEL, ObFlatModel)

enum
{
  OB_REREADS_COLUMN_PASSAGE, /* string */
  OB_REREADS_COLUMN_LABEL,   /* string */
  OB_N_REREADS_COLUMNS
};

/* The items of @list (nullable) are copied; what they say is another, as long as the model lives. */
ObRereadsModel *ob_rereads_model_new (ObProject *project, const ObRereviews *list);

/* (transfer none) (nullable): NULL when there is no such row. */
const ObRereview *ob_rereads_model_get (ObRereadsModel *model, int row);

G_END_DECLS
