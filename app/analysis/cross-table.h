/* Passages counted by two things at once (a cross-tabulation): what every picture is drawn from.
 *
 *                         asserts   denies   reports
 *   Lavrov                      4        2         0
 *   Tillerson                   3        0         1
 *
 *   claims-over-time        days, months or years   x  stance      of what takes a stance
 *   speakers-by-stance      speakers                x  stance      of what takes a stance
 *   labels-by-outlet        outlets                 x  labels      of every annotation
 *   labels-together         labels                  x  labels      annotations of the row's label
 *                                                                  that overlap one of the column's
 *   speakers-and-disputes   speakers                x  disputes    of what a speaker says on a dispute
 *
 * Every cell knows its passages, by article and place, and how many take which stance.  A stance that
 * an annotation does not give is its label's default, as on the disputes board.  "Overlap" means the
 * hulls of the segments.  A table is a snapshot and never changes.
 */
#pragma once

#include "analysis/board.h"
#include "analysis/search.h"

G_BEGIN_DECLS

typedef enum
{
  OB_CROSS_CLAIMS_OVER_TIME,
  OB_CROSS_SPEAKERS_BY_STANCE,
  OB_CROSS_LABELS_BY_OUTLET,
  OB_CROSS_LABELS_TOGETHER,
  OB_CROSS_SPEAKERS_AND_DISPUTES,
  OB_N_CROSSES
} ObCross;

typedef struct
{
  ObEntity entity; /* speaker, dispute or label; 0 for anything else */
  char *name;      /* (owned) */
  guint colour;    /* index into the palette */
  guint n;         /* passages of the whole row or column */
} ObCrossHead;

typedef struct
{
  guint64 number;   /* row x columns + column */
  GArray *passages; /* (owned) ObFinding */
  guint n[OB_N_STANCES];
} ObCrossCell;

typedef struct
{
  gatomicrefcount references;
  ObCross kind;
  GPtrArray *rows;    /* (owned) ObCrossHead: the most used first; times in order, unknown last */
  GPtrArray *columns; /* (owned) ObCrossHead: stances and labels in their own order */
  GHashTable *cells;  /* (owned) ObCrossCell by its number: those with passages */
  guint n_passages;   /* in all cells */
} ObCrossTable;

/* Counts the rows of everything (ob_project_list_all_statements(), ob_search_get_statements()).
 * O(rows x log rows).  (transfer full) */
ObCrossTable *
ob_cross_table_new (ObProject *project, const ObStatements *statements, ObCross kind);
ObCrossTable *ob_cross_table_ref (const ObCrossTable *table);
void ob_cross_table_unref (ObCrossTable *table);

/* (nullable): NULL when the cell has no passages. */
const ObCrossCell *ob_cross_table_get (const ObCrossTable *table, guint row, guint column);

/* How many passages a cell (nullable) has. */
guint ob_cross_cell_count (const ObCrossCell *cell);

/* The colour of a stance: an index into the palette. */
guint ob_cross_get_colour (ObStance stance);

/* "claims-over-time", for commands and files; and what people call it, translated. */
const char *ob_cross_get_name (ObCross kind);
const char *ob_cross_get_title (ObCross kind);
gboolean ob_cross_from_name (const char *name, ObCross *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCrossTable, ob_cross_table_unref)

G_END_DECLS
