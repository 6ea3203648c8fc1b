#include "share/send.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "share/exchange.h"
#include "store/project-private.h"

/* Which changes go into the bundle, one byte for each number, and those of them whose own
 * references are still to be followed. */
typedef struct
{
  ObState *state;
  GByteArray *chosen; /* (owned) */
  GArray *open;       /* (owned) gint64 */
} Choice;

static void
choose (Choice *choice, gint64 n)
{
  if (n <= 0 || n >= choice->chosen->len || choice->chosen->data[n])
    return;
  choice->chosen->data[n] = 1;
  g_array_append_val (choice->open, n);
}

/* The copies in which the annotator has worked: (transfer full): ObId set. */
static GHashTable *
list_actors (ObProject *project, ObEntity annotator)
{
  GHashTable *actors = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, NULL);
  g_autoptr (GArray) fields
      = ob_project_get_record (ob_project_get_database (project), annotator);
  ObId actor;

  for (guint i = 0; i < fields->len; i++)
    {
      const char *name = g_array_index (fields, ObField, i).field;

      if (g_str_has_prefix (name, OB_FIELD_ACTOR)
          && ob_id_from_text (name + strlen (OB_FIELD_ACTOR), &actor))
        g_hash_table_add (actors, g_memdup2 (&actor, sizeof actor));
    }
  return actors;
}

/* Chooses the changes that @actors wrote; returns how many. */
static guint
choose_own (Choice *choice, GHashTable *actors)
{
  ObDatabase *database = ob_state_get_database (choice->state);
  guint n_own = 0;
  sqlite3_stmt *row
      = ob_database_query (database, "SELECT n, substr (body, 2, 16) FROM change ORDER BY n", "");

  while (ob_database_next (database, row))
    if (sqlite3_column_bytes (row, 1) == OB_ID_BYTES
        && g_hash_table_contains (actors, sqlite3_column_blob (row, 1)))
      {
        choose (choice, sqlite3_column_int64 (row, 0));
        n_own++;
      }
  return n_own;
}

/* Chooses all that the chosen ones speak of. */
static void
choose_needed (Choice *choice)
{
  while (choice->open->len > 0)
    {
      gint64 n = g_array_index (choice->open, gint64, choice->open->len - 1);
      g_autoptr (ObEntry) entry = ob_state_get_entry (choice->state, n);

      g_array_set_size (choice->open, choice->open->len - 1);
      for (guint i = 0; entry != NULL && i < entry->change->ids->len; i++)
        {
          gint64 change = ob_state_resolve_change (choice->state, entry, i);

          if (change == 0)
            change = ob_state_get_creation (choice->state,
                                            ob_state_resolve (choice->state, entry, i));
          choose (choice, change);
        }
    }
}

static void
add_changes (Choice *choice, ObBundle *bundle)
{
  ObDatabase *database = ob_state_get_database (choice->state);
  sqlite3_stmt *row = ob_database_query (database, "SELECT n, body FROM change ORDER BY n", "");

  while (ob_database_next (database, row))
    if (choice->chosen->data[sqlite3_column_int64 (row, 0)])
      g_ptr_array_add (bundle->changes, ob_column_bytes (row, 1));
}

/* The texts of the articles that @actors added. */
static void
add_texts (Choice *choice, GHashTable *actors, ObBundle *bundle)
{
  ObDatabase *database = ob_state_get_database (choice->state);
  sqlite3_stmt *row = ob_database_query (
      database,
      "SELECT text.body, text.original, text.sha256, substr (change.body, 2, 16) FROM text "
      "JOIN (SELECT sha256, min (e) AS e FROM article GROUP BY sha256) USING (sha256) "
      "JOIN entity USING (e) JOIN change USING (n) ORDER BY e",
      "");

  while (ob_database_next (database, row))
    if (sqlite3_column_bytes (row, 3) == OB_ID_BYTES
        && g_hash_table_contains (actors, sqlite3_column_blob (row, 3)))
      ob_exchange_add_text (bundle, row);
}

static gboolean
write_file (ObProject *project, const ObBundle *bundle, const char *path, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = ob_bundle_encode (bundle, ob_project_get_actor (project), &name);
  g_autoptr (GError) reason = NULL;

  if (g_bytes_get_size (bytes) > OB_BUNDLE_MAX_BYTES)
    {
      ob_project_refuse (error, _ ("This is more than one file may hold. Send a copy of the project "
                                   "instead."));
      return FALSE;
    }
  if (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &reason))
    return TRUE;

  g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
               _ ("The file could not be written: %s. Choose another place."), reason->message);
  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_send_annotations (
    ObProject *project, ObEntity annotator, const char *path, guint *n_changes, GError **error)
{
  g_autoptr (GByteArray) chosen = g_byte_array_new ();
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) actors = NULL;
  g_autoptr (ObBundle) bundle = ob_bundle_new ();
  Choice choice = { NULL, chosen, open };
  ObDatabase *database;
  gint64 last;
  guint n_own;
  OB_PROJECT_LOCK (project);

  database = ob_project_read (project);
  if (database == NULL || ob_project_get_kind (project, annotator) != OB_KIND_ANNOTATOR)
    {
      ob_project_refuse (error, _ ("There is no such annotator in this project."));
      return FALSE;
    }
  choice.state = ob_project_get_state (project);
  last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
  g_byte_array_set_size (chosen, (guint) last + 1);
  memset (chosen->data, 0, chosen->len);

  actors = list_actors (project, annotator);
  n_own = choose_own (&choice, actors);
  if (n_own == 0)
    {
      ob_project_refuse (error, _ ("This annotator has not done anything yet that could be sent."));
      return FALSE;
    }
  choose_needed (&choice);
  ob_exchange_add_projects (project, bundle);
  add_texts (&choice, actors, bundle);
  add_changes (&choice, bundle);
  if (!ob_database_check (database, error) || !write_file (project, bundle, path, error))
    return FALSE;

  if (n_changes != NULL)
    *n_changes = n_own;
  return TRUE;
}
