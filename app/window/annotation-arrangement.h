/* How the list of an article's annotations is arranged: which are shown, in which order, in which
 * groups.
 *
 * A pure function from a project's spans to rows: 100,000 annotations take about 0.1 s at worst.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_GROUP_NONE,
  OB_GROUP_LABEL,
  OB_GROUP_ANNOTATOR,
  OB_GROUP_SPEAKER,
  OB_GROUP_DISPUTE,
  OB_N_GROUPINGS
} ObGrouping;

typedef enum
{
  OB_ORDER_TEXT,    /* as they stand in the text */
  OB_ORDER_NEWEST,  /* the newest first */
  OB_ORDER_LONGEST, /* the longest first */
  OB_N_ORDERS
} ObOrder;

/* In place of a speaker or dispute: annotations that have none. */
#define OB_NOBODY ((ObEntity) -1)

/* 0 and NULL let everything pass. */
typedef struct
{
  ObGrouping grouping;
  ObOrder order;
  ObEntity label;
  ObEntity annotator;
  ObEntity speaker;
  ObEntity dispute;
  char *words; /* (owned) (nullable): that the annotation's text holds, in any case of letters */
  GHashTable *labels;     /* (owned) (nullable): set of ObEntity: those that the text shows */
  GHashTable *annotators; /* (owned) (nullable): the same */
} ObArrangement;

/* An annotation by its first segment, or the heading of a group. */
typedef struct
{
  ObSpan span;  /* .annotation is 0 for a heading */
  guint group;  /* index of the heading's title */
  guint n_rows; /* of a heading: annotations below it */
} ObAnnotationRow;

void ob_arrangement_clear (ObArrangement *arrangement);
/* @target is overwritten, and must have been cleared or be zero. */
void ob_arrangement_copy (ObArrangement *target, const ObArrangement *source);

/* TRUE when something may be left out, what the text does not show aside. */
gboolean ob_arrangement_is_filter (const ObArrangement *arrangement);
/* TRUE when the rows are all annotations in the order of the text. */
gboolean ob_arrangement_is_plain (const ObArrangement *arrangement);

/* The rows of @article; (transfer full): GArray of ObAnnotationRow.  @text is the article's.  @titles:
 * GPtrArray of char *, gets those of the groups.  @n_all: (out): how many annotations there are. */
GArray *ob_arrangement_list_rows (const ObArrangement *arrangement,
                                  ObProject *project,
                                  ObEntity article,
                                  const ObText *text,
                                  GPtrArray *titles,
                                  guint *n_all);

G_END_DECLS
