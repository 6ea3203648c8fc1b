#include "model/units.h"

struct _ObUnits
{
  ObText *text;  /* (owned) */
  GArray *large; /* (owned) guint32: offsets of the characters above U+FFFF, ascending */
};

/* Number of large characters before the code point @offset. */
static guint
count_large_before (const ObUnits *units, guint32 offset)
{
  guint low = 0, high = units->large->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (units->large, guint32, middle) < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The large character number i at offset o takes the units o + i and o + i + 1. */
static guint32
utf16_to_points (const ObUnits *units, guint32 offset, gboolean *exact)
{
  guint low = 0, high = units->large->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (units->large, guint32, middle) + middle < offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low > 0 && g_array_index (units->large, guint32, low - 1) + low == offset)
    {
      *exact = FALSE;
      return g_array_index (units->large, guint32, low - 1);
    }

  return offset - low;
}

static guint32
to_points (const ObUnits *units, guint32 offset, ObUnit unit, gboolean *exact)
{
  guint32 point = offset;

  if (offset > ob_units_get_length (units, unit))
    {
      *exact = FALSE;
      return ob_text_get_length (units->text);
    }
  if (unit == OB_UNIT_UTF16)
    return utf16_to_points (units, offset, exact);
  if (unit == OB_UNIT_BYTES)
    {
      point = ob_text_get_offset (units->text, offset);
      *exact = ob_text_get_byte (units->text, point) == offset;
    }

  return point;
}

/* Public functions ----------------------------------------------------------------------------- */

ObUnits *
ob_units_new (ObText *text)
{
  ObUnits *units = g_new0 (ObUnits, 1);
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &n_bytes);
  guint32 offset = 0;

  units->text = ob_text_ref (text);
  units->large = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar byte = (guchar) utf8[i];

      if ((byte & 0xc0) == 0x80)
        continue;
      if (byte >= 0xf0)
        g_array_append_val (units->large, offset);
      offset++;
    }

  return units;
}

void
ob_units_free (ObUnits *units)
{
  if (units == NULL)
    return;

  ob_text_unref (units->text);
  g_array_unref (units->large);
  g_free (units);
}

guint32
ob_units_get_length (const ObUnits *units, ObUnit unit)
{
  gsize n_bytes;

  if (unit == OB_UNIT_UTF16)
    return ob_text_get_length (units->text) + units->large->len;
  if (unit == OB_UNIT_POINTS)
    return ob_text_get_length (units->text);
  ob_text_get_utf8 (units->text, &n_bytes);
  return (guint32) n_bytes;
}

guint32
ob_units_convert (const ObUnits *units, guint32 offset, ObUnit from, ObUnit to, gboolean *exact)
{
  gboolean fits = TRUE;
  guint32 point = to_points (units, offset, from, &fits);

  if (exact != NULL)
    *exact = fits;
  if (to == OB_UNIT_UTF16)
    return point + count_large_before (units, point);
  if (to == OB_UNIT_BYTES)
    return (guint32) ob_text_get_byte (units->text, point);
  return point;
}
