/* The rules that find quotations, a sentence at a time; see quotations.h. */
#pragma once

#include "analysis/phrases.h"
#include "analysis/quotations.h"

G_BEGIN_DECLS

typedef struct
{
  const ObScan *scan;
  GPtrArray *found; /* ObQuotation */
} ObQuotationFinder;

/* What a rule found; ranges of tokens. */
typedef struct
{
  ObTokens content;
  ObTokens source; /* empty: nobody */
  ObTokens cue;    /* empty: none */
  const ObCue *lexeme;
  const char *rule;
  ObTier tier;
  ObQuotationMode mode;
} ObFinding;

/* Adds what was found.  Returns: (transfer none). */
ObQuotation *ob_quotation_finder_add (ObQuotationFinder *finder, const ObFinding *finding);

/* Adds tokens to the content of @quotation. */
void
ob_quotation_finder_extend (ObQuotationFinder *finder, ObQuotation *quotation, ObTokens content);

/* Finds whole quotations in the sentence number @index, and takes what goes on with them from the
 * sentences after it.  Returns: how many sentences were dealt with; 0 when it has none. */
guint ob_quotation_rules_direct (ObQuotationFinder *finder, guint index);

/* Finds reported speech and thought in tokens [first, last) of one sentence; @subject: who spoke
 * before in it, or empty. */
void
ob_quotation_rules_indirect (ObQuotationFinder *finder, guint first, guint last, ObTokens subject);

G_END_DECLS
