/* The command "codebook": the labels of a project as a file, compared, merged, split. */
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/label-parts.h"
#include "cli/command.h"
#include "formats/codebook-file.h"
#include "formats/json-writer.h"
#include "model/codebook-compare.h"
#include "store/edit-codebook.h"

/* The options of all the actions; each takes its own. */
typedef struct
{
  char *format;
  char *output;
  char *where;
  char *annotations;
  char *query;
  char *choose;
  gboolean json;
} Options;

typedef struct
{
  const char *name;
  guint n_arguments; /* besides project and action */
  gboolean writes;
  int (*run) (ObProject *project, char **arguments, const Options *options);
} Action;

static int
commit (ObEdit *edit, gboolean valid, GError **error)
{
  return valid && ob_edit_commit (edit, error) ? OB_EXIT_DONE : ob_command_fail (*error);
}

static void
print_notes (const ObCodebookFile *file)
{
  for (guint i = 0; i < file->notes->len; i++)
    ob_command_note (g_ptr_array_index (file->notes, i));
}

static int
run_export (ObProject *project, char **arguments, const Options *options)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  ObCodebookFormat format = OB_CODEBOOK_JSON;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (options->format != NULL && !ob_codebook_format_from_name (options->format, &format))
    {
      ob_command_fail_with (_ ("There is no codebook format “%s”: there are json, csv and qdc."),
                            options->format);
      return OB_EXIT_USAGE;
    }
  if (codebook->labels->len == 0)
    return ob_command_fail_with (_ ("The codebook has no labels."));

  bytes = ob_codebook_file_write (codebook, format);
  if (options->output != NULL)
    {
      if (!g_file_set_contents (options->output, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), &error))
        return ob_command_fail (error);
    }
  else
    {
      g_autoptr (GOutputStream) output = ob_command_get_output ();

      if (!g_output_stream_write_all (output, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), NULL, NULL, &error))
        return ob_command_fail (error);
    }
  if (ob_codebook_format_get_loss (format) != NULL)
    ob_command_note (ob_codebook_format_get_loss (format));

  return OB_EXIT_DONE;
}

static int
run_import (ObProject *project, char **arguments, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObCodebookFile) file = ob_codebook_file_load (arguments[0], &error);
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *base = g_path_get_basename (arguments[0]);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *name = g_strdup_printf (_ ("Import codebook %s"), shown);

  if (file == NULL)
    return ob_command_fail (error);

  print_notes (file);
  edit = ob_edit_new (project, name);
  return commit (edit, ob_edit_take_codebook (edit, file->codebook, file->fields, NULL, &error), &error);
}

static void
print_difference (const ObDifference *difference, gboolean json)
{
  g_autoptr (GString) row = g_string_new (NULL);

  if (json)
    {
      ob_json_open (row, '{');
      ob_json_add_text (row, "label", difference->id);
      ob_json_add_text (row, "name", difference->label);
      ob_json_add_text (row, "what", difference->what);
      ob_json_add_text (row, "here", difference->first);
      ob_json_add_text (row, "there", difference->second);
      ob_json_close (row, '}');
    }
  else
    {
      ob_command_add_column (row, difference->label);
      ob_command_add_column (row, difference->what);
      ob_command_add_column (row, difference->first);
      ob_command_add_column (row, difference->second);
    }
  g_string_append_c (row, '\n');
  ob_command_write (row);
}

static int
run_compare (ObProject *project, char **arguments, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObCodebookFile) file = ob_codebook_file_load (arguments[0], &error);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GPtrArray) differences = NULL;

  if (file == NULL)
    return ob_command_fail (error);

  print_notes (file);
  differences = ob_codebook_compare (codebook, file->codebook);
  for (guint i = 0; i < differences->len; i++)
    print_difference (g_ptr_array_index (differences, i), options->json);

  return OB_EXIT_DONE;
}

/* Of @differences, those that @choose names; NULL after saying which is none. */
static GPtrArray *
choose_differences (GPtrArray *differences, const char *choose)
{
  g_auto (GStrv) names = g_strsplit (choose, ",", -1);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint n_before = chosen->len;

      for (guint k = 0; k < differences->len; k++)
        {
          const ObDifference *difference = g_ptr_array_index (differences, k);
          g_autofree char *by_id = g_strconcat (difference->id, ":", difference->what, NULL);
          g_autofree char *by_name = g_strconcat (difference->label, ":", difference->what, NULL);

          if (strcmp (g_strstrip (names[i]), by_id) == 0 || strcmp (names[i], by_name) == 0)
            g_ptr_array_add (chosen, (gpointer) difference);
        }
      if (chosen->len == n_before)
        {
          ob_command_fail_with (_ ("There is no difference “%s”: “codebook compare” lists them."),
                                names[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&chosen);
}

static int
run_take (ObProject *project, char **arguments, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObCodebookFile) file = NULL;
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GPtrArray) differences = NULL, chosen = NULL;
  g_autofree char *shown = g_filename_display_basename (arguments[0]);
  g_autofree char *name = NULL;
  g_autoptr (ObEdit) edit = NULL;

  if (options->choose == NULL)
    {
      ob_command_fail_with (_ ("Say which differences are meant with --choose LABEL:WHAT,…"));
      return OB_EXIT_USAGE;
    }
  file = ob_codebook_file_load (arguments[0], &error);
  if (file == NULL)
    return ob_command_fail (error);
  differences = ob_codebook_compare (codebook, file->codebook);
  chosen = choose_differences (differences, options->choose);
  if (chosen == NULL)
    return OB_EXIT_FAILED;

  name = g_strdup_printf (ngettext ("Take %u change from codebook %s", "Take %u changes from codebook %s",
                                    chosen->len),
                          chosen->len, shown);
  edit = ob_edit_new (project, name);
  return commit (edit, ob_edit_take_differences (edit, file->codebook, chosen, &error), &error);
}

static int
run_merge (ObProject *project, char **arguments, const Options *options)
{
  g_autoptr (GError) error = NULL;
  ObEntity from = ob_project_find (project, OB_KIND_LABEL, arguments[0], &error);
  ObEntity into
      = from != 0 ? ob_project_find (project, OB_KIND_LABEL, arguments[1], &error) : 0;
  g_autoptr (ObEdit) edit = NULL;
  g_autofree char *name = NULL;
  guint n;

  if (into == 0)
    return ob_command_fail (error);

  n = ob_project_count_annotations_with_label (project, from);
  name = g_strdup_printf (_ ("Merge label %s into %s"), arguments[0], arguments[1]);
  edit = ob_edit_new (project, name);
  if (commit (edit, ob_edit_merge_labels (edit, from, into, &error), &error) != OB_EXIT_DONE)
    return OB_EXIT_FAILED;

  ob_command_print (ngettext ("%u annotation got another label.\n",
                              "%u annotations got another label.\n", n),
                    n);
  return OB_EXIT_DONE;
}

/* Those of @label that @query finds; NULL after saying why not. */
static GArray *
find_annotations (ObProject *project, ObEntity label, const char *query)
{
  g_autoptr (ObLabelParts) parts = ob_label_parts_new (project, label);
  GArray *annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  g_autoptr (GError) error = NULL;
  guint part = ob_label_parts_add (parts, "");

  if (ob_label_parts_by_query (parts, project, query, part, NULL, &error) < 0)
    {
      g_array_unref (annotations);
      ob_command_fail (error);
      return NULL;
    }
  for (guint i = 0; i < parts->annotations->len; i++)
    if (parts->places[i] == part)
      g_array_append_vals (annotations, &g_array_index (parts->annotations, ObEntity, i), 1);

  return annotations;
}

/* The annotations that the options name; NULL after saying why not. */
static GArray *
choose_annotations (ObProject *project, ObEntity label, const Options *options)
{
  g_auto (GStrv) where = options->where != NULL ? g_strsplit (options->where, "=", 2) : NULL;
  g_auto (GStrv) ids
      = options->annotations != NULL ? g_strsplit (options->annotations, ",", -1) : NULL;
  g_autoptr (GArray) annotations = NULL;

  if ((where != NULL) + (ids != NULL) + (options->query != NULL) != 1
      || (where != NULL && g_strv_length (where) != 2))
    {
      ob_command_fail_with (_ ("Say which annotations are meant: with --where ATTRIBUTE=VALUE, with "
                               "--query QUERY or with --annotations ID,ID."));
      return NULL;
    }
  if (options->query != NULL)
    return find_annotations (project, label, options->query);
  if (where != NULL)
    return ob_project_list_valued (project, label, where[0], where[1]);

  annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      ObEntity annotation = ob_project_lookup (project, ids[i]);

      if (annotation == 0)
        {
          ob_command_fail_with (_ ("There is nothing with the id “%s” in this project."), ids[i]);
          return NULL;
        }
      g_array_append_val (annotations, annotation);
    }

  return g_steal_pointer (&annotations);
}

static int
run_split (ObProject *project, char **arguments, const Options *options)
{
  g_autoptr (GError) error = NULL;
  ObEntity label = ob_project_find (project, OB_KIND_LABEL, arguments[0], &error);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autofree char *id = ob_codebook_dup_free_id (codebook, arguments[1]);
  g_autofree char *name = g_strdup_printf (_ ("Split label %s"), arguments[0]);
  g_autoptr (GArray) annotations = NULL;
  g_autoptr (ObEdit) edit = NULL;

  if (label == 0)
    return ob_command_fail (error);
  annotations = choose_annotations (project, label, options);
  if (annotations == NULL)
    return OB_EXIT_FAILED;

  edit = ob_edit_new (project, name);
  if (commit (edit, ob_edit_split_label (edit, label, id, arguments[1], annotations, &error) != 0,
              &error)
      != OB_EXIT_DONE)
    return OB_EXIT_FAILED;

  ob_command_print (ngettext ("%u annotation got the label “%s”.\n",
                              "%u annotations got the label “%s”.\n", annotations->len),
                    annotations->len, id);
  return OB_EXIT_DONE;
}

static const Action actions[] = {
  { "export", 0, FALSE, run_export },   { "import", 1, TRUE, run_import },
  { "compare", 1, FALSE, run_compare }, { "merge", 2, TRUE, run_merge },
  { "split", 2, TRUE, run_split },      { "take", 1, TRUE, run_take },
};

static const Action *
find_action (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].name, name) == 0)
      return &actions[i];

  return NULL;
}

static void
options_clear (Options *options)
{
  g_free (options->format);
  g_free (options->output);
  g_free (options->where);
  g_free (options->annotations);
  g_free (options->query);
  g_free (options->choose);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
run_codebook (const ObCommand *command, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("Of the exported file: json (usual), csv or qdc"), N_ ("FORMAT") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("Where to export to (standard output unless given)"), N_ ("PATH") },
    { "where", 0, 0, G_OPTION_ARG_STRING, &options.where,
      N_ ("Split off the annotations with this value"), N_ ("ATTRIBUTE=VALUE") },
    { "query", 0, 0, G_OPTION_ARG_STRING, &options.query,
      N_ ("Split off the annotations that a search finds"), N_ ("QUERY") },
    { "choose", 0, 0, G_OPTION_ARG_STRING, &options.choose,
      N_ ("Take these differences only (label and what, as compare prints them)"),
      N_ ("LABEL:WHAT,...") },
    { "annotations", 0, 0, G_OPTION_ARG_STRING, &options.annotations,
      N_ ("Split off these annotations"), N_ ("ID,ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
      N_ ("Print each difference as one JSON object"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  const Action *action;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 4, &status);

  if (arguments == NULL)
    return status;
  action = find_action (arguments[1]);
  if (action == NULL)
    return ob_command_misused (command, _ ("“codebook” cannot “%s”."), arguments[1]);
  if (g_strv_length (arguments) != action->n_arguments + 2)
    return ob_command_misused (command, _ ("“codebook %s” takes another number of arguments."),
                               action->name);

  project = ob_command_open (arguments[0], action->writes);
  return project != NULL ? action->run (project, arguments + 2, &options) : OB_EXIT_FAILED;
}

const ObCommand ob_commands_codebook[] = {
  { "codebook",
    "PROJECT export [--format FORMAT] [--output PATH] | import FILE | compare FILE | take FILE "
    "| merge LABEL INTO | split LABEL NAME",
    N_ ("Exports, imports and compares the labels; merges and splits them."),
    N_ ("A file is JSON, CSV or a REFI codebook (.qdc), told apart by content. Importing adds labels "
        "and changes those that are there; it takes nothing away. Comparing prints for each "
        "difference: label, what, here, there; taking makes those that --choose names as they are there. "
        "Merging moves all annotations of LABEL to INTO. "
        "Splitting gives those chosen by --where, --query or --annotations the new label NAME. Each is one "
        "step that can be undone."),
    run_codebook },
  { NULL },
};
