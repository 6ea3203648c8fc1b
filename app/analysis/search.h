/* Searching a project: texts for words, annotations for what they are.
 *
 * A query that asks for something of annotations (label:, speaker:, stance:, has:, ...) finds
 * annotations; words in it must then stand among an annotation's own.  Every other query finds
 * words, and articles when it asks for nothing but articles (outlet:, after:, ...).  Each side of
 * inside, overlapping and near/5 is judged by itself, and what the left side finds is kept.
 *
 * An ObSearch holds the rows of all annotations (store/statements.h) and the index of all words,
 * so that each answer takes milliseconds; it is told what changed and catches up when it is asked.
 * It may be used from any one thread at a time.
 */
#pragma once

#include "analysis/query.h"
#include "store/statements.h"
#include "store/text-index.h"

G_BEGIN_DECLS

typedef struct _ObSearch ObSearch;

typedef struct
{
  ObEntity article;
  guint32 start; /* of an annotation: its hull; of an article: 0, 0 */
  guint32 end;
  ObEntity annotation; /* or 0 */
} ObFinding;

/* (transfer full) */
ObSearch *ob_search_new (ObProject *project);
void ob_search_free (ObSearch *search);

/* Something in @article (0: anything) has changed.  Any thread, at any time. */
void ob_search_touch (ObSearch *search, ObEntity article);

/* Brings the rows, and the index when @words, up to date.  @progress: (nullable).  FALSE with
 * @error. */
gboolean ob_search_catch_up (ObSearch *search,
                             gboolean words,
                             ObTextIndexProgress progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

/* The rows of everything, as of the last catching up.  (transfer none) */
const ObStatements *ob_search_get_statements (ObSearch *search);

/* (transfer none): articles in order of creation, as of the last catching up: ObArticle. */
const GPtrArray *ob_search_get_articles (ObSearch *search);

/* TRUE when the query needs the index of words. */
gboolean ob_query_has_words (const ObQuery *query);

/* Everything that is found, by article in order of creation, then place.  Names are looked up now:
 * an unknown one is OB_QUERY_ERROR_NAME.  (transfer full) (nullable): GArray of ObFinding. */
GArray *ob_search_run (ObSearch *search, const ObQuery *query, GError **error);

/* Names of the fields that can be asked for, for help and completion: those of annotations and
 * articles, and the attributes of the codebook.  (transfer full): NULL-terminated */
char **ob_search_list_fields (ObProject *project);

/* A line of a concordance: what was found, with words around it.  Line ends are spaces. */
typedef struct
{
  ObFinding finding;
  char *left;
  char *text;
  char *right;
} ObConcordanceLine;

typedef enum
{
  OB_CONCORDANCE_PLACE,
  OB_CONCORDANCE_LEFT,  /* by the words before, the nearest first */
  OB_CONCORDANCE_RIGHT, /* by the words after */
} ObConcordanceOrder;

/* Lines of @n findings from @first on, with up to @context characters on each side, cut at words.
 * (transfer full) (nullable): GPtrArray of ObConcordanceLine; NULL when @cancellable was. */
GPtrArray *ob_concordance_new (ObProject *project,
                               const GArray *findings,
                               guint first,
                               guint n,
                               guint context,
                               GCancellable *cancellable);
void ob_concordance_sort (GPtrArray *lines, ObConcordanceOrder order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSearch, ob_search_free)

G_END_DECLS
