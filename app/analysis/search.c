#include "analysis/search-private.h"

#include <string.h>

/* Sets ----------------------------------------------------------------------------------------- */

static guint
count_limbs (guint n)
{
  return (n + 63) / 64;
}

ObSet *
ob_set_new (gboolean of_rows, guint n)
{
  ObSet *set = g_new0 (ObSet, 1);

  set->of_rows = of_rows;
  set->n = n;
  set->bits = g_new0 (guint64, count_limbs (n) + 1);
  return set;
}

void
ob_set_free (ObSet *set)
{
  g_free (set->bits);
  g_clear_pointer (&set->hits, g_array_unref);
  g_free (set);
}

static gint
compare_hits (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ObWordHit *left = a, *right = b;
  guint place_left = ob_search_get_place (user_data, left->article);
  guint place_right = ob_search_get_place (user_data, right->article);

  if (place_left != place_right)
    return place_left < place_right ? -1 : 1;
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->end > right->end) - (left->end < right->end);
}

/* The hits of both that lie in articles of @set, in order, none twice. */
static GArray *
join_hits (ObSearch *search, const ObSet *set, const GArray *a, const GArray *b)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (ObWordHit));
  guint i = 0, k = 0;

  while ((a != NULL && i < a->len) || (b != NULL && k < b->len))
    {
      const ObWordHit *left = a != NULL && i < a->len ? &g_array_index (a, ObWordHit, i) : NULL;
      const ObWordHit *right = b != NULL && k < b->len ? &g_array_index (b, ObWordHit, k) : NULL;
      gint order = left == NULL    ? 1
                   : right == NULL ? -1
                                   : compare_hits (left, right, search);
      const ObWordHit *next = order <= 0 ? left : right;

      i += order <= 0;
      k += order >= 0;
      if (ob_set_has (set, ob_search_get_place (search, next->article)))
        g_array_append_vals (hits, next, 1);
    }
  return hits;
}

static ObSet *
combine (ObSearch *search, ObQueryType type, const ObSet *left, const ObSet *right)
{
  ObSet *set = ob_set_new (left->of_rows, left->n);

  for (guint i = 0; i < count_limbs (left->n); i++)
    set->bits[i] = type == OB_QUERY_AND ? left->bits[i] & right->bits[i]
                                        : left->bits[i] | right->bits[i];
  if (!left->of_rows)
    set->hits = join_hits (search, set, left->hits, right->hits);
  return set;
}

static ObSet *
invert (const ObSet *set)
{
  ObSet *inverse = ob_set_new (set->of_rows, set->n);

  for (guint i = 0; i < set->n; i++)
    if (!ob_set_has (set, i))
      ob_set_add (inverse, i);
  return inverse;
}

/* The rows that have one of the hits among their words; of articles without hits, all rows. */
static ObSet *
turn_into_rows (ObSearch *search, ObSet *set)
{
  const GArray *rows = search->statements->rows;
  ObSet *turned;

  if (set->of_rows)
    return set;

  turned = ob_set_new (TRUE, rows->len);
  for (guint i = 0; set->hits == NULL && i < rows->len; i++)
    {
      guint place = ob_search_get_place (search, g_array_index (rows, ObStatement, i).article);

      if (place < set->n && ob_set_has (set, place))
        ob_set_add (turned, i);
    }
  for (guint k = 0; set->hits != NULL && k < set->hits->len;)
    {
      ObEntity article = g_array_index (set->hits, ObWordHit, k).article;
      guint next = k, first, last;

      while (next < set->hits->len && g_array_index (set->hits, ObWordHit, next).article == article)
        next++;
      ob_statements_find_article (search->statements, article, &first, &last);
      for (guint i = first, from = k; i < last; i++)
        {
          const ObStatement *row = &g_array_index (rows, ObStatement, i);

          while (from < next && g_array_index (set->hits, ObWordHit, from).start < row->start)
            from++;
          for (guint hit = from; hit < next; hit++)
            {
              const ObWordHit *place = &g_array_index (set->hits, ObWordHit, hit);

              if (place->start >= row->end)
                break;
              if (place->end <= row->end)
                {
                  ob_set_add (turned, i);
                  break;
                }
            }
        }
      k = next;
    }
  ob_set_free (set);
  return turned;
}

/* Evaluation ------------------------------------------------------------------------------------ */

static ObSet *evaluate (ObSearch *search, const ObQuery *query, gboolean of_rows, GError **error);

/* TRUE when this side of a relation, or the whole query, finds annotations. */
static gboolean
asks_for_rows (const ObQuery *query)
{
  if (query == NULL)
    return FALSE;
  switch (query->type)
    {
    case OB_QUERY_FIELD:
      return ob_search_field_is_of_rows (query->name);
    case OB_QUERY_INSIDE:
    case OB_QUERY_OVERLAPPING:
    case OB_QUERY_NEAR:
      return asks_for_rows (query->left);
    default:
      return asks_for_rows (query->left) || asks_for_rows (query->right);
    }
}

static ObSet *
find_words (ObSearch *search, const ObQuery *query, GError **error)
{
  g_autoptr (ObSet) set = ob_set_new (FALSE, search->articles->len);

  set->hits = ob_text_index_find (search->index, search->articles, query->words, query->distance,
                                  query->prefix, error);
  if (set->hits == NULL)
    return NULL;
  for (guint i = 0; i < set->hits->len; i++)
    ob_set_add (set, ob_search_get_place (search, g_array_index (set->hits, ObWordHit, i).article));
  return g_steal_pointer (&set);
}

static ObSet *
evaluate_relation (ObSearch *search, const ObQuery *query, GError **error)
{
  g_autoptr (ObSet) left = evaluate (search, query->left, asks_for_rows (query->left), error);
  g_autoptr (ObSet) right
      = left != NULL ? evaluate (search, query->right, asks_for_rows (query->right), error) : NULL;

  return right != NULL ? ob_search_relate (search, query, left, right) : NULL;
}

static ObSet *
evaluate_pair (ObSearch *search, const ObQuery *query, gboolean of_rows, GError **error)
{
  g_autoptr (ObSet) left = evaluate (search, query->left, of_rows, error);
  g_autoptr (ObSet) right = left != NULL ? evaluate (search, query->right, of_rows, error) : NULL;

  return right != NULL ? combine (search, query->type, left, right) : NULL;
}

static ObSet *
evaluate (ObSearch *search, const ObQuery *query, gboolean of_rows, GError **error)
{
  ObSet *set = NULL;

  switch (query->type)
    {
    case OB_QUERY_AND:
    case OB_QUERY_OR:
      return evaluate_pair (search, query, of_rows, error);
    case OB_QUERY_NOT:
      {
        g_autoptr (ObSet) inner = evaluate (search, query->left, of_rows, error);

        return inner != NULL ? invert (inner) : NULL;
      }
    case OB_QUERY_FIELD:
      set = ob_search_match_field (search, query, error);
      break;
    case OB_QUERY_WORDS:
      set = find_words (search, query, error);
      break;
    default:
      set = evaluate_relation (search, query, error);
    }
  return set != NULL && of_rows ? turn_into_rows (search, set) : set;
}

static void
add_finding (GArray *findings, ObEntity article, guint32 start, guint32 end, ObEntity annotation)
{
  ObFinding finding = { article, start, end, annotation };

  g_array_append_val (findings, finding);
}

/* The rows of @set, article by article in order of creation. */
static void
list_rows (ObSearch *search, const ObSet *set, GArray *findings)
{
  for (guint i = 0; i < search->articles->len; i++)
    {
      guint first, last;

      ob_statements_find_article (search->statements,
                                  ((ObArticle *) search->articles->pdata[i])->entity, &first,
                                  &last);
      for (guint k = first; k < last; k++)
        {
          const ObStatement *row = &g_array_index (search->statements->rows, ObStatement, k);

          if (ob_set_has (set, k))
            add_finding (findings, row->article, row->start, row->end, row->annotation);
        }
    }
}

static void
list_places (ObSearch *search, const ObSet *set, gboolean words, GArray *findings)
{
  for (guint i = 0; set->hits != NULL && i < set->hits->len; i++)
    {
      const ObWordHit *hit = &g_array_index (set->hits, ObWordHit, i);

      add_finding (findings, hit->article, hit->start, hit->end, 0);
    }
  for (guint i = 0; !words && i < set->n; i++)
    if (ob_set_has (set, i))
      add_finding (findings, ((ObArticle *) search->articles->pdata[i])->entity, 0, 0, 0);
}

/* TRUE when the query can give places of words, and not only say in which articles they are not. */
static gboolean
gives_places (const ObQuery *query)
{
  if (query == NULL || query->type == OB_QUERY_NOT || query->type == OB_QUERY_FIELD)
    return FALSE;
  return query->type == OB_QUERY_WORDS || gives_places (query->left)
         || gives_places (query->right);
}

/* Catching up ----------------------------------------------------------------------------------- */

static void
list_articles (ObSearch *search)
{
  g_clear_pointer (&search->articles, g_ptr_array_unref);
  g_clear_pointer (&search->places, g_hash_table_unref);
  search->articles = ob_project_list_articles (search->project);
  search->places = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < search->articles->len; i++)
    g_hash_table_insert (search->places, &((ObArticle *) search->articles->pdata[i])->entity,
                         GUINT_TO_POINTER (i + 1));
}

/* Public functions ------------------------------------------------------------------------------ */

ObSearch *
ob_search_new (ObProject *project)
{
  ObSearch *search = g_new0 (ObSearch, 1);

  search->project = g_object_ref (project);
  search->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  search->all_touched = TRUE;
  g_mutex_init (&search->mutex);
  return search;
}

void
ob_search_free (ObSearch *search)
{
  g_clear_pointer (&search->statements, ob_statements_free);
  g_clear_pointer (&search->index, ob_text_index_free);
  g_clear_pointer (&search->places, g_hash_table_unref);
  g_clear_pointer (&search->articles, g_ptr_array_unref);
  g_hash_table_unref (search->touched);
  g_mutex_clear (&search->mutex);
  g_object_unref (search->project);
  g_free (search);
}

void
ob_search_touch (ObSearch *search, ObEntity article)
{
  g_mutex_lock (&search->mutex);
  if (article == 0)
    search->all_touched = TRUE;
  else
    g_hash_table_add (search->touched, g_memdup2 (&article, sizeof article));
  g_mutex_unlock (&search->mutex);
}

gboolean
ob_search_catch_up (ObSearch *search,
                    gboolean words,
                    ObTextIndexProgress progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GHashTable) touched = NULL;
  GHashTableIter iter;
  gpointer article;
  gboolean all;

  g_mutex_lock (&search->mutex);
  all = search->all_touched || search->statements == NULL;
  touched = search->touched;
  search->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  search->all_touched = FALSE;
  g_mutex_unlock (&search->mutex);

  if (all)
    {
      ObStatements *statements = ob_project_list_all_statements (search->project, cancellable);

      if (statements == NULL)
        {
          ob_search_touch (search, 0);
          g_cancellable_set_error_if_cancelled (cancellable, error);
          return FALSE;
        }
      g_clear_pointer (&search->statements, ob_statements_free);
      search->statements = statements;
      list_articles (search);
      search->words = FALSE;
    }
  g_hash_table_iter_init (&iter, touched);
  while (!all && g_hash_table_iter_next (&iter, &article, NULL))
    ob_statements_update (search->statements, search->project, *(ObEntity *) article);

  if (!words || search->words)
    return TRUE;
  if (search->index == NULL)
    search->index = ob_text_index_open (search->project);
  search->words
      = ob_text_index_update (search->index, progress, user_data, cancellable, error);
  return search->words;
}

const ObStatements *
ob_search_get_statements (ObSearch *search)
{
  return search->statements;
}

const GPtrArray *
ob_search_get_articles (ObSearch *search)
{
  return search->articles;
}

guint
ob_search_get_place (ObSearch *search, ObEntity article)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (search->places, &article)) - 1;
}

gboolean
ob_query_has_words (const ObQuery *query)
{
  return query != NULL
         && (query->type == OB_QUERY_WORDS || query->type == OB_QUERY_NEAR
             || ob_query_has_words (query->left) || ob_query_has_words (query->right));
}

GArray *
ob_search_run (ObSearch *search, const ObQuery *query, GError **error)
{
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (ObFinding));
  g_autoptr (ObSet) set = evaluate (search, query, asks_for_rows (query), error);

  if (set == NULL)
    return NULL;
  if (set->of_rows)
    list_rows (search, set, findings);
  else
    list_places (search, set, gives_places (query), findings);
  return g_steal_pointer (&findings);
}
