/* The verbs of an edit that change the codebook as a whole: its tree, merging and splitting labels,
 * what a file has.
 *
 * None of them loses an annotation, a value of an attribute, a link, a note or a comment.  Like the
 * other verbs they return FALSE or 0 with a sentence, and write nothing before the commit.
 */
#pragma once

#include "model/codebook-compare.h"
#include "store/edit.h"

G_BEGIN_DECLS

/* All annotations of @from become annotations of @into, and @from is deleted.  @into gets the
 * attributes and choices that only @from has; an attribute of both that has different types is kept
 * under another name; where the default of a choice differs, it is written into the annotations that
 * relied on it.  Labels below @from go below @into; comments on it go to @into; descriptions and a key
 * are taken over where @into has none. */
gboolean ob_edit_merge_labels (ObEdit *edit, ObEntity from, ObEntity into, GError **error);

/* Adds the label @id, @name beside @label with the same attributes, and gives it to @annotations
 * (GArray of ObEntity), which all must have @label now. Returns the new label. */
ObEntity ob_edit_split_label (ObEdit *edit,
                              ObEntity label,
                              const char *id,
                              const char *name,
                              const GArray *annotations,
                              GError **error);

/* Puts @label below @parent (0: below none), before its child @before (0: at the end). */
gboolean ob_edit_move_label (
    ObEdit *edit, ObEntity label, ObEntity parent, ObEntity before, GError **error);

/* Gives an attribute of @label another name, and conditions and annotations with it. */
gboolean ob_edit_rename_attribute (
    ObEdit *edit, ObEntity label, const char *old_name, const char *new_name, GError **error);

/* Replaces @choice of an attribute by @other, which may be one of its choices already (the two become
 * one) or not, in the definition, in conditions and in the annotations. */
gboolean ob_edit_rename_choice (ObEdit *edit,
                                ObEntity label,
                                const char *attribute,
                                const char *choice,
                                const char *other,
                                GError **error);

/* Moves @attribute of @label by one place: up (-1) or down (1). */
gboolean ob_edit_move_attribute (
    ObEdit *edit, ObEntity label, const char *attribute, int step, GError **error);

/* What a codebook that is taken over tells, besides names, tree, texts and attributes. */
typedef enum
{
  OB_TAKE_COLOUR = 1 << 0,
  OB_TAKE_LINE = 1 << 1,
  OB_TAKE_KEY = 1 << 2,
  OB_TAKE_POSITION = 1 << 3, /* the very numbers; else only the order that they make */
  OB_TAKE_ALONE = 1 << 4,    /* what only the project has goes, but for labels that annotations have */
} ObTakenFields;

/* Adds the labels of @codebook, and makes those that the project has already (by id, else by name)
 * like them.  Nothing is taken away (unless OB_TAKE_ALONE): labels, attributes, choices and texts that
 * only the project has stay; nor does an attribute that annotations may have change its type: that is
 * refused.  @entities: (out) (optional) (transfer full): GArray of ObEntity: of each label of @codebook in
 * the project. */
gboolean ob_edit_take_codebook (ObEdit *edit,
                                const ObCodebook *codebook,
                                ObTakenFields fields,
                                GArray **entities,
                                GError **error);

/* Makes the project's codebook like @codebook in some of their differences: any of those that
 * ob_codebook_compare() finds between the two (GPtrArray of ObDifference).  A choice that annotations have
 * stays, as does the default that they rely on; refused are a label that goes although annotations have it,
 * another type for an attribute that they have, and a key of a label that keeps it. */
gboolean ob_edit_take_differences (ObEdit *edit,
                                   const ObCodebook *codebook,
                                   const GPtrArray *differences,
                                   GError **error);

/* Before the definition @now of an attribute of @label becomes @then: writes the default of a choice into
 * the annotations that rely on it, where that becomes another. */
void ob_edit_keep_default (ObEdit *edit,
                           ObEntity label,
                           const ObAttribute *now,
                           const ObAttribute *then);

/* The annotations that have @label, in articles that are there or not.  (transfer full): GArray of
 * ObEntity. */
GArray *ob_project_list_labelled (ObProject *project, ObEntity label);

/* Those of them that have an attribute: with the value @text, as people write it (an entity by its
 * name; an unset choice has its default), or with any when NULL. (transfer full): GArray of ObEntity. */
GArray *ob_project_list_valued (ObProject *project,
                                ObEntity label,
                                const char *attribute,
                                const char *text);

/* @value of @attribute (nullable), as people write it: an entity by its name, a flag as "true" or "false",
 * an unset choice as its default.  Returns: (transfer full) (nullable): NULL when there is none. */
char *ob_project_dup_value_text (ObProject *project, const ObAttribute *attribute, const ObValue *value);

G_END_DECLS
