/* The widget for one attribute of an annotation, made for its type.
 *
 * It never writes: when the user has finished with a value it emits "committed" (const char *text),
 * the value as ob_edit_set_attribute_text() reads it, "" for none.  The handler returns TRUE when
 * the value was taken; else the field keeps what was typed, marked as wrong.
 * "left" (): Escape was pressed, and what was typed is forgotten.
 */
#pragma once

#include <gtk/gtk.h>

#include "store/project.h"

G_BEGIN_DECLS

#define OB_TYPE_ATTRIBUTE_FIELD (ob_attribute_field_get_type ())
G_DECLARE_FINAL_TYPE (ObAttributeField, ob_attribute_field, OB, ATTRIBUTE_FIELD, GtkBin)

/* @attribute is copied. */
GtkWidget *ob_attribute_field_new (const ObAttribute *attribute);

const char *ob_attribute_field_get_name (ObAttributeField *field);

ObAttributeType ob_attribute_field_get_attribute_type (ObAttributeField *field);

/* The widget that takes the focus, for a mnemonic. (transfer none) */
GtkWidget *ob_attribute_field_get_control (ObAttributeField *field);

/* Shows the value that @annotation of @project has; keeps what is being typed. */
void ob_attribute_field_load (ObAttributeField *field,
                              ObProject *project,
                              const ObAnnotation *annotation);

/* The same for several annotations (GPtrArray of ObAnnotation): their value where they agree, else
 * that they do not; what is entered then is for all of them. */
void ob_attribute_field_load_several (ObAttributeField *field,
                                      ObProject *project,
                                      const GPtrArray *annotations);

/* Commits what was typed and not committed yet. */
void ob_attribute_field_flush (ObAttributeField *field);

G_END_DECLS
