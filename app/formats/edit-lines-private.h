/* What the reader of edits and its operations share. */
#pragma once

#include "formats/edit-lines.h"
#include "formats/json-fields.h"

G_BEGIN_DECLS

struct _ObEditLines
{
  ObProject *project; /* (owned) */
  ObEdit *edit;       /* not owned */
  ObEntity annotator;
  GHashTable *named; /* (owned) "$x" -> gint64 * of an entity */
  GHashTable *kinds; /* (owned) gint64 * of an entity made by these edits -> its ObKind */
  GHashTable *names; /* (owned) "KIND NAME" -> gint64 *: names and aliases that these edits gave */
  GHashTable *found; /* (owned) "KIND NAME" -> gint64 *: what the project was asked for before */
  GHashTable
      *labels_of; /* (owned) gint64 * of an annotation -> gint64 *: labels that these edits gave */
  GHashTable *attributes; /* (owned) "LABEL NAME" -> ObAttribute: those that these edits gave */
  GPtrArray *results;     /* (owned) Result */
};

/* What a line made. */
typedef struct
{
  guint line;
  const char *op;    /* static */
  char *as;          /* (owned) (nullable) */
  ObEntity entity;   /* made or changed; 0 for none */
  char *id;          /* (owned) (nullable): instead of the entity's, for labels */
  GArray *positions; /* (owned) (nullable) ObEntity */
} ObEditResult;

/* An operation: reads @object, fills @edit. */
typedef struct
{
  const char *name;
  const char *const *members; /* besides "op" and "as" */
  ObKind makes;               /* OB_KIND_NONE when it makes nothing */
  gboolean (*run) (ObEditLines *lines, JsonObject *object, ObEditResult *result, GError **error);
} ObEditOperation;

/* Two tables, each ending with a NULL name. */
extern const ObEditOperation ob_edit_annotation_operations[];
extern const ObEditOperation ob_edit_directory_operations[];

/* The entity of @kind that the text member @name names, or 0 with error. OB_KIND_NONE: any, by id.
 */
ObEntity ob_edit_lines_take_entity (
    ObEditLines *lines, JsonObject *object, const char *name, ObKind kind, GError **error);
ObEntity ob_edit_lines_find (ObEditLines *lines, ObKind kind, const char *text, GError **error);

/* The kind of an entity of the project or of these edits. */
ObKind ob_edit_lines_get_kind (ObEditLines *lines, ObEntity entity);

/* Remembers a name that these edits gave. */
void ob_edit_lines_learn (ObEditLines *lines, ObKind kind, const char *name, ObEntity entity);

/* Changes of what is no annotation, for "update". */
gboolean ob_edit_lines_update (
    ObEditLines *lines, JsonObject *object, ObEntity entity, ObKind kind, GError **error);

G_END_DECLS
