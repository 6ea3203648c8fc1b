#include "store/restore.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/edit-private.h"
#include "store/state-private.h"

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

/* Chooses what changes wrote to that are not among those of the earlier state. */
static void
choose_changed (Restoring *restoring)
{
  ObDatabase *database = ob_state_get_database (restoring->now);
  gint64 last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");

  for (gint64 n = 1; n <= last; n++)
    {
      ObId id;
      gint64 then;

      if (!ob_state_get_change_id (restoring->now, n, &id))
        continue;
      then = ob_state_find_change (restoring->then, &id);
      if (!ob_state_is_applied (restoring->then, then) && ob_state_is_applied (restoring->now, n))
        choose_written (restoring, n);
    }
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

static void
set_field (Restoring *restoring, ObEntity entity, ObEntity then, const char *field,
           const ObValue *was, const ObValue *is)
{
  g_autoptr (ObValue) value = was != NULL ? to_now (restoring, was) : ob_value_new_none ();

  if (strcmp (field, "deleted") == 0 || g_str_has_prefix (field, OB_FIELD_ACTOR))
    return;
  /* The same value may be one of several that are in conflict now, and were not. */
  if (ob_value_equal (value, is)
      && (count_heads (restoring->now, entity, field) <= 1
          || count_heads (restoring->then, then, field) > 1))
    return;
  if (ob_value_is_none (value) && ob_value_is_none (is))
    return;
  ob_edit_set (restoring->edit, entity, field, g_steal_pointer (&value));
}

static void
restore_fields (Restoring *restoring, ObEntity entity, ObEntity then)
{
  g_autoptr (GArray) was = ob_state_get_fields (restoring->then, then);
  g_autoptr (GArray) is = ob_state_get_fields (restoring->now, entity);
  gboolean deleted = ob_value_get_integer (ob_fields_get (is, "deleted")) == 1;
  gboolean alive = ob_state_is_alive (restoring->now, entity);

  for (guint i = 0; i < was->len; i++)
    {
      const ObField *field = &g_array_index (was, ObField, i);

      set_field (restoring, entity, then, field->field, field->value,
                 ob_fields_get (is, field->field));
    }
  for (guint i = 0; i < is->len; i++)
    {
      const ObField *field = &g_array_index (is, ObField, i);

      if (ob_fields_get (was, field->field) == NULL)
        set_field (restoring, entity, then, field->field, NULL, field->value);
    }
  /* Of what lives all the same, as somebody had changed it, it is decided that it stays. */
  if (!alive)
    ob_edit_set (restoring->edit, entity, "deleted", ob_value_new_none ());
  else if (deleted && ob_value_get_integer (ob_fields_get (was, "deleted")) != 1)
    ob_edit_set (restoring->edit, entity, "deleted", ob_value_new_integer (0));
}

static void
restore_entity (Restoring *restoring, ObEntity entity)
{
  ObKind kind = ob_state_get_kind (restoring->now, entity);
  ObEntity then = find_then (restoring, entity);

  if (kind == OB_KIND_ANNOTATOR || kind == OB_KIND_CHECKPOINT)
    return;
  if (was_alive (restoring, then))
    restore_fields (restoring, entity, then);
  else if (kind != OB_KIND_PROJECT && ob_state_is_alive (restoring->now, entity))
    ob_edit_set (restoring->edit, entity, "deleted", ob_value_new_integer (1));
}

static gint
compare_entities (gconstpointer a, gconstpointer b)
{
  ObEntity left = **(const ObEntity *const *) a, right = **(const ObEntity *const *) b;

  return (left > right) - (left < right);
}

/* In order of creation, so that it is the same whatever the hash table does. */
static void
restore_chosen (Restoring *restoring)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, restoring->chosen);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    g_ptr_array_add (sorted, entity);
  g_ptr_array_sort (sorted, compare_entities);

  if (restoring->of != 0)
    for (guint i = 0; i < sorted->len; i++)
      {
        ObEntity then = find_then (restoring, *(ObEntity *) sorted->pdata[i]);

        if (was_alive (restoring, then))
          choose_needed (restoring, then);
      }
  g_ptr_array_set_size (sorted, 0);
  g_hash_table_iter_init (&iter, restoring->chosen);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    g_ptr_array_add (sorted, entity);
  g_ptr_array_sort (sorted, compare_entities);
  for (guint i = 0; i < sorted->len; i++)
    restore_entity (restoring, *(ObEntity *) sorted->pdata[i]);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_edit_restore (ObEdit *edit, ObProject *earlier, ObEntity of, GError **error)
{
  ObProject *project = ob_edit_get_project (edit);
  Restoring restoring = { .edit = edit, .project = project, .earlier = earlier, .of = of };
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL || ob_project_read (earlier) == NULL)
    {
      ob_project_refuse (error, _ ("The project is closed."));
      return FALSE;
    }
  restoring.now = ob_project_get_state (project);
  restoring.then = ob_project_get_state (earlier);
  if (of != 0 && !was_alive (&restoring, find_then (&restoring, of)))
    {
      ob_project_refuse (error, _ ("It was not there at that moment, so it cannot be restored."));
      return FALSE;
    }

  restoring.chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  restoring.parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  choose_changed (&restoring);
  restore_chosen (&restoring);
  g_hash_table_unref (restoring.chosen);
  g_hash_table_unref (restoring.parts);
  return ob_database_check (database, error);
}
