/* Reading articles and their texts. */
#include "store/project-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/compress.h"
#include "store/derive.h"

#define ARTICLE_COLUMNS                                                                            \
  "e, title, byline, outlet, url, published, language, file_name, sha256, length, version, "       \
  "previous, "                                                                                     \
  "created, (SELECT count(*) FROM annotation WHERE annotation.article = article.e)"

static ObArticle *
read_article (sqlite3_stmt *row)
{
  ObArticle *article = g_new0 (ObArticle, 1);

  article->entity = sqlite3_column_int64 (row, 0);
  article->title = ob_column_dup_text (row, 1);
  article->byline = ob_column_dup_text (row, 2);
  article->outlet = ob_column_dup_text (row, 3);
  article->url = ob_column_dup_text (row, 4);
  article->published = ob_column_dup_text (row, 5);
  article->language = ob_column_dup_text (row, 6);
  article->file_name = ob_column_dup_text (row, 7);
  if (sqlite3_column_bytes (row, 8) == OB_SHA256_BYTES)
    memcpy (article->sha256, sqlite3_column_blob (row, 8), OB_SHA256_BYTES);
  article->length = (guint32) sqlite3_column_int64 (row, 9);
  article->version = sqlite3_column_int64 (row, 10);
  article->previous = sqlite3_column_int64 (row, 11);
  article->created = sqlite3_column_int64 (row, 12);
  article->n_annotations = (guint) sqlite3_column_int64 (row, 13);

  return article;
}

static ObText *
load_text (ObDatabase *database, ObEntity article, GError **error)
{
  sqlite3_stmt *row = ob_database_query (
      database,
      "SELECT text.body FROM article "
      "JOIN text ON text.sha256 = article.sha256 WHERE article.e = ? AND article.alive = 1",
      "i", article);
  g_autoptr (GBytes) body = NULL;
  ObText *text;

  if (!ob_database_next (database, row))
    {
      if (ob_database_check (database, error))
        ob_project_refuse (error, _ ("There is no such article in this project."));
      return NULL;
    }
  body = ob_column_bytes (row, 0);
  ob_database_done (row);

  text = ob_packed_text_expand (body, NULL);
  if (text == NULL)
    ob_project_refuse (
        error, _ ("The text of this article is damaged in the project file. Your annotations are "
                  "kept. Restore the file from a backup, or merge a colleague's copy."));
  return text;
}

static gboolean
has_text (ObDatabase *database, const ObText *text)
{
  return ob_database_get_number (database, 0, "SELECT 1 FROM text WHERE sha256 = ?", "b",
                                 ob_text_get_sha256 (text), (gsize) OB_SHA256_BYTES)
         != 0;
}

gint64
ob_project_store_text (ObDatabase *database, ObText *text, GBytes *original)
{
  g_autoptr (ObPackedText) packed = NULL;

  if (has_text (database, text))
    return 0;

  packed = ob_packed_text_new (text, original);
  return ob_project_store_packed_text (database, packed);
}

gint64
ob_project_store_packed_text (ObDatabase *database, const ObPackedText *packed)
{
  const guint8 *sha256 = ob_text_get_sha256 (packed->text);
  gsize n_bytes;

  if (has_text (database, packed->text))
    return 0;

  ob_text_get_utf8 (packed->text, &n_bytes);
  ob_database_run (
      database, "INSERT INTO text (sha256, length, bytes, body, original) VALUES (?, ?, ?, ?, ?)",
      "biiBB", sha256, (gsize) OB_SHA256_BYTES, (gint64) ob_text_get_length (packed->text),
      (gint64) n_bytes, packed->body, packed->original);
  return ob_database_last_row (database);
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_project_list_articles (ObProject *project)
{
  GPtrArray *articles = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_free);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return articles;
  row = ob_database_query (
      database,
      "SELECT " ARTICLE_COLUMNS " FROM article JOIN entity USING (e) JOIN change USING (n) "
      "WHERE alive = 1 ORDER BY " OB_SHARED_ORDER,
      "");
  while (ob_database_next (database, row))
    g_ptr_array_add (articles, read_article (row));

  return articles;
}

ObArticle *
ob_project_get_article (ObProject *project, ObEntity article)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObArticle *found = NULL;
  sqlite3_stmt *row;

  if (database == NULL)
    return NULL;
  row = ob_database_query (
      database, "SELECT " ARTICLE_COLUMNS " FROM article WHERE e = ? AND alive = 1", "i", article);
  if (ob_database_next (database, row))
    {
      found = read_article (row);
      ob_database_done (row);
    }
  return found;
}

ObText *
ob_project_get_text (ObProject *project, ObEntity article, GError **error)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  ObText *text;

  if (database == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return NULL;
    }

  text = ob_project_get_kept_text (project, article);
  if (text != NULL)
    return ob_text_ref (text);

  text = load_text (database, article, error);
  if (text != NULL)
    ob_project_keep_text (project, article, text);
  return text;
}

GBytes *
ob_project_get_original (ObProject *project, ObEntity article)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  g_autoptr (GBytes) packed = NULL;
  sqlite3_stmt *row;

  if (database == NULL)
    return NULL;
  row = ob_database_query (
      database,
      "SELECT text.original FROM article JOIN text ON text.sha256 = article.sha256 "
      "WHERE article.e = ? AND text.original IS NOT NULL",
      "i", article);
  if (!ob_database_next (database, row))
    return NULL;
  packed = ob_column_bytes (row, 0);
  ob_database_done (row);

  return ob_expand (packed, OB_TEXT_MAX_BYTES, NULL);
}

static char *
get_state (ObProject *project,
           ObEntity article,
           ObEntity annotator,
           const char *which,
           const char *fallback)
{
  g_autofree char *id = NULL, *name = NULL;
  char *value = NULL;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;
  ObId raw;

  if (database == NULL || !ob_state_get_id (ob_project_get_state (project), annotator, &raw))
    return g_strdup (fallback);

  id = ob_id_dup_text (&raw);
  name = g_strconcat (which, ":", id, NULL);
  row = ob_database_query (
      database, "SELECT states FROM article WHERE e = ? AND states IS NOT NULL", "i", article);
  if (ob_database_next (database, row))
    {
      g_autoptr (GArray) states
          = ob_fields_decode (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));

      ob_database_done (row);
      value = g_strdup (ob_value_get_text (ob_fields_get (states, name)));
    }
  return value != NULL ? value : g_strdup (fallback);
}

char *
ob_project_get_annotation_state (ObProject *project, ObEntity article, ObEntity annotator)
{
  return get_state (project, article, annotator, "annotation", "new");
}

char *
ob_project_get_review_state (ObProject *project, ObEntity article, ObEntity annotator)
{
  return get_state (project, article, annotator, "review", "none");
}
