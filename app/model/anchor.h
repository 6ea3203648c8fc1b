/* Finding a passage again that another program, or another version of a text, says where it was.
 *
 * A passage is known by offsets, by its words (quote), and by the words around it.  In this order:
 *
 *   1. the offsets as they are said, if the quote stands there;
 *   2. the offsets counted otherwise: in other units (model/units.h), with line ends of two
 *      characters, with a byte order mark in front;
 *   3. the quote elsewhere, chosen by the words around it, then by nearness; where two places are
 *      as good, neither is taken;
 *   4. the quote elsewhere with other white space, quotation marks and dashes;
 *   5. something much like the quote (edit distance up to a fifth), if there is one best place.
 *
 * Without a quote only offsets as they are said are believed.  The time for 3 to 5 is bounded for
 * each anchorer: when it is used up they are not tried any more.
 */
#pragma once

#include "model/segments.h"
#include "model/units.h"

G_BEGIN_DECLS

/* What is known of a passage. */
typedef struct
{
  gboolean has_offsets;
  guint32 start, end; /* in @unit, half-open */
  ObUnit unit;
  const char *quote;  /* (nullable) */
  const char *prefix; /* (nullable) the words before */
  const char *suffix; /* (nullable) the words after */
} ObAnchor;

typedef enum
{
  OB_ANCHOR_NOWHERE,
  OB_ANCHOR_AS_SAID,     /* 1 */
  OB_ANCHOR_COUNTED,     /* 2 */
  OB_ANCHOR_QUOTED,      /* 3 and 4 */
  OB_ANCHOR_APPROXIMATE, /* 5 */
  OB_N_ANCHOR_FITS
} ObAnchorFit;

/* How offsets were counted. */
typedef struct
{
  ObUnit unit;
  gboolean two_line_ends; /* line ends count as two characters */
  gboolean with_mark;     /* the text begins with a byte order mark */
} ObCounting;

/* Finds passages in one text; remembers how the last ones were counted. */
typedef struct _ObAnchorer ObAnchorer;

/* Returns: (transfer full). */
ObAnchorer *ob_anchorer_new (ObText *text);
void ob_anchorer_free (ObAnchorer *anchorer);

/* @found: (out): code points. @counting: (out) (optional): set for AS_SAID and COUNTED. */
ObAnchorFit ob_anchorer_find (ObAnchorer *anchorer,
                              const ObAnchor *anchor,
                              ObSegment *found,
                              ObCounting *counting);

/* TRUE when both say the same but for white space, typographic quotation marks and dashes, and what
 * canonical texts replace. */
gboolean ob_anchor_same_words (const char *a, gsize a_length, const char *b, gsize b_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAnchorer, ob_anchorer_free)

G_END_DECLS
