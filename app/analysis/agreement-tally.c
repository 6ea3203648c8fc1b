/* Counting pairs, and what the counts say. */
#include "analysis/agreement-pairs.h"

#include <glib/gi18n.h>

static void
add_matches (ObTally *tally, const ObPair *pair)
{
  if (pair->first == NULL || pair->second == NULL || pair->difference == OB_DIFFERENCE_LABEL)
    return;
  tally->n_overlap++;
  tally->n_half += pair->shared >= 0.5;
  tally->n_exact += pair->shared >= 1;
}

void
ob_tally_add (ObTally *tally, const ObPair *pair)
{
  tally->n_first += pair->first != NULL;
  tally->n_second += pair->second != NULL;
  tally->n[pair->difference]++;
  add_matches (tally, pair);
}

void
ob_tally_add_label (ObTally *tally, const ObPair *pair, ObEntity label)
{
  gboolean first = pair->first != NULL && pair->first->label == label;
  gboolean second = pair->second != NULL && pair->second->label == label;

  if (!first && !second)
    return;
  tally->n_first += first;
  tally->n_second += second;
  tally->n[pair->difference]++;
  add_matches (tally, pair);
}

const char *
ob_tally_get_hint (const ObTally *tally)
{
  guint boundaries = tally->n[OB_DIFFERENCE_BOUNDARY];
  guint labels = tally->n[OB_DIFFERENCE_LABEL];
  guint attributes = tally->n[OB_DIFFERENCE_ATTRIBUTES];
  guint missing_first = tally->n[OB_DIFFERENCE_MISSING_FIRST];
  guint missing_second = tally->n[OB_DIFFERENCE_MISSING_SECOND];
  guint omissions = missing_first + missing_second;
  guint all = boundaries + labels + attributes + omissions;

  if (all == 0)
    return NULL;
  if (2 * omissions > all)
    return MAX (missing_first, missing_second) > 4 * MIN (missing_first, missing_second)
               ? _ ("Mostly omissions by one annotator: agree on how much is to be marked.")
               : _ ("Mostly omissions: agree on what is to be marked.");
  if (2 * boundaries > all)
    return _ ("Mostly boundaries: agree on where passages begin and end.");
  if (2 * labels > all)
    return _ ("Mostly labels: agree on when to use which.");
  if (2 * attributes > all)
    return _ ("Mostly attributes: agree on what their values mean.");
  return _ ("Boundaries, labels and omissions alike.");
}
