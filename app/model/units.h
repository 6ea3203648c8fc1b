/* Offsets counted otherwise than Obelus counts them.
 *
 * Obelus counts code points; UIMA, browsers and Windows count UTF-16 units, others count bytes of
 * UTF-8.  All conversions go through ob_units_convert().
 *
 *   text       a   é   🚢    b
 *   points     0   1   2     3     4
 *   UTF-16     0   1   2     4     5        (3 is inside the ship)
 *   bytes      0   1   3     7     8
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

typedef enum
{
  OB_UNIT_POINTS,
  OB_UNIT_UTF16,
  OB_UNIT_BYTES,
  OB_N_UNITS
} ObUnit;

/* A text and what it takes to count it in every unit. */
typedef struct _ObUnits ObUnits;

/* O(length), and 4 bytes for each character above U+FFFF.  Returns: (transfer full). */
ObUnits *ob_units_new (ObText *text);
void ob_units_free (ObUnits *units);

/* The text's length. */
guint32 ob_units_get_length (const ObUnits *units, ObUnit unit);

/* @offset, counted in @from, counted in @to.  An offset inside a character counts as that
 * character's start, one behind the end as the end; @exact (out) (optional) is then FALSE.
 * O(log n). */
guint32
ob_units_convert (const ObUnits *units, guint32 offset, ObUnit from, ObUnit to, gboolean *exact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObUnits, ob_units_free)

G_END_DECLS
