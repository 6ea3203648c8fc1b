/* The list that shows an ObMergeModel. */
#pragma once

#include "window/merge-model.h"

G_BEGIN_DECLS

/* (transfer full), floating: a list called @name. */
GtkWidget *ob_merge_list_new (const char *name);

/* "4 new, 2 changed, 1 removed", in the words of @model; "" when there is nothing.  (transfer full) */
char *ob_merge_list_summarise (ObMergeModel *model);

G_END_DECLS
