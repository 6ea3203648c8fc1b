/* What the files that make suggestions share. */
#pragma once

#include "analysis/suggestions.h"

G_BEGIN_DECLS

/* A suggestion with one tag so far.  @segments is copied. */
ObSuggestion *ob_suggestion_new (ObSuggestionKind kind,
                                 ObEntity article,
                                 const char *label,
                                 const GArray *segments,
                                 const char *rule,
                                 ObTier tier);

/* Returns: (transfer none). */
ObSuggestedTag *
ob_suggestion_add_tag (ObSuggestion *suggestion, const char *label, const GArray *segments);

/* An empty or missing value adds nothing. */
void ob_suggested_tag_add (ObSuggestedTag *tag, const char *name, const char *value);

/* What is tagged already in an article, and what was rejected there. */
typedef struct
{
  ObCodebook *codebook;   /* (owned) */
  GPtrArray *annotations; /* (owned) ObAnnotation */
  GHashTable *rejected;   /* (owned) */
} ObTagged;

ObTagged *ob_tagged_new (ObProject *project, ObEntity article);
void ob_tagged_free (ObTagged *tagged);

/* TRUE when an annotation of the label covers half of @segments or more. */
gboolean ob_tagged_covers (const ObTagged *tagged, const char *label, const GArray *segments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTagged, ob_tagged_free)

G_END_DECLS
