/* What measures of agreement have in common, and the measures on judgements.
 *
 *                unit 0   unit 1   unit 2
 *   coder 0      claim    quote    claim        a table of coders x units; every cell is a
 *   coder 1      claim    claim    -            category, or OB_NO_JUDGEMENT
 *
 * Everything here is a pure function of its table, and linear in its cells.  A measure that cannot
 * be given says why in words; it is never NaN.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OB_NO_JUDGEMENT (-1)

typedef struct
{
  guint n_coders;
  guint n_units;
  guint n_categories;
  int *cells;          /* (owned) n_coders rows of n_units: a category or OB_NO_JUDGEMENT */
  double *positions;   /* (owned) (nullable) n_categories: where each lies on its scale, for the
                        * interval distance; NULL: 0, 1, 2, ... */
} ObJudgements;

/* A table without judgements. */
ObJudgements *ob_judgements_new (guint n_coders, guint n_units, guint n_categories);
void ob_judgements_free (ObJudgements *judgements);
void ob_judgements_set (ObJudgements *judgements, guint coder, guint unit, int category);
int ob_judgements_get (const ObJudgements *judgements, guint coder, guint unit);

/* The table that knows only @category and anything else.  (transfer full) */
ObJudgements *ob_judgements_single_out (const ObJudgements *judgements, int category);

typedef enum
{
  OB_MEASURE_OBSERVED,       /* observed agreement */
  OB_MEASURE_COHEN,          /* Cohen's kappa */
  OB_MEASURE_SCOTT,          /* Scott's pi */
  OB_MEASURE_FLEISS,         /* Fleiss' kappa */
  OB_MEASURE_ALPHA_NOMINAL,  /* Krippendorff's alpha by its distance */
  OB_MEASURE_ALPHA_ORDINAL,
  OB_MEASURE_ALPHA_INTERVAL,
  OB_N_MEASURES
} ObMeasure;

/* "cohen-kappa"; untranslated. */
const char *ob_measure_get_name (ObMeasure measure);
gboolean ob_measure_from_name (const char *name, ObMeasure *measure);

/* A figure: @value = 1 - @disagreement / @expected for measures corrected for chance. */
typedef struct
{
  double value;        /* at most 1; 0 when @why is set */
  double disagreement; /* observed, 0 for none */
  double expected;     /* the disagreement that chance would give; 0 for observed agreement */
  guint64 n_units;     /* that counted */
  const char *why;     /* (nullable) translated, static: why there is no value */
} ObAgreement;

/* The figure of which @why says why there is none. */
ObAgreement ob_agreement_undefined (const char *why);

/* 1 - @disagreement / @expected; undefined when chance would give no disagreement. */
ObAgreement ob_agreement_from_chance (double disagreement, double expected, guint64 n_units);

/* The share of pairs of judgements of one unit that agree: the mean of the units judged at least
 * twice.  Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76
 * (1971), for more than two coders. */
ObAgreement ob_agreement_observed (const ObJudgements *judgements);

/* Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
 * 20 (1960): two coders, each with categories as frequent as their own. */
ObAgreement ob_agreement_cohen (const ObJudgements *judgements);

/* Scott, Reliability of content analysis, Public Opinion Quarterly 19 (1955): two coders, the
 * categories as frequent as in both together. */
ObAgreement ob_agreement_scott (const ObJudgements *judgements);

/* Fleiss 1971, as above: any number of coders, each unit judged by all of them. */
ObAgreement ob_agreement_fleiss (const ObJudgements *judgements);

/* Krippendorff, Content Analysis, 2nd edition (2004), chapter 11: any number of coders, judgements
 * may be missing.  @measure: one of the OB_MEASURE_ALPHA_...; for the ordinal distance categories
 * are in their order. */
ObAgreement ob_agreement_alpha (const ObJudgements *judgements, ObMeasure measure);

ObAgreement ob_agreement_measure (const ObJudgements *judgements, ObMeasure measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObJudgements, ob_judgements_free)

G_END_DECLS
