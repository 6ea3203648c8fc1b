/* Figures in a text: how many died, how much money, what share, which day.
 *
 *   text      ... killed at least 86 people on April 4.
 *   segment              [at least 86 people]
 *   number                        [86]
 *   means     casualties (killed), at least, low 86, unit "people"
 *
 * What a figure says as a number is its @low and @high, which differ for "70 to 90" and "dozens";
 * what its qualifier makes of that is an interval: analysis/figure-compare.h.  English; the words
 * are in data/figures.
 */
#pragma once

#include "model/text.h"

G_BEGIN_DECLS

typedef enum
{
  OB_FIGURE_CASUALTIES, /* people to whom something happened: see @outcome */
  OB_FIGURE_MONEY,
  OB_FIGURE_PERCENT,
  OB_FIGURE_COUNT, /* of anything else that is named */
  OB_FIGURE_DATE,  /* @low is year * 10000 + month * 100 + day; what is not said is 0 */
} ObFigureKind;

typedef enum
{
  OB_APPROXIMATOR_EXACT,
  OB_APPROXIMATOR_AT_LEAST,
  OB_APPROXIMATOR_MORE_THAN,
  OB_APPROXIMATOR_ALMOST,
  OB_APPROXIMATOR_ABOUT,
  OB_APPROXIMATOR_UP_TO,
  OB_APPROXIMATOR_LESS_THAN,
  OB_APPROXIMATOR_RANGE, /* "70 to 90" */
  OB_APPROXIMATOR_VAGUE, /* "dozens" */
} ObApproximator;

typedef struct
{
  ObSegment segment; /* with qualifier and unit: "at least 86 people" */
  ObSegment number;  /* "86" */
  ObFigureKind kind;
  ObApproximator approximator;
  double low;
  double high;
  char *qualifier; /* (nullable) as written, in lower case: "at least" */
  char *unit;      /* (nullable) "people", "USD", "%", "missiles" */
  char *outcome;   /* (nullable) "killed", "injured", "missing" ... */
} ObFigure;

/* The figures of @text, in order; dates only when @dates.  Numbers without a unit, parts of names,
 * ordinals, times of day and years are left out.  O(n), any thread.
 * Returns: (transfer full): GPtrArray of ObFigure. */
GPtrArray *ob_figures_find (const ObText *text, gboolean dates);

/* The figure that a short text is about ("almost 90", "86 dead", "none", "$4bn"): the first one,
 * or the first bare number.  Returns: (transfer full) (nullable): NULL when there is none. */
ObFigure *ob_figure_parse (const char *text);

/* The figure in @segments of @text, read with the sentence around it, so that "almost 90" in
 * "almost 90 people died" is known to count the dead.
 * Returns: (transfer full) (nullable): NULL when there is no number. */
ObFigure *ob_figure_read (const ObText *text, const GArray *segments);

ObFigure *ob_figure_copy (const ObFigure *figure);
void ob_figure_free (ObFigure *figure);

/* TRUE when two figures count the same kind of thing, so that a difference would be one of fact:
 * kind, unit and outcome agree. */
gboolean ob_figure_is_comparable (const ObFigure *a, const ObFigure *b);

/* "casualties", "at-least": names for files and tests. */
const char *ob_figure_kind_get_name (ObFigureKind kind);
const char *ob_approximator_get_name (ObApproximator approximator);
/* FALSE when @name (nullable) is none; also knows the words of texts: "at least", "nearly". */
gboolean ob_approximator_from_name (const char *name, ObApproximator *approximator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObFigure, ob_figure_free)

G_END_DECLS
