/* Commands that bring people's work together: merge, sync, conflicts. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "formats/json-writer.h"
#include "share/folder.h"
#include "share/merge.h"
#include "share/review-copy.h"
#include "share/send.h"
#include "share/sync.h"
#include "store/edit.h"

static const char *const effect_names[] = { "new", "changed", "removed" };

static void
print_item (const ObMergeGroup *group, const char *text, gboolean json)
{
  g_autoptr (GString) row = g_string_new (NULL);

  if (json)
    {
      ob_json_open (row, '{');
      ob_json_add_text (row, "effect", effect_names[group->effect]);
      ob_json_add_text (row, "kind", ob_kind_get_name (group->kind));
      ob_json_add_text (row, "annotator", group->annotator);
      ob_json_add_text (row, "label", group->label);
      ob_json_add_text (row, "text", text);
      ob_json_close (row, '}');
    }
  else
    {
      ob_command_add_column (row, effect_names[group->effect]);
      ob_command_add_column (row, ob_kind_get_name (group->kind));
      ob_command_add_column (row, group->annotator);
      ob_command_add_column (row, group->label);
      ob_command_add_column (row, text);
    }
  g_string_append_c (row, '\n');
  ob_command_write (row);
}

static void
add_versions (ObProject *project, GString *row, const ObConflict *conflict)
{
  ob_json_name (row, "versions");
  ob_json_open (row, '[');
  for (guint i = 0; i < conflict->versions->len; i++)
    {
      const ObVersion *version = conflict->versions->pdata[i];
      g_autofree char *value = ob_project_describe_value (project, version->value);

      ob_json_open (row, '{');
      ob_json_add_text (row, "value", value);
      ob_json_add_text (row, "author", version->author);
      ob_json_add_time (row, "time", version->wall);
      ob_json_close (row, '}');
    }
  ob_json_close (row, ']');
}

static void
print_conflict (ObProject *project, const ObConflict *conflict, gboolean json)
{
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *id = ob_project_dup_id (project, conflict->entity);
  g_autofree char *text = ob_project_dup_label_of (project, conflict->entity);

  if (json)
    {
      ob_json_open (row, '{');
      ob_json_add_text (row, "effect", "conflict");
      ob_json_add_text (row, "id", id);
      ob_json_add_text (row, "text", text);
      ob_json_add_text (row, "field", conflict->field);
      add_versions (project, row, conflict);
      ob_json_close (row, '}');
    }
  else
    {
      ob_command_add_column (row, "conflict");
      ob_command_add_column (row, id);
      ob_command_add_column (row, conflict->field);
      ob_command_add_column (row, text);
      for (guint i = 0; i < conflict->versions->len; i++)
        {
          const ObVersion *version = conflict->versions->pdata[i];
          g_autofree char *value = ob_project_describe_value (project, version->value);
          g_autofree char *said = g_strdup_printf ("%s: %s", version->author, value);

          ob_command_add_column (row, said);
        }
    }
  g_string_append_c (row, '\n');
  ob_command_write (row);
}

static void
print_duplicate (const ObDuplicate *duplicate, gboolean json)
{
  g_autoptr (GString) row = g_string_new (NULL);
  const char *kind = ob_kind_get_name (duplicate->kind);

  if (json)
    {
      ob_json_open (row, '{');
      ob_json_add_text (row, "effect", "duplicate");
      ob_json_add_text (row, "kind", kind);
      ob_json_add_text (row, "id", duplicate->other_id);
      ob_json_add_text (row, "text", duplicate->other_name);
      ob_json_add_text (row, "same", duplicate->kept_id);
      ob_json_add_text (row, "same_text", duplicate->kept_name);
      ob_json_add_integer (row, "annotations", duplicate->n_uses);
      ob_json_close (row, '}');
    }
  else
    {
      ob_command_add_column (row, "duplicate");
      ob_command_add_column (row, kind);
      ob_command_add_column (row, duplicate->other_id);
      ob_command_add_column (row, duplicate->other_name);
      ob_command_add_column (row, duplicate->kept_name);
    }
  g_string_append_c (row, '\n');
  ob_command_write (row);
}

static gboolean
merge_one (ObProject *project,
           const char *other,
           gboolean dry_run,
           const char *const *unify,
           gboolean json,
           GError **error)
{
  g_autoptr (ObMergeReport) report = unify != NULL && !dry_run
                                         ? ob_merge_file_and_unify (project, other, unify, error)
                                         : ob_merge_file (project, other, dry_run, error);

  if (report == NULL)
    return FALSE;

  for (guint i = 0; i < report->items->len; i++)
    {
      const ObMergeItem *item = report->items->pdata[i];

      print_item (item->group, item->text, json);
    }
  for (guint i = 0; i < report->groups->len; i++)
    {
      const ObMergeGroup *group = report->groups->pdata[i];
      g_autofree char *more = g_strdup_printf (_ ("… and %u more"), group->n - group->n_items);

      if (group->n > group->n_items)
        print_item (group, more, json);
    }
  for (guint i = 0; i < report->conflicts->len; i++)
    print_conflict (project, report->conflicts->pdata[i], json);
  for (guint i = 0; i < report->duplicates->len; i++)
    print_duplicate (report->duplicates->pdata[i], json);
  if (report->n_changes == 0)
    ob_command_note (_ ("There is nothing new in it."));
  return TRUE;
}

static int
run_merge (const ObCommand *command, char **argv)
{
  gboolean dry_run = FALSE, json = FALSE, unify = FALSE;
  const char *const all[] = { "all", NULL };
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run,
      N_ ("Only say what would change, and what would conflict"), NULL },
    { "unify", 0, 0, G_OPTION_ARG_NONE, &unify,
      N_ ("Make one of labels, speakers and disputes that both have made"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON object a line"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, G_MAXUINT, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], !dry_run);
  if (project == NULL)
    return OB_EXIT_FAILED;

  for (guint i = 1; arguments[i] != NULL; i++)
    if (!merge_one (project, arguments[i], dry_run, unify ? all : NULL, json, &error))
      {
        g_prefix_error (&error, "%s: ", arguments[i]);
        return ob_command_fail (error);
      }
  return OB_EXIT_DONE;
}

static int
run_sync (const ObCommand *command, char **argv)
{
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, NULL, 2, 2, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  report = ob_sync_folder (project, arguments[1], &error);
  if (report == NULL)
    return ob_command_fail (error);

  for (guint i = 0; i < report->skipped->len; i++)
    ob_command_note (report->skipped->pdata[i]);
  ob_command_print (_ ("%u changes received, %u sent."), report->n_received, report->n_sent);
  ob_command_print ("\n");
  for (guint i = 0; i < report->presences->len; i++)
    {
      const ObPresence *presence = report->presences->pdata[i];
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (presence->last);
      g_autofree char *when = time != NULL ? g_date_time_format (time, "%F %R") : g_strdup ("");

      ob_command_print ("%s\t%s\n", presence->name, when);
    }
  return OB_EXIT_DONE;
}

static int
run_send (const ObCommand *command, char **argv)
{
  g_autofree char *annotator = NULL;
  const GOptionEntry entries[] = {
    { "annotator", 0, 0, G_OPTION_ARG_STRING, &annotator,
      N_ ("Whose work; otherwise that of who annotates in this copy"), N_ ("NAME") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity who;
  guint n_changes = 0;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  who = annotator != NULL ? ob_project_find (project, OB_KIND_ANNOTATOR, annotator, &error)
                          : ob_project_get_annotator (project);
  if (error != NULL || !ob_send_annotations (project, who, arguments[1], &n_changes, &error))
    return ob_command_fail (error);

  ob_command_print (ngettext ("%u change written.", "%u changes written.", n_changes), n_changes);
  ob_command_print ("\n");
  return OB_EXIT_DONE;
}

/* The annotator called @name, who is added when the project has none: so that the id is the same in the
 * copy and here. */
static ObEntity
find_or_add_annotator (ObProject *project, const char *name, GError **error)
{
  ObEntity found = ob_project_find (project, OB_KIND_ANNOTATOR, name, NULL);
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *step = NULL;

  if (found != 0)
    return found;
  step = g_strdup_printf (_ ("Add annotator “%s”"), name);
  edit = ob_edit_new (project, step);
  found = ob_edit_add_annotator (edit, name, error);
  return found != 0 && ob_edit_commit (edit, error) ? ob_edit_resolve (edit, found) : 0;
}

static int
run_review_copy (const ObCommand *command, char **argv)
{
  g_autofree char *name = NULL;
  gboolean blind = FALSE;
  const GOptionEntry entries[] = {
    { "annotator", 0, 0, G_OPTION_ARG_FILENAME, &name,
      N_ ("Who gets the copy; added to the project when there is nobody of that name"),
      N_ ("NAME") },
    { "blind", 0, 0, G_OPTION_ARG_NONE, &blind, N_ ("Without what the other annotators did"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  ObReviewCopy copy = { 0 };
  ObEntity annotator;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  if (name == NULL)
    return ob_command_misused (command, _ ("Say with --annotator who gets the copy."));
  project = ob_command_open (arguments[0], TRUE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  annotator = find_or_add_annotator (project, name, &error);
  if (annotator == 0
      || !ob_review_copy_write (project, annotator, blind, arguments[1], &copy, &error))
    return ob_command_fail (error);
  ob_command_print (_ ("%u changes written, %u withheld."), copy.n_changes, copy.n_withheld);
  ob_command_print ("\n");
  if (copy.n_articles > 0)
    {
      g_autofree char *left_out = g_strdup_printf (
          ngettext ("%u article is not in it: it came in together with annotations.",
                    "%u articles are not in it: they came in together with annotations.",
                    copy.n_articles),
          copy.n_articles);

      ob_command_note (left_out);
    }
  return OB_EXIT_DONE;
}

static int
run_conflicts (const ObCommand *command, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON object a line"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  conflicts = ob_project_list_conflicts (project);
  for (guint i = 0; i < conflicts->len; i++)
    print_conflict (project, conflicts->pdata[i], json);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_share[] = {
  { "merge", "PROJECT OTHER... [--dry-run] [--unify] [--json]",
    N_ ("Brings the changes of colleagues' project files into a project."),
    N_ ("Each file is one step that can be undone. Prints what is new, changed and removed, and "
        "the conflicts that are "
        "open afterwards, the value that is shown first. A conflict ends when its field is set to "
        "any value. What both have made under one name is a duplicate; “obelus unify” makes one of "
        "the two also afterwards."),
    run_merge },
  { "sync", "PROJECT FOLDER", N_ ("Exchanges changes with colleagues through a shared folder."),
    N_ ("The folder may be anything that carries files: a network folder, a synchroniser's, a "
        "memory stick."),
    run_sync },
  { "send", "PROJECT FILE [--annotator NAME]",
    N_ ("Writes one annotator's work to a small file, to be mailed and merged."),
    N_ ("“obelus merge” takes the file in like a project."), run_send },
  { "review-copy", "PROJECT FILE --annotator NAME [--blind]",
    N_ ("Makes a project file for a colleague to work in and send back."),
    N_ ("A blind one has articles, codebook, people, speakers and disputes, but nothing of what the "
        "other annotators did in the articles. What comes back is merged with “obelus merge”."),
    run_review_copy },
  { "conflicts", "PROJECT [--json]", N_ ("Lists what two people have changed differently."), NULL,
    run_conflicts },
  { NULL },
};
