/* A passage in a list: who says it how, the words, and where they stand.  It can be dragged. */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_PASSAGE_ROW (ob_passage_row_get_type ())
G_DECLARE_FINAL_TYPE (ObPassageRow, ob_passage_row, OB, PASSAGE_ROW, GtkListBoxRow)

/* A passage of @project. @who: "Lavrov denies"; @words: the passage; @where: (nullable) outlet, date.  @annotation: 0 when
 * it is none, and then it cannot be dragged. */
GtkWidget *ob_passage_row_new (ObProject *project,
                               ObEntity article,
                               ObEntity annotation,
                               guint32 start,
                               guint32 end,
                               const char *who,
                               const char *words,
                               const char *where);

ObEntity ob_passage_row_get_article (ObPassageRow *row);
ObEntity ob_passage_row_get_annotation (ObPassageRow *row);
void ob_passage_row_get_place (ObPassageRow *row, guint32 *start, guint32 *end);

G_END_DECLS
