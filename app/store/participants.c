/* Who writes here: the actor, which is this copy of the file, and the annotator, who is a person.
 */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/derive.h"
#include "store/project-private.h"

void
ob_project_start_actor (ObProject *project)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autofree char *installation = ob_replica_dup_installation ();

  project->actor = ob_id_random ();
  project->seq = project->saved_seq = 0;
  text = ob_id_dup_text (&project->actor);
  key = g_strconcat ("own-actor:", text, NULL);
  ob_project_set_setting (project, "actor", text);
  ob_project_set_setting (project, "installation", installation);
  ob_project_set_setting (project, key, "1");
  ob_state_add_own_actor (project->state, &project->actor);
}

/* The sequence number of @actor's last change in this file. */
static guint64
find_last_seq (ObProject *project, const ObId *actor)
{
  gint64 n = ob_database_get_number (
      project->file.database, 0,
      "SELECT n FROM change WHERE substr(body, 2, 16) = ? ORDER BY n DESC LIMIT 1", "b",
      actor->bytes, (gsize) OB_ID_BYTES);
  g_autoptr (ObEntry) entry = n != 0 ? ob_state_get_entry (project->state, n) : NULL;

  return entry != NULL ? entry->change->seq : 0;
}

/* Goes on as the actor that wrote here before, unless the file has been copied or put back: then
 * the installation remembers another actor, or a later change. */
void
ob_project_resume_actor (ObProject *project)
{
  g_autofree char *text = ob_project_dup_setting (project, "actor");
  sqlite3_stmt *row = ob_database_query (
      project->file.database, "SELECT substr(k, 11) FROM local WHERE k LIKE 'own-actor:%'", "");
  ObReplica replica;
  ObId actor;

  while (ob_database_next (project->file.database, row))
    if (ob_id_from_text ((const char *) sqlite3_column_text (row, 0), &actor))
      ob_state_add_own_actor (project->state, &actor);

  if (text != NULL && ob_id_from_text (text, &actor)
      && ob_replica_recall (&project->file.identity, &replica)
      && ob_id_equal (&actor, &replica.actor))
    {
      project->actor = actor;
      project->seq = project->saved_seq = find_last_seq (project, &actor);
      if (project->seq >= replica.seq)
        return;
    }
  ob_project_start_actor (project);
}

/* @closed: the file is closed, and can be known again by how it is left. */
void
ob_project_remember (ObProject *project, gboolean closed)
{
  ObReplica replica = { project->actor, project->seq, 0, 0 };

  if (closed)
    ob_replica_measure (project->file.path, &replica);
  ob_replica_remember (&project->file.identity, &replica);
}

const char *
ob_project_get_user_name (void)
{
  const char *name = g_get_real_name ();

  if (name == NULL || *name == '\0' || strcmp (name, "Unknown") == 0)
    name = g_get_user_name ();
  return name != NULL && *name != '\0' ? name : "Annotator";
}

/* Creates the annotator @name outside the undo steps: it is part of beginning to work here. */
ObEntity
ob_project_add_annotator (ObProject *project, const char *name, const char *project_name)
{
  ObChange *change = ob_change_new ();
  GArray *fields = ob_fields_new ();
  g_autofree char *actor = ob_id_dup_text (&project->actor);
  g_autofree char *field = g_strconcat (OB_FIELD_ACTOR, actor, NULL);
  g_autoptr (ObEntry) entry = NULL;
  gint64 n;
  guint operation;

  change->purpose = OB_CHANGE_GENESIS;
  g_free (change->name);
  change->name = g_strdup (project_name != NULL ? "Create project" : "Join project");
  if (project_name != NULL)
    {
      GArray *project_fields = ob_fields_new ();

      ob_fields_set (project_fields, "name", ob_value_new_text (project_name));
      ob_change_create (change, OB_KIND_PROJECT, project_fields);
    }
  ob_fields_set (fields, "name", ob_value_new_text (name));
  ob_fields_set (fields, field, ob_value_new_integer (1));
  ob_fields_set (fields, "colour",
                 ob_value_new_integer (ob_database_get_number (
                     project->file.database, 0, "SELECT count(*) FROM record WHERE kind = ?", "i",
                     (gint64) OB_KIND_ANNOTATOR)));
  operation = ob_change_create (change, OB_KIND_ANNOTATOR, fields);
  n = ob_project_append (project, change);

  entry = ob_state_get_entry (project->state, n);
  return entry != NULL
             ? ob_state_resolve (project->state, entry, entry->change->ids->len + operation)
             : 0;
}

void
ob_project_keep_annotator (ObProject *project, ObEntity annotator)
{
  ObId id;
  g_autofree char *text = NULL;

  project->annotator = annotator;
  if (!ob_state_get_id (project->state, annotator, &id))
    return;
  text = ob_id_dup_text (&id);
  ob_project_set_setting (project, "annotator", text);
}

/* Who annotates: as before in this copy, else the one called like the user, else a new one. */
gboolean
ob_project_resume_annotator (ObProject *project, GError **error)
{
  g_autofree char *text = ob_project_dup_setting (project, "annotator");
  ObId id;

  /* A review copy says whose it is. */
  if (text == NULL)
    text = ob_project_dup_setting (project, OB_LOCAL_REVIEWER);

  if (text != NULL && ob_id_from_text (text, &id))
    project->annotator = ob_state_lookup (project->state, &id);
  if (ob_project_get_kind (project, project->annotator) == OB_KIND_ANNOTATOR)
    return TRUE;

  project->annotator = ob_database_get_number (
      project->file.database, 0, "SELECT e FROM record WHERE kind = ? AND name = ? ORDER BY e",
      "it", (gint64) OB_KIND_ANNOTATOR, ob_project_get_user_name ());
  if (project->annotator != 0)
    ob_project_keep_annotator (project, project->annotator);
  if (project->annotator != 0 || project->file.read_only_reason != NULL)
    return TRUE;

  if (!ob_project_begin (project, error))
    return FALSE;
  ob_project_keep_annotator (project,
                             ob_project_add_annotator (project, ob_project_get_user_name (), NULL));
  return ob_project_commit (project, error);
}

/* A copy's changes say who works in it: its first, and the first after somebody else has sat down.
 */
void
ob_project_name_actor (ObProject *project, ObChange *change)
{
  g_autofree char *actor = ob_id_dup_text (&project->actor);
  g_autofree char *field = g_strconcat (OB_FIELD_ACTOR, actor, NULL);
  g_autoptr (GArray) known = NULL;
  ObId id;

  if (project->named == project->annotator
      || !ob_state_get_id (project->state, project->annotator, &id))
    return;

  project->named = project->annotator;
  known = ob_project_get_record (project->file.database, project->annotator);
  if (ob_fields_get (known, field) == NULL)
    ob_change_set (change, ob_change_refer (change, &id), field, ob_value_new_integer (1), NULL);
}

char *
ob_project_dup_person (ObProject *project, const ObId *actor)
{
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (project);
  g_autofree char *text = ob_id_dup_text (actor);
  g_autofree char *field = g_strconcat (OB_FIELD_ACTOR, text, NULL);

  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = annotators->pdata[i];
      g_autoptr (GArray) fields = ob_project_get_record (project->file.database, annotator->entity);

      if (ob_fields_get (fields, field) != NULL)
        return g_strdup (annotator->name);
    }
  return g_strdup ("");
}

gboolean
ob_project_check_not_blind (ObProject *project, GError **error)
{
  g_autofree char *blind = ob_project_dup_setting (project, OB_LOCAL_BLIND);

  if (blind == NULL)
    return TRUE;
  ob_project_refuse (error,
                     _ ("This is a blind review copy: it stays without the others' work. Send it "
                        "back, to be merged into the project that it was made from."));
  return FALSE;
}

/* Public functions ------------------------------------------------------------------------------
 */

ObEntity
ob_project_get_annotator (ObProject *project)
{
  return project->annotator;
}

gboolean
ob_project_set_annotator (ObProject *project, ObEntity annotator, GError **error)
{
  OB_PROJECT_LOCK (project);

  if (ob_project_get_kind (project, annotator) != OB_KIND_ANNOTATOR)
    {
      ob_project_refuse (error, _ ("There is no such annotator in this project."));
      return FALSE;
    }
  ob_project_keep_annotator (project, annotator);
  return TRUE;
}
