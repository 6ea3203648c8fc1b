/* Sentence by sentence; the rules are in quotation-direct.c and quotation-indirect.c. */
#include "analysis/quotations.h"

#include "analysis/quotation-rules.h"

static void
add_range (const ObScan *scan, GArray *segments, ObTokens range)
{
  if (range.first < range.last)
    {
      ObSegment segment
          = { ob_scan_token (scan, range.first)->start, ob_scan_token (scan, range.last - 1)->end };

      g_array_append_val (segments, segment);
    }
}

ObQuotation *
ob_quotation_finder_add (ObQuotationFinder *finder, const ObFinding *finding)
{
  ObQuotation *quotation = g_new0 (ObQuotation, 1);

  quotation->content = ob_segments_new ();
  quotation->source = ob_segments_new ();
  quotation->cue = ob_segments_new ();
  add_range (finder->scan, quotation->content, finding->content);
  add_range (finder->scan, quotation->source, finding->source);
  add_range (finder->scan, quotation->cue, finding->cue);
  quotation->lexeme = finding->lexeme;
  quotation->rule = finding->rule;
  quotation->tier = finding->tier;
  quotation->mode = finding->mode;
  g_ptr_array_add (finder->found, quotation);

  return quotation;
}

void
ob_quotation_finder_extend (ObQuotationFinder *finder, ObQuotation *quotation, ObTokens content)
{
  add_range (finder->scan, quotation->content, content);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const ObQuotation *x = *(const ObQuotation *const *) a;
  const ObQuotation *y = *(const ObQuotation *const *) b;
  guint32 m = g_array_index (x->content, ObSegment, 0).start;
  guint32 n = g_array_index (y->content, ObSegment, 0).start;

  return (m > n) - (m < n);
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_quotations_find (const ObText *text, const ObCues *cues)
{
  g_autoptr (ObScan) scan = ob_scan_new (text, cues);
  ObQuotationFinder finder
      = { scan, g_ptr_array_new_with_free_func ((GDestroyNotify) ob_quotation_free) };

  for (guint i = 0; i < scan->sentences->len;)
    {
      guint n = ob_quotation_rules_direct (&finder, i);

      if (n == 0)
        {
          const ObSentence *sentence = &g_array_index (scan->sentences, ObSentence, i);

          ob_quotation_rules_indirect (&finder, sentence->first, sentence->last,
                                       (ObTokens){ 0, 0 });
          n = 1;
        }
      i += n;
    }
  for (guint i = 0; i < finder.found->len; i++)
    {
      ObQuotation *quotation = g_ptr_array_index (finder.found, i);

      ob_segments_normalise (quotation->content);
    }
  g_ptr_array_sort (finder.found, compare);

  return finder.found;
}

void
ob_quotation_free (ObQuotation *quotation)
{
  g_array_unref (quotation->content);
  g_array_unref (quotation->source);
  g_array_unref (quotation->cue);
  g_free (quotation);
}

const char *
ob_tier_get_name (ObTier tier)
{
  static const char *const names[] = { "A", "B", "C" };

  return names[tier];
}

const char *
ob_quotation_mode_get_name (ObQuotationMode mode)
{
  static const char *const names[] = { "direct", "mixed", "indirect" };

  return names[mode];
}
