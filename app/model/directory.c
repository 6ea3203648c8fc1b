#include "model/directory.h"

#include <string.h>

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
  g_free (article->updated);
  g_free (article->section);
  g_free (article->identifier);
  for (guint i = 0; i < OB_N_METADATA; i++)
    g_free (article->sources[i]);
  g_free (article->file_name);
  g_free (article);
}

char **
ob_article_get_metadata (ObArticle *article, ObMetadata field)
{
  switch (field)
    {
    case OB_METADATA_TITLE:
      return &article->title;
    case OB_METADATA_BYLINE:
      return &article->byline;
    case OB_METADATA_OUTLET:
      return &article->outlet;
    case OB_METADATA_URL:
      return &article->url;
    case OB_METADATA_PUBLISHED:
      return &article->published;
    case OB_METADATA_UPDATED:
      return &article->updated;
    case OB_METADATA_SECTION:
      return &article->section;
    case OB_METADATA_LANGUAGE:
      return &article->language;
    case OB_METADATA_IDENTIFIER:
      return &article->identifier;
    default:
      g_assert_not_reached ();
    }
}

char *
ob_article_join_sources (const ObArticle *article)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < OB_N_METADATA; i++)
    if (article->sources[i] != NULL)
      g_string_append_printf (line, "%s%s=%s", line->len > 0 ? " " : "",
                              ob_metadata_get_name ((ObMetadata) i), article->sources[i]);

  return g_string_free (line, line->len == 0);
}

void
ob_article_split_sources (ObArticle *article, const char *sources)
{
  g_auto (GStrv) words = g_strsplit (sources, " ", 4 * OB_N_METADATA);

  for (guint w = 0; words[w] != NULL; w++)
    for (guint i = 0; i < OB_N_METADATA; i++)
      {
        const char *name = ob_metadata_get_name ((ObMetadata) i);

        if (!g_str_has_prefix (words[w], name) || words[w][strlen (name)] != '=')
          continue;
        g_free (article->sources[i]);
        article->sources[i] = g_strdup (words[w] + strlen (name) + 1);
      }
}

const char *
ob_metadata_get_name (ObMetadata field)
{
  static const char *const names[OB_N_METADATA] = {
    "title",    "byline",  "outlet",   "url",        "published",
    "updated",  "section", "language", "identifier",
  };

  g_return_val_if_fail ((guint) field < OB_N_METADATA, NULL);

  return names[field];
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
ob_checkpoint_free (ObCheckpoint *checkpoint)
{
  if (checkpoint == NULL)
    return;

  g_free (checkpoint->name);
  g_free (checkpoint);
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
