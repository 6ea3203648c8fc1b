/* The board of one dispute: who takes which position, with which stance, in which passages.
 *
 *                    column 0         column 1         column 2: no position named
 *                    almost 90        more than 80
 *   holder Lavrov    denies    [2]    asserts   [1]
 *   holder BBC       reports   [1]
 *
 * Everything follows from the annotations whose attribute "dispute" is the dispute, or whose
 * "position" is one of its.  A holder is a speaker, or, where a passage has none, the outlet (the
 * article, where no outlet is known) that says it in its own voice.  A passage whose label has a
 * stance but that gives none has the label's default.  Annotations of labels that have neither
 * stance nor position but figures are kept apart.  A board is a snapshot and never changes.
 */
#pragma once

#include "store/statements.h"

G_BEGIN_DECLS

typedef enum
{
  OB_STANCE_NONE,
  OB_STANCE_ASSERTS,
  OB_STANCE_DENIES,
  OB_STANCE_DOUBTS,
  OB_STANCE_REPORTS,
  OB_STANCE_MENTIONS,
  OB_N_STANCES
} ObStance;

/* "asserts"; "" for none.  Untranslated, as in codebooks. */
const char *ob_stance_get_name (ObStance stance);
/* "asserts", as a reader meets it: translated. */
const char *ob_stance_describe (ObStance stance);
/* Words that are no stance give OB_STANCE_NONE. @name: (nullable) */
ObStance ob_stance_from_name (const char *name);

/* A passage on the board. */
typedef struct
{
  ObStatement statement;
  const ObArticle *article; /* owned by the board */
  const char *date;         /* (nullable) of the article's publication, owned by the board */
  ObStance stance;
  guint column;
  guint holder;
  guint origin; /* ob_board_trace(): passages of equal number come from one origin */
} ObEntry;

typedef struct
{
  GArray *entries; /* (owned) guint: indices into the board's entries, oldest first */
  guint n[OB_N_STANCES];
} ObCell;

/* What a holder's passages show, read together. */
typedef enum
{
  OB_HOLDER_CHANGED = 1 << 0,      /* asserted one thing and later another */
  OB_HOLDER_BOTH = 1 << 1,         /* holds two at once: no order in time tells them apart */
  OB_HOLDER_ONLY_REPORTS = 1 << 2, /* only says what others say */
} ObHolderFlags;

typedef struct
{
  ObEntity speaker; /* 0: an outlet's own voice */
  char *name;       /* (owned) */
  char *role;       /* (owned) (nullable) */
  ObCell *cells;    /* (owned) one for each column */
  ObHolderFlags flags;
  guint n_entries;
  const char *first_date; /* (nullable) of the dated entries */
  const char *last_date;
} ObHolder;

/* Two commitments of one holder that do not go together: asserting two positions, or asserting and
 * denying one. */
typedef struct
{
  guint holder;
  guint from; /* column, and */
  ObStance from_stance;
  guint to;
  ObStance to_stance;
  gboolean in_time; /* the second after the first: a change; else both at once */
} ObTurn;

typedef struct
{
  ObDispute *dispute;       /* (owned) */
  guint n_columns;          /* its positions, and one more for none */
  ObStatements *statements; /* (owned) */
  GArray *entries;          /* (owned) ObEntry: by date (unknown dates last), article, start */
  GArray *figures;          /* (owned) ObEntry without place: figures of the dispute */
  GPtrArray *holders;       /* (owned) ObHolder: those with most passages first, then by name */
  GArray *turns;            /* (owned) ObTurn */
  GHashTable *articles;     /* (owned) ObEntity -> ObArticle */
  guint *n_origins;         /* (owned) (nullable) for each column, after ob_board_trace() */
} ObBoard;

/* (transfer full) (nullable): NULL when there is no such dispute.  O(its annotations). */
ObBoard *ob_board_new (ObProject *project, ObEntity dispute);
void ob_board_free (ObBoard *board);

/* "almost 90", or "" for the last column.  (transfer none) */
const char *ob_board_get_column (const ObBoard *board, guint column);
const ObCell *ob_board_get_cell (const ObBoard *board, guint holder, guint column);

/* The stance of a row whose label is @label (nullable): its own, or the label's default. */
ObStance ob_stance_of (const ObStatements *statements, const ObLabel *label, const ObStatement *row);

/* The words of a passage.  (transfer full): "" when its text is lost. */
char *ob_board_dup_words (ObProject *project, const ObEntry *entry);

/* Who says it by whom: names from the outlet inwards to the origin.  A mention that is itself said
 * by another mention was told by that one.  (transfer full): NULL-terminated, at least one. */
char **ob_board_list_chain (ObProject *project, const ObBoard *board, const ObEntry *entry);

/* Tells which passages come from one origin, and counts the origins of each column that assert or
 * report its position.  Passages have one origin when the same speaker said them, when one outlet
 * says them of one position, when "same-as" links lead from one to the other, or when an outlet in
 * its own voice has the same words in a repeated paragraph: one that shares three fifths of its
 * runs of three words.  Reads the texts of all passages.  FALSE when @cancellable (nullable) was. */
gboolean ob_board_trace (ObProject *project, ObBoard *board, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObBoard, ob_board_free)

G_END_DECLS
