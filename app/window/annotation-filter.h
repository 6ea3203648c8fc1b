/* What is above the list of annotations: words to look for, and a popover that says how the list is
 * grouped and ordered and what is left out.
 *
 * Signal: "changed" (): the arrangement is another.
 */
#pragma once

#include <gtk/gtk.h>

#include "window/annotation-arrangement.h"

G_BEGIN_DECLS

#define OB_TYPE_ANNOTATION_FILTER (ob_annotation_filter_get_type ())
G_DECLARE_FINAL_TYPE (ObAnnotationFilter, ob_annotation_filter, OB, ANNOTATION_FILTER, GtkBox)

/* What there is to choose from is that of @article; (NULL, 0) for nothing.  Another project brings its
 * own grouping and order with it; filters are forgotten. */
void ob_annotation_filter_set_article (ObAnnotationFilter *filter,
                                       ObProject *project,
                                       ObEntity article);

/* (transfer none) */
const ObArrangement *ob_annotation_filter_get_arrangement (ObAnnotationFilter *filter);

/* Shows all annotations again; grouping and order stay. */
void ob_annotation_filter_clear (ObAnnotationFilter *filter);

G_END_DECLS
