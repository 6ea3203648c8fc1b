#include "analysis/dispute-figures.h"

#include <string.h>

#define SETTING "figure-widths"

/* More figures than this say nothing that these do not. */
#define MOST_FIGURES 500

/* A number that the annotator gave. */
static gboolean
get_number (const ObBoard *board, const ObStatement *row, const char *name, double *number)
{
  const char *text = ob_statements_get (board->statements, row, name);

  if (text == NULL)
    return FALSE;
  *number = g_ascii_strtod (text, NULL);
  return TRUE;
}

/* What is in the attributes, where the words have no number that can be read. */
static ObFigure *
make_figure (const ObBoard *board, const ObStatement *row)
{
  double low = 0, high = 0;
  gboolean has_low = get_number (board, row, "low", &low);
  gboolean has_high = get_number (board, row, "high", &high);
  const char *unit = ob_statements_get (board->statements, row, "unit");
  ObFigure *figure;

  if (!has_low && !has_high)
    return NULL;
  figure = g_new0 (ObFigure, 1);
  figure->kind = OB_FIGURE_COUNT;
  figure->unit = g_strdup (unit);
  figure->low = has_low ? low : high;
  figure->high = has_high ? high : low;
  figure->approximator = has_low && has_high
                             ? (low < high ? OB_APPROXIMATOR_RANGE : OB_APPROXIMATOR_EXACT)
                         : has_low ? OB_APPROXIMATOR_AT_LEAST
                                   : OB_APPROXIMATOR_UP_TO;
  return figure;
}

static void
add_figures (
    ObProject *project, const ObBoard *board, const GArray *entries, GPtrArray *figures, GPtrArray *texts)
{
  for (guint i = 0; i < entries->len && figures->len < MOST_FIGURES; i++)
    {
      const ObEntry *entry = &g_array_index (entries, ObEntry, i);
      g_autoptr (ObText) text
          = ob_project_get_text (project, entry->statement.article, NULL);
      g_autoptr (ObAnnotation) annotation
          = ob_project_get_annotation (project, entry->statement.annotation);
      ObFigure *figure = NULL;

      if (text != NULL && annotation != NULL)
        figure = ob_figure_read (text, annotation->segments);
      if (figure == NULL)
        figure = make_figure (board, &entry->statement);
      if (figure == NULL || figure->kind == OB_FIGURE_DATE)
        {
          g_clear_pointer (&figure, ob_figure_free);
          continue;
        }
      g_ptr_array_add (figures, figure);
      g_ptr_array_add (texts, ob_board_dup_words (project, entry));
    }
}

ObFigureWidths
ob_project_get_figure_widths (ObProject *project)
{
  g_autofree char *text = ob_project_get_local (project, SETTING);

  return ob_figure_widths_parse (text != NULL ? text : "");
}

void
ob_project_set_figure_widths (ObProject *project, const ObFigureWidths *widths)
{
  g_autofree char *text = ob_figure_widths_to_text (widths);

  ob_project_set_local (project, SETTING, text);
}

ObComparison *
ob_board_compare_figures (ObProject *project, const ObBoard *board)
{
  const ObFigureWidths widths = ob_project_get_figure_widths (project);
  g_autoptr (GPtrArray) figures
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_figure_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree ObFigureItem *items = NULL;

  add_figures (project, board, board->figures, figures, texts);
  if (figures->len < 2)
    {
      g_ptr_array_set_size (figures, 0);
      g_ptr_array_set_size (texts, 0);
      add_figures (project, board, board->entries, figures, texts);
    }
  if (figures->len < 2)
    return NULL;

  items = g_new0 (ObFigureItem, figures->len);
  for (guint i = 0; i < figures->len; i++)
    {
      items[i].figure = figures->pdata[i];
      items[i].text = texts->pdata[i];
    }
  return ob_figures_compare (items, figures->len, &widths);
}
