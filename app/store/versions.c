#include "store/versions.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"

static gint
compare_versions (gconstpointer a, gconstpointer b)
{
  const ObArticle *left = *(ObArticle *const *) a, *right = *(ObArticle *const *) b;

  if (left->version != right->version)
    return left->version < right->version ? -1 : 1;
  return left->entity < right->entity ? -1 : left->entity > right->entity;
}

/* Articles by their entity. (transfer full): it borrows them. */
static GHashTable *
index_articles (const GPtrArray *articles)
{
  GHashTable *by_entity = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < articles->len; i++)
    {
      ObArticle *article = articles->pdata[i];

      g_hash_table_insert (by_entity, &article->entity, article);
    }
  return by_entity;
}

/* The version that all others come from.  Bounded: merged changes may go in a circle. */
static ObEntity
find_first (GHashTable *by_entity, ObEntity entity)
{
  for (guint i = 0; i < g_hash_table_size (by_entity); i++)
    {
      const ObArticle *article = g_hash_table_lookup (by_entity, &entity);

      if (article == NULL || !g_hash_table_contains (by_entity, &article->previous))
        break;
      entity = article->previous;
    }
  return entity;
}

static void
set_previous (ObEdit *edit, ObEntity article, ObEntity previous, gint64 version)
{
  ob_edit_set (edit, article, "previous",
               previous != 0 ? ob_value_new_entity (previous) : ob_value_new_none ());
  ob_edit_set (edit, article, "version", ob_value_new_integer (version));
}

/* TRUE when @article is one of those that @previous follows from. */
static gboolean
comes_before (ObEdit *edit, ObEntity article, ObEntity previous)
{
  for (guint i = 0; i < 1000 && previous != 0; i++)
    {
      g_autoptr (ObValue) next = NULL;

      if (previous == article)
        return TRUE;
      next = ob_edit_get (edit, previous, "previous");
      previous = ob_value_get_entity (next);
    }
  return previous != 0;
}

/* Values of @from that @into has none of. */
static void
take_fields (ObEdit *edit, ObEntity from, ObEntity into)
{
  static const char *const not_taken[] = { "text", "formatting", "version", "previous", "deleted", NULL };
  ObState *state = ob_project_get_state (ob_edit_get_project (edit));
  g_autoptr (GArray) theirs = ob_state_get_fields (state, from);
  g_autoptr (GArray) own = ob_state_get_fields (state, into);

  for (guint i = 0; i < theirs->len; i++)
    {
      const ObField *field = &g_array_index (theirs, ObField, i);

      if (!g_strv_contains (not_taken, field->field)
          && ob_value_is_none (ob_fields_get (own, field->field)))
        ob_edit_set (edit, into, field->field, ob_value_ref (field->value));
    }
}

static void
move_all (ObEdit *edit, ObEntity from, ObEntity into)
{
  ObProject *project = ob_edit_get_project (edit);
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, from, 0, 0);
  g_autoptr (GPtrArray) comments = ob_project_list_comments (project, from);
  g_autoptr (GPtrArray) strays = ob_project_list_strays (project);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);

  for (guint i = 0; i < annotations->len; i++)
    ob_edit_set (edit, ((ObAnnotation *) annotations->pdata[i])->entity, "article",
                 ob_value_new_entity (into));
  for (guint i = 0; i < comments->len; i++)
    ob_edit_set (edit, ((ObComment *) comments->pdata[i])->entity, "on", ob_value_new_entity (into));
  for (guint i = 0; i < strays->len; i++)
    if (((ObStray *) strays->pdata[i])->article == from)
      ob_edit_set (edit, ((ObStray *) strays->pdata[i])->entity, "article",
                   ob_value_new_entity (into));
  for (guint i = 0; i < articles->len; i++)
    if (((ObArticle *) articles->pdata[i])->previous == from)
      ob_edit_set (edit, ((ObArticle *) articles->pdata[i])->entity, "previous",
                   ob_value_new_entity (into));
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_project_list_versions (ObProject *project, ObEntity article)
{
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_free);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GHashTable) by_entity = index_articles (articles);
  ObEntity first = find_first (by_entity, article);

  if (!g_hash_table_contains (by_entity, &article))
    return versions;
  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *other = articles->pdata[i];

      if (other->entity == article || other->entity == first
          || (other->previous != 0 && find_first (by_entity, other->entity) == first))
        g_ptr_array_add (versions, ob_project_get_article (project, other->entity));
    }
  g_ptr_array_sort (versions, compare_versions);
  return versions;
}

gboolean
ob_edit_set_previous (ObEdit *edit, ObEntity article, ObEntity previous, GError **error)
{
  g_autoptr (ObValue) version = NULL;

  if (!ob_edit_check_kind (edit, article, OB_KIND_ARTICLE, error)
      || (previous != 0 && !ob_edit_check_kind (edit, previous, OB_KIND_ARTICLE, error)))
    return FALSE;
  if (previous == 0)
    {
      set_previous (edit, article, 0, 1);
      return TRUE;
    }
  if (comes_before (edit, article, previous))
    {
      ob_project_refuse (error, _ ("An article cannot be a version of itself, nor of one that is a "
                                   "later version of it."));
      return FALSE;
    }

  version = ob_edit_get (edit, previous, "version");
  set_previous (edit, article, previous, MAX (ob_value_get_integer (version), 1) + 1);
  return TRUE;
}

gboolean
ob_edit_unify_articles (ObEdit *edit, ObEntity from, ObEntity into, GError **error)
{
  g_autoptr (ObText) one = NULL, other = NULL;

  if (!ob_edit_check_kind (edit, from, OB_KIND_ARTICLE, error)
      || !ob_edit_check_kind (edit, into, OB_KIND_ARTICLE, error))
    return FALSE;
  one = ob_edit_get_text (edit, from, error);
  other = one != NULL ? ob_edit_get_text (edit, into, error) : NULL;
  if (other == NULL)
    return FALSE;
  if (from == into
      || memcmp (ob_text_get_sha256 (one), ob_text_get_sha256 (other), OB_SHA256_BYTES) != 0)
    {
      ob_project_refuse (error, _ ("Only two articles with the same text can be made one."));
      return FALSE;
    }

  take_fields (edit, from, into);
  move_all (edit, from, into);
  ob_edit_set (edit, from, "deleted", ob_value_new_integer (1));
  return TRUE;
}
