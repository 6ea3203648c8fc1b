/* Speakers of a project that may be one, by their names and aliases, each pair with its reason.
 * Pairs that somebody said are two (store/speakers.h) are left out.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  ObEntity speaker;
  ObEntity other;
  char *because; /* (owned) translated */
  gboolean ask;  /* a question rather than a proposal: "Kremlin" may be Russia */
} ObSameSpeaker;

void ob_same_speaker_free (ObSameSpeaker *same);

/* Those of @speaker, which comes first in each; of all when it is 0.  Proposals before questions.
 * O(names).  (transfer full): GPtrArray of ObSameSpeaker. */
GPtrArray *ob_same_speakers_find (ObProject *project, ObEntity speaker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSameSpeaker, ob_same_speaker_free)

G_END_DECLS
