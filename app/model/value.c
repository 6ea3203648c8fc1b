#include "model/value.h"

#include <math.h>
#include <string.h>

#include "model/varint.h"

struct _ObValue
{
  gatomicrefcount references;
  ObValueType type;
  union
  {
    gint64 integer; /* integer, entity */
    double real;
    char *text;
    GBytes *bytes;
    GArray *segments;
  };
};

static ObValue *
value_new (ObValueType type)
{
  ObValue *value = g_new0 (ObValue, 1);

  g_atomic_ref_count_init (&value->references);
  value->type = type;
  return value;
}

/* Decoding ------------------------------------------------------------------------------------- */

static gboolean
read_length (const guint8 **data, const guint8 *end, gsize *length)
{
  guint64 number;

  if (!ob_varint_read (data, end, &number) || number > (guint64) (end - *data))
    return FALSE;

  *length = (gsize) number;
  return TRUE;
}

static ObValue *
decode_real (const guint8 **data, const guint8 *end)
{
  guint64 bits = 0;
  double real;

  if (end - *data < 8)
    return NULL;
  for (guint i = 0; i < 8; i++)
    bits = (bits << 8) | *(*data)++;
  memcpy (&real, &bits, sizeof real);

  /* Not a number has many encodings, and no meaning here. */
  return isfinite (real) ? ob_value_new_real (real) : NULL;
}

static ObValue *
decode_text (const guint8 **data, const guint8 *end)
{
  gsize length;
  ObValue *value;

  if (!read_length (data, end, &length)
      || !g_utf8_validate_len ((const char *) *data, length, NULL))
    return NULL;

  value = value_new (OB_VALUE_TEXT);
  value->text = g_strndup ((const char *) *data, length);
  *data += length;
  return value;
}

static ObValue *
decode_bytes (const guint8 **data, const guint8 *end)
{
  gsize length;
  ObValue *value;

  if (!read_length (data, end, &length))
    return NULL;

  value = ob_value_new_bytes (*data, length);
  *data += length;
  return value;
}

/* A list of gaps and lengths; every gap but the first, and every length, is at least 1. */
static ObValue *
decode_segments (const guint8 **data, const guint8 *end)
{
  g_autoptr (GArray) segments = ob_segments_new ();
  guint64 n, at = 0;

  if (!ob_varint_read (data, end, &n) || n == 0 || n > (guint64) (end - *data))
    return NULL;

  for (guint64 i = 0; i < n; i++)
    {
      guint64 gap, length;
      ObSegment segment;

      if (!ob_varint_read (data, end, &gap) || !ob_varint_read (data, end, &length)
          || gap > G_MAXUINT32 || length > G_MAXUINT32 || length == 0 || (i > 0 && gap == 0)
          || at + gap + length > G_MAXUINT32)
        return NULL;
      segment.start = (guint32) (at + gap);
      segment.end = (guint32) (at + gap + length);
      g_array_append_val (segments, segment);
      at = segment.end;
    }

  return ob_value_new_segments (segments);
}

/* Public functions ----------------------------------------------------------------------------- */

ObValue *
ob_value_new_none (void)
{
  return value_new (OB_VALUE_NONE);
}

ObValue *
ob_value_new_integer (gint64 integer)
{
  ObValue *value = value_new (OB_VALUE_INTEGER);

  value->integer = integer;
  return value;
}

ObValue *
ob_value_new_real (double real)
{
  ObValue *value = value_new (OB_VALUE_REAL);

  g_assert (isfinite (real));
  value->real = real;
  return value;
}

ObValue *
ob_value_new_text (const char *text)
{
  ObValue *value = value_new (OB_VALUE_TEXT);

  value->text = g_strdup (text);
  return value;
}

ObValue *
ob_value_new_bytes (const void *data, gsize length)
{
  ObValue *value = value_new (OB_VALUE_BYTES);

  value->bytes = g_bytes_new (data, length);
  return value;
}

ObValue *
ob_value_new_entity (gint64 entity)
{
  ObValue *value = value_new (OB_VALUE_ENTITY);

  value->integer = entity;
  return value;
}

ObValue *
ob_value_new_segments (const GArray *segments)
{
  ObValue *value = value_new (OB_VALUE_SEGMENTS);

  value->segments = ob_segments_copy (segments);
  return value;
}

ObValue *
ob_value_ref (ObValue *value)
{
  g_atomic_ref_count_inc (&value->references);
  return value;
}

void
ob_value_unref (ObValue *value)
{
  if (!g_atomic_ref_count_dec (&value->references))
    return;

  if (value->type == OB_VALUE_TEXT)
    g_free (value->text);
  else if (value->type == OB_VALUE_BYTES)
    g_bytes_unref (value->bytes);
  else if (value->type == OB_VALUE_SEGMENTS)
    g_array_unref (value->segments);
  g_free (value);
}

ObValueType
ob_value_get_type (const ObValue *value)
{
  return value != NULL ? value->type : OB_VALUE_NONE;
}

gboolean
ob_value_is_none (const ObValue *value)
{
  return ob_value_get_type (value) == OB_VALUE_NONE;
}

gboolean
ob_value_equal (const ObValue *a, const ObValue *b)
{
  ObValueType type = ob_value_get_type (a);

  if (type != ob_value_get_type (b))
    return FALSE;

  switch (type)
    {
    case OB_VALUE_NONE:
      return TRUE;
    case OB_VALUE_INTEGER:
    case OB_VALUE_ENTITY:
      return a->integer == b->integer;
    case OB_VALUE_REAL:
      return memcmp (&a->real, &b->real, sizeof a->real) == 0;
    case OB_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case OB_VALUE_BYTES:
      return g_bytes_equal (a->bytes, b->bytes);
    case OB_VALUE_SEGMENTS:
      return ob_segments_equal (a->segments, b->segments);
    default:
      g_assert_not_reached ();
    }
}

gint64
ob_value_get_integer (const ObValue *value)
{
  return ob_value_get_type (value) == OB_VALUE_INTEGER ? value->integer : 0;
}

double
ob_value_get_real (const ObValue *value)
{
  if (ob_value_get_type (value) == OB_VALUE_REAL)
    return value->real;

  return (double) ob_value_get_integer (value);
}

const char *
ob_value_get_text (const ObValue *value)
{
  return ob_value_get_type (value) == OB_VALUE_TEXT ? value->text : NULL;
}

GBytes *
ob_value_get_bytes (const ObValue *value)
{
  return ob_value_get_type (value) == OB_VALUE_BYTES ? value->bytes : NULL;
}

gint64
ob_value_get_entity (const ObValue *value)
{
  return ob_value_get_type (value) == OB_VALUE_ENTITY ? value->integer : 0;
}

const GArray *
ob_value_get_segments (const ObValue *value)
{
  return ob_value_get_type (value) == OB_VALUE_SEGMENTS ? value->segments : NULL;
}

void
ob_value_encode (const ObValue *value, GByteArray *out)
{
  guint8 type = (guint8) ob_value_get_type (value);

  g_byte_array_append (out, &type, 1);
  switch (type)
    {
    case OB_VALUE_NONE:
      break;
    case OB_VALUE_INTEGER:
      ob_varint_append (out, ob_zigzag (value->integer));
      break;
    case OB_VALUE_REAL:
      {
        guint64 bits;

        memcpy (&bits, &value->real, sizeof bits);
        bits = GUINT64_TO_BE (bits);
        g_byte_array_append (out, (const guint8 *) &bits, sizeof bits);
        break;
      }
    case OB_VALUE_TEXT:
      ob_varint_append (out, strlen (value->text));
      g_byte_array_append (out, (const guint8 *) value->text, strlen (value->text));
      break;
    case OB_VALUE_BYTES:
      ob_varint_append (out, g_bytes_get_size (value->bytes));
      g_byte_array_append (out, g_bytes_get_data (value->bytes, NULL),
                           g_bytes_get_size (value->bytes));
      break;
    case OB_VALUE_ENTITY:
      g_assert (value->integer >= 0);
      ob_varint_append (out, (guint64) value->integer);
      break;
    case OB_VALUE_SEGMENTS:
      {
        guint32 at = 0;

        ob_varint_append (out, value->segments->len);
        for (guint i = 0; i < value->segments->len; i++)
          {
            ObSegment segment = g_array_index (value->segments, ObSegment, i);

            ob_varint_append (out, segment.start - at);
            ob_varint_append (out, segment.end - segment.start);
            at = segment.end;
          }
        break;
      }
    default:
      g_assert_not_reached ();
    }
}

ObValue *
ob_value_decode (const guint8 **data, const guint8 *end)
{
  guint64 number;
  ObValueType type;

  if (*data >= end)
    return NULL;

  type = *(*data)++;
  switch (type)
    {
    case OB_VALUE_NONE:
      return ob_value_new_none ();
    case OB_VALUE_INTEGER:
      return ob_varint_read (data, end, &number) ? ob_value_new_integer (ob_unzigzag (number))
                                                 : NULL;
    case OB_VALUE_REAL:
      return decode_real (data, end);
    case OB_VALUE_TEXT:
      return decode_text (data, end);
    case OB_VALUE_BYTES:
      return decode_bytes (data, end);
    case OB_VALUE_ENTITY:
      return ob_varint_read (data, end, &number) && number <= G_MAXINT64
                 ? ob_value_new_entity ((gint64) number)
                 : NULL;
    case OB_VALUE_SEGMENTS:
      return decode_segments (data, end);
    default:
      return NULL;
    }
}
