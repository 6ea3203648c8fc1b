/* Everything that one speaker said, in order. */
#pragma once

#include "analysis/board.h"

G_BEGIN_DECLS

typedef struct
{
  ObStatement statement;
  const ObArticle *article; /* owned by the page */
  const char *mode;         /* (nullable) of a quotation: "direct", "indirect"; interned */
  ObStance stance;          /* of what is on a dispute */
} ObSaying;

/* How often something is used. */
typedef struct
{
  char *words; /* (owned) */
  guint n;
} ObUse;

typedef struct
{
  ObSpeaker *speaker;       /* (owned) */
  ObStatements *statements; /* (owned) */
  GArray *sayings;          /* (owned) ObSaying: claims and quotations, by date, article, start */
  guint n_mentions;         /* annotations that only say who is meant */
  guint n_articles;
  GPtrArray *modes;     /* (owned) ObUse: of quotations, most used first */
  GPtrArray *cues;      /* (owned) ObUse: "claimed": words that report the speaker's quotations */
  GArray *disputes;     /* (owned) ObEntity: those that the sayings are on, no two alike */
  GHashTable *articles; /* (owned) ObEntity -> ObArticle */
} ObSpeakerPage;

/* (transfer full) (nullable): NULL when there is no such speaker.  O(what points to it). */
ObSpeakerPage *ob_speaker_page_new (ObProject *project, ObEntity speaker);
void ob_speaker_page_free (ObSpeakerPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSpeakerPage, ob_speaker_page_free)

G_END_DECLS
