/* Quotations in a text: what is quoted or reported, who is said to say so, and by which words.
 *
 *   "He hasn't threatened us at all", Lavrov responded.
 *   [content                       ]  [source] [cue    ]     direct, rule "quote-name-verb"
 *
 *   Putin has said that Russian Federation will appeal to the United Nations ...
 *   [source] [cue ] [content                                                  ]  indirect,
 * "name-verb-that"
 *
 * By rules and the lexicon of cues (analysis/cues.h), without a parser.  Each is of a tier by how
 * often its rule is right: A nearly always, B mostly, C often enough to be looked at.
 * tests/bench/RESULTS.md has the figures.
 */
#pragma once

#include "analysis/cues.h"
#include "model/text.h"

G_BEGIN_DECLS

typedef enum
{
  OB_TIER_A,
  OB_TIER_B,
  OB_TIER_C,
} ObTier;

typedef enum
{
  OB_MODE_DIRECT,
  OB_MODE_MIXED, /* with quoted words in a reported clause */
  OB_MODE_INDIRECT,
} ObQuotationMode;

typedef struct
{
  GArray *content; /* normal list of ObSegment, never empty; the others may be */
  GArray *source;
  GArray *cue;
  const ObCue *lexeme; /* (nullable) of the lexicon */
  const char *rule;    /* "quote-verb-name" */
  ObTier tier;
  ObQuotationMode mode;
} ObQuotation;

/* The quotations of @text in order of their content.  Contents do not overlap.  O(n), any thread.
 * Returns: (transfer full): GPtrArray of ObQuotation. */
GPtrArray *ob_quotations_find (const ObText *text, const ObCues *cues);
void ob_quotation_free (ObQuotation *quotation);

/* "A", "direct". */
const char *ob_tier_get_name (ObTier tier);
const char *ob_quotation_mode_get_name (ObQuotationMode mode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObQuotation, ob_quotation_free)

G_END_DECLS
