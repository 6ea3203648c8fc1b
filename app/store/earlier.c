#include "store/earlier.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/losses.h"
#include "store/project-private.h"
#include "store/schema.h"

/* Rows that are read before others get the project's lock. */
#define N_CHANGES_A_READING 500
#define N_TEXTS_A_READING 20

/* A change as the log has it. */
typedef struct
{
  gint64 n;
  ObId id;
  GBytes *body; /* (owned) */
} Stored;

static void
stored_clear (gpointer data)
{
  g_bytes_unref (((Stored *) data)->body);
}

static ObDatabase *
create_database (GError **error)
{
  sqlite3 *connection = NULL;
  int code = sqlite3_open_v2 (":memory:", &connection,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);

  if (code == SQLITE_OK)
    return ob_database_new (connection);

  g_propagate_error (error, ob_database_error_new (code, NULL));
  sqlite3_close (connection);
  return NULL;
}

/* The texts from row @after on, without the bytes that they came from; returns the last row that was
 * copied, or 0. */
static gint64
copy_texts (ObProject *project, ObDatabase *copy, gint64 after)
{
  gint64 last = 0;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return 0;
  row = ob_database_query (database,
                           "SELECT rowid, sha256, length, bytes, body FROM text WHERE rowid > ? "
                           "ORDER BY rowid LIMIT ?",
                           "ii", after, (gint64) N_TEXTS_A_READING);
  while (ob_database_next (database, row))
    {
      g_autoptr (GBytes) sha256 = ob_column_bytes (row, 1);
      g_autoptr (GBytes) body = ob_column_bytes (row, 4);

      ob_database_run (copy, "INSERT INTO text (sha256, length, bytes, body) VALUES (?, ?, ?, ?)",
                       "BiiB", sha256, sqlite3_column_int64 (row, 2), sqlite3_column_int64 (row, 3),
                       body);
      last = sqlite3_column_int64 (row, 0);
    }
  return last;
}

/* What this copy has to do without, the earlier one has to, too. */
static void
copy_lost (ObProject *project, ObDatabase *copy)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database != NULL)
    ob_losses_copy (database, copy);
}

/* (transfer full): GArray of Stored: the next changes after @after. */
static GArray *
read_changes (ObProject *project, gint64 after)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Stored));
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  g_array_set_clear_func (changes, stored_clear);
  if (database == NULL)
    return changes;
  row = ob_database_query (database,
                           "SELECT n, id, body FROM change WHERE n > ? ORDER BY n LIMIT ?", "ii",
                           after, (gint64) N_CHANGES_A_READING);
  while (ob_database_next (database, row))
    {
      Stored stored = { sqlite3_column_int64 (row, 0), { { 0 } }, ob_column_bytes (row, 2) };

      if (sqlite3_column_bytes (row, 1) == OB_ID_BYTES)
        memcpy (stored.id.bytes, sqlite3_column_blob (row, 1), OB_ID_BYTES);
      g_array_append_val (changes, stored);
    }
  return changes;
}

static gboolean
replay (ObProject *project, ObState *state, const GByteArray *chosen, GCancellable *cancellable)
{
  gint64 last = 0;

  while (last + 1 < chosen->len)
    {
      g_autoptr (GArray) changes = read_changes (project, last);

      if (changes->len == 0)
        break;
      for (guint i = 0; i < changes->len; i++)
        {
          const Stored *stored = &g_array_index (changes, Stored, i);

          last = stored->n;
          if (last < chosen->len && chosen->data[last])
            ob_state_receive_new (state, &stored->id, stored->body, NULL);
        }
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (ObProject *project, ObProject *earlier, const ObMoment *moment, GCancellable *cancellable)
{
  ObDatabase *copy = earlier->file.database;
  g_autoptr (GByteArray) chosen = ob_moment_choose (project, moment, cancellable);
  gint64 row = 0;

  if (chosen == NULL)
    return FALSE;

  ob_database_begin (copy);
  ob_schema_create (copy);
  copy_lost (project, copy);
  while ((row = copy_texts (project, copy, row)) != 0)
    if (g_cancellable_is_cancelled (cancellable))
      return FALSE;
  ob_state_begin_bulk (earlier->state, (gint64) chosen->len);
  if (!replay (project, earlier->state, chosen, cancellable))
    return FALSE;
  ob_state_end_bulk (earlier->state);
  return TRUE;
}

/* Public functions ----------------------------------------------------------------------------- */

ObProject *
ob_project_open_earlier (ObProject *project,
                         const ObMoment *moment,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (ObProject) earlier = g_object_new (OB_TYPE_PROJECT, NULL);
  g_autofree char *when = ob_moment_describe (project, moment);
  g_autoptr (GObject) keep = g_object_ref (G_OBJECT (project));

  earlier->file.database = create_database (error);
  if (earlier->file.database == NULL)
    return NULL;
  earlier->file.path = g_strdup (project->file.path);
  earlier->file.untouched = TRUE;
  earlier->file.read_only_reason = g_strdup_printf (
      _ ("This is the project as it was %s. It can be looked at, and restored."), when);
  earlier->is_earlier = TRUE;
  /* It belongs where the project does, not to the worker that made it. */
  earlier->thread = project->thread;
  g_main_context_unref (earlier->context);
  earlier->context = g_main_context_ref (project->context);
  earlier->state = ob_state_new (earlier->file.database);

  if (!fill (project, earlier, moment, cancellable))
    {
      ob_database_rollback (earlier->file.database);
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        ob_project_refuse (error, _ ("That moment is not in the project any more."));
      return NULL;
    }
  if (!ob_database_commit (earlier->file.database, error))
    return NULL;

  earlier->annotator
      = ob_project_translate (project, ob_project_get_annotator (project), earlier);
  earlier->revision = moment->n;
  return g_steal_pointer (&earlier);
}

gboolean
ob_project_is_earlier (ObProject *project)
{
  return project->is_earlier;
}

ObEntity
ob_project_translate (ObProject *project, ObEntity entity, ObProject *other)
{
  ObId id;

  {
    OB_PROJECT_LOCK (project);

    if (ob_project_read (project) == NULL
        || !ob_state_get_id (ob_project_get_state (project), entity, &id))
      return 0;
  }
  {
    OB_PROJECT_LOCK (other);

    return ob_project_read (other) != NULL ? ob_state_lookup (ob_project_get_state (other), &id)
                                           : 0;
  }
}
