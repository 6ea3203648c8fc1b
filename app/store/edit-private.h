/* What the verbs of an edit share. */
#pragma once

#include "store/edit.h"
#include "store/project-private.h"

G_BEGIN_DECLS

/* Adds a create operation; @fields: (transfer full).  Returns the new entity's negative number. */
ObEntity ob_edit_create (ObEdit *edit, ObKind kind, GArray *fields);

/* Adds a set operation; @value: (transfer full). */
void ob_edit_set (ObEdit *edit, ObEntity entity, const char *field, ObValue *value);

/* The state of an article for an annotator, whose id is part of the field's name. */
void ob_edit_set_for (
    ObEdit *edit, ObEntity entity, const char *prefix, ObEntity annotator, ObValue *value);

/* The value that @field of @entity will have.  (transfer full) (nullable) */
ObValue *ob_edit_get (ObEdit *edit, ObEntity entity, const char *field);

/* What @json says of the attribute @name, read once an edit.  Returns: (transfer none) (nullable). */
const ObAttribute *ob_edit_read_definition (ObEdit *edit, const char *name, const char *json);

/* The kind of an entity of the project or of this edit. */
ObKind ob_edit_get_kind (ObEdit *edit, ObEntity entity);

/* FALSE with a sentence unless @entity is of @kind. */
gboolean ob_edit_check_kind (ObEdit *edit, ObEntity entity, ObKind kind, GError **error);

/* The entity of @kind whose field @field is @text: one of this edit first, then of the project; 0
 * when there is none or more than one. */
ObEntity ob_edit_find (ObEdit *edit, ObKind kind, const char *field, const char *text);

ObProject *ob_edit_get_project (ObEdit *edit);
ObEntity ob_edit_get_annotator (ObEdit *edit);
const char *ob_edit_get_origin (ObEdit *edit);

/* Writes the edit in the caller's transaction, as the continuation of a step that is not of this edit.
 * FALSE when something that it needs is gone. */
gboolean ob_edit_continue (ObEdit *edit, GError **error);

/* Keeps a text that the commit stores. */
void ob_edit_add_text (ObEdit *edit, ObPackedText *packed);

/* The text of an article of the project or of this edit.  (transfer full) (nullable) */
ObText *ob_edit_get_text (ObEdit *edit, ObEntity article, GError **error);

/* FALSE with a sentence when @text is empty, too long, or not valid. @what: "name", "question". */
gboolean ob_edit_check_text (const char *text, const char *what, GError **error);

G_END_DECLS
