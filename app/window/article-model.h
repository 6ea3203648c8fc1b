/* ObArticleModel: the articles of a project that match a filter, in order of creation. */
#pragma once

#include "store/project.h"
#include "window/flat-model.h"

G_BEGIN_DECLS

#define OB_TYPE_ARTICLE_MODEL (ob_article_model_get_type ())
G_DECLARE_FINAL_TYPE (ObArticleModel, ob_article_model, OB, ARTICLE_MODEL, ObFlatModel)

enum
{
  OB_ARTICLE_COLUMN_ENTITY,  /* gint64 */
  OB_ARTICLE_COLUMN_TITLE,
  OB_ARTICLE_COLUMN_DETAILS, /* "Daily Planet · 13 April 2017" */
  OB_ARTICLE_COLUMN_COUNT,   /* "14", or "" for none */
  OB_ARTICLE_COLUMN_STATE,   /* "new", "in-progress", "done" of who annotates */
  OB_N_ARTICLE_COLUMNS
};

ObArticleModel *ob_article_model_new (void);

/* Shows the articles of @project (nullable) whose title, outlet or byline hold every word of
 * @filter (nullable), ignoring case.  Views must be detached: no rows are announced. */
void ob_article_model_load (ObArticleModel *model, ObProject *project, const char *filter);

/* Takes over the articles' current data.  FALSE when the articles are not the same as before and
 * ob_article_model_load() is needed. */
gboolean ob_article_model_refresh (ObArticleModel *model);

guint ob_article_model_get_n_rows (ObArticleModel *model);
/* Articles of the project, those that the filter hides included. */
guint ob_article_model_get_n_articles (ObArticleModel *model);
ObEntity ob_article_model_get_entity (ObArticleModel *model, guint row);

/* The row of @article, or -1. */
int ob_article_model_find (ObArticleModel *model, ObEntity article);

G_END_DECLS
