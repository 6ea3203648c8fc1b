/* Who is meant by a pronoun or role that says something, as a ranked proposal.
 *
 * The speaker to whom something was attributed last is right for about two pronouns of three, the
 * nearest name for little more than one of three: so candidates are ranked by when something was
 * last attributed to them, then by how often and how near before they are named.  Never decided
 * here.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct
{
  ObEntity speaker; /* 0: not in the project yet */
  char *name;
  char *because; /* translated: "spoke last before this" */
} ObLikelySpeaker;

/* The @n likeliest speakers for the words at @segment of @article; fewer when the article speaks of
 * fewer.  @text: the article's.  Reads annotations, and the rules' own attributions.  Any thread.
 * Returns: (transfer full): GPtrArray of ObLikelySpeaker. */
GPtrArray *ob_likely_speakers_find (
    ObProject *project, ObEntity article, const ObText *text, ObSegment segment, guint n);
void ob_likely_speaker_free (ObLikelySpeaker *likely);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLikelySpeaker, ob_likely_speaker_free)

G_END_DECLS
