/* Commands that bring articles and annotation sets in and out: import, export, formats. */
#include <glib/gi18n.h>
#include <string.h>

#include "articles/import-articles.h"
#include "cli/command.h"
#include "formats/format.h"
#include "formats/json-writer.h"

/* Import --------------------------------------------------------------------------------------- */

typedef struct
{
  ObProject *project; /* not owned */
  ObReadOptions options; /* for all articles */
  gboolean dry_run;
  gboolean json;
  ObArticleChoice versions; /* what becomes of those */
  guint n_refused;
  char *reason; /* (owned) (nullable): of the last refusal */
} Import;

static void
print_outcome (const Import *import,
               const char *path,
               const char *outcome,
               const char *title,
               const char *reason,
               ObEntity article,
               char *const *notes)
{
  g_autofree char *joined
      = notes != NULL && notes[0] != NULL ? g_strjoinv (" ", (char **) notes) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *id = article > 0 ? ob_project_dup_id (import->project, article) : NULL;

  if (import->json)
    {
      ob_json_open (out, '{');
      ob_json_add_text (out, "path", name);
      ob_json_add_text (out, "outcome", outcome);
      ob_json_add_text (out, "title", title);
      ob_json_add_text (out, "article", id);
      ob_json_add_text (out, "reason", reason);
      ob_json_add_text (out, "notes", joined);
      ob_json_close (out, '}');
    }
  else
    {
      ob_command_add_column (out, outcome);
      ob_command_add_column (out, name);
      if (title != NULL)
        ob_command_add_column (out, title);
      if (reason != NULL)
        ob_command_add_column (out, reason);
      if (joined != NULL)
        ob_command_add_column (out, joined);
    }
  g_string_append_c (out, '\n');
  ob_command_write (out);
}

static void
refuse (Import *import, const char *path, const char *reason)
{
  import->n_refused++;
  g_free (import->reason);
  import->reason = g_strdup (reason);
  print_outcome (import, path, "refused", NULL, reason, 0, NULL);
}

static void
print_set (const Import *import, const char *path, const GPtrArray *items)
{
  static const char *const outcomes[] = { "added", "updated", "unchanged" };

  for (guint i = 0; i < items->len; i++)
    {
      const ObReadItem *item = g_ptr_array_index (items, i);
      g_autofree char *counts
          = item->n_strays == 0
                ? g_strdup_printf (_ ("%u annotations added, %u updated"), item->n_added,
                                   item->n_updated)
                : g_strdup_printf (_ ("%u annotations added, %u updated, %u need attention"),
                                   item->n_added, item->n_updated, item->n_strays);

      print_outcome (import, path, outcomes[item->result], item->title, counts, 0, NULL);
    }
}

static void
import_set (Import *import, const ObFormat *format, ObSource *source, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *name = g_strdup_printf (_ ("Import %s"), shown);
  g_autoptr (ObEdit) edit = ob_edit_new (import->project, name);
  g_autoptr (GPtrArray) items = NULL, losses = NULL;
  g_autoptr (GError) error = NULL;

  if (!ob_format_read (format, import->project, edit, source, NULL, NULL, &items, &losses, NULL,
                       &error)
      || (!import->dry_run && !ob_edit_commit (edit, &error)))
    {
      refuse (import, path, error->message);
      return;
    }

  print_set (import, path, items);
  for (guint i = 0; i < losses->len; i++)
    ob_command_note (g_ptr_array_index (losses, i));
}

static gboolean
import_articles (Import *import, GPtrArray *paths, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *summary = NULL;

  if (paths->len == 0)
    return TRUE;
  g_ptr_array_add (paths, NULL);
  files = ob_article_files_read ((const char *const *) paths->pdata, &import->options, NULL,
                                 NULL, NULL, NULL);
  if (!ob_article_files_compare (import->project, files, NULL, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      ObArticleFile *file = g_ptr_array_index (files, i);

      if (file->match.kin == OB_KIN_VERSION)
        file->choice = import->versions;
    }
  if (!ob_article_files_add (import->project, files, import->dry_run, error))
    return FALSE;

  for (guint i = 0; i < files->len; i++)
    {
      const ObArticleFile *file = g_ptr_array_index (files, i);

      if (file->fate == OB_ARTICLE_REFUSED)
        refuse (import, file->name, file->reason);
      else
        print_outcome (import, file->name, ob_article_fate_get_name (file->fate),
                       file->reading->metadata->title, file->reason, file->article,
                       file->reading->notes);
    }
  summary = ob_article_files_describe_versions (files);
  if (summary != NULL)
    ob_command_note (summary);
  return TRUE;
}

static gboolean
choose_versions (const char *name, ObArticleChoice *choice)
{
  static const char *const names[] = { "both", "skip", "new" };
  static const ObArticleChoice choices[]
      = { OB_ARTICLE_IMPORT, OB_ARTICLE_SKIP, OB_ARTICLE_NEW_VERSION };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (name == NULL || strcmp (name, names[i]) == 0)
      {
        *choice = choices[i];
        return TRUE;
      }

  return FALSE;
}

/* What @name chooses: a format of sets, or NULL with @reader for articles; FALSE when it is unknown. */
static gboolean
choose_format (const char *name, const ObFormat **format, const char **reader)
{
  *format = NULL;
  *reader = NULL;
  if (name == NULL)
    return TRUE;
  if (g_strv_contains (ob_articles_list_formats (), name))
    {
      *reader = name;
      return TRUE;
    }

  *format = ob_formats_find (name);
  return *format != NULL && (*format)->read != NULL;
}

static int
run_import (const ObCommand *command, char **argv)
{
  g_autofree char *format_name = NULL, *encoding = NULL, *map = NULL, *versions = NULL;
  Import import = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format_name,
      N_ ("Take all files for this: text, or a format of “obelus formats”"), N_ ("F") },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &encoding,
      N_ ("Read texts in this encoding, such as WINDOWS-1251, whatever they look like"), N_ ("E") },
    { "map", 0, 0, G_OPTION_ARG_FILENAME, &map,
      N_ ("Data sets: which column is what, “text=body,title=headline”, or by number, “text=#3”"),
      N_ ("PARTS") },
    { "whole", 0, 0, G_OPTION_ARG_NONE, &import.options.whole,
      N_ ("Keep a file that holds several articles as one document"), NULL },
    { "versions", 0, 0, G_OPTION_ARG_STRING, &versions,
      N_ ("What looks like a version of an article that is there: keep “both”, the default; make "
          "it the “new” version, to which annotations are carried over; or “skip” it"),
      N_ ("CHOICE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &import.dry_run, N_ ("Only say what would be done"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &import.json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GPtrArray) articles = g_ptr_array_new ();
  g_autofree char *reason = NULL, *known = NULL;
  g_autoptr (GError) error = NULL;
  const ObFormat *chosen;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, G_MAXUINT, &status);

  if (arguments == NULL)
    return status;
  import.options.encoding = encoding;
  import.options.map = map;
  known = g_strjoinv (", ", (char **) ob_articles_list_formats ());
  if (!choose_format (format_name, &chosen, &import.options.format))
    return ob_command_misused (
        command,
        _ ("“%s” is not a format that can be imported; there are those of “obelus formats” and: %s."),
        format_name, known);
  if (!choose_versions (versions, &import.versions))
    return ob_command_misused (command, _ ("Versions are “both”, “new” or “skip”, not “%s”."),
                               versions);
  project = ob_command_open (arguments[0], !import.dry_run);
  if (project == NULL)
    return OB_EXIT_FAILED;

  import.project = project;
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      g_autoptr (ObSource) source = import.options.format != NULL || map != NULL
                                         ? NULL
                                         : ob_source_open (arguments[i], &error);
      const ObFormat *format
          = source == NULL ? NULL : chosen != NULL ? chosen : ob_formats_recognise (source);

      if (format != NULL)
        import_set (&import, format, source, arguments[i]);
      else if (chosen != NULL)
        refuse (&import, arguments[i], error->message);
      else
        g_ptr_array_add (articles, arguments[i]);
      g_clear_error (&error);
    }
  if (!import_articles (&import, articles, &error))
    return ob_command_fail (error);

  reason = import.reason;
  if (import.n_refused == 1)
    return ob_command_fail_with ("%s", reason);
  return import.n_refused > 1 ? ob_command_fail_with (
             _ ("%u files were not imported; the lines above say why."), import.n_refused)
                              : OB_EXIT_DONE;
}

/* Export --------------------------------------------------------------------------------------- */

/* The set of what @names name; FALSE after printing why not.  NULL names: all. */
static gboolean
choose (ObProject *project, ObKind kind, char **names, GHashTable **set)
{
  g_autoptr (GError) error = NULL;

  if (names == NULL)
    return TRUE;

  *set = ob_entity_set_new ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      ObEntity entity = ob_project_find (project, kind, names[i], &error);

      if (entity == 0)
        {
          ob_command_fail (error);
          return FALSE;
        }
      ob_entity_set_add (*set, entity);
    }

  return TRUE;
}

static const ObFormat *
find_export_format (const ObCommand *command, const char *name, const char *output, int *status)
{
  const ObFormat *format = name != NULL ? ob_formats_find (name) : NULL;

  if (name == NULL && output != NULL)
    format = ob_formats_find_for_name (output);
  if (format == NULL && name == NULL)
    *status = ob_command_misused (
        command, _ ("Say which format with --format; “obelus formats” lists them."));
  else if (format == NULL || format->add_article == NULL)
    {
      *status = ob_command_misused (
          command, _ ("There is no format “%s” to export; “obelus formats” lists them."), name);
      return NULL;
    }

  return format;
}

static int
write_out (const ObFormat *format,
           ObProject *project,
           const ObExportOptions *options,
           const char *output)
{
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (output != NULL && strcmp (output, "-") != 0)
    {
      g_autoptr (GFile) file = g_file_new_for_path (output);

      done = ob_format_write_file (format, project, options, file, NULL, NULL, NULL, &losses,
                                   &error);
    }
  else if (format->shape == OB_SHAPE_FILES)
    return ob_command_fail_with (
        "%s", _ ("This format is several files: say where to with --output, a folder or a file that "
                "ends with .zip."));
  else
    {
      g_autoptr (GOutputStream) stream = ob_command_get_output ();

      done = ob_format_write (format, project, options, stream, NULL, NULL, NULL, &losses, &error);
    }
  if (!done)
    return ob_command_fail (error);

  for (guint i = 0; i < losses->len; i++)
    ob_command_note (g_ptr_array_index (losses, i));
  return OB_EXIT_DONE;
}

static int
run_export (const ObCommand *command, char **argv)
{
  g_autofree char *format_name = NULL, *output = NULL, *at = NULL;
  g_auto (GStrv) annotators = NULL, articles = NULL, labels = NULL;
  g_autoptr (GHashTable) annotator_set = NULL, article_set = NULL, label_set = NULL;
  gboolean raw_cells = FALSE, utf16 = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format_name,
      N_ ("Which format; the ending of PATH says it otherwise"), N_ ("F") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Where to (standard output unless given)"), N_ ("PATH") },
    { "annotator", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &annotators,
      N_ ("Only this annotator's; may be repeated"), N_ ("NAME") },
    { "article", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &articles,
      N_ ("Only this article; may be repeated"), N_ ("A") },
    { "label", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &labels,
      N_ ("Only this label and those below it; may be repeated"), N_ ("L") },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &at,
      N_ ("As the project was at an earlier moment"), N_ ("MOMENT") },
    { "utf16", 0, 0, G_OPTION_ARG_NONE, &utf16,
      N_ ("Offsets in UTF-16 units, for readers that count so"), NULL },
    { "raw-cells", 0, 0, G_OPTION_ARG_NONE, &raw_cells,
      N_ ("csv: no apostrophe before texts that a spreadsheet would take for a formula"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  ObExportOptions options = { 0 };
  const ObFormat *format;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  format = find_export_format (command, format_name, output, &status);
  if (format == NULL)
    return status;
  project = ob_command_open_at (arguments[0], at);
  if (project == NULL || !choose (project, OB_KIND_ANNOTATOR, annotators, &annotator_set)
      || !choose (project, OB_KIND_ARTICLE, articles, &article_set)
      || !choose (project, OB_KIND_LABEL, labels, &label_set))
    return OB_EXIT_FAILED;

  options.annotators = annotator_set;
  options.articles = article_set;
  options.labels = label_set;
  options.raw_cells = raw_cells;
  options.utf16 = utf16;
  return write_out (format, project, &options, output);
}

/* Formats -------------------------------------------------------------------------------------- */

static void
add_format (GString *out, const ObFormat *format, gboolean json)
{
  static const char *const shapes[] = { "file", "archive", "files" };

  if (!json)
    {
      g_string_append_printf (out, "%-12s %-4s %-4s %s\n", format->id,
                              format->read != NULL ? _ ("in") : "",
                              format->add_article != NULL ? _ ("out") : "", _ (format->title));
      if (format->loses != NULL)
        g_string_append_printf (out, "%22s %s\n", "", _ (format->loses));
      return;
    }

  ob_json_open (out, '{');
  ob_json_add_text (out, "id", format->id);
  ob_json_add_text (out, "title", _ (format->title));
  ob_json_add_flag (out, "import", format->read != NULL);
  ob_json_add_flag (out, "export", format->add_article != NULL);
  ob_json_add_text (out, "shape", shapes[format->shape]);
  ob_json_name (out, "extensions");
  ob_json_open (out, '[');
  for (guint i = 0; format->extensions[i] != NULL; i++)
    ob_json_text (out, format->extensions[i]);
  ob_json_close (out, ']');
  ob_json_add_text (out, "loses", format->loses != NULL ? _ (format->loses) : NULL);
  g_string_append (out, "}\n");
}

static int
run_formats (const ObCommand *command, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, one object a line"), NULL },
    { NULL },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  const ObFormat *const *formats = ob_formats_list ();
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 0, 0, &status);

  if (arguments == NULL)
    return status;
  for (guint i = 0; formats[i] != NULL; i++)
    add_format (out, formats[i], json);
  ob_command_write (out);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_exchange[] = {
  { "import",
    "PROJECT PATH... [--format F] [--encoding E] [--map PARTS] [--whole] [--versions CHOICE] "
    "[--dry-run] [--json]",
    N_ ("Adds articles and annotation sets, and says for each what became of it."),
    N_ ("What a file is follows from its content. All articles together are one step that can be "
        "undone, and so is each "
        "annotation set. A set that was read before is updated. Files that are refused leave the "
        "project as it was."),
    run_import },
  { "export",
    "PROJECT --format F [--output PATH] [--annotator NAME] [--article A] [--label L] "
    "[--raw-cells] [--utf16]",
    N_ ("Writes an annotation set."),
    N_ ("“obelus formats” lists the formats and what each of them loses."), run_export },
  { "formats", "[--json]", N_ ("Lists the formats of annotation sets."), NULL, run_formats },
  { NULL },
};
