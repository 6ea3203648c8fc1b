/* Which articles tell the same story: those of a project, and those that are about to come in.
 *
 *   the same text         to the last character
 *   the same article      the same web address or identifier, and as good as the same words
 *   versions              the same address or identifier and other words; or, whatever they are
 *                         called, much of the words of one in the other, as of wire copy that several
 *                         desks have edited
 *
 * Built in O(n), and asked in O(1) for each article and those that are like it.
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_KIN_NONE,
  OB_KIN_SAME_TEXT,
  OB_KIN_SAME_ARTICLE,
  OB_KIN_VERSION,
} ObKin;

/* How it was found that two are kin. */
typedef enum
{
  OB_KIN_BY_WORDS,
  OB_KIN_BY_ADDRESS,
  OB_KIN_BY_IDENTIFIER,
} ObKinBy;

typedef struct
{
  ObKin kin;
  ObKinBy by;
  guint number;  /* of the article that is kin, unless OB_KIN_NONE */
  double shared; /* part of the words of the shorter one that stand in the longer one, 0 to 1 */
} ObStoryMatch;

typedef struct _ObStories ObStories;

/* Those of @project (nullable: none), numbered as ob_project_list_articles() has them.  Any thread; about 1 s for each
 * 3,000 articles that it sees for the first time.
 * Returns: (transfer full) (nullable): NULL with G_IO_ERROR_CANCELLED. */
ObStories *ob_stories_new (ObProject *project, GCancellable *cancellable, GError **error);
void ob_stories_free (ObStories *stories);

/* Adds one that is not in the project, by the next number. */
void ob_stories_add (ObStories *stories, const ObArticle *metadata, ObText *text);

/* The best match among all that were added before number @below; G_MAXUINT for all. */
ObStoryMatch ob_stories_find (ObStories *stories, const ObArticle *metadata, ObText *text, guint below);

guint ob_stories_count (const ObStories *stories);

/* Of number @number: its entity (0 unless of the project) and title. */
ObEntity ob_stories_get_article (const ObStories *stories, guint number);
const char *ob_stories_get_title (const ObStories *stories, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObStories, ob_stories_free)

G_END_DECLS
