#include "articles/import-articles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/article-paths.h"
#include "store/carry-over.h"
#include "store/project-private.h"
#include "store/versions.h"

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

/* Versions ------------------------------------------------------------------------------------- */

/* What is added: the edit, what is known, and which article each got as its new version. */
typedef struct
{
  ObProject *project; /* (unowned) */
  ObEdit *edit;       /* (unowned) */
  GPtrArray *files;   /* (unowned) ObArticleFile */
  ObKnownTexts *known; /* (unowned) */
  GHashTable *latest; /* (unowned) ObEntity of the project -> file with its latest version */
  int n_added;
} Adding;

static void
set_reason (ObArticleFile *file, char *reason)
{
  g_free (file->reason);
  file->reason = reason;
}

/* The article that @file is like, of the project or of this edit; 0 when it did not come in. */
static ObEntity
get_kin (const Adding *adding, const ObArticleFile *file)
{
  if (file->match_article != 0)
    return ob_project_get_kind (adding->project, file->match_article) == OB_KIND_ARTICLE
               ? file->match_article
               : 0;
  return ((ObArticleFile *) adding->files->pdata[file->match_file])->article;
}

/* The first article of the versions that @article of the project is one of, and the latest. */
static void
find_ends (const Adding *adding, ObEntity article, ObEntity *first, ObEntity *last)
{
  g_autoptr (GPtrArray) versions = ob_project_list_versions (adding->project, article);

  *first = *last = article;
  if (versions->len == 0)
    return;
  *first = ((ObArticle *) versions->pdata[0])->entity;
  *last = ((ObArticle *) versions->pdata[versions->len - 1])->entity;
}

/* Makes @file, which was added, the version after the last one of what it is like. */
static gboolean
make_version (Adding *adding, ObArticleFile *file, ObEntity kin, GError **error)
{
  ObEntity first = kin, previous = kin;
  const ObArticleFile *later;

  if (kin > 0)
    find_ends (adding, kin, &first, &previous);
  later = g_hash_table_lookup (adding->latest, &first);
  if (later != NULL)
    previous = later->article;
  if (!ob_edit_set_previous (adding->edit, file->article, previous, error))
    return FALSE;

  file->fate = OB_ARTICLE_VERSION;
  g_hash_table_replace (adding->latest, g_memdup2 (&first, sizeof first), file);
  return TRUE;
}

static void
describe_carried (ObArticleFile *file, const ObCarried *carried)
{
  guint n_told = carried->n_changed + carried->n_left;
  g_autofree char *version
      = g_strdup_printf (_ ("It is a new version of “%s”."), file->match_title);
  g_autofree char *moved
      = g_strdup_printf (ngettext ("%u annotation was carried over.",
                                   "%u annotations were carried over.", carried->n_moved + carried->n_changed),
                         carried->n_moved + carried->n_changed);
  g_autofree char *told
      = g_strdup_printf (ngettext ("%u needs attention.", "%u need attention.", n_told), n_told);

  if (carried->n_moved + n_told == 0)
    set_reason (file, g_steal_pointer (&version));
  else
    set_reason (file, g_strjoin (" ", version, moved, n_told > 0 ? told : NULL, NULL));
}

/* Annotations go from the version that was the latest to the one that is. */
static gboolean
carry_all (Adding *adding, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, adding->latest);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      ObEntity first = *(ObEntity *) key, from = first;
      ObArticleFile *file = value;
      ObCarried carried;

      if (first > 0)
        find_ends (adding, first, &first, &from);
      if (!ob_edit_carry_over (adding->edit, from, file->article, &carried, error))
        return FALSE;
      describe_carried (file, &carried);
    }
  return TRUE;
}

/* Adding --------------------------------------------------------------------------------------- */

static gboolean
add_article (Adding *adding, ObArticleFile *file, GError **error)
{
  file->article
      = ob_edit_add_packed_article (adding->edit, file->text, file->reading->metadata, error);
  if (file->article == 0)
    {
      g_prefix_error (error, "%s: ", file->name);
      return FALSE;
    }

  file->fate = OB_ARTICLE_ADDED;
  adding->n_added++;
  add_known (adding->known->met, ob_text_get_sha256 (file->reading->text), file->article,
             file->reading->metadata->title);
  return TRUE;
}

/* Puts @file into the edit, unless it is a duplicate of what is known, or is not wanted. */
static gboolean
add_file (Adding *adding, ObArticleFile *file, GError **error)
{
  ObEntity kin = file->match.kin >= OB_KIN_SAME_ARTICLE ? get_kin (adding, file) : 0;
  const Known *same = find_known (adding->known, file);

  if (file->choice == OB_ARTICLE_SKIP)
    {
      file->fate = OB_ARTICLE_SKIPPED;
      set_reason (file, ob_article_file_describe_match (file));
      return TRUE;
    }
  if (same != NULL)
    {
      make_duplicate (file, same);
      return TRUE;
    }
  if (kin != 0 && file->match.kin == OB_KIN_SAME_ARTICLE)
    {
      file->fate = OB_ARTICLE_DUPLICATE;
      file->article = kin;
      set_reason (file, g_strdup_printf (_ ("The same article is there already: “%s”."),
                                         file->match_title));
      return TRUE;
    }

  if (!add_article (adding, file, error))
    return FALSE;
  set_reason (file, kin != 0 ? ob_article_file_describe_match (file) : NULL);
  return kin == 0 || file->choice != OB_ARTICLE_NEW_VERSION
         || make_version (adding, file, kin, error);
}

/* Adds all that were read; returns how many are new, or -1. */
static int
add_files (ObProject *project, ObEdit *edit, GPtrArray *files, GError **error)
{
  g_autoptr (ObKnownTexts) known = ob_known_texts_new (project);
  g_autoptr (GHashTable) latest
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Adding adding = { project, edit, files, known, latest, 0 };

  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (file->fate == OB_ARTICLE_READ && !add_file (&adding, file, error))
        return -1;
    }

  return carry_all (&adding, error) ? adding.n_added : -1;
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
  g_free (file->match_title);
  g_free (file);
}

const char *
ob_article_fate_get_name (ObArticleFate fate)
{
  static const char *const names[] = { "read",    "added",   "duplicate",
                                       "refused", "skipped", "new version" };

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
