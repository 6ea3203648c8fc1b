#include "articles/article-paths.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 32

/* Endings, in small letters, of files that are taken from a folder. */
static const char *const endings[] = {
  ".htm",  ".html", ".xhtml", ".mht",  ".mhtml", ".txt",  ".text", ".md",   ".pdf",  ".docx",
  ".odt",  ".rtf",  ".csv",   ".tsv",  ".json",  ".jsonl", ".eml",  ".epub", ".rss",  ".atom",
  ".warc", ".wacz", ".xml",   ".zip",  ".gz",    ".doc",  ".msg",  ".tab",  ".ndjson", NULL,
};

static gboolean
is_article_name (const char *name)
{
  g_autofree char *small = g_ascii_strdown (name, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (small, endings[i]))
      return TRUE;

  return FALSE;
}

/* "X_files" beside "X.html" or "X.htm": pictures and scripts of a page. */
static gboolean
belongs_to_page (const char *folder, const char *name)
{
  static const char *const suffixes[] = { "_files", "-Dateien", "_fichiers", "_archivos", ".files" };
  static const char *const pages[] = { ".html", ".htm", ".xhtml" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      if (!g_str_has_suffix (name, suffixes[i]))
        continue;
      for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
        {
          g_autofree char *stem = g_strndup (name, strlen (name) - strlen (suffixes[i]));
          g_autofree char *page = g_strconcat (folder, G_DIR_SEPARATOR_S, stem, pages[p], NULL);

          if (g_file_test (page, G_FILE_TEST_EXISTS))
            return TRUE;
        }
    }
  return FALSE;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
add_folder (GPtrArray *files, const char *folder, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len && files->len < OB_ARTICLE_PATHS_MAX; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      struct stat status;

      if (lstat (path, &status) != 0)
        continue;
      if (S_ISREG (status.st_mode) && is_article_name (names->pdata[i]))
        g_ptr_array_add (files, g_steal_pointer (&path));
      else if (S_ISDIR (status.st_mode) && depth < MAX_DEPTH
               && !belongs_to_page (folder, names->pdata[i]))
        add_folder (files, path, depth + 1);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

const char *const *
ob_article_paths_list_endings (void)
{
  return endings;
}

GPtrArray *
ob_article_paths_expand (const char *const *paths)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; paths[i] != NULL; i++)
    if (g_file_test (paths[i], G_FILE_TEST_IS_DIR))
      {
        guint n_before = files->len;

        add_folder (files, paths[i], 0);
        /* Nothing in it: it is refused by its name. */
        if (files->len == n_before)
          g_ptr_array_add (files, g_strdup (paths[i]));
      }
    else
      g_ptr_array_add (files, g_strdup (paths[i]));

  return files;
}
