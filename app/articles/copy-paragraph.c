#include "articles/copy-paragraph.h"

/* A paragraph with more than this is copied without any. */
#define MAX_INLINES 400

/* The first inline that begins at @offset or after. */
static guint
find_first (const ObInline *inlines, guint n, guint32 offset)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (inlines[middle].start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

/* Where inlines begin or end, ascending, with both ends of the range. */
static GArray *
list_cuts (const ObInline *inlines, guint n, guint32 start, guint32 end)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_val (cuts, start);
  for (guint i = 0; i < n; i++)
    {
      guint32 stop = MIN (inlines[i].end, end);

      g_array_append_val (cuts, inlines[i].start);
      g_array_append_val (cuts, stop);
    }
  g_array_append_val (cuts, end);
  g_array_sort (cuts, compare_offsets);
  return cuts;
}

/* Ends and begins what ends and begins at @at. */
static void
pass (ObDraft *draft, const ObInline *inlines, guint n, guint32 at)
{
  for (guint i = n; i > 0; i--)
    if (inlines[i - 1].end == at && inlines[i - 1].start < at
        && inlines[i - 1].kind != OB_INLINE_CELL)
      ob_draft_close (draft, inlines[i - 1].kind);
  for (guint i = 0; i < n; i++)
    {
      if (inlines[i].start != at || inlines[i].kind == OB_INLINE_CELL)
        continue;
      if (inlines[i].end == at)
        ob_draft_add_place (draft, inlines[i].kind, inlines[i].value);
      else
        ob_draft_open (draft, inlines[i].kind, inlines[i].value);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_copy_range (ObDraft *draft, const ObReading *reading, guint32 start, guint32 end)
{
  guint n_all = 0, first, n = 0;
  const ObInline *inlines = reading->formatting != NULL
                                ? ob_formatting_get_inlines (reading->formatting, &n_all)
                                : NULL;
  g_autoptr (GArray) cuts = NULL;

  first = find_first (inlines, n_all, start);
  while (first + n < n_all && inlines[first + n].start < end && n < MAX_INLINES)
    n++;
  if (n == MAX_INLINES)
    n = 0;
  inlines = n > 0 ? inlines + first : NULL;
  cuts = list_cuts (inlines, n, start, end);
  for (guint c = 0; c < cuts->len; c++)
    {
      guint32 at = g_array_index (cuts, guint32, c);
      guint32 next = c + 1 < cuts->len ? g_array_index (cuts, guint32, c + 1) : at;
      g_autofree char *text = ob_text_slice (reading->text, at, next);

      if (c == 0 || g_array_index (cuts, guint32, c - 1) != at)
        pass (draft, inlines, n, at);
      ob_draft_add (draft, text, -1);
    }
  /* What goes on after the range ends with it. */
  for (guint i = n; i > 0; i--)
    if (inlines[i - 1].end > end && inlines[i - 1].kind != OB_INLINE_CELL)
      ob_draft_close (draft, inlines[i - 1].kind);
}

void
ob_copy_paragraph (ObDraft *draft, const ObReading *reading, guint i, ObRole role)
{
  ObSegment paragraph = ob_text_get_paragraph (reading->text, i);
  const ObBlock *block = reading->formatting != NULL
                             ? ob_formatting_find_block (reading->formatting, paragraph.start)
                             : NULL;
  ObBlockKind kind = block != NULL ? block->kind : OB_BLOCK_PARAGRAPH;

  if (paragraph.end == paragraph.start)
    return;
  /* Its cells are apart by a TAB, but no cells any more. */
  if (kind == OB_BLOCK_TABLE_ROW)
    kind = OB_BLOCK_PARAGRAPH;
  ob_draft_begin (draft, kind, block != NULL ? block->level : 0, block != NULL ? block->number : 0,
                  role != OB_ROLE_BODY ? role
                  : block != NULL      ? block->role
                                       : OB_ROLE_BODY);
  ob_copy_range (draft, reading, paragraph.start, paragraph.end);
  ob_draft_end (draft);
}
