/* Ghosts: what is suggested, drawn unlike anything that is tagged: a dashed outline and no fill. */
#include "editor/painter-private.h"

#define MAX_RUNS 16
#define DASH 4.0
#define GAP 3.0

void
ob_painter_set_ghosts (ObPainter *painter, const GArray *ghosts)
{
  g_array_set_size (painter->ghosts, 0);
  if (ghosts != NULL && ghosts->len > 0)
    g_array_append_vals (painter->ghosts, ghosts->data, ghosts->len);
}

/* A box around a run; the chosen ghost's is heavier and its dashes longer. */
static void
outline (const ObStrip *strip, const ObGhost *ghost, guint line, const ObRun *run)
{
  double dashes[] = { ghost->chosen ? 2 * DASH : DASH, GAP };
  int baseline = strip->top + strip->paragraph->lines[line].baseline;

  cairo_set_dash (strip->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (strip->cr, ghost->chosen ? 2 : 1);
  cairo_rectangle (strip->cr, run->left + 0.5, baseline - strip->ascent - 0.5,
                   run->right - run->left - 1, strip->ascent + strip->descent + 1);
  cairo_stroke (strip->cr);
}

static void
draw_ghost (const ObStrip *strip, const ObGhost *ghost)
{
  const ObParagraph *paragraph = strip->paragraph;

  ob_painter_set_line_colour (strip->painter, strip->cr, ghost->label, strip->scheme);
  for (guint line = strip->first_line; line < strip->end_line; line++)
    {
      const ObLineBox *box = &paragraph->lines[line];
      guint32 start = MAX (ghost->start, box->start);
      guint32 end = MIN (ghost->end, box->end);
      ObRun runs[MAX_RUNS];
      guint n_runs;

      if (start >= end)
        continue;
      n_runs = ob_geometry_get_runs (strip->painter->geometry, paragraph, line, start, end, runs,
                                     MAX_RUNS);
      for (guint i = 0; i < n_runs; i++)
        outline (strip, ghost, line, &runs[i]);
    }
}

static void
draw_strip (const ObStrip *strip, gpointer data)
{
  const GArray *ghosts = strip->painter->ghosts;
  guint32 start = strip->paragraph->lines[strip->first_line].start;
  guint32 end = strip->paragraph->lines[strip->end_line - 1].end;

  for (guint i = 0; i < ghosts->len; i++)
    {
      const ObGhost *ghost = &g_array_index (ghosts, ObGhost, i);

      if (ghost->start < end && ghost->end > start)
        draw_ghost (strip, ghost);
    }
}

void
ob_painter_draw_ghosts (ObPainter *painter, cairo_t *cr)
{
  if (painter->ghosts->len == 0)
    return;

  cairo_save (cr);
  ob_painter_for_each_strip (painter, cr, draw_strip, NULL);
  cairo_restore (cr);
}
