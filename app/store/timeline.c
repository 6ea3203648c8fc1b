#include "store/timeline.h"

#include <string.h>

#include "store/conflicts.h"
#include "store/project-private.h"

/* What is asked for, and what was found out on the way. */
typedef struct
{
  ObProject *project;
  ObState *state;
  const ObTimelineFilter *filter;
  GHashTable *names;  /* (owned) ObId of an actor -> name (owned) */
  GHashTable *parts;  /* (owned) gint64 -> whether it belongs to what is asked for, plus 1 */
  char *author_name;  /* (owned) (nullable) */
  char *words;        /* (owned) (nullable): in any case */
} Reading;

/* Fields that name what a thing belongs to. */
static const char *const owners[] = { "article", "on", "from", "to" };

void
ob_timeline_step_free (ObTimelineStep *step)
{
  g_free (step->author);
  g_free (step->name);
  g_free (step->subject);
  g_free (step);
}

static const char *
get_author (Reading *reading, const ObId *actor)
{
  const char *name = g_hash_table_lookup (reading->names, actor);
  char *person;

  if (name != NULL)
    return name;
  person = ob_project_dup_person (reading->project, actor);
  g_hash_table_insert (reading->names, g_memdup2 (actor, sizeof *actor), person);
  return person;
}

static gboolean
belongs (Reading *reading, ObEntity entity)
{
  gpointer known = g_hash_table_lookup (reading->parts, &entity);
  gboolean part = entity == reading->filter->of;
  g_autoptr (GArray) fields = NULL;

  if (known != NULL)
    return GPOINTER_TO_INT (known) - 1;

  /* Before the owners are looked at, so that no circle of them is walked for ever. */
  g_hash_table_insert (reading->parts, g_memdup2 (&entity, sizeof entity), GINT_TO_POINTER (1));
  if (!part)
    fields = ob_state_get_first_fields (reading->state, entity);
  for (guint i = 0; !part && i < G_N_ELEMENTS (owners); i++)
    {
      ObEntity owner = ob_value_get_entity (ob_fields_get (fields, owners[i]));

      part = owner > 0 && belongs (reading, owner);
    }
  g_hash_table_insert (reading->parts, g_memdup2 (&entity, sizeof entity),
                       GINT_TO_POINTER (part + 1));
  return part;
}

static gboolean
has_words (Reading *reading, const char *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, reading->words) != NULL;
}

static gboolean
operation_has_words (Reading *reading, ObEntry *entry, const ObOperation *operation, ObEntity entity)
{
  g_autofree char *subject = ob_project_dup_label_of (reading->project, entity);
  g_autoptr (ObValue) value = NULL;
  g_autofree char *described = NULL;

  if (has_words (reading, subject))
    return TRUE;
  if (operation->type == OB_OPERATION_CREATE || operation->value == NULL)
    return FALSE;
  value = ob_state_localise (reading->state, entry, operation->value);
  described = ob_project_describe_value (reading->project, value);
  return has_words (reading, described);
}

/* The first operation of @entry that is asked for; who works in a copy is nothing that was done. @named:
 * the words are in the step's name already. */
static gboolean
find_touched (Reading *reading, ObEntry *entry, gboolean named, ObTimelineStep *step)
{
  for (guint i = 0; i < entry->change->operations->len; i++)
    {
      const ObOperation *operation = entry->change->operations->pdata[i];
      gboolean creates = operation->type == OB_OPERATION_CREATE;
      ObEntity entity
          = ob_state_resolve (reading->state, entry,
                              creates ? entry->change->ids->len + i : operation->entity);
      ObKind kind = ob_state_get_kind (reading->state, entity);

      if (entity == 0 || (!creates && g_str_has_prefix (operation->field, OB_FIELD_ACTOR))
          || (reading->filter->kind != OB_KIND_NONE && kind != reading->filter->kind)
          || (reading->filter->of != 0 && !belongs (reading, entity))
          || (!named && !operation_has_words (reading, entry, operation, entity)))
        continue;
      step->entity = entity;
      step->kind = kind;
      return TRUE;
    }
  return FALSE;
}

/* The first part of the step that ends with change @last. */
static gint64
find_first (Reading *reading, gint64 last)
{
  g_autoptr (ObEntry) entry = ob_state_get_entry (reading->state, last);
  guint64 part = entry != NULL ? entry->change->part : 0;

  return part < (guint64) last ? last - (gint64) part : last;
}

static gboolean
passes (Reading *reading, const ObChange *change)
{
  const ObTimelineFilter *filter = reading->filter;

  return change->wall >= filter->since && (filter->until == 0 || change->wall <= filter->until)
         && (reading->author_name == NULL
             || strcmp (get_author (reading, &change->actor), reading->author_name) == 0);
}

static char *
dup_name (Reading *reading, ObEntry *entry)
{
  const ObChange *change = entry->change;
  g_autoptr (ObEntry) target = NULL;

  if (change->purpose == OB_CHANGE_UNDO || change->purpose == OB_CHANGE_REDO)
    target = ob_state_get_entry (reading->state,
                                 ob_state_resolve_change (reading->state, entry, change->target));
  return ob_state_dup_step_name (reading->state, target != NULL ? target : entry);
}

/* Part by part, so that others get the lock: a step may have thousands of them. */
static gboolean
find_in_parts (Reading *reading, gint64 first, gint64 last, gboolean named, ObTimelineStep *step)
{
  for (gint64 n = first; n <= last; n++)
    {
      OB_PROJECT_LOCK (reading->project);
      g_autoptr (ObEntry) part = NULL;

      if (ob_project_read (reading->project) == NULL)
        return FALSE;
      part = ob_state_get_entry (reading->state, n);
      if (part != NULL && find_touched (reading, part, named, step))
        return TRUE;
    }
  return FALSE;
}

static ObTimelineStep *
create_step (Reading *reading, ObEntry *entry, gint64 last)
{
  ObTimelineStep *step = g_new0 (ObTimelineStep, 1);

  step->n = entry->n;
  step->last = last;
  step->wall = entry->change->wall;
  step->author = g_strdup (get_author (reading, &entry->change->actor));
  step->name = dup_name (reading, entry);
  step->subject = g_strdup ("");
  step->undoes = entry->change->purpose == OB_CHANGE_UNDO;
  step->redoes = entry->change->purpose == OB_CHANGE_REDO;
  return step;
}

/* The step that ends with change @last, whose first change *@first is.  (transfer full) (nullable): NULL
 * when nothing can be asked for there. */
static ObTimelineStep *
begin_step (Reading *reading, gint64 last, gint64 *first, gboolean *merges)
{
  OB_PROJECT_LOCK (reading->project);
  g_autoptr (ObEntry) entry = NULL;

  *first = last;
  if (ob_project_read (reading->project) == NULL)
    return NULL;
  *first = find_first (reading, last);
  entry = ob_state_get_entry (reading->state, *first);
  if (entry == NULL || !ob_state_is_applied (reading->state, *first)
      || !passes (reading, entry->change))
    return NULL;
  *merges = entry->change->purpose == OB_CHANGE_MERGE;
  return create_step (reading, entry, last);
}

/* (transfer full) (nullable): the step that ends with change @last, if it is asked for. */
static ObTimelineStep *
read_step (Reading *reading, gint64 last, gint64 *first)
{
  const ObTimelineFilter *filter = reading->filter;
  gboolean merges = FALSE, named;
  ObTimelineStep *step = begin_step (reading, last, first, &merges);

  if (step == NULL)
    return NULL;
  named = reading->words == NULL || has_words (reading, step->name);
  if (!find_in_parts (reading, *first, last, named, step)
      && !(merges && named && filter->kind == OB_KIND_NONE && filter->of == 0))
    {
      ob_timeline_step_free (step);
      return NULL;
    }
  if (step->entity != 0)
    {
      g_free (step->subject);
      step->subject = ob_project_dup_label_of (reading->project, step->entity);
      if (step->subject == NULL)
        step->subject = g_strdup ("");
    }
  return step;
}

static gint64
find_last (ObProject *project, gint64 before)
{
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);

  if (database == NULL)
    return 0;
  return before > 0 ? before - 1
                    : ob_database_get_number (database, 0, "SELECT max(n) FROM change", "");
}

/* Public functions ----------------------------------------------------------------------------- */

GPtrArray *
ob_project_read_timeline (ObProject *project,
                          const ObTimelineFilter *filter,
                          gint64 *before,
                          guint n_most)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_timeline_step_free);
  Reading reading = { .project = project, .filter = filter };
  gint64 last = find_last (project, *before), first;

  reading.state = ob_project_get_state (project);
  reading.names = g_hash_table_new_full (ob_id_hash, ob_id_equal, g_free, g_free);
  reading.parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (filter->author != 0)
    reading.author_name = ob_project_dup_label_of (project, filter->author);
  if (filter->text != NULL && *filter->text != '\0')
    reading.words = g_utf8_casefold (filter->text, -1);

  for (guint n_seen = 0; last > 0 && n_seen < n_most; last = first - 1)
    {
      ObTimelineStep *step = read_step (&reading, last, &first);

      if (step != NULL)
        g_ptr_array_add (steps, step);
      n_seen += (guint) (last - first + 1);
    }
  *before = last > 0 ? last + 1 : -1;
  g_hash_table_unref (reading.names);
  g_hash_table_unref (reading.parts);
  g_free (reading.author_name);
  g_free (reading.words);
  return steps;
}
