/* Commands about a project as a whole: new, stats, check, backup. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "formats/codebook-file.h"
#include "formats/json-writer.h"
#include "store/upkeep.h"

/* The labels of a file of any codebook format, as a new project takes them.  (transfer full)
 * (nullable) */
static char *
read_codebook (const char *path, GError **error)
{
  g_autoptr (ObCodebookFile) file = ob_codebook_file_load (path, error);

  if (file == NULL)
    return NULL;
  for (guint i = 0; i < file->notes->len; i++)
    ob_command_note (g_ptr_array_index (file->notes, i));

  return ob_codebook_to_json (file->codebook);
}

static int
run_new (const ObCommand *command, char **argv)
{
  g_autofree char *annotator = NULL, *codebook = NULL, *json = NULL;
  const GOptionEntry entries[] = {
    { "annotator", 0, 0, G_OPTION_ARG_FILENAME, &annotator,
      N_ ("Who annotates (your user name unless given)"), N_ ("NAME") },
    { "codebook", 0, 0, G_OPTION_ARG_FILENAME, &codebook,
      N_ ("Labels from a file instead of the usual ones"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  if (codebook != NULL)
    {
      json = read_codebook (codebook, &error);
      if (json == NULL)
        return ob_command_fail (error);
    }

  project = ob_project_create (arguments[0], annotator, json, &error);
  return project != NULL ? OB_EXIT_DONE : ob_command_fail (error);
}

static int
run_stats (const ObCommand *command, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON object"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  ObCounts counts;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  counts = ob_project_count (project);
  const struct
  {
    const char *name;
    guint64 number;
  } rows[] = {
    { "articles", counts.articles },     { "annotations", counts.annotations },
    { "links", counts.links },           { "speakers", counts.speakers },
    { "disputes", counts.disputes },     { "labels", counts.labels },
    { "annotators", counts.annotators }, { "comments", counts.comments },
    { "changes", counts.changes },       { "code_points", counts.code_points },
    { "file_bytes", counts.file_bytes },
  };

  if (json)
    ob_json_open (out, '{');
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (json)
      ob_json_add_integer (out, rows[i].name, (gint64) rows[i].number);
    else
      g_string_append_printf (out, "%-12s %" G_GUINT64_FORMAT "\n", rows[i].name, rows[i].number);
  if (json)
    g_string_append (out, "}\n");
  ob_command_write (out);
  return OB_EXIT_DONE;
}

static int
repair (const char *path, const char *repaired)
{
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;

  if (!ob_project_repair (path, repaired, &report, &error))
    return ob_command_fail (error);

  ob_command_print ("%s\n", report);
  return OB_EXIT_DONE;
}

static int
run_check (const ObCommand *command, char **argv)
{
  g_autofree char *repaired = NULL;
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_FILENAME, &repaired,
      N_ ("Write what is whole into a new project"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  if (repaired != NULL)
    return repair (arguments[0], repaired);

  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  if (!ob_project_check (project, &problems, &error))
    return ob_command_fail (error);

  for (guint i = 0; i < problems->len; i++)
    ob_command_print ("%s\n", (const char *) g_ptr_array_index (problems, i));
  if (problems->len > 0)
    return ob_command_fail_with (
        ngettext ("The project has %u problem: “obelus check --repair FILE” saves what is whole.",
                  "The project has %u problems: “obelus check --repair FILE” saves what is whole.",
                  problems->len),
        problems->len);

  ob_command_print ("%s\n", _ ("The project is whole."));
  return OB_EXIT_DONE;
}

static int
run_backup (const ObCommand *command, char **argv)
{
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, NULL, 2, 2, &status);

  if (arguments == NULL)
    return status;
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  return ob_project_backup (project, arguments[1], &error) ? OB_EXIT_DONE : ob_command_fail (error);
}

const ObCommand ob_commands_project[] = {
  { "new", "PROJECT [--annotator NAME] [--codebook FILE]",
    N_ ("Creates a project; never overwrites one."),
    N_ ("A codebook is CSV or REFI (.qdc), as “obelus codebook” exports it, or JSON: {\"labels\": [{\"id\", \"name\", \"parent\", \"colour\", \"line\", "
        "\"key\", \"use_when\", "
        "\"avoid_when\", \"example\", \"counter_example\", \"attributes\": [{\"name\", \"type\", "
        "\"choices\", \"shown_when\": {\"attribute\", \"values\"}}]}]}"),
    run_new },
  { "stats", "PROJECT [--json]", N_ ("Counts what is in a project."), NULL, run_stats },
  { "check", "PROJECT [--repair FILE]",
    N_ ("Checks that a project file is whole, or saves what is."),
    N_ ("With --repair PROJECT is only read, and FILE must not exist."), run_check },
  { "backup", "PROJECT FILE",
    N_ ("Writes a consistent copy of a project; never overwrites a file."), NULL, run_backup },
  { NULL },
};
