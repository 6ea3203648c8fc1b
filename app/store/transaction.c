/* Writing to a project: one transaction an edit, and what every change has in common. */
#include <glib/gi18n-lib.h>

#include "store/project-private.h"

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

/* Commits.  When no more fails than that the disk confirms that the journal has ended, the edit is in
 * the file already, and to call it failed would be wrong: so it is looked up, and written once more
 * with a setting that nobody needs, which makes the disk confirm both. */
static gboolean
commit (ObProject *project, GError **error)
{
  ObDatabase *database = project->file.database;
  g_autoptr (GError) reason = NULL;
  gint64 n, n_there = 0;
  ObId id, id_there;
  gboolean is_new = read_last (project, &n, &id) && n > project->revision;

  if (ob_database_commit (database, &reason))
    return TRUE;

  if (!is_new || !read_last (project, &n_there, &id_there) || n_there != n
      || !ob_id_equal (&id, &id_there))
    {
      ob_database_check (database, NULL);
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
