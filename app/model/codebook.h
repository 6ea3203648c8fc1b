/* The codebook: the tree of labels with their typed attributes.
 *
 * A codebook is immutable and reference counted; the project makes a new one when a label changes.
 * Labels are in display order: parents before children, siblings by position.
 */
#pragma once

#include "model/entity-id.h"
#include "model/value.h"

G_BEGIN_DECLS

/* What an attribute's value may be. */
typedef enum
{
  OB_ATTRIBUTE_CHOICE,   /* text, one of the choices */
  OB_ATTRIBUTE_TEXT,     /* text */
  OB_ATTRIBUTE_NUMBER,   /* integer or real */
  OB_ATTRIBUTE_FLAG,     /* integer 0 or 1 */
  OB_ATTRIBUTE_DATE,     /* text, RFC 3339 date, or year or year and month */
  OB_ATTRIBUTE_SPEAKER,  /* entity of kind speaker */
  OB_ATTRIBUTE_DISPUTE,  /* entity of kind dispute */
  OB_ATTRIBUTE_POSITION, /* entity of kind position */
} ObAttributeType;

typedef struct
{
  char *name; /* "stance" */
  ObAttributeType type;
  char **choices; /* (nullable) choice: NULL-terminated, the first is the default */
  int order;      /* place among the label's attributes */
  char *when;     /* (nullable) another attribute of the label, on which it depends whether this one
                   * applies (model/condition.h) */
  char **when_values; /* (nullable) NULL-terminated: the values of it that make this one apply; NULL:
                       * any value */
} ObAttribute;

/* Line styles, so that colour is never the only sign. */
typedef enum
{
  OB_LINE_SOLID,
  OB_LINE_DASHED,
  OB_LINE_DOTTED,
  OB_LINE_DOUBLE,
  OB_LINE_WAVY,
  OB_LINE_DASH_DOT,
  OB_N_LINES
} ObLine;

typedef struct
{
  ObEntity entity;
  char *id;   /* "claim": what edits and exports call it */
  char *name; /* "Claim" */
  ObEntity parent;
  guint depth;          /* 0 for a label without parent */
  guint colour;         /* index into the label palette, 0 to 11 */
  ObLine line;
  char *key;            /* (nullable) shortcut: one character */
  char *use_when;       /* (nullable) */
  char *avoid_when;     /* (nullable) */
  char *example;        /* (nullable) */
  char *counter_example; /* (nullable) */
  char *guid;           /* (nullable) what other programs know the label by (REFI) */
  gint64 position;      /* order among siblings */
  GPtrArray *attributes; /* ObAttribute, by order */
} ObLabel;

typedef struct
{
  gatomicrefcount references;
  GPtrArray *labels; /* ObLabel, display order */
} ObCodebook;

ObCodebook *ob_codebook_new (void);
ObCodebook *ob_codebook_ref (ObCodebook *codebook);
void ob_codebook_unref (ObCodebook *codebook);

/* Adds @label: (transfer full); call ob_codebook_arrange() after the last. */
void ob_codebook_add (ObCodebook *codebook, ObLabel *label);

/* Brings the labels into display order and sets their depths.  A parent that is missing or would
 * close a circle counts as none. */
void ob_codebook_arrange (ObCodebook *codebook);

/* Lookups, O(labels); NULL when there is none. */
const ObLabel *ob_codebook_get (const ObCodebook *codebook, ObEntity entity);
const ObLabel *ob_codebook_find (const ObCodebook *codebook, const char *id_or_name);
const ObLabel *ob_codebook_find_key (const ObCodebook *codebook, const char *key);

/* An id for a new label called @name: its letters, digits, "-" and "_", in lower case, not one of
 * @codebook's ids.  Returns: (transfer full). */
char *ob_codebook_dup_free_id (const ObCodebook *codebook, const char *name);

/* TRUE when @label stands below @above, at any depth. */
gboolean ob_codebook_is_below (const ObCodebook *codebook, ObEntity label, ObEntity above);

ObLabel *ob_label_new (void);
void ob_label_free (ObLabel *label);

/* (nullable) */
const ObAttribute *ob_label_find_attribute (const ObLabel *label, const char *name);

ObAttribute *ob_attribute_new (const char *name, ObAttributeType type);
ObAttribute *ob_attribute_copy (const ObAttribute *attribute);
void ob_attribute_free (ObAttribute *attribute);

/* The default value of a choice: its first; NULL for the other types. */
const char *ob_attribute_get_default (const ObAttribute *attribute);

/* An attribute's definition as the codebook stores it: one line of JSON without the name.
 * Returns: (transfer full). */
char *ob_attribute_to_json (const ObAttribute *attribute);

/* Returns: (transfer full) (nullable): NULL when @json is not a definition. */
ObAttribute *ob_attribute_from_json (const char *name, const char *json);

/* TRUE when @value may stand in @attribute, as far as its type and choices tell. */
gboolean ob_attribute_takes (const ObAttribute *attribute, const ObValue *value);

/* "choice", "text", ...; untranslated. */
const char *ob_attribute_type_get_name (ObAttributeType type);
gboolean ob_attribute_type_from_name (const char *name, ObAttributeType *type);

/* "solid", "dashed", ... */
const char *ob_line_get_name (ObLine line);
gboolean ob_line_from_name (const char *name, ObLine *line);

/* The codebook "News claims" that every project starts with.  Returns: (transfer full): entities are
 * not set. */
ObCodebook *ob_codebook_new_default (void);

/* Reads a codebook file (JSON: {"labels": [{"id", "name", "parent", "colour", "line", "key",
 * "use_when", "avoid_when", "example", "counter_example", "guid", "attributes": [{"name", "type",
 * "choices", "shown_when": {"attribute", "values"}}]}]}).
 * Returns: (transfer full) (nullable): NULL with a G_IO_ERROR that names the place. Parents are
 * given by id in @parent_ids: (out) (transfer full): GPtrArray of char*, NULL entries for none. */
ObCodebook *ob_codebook_from_json (const char *json, gssize length, GPtrArray **parent_ids, GError **error);

/* Writes such a file, indented, for people to read and compare.  Parents are taken from the labels'
 * entities.  Returns: (transfer full). */
char *ob_codebook_to_json (const ObCodebook *codebook);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCodebook, ob_codebook_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLabel, ob_label_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAttribute, ob_attribute_free)

G_END_DECLS
