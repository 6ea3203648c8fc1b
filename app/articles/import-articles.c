#include "articles/import-articles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/article-paths.h"
#include "store/edit.h"
#include "store/project-private.h"

/* A text that the project has, or is to have after the edit. */
typedef struct
{
  ObEntity article;
  char *title; /* (owned) */
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->title);
  g_free (known);
}

static guint
hash_sha256 (gconstpointer sha256)
{
  guint hash;

  memcpy (&hash, sha256, sizeof hash);
  return hash;
}

static gboolean
equal_sha256 (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, OB_SHA256_BYTES) == 0;
}

static void
add_known (GHashTable *all_known, const guint8 *sha256, ObEntity article, const char *title)
{
  Known *known = g_new0 (Known, 1);

  known->article = article;
  known->title = g_strdup (title);
  g_hash_table_insert (all_known, g_memdup2 (sha256, OB_SHA256_BYTES), known);
}

/* The project's texts, by their SHA-256. */
static GHashTable *
list_known (ObProject *project)
{
  GHashTable *all_known = g_hash_table_new_full (hash_sha256, equal_sha256, g_free, known_free);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);

  for (guint i = 0; i < articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (articles, i);

      add_known (all_known, article->sha256, article->entity, article->title);
    }

  return all_known;
}

/* Takes @reading (nullable) over.  The original is kept compressed, and the formatting ready to be
 * stored, so that thousands of files can wait for the analyst's choice. */
static ObArticleFile *
file_new (ObArticleSource *source, ObReading *reading, const GError *error)
{
  ObArticleFile *file = g_new0 (ObArticleFile, 1);

  file->source = ob_article_source_ref (source);
  file->name = ob_article_source_get_name (source);
  file->reading = reading;
  file->fate = reading != NULL ? OB_ARTICLE_READ : OB_ARTICLE_REFUSED;
  file->reason = error != NULL ? g_strdup (error->message) : NULL;
  if (reading == NULL)
    return file;

  file->text = ob_packed_text_new_formatted (reading->text, reading->formatting, reading->original);
  g_clear_pointer (&reading->original, g_bytes_unref);
  g_clear_pointer (&reading->formatting, ob_formatting_unref);
  return file;
}

/* Whether @file is a duplicate of a text in @all_known. */
static gboolean
find_duplicate (ObArticleFile *file, GHashTable *all_known)
{
  const Known *known
      = g_hash_table_lookup (all_known, ob_text_get_sha256 (file->reading->text));

  if (known == NULL)
    return FALSE;
  file->fate = OB_ARTICLE_DUPLICATE;
  file->article = known->article;
  file->reason = g_strdup_printf (_ ("The same text is there already: “%s”."), known->title);
  return TRUE;
}

/* Puts @file into @edit, unless it is a duplicate of a text in @all_known, to which it is added. */
static gboolean
add_file (ObEdit *edit, ObArticleFile *file, GHashTable *all_known, GError **error)
{
  if (find_duplicate (file, all_known))
    return TRUE;

  file->article = ob_edit_add_packed_article (edit, file->text, file->reading->metadata, error);
  if (file->article == 0)
    {
      g_prefix_error (error, "%s: ", file->name);
      return FALSE;
    }

  file->fate = OB_ARTICLE_ADDED;
  add_known (all_known, ob_text_get_sha256 (file->reading->text), file->article, file->reading->metadata->title);
  return TRUE;
}

/* Adds all that were read; returns how many are new, or -1. */
static int
add_files (ObProject *project, ObEdit *edit, GPtrArray *files, GError **error)
{
  g_autoptr (GHashTable) all_known = list_known (project);
  int n_added = 0;

  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (file->fate != OB_ARTICLE_READ)
        continue;
      if (file->choice == OB_ARTICLE_SKIP)
        {
          file->fate = OB_ARTICLE_SKIPPED;
          continue;
        }
      if (!add_file (edit, file, all_known, error))
        return -1;
      n_added += file->fate == OB_ARTICLE_ADDED;
    }

  return n_added;
}

/* Takes back the fates of the files that @was_read tells of. */
static void
reset_files (GPtrArray *files, const gboolean *was_read)
{
  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (!was_read[i])
        continue;
      file->fate = OB_ARTICLE_READ;
      file->article = 0;
      g_clear_pointer (&file->reason, g_free);
    }
}

/* The numbers that the edit gave to its articles become theirs in the project; without an edit
 * written there are none. */
static void
resolve_files (GPtrArray *files, ObEdit *edit, gboolean dry_run)
{
  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (file->article < 0)
        file->article = dry_run ? 0 : ob_edit_resolve (edit, file->article);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_article_file_free (ObArticleFile *file)
{
  if (file == NULL)
    return;

  ob_article_source_unref (file->source);
  g_clear_pointer (&file->reading, ob_reading_free);
  g_clear_pointer (&file->text, ob_packed_text_unref);
  g_free (file->reason);
  g_free (file);
}

const char *
ob_article_fate_get_name (ObArticleFate fate)
{
  static const char *const names[] = { "read", "added", "duplicate", "refused", "skipped" };

  g_return_val_if_fail (fate < G_N_ELEMENTS (names), NULL);

  return names[fate];
}

GPtrArray *
ob_article_files_read_source (ObArticleSource *source,
                              ObReaderProcess *process,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_file_free);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GPtrArray) readings
      = ob_article_source_read (source, process, NULL, cancellable, &cause);

  if (cause != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (readings != NULL)
    g_ptr_array_set_free_func (readings, NULL);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    g_ptr_array_add (files, file_new (source, readings->pdata[i], NULL));
  if (cause != NULL)
    g_ptr_array_add (files, file_new (source, NULL, cause));
  return g_steal_pointer (&files);
}

GPtrArray *
ob_article_files_read (const char *const *paths,
                       const ObReadOptions *options,
                       ObArticleProgress progress,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) files
    = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_file_free);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GPtrArray) all_paths = ob_article_paths_expand (paths);

  for (guint i = 0; i < all_paths->len; i++)
    {
      g_autoptr (ObArticleSource) source = ob_article_source_new_file (all_paths->pdata[i], options);
      g_autoptr (GPtrArray) found
          = ob_article_files_read_source (source, process, cancellable, error);

      if (found == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (files, g_steal_pointer (&found));
      if (progress != NULL)
        progress (i + 1, all_paths->len, data);
    }

  return g_steal_pointer (&files);
}

void
ob_article_files_find_duplicates (ObProject *project, GPtrArray *files)
{
  OB_PROJECT_LOCK (project);
  g_autoptr (GHashTable) all_known = list_known (project);

  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (file->fate == OB_ARTICLE_READ && !find_duplicate (file, all_known))
        add_known (all_known, ob_text_get_sha256 (file->reading->text), 0,
                   file->reading->metadata->title);
    }
}

gboolean
ob_article_files_add (ObProject *project, GPtrArray *files, gboolean dry_run, GError **error)
{
  OB_PROJECT_LOCK (project);
  g_autoptr (ObEdit) edit = ob_edit_new (project, "");
  g_autofree gboolean *was_read = g_new0 (gboolean, files->len + 1);
  g_autofree char *name = NULL;
  int n_added;

  for (guint i = 0; i < files->len; i++)
    was_read[i] = ((ObArticleFile *) g_ptr_array_index (files, i))->fate == OB_ARTICLE_READ;

  n_added = add_files (project, edit, files, error);
  if (n_added >= 0)
    {
      name = g_strdup_printf (
        ngettext ("Import %d article", "Import %d articles", (gulong) n_added), n_added);
      ob_edit_set_name (edit, name);
    }
  if (n_added < 0 || (!dry_run && !ob_edit_commit (edit, error)))
    {
      reset_files (files, was_read);
      return FALSE;
    }

  resolve_files (files, edit, dry_run);
  return TRUE;
}
