#include "model/anchor.h"

#include <string.h>

#include "model/text-match.h"

#define MAX_PLACES 1000   /* of one quote in one text */
#define CONTEXT_BYTES 256 /* compared on either side */
#define NEAR 2000         /* code points that an edit may have moved a passage */
#define BUDGET (G_GINT64_CONSTANT (2000) * 1000 * 1000) /* bytes to search, for all passages */
#define APPROXIMATE_COST 24 /* bytes searched in the time that one is compared approximately */

struct _ObAnchorer
{
  ObText *text;       /* (owned) */
  ObUnits *units;     /* (owned) */
  ObPlainText *plain; /* (owned) (nullable) made when needed */
  ObCounting last;
  gint64 budget;
};

/* A place where the quote stands, in bytes. */
typedef struct
{
  gsize start, end;
  gsize context; /* bytes around it that are as they should be */
} Place;

/* Words ---------------------------------------------------------------------------------------- */

gboolean
ob_anchor_same_words (const char *a, gsize a_length, const char *b, gsize b_length)
{
  g_autofree char *left = NULL, *right = NULL;

  if (a_length == b_length && memcmp (a, b, a_length) == 0)
    return TRUE;

  left = ob_plain_make (a, a_length);
  right = ob_plain_make (b, b_length);
  return *left != '\0' && strcmp (left, right) == 0;
}

static gboolean
quote_stands_at (const ObAnchorer *anchorer, const ObAnchor *anchor, ObSegment segment)
{
  const char *utf8 = ob_text_get_utf8 (anchorer->text, NULL);
  gsize start = ob_text_get_byte (anchorer->text, segment.start);
  gsize end = ob_text_get_byte (anchorer->text, segment.end);

  return ob_anchor_same_words (utf8 + start, end - start, anchor->quote, strlen (anchor->quote));
}

/* Offsets -------------------------------------------------------------------------------------- */

/* Takes the extra character of each line end before it from @offset, counted in @unit. */
static guint32
remove_line_ends (const ObAnchorer *anchorer, guint32 offset, ObUnit unit)
{
  guint low = 0, high = ob_text_get_n_paragraphs (anchorer->text);

  /* Paragraph i begins i characters later than with line ends of one. */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      ObSegment paragraph = ob_text_get_paragraph (anchorer->text, middle);

      if (ob_units_convert (anchorer->units, paragraph.start, OB_UNIT_POINTS, unit, NULL) + middle
          <= offset)
        low = middle;
      else
        high = middle;
    }

  return offset - MIN (low, offset);
}

static gboolean
count_offset (const ObAnchorer *anchorer,
              guint32 offset,
              const ObCounting *counting,
              guint32 *point)
{
  guint32 mark = !counting->with_mark ? 0 : counting->unit == OB_UNIT_BYTES ? 3 : 1;
  gboolean exact;

  if (offset < mark)
    return FALSE;
  offset -= mark;
  if (counting->two_line_ends)
    offset = remove_line_ends (anchorer, offset, counting->unit);
  *point = ob_units_convert (anchorer->units, offset, counting->unit, OB_UNIT_POINTS, &exact);
  return exact;
}

static gboolean
try_counting (const ObAnchorer *anchorer,
              const ObAnchor *anchor,
              const ObCounting *counting,
              ObSegment *found)
{
  ObSegment segment;

  if (!count_offset (anchorer, anchor->start, counting, &segment.start)
      || !count_offset (anchorer, anchor->end, counting, &segment.end)
      || segment.start >= segment.end
      || (anchor->quote != NULL && !quote_stands_at (anchorer, anchor, segment)))
    return FALSE;

  *found = segment;
  return TRUE;
}

static ObAnchorFit
find_by_offsets (ObAnchorer *anchorer,
                 const ObAnchor *anchor,
                 ObSegment *found,
                 ObCounting *counting)
{
  ObCounting said = { anchor->unit, FALSE, FALSE };

  *counting = said;
  if (try_counting (anchorer, anchor, counting, found))
    return OB_ANCHOR_AS_SAID;
  if (anchor->quote == NULL)
    return OB_ANCHOR_NOWHERE;

  *counting = anchorer->last;
  if (try_counting (anchorer, anchor, counting, found))
    return OB_ANCHOR_COUNTED;
  for (guint i = 0; i < 4 * OB_N_UNITS; i++)
    {
      *counting = (ObCounting){ (anchor->unit + i / 4) % OB_N_UNITS, i & 1, (i & 2) != 0 };
      if (try_counting (anchorer, anchor, counting, found))
        {
          anchorer->last = *counting;
          return OB_ANCHOR_COUNTED;
        }
    }

  return OB_ANCHOR_NOWHERE;
}

/* Quotes --------------------------------------------------------------------------------------- */

/* Bytes at the end of @text of @length that are the end of @prefix. */
static gsize
count_before (const char *text, gsize length, const char *prefix)
{
  gsize n = 0, prefix_length = prefix != NULL ? strlen (prefix) : 0;
  gsize most = MIN (MIN (length, prefix_length), CONTEXT_BYTES);

  while (n < most && text[length - 1 - n] == prefix[prefix_length - 1 - n])
    n++;

  return n;
}

static gsize
count_after (const char *text, gsize length, const char *suffix)
{
  gsize n = 0, most = suffix != NULL ? MIN (MIN (length, strlen (suffix)), CONTEXT_BYTES) : 0;

  while (n < most && text[n] == suffix[n])
    n++;

  return n;
}

/* All places of @quote in @text. */
static GArray *
list_places (
    const char *text, gsize length, const char *quote, const char *prefix, const char *suffix)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  gsize quote_length = strlen (quote);
  const char *at = text, *end = text + length;

  while (quote_length > 0 && places->len < MAX_PLACES
         && (at = memmem (at, (gsize) (end - at), quote, quote_length)) != NULL)
    {
      gsize start = (gsize) (at - text);
      Place place
          = { start, start + quote_length,
              count_before (text, start, prefix)
                  + count_after (at + quote_length, length - start - quote_length, suffix) };

      g_array_append_val (places, place);
      at++;
    }

  return places;
}

static guint32
distance (const ObAnchorer *anchorer, const Place *place, guint32 hint)
{
  guint32 start = ob_text_get_offset (anchorer->text, place->start);

  return start > hint ? start - hint : hint - start;
}

/* The one place that is better than all others, or NULL.  @places are places of the text. */
static const Place *
choose_place (const ObAnchorer *anchorer, const ObAnchor *anchor, const GArray *places)
{
  const Place *best = NULL;
  gboolean ambiguous = FALSE;
  guint32 hint = 0;

  if (places->len >= MAX_PLACES)
    return NULL;
  if (places->len == 1)
    return &g_array_index (places, Place, 0);
  if (anchor->has_offsets)
    hint = ob_units_convert (anchorer->units, anchor->start, anchor->unit, OB_UNIT_POINTS, NULL);

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (best == NULL || place->context > best->context
          || (place->context == best->context && anchor->has_offsets
              && distance (anchorer, place, hint) < distance (anchorer, best, hint)))
        {
          best = place;
          ambiguous = FALSE;
        }
      else if (place->context == best->context)
        ambiguous = ambiguous || !anchor->has_offsets
                    || distance (anchorer, place, hint) == distance (anchorer, best, hint);
    }
  /* Nearness alone says little of something that has moved far. */
  if (best != NULL && best->context < 8 && anchor->has_offsets
      && distance (anchorer, best, hint) > NEAR)
    ambiguous = TRUE;

  return ambiguous ? NULL : best;
}

static gboolean
take_place (const ObAnchorer *anchorer, const Place *place, ObSegment *found)
{
  if (place == NULL)
    return FALSE;

  found->start = ob_text_get_offset (anchorer->text, place->start);
  found->end = ob_text_get_offset (anchorer->text, place->end);
  return found->start < found->end;
}

/* Places in the plain text, as places in the text. */
static GArray *
list_plain_places (ObAnchorer *anchorer, const ObAnchor *anchor)
{
  g_autofree char *quote = ob_plain_make (anchor->quote, strlen (anchor->quote));
  g_autofree char *prefix
      = anchor->prefix != NULL ? ob_plain_make (anchor->prefix, strlen (anchor->prefix)) : NULL;
  g_autofree char *suffix
      = anchor->suffix != NULL ? ob_plain_make (anchor->suffix, strlen (anchor->suffix)) : NULL;
  gsize length;
  const char *utf8 = ob_text_get_utf8 (anchorer->text, &length);
  GArray *places;

  if (anchorer->plain == NULL)
    anchorer->plain = ob_plain_text_new (utf8, length);
  places = list_places (anchorer->plain->text, anchorer->plain->length, quote, prefix, suffix);
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = &g_array_index (places, Place, i);

      place->start = ob_plain_text_get_byte (anchorer->plain, place->start);
      place->end = ob_plain_text_get_byte (anchorer->plain, place->end);
    }

  return places;
}

static gboolean
find_by_quote (ObAnchorer *anchorer, const ObAnchor *anchor, ObSegment *found, gboolean *stands)
{
  gsize length;
  const char *utf8 = ob_text_get_utf8 (anchorer->text, &length);
  g_autoptr (GArray) places = NULL;

  anchorer->budget -= (gint64) length;
  places = list_places (utf8, length, anchor->quote, anchor->prefix, anchor->suffix);
  if (places->len == 0)
    {
      g_array_unref (g_steal_pointer (&places));
      anchorer->budget -= (gint64) length;
      places = list_plain_places (anchorer, anchor);
    }

  *stands = places->len > 0;
  return take_place (anchorer, choose_place (anchorer, anchor, places), found);
}

static gboolean
find_approximately (ObAnchorer *anchorer, const ObAnchor *anchor, ObSegment *found)
{
  gsize length, start, end;
  const char *utf8 = ob_text_get_utf8 (anchorer->text, &length);
  gint64 cost = (gint64) length * APPROXIMATE_COST;

  if (anchorer->budget < cost)
    return FALSE;
  anchorer->budget -= cost;
  if (!ob_text_match_find (utf8, length, anchor->quote, &start, &end))
    return FALSE;

  return take_place (anchorer, &(Place){ start, end, 0 }, found);
}

/* Public functions ----------------------------------------------------------------------------- */

ObAnchorer *
ob_anchorer_new (ObText *text)
{
  ObAnchorer *anchorer = g_new0 (ObAnchorer, 1);

  anchorer->text = ob_text_ref (text);
  anchorer->units = ob_units_new (text);
  anchorer->budget = BUDGET;
  return anchorer;
}

void
ob_anchorer_free (ObAnchorer *anchorer)
{
  if (anchorer == NULL)
    return;

  ob_text_unref (anchorer->text);
  ob_units_free (anchorer->units);
  g_clear_pointer (&anchorer->plain, ob_plain_text_free);
  g_free (anchorer);
}

ObAnchorFit
ob_anchorer_find (ObAnchorer *anchorer,
                  const ObAnchor *anchor,
                  ObSegment *found,
                  ObCounting *counting)
{
  ObCounting counted = { anchor->unit, FALSE, FALSE };
  ObAnchorFit fit = OB_ANCHOR_NOWHERE;
  gboolean stands = FALSE;

  if (anchor->has_offsets)
    fit = find_by_offsets (anchorer, anchor, found, &counted);
  if (counting != NULL)
    *counting = counted;
  if (fit != OB_ANCHOR_NOWHERE || anchor->quote == NULL || *anchor->quote == '\0'
      || anchorer->budget <= 0)
    return fit;

  if (find_by_quote (anchorer, anchor, found, &stands))
    return OB_ANCHOR_QUOTED;
  /* What stands at several places is not to be looked for where it nearly stands. */
  return !stands && find_approximately (anchorer, anchor, found) ? OB_ANCHOR_APPROXIMATE
                                                                 : OB_ANCHOR_NOWHERE;
}
