#include "articles/import-articles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/article-paths.h"
#include "articles/reader-process.h"
#include "store/edit.h"

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

static ObArticleFile *
file_new (const char *name, ObReading *reading, const GError *error)
{
  ObArticleFile *file = g_new0 (ObArticleFile, 1);

  file->name = g_strdup (name);
  file->reading = reading;
  file->fate = reading != NULL ? OB_ARTICLE_READ : OB_ARTICLE_REFUSED;
  file->reason = error != NULL ? g_strdup (error->message) : NULL;
  if (reading != NULL)
    file->text = ob_packed_text_new_formatted (reading->text, reading->formatting, reading->original);
  return file;
}

/* Reads @bytes and adds what they hold to @files; with @cause set as well where something is
 * missing. */
static void
read_bytes (ObReaderProcess *process, GBytes *bytes, const char *name, const char *base,
            const char *format, const char *encoding, GPtrArray *files, GCancellable *cancellable,
            GError **cause)
{
  g_autoptr (GPtrArray) readings
    = ob_reader_process_read (process, bytes, base, format, encoding, cancellable, cause);

  if (readings == NULL)
    return;
  g_ptr_array_set_free_func (readings, NULL);
  for (guint i = 0; i < readings->len; i++)
    g_ptr_array_add (files, file_new (name, readings->pdata[i], NULL));
}

/* Puts @file into @edit, or finds it a duplicate of a text in @all_known, to which it is added. */
static gboolean
add_file (ObEdit *edit, ObArticleFile *file, GHashTable *all_known, GError **error)
{
  const guint8 *sha256 = ob_text_get_sha256 (file->reading->text);
  const Known *known = g_hash_table_lookup (all_known, sha256);

  if (known != NULL)
    {
      file->fate = OB_ARTICLE_DUPLICATE;
      file->article = known->article;
      file->reason = g_strdup_printf (_ ("The same text is there already: “%s”."), known->title);
      return TRUE;
    }

  file->article = ob_edit_add_packed_article (edit, file->text, file->reading->metadata, error);
  if (file->article == 0)
    {
      g_prefix_error (error, "%s: ", file->name);
      return FALSE;
    }

  file->fate = OB_ARTICLE_ADDED;
  add_known (all_known, sha256, file->article, file->reading->metadata->title);
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

  g_free (file->name);
  g_clear_pointer (&file->reading, ob_reading_free);
  g_clear_pointer (&file->text, ob_packed_text_unref);
  g_free (file->reason);
  g_free (file);
}

const char *
ob_article_fate_get_name (ObArticleFate fate)
{
  static const char *const names[] = { "read", "added", "duplicate", "refused" };

  g_return_val_if_fail (fate < G_N_ELEMENTS (names), NULL);

  return names[fate];
}

GPtrArray *
ob_article_files_read (const char *const *paths, const char *format, ObArticleProgress progress,
                       gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files
    = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_file_free);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GPtrArray) all_paths = ob_article_paths_expand (paths);

  for (guint i = 0; i < all_paths->len; i++)
    {
      const char *path = all_paths->pdata[i];
      g_autofree char *name = g_filename_display_name (path);
      g_autofree char *base = g_filename_display_basename (path);
      g_autoptr (GError) cause = NULL;
      g_autoptr (GBytes) bytes = ob_articles_load (path, cancellable, &cause);

      if (bytes != NULL)
        read_bytes (process, bytes, name, base, format, NULL, files, cancellable, &cause);
      if (cause != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (cause != NULL)
        g_ptr_array_add (files, file_new (name, NULL, cause));
      if (progress != NULL)
        progress (i + 1, all_paths->len, data);
    }

  return g_steal_pointer (&files);
}

GPtrArray *
ob_article_files_read_bytes (GBytes *bytes, const char *name, const char *format,
                             const char *encoding, GCancellable *cancellable)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_file_free);
  g_autoptr (ObReaderProcess) process = ob_reader_process_new ();
  g_autoptr (GError) cause = NULL;

  read_bytes (process, bytes, name, NULL, format, encoding, files, cancellable, &cause);
  if (cause != NULL)
    g_ptr_array_add (files, file_new (name, NULL, cause));
  return files;
}

gboolean
ob_article_files_add (ObProject *project, GPtrArray *files, gboolean dry_run, GError **error)
{
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
