/* Commands for what a change of the codebook, or a merge, leaves to be looked at: unify, dismiss. */
#include <glib/gi18n.h>
#include <string.h>

#include "cli/command.h"
#include "store/duplicates.h"
#include "store/rereview.h"

/* Unify ---------------------------------------------------------------------------------------- */

static gboolean
unify (ObProject *project, ObEntity one, ObEntity other, GError **error)
{
  g_autofree char *name = ob_project_dup_label_of (project, one);
  g_autofree char *step = g_strdup_printf (_ ("Make one of “%s”"), name != NULL ? name : "");
  g_autoptr (ObEdit) edit = ob_edit_new (project, step);

  if (!ob_edit_unify (edit, one, other, error) || !ob_edit_commit (edit, error))
    return FALSE;
  ob_command_print ("%s\n", step);
  return TRUE;
}

/* Every one that there is twice; each is a step of its own, so that each can be undone. */
static gboolean
unify_all (ObProject *project, GError **error)
{
  for (;;)
    {
      g_autoptr (GPtrArray) duplicates = ob_project_list_duplicates (project, 0);
      const ObDuplicate *duplicate = duplicates->len > 0 ? duplicates->pdata[0] : NULL;

      if (duplicate == NULL)
        return TRUE;
      if (!unify (project, duplicate->kept, duplicate->other, error))
        return FALSE;
    }
}

static ObEntity
find_thing (ObProject *project, const char *name, GError **error)
{
  static const ObKind kinds[] = { OB_KIND_LABEL, OB_KIND_SPEAKER, OB_KIND_DISPUTE };
  ObEntity found = ob_project_lookup (project, name);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && found == 0; i++)
    found = ob_project_find (project, kinds[i], name, NULL);
  if (found == 0)
    g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                 _ ("There is no label, speaker or dispute “%s”, or more than one: give its id."),
                 name);
  return found;
}

static int
run_unify (const ObCommand *command, char **argv)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Everything that “list duplicates” lists"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity one = 0, other = 0;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 3, &status);

  if (arguments == NULL)
    return status;
  if (all != (arguments[1] == NULL) || (!all && arguments[2] == NULL))
    return ob_command_misused (command, _ ("Give two things that shall become one, or --all."));
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  if (!all)
    {
      one = find_thing (project, arguments[1], &error);
      other = one != 0 ? find_thing (project, arguments[2], &error) : 0;
      if (other == 0)
        return ob_command_fail (error);
    }
  if (all ? !unify_all (project, &error) : !unify (project, one, other, &error))
    return ob_command_fail (error);
  return OB_EXIT_DONE;
}

/* Dismiss -------------------------------------------------------------------------------------- */

static gboolean
dismiss (ObEdit *edit, ObProject *project, const char *id, GError **error)
{
  ObEntity annotation = ob_project_lookup (project, id);

  if (annotation == 0)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("There is no annotation “%s”: “list rereview” lists them."), id);
      return FALSE;
    }
  return ob_edit_dismiss (edit, annotation, error);
}

static gboolean
dismiss_all (ObEdit *edit, ObProject *project, ObEntity label, GError **error)
{
  g_autoptr (ObRereviews) rereviews = ob_project_list_rereviews (project, NULL);

  for (guint i = 0; rereviews != NULL && i < rereviews->items->len; i++)
    {
      const ObRereview *item = &g_array_index (rereviews->items, ObRereview, i);

      if ((label == 0 || item->label == label) && !ob_edit_dismiss (edit, item->annotation, error))
        return FALSE;
    }
  return TRUE;
}

static int
run_dismiss (const ObCommand *command, char **argv)
{
  g_autofree char *label_name = NULL;
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Everything that “list rereview” lists"), NULL },
    { "label", 0, 0, G_OPTION_ARG_FILENAME, &label_name, N_ ("The same, only of this label"),
      N_ ("L") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity label = 0;
  gboolean valid = TRUE;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, G_MAXUINT, &status);

  if (arguments == NULL)
    return status;
  if ((all || label_name != NULL) != (arguments[1] == NULL))
    return ob_command_misused (command, _ ("Give the ids of annotations, or --all, or --label."));
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  if (label_name != NULL
      && (label = ob_project_find (project, OB_KIND_LABEL, label_name, &error)) == 0)
    return ob_command_fail (error);

  edit = ob_edit_new (project, _ ("Dismiss from the list of what is to be read again"));
  if (arguments[1] == NULL)
    valid = dismiss_all (edit, project, label, &error);
  for (guint i = 1; valid && arguments[i] != NULL; i++)
    valid = dismiss (edit, project, arguments[i], &error);
  if (!valid || !ob_edit_commit (edit, &error))
    return ob_command_fail (error);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_review[] = {
  { "unify", "PROJECT NAME OTHER | PROJECT --all",
    N_ ("Makes one of two labels, speakers or disputes that are the same."),
    N_ ("The one that was made first stays, whichever is named first, so that two people who do it do "
        "the same; annotations, aliases, positions and comments follow. “obelus list PROJECT "
        "duplicates” lists what there is twice."),
    run_unify },
  { "dismiss", "PROJECT ID... | PROJECT --all | PROJECT --label L",
    N_ ("Says that passages were read again after their label's meaning changed."),
    N_ ("“obelus list PROJECT rereview” lists those that are to be read again. When the meaning changes "
        "once more, they are listed again."),
    run_dismiss },
  { NULL },
};
