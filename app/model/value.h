/* A value that a field of an entity holds.
 *
 * Values are immutable and reference counted.  An entity value is a number whose meaning depends on
 * where it stands: in a project it is an ObEntity, inside an ObChange an index into the change's
 * table of references (see change.h).
 */
#pragma once

#include "model/entity-id.h"
#include "model/segments.h"

G_BEGIN_DECLS

/* The numbers are part of the change format: only append. */
typedef enum
{
  OB_VALUE_NONE = 0,
  OB_VALUE_INTEGER = 1,
  OB_VALUE_REAL = 2,
  OB_VALUE_TEXT = 3,
  OB_VALUE_BYTES = 4,
  OB_VALUE_ENTITY = 5,
  OB_VALUE_SEGMENTS = 6,
} ObValueType;

typedef struct _ObValue ObValue;

/* Constructors return (transfer full) values. */
ObValue *ob_value_new_none (void);
ObValue *ob_value_new_integer (gint64 integer);
ObValue *ob_value_new_real (double real);
ObValue *ob_value_new_text (const char *text);
ObValue *ob_value_new_bytes (const void *data, gsize length);
ObValue *ob_value_new_entity (gint64 entity);
ObValue *ob_value_new_segments (const GArray *segments);

ObValue *ob_value_ref (ObValue *value);
void ob_value_unref (ObValue *value);

/* @value may be NULL, which is none. */
ObValueType ob_value_get_type (const ObValue *value);
gboolean ob_value_is_none (const ObValue *value);
gboolean ob_value_equal (const ObValue *a, const ObValue *b);

/* Getters return 0, NULL or an empty list when the value is of another type or NULL.  A real asked
 * of an integer is its value.  Returned pointers belong to the value. */
gint64 ob_value_get_integer (const ObValue *value);
double ob_value_get_real (const ObValue *value);
const char *ob_value_get_text (const ObValue *value);
GBytes *ob_value_get_bytes (const ObValue *value);
gint64 ob_value_get_entity (const ObValue *value);
const GArray *ob_value_get_segments (const ObValue *value);

/* Appends the canonical encoding of @value to @out: one type byte, then the content; the same value
 * always gives the same bytes. */
void ob_value_encode (const ObValue *value, GByteArray *out);

/* Reads a value from @data and advances it, never past @end.
 * Returns: (transfer full) (nullable): NULL when the bytes are not a canonical encoding. */
ObValue *ob_value_decode (const guint8 **data, const guint8 *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObValue, ob_value_unref)

G_END_DECLS
