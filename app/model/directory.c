#include "model/directory.h"

static const char *const speaker_kinds[] = {
  "person", "organisation", "state", "outlet", "document", "unnamed", "author", NULL,
};
/* F, "cannot be judged", is where everybody starts. */
static const char *const speaker_reliabilities[] = { "F", "A", "B", "C", "D", "E", NULL };
static const char *const dispute_statuses[] = { "open", "resolved", "apparent", NULL };

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_free (ObArticle *article)
{
  if (article == NULL)
    return;

  g_free (article->title);
  g_free (article->byline);
  g_free (article->outlet);
  g_free (article->url);
  g_free (article->published);
  g_free (article->language);
  g_free (article->file_name);
  g_free (article);
}

void
ob_speaker_free (ObSpeaker *speaker)
{
  if (speaker == NULL)
    return;

  g_free (speaker->name);
  g_free (speaker->kind);
  g_free (speaker->role);
  g_free (speaker->reliability);
  g_strfreev (speaker->aliases);
  g_free (speaker);
}

void
ob_position_free (ObPosition *position)
{
  if (position == NULL)
    return;

  g_free (position->text);
  g_free (position);
}

void
ob_dispute_free (ObDispute *dispute)
{
  if (dispute == NULL)
    return;

  g_free (dispute->question);
  g_free (dispute->kind);
  g_free (dispute->status);
  g_clear_pointer (&dispute->positions, g_ptr_array_unref);
  g_free (dispute);
}

void
ob_annotator_free (ObAnnotator *annotator)
{
  if (annotator == NULL)
    return;

  g_free (annotator->name);
  g_free (annotator);
}

void
ob_stray_free (ObStray *stray)
{
  if (stray == NULL)
    return;

  g_free (stray->quote);
  g_free (stray->details);
  g_free (stray->reason);
  g_free (stray);
}

void
ob_comment_free (ObComment *comment)
{
  if (comment == NULL)
    return;

  g_free (comment->text);
  g_free (comment);
}

const char *const *
ob_speaker_get_kinds (void)
{
  return speaker_kinds;
}

const char *const *
ob_speaker_get_reliabilities (void)
{
  return speaker_reliabilities;
}

const char *const *
ob_dispute_get_statuses (void)
{
  return dispute_statuses;
}
