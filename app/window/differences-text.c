#include "window/differences-text.h"

/* A run that is longer is split: what is shown of a text at once. */
#define MAX_RUN 20000
/* Fewer paragraphs that stayed are not worth a fold. */
#define MIN_FOLDED 3

static guint
count_words (const ObText *text, ObSegment range)
{
  gboolean inside = FALSE;
  guint n = 0;

  for (guint32 i = range.start; i < range.end; i++)
    {
      gboolean is_letter = g_unichar_isalnum (ob_text_get_char (text, i));

      n += is_letter && !inside;
      inside = is_letter;
    }
  return n;
}

static void
add_run (GArray *runs, ObRunKind kind, ObSegment range, gboolean begins_change)
{
  while (range.start < range.end)
    {
      ObRun run = { kind, { range.start, MIN (range.end, range.start + MAX_RUN) }, 0, begins_change };

      g_array_append_val (runs, run);
      range.start = run.range.end;
      begins_change = FALSE;
    }
}

/* A stretch that stayed: its first and last paragraph give what changed beside them a place, unless
 * the text begins or ends there. */
static void
add_folded (GArray *runs, const ObText *text, ObSegment range, gboolean is_first, gboolean is_last)
{
  guint first = ob_text_get_paragraph_at (text, range.start);
  guint last = ob_text_get_paragraph_at (text, range.end > range.start ? range.end - 1 : range.end);
  ObRun fold = { OB_RUN_FOLD, { 0, 0 }, 0, FALSE };
  ObSegment head = range, tail = range;

  first += is_first ? 0 : 1;
  last -= is_last || last == 0 ? 0 : 1;
  if (last < first || last - first + 1 < MIN_FOLDED)
    {
      add_run (runs, OB_RUN_SAME, range, FALSE);
      return;
    }
  head.end = ob_text_get_paragraph (text, first).start;
  tail.start = last + 1 < ob_text_get_n_paragraphs (text)
                 ? ob_text_get_paragraph (text, last + 1).start
                 : range.end;
  fold.n_paragraphs = last - first + 1;
  add_run (runs, OB_RUN_SAME, head, FALSE);
  g_array_append_val (runs, fold);
  if (tail.start < tail.end)
    add_run (runs, OB_RUN_SAME, tail, FALSE);
}

/* Public functions ----------------------------------------------------------------------------- */

GArray *
ob_differences_list_runs (const GArray *pieces,
                          const ObText *old_text,
                          const ObText *new_text,
                          gboolean fold,
                          ObDifferences *counts)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (ObRun));

  *counts = (ObDifferences){ 0, 0, 0 };
  for (guint i = 0; i < pieces->len; i++)
    {
      const ObDiffPiece *piece = &g_array_index (pieces, ObDiffPiece, i);
      gboolean is_removal = piece->old_range.start < piece->old_range.end;

      if (piece->is_same && fold)
        add_folded (runs, new_text, piece->new_range, i == 0, i + 1 == pieces->len);
      else if (piece->is_same)
        add_run (runs, OB_RUN_SAME, piece->new_range, FALSE);
      if (piece->is_same)
        continue;
      counts->n_places++;
      counts->n_removed += count_words (old_text, piece->old_range);
      counts->n_added += count_words (new_text, piece->new_range);
      add_run (runs, OB_RUN_REMOVED, piece->old_range, TRUE);
      add_run (runs, OB_RUN_ADDED, piece->new_range, !is_removal);
    }
  return runs;
}
