/* Importing articles into a project: many files in one undoable step, and each article's fate.
 *
 * Two halves, so that the analyst can choose in between: reading sources, which needs no project and
 * is done by a worker, and adding what was read.
 */
#pragma once

#include "articles/article-source.h"
#include "articles/stories.h"
#include "store/packed-text.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_ARTICLE_READ,      /* read, not added yet */
  OB_ARTICLE_ADDED,     /* a new article of the project */
  OB_ARTICLE_DUPLICATE, /* the same article is there already; nothing was added */
  OB_ARTICLE_REFUSED,   /* could not be read */
  OB_ARTICLE_SKIPPED,   /* not wanted */
  OB_ARTICLE_VERSION,   /* a new version of an article of the project */
} ObArticleFate;

/* What is to be done with an article that was read. */
typedef enum
{
  OB_ARTICLE_IMPORT,      /* where it looks like a version of another article, both are kept */
  OB_ARTICLE_SKIP,
  OB_ARTICLE_NEW_VERSION, /* of what it looks like a version of, whose annotations it takes over */
} ObArticleChoice;

/* One article, or a file without any, and what became of it. */
typedef struct
{
  ObArticleSource *source; /* (owned) */
  const char *name;        /* what messages call the file: the source's */
  ObReading *reading;      /* (owned) (nullable): NULL when refused; without the original bytes */
  ObPackedText *text;      /* (owned) (nullable) the reading's text and bytes, ready to be stored */
  ObArticleChoice choice;
  ObArticleFate fate;
  char *reason;            /* (owned) (nullable) duplicate: of what; refused: why; a sentence */
  ObEntity article;        /* the new article, or the one with the same text; 0 */

  ObStoryMatch match;     /* what it is like; OB_KIN_NONE until compared */
  char *match_title;      /* (owned) (nullable) */
  ObEntity match_article; /* in the project; 0 when it is like number @match_file of the same import */
  guint match_file;
} ObArticleFile;

void ob_article_file_free (ObArticleFile *file);

/* "added", "duplicate", "new version", ...; untranslated. */
const char *ob_article_fate_get_name (ObArticleFate fate);

/* How the file of @file can be read otherwise: what its reader offers, or, when it was refused, what
 * may help by its name (ObReadOffers). */
guint ob_article_file_get_offers (const ObArticleFile *file);

/* Reads the articles in @source with @process; from a worker thread.
 * Returns: (transfer full) (nullable): array of at least one ObArticleFile, read or refused; NULL
 * with G_IO_ERROR_CANCELLED only. */
GPtrArray *ob_article_files_read_source (ObArticleSource *source,
                                         ObReaderProcess *process,
                                         GCancellable *cancellable,
                                         GError **error);

/* Called after each file, in the thread that reads. */
typedef void (*ObArticleProgress) (guint n_done, guint n_files, gpointer data);

/* Reads the files at @paths (NULL-terminated, as the file system spells them), and the articles in
 * those that are folders.  From any thread.  @options, @progress: (nullable).
 * Returns: (transfer full) (nullable): array of ObArticleFile in the order of @paths, read or
 * refused; NULL with G_IO_ERROR_CANCELLED only. */
GPtrArray *ob_article_files_read (const char *const *paths,
                                  const ObReadOptions *options,
                                  ObArticleProgress progress,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

/* Texts that are known: those of a project, and those that were met since. */
typedef struct _ObKnownTexts ObKnownTexts;

/* @project: (nullable).  From any thread. */
ObKnownTexts *ob_known_texts_new (ObProject *project);
void ob_known_texts_free (ObKnownTexts *known);

/* Makes @file a duplicate, if it was read and its text is known; else learns the text, and the file
 * is none. */
void ob_known_texts_meet (ObKnownTexts *known, ObArticleFile *file);

/* Forgets what is not of the project. */
void ob_known_texts_forget_met (ObKnownTexts *known);

/* Finds out which of @files look like versions of articles of @project (nullable), or of each other.  From any
 * thread; O(articles + files).  Returns: FALSE with G_IO_ERROR_CANCELLED only. */
gboolean ob_article_files_compare (ObProject *project,
                                   GPtrArray *files,
                                   GCancellable *cancellable,
                                   GError **error);

/* Gives @file what @compared, a copy of it, was found to be like.  What is there already, with as good
 * as the same words, becomes a duplicate. */
void ob_article_file_take_match (ObArticleFile *file, const ObArticleFile *compared);

/* Whether @file looks like a version of another article, and why: a sentence.  (transfer full)
 * (nullable): NULL when it does not. */
char *ob_article_file_describe_match (const ObArticleFile *file);

/* "3 of 40 look like versions of articles that you have."  (transfer full) (nullable): NULL when
 * none does. */
char *ob_article_files_describe_versions (const GPtrArray *files);

/* Adds the articles that were read and are to be imported to @project, in one edit, "Import 3
 * articles"; texts that the project has already, or that came twice, are duplicates.  With @dry_run
 * nothing is written, and the fate says what would be.  From any thread.
 * Returns: FALSE with an error of the project, when nothing was added and all fates are as
 * before. */
gboolean ob_article_files_add (ObProject *project,
                               GPtrArray *files,
                               gboolean dry_run,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObArticleFile, ob_article_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObKnownTexts, ob_known_texts_free)

G_END_DECLS
