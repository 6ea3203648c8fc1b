#include "store/history.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/project-private.h"

void
ob_step_free (ObStep *step)
{
  g_free (step->name);
  g_free (step);
}

/* The step that undo (@state done) or redo (undone) acts on, and the change that last did it; 0
 * when there is none. */
static gint64
find_step (ObDatabase *database, ObStepState state, gint64 *latest)
{
  gint64 n = 0;
  sqlite3_stmt *row = ob_database_query (
      database,
      state == OB_STEP_DONE ? "SELECT n, latest FROM step WHERE state = 0 ORDER BY n DESC LIMIT 1"
                            : "SELECT n, latest FROM step WHERE state = 1 ORDER BY n LIMIT 1",
      "");

  if (ob_database_next (database, row))
    {
      n = sqlite3_column_int64 (row, 0);
      *latest = sqlite3_column_int64 (row, 1);
      if (*latest == 0)
        *latest = n;
      ob_database_done (row);
    }
  return n;
}

/* The parts of the step that begins with change @n, in order.  (transfer full): ObEntry */
static GPtrArray *
list_parts (ObState *state, gint64 n)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_entry_unref);
  ObEntry *entry = ob_state_get_entry (state, n);

  while (entry != NULL)
    {
      const ObEntry *first = parts->len > 0 ? parts->pdata[0] : entry;

      if (parts->len > 0
          && (entry->change->part != parts->len
              || !ob_id_equal (&entry->change->actor, &first->change->actor)))
        {
          ob_entry_unref (entry);
          break;
        }
      g_ptr_array_add (parts, entry);
      entry = ob_state_get_entry (state, n + parts->len);
    }
  return parts;
}

/* The changes that a merge brought in: from its target to itself.  (transfer full): ObEntry, in
 * order */
static GPtrArray *
list_merged (ObState *state, const ObEntry *marker)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_entry_unref);
  gint64 first = ob_state_resolve_change (state, marker, marker->change->target);

  for (gint64 n = MAX (first, 1); n < marker->n; n++)
    {
      ObEntry *entry = ob_state_is_applied (state, n) ? ob_state_get_entry (state, n) : NULL;

      if (entry != NULL)
        g_ptr_array_add (merged, entry);
    }
  return merged;
}

static GPtrArray *
list_changes_of_step (ObState *state, gint64 latest)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (state, latest);

  return entry != NULL && entry->change->purpose == OB_CHANGE_MERGE ? list_merged (state, entry)
                                                                    : list_parts (state, latest);
}

/* Inverting -------------------------------------------------------------------------------------
 */

typedef struct
{
  ObProject *project;
  ObState *state;
  ObChange *change; /* (owned) being filled */
  ObChangePurpose purpose;
  gint64 step;
  guint part;
  gint64 first; /* first and last change that are inverted */
  gint64 last;
  GHashTable *deleted; /* (owned) gint64 set: what will be deleted again */
} Inversion;

static void
begin_part (Inversion *inversion)
{
  ObId id = { { 0 } };

  inversion->change = ob_change_new ();
  inversion->change->purpose = inversion->purpose;
  inversion->change->part = inversion->part++;
  ob_state_get_change_id (inversion->state, inversion->step, &id);
  inversion->change->target = ob_change_refer (inversion->change, &id);
}

/* @heads: (nullable): none. */
static void
add_set (
    Inversion *inversion, ObEntity entity, const char *field, ObValue *value, const GArray *heads)
{
  ObId id = { { 0 } };
  ObEntity target = ob_value_get_entity (value);
  guint32 reference;

  if (target != 0)
    {
      ob_state_get_id (inversion->state, target, &id);
      ob_value_unref (value);
      value = ob_value_new_entity (ob_change_refer (inversion->change, &id));
    }
  ob_state_get_id (inversion->state, entity, &id);
  reference = ob_change_refer (inversion->change, &id);
  ob_change_set (inversion->change, reference, field, value,
                 heads != NULL ? ob_state_name_heads (inversion->state, inversion->change, heads)
                               : NULL);
}

/* What was written to @field so far was to be there between two of the changes that are inverted;
 * those come from the last to the first, and what the first replaced counts. */
static void
forget_set (Inversion *inversion, ObEntity entity, const char *field)
{
  GPtrArray *operations = inversion->change->operations;
  ObId id = { { 0 } };
  guint32 reference;

  ob_state_get_id (inversion->state, entity, &id);
  reference = ob_change_refer (inversion->change, &id);
  for (guint i = operations->len; i > 0; i--)
    {
      const ObOperation *operation = operations->pdata[i - 1];

      if (operation->entity == reference && strcmp (operation->field, field) == 0)
        g_ptr_array_remove_index (operations, i - 1);
    }
}

/* Begins a new change when this one is large enough. */
static void
end_operation (Inversion *inversion)
{
  if (inversion->change->n_bytes > OB_CHANGE_PART_BYTES)
    {
      ob_project_append (inversion->project, g_steal_pointer (&inversion->change));
      begin_part (inversion);
    }
}

static void
delete_entity (Inversion *inversion, ObEntity entity)
{
  g_autoptr (GArray) heads = ob_state_list_heads (inversion->state, entity, NULL);

  add_set (inversion, entity, "deleted", ob_value_new_integer (1), heads);
}

/* Puts the values @replaced in the place of @heads: several different ones are a conflict again. */
static void
restore (Inversion *inversion,
         ObEntity entity,
         const char *field,
         const GArray *replaced,
         const GArray *heads)
{
  for (guint i = 0; i < replaced->len; i++)
    {
      ObValue *value = g_array_index (replaced, ObLiveHead, i).value;
      gboolean again = FALSE;

      for (guint j = i + 1; j < replaced->len && !again; j++)
        again = ob_value_equal (value, g_array_index (replaced, ObLiveHead, j).value);
      if (again)
        continue;
      add_set (inversion, entity, field, ob_value_ref (value), heads);
      heads = NULL;
    }
}

/* TRUE when an earlier operation of the same change wrote to that field, too: as where a conflict
 * was put back.  What was there before is what the first of them replaced. */
static gboolean
is_repeated (const ObEntry *entry, guint i)
{
  const ObOperation *operation = entry->change->operations->pdata[i];

  for (guint j = 0; j < i; j++)
    {
      const ObOperation *earlier = entry->change->operations->pdata[j];

      if (earlier->type == OB_OPERATION_SET && earlier->entity == operation->entity
          && earlier->field == operation->field)
        return TRUE;
    }
  return FALSE;
}

static void
live_head_clear (gpointer data)
{
  ob_value_unref (((ObLiveHead *) data)->value);
}

static gint
compare_strength (gconstpointer a, gconstpointer b, gpointer state)
{
  return ob_state_beats (state, a, b) ? 1 : -1;
}

/* The heads that @operation of @entry replaced: those which it named, the winner last, or else the
 * first value.  (transfer full): ObLiveHead, one or more */
static GArray *
list_replaced (ObState *state, ObEntry *entry, const ObOperation *operation)
{
  ObEntity entity = ob_state_resolve (state, entry, operation->entity);
  GArray *replaced = g_array_new (FALSE, FALSE, sizeof (ObLiveHead));
  g_autoptr (GArray) fields = NULL;
  ObLiveHead first = { 0 };
  const ObValue *found;

  g_array_set_clear_func (replaced, live_head_clear);
  for (guint i = 0; i < operation->seen->len; i++)
    {
      const ObHead *head = &g_array_index (operation->seen, ObHead, i);
      ObLiveHead live = { .n = ob_state_resolve_change (state, entry, head->change),
                          .operation = head->operation };
      g_autoptr (ObEntry) writer = ob_state_get_entry (state, live.n);
      const ObOperation *write;

      if (writer == NULL || head->operation >= writer->change->operations->len)
        continue;
      write = writer->change->operations->pdata[head->operation];

      /* A deletion names heads of every field. */
      if (write->type != OB_OPERATION_SET || strcmp (write->field, operation->field) != 0)
        continue;
      live.value = ob_state_localise (state, writer, write->value);
      g_array_append_val (replaced, live);
    }
  g_array_sort_with_data (replaced, compare_strength, state);
  if (replaced->len > 0)
    return replaced;

  fields = ob_state_get_first_fields (state, entity);
  found = ob_fields_get (fields, operation->field);
  first.value = found != NULL ? ob_value_ref ((ObValue *) found) : ob_value_new_none ();
  g_array_append_val (replaced, first);
  return replaced;
}

static gboolean
refuse_changed (Inversion *inversion, const char *name, GError **error)
{
  ob_project_refuse (
      error,
      inversion->purpose == OB_CHANGE_UNDO
          ? _ ("“%s” cannot be undone: what it changed has been changed since by somebody else.")
          : _ ("“%s” cannot be redone: what it changed has been changed since by somebody else."),
      name);
  return FALSE;
}

/* A value that may be replaced: one's own, or one of those that are being undone. */
static gboolean
may_replace (Inversion *inversion, gint64 n)
{
  return ob_state_is_own (inversion->state, n) || (n >= inversion->first && n <= inversion->last);
}

/* What was created in these changes is going to be deleted whole. */
static gboolean
was_created_here (Inversion *inversion, ObEntity entity)
{
  gint64 n = ob_state_get_creation (inversion->state, entity);

  return n >= inversion->first && n <= inversion->last;
}

/* TRUE when the deletion that @operation replaced had not held, because somebody had changed what
 * was deleted: @operation decided to keep that (0), or to delete it after all, naming what it had
 * not named. Put back, the deletion must not hold again. */
static gboolean
decides_deletion (ObState *state, ObEntry *entry, const ObOperation *operation)
{
  if (ob_value_get_type (operation->value) == OB_VALUE_NONE)
    return FALSE;
  /* Undoing a deletion of what lived on in spite of an older one writes the same as deciding. */
  if (ob_value_get_integer (operation->value) == 0)
    return ob_state_is_alive_before (state, entry, operation);

  return ob_state_was_alive (state, entry, operation);
}

/* TRUE when inverting @operation deletes its entity again. */
static gboolean
deletes_again (Inversion *inversion, ObEntry *entry, const ObOperation *operation)
{
  g_autoptr (GArray) replaced = NULL;

  if (operation->type != OB_OPERATION_SET || strcmp (operation->field, "deleted") != 0)
    return FALSE;
  /* One of several deletions is enough, whatever wins among them. */
  if (ob_value_is_none (operation->value))
    return !ob_state_was_alive (inversion->state, entry, operation);
  replaced = list_replaced (inversion->state, entry, operation);
  return ob_value_get_integer (g_array_index (replaced, ObLiveHead, replaced->len - 1).value) == 1
         && !decides_deletion (inversion->state, entry, operation);
}

/* A value that the same change writes beside a deletion would bring the entity back: what else was done
 * to it stays as it is, unseen. */
static void
find_deleted (Inversion *inversion, const GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      ObEntry *entry = parts->pdata[i];

      for (guint k = 0; k < entry->change->operations->len; k++)
        {
          const ObOperation *operation = entry->change->operations->pdata[k];
          ObEntity entity;

          if (!deletes_again (inversion, entry, operation))
            continue;
          entity = ob_state_resolve (inversion->state, entry, operation->entity);
          g_hash_table_add (inversion->deleted, g_memdup2 (&entity, sizeof entity));
        }
    }
}

static gboolean
invert_set (Inversion *inversion, ObEntry *entry, guint i, const char *name, GError **error)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  ObEntity entity = ob_state_resolve (inversion->state, entry, operation->entity);
  g_autoptr (GArray) heads = ob_state_list_heads (inversion->state, entity, operation->field);
  g_autoptr (GArray) replaced = list_replaced (inversion->state, entry, operation);
  const ObValue *winner = g_array_index (replaced, ObLiveHead, replaced->len - 1).value;

  if (operation->seen->len == 0 && is_repeated (entry, i))
    return TRUE;
  if (was_created_here (inversion, entity) || g_str_has_prefix (operation->field, OB_FIELD_ACTOR)
      || (strcmp (operation->field, "deleted") != 0
          && g_hash_table_contains (inversion->deleted, &entity)))
    return TRUE;

  /* Undoing and redoing other steps may have written the same value again, so that it stands in a
   * later change; as steps are undone in order, a head of one's own is that of this step. */
  for (guint j = heads->len; j > 0; j--)
    if (!may_replace (inversion, g_array_index (heads, ObLiveHead, j - 1).n))
      g_array_remove_index (heads, j - 1);
  if (heads->len == 0)
    return refuse_changed (inversion, name, error);

  forget_set (inversion, entity, operation->field);
  if (strcmp (operation->field, "deleted") != 0)
    restore (inversion, entity, operation->field, replaced, heads);
  else if (deletes_again (inversion, entry, operation))
    delete_entity (inversion, entity);
  else
    add_set (inversion, entity, operation->field, ob_value_ref ((ObValue *) winner), heads);
  end_operation (inversion);
  return TRUE;
}

/* Deletes what was created, unless somebody else has worked on it since. */
static gboolean
invert_create (Inversion *inversion, ObEntry *entry, guint i, const char *name, GError **error)
{
  ObEntity entity = ob_state_resolve (inversion->state, entry, entry->change->ids->len + i);
  g_autoptr (GArray) heads = ob_state_list_heads (inversion->state, entity, NULL);

  for (guint j = 0; j < heads->len; j++)
    if (!may_replace (inversion, g_array_index (heads, ObLiveHead, j).n))
      return refuse_changed (inversion, name, error);

  delete_entity (inversion, entity);
  end_operation (inversion);
  return TRUE;
}

static gboolean
invert_part (Inversion *inversion, ObEntry *entry, const char *name, GError **error)
{
  for (guint i = entry->change->operations->len; i > 0; i--)
    {
      const ObOperation *operation = entry->change->operations->pdata[i - 1];

      if (operation->type == OB_OPERATION_CREATE
              ? !invert_create (inversion, entry, i - 1, name, error)
              : !invert_set (inversion, entry, i - 1, name, error))
        return FALSE;
    }
  return TRUE;
}

/* Appends the inverse of the step's latest change, in the caller's transaction. */
static gboolean
append_inverse (ObProject *project,
                ObChangePurpose purpose,
                gint64 step,
                gint64 latest,
                const char *name,
                GError **error)
{
  Inversion inversion = { project, ob_project_get_state (project), NULL, purpose, step, 0 };
  g_autoptr (GPtrArray) parts = list_changes_of_step (inversion.state, latest);
  gboolean done = TRUE;

  inversion.first = parts->len > 0 ? ((ObEntry *) parts->pdata[0])->n : latest;
  inversion.last = parts->len > 0 ? ((ObEntry *) parts->pdata[parts->len - 1])->n : latest;
  inversion.deleted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  find_deleted (&inversion, parts);
  begin_part (&inversion);
  for (guint i = parts->len; i > 0 && done; i--)
    done = invert_part (&inversion, parts->pdata[i - 1], name, error);

  if (done && (inversion.change->operations->len > 0 || inversion.change->part == 0))
    ob_project_append (project, g_steal_pointer (&inversion.change));
  g_clear_pointer (&inversion.change, ob_change_free);
  g_hash_table_unref (inversion.deleted);
  return done;
}

static char *
dup_step_name (ObProject *project, gint64 step)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (ob_project_get_state (project), step);

  return entry != NULL ? ob_state_dup_step_name (ob_project_get_state (project), entry) : g_strdup ("");
}

static gboolean
move (ObProject *project, ObChangePurpose purpose, char **name, GError **error)
{
  ObStepState wanted = purpose == OB_CHANGE_UNDO ? OB_STEP_DONE : OB_STEP_UNDONE;
  g_autofree char *step_name = NULL;
  gint64 step, latest = 0;
  OB_PROJECT_LOCK (project);

  if (!ob_project_begin (project, error))
    return FALSE;

  step = find_step (ob_project_get_database (project), wanted, &latest);
  if (step == 0)
    ob_project_refuse (error, purpose == OB_CHANGE_UNDO ? _ ("There is nothing to undo.")
                                                        : _ ("There is nothing to redo."));
  step_name = dup_step_name (project, step);
  if (step == 0 || !append_inverse (project, purpose, step, latest, step_name, error))
    {
      ob_project_rollback (project);
      return FALSE;
    }
  if (!ob_project_commit (project, error))
    return FALSE;

  if (name != NULL)
    *name = g_steal_pointer (&step_name);
  return TRUE;
}

static char *
dup_next_name (ObProject *project, ObStepState state)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  gint64 latest;
  gint64 step = database != NULL ? find_step (database, state, &latest) : 0;

  return step != 0 ? dup_step_name (project, step) : NULL;
}

/* Public functions ------------------------------------------------------------------------------
 */

char *
ob_project_dup_undo_name (ObProject *project)
{
  return dup_next_name (project, OB_STEP_DONE);
}

char *
ob_project_dup_redo_name (ObProject *project)
{
  return dup_next_name (project, OB_STEP_UNDONE);
}

gboolean
ob_project_undo (ObProject *project, char **name, GError **error)
{
  return move (project, OB_CHANGE_UNDO, name, error);
}

gboolean
ob_project_redo (ObProject *project, char **name, GError **error)
{
  return move (project, OB_CHANGE_REDO, name, error);
}

GPtrArray *
ob_project_list_steps (ObProject *project, guint limit)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_step_free);
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *row;

  if (database == NULL)
    return steps;
  row = ob_database_query (
      database,
      "SELECT n, state FROM (SELECT n, state FROM step ORDER BY n DESC LIMIT ?) ORDER BY n", "i",
      limit > 0 ? (gint64) limit : (gint64) -1);
  while (ob_database_next (database, row))
    {
      ObStep *step = g_new0 (ObStep, 1);

      step->n = sqlite3_column_int64 (row, 0);
      step->state = (ObStepState) sqlite3_column_int64 (row, 1);
      g_ptr_array_add (steps, step);
    }
  for (guint i = 0; i < steps->len; i++)
    {
      ObStep *step = steps->pdata[i];
      g_autoptr (ObEntry) entry = ob_state_get_entry (ob_project_get_state (project), step->n);

      step->name = entry != NULL ? ob_state_dup_step_name (ob_project_get_state (project), entry)
                                 : g_strdup ("");
      step->wall = entry != NULL ? entry->change->wall : 0;
    }
  return steps;
}

gboolean
ob_project_go_to_step (ObProject *project, gint64 n, GError **error)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (project, 0);
  guint n_undo = 0, n_redo = 0;
  gboolean done = TRUE;

  for (guint i = 0; i < steps->len; i++)
    {
      const ObStep *step = steps->pdata[i];

      n_undo += step->n > n && step->state == OB_STEP_DONE;
      n_redo += step->n <= n && step->state == OB_STEP_UNDONE;
    }
  for (; n_undo > 0 && done; n_undo--)
    done = ob_project_undo (project, NULL, error);
  for (; n_redo > 0 && done; n_redo--)
    done = ob_project_redo (project, NULL, error);
  return done;
}
