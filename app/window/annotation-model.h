/* ObAnnotationModel: the annotations of one article, arranged (window/annotation-arrangement.h).
 *
 * A row is the first segment of an annotation, or a group's heading; its quotation, label and speaker
 * are read from the project when the row is shown, so that 100,000 annotations cost one array.
 */
#pragma once

#include "store/project.h"
#include "window/annotation-arrangement.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_ANNOTATION_MODEL (ob_annotation_model_get_type ())
G_DECLARE_FINAL_TYPE (ObAnnotationModel, ob_annotation_model, OB, ANNOTATION_MODEL, ObFlatModel)

enum
{
  OB_ANNOTATION_COLUMN_ENTITY,  /* gint64; 0 for a heading */
  OB_ANNOTATION_COLUMN_LABEL,   /* gint64: entity of the label; 0 for a heading */
  OB_ANNOTATION_COLUMN_QUOTE,   /* the words, on one line, shortened; a heading's title */
  OB_ANNOTATION_COLUMN_DETAILS, /* "Claim, Lavrov"; how many there are below a heading */
  OB_N_ANNOTATION_COLUMNS
};

ObAnnotationModel *ob_annotation_model_new (void);

/* Shows @article of @project (NULL, 0 for nothing).  Views must be detached: no rows are
 * announced. */
void ob_annotation_model_load (ObAnnotationModel *model, ObProject *project, ObEntity article);

/* Arranges the rows so from the next load on; @arrangement is copied. */
void ob_annotation_model_set_arrangement (ObAnnotationModel *model,
                                          const ObArrangement *arrangement);
/* (transfer none) */
const ObArrangement *ob_annotation_model_get_arrangement (ObAnnotationModel *model);

/* Reads those annotations again that lie wholly in [start, end): only rows that differ are deleted
 * and inserted.  TRUE when these are more than a view can follow in time: then nothing was done,
 * and ob_annotation_model_load() is needed. */
gboolean ob_annotation_model_update (ObAnnotationModel *model, guint32 start, guint32 end);

/* Tells the views that rows which start in [start, end) read differently now. */
void ob_annotation_model_refresh (ObAnnotationModel *model, guint32 start, guint32 end);

/* Annotations and headings. */
guint ob_annotation_model_get_n_rows (ObAnnotationModel *model);

/* Annotations that are shown, and all that the article has. */
guint ob_annotation_model_get_n_shown (ObAnnotationModel *model);
guint ob_annotation_model_get_n_all (ObAnnotationModel *model);

/* The annotation in @row; 0 for a heading, or when there is no such row. */
ObEntity ob_annotation_model_get_entity (ObAnnotationModel *model, guint row);

/* The row of @annotation, or -1.  O(rows). */
int ob_annotation_model_find (ObAnnotationModel *model, ObEntity annotation);

G_END_DECLS
