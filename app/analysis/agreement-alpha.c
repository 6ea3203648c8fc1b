/* Krippendorff's alpha on judgements.
 *
 * With squared distances of positions on a line, the disagreement within a unit and that of all
 * judgements with each other follow from sums and sums of squares: no matrix of categories is
 * needed.  The ordinal distance is of this kind: the position of a category is the mean rank of
 * its judgements, since
 *
 *   (n_c / 2 + n_c+1 + ... + n_k / 2)^2 = (rank_k - rank_c)^2
 */
#include "analysis/agreement.h"

#include <glib/gi18n.h>

/* Sums over judgements: of how many, their positions, and squares of these. */
typedef struct
{
  double n;
  double sum;
  double squares;
} Sums;

static void
add_to_sums (Sums *sums, double position)
{
  sums->n++;
  sums->sum += position;
  sums->squares += position * position;
}

/* The squared distances of all ordered pairs. */
static double
get_distances (const Sums *sums)
{
  return MAX (2 * (sums->n * sums->squares - sums->sum * sums->sum), 0);
}

/* How many judgements of @unit there are. */
static guint
count_judgements (const ObJudgements *judgements, guint unit)
{
  guint n = 0;

  for (guint coder = 0; coder < judgements->n_coders; coder++)
    n += ob_judgements_get (judgements, coder, unit) != OB_NO_JUDGEMENT;

  return n;
}

/* How often each category was chosen in units that two or more judged. */
static guint64 *
count_pairable (const ObJudgements *judgements, guint64 *n, guint64 *n_units)
{
  guint64 *totals = g_new0 (guint64, judgements->n_categories + 1);

  *n = *n_units = 0;
  for (guint unit = 0; unit < judgements->n_units; unit++)
    {
      guint n_judgements = count_judgements (judgements, unit);

      if (n_judgements < 2)
        continue;
      *n += n_judgements;
      ++*n_units;
      for (guint coder = 0; coder < judgements->n_coders; coder++)
        {
          int category = ob_judgements_get (judgements, coder, unit);

          if (category != OB_NO_JUDGEMENT)
            totals[category]++;
        }
    }

  return totals;
}

/* Where the categories lie, around the middle so that squares stay small. */
static double *
get_positions (const ObJudgements *judgements,
               const guint64 *totals,
               guint64 n,
               ObMeasure measure)
{
  double *positions = g_new0 (double, judgements->n_categories + 1);
  double before = 0, mean = 0;

  for (guint i = 0; i < judgements->n_categories; i++)
    {
      if (measure == OB_MEASURE_ALPHA_ORDINAL)
        positions[i] = before + totals[i] / 2.0;
      else
        positions[i] = judgements->positions != NULL ? judgements->positions[i] : i;
      before += totals[i];
      mean += positions[i] * totals[i] / n;
    }
  for (guint i = 0; i < judgements->n_categories; i++)
    positions[i] -= mean;

  return positions;
}

/* The distances of the ordered pairs within @unit, each by (judgements - 1). */
static double
get_unit_distances (const ObJudgements *judgements, guint unit, const double *positions)
{
  Sums sums = { 0 };
  guint64 differing = 0;

  for (guint a = 0; a < judgements->n_coders; a++)
    {
      int category = ob_judgements_get (judgements, a, unit);

      if (category == OB_NO_JUDGEMENT)
        continue;
      add_to_sums (&sums, positions != NULL ? positions[category] : 0);
      for (guint b = 0; b < a && positions == NULL; b++)
        {
          int other = ob_judgements_get (judgements, b, unit);

          differing += other != OB_NO_JUDGEMENT && other != category;
        }
    }
  if (sums.n < 2)
    return 0;

  return (positions != NULL ? get_distances (&sums) : 2.0 * differing) / (sums.n - 1);
}

ObAgreement
ob_agreement_alpha (const ObJudgements *judgements, ObMeasure measure)
{
  guint64 n, n_units;
  g_autofree guint64 *totals = count_pairable (judgements, &n, &n_units);
  g_autofree double *positions = NULL;
  double observed = 0, expected = 0;

  g_return_val_if_fail (measure >= OB_MEASURE_ALPHA_NOMINAL && measure < OB_N_MEASURES,
                        ob_agreement_undefined (""));

  if (n == 0)
    return ob_agreement_undefined (_ ("There is nothing that two annotators both judged."));
  if (measure != OB_MEASURE_ALPHA_NOMINAL)
    positions = get_positions (judgements, totals, n, measure);

  for (guint unit = 0; unit < judgements->n_units; unit++)
    observed += get_unit_distances (judgements, unit, positions);
  if (positions == NULL)
    for (guint i = 0; i < judgements->n_categories; i++)
      expected += (double) totals[i] * (n - totals[i]);
  else
    {
      Sums sums = { 0 };

      for (guint i = 0; i < judgements->n_categories; i++)
        {
          sums.n += totals[i];
          sums.sum += totals[i] * positions[i];
          sums.squares += totals[i] * positions[i] * positions[i];
        }
      expected = get_distances (&sums);
    }

  return ob_agreement_from_chance (observed / n, expected / ((double) n * (n - 1)), n_units);
}
