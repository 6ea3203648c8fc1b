/* The words that figures are written with, from data/figures: phrases of one or more tokens, each
 * of one or more classes. */
#pragma once

#include "analysis/figures.h"
#include "analysis/tokens.h"

G_BEGIN_DECLS

typedef enum
{
  OB_WORDS_NUMBER,    /* low: its value */
  OB_WORDS_SCALE,     /* low: what it multiplies by */
  OB_WORDS_VAGUE,     /* low, high */
  OB_WORDS_QUALIFIER, /* low: its ObApproximator */
  OB_WORDS_AFTER,     /* the same, behind the number */
  OB_WORDS_OUTCOME,   /* name: "killed" */
  OB_WORDS_PEOPLE,    /* name: "people", "soldiers" */
  OB_WORDS_MONEY,     /* name: "USD" */
  OB_WORDS_PERCENT,
  OB_WORDS_MONTH, /* low: 1 to 12 */
  OB_WORDS_JOINT,
  OB_WORDS_STOP,
  OB_N_WORDS
} ObWordsClass;

typedef struct
{
  guint8 class; /* ObWordsClass */
  double low;
  double high;
  const char *name;
} ObFigureWord;

typedef struct _ObFigureWords ObFigureWords;

/* Read once, immutable, from any thread. */
const ObFigureWords *ob_figure_words_get (void);

/* Bits (1 << ObWordsClass) of the classes with a phrase that begins with the folded word; one that
 * ends with it. */
guint ob_figure_words_first (const ObFigureWords *words, const char *folded);

/* The longest phrase of @class that begins at token @i, or that ends with it when @backwards; never
 * outside [first, last).  @n_tokens: (out): its length.
 * Returns: (transfer none) (nullable). */
const ObFigureWord *ob_figure_words_match (const ObFigureWords *words,
                                           const char *utf8,
                                           const GArray *tokens,
                                           ObWordsClass class,
                                           guint i,
                                           guint first,
                                           guint last,
                                           gboolean backwards,
                                           guint *n_tokens);

/* The word of @class that @phrase is, if it is one.  Returns: (transfer none) (nullable). */
const ObFigureWord *
ob_figure_words_find (const ObFigureWords *words, ObWordsClass class, const char *phrase);

G_END_DECLS
