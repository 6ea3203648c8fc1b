/* Commands for what was: history, restore, checkpoint. */
#include <glib/gi18n.h>
#include <string.h>

#include "cli/command.h"
#include "formats/json-writer.h"
#include "store/earlier.h"
#include "store/edit.h"
#include "store/history.h"
#include "store/past.h"
#include "store/restore.h"

/* History -------------------------------------------------------------------------------------- */

/* Which events are told; NULL and 0 for all. */
typedef struct
{
  char *author; /* (owned) */
  char *kind;   /* (owned) */
  char *since;  /* (owned) */
  char *until;  /* (owned) */
  gint64 first; /* microseconds since 1970 */
  gint64 last;
} Filter;

static void
filter_clear (Filter *filter)
{
  g_free (filter->author);
  g_free (filter->kind);
  g_free (filter->since);
  g_free (filter->until);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

static gboolean
read_time (ObProject *project, const char *text, gboolean whole_day, gint64 *wall, GError **error)
{
  ObMoment moment;

  if (text == NULL)
    return TRUE;
  if (!ob_moment_parse (project, text, &moment, error))
    return FALSE;
  if (moment.type != OB_MOMENT_TIME)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("“%s” is not a time such as 2017-04-12 or 2017-04-12T18:30."), text);
      return FALSE;
    }
  /* A day that is meant as a beginning begins at midnight; a moment is its end. */
  *wall = moment.wall;
  if (whole_day && strlen (text) == strlen ("2017-04-12"))
    *wall -= G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC - 1;
  return TRUE;
}

static gboolean
passes (const Filter *filter, const ObEvent *event)
{
  return (filter->author == NULL || g_utf8_collate (filter->author, event->author) == 0)
         && (filter->kind == NULL || strcmp (filter->kind, ob_kind_get_name (event->kind)) == 0)
         && event->wall >= filter->first && event->wall <= filter->last;
}

static void
print_event (ObProject *project, const ObEvent *event, gboolean json)
{
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *id = ob_project_dup_id (project, event->entity);
  g_autofree char *time = ob_time_to_text (event->wall);
  const char *kind = ob_kind_get_name (event->kind);

  if (json)
    {
      ob_json_open (row, '{');
      ob_json_add_integer (row, "n", event->n);
      ob_json_add_text (row, "time", time);
      ob_json_add_text (row, "author", event->author);
      ob_json_add_text (row, "step", event->step);
      ob_json_add_flag (row, "undone", event->undone);
      ob_json_add_text (row, "id", id);
      ob_json_add_text (row, "kind", kind);
      ob_json_add_text (row, "text", event->subject);
      ob_json_add_text (row, "field", event->field);
      ob_json_add_text (row, "value", event->value);
      ob_json_close (row, '}');
    }
  else
    {
      ob_command_add_column (row, time);
      ob_command_add_column (row, event->author);
      ob_command_add_column (row, event->step);
      ob_command_add_column (row, kind);
      ob_command_add_column (row, event->subject);
      ob_command_add_column (row, event->field != NULL ? event->field : "created");
      ob_command_add_column (row, event->value);
    }
  g_string_append_c (row, '\n');
  ob_command_write (row);
}

/* An article by what people call it, or anything by its id; 0 for "all". */
static gboolean
find_subject (ObProject *project, const char *name, ObEntity *of, GError **error)
{
  *of = 0;
  if (name == NULL || strcmp (name, "all") == 0)
    return TRUE;

  *of = ob_project_lookup (project, name);
  if (*of == 0)
    *of = ob_project_find (project, OB_KIND_ARTICLE, name, error);
  return *of != 0;
}

static int
print_events (ObProject *project, const char *name, Filter *filter, gboolean json)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity of;

  filter->first = G_MININT64;
  filter->last = G_MAXINT64;
  if (!find_subject (project, name, &of, &error)
      || !read_time (project, filter->since, TRUE, &filter->first, &error)
      || !read_time (project, filter->until, FALSE, &filter->last, &error))
    return ob_command_fail (error);

  events = ob_project_list_events (project, of, 0);
  for (guint i = 0; i < events->len; i++)
    if (passes (filter, g_ptr_array_index (events, i)))
      print_event (project, g_ptr_array_index (events, i), json);
  return OB_EXIT_DONE;
}

static int
print_steps (ObProject *project, gboolean json)
{
  static const char *const states[] = { "done", "undone", "abandoned" };
  g_autoptr (GPtrArray) steps = ob_project_list_steps (project, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const ObStep *item = g_ptr_array_index (steps, i);
      g_autofree char *time = ob_time_to_text (item->wall);

      if (json)
        {
          ob_json_open (out, '{');
          ob_json_add_integer (out, "n", item->n);
          ob_json_add_text (out, "name", item->name);
          ob_json_add_text (out, "time", time);
          ob_json_add_text (out, "state", states[item->state]);
          g_string_append (out, "}\n");
        }
      else
        g_string_append_printf (out, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", item->n, time,
                                states[item->state], item->name);
    }
  ob_command_write (out);
  return OB_EXIT_DONE;
}

static int
run_history (const ObCommand *command, char **argv)
{
  g_autofree char *of = NULL;
  g_auto (Filter) filter = { 0 };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "of", 0, 0, G_OPTION_ARG_FILENAME, &of,
      N_ ("Who did what to an article, or to anything by its id; “all” for the whole project"),
      N_ ("NAME") },
    { "by", 0, 0, G_OPTION_ARG_FILENAME, &filter.author, N_ ("Only what this person did"),
      N_ ("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_FILENAME, &filter.kind,
      N_ ("Only what was done to things of this kind, such as annotation or label"), N_ ("KIND") },
    { "since", 0, 0, G_OPTION_ARG_FILENAME, &filter.since, N_ ("Only from this day or time on"),
      N_ ("TIME") },
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &filter.until, N_ ("Only until this day or time"),
      N_ ("TIME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  if (of != NULL || filter.author != NULL || filter.kind != NULL || filter.since != NULL
      || filter.until != NULL)
    return print_events (project, of, &filter, json);
  return print_steps (project, json);
}

/* Restore -------------------------------------------------------------------------------------- */

static char *
name_step (ObProject *project, ObEntity of, const ObMoment *moment)
{
  g_autofree char *when = ob_moment_describe (project, moment);
  g_autofree char *subject = of != 0 ? ob_project_dup_label_of (project, of) : NULL;

  if (subject != NULL)
    return g_strdup_printf (_ ("Restore “%s” as it was %s"), subject, when);
  return g_strdup_printf (_ ("Restore the project as it was %s"), when);
}

static gboolean
restore (ObProject *project, const char *at, const char *name, GError **error)
{
  g_autoptr (ObProject) earlier = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *step = NULL;
  ObEntity of, then;
  ObMoment moment;

  if (!ob_moment_parse (project, at, &moment, error))
    return FALSE;
  earlier = ob_project_open_earlier (project, &moment, NULL, error);
  if (earlier == NULL)
    return FALSE;
  /* What is gone now has its name there. */
  if (!find_subject (earlier, name, &then, error))
    return FALSE;
  of = then != 0 ? ob_project_translate (earlier, then, project) : 0;

  step = name_step (then != 0 ? earlier : project, then, &moment);
  edit = ob_edit_new (project, step);
  if (!ob_edit_restore (edit, earlier, of, NULL, error))
    return FALSE;
  if (ob_edit_is_empty (edit))
    {
      ob_command_note (_ ("Nothing has changed since then."));
      return TRUE;
    }
  ob_command_print ("%s\n", step);
  return ob_edit_commit (edit, error);
}

static int
run_restore (const ObCommand *command, char **argv)
{
  g_autofree char *of = NULL;
  const GOptionEntry entries[] = {
    { "of", 0, 0, G_OPTION_ARG_FILENAME, &of,
      N_ ("Only an article with its annotations, or anything by its id"), N_ ("NAME") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  return restore (project, arguments[1], of, &error) ? OB_EXIT_DONE : ob_command_fail (error);
}

/* Checkpoints ---------------------------------------------------------------------------------- */

/* Makes a checkpoint called @name, or changes @old: to @name, or away when that is NULL. */
static gboolean
change_checkpoint (ObProject *project, const char *old, const char *name, GError **error)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, _ ("Checkpoint"));
  g_autofree char *step = NULL;
  ObEntity checkpoint
      = old != NULL ? ob_project_find (project, OB_KIND_CHECKPOINT, old, error) : 0;
  gboolean valid;

  if (old != NULL && checkpoint == 0)
    return FALSE;

  if (old == NULL)
    {
      step = g_strdup_printf (_ ("Checkpoint “%s”"), name);
      valid = ob_edit_add_checkpoint (edit, name, error) != 0;
    }
  else if (name == NULL)
    {
      step = g_strdup_printf (_ ("Delete checkpoint “%s”"), old);
      valid = ob_edit_delete (edit, checkpoint, error);
    }
  else
    {
      step = g_strdup_printf (_ ("Rename checkpoint “%s”"), old);
      valid = ob_edit_set_text (edit, checkpoint, "name", name, error);
    }
  ob_edit_set_name (edit, step);
  return valid && ob_edit_commit (edit, error);
}

static int
run_checkpoint (const ObCommand *command, char **argv)
{
  g_autofree char *rename = NULL;
  gboolean delete = FALSE;
  const GOptionEntry entries[] = {
    { "rename", 0, 0, G_OPTION_ARG_FILENAME, &rename,
      N_ ("Give the checkpoint that is called OLD this name"), N_ ("OLD") },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &delete, N_ ("Take the name away again"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  if (rename != NULL && delete)
    return ob_command_misused (command, _ ("Choose one of --rename and --delete."));
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  done = delete ? change_checkpoint (project, arguments[1], NULL, &error)
                : change_checkpoint (project, rename, arguments[1], &error);
  return done ? OB_EXIT_DONE : ob_command_fail (error);
}

const ObCommand ob_commands_history[] = {
  { "history", "PROJECT [--of NAME] [--by NAME] [--kind KIND] [--since TIME] [--until TIME] [--json]",
    N_ ("Lists this copy's steps, or who did what to something, oldest first."),
    N_ ("What was deleted, replaced and undone is told as well. “obelus list PROJECT KIND --at "
        "MOMENT” and “obelus export --at MOMENT” show what there was at a moment."),
    run_history },
  { "restore", "PROJECT MOMENT [--of NAME]",
    N_ ("Makes a project, or one article, as it was at an earlier moment."),
    N_ ("MOMENT is the number of a step or change (“obelus history”), a time such as 2017-04-12 or "
        "2017-04-12T18:30, or the name of a checkpoint. Nothing is lost: it is one step that can be "
        "undone, and people and checkpoints stay."),
    run_restore },
  { "checkpoint", "PROJECT NAME [--rename OLD | --delete]",
    N_ ("Gives the state of a project a name, to come back to."),
    N_ ("“obelus list PROJECT checkpoints” lists them. They are part of the project, so that they "
        "travel with merges."),
    run_checkpoint },
  { NULL },
};
