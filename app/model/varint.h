/* Unsigned integers in base 128, least significant group first, as in Protocol Buffers and DWARF's
 * LEB128; only the shortest form is accepted, so that a number has one encoding.
 */
#pragma once

#include <glib.h>

static inline void
ob_varint_append (GByteArray *out, guint64 number)
{
  guint8 bytes[10];
  guint n = 0;

  do
    {
      bytes[n] = number & 0x7f;
      number >>= 7;
      if (number != 0)
        bytes[n] |= 0x80;
      n++;
    }
  while (number != 0);

  g_byte_array_append (out, bytes, n);
}

/* Reads a number and advances @data, never past @end; FALSE when there is none. */
static inline gboolean
ob_varint_read (const guint8 **data, const guint8 *end, guint64 *number)
{
  guint64 result = 0;

  for (guint shift = 0; shift < 64 && *data < end; shift += 7)
    {
      guint8 byte = *(*data)++;

      if (shift == 63 && byte > 1)
        return FALSE;
      result |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          *number = result;
          return byte != 0 || shift == 0;
        }
    }

  return FALSE;
}

/* Signed numbers, small ones of either sign short. */
static inline guint64
ob_zigzag (gint64 number)
{
  return ((guint64) number << 1) ^ (guint64) (number >> 63);
}

static inline gint64
ob_unzigzag (guint64 number)
{
  return (gint64) (number >> 1) ^ -(gint64) (number & 1);
}
