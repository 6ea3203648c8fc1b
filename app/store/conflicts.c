#include "store/conflicts.h"

#include <string.h>

#include "store/project-private.h"

static void
version_free (gpointer data)
{
  ObVersion *version = data;

  ob_value_unref (version->value);
  g_free (version->text);
  g_free (version->author);
  g_free (version);
}

void
ob_conflict_free (ObConflict *conflict)
{
  g_free (conflict->subject);
  g_free (conflict->field);
  g_ptr_array_unref (conflict->versions);
  g_free (conflict);
}

static void
add_version (ObProject *project, ObConflict *conflict, const ObLiveHead *head, gboolean first)
{
  ObVersion *version = g_new0 (ObVersion, 1);
  g_autoptr (ObEntry) entry = ob_state_get_entry (ob_project_get_state (project), head->n);

  version->value = ob_value_ref (head->value);
  version->text = ob_project_describe_value (project, head->value);
  version->author = entry != NULL ? ob_project_dup_person (project, &entry->change->actor)
                                  : g_strdup ("");
  version->wall = entry != NULL ? entry->change->wall : 0;
  g_ptr_array_insert (conflict->versions, first ? 0 : -1, version);
}

static ObConflict *
conflict_new (ObEntity entity, const char *field)
{
  ObConflict *conflict = g_new0 (ObConflict, 1);

  conflict->entity = entity;
  conflict->field = g_strdup (field);
  conflict->versions = g_ptr_array_new_with_free_func (version_free);
  return conflict;
}

/* Different values among the heads of one field. */
static void
examine_field (ObProject *project,
               ObEntity entity,
               const char *field,
               const GArray *heads,
               GPtrArray *conflicts)
{
  ObState *state = ob_project_get_state (project);
  const ObLiveHead *winner = &g_array_index (heads, ObLiveHead, 0);
  ObConflict *conflict;
  gboolean differ = FALSE;

  for (guint i = 1; i < heads->len; i++)
    {
      const ObLiveHead *head = &g_array_index (heads, ObLiveHead, i);

      differ = differ || !ob_value_equal (head->value, winner->value);
      if (ob_state_beats (state, head, winner))
        winner = head;
    }
  if (!differ)
    return;

  conflict = conflict_new (entity, field);
  for (guint i = 0; i < heads->len; i++)
    {
      const ObLiveHead *head = &g_array_index (heads, ObLiveHead, i);

      add_version (project, conflict, head, head == winner);
    }
  g_ptr_array_add (conflicts, conflict);
}

/* Fields of living entities with more than one head, and deletions that did not hold. */
static GPtrArray *
list_candidates (ObDatabase *database)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_conflict_free);
  sqlite3_stmt *row = ob_database_query (
      database,
      "SELECT e, name FROM head JOIN field USING (f) "
      "GROUP BY e, f HAVING count(*) > 1 OR (name = 'deleted' AND v = x'0102') "
      "ORDER BY e, name",
      "");

  while (ob_database_next (database, row))
    g_ptr_array_add (candidates, conflict_new (sqlite3_column_int64 (row, 0),
                                               (const char *) sqlite3_column_text (row, 1)));
  return candidates;
}

/* What readers see of the entities; the candidates themselves do without. */
static void
describe_subjects (ObProject *project, GPtrArray *conflicts)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      ObConflict *conflict = conflicts->pdata[i];

      conflict->kind = ob_state_get_kind (ob_project_get_state (project), conflict->entity);
      conflict->subject = ob_project_dup_label_of (project, conflict->entity);
      if (conflict->subject == NULL)
        conflict->subject = g_strdup ("");
    }
}

GPtrArray *
ob_project_list_conflicts (ObProject *project)
{
  GPtrArray *conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_conflict_free);
  g_autoptr (GPtrArray) candidates = NULL;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    return conflicts;

  candidates = list_candidates (database);
  for (guint i = 0; i < candidates->len; i++)
    {
      const ObConflict *candidate = candidates->pdata[i];
      g_autoptr (GArray) heads = NULL;

      if (!ob_state_is_alive (ob_project_get_state (project), candidate->entity))
        continue;
      heads = ob_state_list_heads (ob_project_get_state (project), candidate->entity,
                                   candidate->field);
      if (heads->len > 1)
        examine_field (project, candidate->entity, candidate->field, heads, conflicts);
      else if (heads->len == 1)
        {
          ObConflict *conflict = conflict_new (candidate->entity, candidate->field);

          add_version (project, conflict, &g_array_index (heads, ObLiveHead, 0), TRUE);
          g_ptr_array_add (conflicts, conflict);
        }
    }
  describe_subjects (project, conflicts);
  return conflicts;
}

char *
ob_project_describe_value (ObProject *project, const ObValue *value)
{
  const GArray *segments = ob_value_get_segments (value);
  GString *text;
  char *name;

  switch (ob_value_get_type (value))
    {
    case OB_VALUE_TEXT:
      return g_strdup (ob_value_get_text (value));
    case OB_VALUE_INTEGER:
    case OB_VALUE_REAL:
      return g_strdup_printf ("%.15g", ob_value_get_real (value));
    case OB_VALUE_ENTITY:
      name = ob_project_dup_label_of (project, ob_value_get_entity (value));
      return name != NULL ? name : g_strdup ("");
    case OB_VALUE_SEGMENTS:
      text = g_string_new (NULL);
      for (guint i = 0; i < segments->len; i++)
        g_string_append_printf (text, "%s%u-%u", i > 0 ? ", " : "",
                                g_array_index (segments, ObSegment, i).start,
                                g_array_index (segments, ObSegment, i).end);
      return g_string_free (text, FALSE);
    default:
      return g_strdup ("");
    }
}
