#include "store/log.h"

#include "store/project-private.h"

static ObLogEntry *
make_entry (gint64 n, const ObId *id, const ObChange *change)
{
  ObLogEntry *entry = g_new0 (ObLogEntry, 1);

  entry->n = n;
  entry->id = *id;
  entry->actor = change->actor;
  entry->seq = change->seq;
  entry->lamport = change->lamport;
  entry->wall = change->wall;
  entry->purpose = change->purpose;
  entry->part = change->part;
  entry->name = g_strdup (change->name != NULL ? change->name : "");
  entry->n_operations = change->operations->len;
  return entry;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_log_entry_free (ObLogEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->name);
  g_free (entry);
}

GPtrArray *
ob_project_list_log (ObProject *project, gint64 after, guint limit)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_log_entry_free);
  sqlite3_stmt *row;

  if (database == NULL)
    return entries;

  row = ob_database_query (database, "SELECT n, body FROM change WHERE n > ? ORDER BY n LIMIT ?",
                           "ii", after, (gint64) limit);
  while (ob_database_next (database, row))
    {
      gsize length = (gsize) sqlite3_column_bytes (row, 1);
      g_autoptr (GBytes) body = g_bytes_new (sqlite3_column_blob (row, 1), length);
      g_autoptr (ObChange) change = ob_change_decode (body, NULL);
      ObId id = ob_id_of_bytes (g_bytes_get_data (body, NULL), length);

      if (change != NULL)
        g_ptr_array_add (entries, make_entry (sqlite3_column_int64 (row, 0), &id, change));
    }
  return entries;
}
