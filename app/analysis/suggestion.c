/* One suggestion, and what is tagged already; see suggestions.h. */
#include <string.h>

#include "analysis/suggestions-private.h"
#include "store/rejections.h"

static void
tag_free (gpointer data)
{
  ObSuggestedTag *tag = data;

  g_free (tag->label);
  g_array_unref (tag->segments);
  g_ptr_array_unref (tag->values);
  g_free (tag);
}

ObSuggestedTag *
ob_suggestion_add_tag (ObSuggestion *suggestion, const char *label, const GArray *segments)
{
  ObSuggestedTag *tag = g_new0 (ObSuggestedTag, 1);

  tag->label = g_strdup (label);
  tag->segments = ob_segments_copy (segments);
  ob_segments_normalise (tag->segments);
  tag->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (suggestion->tags, tag);

  return tag;
}

void
ob_suggested_tag_add (ObSuggestedTag *tag, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_ptr_array_add (tag->values, g_strdup (name));
  g_ptr_array_add (tag->values, g_strdup (value));
}

ObSuggestion *
ob_suggestion_new (ObSuggestionKind kind,
                   ObEntity article,
                   const char *label,
                   const GArray *segments,
                   const char *rule,
                   ObTier tier)
{
  ObSuggestion *suggestion = g_new0 (ObSuggestion, 1);
  ObSegment hull;

  suggestion->kind = kind;
  suggestion->article = article;
  suggestion->tags = g_ptr_array_new_with_free_func (tag_free);
  suggestion->rule = g_strdup (rule);
  suggestion->tier = tier;
  hull = ob_segments_get_hull (ob_suggestion_add_tag (suggestion, label, segments)->segments);
  suggestion->key = g_strdup_printf ("%s %.60s %u-%u", ob_suggestion_kind_get_name (kind), label,
                                     hull.start, hull.end);

  return suggestion;
}

ObSuggestion *
ob_suggestion_copy (const ObSuggestion *suggestion)
{
  ObSuggestion *copy = g_memdup2 (suggestion, sizeof *suggestion);

  copy->key = g_strdup (suggestion->key);
  copy->rule = g_strdup (suggestion->rule);
  copy->because = g_strdup (suggestion->because);
  copy->question = g_strdup (suggestion->question);
  copy->tags = g_ptr_array_new_with_free_func (tag_free);
  for (guint i = 0; i < suggestion->tags->len; i++)
    {
      const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, i);
      ObSuggestedTag *same = ob_suggestion_add_tag (copy, tag->label, tag->segments);

      for (guint k = 0; k < tag->values->len; k++)
        g_ptr_array_add (same->values, g_strdup (g_ptr_array_index (tag->values, k)));
    }

  return copy;
}

void
ob_suggestion_free (ObSuggestion *suggestion)
{
  g_free (suggestion->key);
  g_ptr_array_unref (suggestion->tags);
  g_free (suggestion->rule);
  g_free (suggestion->because);
  g_free (suggestion->question);
  g_free (suggestion);
}

ObSegment
ob_suggestion_get_hull (const ObSuggestion *suggestion)
{
  const ObSuggestedTag *tag = g_ptr_array_index (suggestion->tags, 0);

  return ob_segments_get_hull (tag->segments);
}

const char *
ob_suggestion_kind_get_name (ObSuggestionKind kind)
{
  static const char *const names[] = { "quote", "figure", "dispute", "again" };

  return names[kind];
}

/* What is tagged already ----------------------------------------------------------------------- */

ObTagged *
ob_tagged_new (ObProject *project, ObEntity article)
{
  ObTagged *tagged = g_new0 (ObTagged, 1);

  tagged->codebook = ob_project_ref_codebook (project);
  tagged->annotations = ob_project_list_annotations (project, article, 0, 0);
  tagged->rejected = ob_project_list_rejected (project, article);

  return tagged;
}

void
ob_tagged_free (ObTagged *tagged)
{
  ob_codebook_unref (tagged->codebook);
  g_ptr_array_unref (tagged->annotations);
  g_hash_table_unref (tagged->rejected);
  g_free (tagged);
}

static guint
get_length (const GArray *segments)
{
  guint length = 0;

  for (guint i = 0; i < segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (segments, ObSegment, i);

      length += segment->end - segment->start;
    }
  return length;
}

static guint
get_common_length (const GArray *a, const GArray *b)
{
  guint length = 0;

  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      {
        const ObSegment *x = &g_array_index (a, ObSegment, i);
        const ObSegment *y = &g_array_index (b, ObSegment, k);
        guint32 start = MAX (x->start, y->start);
        guint32 end = MIN (x->end, y->end);

        length += end > start ? end - start : 0;
      }

  return length;
}

gboolean
ob_tagged_covers (const ObTagged *tagged, const char *label, const GArray *segments)
{
  const ObLabel *wanted = ob_codebook_find (tagged->codebook, label);
  guint length = get_length (segments);

  for (guint i = 0; wanted != NULL && i < tagged->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (tagged->annotations, i);

      if (annotation->label == wanted->entity
          && get_common_length (annotation->segments, segments) * 2 >= length)
        return TRUE;
    }
  return FALSE;
}
