#include "window/window-actions.h"

#include "articles/article-paths.h"
#include "window/action-table.h"
#include "window/annotator-picker.h"
#include "window/article-details.h"
#include "window/attention-window.h"
#include "window/codebook-dialog.h"
#include "window/conflicts-dialog.h"
#include "window/differences-dialog.h"
#include "window/dossier-export.h"
#include "window/export-dialog.h"
#include "window/history-popover.h"
#include "window/history-window.h"
#include "window/importer.h"
#include "window/known-copy.h"
#include "window/merge-dialog.h"
#include "window/print.h"
#include "window/projects.h"
#include "window/report.h"
#include "window/reread-queue.h"
#include "window/rereads-dialog.h"
#include "window/send-dialog.h"
#include "window/team-folder-dialog.h"
#include "window/unify-dialog.h"
#include "window/unresolved-queue.h"

#include <glib/gi18n.h>

#include "store/edit.h"
#include "store/history.h"

static GtkFileFilter *
create_filter (const char *name, const char *const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);

  return filter;
}

static GtkFileFilter *
create_articles_filter (void)
{
  const char *const *endings = ob_article_paths_list_endings ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) patterns = NULL;

  for (guint i = 0; endings[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (endings[i], -1);
      g_autofree char *pattern = g_strconcat ("*", endings[i], NULL);
      g_autofree char *upper_pattern = g_strconcat ("*", upper, NULL);

      g_strv_builder_add_many (builder, pattern, upper_pattern, NULL);
    }
  patterns = g_strv_builder_end (builder);

  return create_filter (_("Articles"), (const char *const *) patterns);
}

/* A native chooser that destroys itself; connect "response" before showing it. */
static GtkNativeDialog *
create_chooser (ObWindow *self, GtkFileChooserAction action, const char *title, const char *accept)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);

  return GTK_NATIVE_DIALOG (chooser);
}

static void
new_response_cb (GtkNativeDialog *chooser, int response, ObWindow *self)
{
  g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      g_autofree char *named
        = g_strconcat (path, g_str_has_suffix (path, ".obelus") ? "" : ".obelus", NULL);

      ob_window_create_project (self, named);
    }

  g_object_unref (chooser);
}

static void
new_project_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkNativeDialog *chooser = create_chooser (user_data,
                                             GTK_FILE_CHOOSER_ACTION_SAVE,
                                             _("New Project"),
                                             _("_Create"));
  g_autofree char *path = ob_projects_dup_free_path (_("New project"));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (new_response_cb), user_data, 0);
  gtk_native_dialog_show (chooser);
}

static void
open_response_cb (GtkNativeDialog *chooser, int response, ObWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      GSList *list = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

      for (GSList *l = list; l != NULL; l = l->next)
        g_ptr_array_add (files, l->data);
      g_slist_free (list);
      ob_window_open_files (self, (GFile **) files->pdata, files->len);
    }

  g_object_unref (chooser);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const projects[] = { "*.obelus", NULL };
  const char *const all[] = { "*", NULL };
  gboolean only_articles = g_str_equal (g_action_get_name (G_ACTION (action)), "import");
  GtkNativeDialog *chooser = create_chooser (user_data,
                                             GTK_FILE_CHOOSER_ACTION_OPEN,
                                             only_articles ? _("Add Articles")
                                                           : _("Open a Project or Articles"),
                                             only_articles ? _("_Add") : _("_Open"));
  GtkFileChooser *files = GTK_FILE_CHOOSER (chooser);

  gtk_file_chooser_set_select_multiple (files, TRUE);
  gtk_file_chooser_add_filter (files, create_filter (_("All files"), all));
  if (!only_articles)
    gtk_file_chooser_add_filter (files, create_filter (_("Projects"), projects));
  gtk_file_chooser_add_filter (files, create_articles_filter ());
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), user_data, 0);
  gtk_native_dialog_show (chooser);
}

static void
import_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkNativeDialog *chooser = create_chooser (user_data,
                                             GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                             _("Add a Folder of Articles"),
                                             _("_Add"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), user_data, 0);
  gtk_native_dialog_show (chooser);
}

static void
open_sample_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObWindow *self = user_data;
  g_autofree char *path = ob_projects_dup_sample_path ();
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (!ob_projects_create_sample (path, &error))
    {
      ob_report_error (GTK_WIDGET (self), error);
      return;
    }

  self = ob_window_open_project (self, path);
  if (self == NULL || ob_project_is_read_only (ob_window_get_project (self)))
    return;

  message = g_strdup_printf (_("This is the sample project; it is kept at %s."), path);
  ob_report_done (GTK_WIDGET (self), message);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_export_dialog_open (user_data);
}

static void
dossier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_workspace_flush (ob_window_get_workspace (user_data));
  ob_dossier_export_open (user_data);
}

static void
page_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  ob_window_show_page (user_data, g_variant_get_string (state, NULL));
}

static void
search_project_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_window_search (user_data);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_print_article (user_data);
}

static void
codebook_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_codebook_dialog_open (user_data);
}

static void
take_over_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_window_take_over (user_data);
}

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_send_dialog_open (user_data);
}

static void
merge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_merge_dialog_choose (user_data);
}

static void
merge_there_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_known_copy_merge (user_data);
}

static void
conflicts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_conflicts_dialog_open (user_data);
}

static void
unify_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_unify_dialog_open (user_data);
}

static void
rereads_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_rereads_dialog_open (user_data);
}

static void
step_reread_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_reread_queue_step (user_data,
                        g_str_equal (g_action_get_name (G_ACTION (action)), "previous-reread"));
}

static void
label_fits_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_reread_queue_keep_current (user_data);
}

static void
team_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_team_folder_dialog_open (user_data, ob_window_get_team_folder (user_data));
}

/* Without a folder, the first thing is to choose one. */
static void
synchronise_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObTeamFolder *folder = ob_window_get_team_folder (user_data);

  ob_workspace_flush (ob_window_get_workspace (user_data));
  if (ob_team_folder_get_path (folder) != NULL)
    ob_team_folder_synchronise (folder);
  else
    ob_team_folder_dialog_open (user_data, folder);
}

static void
annotators_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObWindow *self = user_data;

  ob_annotator_picker_open (ob_workspace_get_annotator_button (ob_window_get_workspace (self)),
                            ob_window_get_project (self));
}

static void
close_project_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_window_set_project (user_data, NULL);
}

/* What is on the clipboard, as it arrives. */
typedef struct
{
  ObWindow *window; /* (owned) */
  GBytes *html;     /* (owned) (nullable) */
} Paste;

static void
text_received_cb (GtkClipboard *clipboard, const char *text, gpointer user_data)
{
  Paste *paste = user_data;
  gboolean has_text = text != NULL && *text != '\0';

  if (!ob_window_is_closed (paste->window))
    {
      if (paste->html == NULL && !has_text)
        ob_report_failure (GTK_WIDGET (paste->window),
                           _("There is no text to paste. Copy the words of an article first."),
                           NULL,
                           NULL);
      else
        ob_importer_import_paste (paste->window, paste->html, has_text ? text : NULL);
    }
  g_clear_pointer (&paste->html, g_bytes_unref);
  g_object_unref (paste->window);
  g_free (paste);
}

static void
html_received_cb (GtkClipboard *clipboard, GtkSelectionData *data, gpointer user_data)
{
  Paste *paste = user_data;
  int length = gtk_selection_data_get_length (data);

  if (length > 0)
    paste->html = g_bytes_new (gtk_selection_data_get_data (data), (gsize) length);
  gtk_clipboard_request_text (clipboard, text_received_cb, paste);
}

/* What was copied from a web page is pasted with its headings, lists and links. */
static void
targets_received_cb (GtkClipboard *clipboard, GdkAtom *targets, int n_targets, gpointer user_data)
{
  GdkAtom html = gdk_atom_intern_static_string ("text/html");

  for (int i = 0; i < n_targets; i++)
    if (targets[i] == html)
      {
        gtk_clipboard_request_contents (clipboard, html, html_received_cb, user_data);
        return;
      }
  gtk_clipboard_request_text (clipboard, text_received_cb, user_data);
}

static void
paste_article_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkClipboard *clipboard
    = gtk_widget_get_clipboard (GTK_WIDGET (user_data), GDK_SELECTION_CLIPBOARD);
  Paste *paste = g_new0 (Paste, 1);

  paste->window = g_object_ref (user_data);
  gtk_clipboard_request_targets (clipboard, targets_received_cb, paste);
}

static void
article_details_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_article_details_open (user_data);
}

static void
compare_versions_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_differences_dialog_open (user_data);
}

static void
attention_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_attention_window_open (user_data);
}

static void
step_article_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean forward = g_str_equal (g_action_get_name (G_ACTION (action)), "next-article");

  ob_workspace_step_article (ob_window_get_workspace (user_data), forward ? 1 : -1);
}

/* Commits what a verb returned, or says what went wrong. */
static void
finish_edit (ObWindow *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (!valid || !ob_edit_commit (edit, error))
    ob_report_error (GTK_WIDGET (self), *error);
}

static void
mark_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObWindow *self = user_data;
  ObProject *project = ob_window_get_project (self);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (self));
  ObEntity annotator = ob_project_get_annotator (project);
  g_autofree char *state = ob_project_get_annotation_state (project, article, annotator);
  gboolean done = g_strcmp0 (state, "done") == 0;
  const char *step = done ? _("Mark article as in progress") : _("Mark article as done");
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (article == 0)
    return;

  edit = ob_edit_new (project, step);
  finish_edit (self,
               edit,
               ob_edit_set_state (edit, article, annotator, FALSE,
                                  done ? "in-progress" : "done", &error),
               &error);
}

static void
delete_article_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObWindow *self = user_data;
  ObProject *project = ob_window_get_project (self);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (self));
  g_autofree char *title = article ? ob_project_dup_label_of (project, article) : NULL;
  g_autofree char *step = g_strdup_printf (_("Delete article “%s”"), title ? title : "");
  g_autofree char *message = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (article == 0)
    return;

  edit = ob_edit_new (project, step);
  if (!ob_edit_delete (edit, article, &error) || !ob_edit_commit (edit, &error))
    {
      ob_report_error (GTK_WIDGET (self), error);
      return;
    }

  message = g_strdup_printf (_("“%s” and its annotations were deleted."), title);
  ob_report_notice (GTK_WIDGET (self), message, _("Undo"), "win.undo");
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObWindow *self = user_data;
  gboolean undo = g_str_equal (g_action_get_name (G_ACTION (action)), "undo");
  ObProject *project = ob_window_get_project (self);
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  gboolean success;

  ob_workspace_flush (ob_window_get_workspace (self));
  success = undo ? ob_project_undo (project, &name, &error)
                 : ob_project_redo (project, &name, &error);
  if (!success)
    {
      ob_report_error (GTK_WIDGET (self), error);
      return;
    }

  message = g_strdup_printf (undo ? _("Undone: %s") : _("Redone: %s"), name ? name : "");
  ob_report_done (GTK_WIDGET (self), message);
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_history_popover_open (ob_window_get_history_button (user_data),
                           ob_window_get_project (user_data));
}

static void
full_history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));
  ObWorkspace *workspace = ob_window_get_workspace (user_data);
  ObEntity of = 0;

  if (g_str_equal (name, "article-history"))
    of = ob_workspace_get_article (workspace);
  else if (g_str_equal (name, "annotation-history"))
    of = ob_article_view_get_current (ob_workspace_get_view (workspace));
  if (of == 0 && g_str_equal (name, "annotation-history"))
    ob_workspace_tell (workspace, _("Put the caret on an annotation to see its history."));
  else
    ob_history_window_open (user_data, g_str_equal (name, "checkpoints") ? "checkpoints" : "changes", of);
}

static void
inspect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_workspace_inspect (ob_window_get_workspace (user_data));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_workspace_find (ob_window_get_workspace (user_data));
}

static void
find_step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean forward = g_str_equal (g_action_get_name (G_ACTION (action)), "find-next");

  ob_workspace_find_step (ob_window_get_workspace (user_data), forward);
}

static void
step_panel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean forward = g_str_equal (g_action_get_name (G_ACTION (action)), "next-panel");

  ob_window_step_panel (user_data, forward ? 1 : -1);
}

static void
fullscreen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  gboolean fullscreen = !g_variant_get_boolean (state);

  g_simple_action_set_state (action, g_variant_new_boolean (fullscreen));
  if (fullscreen)
    gtk_window_fullscreen (user_data);
  else
    gtk_window_unfullscreen (user_data);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObProject *project = ob_window_get_project (user_data);
  g_autoptr (ObCodebook) codebook = project ? ob_project_ref_codebook (project) : NULL;
  GtkWidget *shortcuts = ob_action_table_build_shortcuts (codebook);

  gtk_window_set_transient_for (GTK_WINDOW (shortcuts), user_data);
  gtk_window_present (GTK_WINDOW (shortcuts));
}

static void
step_unresolved_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_unresolved_queue_step (user_data,
                            g_str_equal (g_action_get_name (G_ACTION (action)), "previous-unresolved"));
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ob_window_open_menu (user_data);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (user_data);
}

/* What an action needs to make sense. */
typedef enum
{
  NEEDS_NOTHING,
  NEEDS_PROJECT,
  NEEDS_WRITABLE,
} Need;

static const struct
{
  GActionEntry entry;
  Need need;
} actions[] = {
  { { "new-project", new_project_cb }, NEEDS_NOTHING },
  { { "open", open_cb }, NEEDS_NOTHING },
  { { "open-sample", open_sample_cb }, NEEDS_NOTHING },
  { { "export", export_cb }, NEEDS_PROJECT },
  { { "dossier", dossier_cb }, NEEDS_PROJECT },
  { { "page", NULL, "s", "'read'", page_cb }, NEEDS_PROJECT },
  { { "search-project", search_project_cb }, NEEDS_PROJECT },
  { { "print", print_cb }, NEEDS_PROJECT },
  { { "codebook", codebook_cb }, NEEDS_PROJECT },
  { { "annotators", annotators_cb }, NEEDS_WRITABLE },
  { { "merge", merge_cb }, NEEDS_WRITABLE },
  { { "merge-there", merge_there_cb }, NEEDS_PROJECT },
  { { "send", send_cb }, NEEDS_PROJECT },
  { { "take-over", take_over_cb }, NEEDS_PROJECT },
  { { "conflicts", conflicts_cb }, NEEDS_WRITABLE },
  { { "unify", unify_cb }, NEEDS_PROJECT },
  { { "rereads", rereads_cb }, NEEDS_PROJECT },
  { { "next-reread", step_reread_cb }, NEEDS_PROJECT },
  { { "previous-reread", step_reread_cb }, NEEDS_PROJECT },
  { { "label-fits", label_fits_cb }, NEEDS_WRITABLE },
  { { "team-folder", team_folder_cb }, NEEDS_WRITABLE },
  { { "synchronise", synchronise_cb }, NEEDS_WRITABLE },
  { { "close-project", close_project_cb }, NEEDS_PROJECT },
  { { "import", open_cb }, NEEDS_WRITABLE },
  { { "import-folder", import_folder_cb }, NEEDS_NOTHING },
  { { "paste-article", paste_article_cb }, NEEDS_NOTHING },
  { { "next-article", step_article_cb }, NEEDS_PROJECT },
  { { "previous-article", step_article_cb }, NEEDS_PROJECT },
  { { "article-details", article_details_cb }, NEEDS_PROJECT },
  { { "compare-versions", compare_versions_cb }, NEEDS_PROJECT },
  { { "attention", attention_cb }, NEEDS_PROJECT },
  { { "mark-done", mark_done_cb }, NEEDS_WRITABLE },
  { { "delete-article", delete_article_cb }, NEEDS_WRITABLE },
  { { "undo", undo_cb }, NEEDS_WRITABLE },
  { { "redo", undo_cb }, NEEDS_WRITABLE },
  { { "history", history_cb }, NEEDS_PROJECT },
  { { "full-history", full_history_cb }, NEEDS_PROJECT },
  { { "article-history", full_history_cb }, NEEDS_PROJECT },
  { { "annotation-history", full_history_cb }, NEEDS_PROJECT },
  { { "checkpoints", full_history_cb }, NEEDS_PROJECT },
  { { "inspect", inspect_cb }, NEEDS_PROJECT },
  { { "next-unresolved", step_unresolved_cb }, NEEDS_PROJECT },
  { { "previous-unresolved", step_unresolved_cb }, NEEDS_PROJECT },
  { { "find", find_cb }, NEEDS_PROJECT },
  { { "find-next", find_step_cb }, NEEDS_PROJECT },
  { { "find-previous", find_step_cb }, NEEDS_PROJECT },
  { { "next-panel", step_panel_cb }, NEEDS_PROJECT },
  { { "previous-panel", step_panel_cb }, NEEDS_PROJECT },
  { { "fullscreen", fullscreen_cb, NULL, "false" }, NEEDS_NOTHING },
  { { "shortcuts", shortcuts_cb }, NEEDS_NOTHING },
  { { "menu", menu_cb }, NEEDS_NOTHING },
  { { "close", close_cb }, NEEDS_NOTHING },
};

void
ob_window_actions_add (ObWindow *self)
{
  ObWorkspace *workspace = ob_window_get_workspace (self);
  g_autoptr (GPropertyAction) articles
    = g_property_action_new ("show-articles", ob_workspace_get_articles_flap (workspace),
                             "reveal-flap");
  g_autoptr (GPropertyAction) details
    = g_property_action_new ("show-details", ob_workspace_get_details_flap (workspace),
                             "reveal-flap");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_add_action_entries (G_ACTION_MAP (self), &actions[i].entry, 1, self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (articles));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (details));
}

void
ob_window_actions_enable (ObWindow *self, gboolean writable, gboolean undo, gboolean redo)
{
  gboolean project = ob_window_get_project (self) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const char *name = actions[i].entry.name;
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
      gboolean enabled = actions[i].need == NEEDS_NOTHING
                         || (actions[i].need == NEEDS_PROJECT && project)
                         || (actions[i].need == NEEDS_WRITABLE && writable);

      if (g_str_equal (name, "undo"))
        enabled = undo;
      else if (g_str_equal (name, "redo"))
        enabled = redo;
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
    }
}
