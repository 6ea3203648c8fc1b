#include "store/restore.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"
#include "store/state-private.h"

/* Changes or entities that are looked at before others get the locks. */
#define A_WHILE 500

/* The same things then and now; entities are numbers of now unless they say otherwise. */
typedef struct
{
  ObEdit *edit;
  ObProject *project;
  ObProject *earlier;
  ObState *now;
  ObState *then;
  ObEntity of;
  GHashTable *chosen; /* (owned) gint64 set: what is to be restored */
  GHashTable *parts;  /* (owned) gint64 -> GINT_TO_POINTER (belongs + 1): what is known of @of */
  GPtrArray *sorted;  /* (owned) the same in order of creation */
  GArray *restored;   /* (unowned) (nullable) ObRestored */
  gboolean there;     /* @of was */
} Restoring;

/* Fields that name what a thing belongs to. */
static const char *const owners[] = { "article", "on", "from", "to" };

static void
choose (Restoring *restoring, ObEntity entity)
{
  g_hash_table_add (restoring->chosen, g_memdup2 (&entity, sizeof entity));
}

static ObEntity
find_then (Restoring *restoring, ObEntity entity)
{
  ObId id;

  return ob_state_get_id (restoring->now, entity, &id) ? ob_state_lookup (restoring->then, &id) : 0;
}

static ObEntity
find_now (Restoring *restoring, ObEntity then)
{
  ObId id;

  return ob_state_get_id (restoring->then, then, &id) ? ob_state_lookup (restoring->now, &id) : 0;
}

static gboolean
was_alive (Restoring *restoring, ObEntity then)
{
  return then != 0 && ob_state_is_alive (restoring->then, then);
}

/* TRUE when @entity is what is to be restored, or is part of it. */
static gboolean
belongs (Restoring *restoring, ObEntity entity)
{
  gpointer known = g_hash_table_lookup (restoring->parts, &entity);
  g_autoptr (GArray) fields = NULL;
  gboolean part = restoring->of == 0 || entity == restoring->of;

  if (known != NULL)
    return GPOINTER_TO_INT (known) - 1;

  /* Before the owners are looked at, so that no circle of them is walked for ever. */
  g_hash_table_insert (restoring->parts, g_memdup2 (&entity, sizeof entity),
                       GINT_TO_POINTER (part + 1));
  if (!part)
    fields = ob_state_get_first_fields (restoring->now, entity);
  for (guint i = 0; !part && i < G_N_ELEMENTS (owners); i++)
    {
      ObEntity owner = ob_value_get_entity (ob_fields_get (fields, owners[i]));

      part = owner > 0 && belongs (restoring, owner);
    }
  g_hash_table_insert (restoring->parts, g_memdup2 (&entity, sizeof entity),
                       GINT_TO_POINTER (part + 1));
  return part;
}

/* Chooses what the change @n wrote to. */
static void
choose_written (Restoring *restoring, gint64 n)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (restoring->now, n);

  for (guint i = 0; entry != NULL && i < entry->change->operations->len; i++)
    {
      const ObOperation *operation = entry->change->operations->pdata[i];
      gboolean creates = operation->type == OB_OPERATION_CREATE;
      ObEntity entity
          = ob_state_resolve (restoring->now, entry,
                              creates ? entry->change->ids->len + i : operation->entity);

      if (entity != 0 && belongs (restoring, entity))
        choose (restoring, entity);
    }
}

static void
choose_change (Restoring *restoring, gint64 n)
{
  ObId id;
  gint64 then;

  if (!ob_state_get_change_id (restoring->now, n, &id))
    return;
  then = ob_state_find_change (restoring->then, &id);
  if (!ob_state_is_applied (restoring->then, then) && ob_state_is_applied (restoring->now, n))
    choose_written (restoring, n);
}

/* Something to be done with both states, in turns. FALSE at the end. */
typedef gboolean (*Work) (Restoring *restoring, gint64 first);

/* FALSE when the earlier project was closed meanwhile. @more: whether there is more to do. */
static gboolean
work_then (Restoring *restoring, Work function, gint64 first, gboolean *more)
{
  OB_PROJECT_LOCK (restoring->earlier);

  if (ob_project_read (restoring->earlier) == NULL)
    return FALSE;
  *more = function (restoring, first);
  return TRUE;
}

/* FALSE when one of the projects was closed meanwhile. */
static gboolean
work (Restoring *restoring, Work function)
{
  gboolean more = TRUE;

  for (gint64 first = 0; more; first += A_WHILE)
    {
      OB_PROJECT_LOCK (restoring->project);

      if (ob_project_read (restoring->project) == NULL
          || !work_then (restoring, function, first, &more))
        return FALSE;
    }
  return TRUE;
}

/* Chooses what changes wrote to that are not among those of the earlier state. */
static gboolean
choose_changed (Restoring *restoring, gint64 first)
{
  ObDatabase *database = ob_state_get_database (restoring->now);
  gint64 last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");

  for (gint64 n = first + 1; n <= MIN (first + A_WHILE, last); n++)
    choose_change (restoring, n);
  return first + A_WHILE < last;
}

/* What @then pointed to and is gone: a label and those above it, a position and its dispute. */
static void
choose_needed (Restoring *restoring, ObEntity then)
{
  g_autoptr (GArray) fields = ob_state_get_fields (restoring->then, then);

  for (guint i = 0; i < fields->len; i++)
    {
      const ObField *field = &g_array_index (fields, ObField, i);
      ObEntity target = ob_value_get_entity (field->value), now;

      if (target == 0 || !was_alive (restoring, target))
        continue;
      now = find_now (restoring, target);
      if (now == 0 || ob_state_is_alive (restoring->now, now)
          || g_hash_table_contains (restoring->chosen, &now))
        continue;
      choose (restoring, now);
      choose_needed (restoring, target);
    }
}

static ObValue *
to_now (Restoring *restoring, const ObValue *value)
{
  if (ob_value_get_type (value) != OB_VALUE_ENTITY)
    return ob_value_ref ((ObValue *) value);
  return ob_value_new_entity (find_now (restoring, ob_value_get_entity (value)));
}

static guint
count_heads (ObState *state, ObEntity entity, const char *field)
{
  g_autoptr (GArray) heads = ob_state_list_heads (state, entity, field);

  return heads->len;
}

/* TRUE when there was something to set. */
static gboolean
set_field (Restoring *restoring, ObEntity entity, ObEntity then, const char *field,
           const ObValue *was, const ObValue *is)
{
  g_autoptr (ObValue) value = was != NULL ? to_now (restoring, was) : ob_value_new_none ();

  if (strcmp (field, "deleted") == 0 || g_str_has_prefix (field, OB_FIELD_ACTOR))
    return FALSE;
  /* The same value may be one of several that are in conflict now, and were not. */
  if (ob_value_equal (value, is)
      && (count_heads (restoring->now, entity, field) <= 1
          || count_heads (restoring->then, then, field) > 1))
    return FALSE;
  if (ob_value_is_none (value) && ob_value_is_none (is))
    return FALSE;
  ob_edit_set (restoring->edit, entity, field, g_steal_pointer (&value));
  return TRUE;
}

static void
tell (Restoring *restoring, ObRestoredEffect effect, ObEntity entity, ObEntity then)
{
  ObRestored restored = { effect, entity, then };

  if (restoring->restored != NULL)
    g_array_append_val (restoring->restored, restored);
}

static void
restore_fields (Restoring *restoring, ObEntity entity, ObEntity then)
{
  g_autoptr (GArray) was = ob_state_get_fields (restoring->then, then);
  g_autoptr (GArray) is = ob_state_get_fields (restoring->now, entity);
  gboolean deleted = ob_value_get_integer (ob_fields_get (is, "deleted")) == 1;
  gboolean alive = ob_state_is_alive (restoring->now, entity);
  gboolean changed = FALSE;

  for (guint i = 0; i < was->len; i++)
    {
      const ObField *field = &g_array_index (was, ObField, i);

      changed |= set_field (restoring, entity, then, field->field, field->value,
                            ob_fields_get (is, field->field));
    }
  for (guint i = 0; i < is->len; i++)
    {
      const ObField *field = &g_array_index (is, ObField, i);

      if (ob_fields_get (was, field->field) == NULL)
        changed |= set_field (restoring, entity, then, field->field, NULL, field->value);
    }
  /* Of what lives all the same, as somebody had changed it, it is decided that it stays. */
  if (!alive)
    ob_edit_set (restoring->edit, entity, "deleted", ob_value_new_none ());
  else if (deleted && ob_value_get_integer (ob_fields_get (was, "deleted")) != 1)
    ob_edit_set (restoring->edit, entity, "deleted", ob_value_new_integer (0));
  if (!alive || changed)
    tell (restoring, alive ? OB_RESTORED_CHANGED : OB_RESTORED_BACK, entity, then);
}

static void
restore_entity (Restoring *restoring, ObEntity entity)
{
  ObKind kind = ob_state_get_kind (restoring->now, entity);
  ObEntity then = find_then (restoring, entity);

  if (kind == OB_KIND_ANNOTATOR || kind == OB_KIND_CHECKPOINT || kind == OB_KIND_LOSS)
    return;
  if (was_alive (restoring, then))
    restore_fields (restoring, entity, then);
  else if (kind != OB_KIND_PROJECT && ob_state_is_alive (restoring->now, entity))
    {
      ob_edit_set (restoring->edit, entity, "deleted", ob_value_new_integer (1));
      tell (restoring, OB_RESTORED_REMOVED, entity, then);
    }
}

static gint
compare_entities (gconstpointer a, gconstpointer b)
{
  ObEntity left = **(const ObEntity *const *) a, right = **(const ObEntity *const *) b;

  return (left > right) - (left < right);
}

/* (transfer full): pointers to ObEntity, in order of creation, so that it is the same whatever the hash
 * table does. */
static GPtrArray *
list_chosen (Restoring *restoring)
{
  GPtrArray *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, restoring->chosen);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    g_ptr_array_add (sorted, entity);
  g_ptr_array_sort (sorted, compare_entities);
  return sorted;
}

static gboolean
choose_all_needed (Restoring *restoring, gint64 first)
{
  g_autoptr (GPtrArray) sorted = list_chosen (restoring);

  for (guint i = 0; i < sorted->len; i++)
    {
      ObEntity then = find_then (restoring, *(ObEntity *) sorted->pdata[i]);

      if (was_alive (restoring, then))
        choose_needed (restoring, then);
    }
  return FALSE;
}

static gboolean
restore_chosen (Restoring *restoring, gint64 first)
{
  const GPtrArray *sorted = restoring->sorted;

  for (gint64 i = first; i < MIN (first + A_WHILE, sorted->len); i++)
    restore_entity (restoring, *(ObEntity *) sorted->pdata[i]);
  return first + A_WHILE < sorted->len;
}

/* FALSE when a project was closed. */
static gboolean
restore (Restoring *restoring)
{
  gboolean done = work (restoring, choose_changed)
                  && (restoring->of == 0 || work (restoring, choose_all_needed));

  restoring->sorted = list_chosen (restoring);
  done = done && work (restoring, restore_chosen);
  g_ptr_array_unref (restoring->sorted);
  return done;
}

static gboolean
check_there (Restoring *restoring, gint64 first)
{
  restoring->there = was_alive (restoring, find_then (restoring, restoring->of));
  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_restore (
    ObEdit *edit, ObProject *earlier, ObEntity of, GArray *restored, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  Restoring restoring = { .edit = edit, .project = project, .earlier = earlier, .of = of,
                          .restored = restored, .there = TRUE };
  gboolean done;

  restoring.now = ob_project_get_state (project);
  restoring.then = ob_project_get_state (earlier);
  done = of == 0 || work (&restoring, check_there);
  if (!restoring.there)
    {
      ob_project_refuse (error, _ ("It was not there at that moment, so it cannot be restored."));
      return FALSE;
    }

  restoring.chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  restoring.parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  done = done && restore (&restoring);
  g_hash_table_unref (restoring.chosen);
  g_hash_table_unref (restoring.parts);
  if (!done)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  {
    OB_PROJECT_LOCK (project);
    ObDatabase *database = ob_project_read (project);

    return database != NULL && ob_database_check (database, error);
  }
}
