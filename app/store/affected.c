#include "store/affected.h"

ObAffected *
ob_affected_new (void)
{
  ObAffected *affected = g_new0 (ObAffected, 1);

  affected->ranges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  affected->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return affected;
}

void
ob_affected_free (ObAffected *affected)
{
  g_hash_table_unref (affected->ranges);
  g_hash_table_unref (affected->labels);
  g_free (affected);
}

void
ob_affected_add_range (ObAffected *affected, ObEntity article, guint32 start, guint32 end)
{
  ObSegment *range = g_hash_table_lookup (affected->ranges, &article);
  ObSegment first = { start, end };

  if (range == NULL)
    {
      g_hash_table_insert (affected->ranges, g_memdup2 (&article, sizeof article),
                           g_memdup2 (&first, sizeof first));
      return;
    }
  range->start = MIN (range->start, start);
  range->end = MAX (range->end, end);
}

void
ob_affected_add_label (ObAffected *affected, ObEntity label)
{
  if (!g_hash_table_contains (affected->labels, &label))
    g_hash_table_add (affected->labels, g_memdup2 (&label, sizeof label));
}
