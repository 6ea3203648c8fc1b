/* Figures as intervals, and whether several of them can all be true.
 *
 *   almost 90      [81 ........ 89]
 *   more than 80   [81 ...................->
 *   at least 86          [86 ..............->
 *   together             [86 .. 89]             compatible: 86 to 89
 *
 * Intervals that meet in pairs meet all together, so that the groups of a disjoint set are the
 * least number of values that could each be true for a part of it.  What "almost" and "about" allow
 * are widths that people can see and change.
 */
#pragma once

#include "analysis/figures.h"

G_BEGIN_DECLS

/* Shares of the number; 0.1 is 10 %. */
typedef struct
{
  double almost; /* how far below the number "almost" may lie */
  double about;  /* how far to each side "about" may lie */
  double above;  /* how far above "more than" and "at least" may lie; 0 for no limit */
} ObFigureWidths;

#define OB_FIGURE_WIDTHS_DEFAULT                                                                   \
  {                                                                                                \
    0.1, 0.1, 0.0                                                                                  \
  }

/* Widths as a setting keeps them: "almost=10 about=10 above=0", in per cent.  Parsing: what is
 * missing or wrong keeps its default.  to_text: (transfer full). */
ObFigureWidths ob_figure_widths_parse (const char *text);
char *ob_figure_widths_to_text (const ObFigureWidths *widths);

/* The numbers that are possible; the ends may be infinite.  An open end does not belong to it.
 * Where people are counted the ends are whole numbers and closed. */
typedef struct
{
  double low;
  double high;
  gboolean low_open;
  gboolean high_open;
} ObInterval;

ObInterval ob_figure_get_interval (const ObFigure *figure, const ObFigureWidths *widths);

gboolean ob_interval_is_empty (const ObInterval *interval);
ObInterval ob_interval_meet (const ObInterval *a, const ObInterval *b);

/* "86 to 89", "81 or more", "up to 100", "90".  Returns: (transfer full). */
char *ob_interval_to_text (const ObInterval *interval);

typedef enum
{
  OB_VERDICT_COMPATIBLE,     /* all can be true at once: see the one group's range */
  OB_VERDICT_DISJOINT,       /* not all can: see the groups */
  OB_VERDICT_NOT_COMPARABLE, /* they do not count the same */
} ObVerdict;

/* One figure of a comparison.  Everything is borrowed. */
typedef struct
{
  const ObFigure *figure;
  const char *text;  /* (nullable) how it is quoted in the reasoning: "almost 90 people" */
  const char *as_of; /* (nullable) the day that it is about, when it is known and matters */
} ObFigureItem;

typedef struct
{
  ObInterval range; /* what is possible for all of them */
  GArray *items;    /* guint: indices into the items */
} ObFigureGroup;

typedef struct
{
  ObVerdict verdict;
  GPtrArray *groups; /* ObFigureGroup by range; one when compatible, none when not comparable */
  char *summary;     /* translated, short: "compatible: 86 to 89" */
  char *reasoning;   /* translated sentences, a line each: how each was read, and what follows */
} ObComparison;

/* Compares @n_items (1 or more).  Figures of other kinds, units or outcomes, or of other days, make
 * it not comparable; people in general and groups of people are not compared either.
 * Returns: (transfer full). */
ObComparison *
ob_figures_compare (const ObFigureItem *items, guint n_items, const ObFigureWidths *widths);
void ob_comparison_free (ObComparison *comparison);

/* "compatible", "disjoint", "not-comparable". */
const char *ob_verdict_get_name (ObVerdict verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObComparison, ob_comparison_free)

G_END_DECLS
