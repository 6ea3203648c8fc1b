#include "share/folder.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "share/bundle.h"
#include "store/project-private.h"

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ObFolderFile *const *) a)->name, (*(ObFolderFile *const *) b)->name);
}

/* The latest first. */
static gint
compare_times (gconstpointer a, gconstpointer b)
{
  const ObPresence *left = *(ObPresence *const *) a, *right = *(ObPresence *const *) b;

  return (left->last < right->last) - (left->last > right->last);
}

/* The actors of the folder and when each last wrote: (transfer full): ObId -> gint64 */
static GHashTable *
list_writers (const GPtrArray *files)
{
  GHashTable *writers = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, g_free);

  for (guint i = 0; i < files->len; i++)
    {
      const ObFolderFile *file = files->pdata[i];
      g_autofree char *text = g_strndup (file->name, OB_ID_TEXT_LENGTH);
      gint64 *last;
      ObId actor;

      if (!ob_id_from_text (text, &actor))
        continue;
      last = g_hash_table_lookup (writers, &actor);
      if (last == NULL)
        g_hash_table_insert (writers, g_memdup2 (&actor, sizeof actor),
                             g_memdup2 (&file->written, sizeof file->written));
      else
        *last = MAX (*last, file->written);
    }
  return writers;
}

/* One person may have worked in several copies. */
static void
add_presence (GPtrArray *presences, char *name, gint64 last, gboolean own)
{
  ObPresence *presence;

  for (guint i = 0; i < presences->len; i++)
    {
      presence = presences->pdata[i];
      if (strcmp (presence->name, name) != 0)
        continue;
      presence->last = MAX (presence->last, last);
      presence->own = presence->own || own;
      g_free (name);
      return;
    }
  presence = g_new0 (ObPresence, 1);
  presence->name = name;
  presence->last = last;
  presence->own = own;
  g_ptr_array_add (presences, presence);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_folder_file_free (ObFolderFile *file)
{
  g_free (file->name);
  g_free (file->look);
  g_free (file);
}

ObFolderFile *
ob_folder_look (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  ObFolderFile *file;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;

  file = g_new0 (ObFolderFile, 1);
  file->name = g_strdup (name);
  file->look = g_strdup_printf ("%lld %lld.%09ld", (long long) status.st_size,
                                (long long) status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  file->n_bytes = (gsize) status.st_size;
  file->written = status.st_mtim.tv_sec;
  return file;
}

GPtrArray *
ob_folder_list (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files;
  const char *name;

  if (dir == NULL)
    {
      g_set_error (
          error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
          _ ("The team folder “%s” cannot be read. Check that it is there, and connected."),
          folder);
      return NULL;
    }
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_folder_file_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      ObFolderFile *file = strstr (name, OB_BUNDLE_SUFFIX) != NULL && *name != '.'
                               ? ob_folder_look (folder, name)
                               : NULL;

      if (file != NULL)
        g_ptr_array_add (files, file);
    }
  g_ptr_array_sort (files, compare_names);
  return files;
}

void
ob_presence_free (ObPresence *presence)
{
  g_free (presence->name);
  g_free (presence);
}

GPtrArray *
ob_folder_list_presences (ObProject *project, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) files = ob_folder_list (folder, error);
  g_autoptr (GHashTable) writers = NULL;
  GPtrArray *presences;
  GHashTableIter iter;
  gpointer actor, last;
  OB_PROJECT_LOCK (project);

  if (files == NULL)
    return NULL;
  writers = list_writers (files);
  presences = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_presence_free);
  if (ob_project_read (project) == NULL)
    return presences;

  g_hash_table_iter_init (&iter, writers);
  while (g_hash_table_iter_next (&iter, &actor, &last))
    {
      char *name = ob_project_dup_person (project, actor);

      if (*name != '\0')
        add_presence (presences, name, *(gint64 *) last,
                      ob_id_equal (actor, ob_project_get_actor (project)));
      else
        g_free (name);
    }
  g_ptr_array_sort (presences, compare_times);
  return presences;
}
