/* ObEdit: a named, atomic, undoable group of changes to a project.
 *
 * Verbs collect operations and refuse wrong input at once, with OB_PROJECT_ERROR_INVALID and a
 * sentence; nothing is written before ob_edit_commit().  Entities that the edit creates have
 * negative numbers until then, which later verbs of the same edit accept.  An edit without
 * operations commits to nothing and leaves no step.
 */
#pragma once

#include "store/packed-text.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef struct _ObEdit ObEdit;

/* @name: what the user did, as the history shows it ("Tag as Claim").  Returns: (transfer full). */
ObEdit *ob_edit_new (ObProject *project, const char *name);
void ob_edit_free (ObEdit *edit);
void ob_edit_set_name (ObEdit *edit, const char *name);

/* The annotator of new annotations and comments; the project's unless set. */
void ob_edit_set_annotator (ObEdit *edit, ObEntity annotator);

/* Where new annotations come from: "human" unless set. */
void ob_edit_set_origin (ObEdit *edit, const char *origin);

gboolean ob_edit_is_empty (ObEdit *edit);

/* Writes the edit: one transaction, durable when it returns TRUE; nothing is written when FALSE. */
gboolean ob_edit_commit (ObEdit *edit, GError **error);

/* After the commit: the entity that a negative number became; other numbers are returned as they
 * are. */
ObEntity ob_edit_resolve (ObEdit *edit, ObEntity entity);

/* --- verbs; those that create return 0, the others FALSE, with @error ---------------------------
 */

/* Adds an article.  @original (nullable): the bytes it came from; @metadata: its strings are
 * copied, sources included, its other members ignored (title is required). */
ObEntity ob_edit_add_article (
    ObEdit *edit, ObText *text, GBytes *original, const ObArticle *metadata, GError **error);
/* The same with what a worker thread has packed. */
ObEntity ob_edit_add_packed_article (ObEdit *edit,
                                     ObPackedText *packed,
                                     const ObArticle *metadata,
                                     GError **error);

/* @segments need not be normal, but must be non-empty ranges inside the article. */
ObEntity ob_edit_annotate (
    ObEdit *edit, ObEntity article, ObEntity label, const GArray *segments, GError **error);
gboolean ob_edit_set_label (ObEdit *edit, ObEntity annotation, ObEntity label, GError **error);
gboolean
ob_edit_set_segments (ObEdit *edit, ObEntity annotation, const GArray *segments, GError **error);
/* To another article, such as a new version of its own (store/versions.h). */
gboolean ob_edit_move_annotation (
    ObEdit *edit, ObEntity annotation, ObEntity article, const GArray *segments, GError **error);
/* The attribute must be one of the annotation's label and the value of its type; NULL or none
 * removes it. */
gboolean ob_edit_set_attribute (
    ObEdit *edit, ObEntity annotation, const char *name, const ObValue *value, GError **error);
/* The same from text, as people and files write it: a speaker, dispute or position by id, name or
 * alias, created when @create and not found; numbers, flags; "" removes. A position is looked for
 * in the annotation's dispute. */
gboolean ob_edit_set_attribute_text (ObEdit *edit,
                                     ObEntity annotation,
                                     const char *name,
                                     const char *text,
                                     gboolean create,
                                     GError **error);
gboolean ob_edit_set_note (ObEdit *edit, ObEntity annotation, const char *note, GError **error);

ObEntity ob_edit_link (ObEdit *edit, ObEntity from, ObEntity to, const char *type, GError **error);

/* Names must not be empty nor already those of another speaker (alias included), dispute, ... */
ObEntity ob_edit_add_speaker (ObEdit *edit, const char *name, GError **error);
gboolean ob_edit_set_alias (
    ObEdit *edit, ObEntity speaker, const char *alias, gboolean present, GError **error);
ObEntity ob_edit_add_dispute (ObEdit *edit, const char *question, GError **error);
ObEntity ob_edit_add_position (ObEdit *edit, ObEntity dispute, const char *text, GError **error);
ObEntity ob_edit_add_annotator (ObEdit *edit, const char *name, GError **error);
ObEntity ob_edit_add_comment (ObEdit *edit, ObEntity on, const char *text, GError **error);
/* A passage that was found nowhere (model/directory.h); @article: where it should be, or 0. */
ObEntity ob_edit_add_stray (ObEdit *edit,
                            ObEntity article,
                            const char *quote,
                            const char *details,
                            const char *reason,
                            GError **error);
/* Names the state that the project has when the edit is committed (store/moment.h). */
ObEntity ob_edit_add_checkpoint (ObEdit *edit, const char *name, GError **error);
/* @id: letters, digits, "-" and "_". */
ObEntity ob_edit_add_label (ObEdit *edit, const char *id, const char *name, GError **error);
/* Adds or replaces an attribute of a label; NULL @attribute removes that called @name. */
gboolean ob_edit_set_label_attribute (
    ObEdit *edit, ObEntity label, const char *name, const ObAttribute *attribute, GError **error);

/* Sets a plain field: text ("" or NULL removes) or number.  Fields by kind:
 *   article    title byline outlet url published updated section language identifier
 *   label      name parent colour line key use_when avoid_when example position
 *   speaker    name kind role reliability
 *   dispute    question kind status       position  text order
 *   annotator  name colour                comment   text resolved      project  name
 *   stray      resolved            checkpoint name */
gboolean ob_edit_set_text (
    ObEdit *edit, ObEntity entity, const char *field, const char *text, GError **error);
gboolean ob_edit_set_number (
    ObEdit *edit, ObEntity entity, const char *field, gint64 number, GError **error);
gboolean ob_edit_set_entity (
    ObEdit *edit, ObEntity entity, const char *field, ObEntity target, GError **error);

/* @review: FALSE for the annotation state, TRUE for the review state. */
gboolean ob_edit_set_state (ObEdit *edit,
                            ObEntity article,
                            ObEntity annotator,
                            gboolean review,
                            const char *state,
                            GError **error);

/* For importers.  @created must be of this edit.  It keeps the id that it has elsewhere (26
 * characters; refused when the project knows it), and the times that it was created and last
 * modified (microseconds since 1970).  An annotator of the project may take such an id too: one
 * person has one id, wherever a project was begun. */
gboolean ob_edit_set_id (ObEdit *edit, ObEntity created, const char *id, GError **error);
gboolean ob_edit_set_times (
    ObEdit *edit, ObEntity created, gint64 created_at, gint64 modified_at, GError **error);

/* Deletes an entity and what cannot be without it: an annotation's links, an article's annotations.
 * A label in use, a speaker, dispute or position that annotations point to, and an annotator with
 * annotations are refused. */
gboolean ob_edit_delete (ObEdit *edit, ObEntity entity, GError **error);

/* Ends a conflict (store/conflicts.h): @field of @entity has @value, one of the conflict's
 * versions, from now on.  For "deleted": 1 deletes like ob_edit_delete(), anything else keeps the
 * entity. */
gboolean ob_edit_decide (
    ObEdit *edit, ObEntity entity, const char *field, const ObValue *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObEdit, ob_edit_free)

G_END_DECLS
