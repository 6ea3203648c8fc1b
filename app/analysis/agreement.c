/* Tables of judgements, and the measures for nominal categories. */
#include "analysis/agreement.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const measure_names[OB_N_MEASURES] = {
  [OB_MEASURE_OBSERVED] = "observed",
  [OB_MEASURE_COHEN] = "cohen-kappa",
  [OB_MEASURE_SCOTT] = "scott-pi",
  [OB_MEASURE_FLEISS] = "fleiss-kappa",
  [OB_MEASURE_ALPHA_NOMINAL] = "alpha-nominal",
  [OB_MEASURE_ALPHA_ORDINAL] = "alpha-ordinal",
  [OB_MEASURE_ALPHA_INTERVAL] = "alpha-interval",
};

const char *
ob_measure_get_name (ObMeasure measure)
{
  g_return_val_if_fail (measure < OB_N_MEASURES, NULL);

  return measure_names[measure];
}

gboolean
ob_measure_from_name (const char *name, ObMeasure *measure)
{
  for (guint i = 0; i < OB_N_MEASURES; i++)
    if (strcmp (measure_names[i], name) == 0)
      {
        *measure = i;
        return TRUE;
      }

  return FALSE;
}

/* Tables --------------------------------------------------------------------------------------- */

ObJudgements *
ob_judgements_new (guint n_coders, guint n_units, guint n_categories)
{
  ObJudgements *judgements = g_new0 (ObJudgements, 1);
  gsize n_cells = (gsize) n_coders * n_units;

  judgements->n_coders = n_coders;
  judgements->n_units = n_units;
  judgements->n_categories = n_categories;
  judgements->cells = g_new (int, n_cells);
  for (gsize i = 0; i < n_cells; i++)
    judgements->cells[i] = OB_NO_JUDGEMENT;

  return judgements;
}

void
ob_judgements_free (ObJudgements *judgements)
{
  g_free (judgements->cells);
  g_free (judgements->positions);
  g_free (judgements);
}

void
ob_judgements_set (ObJudgements *judgements, guint coder, guint unit, int category)
{
  g_return_if_fail (coder < judgements->n_coders && unit < judgements->n_units);
  g_return_if_fail (category >= OB_NO_JUDGEMENT && category < (int) judgements->n_categories);

  judgements->cells[(gsize) coder * judgements->n_units + unit] = category;
}

int
ob_judgements_get (const ObJudgements *judgements, guint coder, guint unit)
{
  return judgements->cells[(gsize) coder * judgements->n_units + unit];
}

ObJudgements *
ob_judgements_single_out (const ObJudgements *judgements, int category)
{
  ObJudgements *single = ob_judgements_new (judgements->n_coders, judgements->n_units, 2);
  gsize n_cells = (gsize) judgements->n_coders * judgements->n_units;

  for (gsize i = 0; i < n_cells; i++)
    if (judgements->cells[i] != OB_NO_JUDGEMENT)
      single->cells[i] = judgements->cells[i] == category;

  return single;
}

/* Figures -------------------------------------------------------------------------------------- */

ObAgreement
ob_agreement_undefined (const char *why)
{
  return (ObAgreement){ .why = why };
}

ObAgreement
ob_agreement_from_chance (double disagreement, double expected, guint64 n_units)
{
  ObAgreement agreement = { .disagreement = disagreement, .expected = expected, .n_units = n_units };

  if (expected > 1e-12)
    agreement.value = 1 - disagreement / expected;
  else
    agreement.why = _ ("Only one category was used, so that agreement cannot be told from chance.");

  return agreement;
}

/* Adds the judgements of @unit to @totals; how many they are. */
static guint
count_unit (const ObJudgements *judgements, guint unit, guint64 *totals)
{
  guint n = 0;

  for (guint coder = 0; coder < judgements->n_coders; coder++)
    {
      int category = ob_judgements_get (judgements, coder, unit);

      if (category != OB_NO_JUDGEMENT)
        {
          totals[category]++;
          n++;
        }
    }

  return n;
}

/* The share of the @n (n - 1) ordered pairs of one unit that agree, without counting categories
 * that nobody chose: O(coders^2) at most. */
static double
get_unit_agreement (const ObJudgements *judgements, guint unit, guint *n)
{
  guint64 same = 0;

  *n = 0;
  for (guint a = 0; a < judgements->n_coders; a++)
    {
      int category = ob_judgements_get (judgements, a, unit);

      if (category == OB_NO_JUDGEMENT)
        continue;
      ++*n;
      for (guint b = 0; b < a; b++)
        same += ob_judgements_get (judgements, b, unit) == category;
    }

  return *n > 1 ? 2.0 * same / ((double) *n * (*n - 1)) : 0;
}

ObAgreement
ob_agreement_observed (const ObJudgements *judgements)
{
  double sum = 0;
  guint n_units = 0;

  for (guint unit = 0; unit < judgements->n_units; unit++)
    {
      guint n;
      double share = get_unit_agreement (judgements, unit, &n);

      if (n > 1)
        {
          sum += share;
          n_units++;
        }
    }
  if (n_units == 0)
    return ob_agreement_undefined (_ ("There is nothing that two annotators both judged."));

  return (ObAgreement){ .value = sum / n_units,
                        .disagreement = 1 - sum / n_units,
                        .n_units = n_units };
}

/* What Cohen and Scott need of two coders. */
typedef struct
{
  guint64 *first;  /* (owned) how often the first coder chose each category */
  guint64 *second; /* (owned) */
  guint64 n_same;
  guint64 n;
} Pair;

static void
clear_pair (Pair *pair)
{
  g_free (pair->first);
  g_free (pair->second);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, clear_pair)

/* Returns: (nullable): why there is no such pair. */
static const char *
count_pair (const ObJudgements *judgements, Pair *pair)
{
  if (judgements->n_coders != 2)
    return _ ("This measure compares two annotators: choose two, or use Fleiss’ kappa or "
              "Krippendorff’s alpha.");
  pair->first = g_new0 (guint64, judgements->n_categories + 1);
  pair->second = g_new0 (guint64, judgements->n_categories + 1);
  for (guint unit = 0; unit < judgements->n_units; unit++)
    {
      int a = ob_judgements_get (judgements, 0, unit);
      int b = ob_judgements_get (judgements, 1, unit);

      if (a == OB_NO_JUDGEMENT || b == OB_NO_JUDGEMENT)
        continue;
      pair->first[a]++;
      pair->second[b]++;
      pair->n_same += a == b;
      pair->n++;
    }

  return pair->n > 0 ? NULL : _ ("There is nothing that both annotators judged.");
}

ObAgreement
ob_agreement_cohen (const ObJudgements *judgements)
{
  g_auto (Pair) pair = { NULL };
  const char *why = count_pair (judgements, &pair);
  double expected = 0;

  if (why != NULL)
    return ob_agreement_undefined (why);
  for (guint i = 0; i < judgements->n_categories; i++)
    expected += (double) pair.first[i] / pair.n * pair.second[i] / pair.n;

  return ob_agreement_from_chance (1 - (double) pair.n_same / pair.n, 1 - expected, pair.n);
}

ObAgreement
ob_agreement_scott (const ObJudgements *judgements)
{
  g_auto (Pair) pair = { NULL };
  const char *why = count_pair (judgements, &pair);
  double expected = 0;

  if (why != NULL)
    return ob_agreement_undefined (why);
  for (guint i = 0; i < judgements->n_categories; i++)
    {
      double share = (double) (pair.first[i] + pair.second[i]) / (2 * pair.n);

      expected += share * share;
    }

  return ob_agreement_from_chance (1 - (double) pair.n_same / pair.n, 1 - expected, pair.n);
}

ObAgreement
ob_agreement_fleiss (const ObJudgements *judgements)
{
  g_autofree guint64 *totals = g_new0 (guint64, judgements->n_categories + 1);
  ObAgreement observed = ob_agreement_observed (judgements);
  guint per_unit = 0;
  guint64 n = 0;
  double expected = 0;

  if (observed.why != NULL)
    return observed;
  for (guint unit = 0; unit < judgements->n_units; unit++)
    {
      guint n_judgements = count_unit (judgements, unit, totals);

      if (n_judgements == 0)
        continue;
      if (per_unit != 0 && per_unit != n_judgements)
        return ob_agreement_undefined (
            _ ("Fleiss’ kappa needs every annotator’s judgement of everything, and some are "
               "missing: use Krippendorff’s alpha."));
      per_unit = n_judgements;
      n += n_judgements;
    }
  for (guint i = 0; i < judgements->n_categories; i++)
    expected += (double) totals[i] / n * totals[i] / n;

  return ob_agreement_from_chance (observed.disagreement, 1 - expected, observed.n_units);
}

ObAgreement
ob_agreement_measure (const ObJudgements *judgements, ObMeasure measure)
{
  switch (measure)
    {
    case OB_MEASURE_OBSERVED:
      return ob_agreement_observed (judgements);
    case OB_MEASURE_COHEN:
      return ob_agreement_cohen (judgements);
    case OB_MEASURE_SCOTT:
      return ob_agreement_scott (judgements);
    case OB_MEASURE_FLEISS:
      return ob_agreement_fleiss (judgements);
    case OB_MEASURE_ALPHA_NOMINAL:
    case OB_MEASURE_ALPHA_ORDINAL:
    case OB_MEASURE_ALPHA_INTERVAL:
      return ob_agreement_alpha (judgements, measure);
    case OB_N_MEASURES:
      break;
    }
  g_return_val_if_reached (ob_agreement_undefined (""));
}
