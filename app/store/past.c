#include "store/past.h"

#include <string.h>

#include "store/conflicts.h"
#include "store/project-private.h"

/* Changes that are looked at before others get the project's lock. */
#define A_WHILE 500

/* What is asked for, and what was found out on the way. */
typedef struct
{
  ObProject *project;
  ObState *state;
  ObEntity of;
  GHashTable *parts;   /* (owned) gint64 set: @of, and what belongs to it */
  GHashTable *authors; /* (owned) ObId -> name (owned) */
  GPtrArray *events;   /* (owned) */
  gboolean replaced;   /* what the events replaced is asked for, too */
} Search;

/* Fields that name what a thing belongs to. */
static const char *const owners[] = { "article", "from", "to", "on" };

/* (transfer none) */
static const char *
get_author (Search *search, const ObId *actor)
{
  const char *name = g_hash_table_lookup (search->authors, actor);
  char *person;

  if (name != NULL)
    return name;

  person = ob_project_dup_person (search->project, actor);
  g_hash_table_insert (search->authors, g_memdup2 (actor, sizeof *actor), person);
  return person;
}

static char *
dup_step_name (Search *search, ObEntry *entry)
{
  const ObChange *change = entry->change;
  g_autoptr (ObEntry) target = NULL;

  if (change->purpose == OB_CHANGE_UNDO || change->purpose == OB_CHANGE_REDO)
    target = ob_state_get_entry (search->state,
                                 ob_state_resolve_change (search->state, entry, change->target));
  return ob_state_dup_step_name (search->state, target != NULL ? target : entry);
}

static gboolean
contains (const Search *search, ObEntity entity)
{
  return search->of == 0 || g_hash_table_contains (search->parts, &entity);
}

/* Whether what @operation creates belongs to what is asked for, which it then is part of itself. */
static gboolean
belongs (Search *search, ObEntry *entry, const ObOperation *operation, ObEntity created)
{
  gboolean part = contains (search, created);

  for (guint i = 0; !part && i < G_N_ELEMENTS (owners); i++)
    {
      const ObValue *owner = ob_fields_get (operation->fields, owners[i]);

      if (ob_value_get_type (owner) == OB_VALUE_ENTITY)
        part = contains (search, ob_state_resolve (search->state, entry,
                                                   ob_value_get_entity (owner)));
    }
  if (part && search->of != 0)
    g_hash_table_add (search->parts, g_memdup2 (&created, sizeof created));
  return part;
}

/* The value that @head is, of the change @entry knew; NULL when it has none.  (transfer full) (nullable) */
static ObValue *
get_seen (Search *search, ObEntry *entry, const char *field, const ObHead *head)
{
  gint64 n = ob_state_resolve_change (search->state, entry, head->change);
  g_autoptr (ObEntry) writer = n > 0 ? ob_state_get_entry (search->state, n) : NULL;
  const ObOperation *operation = writer != NULL && head->operation < writer->change->operations->len
                                     ? writer->change->operations->pdata[head->operation]
                                     : NULL;
  ObValue *value = NULL;

  if (operation != NULL)
    value = operation->type == OB_OPERATION_CREATE
                ? (ObValue *) ob_fields_get (operation->fields, field)
                : operation->value;
  return value != NULL ? ob_state_localise (search->state, writer, value) : NULL;
}

/* What @operation replaced: the value that it knew of, or else that with which the thing was made. */
static char *
dup_replaced (Search *search, ObEntry *entry, const ObOperation *operation, ObEntity entity)
{
  g_autoptr (GArray) fields = NULL;
  g_autoptr (ObValue) value = NULL;
  const ObValue *first;

  if (operation->seen != NULL && operation->seen->len > 0)
    value = get_seen (search, entry, operation->field, &g_array_index (operation->seen, ObHead, 0));
  else
    {
      fields = ob_state_get_first_fields (search->state, entity);
      first = ob_fields_get (fields, operation->field);
      value = first != NULL ? ob_value_ref ((ObValue *) first) : NULL;
    }
  return value != NULL ? ob_project_describe_value (search->project, value) : g_strdup ("");
}

static void
add_event (Search *search, ObEntry *entry, guint i)
{
  const ObOperation *operation = entry->change->operations->pdata[i];
  gboolean creates = operation->type == OB_OPERATION_CREATE;
  ObEntity entity = ob_state_resolve (
      search->state, entry, creates ? entry->change->ids->len + i : operation->entity);
  g_autoptr (ObValue) value = NULL;
  ObEvent *event;

  if (entity == 0
      || !(creates ? belongs (search, entry, operation, entity) : contains (search, entity))
      || (!creates && g_str_has_prefix (operation->field, OB_FIELD_ACTOR)))
    return;

  event = g_new0 (ObEvent, 1);
  event->n = entry->n;
  event->wall = entry->change->wall;
  event->author = g_strdup (get_author (search, &entry->change->actor));
  event->step = dup_step_name (search, entry);
  event->undone = entry->change->purpose == OB_CHANGE_UNDO;
  event->entity = entity;
  event->kind = ob_state_get_kind (search->state, entity);
  event->subject = ob_project_dup_label_of (search->project, entity);
  if (event->subject == NULL)
    event->subject = g_strdup ("");
  if (!creates)
    {
      event->field = operation->field;
      value = ob_state_localise (search->state, entry, operation->value);
      if (search->replaced)
        event->was = dup_replaced (search, entry, operation, entity);
    }
  event->value = value != NULL ? ob_project_describe_value (search->project, value) : g_strdup ("");
  g_ptr_array_add (search->events, event);
}

/* Looks at a few changes from @first on; FALSE at the end of the log. */
static gboolean
search_on (Search *search, gint64 first)
{
  OB_PROJECT_LOCK (search->project);
  ObDatabase *database = ob_project_read (search->project);
  gint64 last;

  if (database == NULL)
    return FALSE;
  search->state = ob_project_get_state (search->project);
  last = ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
  for (gint64 n = first; n <= MIN (last, first + A_WHILE - 1); n++)
    {
      g_autoptr (ObEntry) entry
          = ob_state_is_applied (search->state, n) ? ob_state_get_entry (search->state, n) : NULL;

      for (guint i = 0; entry != NULL && i < entry->change->operations->len; i++)
        add_event (search, entry, i);
    }
  return last >= first + A_WHILE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_event_free (ObEvent *event)
{
  g_free (event->author);
  g_free (event->step);
  g_free (event->subject);
  g_free (event->value);
  g_free (event->was);
  g_free (event);
}

GPtrArray *
ob_project_list_events (ObProject *project, ObEntity of, guint limit)
{
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) authors
      = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, g_free);
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_event_free);
  Search search = { project, NULL, of, parts, authors, events, FALSE };
  gint64 n = 1, more;

  if (of != 0)
    g_hash_table_add (parts, g_memdup2 (&of, sizeof of));
  do
    {
      more = search_on (&search, n);
      n += A_WHILE;
      /* Now and then, so that a long past costs no more than what is asked for. */
      if (limit > 0 && events->len > 2 * limit)
        g_ptr_array_remove_range (events, 0, events->len - limit);
    }
  while (more);
  if (limit > 0 && events->len > limit)
    g_ptr_array_remove_range (events, 0, events->len - limit);
  return events;
}

GPtrArray *
ob_project_list_step_events (ObProject *project, gint64 first, gint64 last, guint limit)
{
  g_autoptr (GHashTable) authors
      = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, g_free);
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_event_free);
  Search search = { project, NULL, 0, NULL, authors, events, TRUE };

  for (gint64 n = first; n <= last && events->len < limit; n++)
    {
      OB_PROJECT_LOCK (project);
      g_autoptr (ObEntry) entry = NULL;

      if (ob_project_read (project) == NULL)
        break;
      search.state = ob_project_get_state (project);
      entry = ob_state_is_applied (search.state, n) ? ob_state_get_entry (search.state, n) : NULL;
      for (guint i = 0; entry != NULL && i < entry->change->operations->len && events->len < limit; i++)
        add_event (&search, entry, i);
    }
  return events;
}
