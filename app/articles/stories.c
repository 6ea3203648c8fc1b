#include "articles/stories.h"

#include <string.h>

#include "articles/address-key.h"
#include "articles/story-cache.h"
#include "model/shingles.h"

/* Candidates whose words are compared, the most alike first. */
#define MAX_COMPARED 8

/* As good as the same words. */
#define SAME_WORDS .95
/* So much of the shorter one must stand in the longer one: for stories that are told by their words
 * alone, and for those with the same address, which a front page has, too. */
#define SHARED_BY_WORDS .4
#define SHARED_BY_ADDRESS .1
/* Texts with fewer runs of words are not told by them, and so many they must share: a sentence that
 * every brief of an agency ends with makes no version. */
#define MIN_SHINGLES 30
#define MIN_SHARED 24

typedef struct
{
  ObEntity entity; /* 0 when it is not in the project */
  char *title;     /* (owned) */
  ObText *text;    /* (owned) (nullable): of those of the project read when needed */
  ObMinHash hash;
} Story;

struct _ObStories
{
  ObProject *project; /* (owned) */
  GPtrArray *all;     /* (owned) Story */
  ObMinHashIndex *index;
  GHashTable *by_text;       /* (owned) SHA-256 as text -> number + 1 */
  GHashTable *by_address;    /* (owned) key -> number + 1 */
  GHashTable *by_identifier; /* (owned) identifier -> number + 1 */
  guint n_identified;        /* of so many the identifier was looked up */
  guint n_in_project;
};

static void
story_free (gpointer data)
{
  Story *story = data;

  g_free (story->title);
  g_clear_pointer (&story->text, ob_text_unref);
  g_free (story);
}

static void
add_name (GHashTable *names, char *name, guint number)
{
  if (name != NULL && !g_hash_table_contains (names, name))
    g_hash_table_insert (names, name, GUINT_TO_POINTER (number + 1));
  else
    g_free (name);
}

static char *
make_hex (const guint8 *sha256)
{
  GString *hex = g_string_sized_new (2 * OB_SHA256_BYTES);

  for (guint i = 0; i < OB_SHA256_BYTES; i++)
    g_string_append_printf (hex, "%02x", sha256[i]);
  return g_string_free (hex, FALSE);
}

static void
append_story (ObStories *stories, const ObArticle *metadata, ObText *text, const ObMinHash *hash)
{
  Story *story = g_new0 (Story, 1);
  guint number = stories->all->len;

  story->entity = metadata->entity;
  story->title = g_strdup (metadata->title != NULL ? metadata->title : "");
  story->text = text != NULL ? ob_text_ref (text) : NULL;
  story->hash = *hash;
  g_ptr_array_add (stories->all, story);
  ob_min_hash_index_add (stories->index, hash);
  add_name (stories->by_text, make_hex (text != NULL ? ob_text_get_sha256 (text) : metadata->sha256), number);
  add_name (stories->by_address, ob_address_make_key (metadata->url), number);
}

static GArray *
make_shingles (const ObText *text)
{
  gsize n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &n_bytes);

  return ob_shingles_make (utf8, n_bytes);
}

static void
make_hash (const GArray *shingles, ObMinHash *hash)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint64));

  ob_min_hash_make (shingles->len >= MIN_SHINGLES ? shingles : none, hash);
}

/* The min-hash of an article of the project, from the cache, or into it. */
static void
find_hash (ObStories *stories, ObStoryCache *cache, const ObArticle *article, ObMinHash *hash)
{
  const ObMinHash *kept = ob_story_cache_find (cache, article->sha256);
  g_autoptr (ObText) text = NULL;
  g_autoptr (GArray) shingles = NULL;

  if (kept != NULL)
    {
      *hash = *kept;
      return;
    }
  text = ob_project_get_text (stories->project, article->entity, NULL);
  shingles = text != NULL ? make_shingles (text) : g_array_new (FALSE, FALSE, sizeof (guint64));
  make_hash (shingles, hash);
  if (text != NULL)
    ob_story_cache_add (cache, article->sha256, hash);
}

/* Identifiers are not in the list of articles; few projects have them. */
static void
look_up_identifiers (ObStories *stories)
{
  for (; stories->n_identified < stories->n_in_project; stories->n_identified++)
    {
      const Story *story = stories->all->pdata[stories->n_identified];
      g_autoptr (ObArticle) details = ob_project_get_article_details (stories->project, story->entity);

      if (details != NULL)
        add_name (stories->by_identifier, g_strdup (details->identifier), stories->n_identified);
    }
}

/* (transfer full) (nullable) */
static GArray *
get_shingles (const ObStories *stories, guint number)
{
  const Story *story = stories->all->pdata[number];
  g_autoptr (ObText) text = story->text != NULL
                                ? ob_text_ref (story->text)
                                : ob_project_get_text (stories->project, story->entity, NULL);

  return text != NULL ? make_shingles (text) : NULL;
}

static gboolean
find_name (GHashTable *names, const char *name, guint below, guint *number)
{
  guint found = name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (names, name)) : 0;

  *number = found - 1;
  return found > 0 && *number < below;
}

/* One with the same identifier or address. */
static ObStoryMatch
find_by_name (ObStories *stories, const ObArticle *metadata, const GArray *shingles, guint below)
{
  g_autofree char *key = ob_address_make_key (metadata->url);
  ObStoryMatch match = { .kin = OB_KIN_NONE };
  g_autoptr (GArray) others = NULL;

  if (metadata->identifier != NULL)
    look_up_identifiers (stories);
  if (find_name (stories->by_identifier, metadata->identifier, below, &match.number))
    match.by = OB_KIN_BY_IDENTIFIER;
  else if (find_name (stories->by_address, key, below, &match.number))
    match.by = OB_KIN_BY_ADDRESS;
  else
    return match;

  others = get_shingles (stories, match.number);
  if (others == NULL)
    return match;
  match.shared = ob_shingles_get_containment (shingles, others);
  if (ob_shingles_get_resemblance (shingles, others) >= SAME_WORDS)
    match.kin = OB_KIN_SAME_ARTICLE;
  else if (match.by == OB_KIN_BY_IDENTIFIER || match.shared >= SHARED_BY_ADDRESS)
    match.kin = OB_KIN_VERSION;
  return match;
}

typedef struct
{
  guint number;
  double estimate;
} Candidate;

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->estimate != right->estimate)
    return left->estimate > right->estimate ? -1 : 1;
  return left->number > right->number ? -1 : left->number < right->number;
}

static GArray *
list_candidates (const ObStories *stories, const ObMinHash *hash, guint below)
{
  g_autoptr (GArray) numbers = ob_min_hash_index_find (stories->index, hash);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);
      const Story *story = stories->all->pdata[number];
      Candidate candidate = { number, ob_min_hash_estimate (hash, &story->hash) };

      if (number < below)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

/* The one that shares most words; of equals the last, which is the latest version. */
static ObStoryMatch
find_by_words (const ObStories *stories, const GArray *shingles, guint below)
{
  g_autoptr (GArray) candidates = NULL;
  ObStoryMatch best = { .kin = OB_KIN_NONE };
  ObMinHash hash;

  make_hash (shingles, &hash);
  candidates = list_candidates (stories, &hash, below);
  for (guint i = 0; i < MIN (candidates->len, MAX_COMPARED); i++)
    {
      guint number = g_array_index (candidates, Candidate, i).number;
      g_autoptr (GArray) others = get_shingles (stories, number);
      double shared = others != NULL ? ob_shingles_get_containment (shingles, others) : 0;

      if (shared >= SHARED_BY_WORDS && shared > best.shared
          && shared * MIN (shingles->len, others->len) >= MIN_SHARED)
        best = (ObStoryMatch){ OB_KIN_VERSION, OB_KIN_BY_WORDS, number, shared };
    }
  return best;
}

/* Public functions ----------------------------------------------------------------------------- */

ObStories *
ob_stories_new (ObProject *project, GCancellable *cancellable, GError **error)
{
  g_autoptr (ObStories) stories = g_new0 (ObStories, 1);
  g_autoptr (ObStoryCache) cache = NULL;
  g_autoptr (GPtrArray) articles
      = project != NULL ? ob_project_list_articles (project) : g_ptr_array_new ();

  g_set_object (&stories->project, project);
  stories->all = g_ptr_array_new_with_free_func (story_free);
  stories->index = ob_min_hash_index_new ();
  stories->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stories->by_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stories->by_identifier = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stories->n_in_project = articles->len;
  cache = project != NULL ? ob_story_cache_open (project) : NULL;
  for (guint i = 0; i < articles->len; i++)
    {
      ObMinHash hash;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      find_hash (stories, cache, articles->pdata[i], &hash);
      append_story (stories, articles->pdata[i], NULL, &hash);
    }
  return g_steal_pointer (&stories);
}

void
ob_stories_free (ObStories *stories)
{
  g_clear_object (&stories->project);
  g_ptr_array_unref (stories->all);
  ob_min_hash_index_free (stories->index);
  g_hash_table_unref (stories->by_text);
  g_hash_table_unref (stories->by_address);
  g_hash_table_unref (stories->by_identifier);
  g_free (stories);
}

void
ob_stories_add (ObStories *stories, const ObArticle *metadata, ObText *text)
{
  g_autoptr (GArray) shingles = make_shingles (text);
  ObMinHash hash;

  make_hash (shingles, &hash);
  add_name (stories->by_identifier, g_strdup (metadata->identifier), stories->all->len);
  append_story (stories, metadata, text, &hash);
}

ObStoryMatch
ob_stories_find (ObStories *stories, const ObArticle *metadata, ObText *text, guint below)
{
  g_autofree char *hex = make_hex (ob_text_get_sha256 (text));
  g_autoptr (GArray) shingles = NULL;
  ObStoryMatch match = { OB_KIN_SAME_TEXT, OB_KIN_BY_WORDS, 0, 1 };

  if (find_name (stories->by_text, hex, below, &match.number))
    return match;

  shingles = make_shingles (text);
  match = find_by_name (stories, metadata, shingles, below);
  return match.kin != OB_KIN_NONE ? match : find_by_words (stories, shingles, below);
}

guint
ob_stories_count (const ObStories *stories)
{
  return stories->all->len;
}

ObEntity
ob_stories_get_article (const ObStories *stories, guint number)
{
  return ((Story *) stories->all->pdata[number])->entity;
}

const char *
ob_stories_get_title (const ObStories *stories, guint number)
{
  return ((Story *) stories->all->pdata[number])->title;
}
