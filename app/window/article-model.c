#include "window/article-model.h"

#include "window/describe.h"

#include <string.h>

struct _ObArticleModel
{
  ObFlatModel parent_instance;

  ObProject *project;  /* (owned) (nullable) */
  GPtrArray *articles; /* (owned) (nullable) ObArticle: all of the project */
  GArray *rows;        /* (owned) guint: indices of articles that are shown */
  char *filter;        /* (owned) case-folded, never NULL */
};

G_DEFINE_FINAL_TYPE (ObArticleModel, ob_article_model, OB_TYPE_FLAT_MODEL)

static const GType column_types[OB_N_ARTICLE_COLUMNS] = {
  G_TYPE_INT64, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
};

static ObArticle *
get_article (ObArticleModel *self, guint row)
{
  return g_ptr_array_index (self->articles, g_array_index (self->rows, guint, row));
}

/* TRUE when every word of @filter, which is case-folded, is somewhere in what the list shows. */
static gboolean
article_matches (const ObArticle *article, const char *filter)
{
  g_autofree char *shown = g_strjoin (" ",
                                      article->title,
                                      article->outlet ? article->outlet : "",
                                      article->byline ? article->byline : "",
                                      article->published ? article->published : "",
                                      NULL);
  g_autofree char *folded = g_utf8_casefold (shown, -1);
  g_auto (GStrv) words = g_strsplit (filter, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
filter_rows (ObArticleModel *self)
{
  g_array_set_size (self->rows, 0);
  for (guint i = 0; self->articles != NULL && i < self->articles->len; i++)
    if (article_matches (g_ptr_array_index (self->articles, i), self->filter))
      g_array_append_val (self->rows, i);
}

static guint
get_n_rows (ObFlatModel *model)
{
  return OB_ARTICLE_MODEL (model)->rows->len;
}

static void
get_value (ObFlatModel *model, guint row, int column, GValue *value)
{
  ObArticleModel *self = OB_ARTICLE_MODEL (model);
  const ObArticle *article = get_article (self, row);
  ObEntity annotator;

  switch (column)
    {
    case OB_ARTICLE_COLUMN_ENTITY:
      g_value_set_int64 (value, article->entity);
      break;
    case OB_ARTICLE_COLUMN_TITLE:
      g_value_set_string (value, article->title);
      break;
    case OB_ARTICLE_COLUMN_DETAILS:
      g_value_take_string (value, ob_describe_source (article));
      break;
    case OB_ARTICLE_COLUMN_COUNT:
      if (article->n_annotations > 0)
        g_value_take_string (value, g_strdup_printf ("%u", article->n_annotations));
      break;
    case OB_ARTICLE_COLUMN_STATE:
      annotator = ob_project_get_annotator (self->project);
      g_value_take_string (
        value, ob_project_get_annotation_state (self->project, article->entity, annotator));
      break;
    }
}

static void
ob_article_model_dispose (GObject *object)
{
  ObArticleModel *self = OB_ARTICLE_MODEL (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (ob_article_model_parent_class)->dispose (object);
}

static void
ob_article_model_finalize (GObject *object)
{
  ObArticleModel *self = OB_ARTICLE_MODEL (object);

  g_array_unref (self->rows);
  g_free (self->filter);

  G_OBJECT_CLASS (ob_article_model_parent_class)->finalize (object);
}

static void
ob_article_model_class_init (ObArticleModelClass *class)
{
  ObFlatModelClass *flat_class = OB_FLAT_MODEL_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_article_model_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_article_model_finalize;
  flat_class->types = column_types;
  flat_class->n_columns = OB_N_ARTICLE_COLUMNS;
  flat_class->get_n_rows = get_n_rows;
  flat_class->get_value = get_value;
}

static void
ob_article_model_init (ObArticleModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->filter = g_strdup ("");
}

ObArticleModel *
ob_article_model_new (void)
{
  return g_object_new (OB_TYPE_ARTICLE_MODEL, NULL);
}

void
ob_article_model_load (ObArticleModel *self, ObProject *project, const char *filter)
{
  g_set_object (&self->project, project);
  g_free (self->filter);
  self->filter = g_utf8_casefold (filter ? filter : "", -1);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  if (project != NULL)
    self->articles = ob_project_list_articles (project);

  filter_rows (self);
}

gboolean
ob_article_model_refresh (ObArticleModel *self)
{
  g_autoptr (GPtrArray) articles = NULL;

  if (self->project == NULL)
    return TRUE;

  articles = ob_project_list_articles (self->project);
  if (articles->len != self->articles->len)
    return FALSE;
  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *before = g_ptr_array_index (self->articles, i);
      const ObArticle *now = g_ptr_array_index (articles, i);

      if (before->entity != now->entity || g_strcmp0 (before->title, now->title) != 0)
        return FALSE;
    }

  g_ptr_array_unref (self->articles);
  self->articles = g_steal_pointer (&articles);

  return TRUE;
}

guint
ob_article_model_get_n_rows (ObArticleModel *self)
{
  return self->rows->len;
}

guint
ob_article_model_get_n_articles (ObArticleModel *self)
{
  return self->articles ? self->articles->len : 0;
}

ObEntity
ob_article_model_get_entity (ObArticleModel *self, guint row)
{
  return row < self->rows->len ? get_article (self, row)->entity : 0;
}

int
ob_article_model_find (ObArticleModel *self, ObEntity article)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (get_article (self, i)->entity == article)
      return (int) i;

  return -1;
}
