/* What the files of searching share. */
#pragma once

#include "analysis/search.h"

G_BEGIN_DECLS

struct _ObSearch
{
  ObProject *project; /* (owned) */
  ObStatements *statements; /* (owned) (nullable) */
  ObTextIndex *index;       /* (owned) (nullable) */
  GPtrArray *articles;      /* (owned) (nullable) ObArticle */
  GHashTable *places;       /* (owned) (nullable) article -> its place in @articles + 1 */
  gboolean words;           /* the index is complete */
  GMutex mutex;             /* guards the two below */
  GHashTable *touched;      /* (owned) articles to read anew */
  gboolean all_touched;
};

/* What a part of a query found: rows of annotations; or articles, and the places in them. */
typedef struct
{
  gboolean of_rows;
  guint64 *bits; /* (owned): rows, or articles by their place */
  guint n;       /* rows or articles */
  GArray *hits;  /* (owned) (nullable) of articles only: ObWordHit by place of article, start */
} ObSet;

ObSet *ob_set_new (gboolean of_rows, guint n);
void ob_set_free (ObSet *set);

static inline void
ob_set_add (ObSet *set, guint i)
{
  set->bits[i / 64] |= G_GUINT64_CONSTANT (1) << (i % 64);
}

static inline gboolean
ob_set_has (const ObSet *set, guint i)
{
  return (set->bits[i / 64] >> (i % 64)) & 1;
}

/* A test of a field.  (transfer full) (nullable): a set of rows, or of articles where the field is
 * theirs; NULL with OB_QUERY_ERROR_NAME. */
ObSet *ob_search_match_field (ObSearch *search, const ObQuery *query, GError **error);

/* TRUE when the field @name is one of annotations and not of articles. */
gboolean ob_search_field_is_of_rows (const char *name);

/* Place of an article, or G_MAXUINT. */
guint ob_search_get_place (ObSearch *search, ObEntity article);

/* Keeps of the left those that stand so to one of the right. */
ObSet *ob_search_relate (ObSearch *search, const ObQuery *query, const ObSet *left, const ObSet *right);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSet, ob_set_free)

G_END_DECLS
