#include "model/hidden-parts.h"

/* A hidden part, and how many hidden characters come before it. */
typedef struct
{
  ObSegment range;
  guint32 before;
} Part;

struct _ObHiddenParts
{
  GArray *parts; /* Part: ascending, apart */
};

static Part *
get_part (const ObHiddenParts *parts, guint i)
{
  return &g_array_index (parts->parts, Part, i);
}

/* Adds whole paragraphs and the line end after them; joins what follows at once. */
static void
add_range (ObHiddenParts *parts, guint32 start, guint32 end)
{
  Part part = { { start, end }, 0 };
  Part *last = parts->parts->len > 0 ? get_part (parts, parts->parts->len - 1) : NULL;

  if (last != NULL && last->range.end == start)
    last->range.end = end;
  else
    g_array_append_val (parts->parts, part);
}

static void
count_before (ObHiddenParts *parts)
{
  guint32 before = 0;

  for (guint i = 0; i < parts->parts->len; i++)
    {
      Part *part = get_part (parts, i);

      part->before = before;
      before += part->range.end - part->range.start;
    }
}

/* TRUE when only spaces lie in [start, end). */
static gboolean
is_blank (const ObText *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (!g_unichar_isspace (ob_text_get_char (text, i)))
      return FALSE;

  return TRUE;
}

/* Empty lines between two hidden blocks belong to neither, and would be left alone. */
static void
join_over_blanks (ObHiddenParts *parts, const ObText *text)
{
  guint n = 0;

  for (guint i = 0; i < parts->parts->len; i++)
    {
      Part part = *get_part (parts, i);

      if (n > 0 && is_blank (text, get_part (parts, n - 1)->range.end, part.range.start))
        get_part (parts, n - 1)->range.end = part.range.end;
      else
        *get_part (parts, n++) = part;
    }

  g_array_set_size (parts->parts, n);
}

static gboolean
leaves_nothing (const ObHiddenParts *parts, const ObText *text)
{
  guint32 at = 0;

  for (guint i = 0; i < parts->parts->len; i++)
    {
      ObSegment range = get_part (parts, i)->range;

      if (!is_blank (text, at, range.start))
        return FALSE;
      at = range.end;
    }

  return is_blank (text, at, ob_text_get_length (text));
}

static void
append_trimmed (GArray *segments, const ObText *text, guint32 start, guint32 end)
{
  ObSegment segment = { start, end };

  while (segment.start < segment.end
         && g_unichar_isspace (ob_text_get_char (text, segment.end - 1)))
    segment.end--;
  while (segment.start < segment.end && g_unichar_isspace (ob_text_get_char (text, segment.start)))
    segment.start++;
  if (segment.start < segment.end)
    g_array_append_val (segments, segment);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_role_is_hidden (ObRole role)
{
  switch (role)
    {
    case OB_ROLE_RELATED:
    case OB_ROLE_CALL_TO_ACTION:
    case OB_ROLE_FURNITURE:
    case OB_ROLE_RUNNING_HEAD:
    case OB_ROLE_RUNNING_FOOT:
      return TRUE;
    default:
      return FALSE;
    }
}

ObHiddenParts *
ob_hidden_parts_new (const ObText *text, const ObFormatting *formatting)
{
  ObHiddenParts *parts = g_new0 (ObHiddenParts, 1);
  guint32 length = ob_text_get_length (text);
  guint n_blocks = 0;
  const ObBlock *blocks
    = formatting != NULL ? ob_formatting_get_blocks (formatting, &n_blocks) : NULL;

  parts->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  for (guint i = 0; i < n_blocks; i++)
    if (ob_role_is_hidden (blocks[i].role))
      add_range (parts, blocks[i].start, MIN (blocks[i].end + 1, length));
  join_over_blanks (parts, text);
  if (parts->parts->len > 0 && leaves_nothing (parts, text))
    g_array_set_size (parts->parts, 0);
  count_before (parts);

  return parts;
}

void
ob_hidden_parts_free (ObHiddenParts *parts)
{
  if (parts == NULL)
    return;

  g_array_unref (parts->parts);
  g_free (parts);
}

guint
ob_hidden_parts_get_n (const ObHiddenParts *parts)
{
  return parts->parts->len;
}

ObSegment
ob_hidden_parts_get (const ObHiddenParts *parts, guint i)
{
  g_return_val_if_fail (i < parts->parts->len, ((ObSegment) { 0, 0 }));

  return get_part (parts, i)->range;
}

guint
ob_hidden_parts_find_index (const ObHiddenParts *parts, guint32 offset)
{
  guint low = 0, high = parts->parts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_part (parts, middle)->range.end <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gboolean
ob_hidden_parts_find (const ObHiddenParts *parts, guint32 offset, ObSegment *part)
{
  guint i = ob_hidden_parts_find_index (parts, offset);

  if (i >= parts->parts->len || get_part (parts, i)->range.start > offset)
    return FALSE;

  if (part != NULL)
    *part = get_part (parts, i)->range;
  return TRUE;
}

void
ob_hidden_parts_show (ObHiddenParts *parts, guint i)
{
  g_return_if_fail (i < parts->parts->len);

  g_array_remove_index (parts->parts, i);
  count_before (parts);
}

guint32
ob_hidden_parts_count_shown (const ObHiddenParts *parts, guint32 offset)
{
  guint i = ob_hidden_parts_find_index (parts, offset);
  const Part *part;

  if (i < parts->parts->len)
    {
      part = get_part (parts, i);
      return MIN (offset, part->range.start) - part->before;
    }
  if (i == 0)
    return offset;

  part = get_part (parts, i - 1);
  return offset - part->before - (part->range.end - part->range.start);
}

guint32
ob_hidden_parts_get_offset (const ObHiddenParts *parts, guint32 n_shown)
{
  guint low = 0, high = parts->parts->len;

  /* The parts before which at most @n_shown characters are shown. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Part *part = get_part (parts, middle);

      if (part->range.start - part->before <= n_shown)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return n_shown;

  return n_shown + get_part (parts, low - 1)->before
         + (get_part (parts, low - 1)->range.end - get_part (parts, low - 1)->range.start);
}

GArray *
ob_hidden_parts_cut (const ObHiddenParts *parts, const ObText *text, const GArray *segments)
{
  GArray *cut = ob_segments_new ();

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);
      guint k = ob_hidden_parts_find_index (parts, segment.start);
      guint32 at = segment.start;

      if (k >= parts->parts->len || get_part (parts, k)->range.start >= segment.end)
        {
          g_array_append_val (cut, segment);
          continue;
        }
      for (; k < parts->parts->len && get_part (parts, k)->range.start < segment.end; k++)
        {
          append_trimmed (cut, text, at, MAX (get_part (parts, k)->range.start, at));
          at = get_part (parts, k)->range.end;
        }
      append_trimmed (cut, text, at, MAX (segment.end, at));
    }

  return cut;
}
