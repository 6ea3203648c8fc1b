/* The words of a project's articles, for searching.
 *
 * The index follows from the texts and belongs to this installation, so it is a database of its own
 * in the cache folder ($XDG_CACHE_HOME/obelus/words), which may be deleted at any time: the project
 * file does not grow by it, no edit waits for it, a file from elsewhere cannot bring a crafted one,
 * and the project's tables stay exactly those of its format.
 *
 *   word     FTS5 without content: folded words (no case, no accents) and where they stand
 *   article  id, SHA-256 of the text, and for each of its words how far it is from the one before
 *            and how long, in code points: places are known without reading texts
 */
#pragma once

#include "store/project.h"

G_BEGIN_DECLS

typedef struct _ObTextIndex ObTextIndex;

/* Called now and then with 0 to 1. */
typedef void (*ObTextIndexProgress) (double done, gpointer user_data);

/* Opens the index of @project; where the cache folder cannot be written, it is kept in memory.
 * Any thread, one at a time.  (transfer full) */
ObTextIndex *ob_text_index_open (ObProject *project);
void ob_text_index_free (ObTextIndex *index);

/* Adds the articles that are not in it yet: about 1 s for each 10 MB.  @progress: (nullable).
 * FALSE with @error, G_IO_ERROR_CANCELLED among others; what was added stays. */
gboolean ob_text_index_update (ObTextIndex *index,
                               ObTextIndexProgress progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error);

/* One place where words were found. */
typedef struct
{
  ObEntity article;
  guint32 start; /* code points, half-open */
  guint32 end;
} ObWordHit;

/* The places of a phrase, or of @phrases (char*) that stand within @distance words of each other.
 * @prefix: the last word of the phrase is a beginning.  By article in the order of @articles
 * (ObArticle), then start.  (transfer full) (nullable): GArray of ObWordHit; NULL with @error. */
GArray *ob_text_index_find (ObTextIndex *index,
                            const GPtrArray *articles,
                            const GPtrArray *phrases,
                            guint distance,
                            gboolean prefix,
                            GError **error);

/* Where the words of an article stand.  (transfer full): GArray of ObSegment, in order; empty when
 * the article is not in the index. */
GArray *ob_text_index_list_words (ObTextIndex *index, const ObArticle *article);

/* Words of @text as the index sees them, without a project: (transfer full): GArray of ObSegment. */
GArray *ob_text_index_split (ObTextIndex *index, const char *utf8);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTextIndex, ob_text_index_free)

G_END_DECLS
