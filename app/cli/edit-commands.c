/* Commands that change a project: edit, undo, redo. */
#include <glib/gi18n.h>
#include <string.h>

#include "cli/command.h"
#include "formats/edit-lines.h"
#include "store/history.h"

/* Edit ----------------------------------------------------------------------------------------- */

/* The annotator called @name, who is new in the edit when the project has none; 0 with error. */
static ObEntity
find_or_add_annotator (ObProject *project, ObEdit *edit, const char *name, GError **error)
{
  ObEntity found;

  if (name == NULL)
    return ob_project_get_annotator (project);

  found = ob_project_find (project, OB_KIND_ANNOTATOR, name, NULL);
  return found != 0 ? found : ob_edit_add_annotator (edit, name, error);
}

static gboolean
read_and_commit (
    ObProject *project, const char *annotator, const char *name, GString *report, GError **error)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, name != NULL ? name : _ ("Edit by command"));
  g_autoptr (GInputStream) input = ob_command_get_input ();
  g_autoptr (ObEditLines) lines = NULL;
  ObEntity who = find_or_add_annotator (project, edit, annotator, error);

  if (who == 0)
    return FALSE;

  ob_edit_set_annotator (edit, who);
  lines = ob_edit_lines_new (project, edit, who);
  if (!ob_edit_lines_read (lines, input, NULL, error))
    return FALSE;
  if (ob_edit_lines_get_n_edits (lines) == 0)
    return TRUE;
  if (!ob_edit_commit (edit, error))
    return FALSE;

  ob_edit_lines_report (lines, report);
  return TRUE;
}

static int
run_edit (const ObCommand *command, char **argv)
{
  g_autofree char *annotator = NULL, *name = NULL;
  const GOptionEntry entries[] = {
    { "annotator", 0, 0, G_OPTION_ARG_FILENAME, &annotator,
      N_ ("Who annotates; added if the project has nobody of that name"), N_ ("NAME") },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &name, N_ ("What the history calls this step"),
      N_ ("TEXT") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  if (!read_and_commit (project, annotator, name, report, &error))
    return ob_command_fail (error);

  ob_command_write (report);
  return OB_EXIT_DONE;
}

/* Undo and redo -------------------------------------------------------------------------------- */

typedef gboolean (*Step) (ObProject *project, char **name, GError **error);

static guint
count_steps (ObProject *project, ObStepState state)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (project, 0);
  guint n = 0;

  for (guint i = 0; i < steps->len; i++)
    n += ((const ObStep *) g_ptr_array_index (steps, i))->state == state;

  return n;
}

static int
step (const ObCommand *command, char **argv, Step take, ObStepState state)
{
  g_autoptr (ObProject) project = NULL;
  guint64 n_wanted = 1;
  guint n_there;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, NULL, 1, 2, &status);

  if (arguments == NULL)
    return status;
  if (arguments[1] != NULL
      && !g_ascii_string_to_unsigned (arguments[1], 10, 1, G_MAXUINT, &n_wanted, NULL))
    return ob_command_misused (command, _ ("“%s” is not a number of steps."), arguments[1]);
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  n_there = count_steps (project, state);
  if (n_wanted > n_there)
    {
      if (n_there == 0)
        return ob_command_fail_with (state == OB_STEP_DONE ? _ ("There is nothing to undo.")
                                                           : _ ("There is nothing to redo."));
      return ob_command_fail_with (ngettext ("There is only %u such step; nothing was done.",
                                             "There are only %u such steps; nothing was done.",
                                             n_there),
                                   n_there);
    }

  for (guint i = 0; i < n_wanted; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GError) error = NULL;

      if (!take (project, &name, &error))
        return ob_command_fail (error);
      ob_command_print ("%s\n", name);
    }

  return OB_EXIT_DONE;
}

static int
run_undo (const ObCommand *command, char **argv)
{
  return step (command, argv, ob_project_undo, OB_STEP_DONE);
}

static int
run_redo (const ObCommand *command, char **argv)
{
  return step (command, argv, ob_project_redo, OB_STEP_UNDONE);
}

const ObCommand ob_commands_edit[] = {
  { "edit", "PROJECT [--annotator NAME] [--name TEXT]",
    N_ ("Reads edits from standard input and applies them as one step: all of them or none."),
    N_ ("Each line is a JSON object:\n"
        "  {\"op\": \"annotate\", \"article\", \"label\", \"segments\": [[begin, end], ...], "
        "\"attributes\"?: {}, \"note\"?}\n"
        "  {\"op\": \"update\", \"id\", what is to change: \"label\", \"segments\", "
        "\"attributes\", \"note\"; of other things "
        "than annotations the members that \"list\" prints}\n"
        "  {\"op\": \"delete\", \"id\"}\n"
        "  {\"op\": \"link\", \"from\", \"to\", \"type\"}\n"
        "  {\"op\": \"speaker\", \"name\", \"aliases\"?: [], \"kind\"?, \"role\"?, "
        "\"reliability\"?}\n"
        "  {\"op\": \"dispute\", \"question\", \"kind\"?, \"status\"?, \"positions\"?: []}\n"
        "  {\"op\": \"position\", \"dispute\", \"text\"}\n"
        "  {\"op\": \"label\", \"id\", \"name\", \"parent\"?, \"colour\"?, \"line\"?, \"key\"?, "
        "\"attributes\"?: [{\"name\", \"type\", \"choices\"?}]}\n"
        "  {\"op\": \"comment\", \"on\", \"text\"}    {\"op\": \"resolve\", \"comment\"}\n"
        "  {\"op\": \"state\", \"article\", \"annotation\"?, \"review\"?}\n"
        "Speakers, disputes and positions are named by their id, exact name or alias; “list” "
        "prints ids, which "
        "“list PROJECT speakers” and “disputes” resolve. \"as\": \"$x\" names what a line makes "
        "for later lines. "
        "null removes an attribute or a note. "
        "For each edit a line of JSON with the ids that were made is printed."),
    run_edit },
  { "undo", "PROJECT [N]", N_ ("Undoes the last step, or the last N, and prints their names."),
    NULL, run_undo },
  { "redo", "PROJECT [N]", N_ ("Redoes what was undone last, or the last N."), NULL, run_redo },
  { NULL },
};
