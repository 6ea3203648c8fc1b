/* Writing to a project: one transaction an edit, and what every change has in common. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/project-private.h"

/* The file is looked through in pieces of this. */
#define CHUNK_BYTES (1024 * 1024)

gboolean
ob_project_begin (ObProject *project, GError **error)
{
  if (project->state == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  if (project->file.read_only_reason != NULL)
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                           project->file.read_only_reason);
      return FALSE;
    }
  if (!ob_project_file_check_place (&project->file, error))
    return FALSE;

  /* What an earlier reading met is not this edit's failure. */
  ob_database_check (project->file.database, NULL);
  ob_database_begin (project->file.database);
  if (ob_database_check (project->file.database, error))
    return TRUE;

  ob_project_rollback (project);
  return FALSE;
}

/* The changes that no other follows: what a new change knows of. */
static void
add_predecessors (ObProject *project, ObChange *change)
{
  g_autoptr (GArray) tips = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *row
      = ob_database_query (project->file.database, "SELECT n FROM tip ORDER BY n", "");

  while (ob_database_next (project->file.database, row))
    {
      gint64 n = sqlite3_column_int64 (row, 0);

      g_array_append_val (tips, n);
    }
  for (guint i = 0; i < tips->len; i++)
    {
      g_autoptr (ObEntry) entry
          = ob_state_get_entry (project->state, g_array_index (tips, gint64, i));
      guint32 reference;

      if (entry == NULL)
        continue;
      reference = ob_change_refer (change, &entry->id);
      g_array_append_val (change->predecessors, reference);
      change->lamport = MAX (change->lamport, entry->change->lamport);
    }
}

gint64
ob_project_append (ObProject *project, ObChange *change)
{
  g_autoptr (GBytes) body = NULL;

  add_predecessors (project, change);
  ob_project_name_actor (project, change);
  change->actor = project->actor;
  change->seq = ++project->seq;
  change->lamport = MIN (change->lamport + 1, (guint64) G_MAXINT64);
  change->wall = g_get_real_time ();
  body = ob_change_seal (change);

  return ob_state_receive (project->state, body, change);
}

void
ob_project_rollback (ObProject *project)
{
  ob_database_rollback (project->file.database);
  ob_database_check (project->file.database, NULL);
  ob_state_forget (project->state);
  g_clear_pointer (&project->codebook, ob_codebook_unref);
  project->seq = project->saved_seq;
  project->named = 0;
}

/* The last change of the log; FALSE when there is none, or it cannot be read. */
static gboolean
read_last (ObProject *project, gint64 *n, ObId *id)
{
  *n = ob_database_get_number (project->file.database, 0, "SELECT max(n) FROM change", "");
  return *n != 0 && ob_state_get_change_id (project->state, *n, id);
}

/* TRUE when the journal is not one that the next opening would roll back: it begins with zeros. */
static gboolean
has_journal_ended (ObProject *project)
{
  g_autofree char *path = g_strconcat (project->file.path, "-journal", NULL);
  guint8 beginning[8] = { 0 };
  FILE *file = g_fopen (path, "rbe");
  gboolean ended = TRUE;

  if (file == NULL)
    return errno == ENOENT;
  if (fread (beginning, sizeof beginning, 1, file) == 1)
    for (guint i = 0; i < sizeof beginning; i++)
      ended = ended && beginning[i] == 0;
  fclose (file);
  return ended;
}

/* TRUE when the bytes of the file, as the connection has it open, hold those of @id.  Nothing else may
 * open the file, which would take its lock away. */
static gboolean
is_in_file (ObProject *project, const ObId *id)
{
  sqlite3_file *file = NULL;
  sqlite3_int64 n_bytes = 0;
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gboolean found = FALSE;

  if (sqlite3_file_control (ob_database_get_connection (project->file.database), "main",
                            SQLITE_FCNTL_FILE_POINTER, &file)
          != SQLITE_OK
      || file == NULL || file->pMethods == NULL
      || file->pMethods->xFileSize (file, &n_bytes) != SQLITE_OK)
    return FALSE;
  for (sqlite3_int64 at = 0; at < n_bytes && !found; at += CHUNK_BYTES - OB_ID_BYTES)
    {
      int length = (int) MIN (n_bytes - at, CHUNK_BYTES);

      if (file->pMethods->xRead (file, chunk, length, at) != SQLITE_OK)
        return FALSE;
      found = memmem (chunk, (gsize) length, id->bytes, OB_ID_BYTES) != NULL;
    }
  return found;
}

/* Commits.  When no more fails than that the disk confirms that the journal has ended, the edit is in
 * the file already, and to call it failed would be wrong: so it is looked up, and written once more
 * with a setting that nobody needs, which makes the disk confirm both.  When it cannot even be looked
 * up, since that waits for the disk, too, the error says that it is there. */
static gboolean
commit (ObProject *project, GError **error)
{
  ObDatabase *database = project->file.database;
  g_autoptr (GError) reason = NULL;
  gint64 n, n_there = 0;
  ObId id, id_there;
  gboolean is_there;
  gboolean is_new = read_last (project, &n, &id) && n > project->revision;

  if (ob_database_commit (database, &reason))
    return TRUE;

  is_there = is_new && read_last (project, &n_there, &id_there) && n_there == n
             && ob_id_equal (&id, &id_there);
  if (is_new && !ob_database_check (database, NULL) && has_journal_ended (project)
      && is_in_file (project, &id))
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                           _ ("The disk does not confirm what was written to it. The edit is in the file, "
                              "but may not stay there. Check the disk, then open the project again."));
      return FALSE;
    }
  if (!is_there)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  ob_database_begin (database);
  ob_database_run (database, "INSERT OR REPLACE INTO local (k, v) VALUES ('confirmed', '1')", "");
  if (!ob_database_commit (database, NULL))
    g_message ("The disk does not confirm what is written to it: %s", reason->message);
  return TRUE;
}

gboolean
ob_project_commit (ObProject *project, GError **error)
{
  ObAffected *affected;

  ob_project_flush_settings (project);
  if (!commit (project, error))
    {
      ob_project_rollback (project);
      return FALSE;
    }

  g_hash_table_remove_all (project->local);
  project->saved_seq = project->seq;
  project->revision
      = ob_database_get_number (project->file.database, 0, "SELECT max(n) FROM change", "");
  affected = ob_state_take_affected (project->state);
  if (affected->articles)
    project->kept_article = 0;
  if (affected->codebook)
    g_clear_pointer (&project->codebook, ob_codebook_unref);
  ob_project_tell (project, affected);
  return TRUE;
}
