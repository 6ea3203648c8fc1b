/* Settings of this copy: kept in memory until the next transaction writes them. */
#include "store/project-private.h"

void
ob_project_flush_settings (ObProject *project)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, project->local);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ob_database_run (project->file.database, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)",
                     "tt", key, value);
}

char *
ob_project_dup_setting (ObProject *project, const char *key)
{
  const char *kept = g_hash_table_lookup (project->local, key);
  char *value = NULL;
  sqlite3_stmt *row;

  if (kept != NULL)
    return g_strdup (kept);

  row = ob_database_query (project->file.database, "SELECT v FROM local WHERE k = ?", "t", key);
  if (ob_database_next (project->file.database, row))
    {
      value = ob_column_dup_text (row, 0);
      ob_database_done (row);
    }
  return value;
}

void
ob_project_set_setting (ObProject *project, const char *key, const char *value)
{
  g_hash_table_replace (project->local, g_strdup (key), g_strdup (value));
}

/* Public functions ------------------------------------------------------------------------------
 */

char *
ob_project_get_local (ObProject *project, const char *key)
{
  g_autofree char *full_key = g_strconcat ("view:", key, NULL);
  OB_PROJECT_LOCK (project);

  return project->state != NULL ? ob_project_dup_setting (project, full_key) : NULL;
}

void
ob_project_set_local (ObProject *project, const char *key, const char *value)
{
  g_autofree char *full_key = g_strconcat ("view:", key, NULL);
  OB_PROJECT_LOCK (project);

  if (project->state != NULL)
    ob_project_set_setting (project, full_key, value);
}
