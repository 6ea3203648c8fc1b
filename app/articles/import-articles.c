#include "articles/import-articles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static ObImportItem *
item_new (const char *name, ObReading *reading, const GError *error)
{
  ObImportItem *item = g_new0 (ObImportItem, 1);

  item->name = g_strdup (name);
  item->reading = reading;
  item->outcome = reading != NULL ? OB_IMPORT_READ : OB_IMPORT_REFUSED;
  item->reason = error != NULL ? g_strdup (error->message) : NULL;
  return item;
}

/* Puts @item into @edit, or finds it a duplicate of a text in @all_known, to which it is added. */
static gboolean
add_item (ObEdit *edit, ObImportItem *item, GHashTable *all_known, GError **error)
{
  const guint8 *sha256 = ob_text_get_sha256 (item->reading->text);
  const Known *known = g_hash_table_lookup (all_known, sha256);

  if (known != NULL)
    {
      item->outcome = OB_IMPORT_DUPLICATE;
      item->article = known->article;
      item->reason = g_strdup_printf (_ ("The same text is there already: “%s”."), known->title);
      return TRUE;
    }

  item->article = ob_edit_add_article (edit, item->reading->text, item->reading->original,
                                       item->reading->metadata, error);
  if (item->article == 0)
    {
      g_prefix_error (error, "%s: ", item->name);
      return FALSE;
    }

  item->outcome = OB_IMPORT_ADDED;
  add_known (all_known, sha256, item->article, item->reading->metadata->title);
  return TRUE;
}

/* Adds all that were read; returns how many are new, or -1. */
static int
add_items (ObProject *project, ObEdit *edit, GPtrArray *items, GError **error)
{
  g_autoptr (GHashTable) all_known = list_known (project);
  int n_added = 0;

  for (guint i = 0; i < items->len; i++)
    {
      ObImportItem *item = g_ptr_array_index (items, i);

      if (item->outcome != OB_IMPORT_READ)
        continue;
      if (!add_item (edit, item, all_known, error))
        return -1;
      n_added += item->outcome == OB_IMPORT_ADDED;
    }

  return n_added;
}

/* Takes back the outcomes of the items that @was_read tells of. */
static void
reset_items (GPtrArray *items, const gboolean *was_read)
{
  for (guint i = 0; i < items->len; i++)
    {
      ObImportItem *item = g_ptr_array_index (items, i);

      if (!was_read[i])
        continue;
      item->outcome = OB_IMPORT_READ;
      item->article = 0;
      g_clear_pointer (&item->reason, g_free);
    }
}

/* The numbers that the edit gave to its articles become theirs in the project; without an edit
 * written there are none. */
static void
resolve_items (GPtrArray *items, ObEdit *edit, gboolean dry_run)
{
  for (guint i = 0; i < items->len; i++)
    {
      ObImportItem *item = g_ptr_array_index (items, i);

      if (item->article < 0)
        item->article = dry_run ? 0 : ob_edit_resolve (edit, item->article);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_import_item_free (ObImportItem *item)
{
  if (item == NULL)
    return;

  g_free (item->name);
  g_clear_pointer (&item->reading, ob_reading_free);
  g_free (item->reason);
  g_free (item);
}

const char *
ob_import_outcome_get_name (ObImportOutcome outcome)
{
  static const char *const names[] = { "read", "added", "duplicate", "refused" };

  g_return_val_if_fail (outcome < G_N_ELEMENTS (names), NULL);

  return names[outcome];
}

GPtrArray *
ob_import_read_files (const char *const *paths, ObImportProgress progress, gpointer data,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) items
    = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_import_item_free);
  guint n_paths = g_strv_length ((char **) paths);

  for (guint i = 0; i < n_paths; i++)
    {
      g_autofree char *name = g_filename_display_name (paths[i]);
      g_autoptr (GError) cause = NULL;
      ObReading *reading = ob_articles_read_file (paths[i], cancellable, &cause);

      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      g_ptr_array_add (items, item_new (name, reading, cause));
      if (progress != NULL)
        progress (i + 1, n_paths, data);
    }

  return g_steal_pointer (&items);
}

ObImportItem *
ob_import_read_bytes (GBytes *bytes, const char *name)
{
  g_autoptr (GError) cause = NULL;
  ObReading *reading = ob_articles_read_bytes (bytes, NULL, &cause);

  return item_new (name, reading, cause);
}

gboolean
ob_import_add (ObProject *project, GPtrArray *items, gboolean dry_run, GError **error)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "");
  g_autofree gboolean *was_read = g_new0 (gboolean, items->len + 1);
  g_autofree char *name = NULL;
  int n_added;

  for (guint i = 0; i < items->len; i++)
    was_read[i] = ((ObImportItem *) g_ptr_array_index (items, i))->outcome == OB_IMPORT_READ;

  n_added = add_items (project, edit, items, error);
  if (n_added >= 0)
    {
      name = g_strdup_printf (ngettext ("Import %d article", "Import %d articles", (gulong) n_added),
                              n_added);
      ob_edit_set_name (edit, name);
    }
  if (n_added < 0 || (!dry_run && !ob_edit_commit (edit, error)))
    {
      reset_items (items, was_read);
      return FALSE;
    }

  resolve_items (items, edit, dry_run);
  return TRUE;
}
