#include "window/codebook-files.h"

#include "formats/codebook-file.h"
#include "store/edit.h"
#include "window/codebook-comparison.h"

#include <glib/gi18n.h>
#include <string.h>

/* A file that is being chosen. */
typedef struct
{
  GtkWindow *parent;  /* (unowned): the chooser is destroyed with it */
  ObProject *project; /* (owned) */
  ObCodebookFilesAction action;
  ObCodebookFilesTold told;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->project);
  g_free (choice);
}

/* @sentence, and in the same breath what was changed or left out. (transfer full) */
static char *
append_notes (const char *sentence, const GPtrArray *notes)
{
  GString *text = g_string_new (sentence);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, " %s", (const char *) g_ptr_array_index (notes, i));

  return g_string_free (text, FALSE);
}

static void
response_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  const Choice *choice = user_data;
  g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));
  g_autofree char *done = NULL;
  g_autoptr (GError) error = NULL;

  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT && path != NULL && choice->action == OB_CODEBOOK_FILES_COMPARE)
    {
      if (!ob_codebook_files_compare (choice->parent, choice->project, path, choice->told, &error))
        choice->told (choice->parent, FALSE, error->message);
    }
  else if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      done = choice->action == OB_CODEBOOK_FILES_EXPORT
               ? ob_codebook_files_write (choice->project, path, &error)
               : ob_codebook_files_read (choice->project, path,
                                         choice->action == OB_CODEBOOK_FILES_START_FROM, &error);
      choice->told (choice->parent, done != NULL, done != NULL ? done : error->message);
    }
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* (transfer none) */
static const char *
get_title (ObCodebookFilesAction action)
{
  switch (action)
    {
    case OB_CODEBOOK_FILES_EXPORT:
      return _("Export Codebook");
    case OB_CODEBOOK_FILES_IMPORT:
      return _("Import Codebook");
    case OB_CODEBOOK_FILES_COMPARE:
      return _("Compare with a Codebook");
    default:
      return _("Start from a Codebook");
    }
}

/* Public functions ----------------------------------------------------------------------------- */

char *
ob_codebook_files_read (ObProject *project, const char *path, gboolean alone, GError **error)
{
  g_autoptr (ObCodebookFile) file = ob_codebook_file_load (path, error);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *name
    = g_strdup_printf (alone ? _("Start from codebook %s") : _("Import codebook %s"), shown);
  g_autofree char *done = NULL;
  g_autoptr (ObEdit) edit = NULL;
  ObTakenFields fields;

  if (file == NULL)
    return NULL;

  fields = alone ? file->fields | OB_TAKE_ALONE : file->fields;
  edit = ob_edit_new (project, name);
  if (!ob_edit_take_codebook (edit, file->codebook, fields, NULL, error))
    return NULL;
  if (!ob_edit_commit (edit, error))
    return NULL;

  done = g_strdup_printf (_("The codebook now has what “%s” has."), shown);
  return append_notes (done, file->notes);
}

char *
ob_codebook_files_write (ObProject *project, const char *path, GError **error)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const char *dot = strrchr (path, '.');
  g_autofree char *ending = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
  g_autofree char *shown = g_filename_display_basename (path);
  ObCodebookFormat format = OB_CODEBOOK_JSON;
  g_autoptr (GBytes) bytes = NULL;
  const char *loss;

  if (!ob_codebook_format_from_name (ending, &format))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("“%s” does not say which format it is to have: give it a name that ends in .json, "
                     ".csv or .qdc."),
                   shown);
      return NULL;
    }

  bytes = ob_codebook_file_write (codebook, format);
  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                            error))
    return NULL;

  loss = ob_codebook_format_get_loss (format);
  return g_strdup_printf (_("Exported to “%s”.%s%s"), shown, loss != NULL ? " " : "",
                          loss != NULL ? loss : "");
}

gboolean
ob_codebook_files_compare (GtkWindow *parent,
                           ObProject *project,
                           const char *path,
                           ObCodebookFilesTold told,
                           GError **error)
{
  ObCodebookFile *file = ob_codebook_file_load (path, error);
  g_autofree char *name = g_filename_display_basename (path);

  if (file == NULL)
    return FALSE;

  ob_codebook_comparison_open (parent, project, file, name, told);
  return TRUE;
}

void
ob_codebook_files_choose (GtkWindow *parent,
                          ObProject *project,
                          ObCodebookFilesAction action,
                          ObCodebookFilesTold told)
{
  const char *const codebooks[] = { "*.json", "*.csv", "*.qdc", NULL };
  const char *const all[] = { "*", NULL };
  gboolean saving = action == OB_CODEBOOK_FILES_EXPORT;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    get_title (action), parent, saving ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
    saving ? _("_Export") : _("_Open"), NULL);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { parent, g_object_ref (project), action, told };
  add_filter (GTK_FILE_CHOOSER (chooser), _("Codebooks"), codebooks);
  add_filter (GTK_FILE_CHOOSER (chooser), _("All files"), all);
  if (saving)
    {
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("codebook.json"));
      gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (response_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
