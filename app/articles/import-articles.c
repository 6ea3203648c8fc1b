#include "articles/import-articles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/article-paths.h"
#include "store/edit.h"
#include "store/project-private.h"

struct _ObKnownTexts
{
  GHashTable *project; /* (owned) SHA-256 -> Known */
  GHashTable *met;     /* (owned) the same */
};

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

static GHashTable *
known_table_new (void)
{
  return g_hash_table_new_full (hash_sha256, equal_sha256, g_free, known_free);
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

/* (nullable) */
static const Known *
find_known (ObKnownTexts *known, const ObArticleFile *file)
{
  const guint8 *sha256 = ob_text_get_sha256 (file->reading->text);
  const Known *found = g_hash_table_lookup (known->project, sha256);

  return found != NULL ? found : g_hash_table_lookup (known->met, sha256);
}

static void
make_duplicate (ObArticleFile *file, const Known *known)
{
  file->fate = OB_ARTICLE_DUPLICATE;
  file->article = known->article;
  g_free (file->reason);
  file->reason = g_strdup_printf (_ ("The same text is there already: “%s”."), known->title);
}

/* Puts @file into @edit, unless it is a duplicate of a text in @known, to which it is added. */
static gboolean
add_file (ObEdit *edit, ObArticleFile *file, ObKnownTexts *known, GError **error)
{
  const Known *same = find_known (known, file);

  if (same != NULL)
    {
      make_duplicate (file, same);
      return TRUE;
    }

  file->article = ob_edit_add_packed_article (edit, file->text, file->reading->metadata, error);
  if (file->article == 0)
    {
      g_prefix_error (error, "%s: ", file->name);
      return FALSE;
    }

  file->fate = OB_ARTICLE_ADDED;
  add_known (known->met, ob_text_get_sha256 (file->reading->text), file->article,
             file->reading->metadata->title);
  return TRUE;
}

/* Adds all that were read; returns how many are new, or -1. */
static int
add_files (ObProject *project, ObEdit *edit, GPtrArray *files, GError **error)
{
  g_autoptr (ObKnownTexts) known = ob_known_texts_new (project);
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
      if (!add_file (edit, file, known, error))
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

guint
ob_article_file_get_offers (const ObArticleFile *file)
{
  static const char *const texts[] = { ".txt", ".text", ".md", ".html", ".htm", ".xhtml" };
  static const char *const tables[] = { ".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson" };
  const char *file_name = ob_article_source_get_file_name (file->source);
  g_autofree char *name = g_ascii_strdown (file_name != NULL ? file_name : "", -1);

  if (file->reading != NULL)
    return file->reading->offers;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_has_suffix (name, texts[i]))
      return OB_OFFER_ENCODING;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_has_suffix (name, tables[i]))
      return OB_OFFER_ENCODING | OB_OFFER_COLUMNS;
  return strchr (name, '.') == NULL ? OB_OFFER_ENCODING : 0;
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

ObKnownTexts *
ob_known_texts_new (ObProject *project)
{
  ObKnownTexts *known = g_new0 (ObKnownTexts, 1);
  g_autoptr (GPtrArray) articles = project != NULL ? ob_project_list_articles (project) : NULL;

  known->project = known_table_new ();
  known->met = known_table_new ();
  for (guint i = 0; articles != NULL && i < articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (articles, i);

      add_known (known->project, article->sha256, article->entity, article->title);
    }
  return known;
}

void
ob_known_texts_free (ObKnownTexts *known)
{
  g_hash_table_unref (known->project);
  g_hash_table_unref (known->met);
  g_free (known);
}

void
ob_known_texts_meet (ObKnownTexts *known, ObArticleFile *file)
{
  const Known *same;

  if (file->fate == OB_ARTICLE_DUPLICATE)
    {
      file->fate = OB_ARTICLE_READ;
      file->article = 0;
      g_clear_pointer (&file->reason, g_free);
    }
  if (file->fate != OB_ARTICLE_READ)
    return;

  same = find_known (known, file);
  if (same != NULL)
    make_duplicate (file, same);
  else
    add_known (known->met, ob_text_get_sha256 (file->reading->text), 0,
               file->reading->metadata->title);
}

void
ob_known_texts_forget_met (ObKnownTexts *known)
{
  g_hash_table_remove_all (known->met);
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
