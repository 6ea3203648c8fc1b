/* Importing articles into a project: many files in one undoable step, and each file's fate.
 *
 * Two halves, so that the window can do the slow one in a worker thread: reading files, which needs
 * no project, and adding what was read, which belongs to the project's thread.
 */
#pragma once

#include "articles/reader.h"
#include "store/packed-text.h"
#include "store/project.h"

G_BEGIN_DECLS

typedef enum
{
  OB_ARTICLE_READ,      /* read, not added yet */
  OB_ARTICLE_ADDED,     /* a new article of the project */
  OB_ARTICLE_DUPLICATE, /* the same text is there already; nothing was added */
  OB_ARTICLE_REFUSED,   /* could not be read */
} ObArticleFate;

/* One file and what became of it. */
typedef struct
{
  char *name;         /* (owned) what messages call it: the path as it was given, in UTF-8 */
  ObReading *reading; /* (owned) (nullable): NULL when refused */
  ObPackedText *text; /* (owned) (nullable) the reading's text and bytes, ready to be stored */
  ObArticleFate fate;
  char *reason;       /* (owned) (nullable) duplicate: of what; refused: why; a sentence */
  ObEntity article;   /* the new article, or the one with the same text; 0 */
} ObArticleFile;

void ob_article_file_free (ObArticleFile *file);

/* "added", "duplicate", ...; untranslated. */
const char *ob_article_fate_get_name (ObArticleFate fate);

/* Called after each file, in the thread that reads. */
typedef void (*ObArticleProgress) (guint n_done, guint n_files, gpointer data);

/* Reads the files at @paths (NULL-terminated, as the file system spells them), and the articles in
 * those that are folders, with a reader process.  From any thread.  @format: id of a reader, or NULL
 * for what each file is.  @progress: (nullable).  A file that holds several articles gives several
 * ObArticleFile of its name.
 * Returns: (transfer full) (nullable): array of ObArticleFile in the order of @paths, read or
 * refused; NULL with G_IO_ERROR_CANCELLED only. */
GPtrArray *ob_article_files_read (const char *const *paths,
                                  const char *format,
                                  ObArticleProgress progress,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

/* Reads articles from memory, as pasting gives them; @name: what messages call them, not kept as a
 * file name; @format, @encoding: NULL for what they are.  From any thread.
 * Returns: (transfer full): array of ObArticleFile, read or refused. */
GPtrArray *ob_article_files_read_bytes (GBytes *bytes,
                                        const char *name,
                                        const char *format,
                                        const char *encoding,
                                        GCancellable *cancellable);

/* Adds what was read to @project, in one edit, "Import 3 articles"; texts that the project has
 * already, or that came twice, are duplicates.  With @dry_run nothing is written, and the fate
 * says what would be.  On the project's thread.
 * Returns: FALSE with an error of the project, when nothing was added and all fates are as
 * before. */
gboolean ob_article_files_add (ObProject *project,
                               GPtrArray *files,
                               gboolean dry_run,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObArticleFile, ob_article_file_free)

G_END_DECLS
