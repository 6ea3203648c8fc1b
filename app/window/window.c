#include "window/window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "editor/annotation-drag.h"
#include "share/exchange.h"
#include "share/place.h"
#include "store/earlier.h"
#include "store/history.h"
#include "window/action-table.h"
#include "window/attention-window.h"
#include "window/describe.h"
#include "window/disputes-page.h"
#include "window/importer.h"
#include "window/known-copy.h"
#include "window/merge-dialog.h"
#include "window/projects.h"
#include "window/report.h"
#include "window/settings.h"
#include "window/start-page.h"
#include "window/team-folder.h"
#include "window/window-actions.h"

/* How often it is looked whether the other program is done. */
#define TURN_SECONDS 2

/* What is remembered of a project that lies in a synchronised folder: where that was said. */
#define TOLD_PLACE_KEY "told-place"

struct _ObWindow
{
  HdyApplicationWindow parent_instance;

  GtkWidget *header;
  GtkWidget *stack; /* "start", "read" or "disputes" */
  GtkWidget *workspace;
  GtkWidget *disputes_page;
  GtkWidget *pages; /* GtkBox: which page is shown */
  GtkWidget *bars; /* GtkBox: info bars */
  GtkWidget *info_bar;
  GtkWidget *info_label;
  GtkWidget *info_button;
  GtkWidget *open_button;
  GtkWidget *step_buttons; /* GtkBox */
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *history_button;
  GtkWidget *find_button;
  GtkWidget *articles_button;
  GtkWidget *details_button;
  GtkWidget *menu_button;

  ObProject *project;        /* (owned) (nullable) */
  ObTeamFolder *team_folder; /* (owned) (nullable) of the project */
  guint turn_source; /* while another program has the project open */
};

G_DEFINE_FINAL_TYPE (ObWindow, ob_window, HDY_TYPE_APPLICATION_WINDOW)

/* @step (nullable) is what the button would undo or redo now. */
static void
describe_step_button (GtkWidget *button, const char *action, const char *format, const char *step)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  ob_action_table_describe_button (button, action);
  if (step == NULL)
    return;

  parts = g_strsplit (format, "%s", 2);
  text = g_strconcat (parts[0], step, parts[1], NULL);
  gtk_widget_set_tooltip_text (button, text);
}

static void
history_changed_cb (ObWindow *self)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  gboolean writable = self->project != NULL && !ob_project_is_read_only (self->project);

  if (self->project != NULL)
    {
      undo = ob_project_dup_undo_name (self->project);
      redo = ob_project_dup_redo_name (self->project);
    }

  ob_window_actions_enable (self, writable, undo != NULL && writable, redo != NULL && writable);
  describe_step_button (self->undo_button, "win.undo", _("Undo “%s” (Ctrl+Z)"), undo);
  describe_step_button (self->redo_button, "win.redo", _("Redo “%s” (Ctrl+Shift+Z)"), redo);
}

static void
show_title (ObWindow *self)
{
  HdyHeaderBar *header = HDY_HEADER_BAR (self->header);
  g_autoptr (ObArticle) article = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *source = NULL;
  ObEntity entity = ob_workspace_get_article (OB_WORKSPACE (self->workspace));

  if (self->project == NULL)
    {
      hdy_header_bar_set_title (header, _("Obelus"));
      hdy_header_bar_set_subtitle (header, NULL);
      gtk_window_set_title (GTK_WINDOW (self), _("Obelus"));
      return;
    }

  name = ob_project_dup_name (self->project);
  if (entity != 0)
    article = ob_project_get_article (self->project, entity);
  if (article != NULL)
    source = ob_describe_source (article);

  /* Translators: the window's title: the project, then the program. */
  title = ob_project_is_earlier (self->project) ? g_strdup_printf (_("%s, earlier state – Obelus"), name)
                                                : g_strdup_printf (_("%s – Obelus"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  hdy_header_bar_set_title (header, article ? article->title : name);
  hdy_header_bar_set_subtitle (header,
                               article == NULL    ? NULL
                               : *source != '\0' ? source
                                                 : name);
}

/* The start page says by itself what one can do; a narrow window needs the room for the title, and
 * the menu has the same. */
static void
show_buttons (ObWindow *self)
{
  GObject *flap = ob_workspace_get_details_flap (OB_WORKSPACE (self->workspace));
  gboolean project = self->project != NULL;
  gboolean wide = !hdy_flap_get_folded (HDY_FLAP (flap));

  gtk_widget_set_visible (self->open_button, project && wide);
  gtk_widget_set_visible (self->find_button, project && wide);
  gtk_widget_set_visible (self->pages, project);
  gtk_widget_set_visible (self->step_buttons, project);
  gtk_widget_set_visible (self->history_button, wide);
  gtk_widget_set_visible (self->articles_button, project);
  gtk_widget_set_visible (self->details_button, project);
}

static void
passage_opened_cb (ObWindow *self, gint64 article, gint64 annotation, guint start, guint end)
{
  ObWorkspace *workspace = OB_WORKSPACE (self->workspace);
  ObArticleView *view = ob_workspace_get_view (workspace);

  ob_window_show_page (self, "read");
  ob_workspace_show_article (workspace, article);
  if (annotation != 0)
    ob_article_view_set_current (view, annotation, TRUE);
  else if (end > start)
    ob_article_view_select (view, start, end);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
info_closed_cb (ObWindow *self)
{
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->info_bar), FALSE);
}

static void
info_button_clicked_cb (ObWindow *self)
{
  const char *action = g_object_get_data (G_OBJECT (self->info_button), "obelus-action");
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  info_closed_cb (self);
  if (action != NULL && g_action_parse_detailed_name (action, &name, &target, NULL)
      && g_str_has_prefix (name, "win."))
    g_action_group_activate_action (G_ACTION_GROUP (self), name + strlen ("win."), target);
}

static void
project_chosen_cb (ObWindow *self, const char *path)
{
  ob_window_open_project (self, path);
}

static void
drag_data_received_cb (ObWindow *self,
                       GdkDragContext *context,
                       int x,
                       int y,
                       GtkSelectionData *data,
                       guint info,
                       guint time)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (data);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_uri (uris[i]));

  if (files->len > 0)
    ob_window_drop_files (self, (GFile **) files->pdata, files->len);
}

/* Where one types, the keys belong to what is typed before they are the window's; but those that
 * type nothing are the window's, else the panes around an entry take F6 for themselves. */
static gboolean
ob_window_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  gboolean function = event->keyval >= GDK_KEY_F1 && event->keyval <= GDK_KEY_F12;
  gboolean typing = GTK_IS_EDITABLE (focus)
                    || (GTK_IS_TEXT_VIEW (focus)
                        && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))
                        && !OB_IS_ARTICLE_VIEW (focus));

  if (typing && !function && gtk_window_propagate_key_event (GTK_WINDOW (widget), event))
    return GDK_EVENT_STOP;

  return GTK_WIDGET_CLASS (ob_window_parent_class)->key_press_event (widget, event);
}

static void
save_size (ObWindow *self)
{
  g_autoptr (GSettings) settings = ob_settings_new ();
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  if (settings == NULL)
    return;

  gtk_window_get_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized)
    {
      g_settings_set_int (settings, "window-width", CLAMP (width, 360, 16384));
      g_settings_set_int (settings, "window-height", CLAMP (height, 280, 16384));
    }
}

static void
restore_size (ObWindow *self)
{
  g_autoptr (GSettings) settings = ob_settings_new ();

  if (settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1280, 820);
      return;
    }

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
ob_window_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  save_size (OB_WINDOW (widget));
  ob_window_set_project (OB_WINDOW (widget), NULL);

  return GDK_EVENT_PROPAGATE;
}

static void
ob_window_destroy (GtkWidget *widget)
{
  ObWindow *self = OB_WINDOW (widget);

  if (self->workspace != NULL)
    ob_window_set_project (self, NULL);
  self->workspace = NULL;

  GTK_WIDGET_CLASS (ob_window_parent_class)->destroy (widget);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, ObWindow, header);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, workspace);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, disputes_page);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, bars);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, info_bar);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, info_label);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, info_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, step_buttons);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, history_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, articles_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, details_button);
  gtk_widget_class_bind_template_child (widget_class, ObWindow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, info_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, info_button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, passage_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_data_received_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_title);
}

static void
ob_window_class_init (ObWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->key_press_event = ob_window_key_press_event;
  widget_class->delete_event = ob_window_delete_event;
  widget_class->destroy = ob_window_destroy;
  g_type_ensure (OB_TYPE_START_PAGE);
  g_type_ensure (OB_TYPE_WORKSPACE);
  g_type_ensure (OB_TYPE_DISPUTES_PAGE);
  bind_template (widget_class);
}

static void
describe_buttons (ObWindow *self)
{
  ob_action_table_describe_button (self->open_button, "win.open");
  ob_action_table_describe_button (self->history_button, "win.history");
  ob_action_table_describe_button (self->find_button, "win.find");
  ob_action_table_describe_button (self->articles_button, "win.show-articles");
  ob_action_table_describe_button (self->details_button, "win.show-details");
  ob_action_table_describe_button (self->menu_button, "win.menu");
}

static void
open_page_on_hover (GtkWidget *button, gpointer user_data)
{
  ob_annotation_drag_open_on_hover (button);
}

static void
ob_window_init (ObWindow *self)
{
  g_autoptr (GMenuModel) menu = ob_action_table_build_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));
  ob_window_actions_add (self);
  gtk_widget_insert_action_group (
    GTK_WIDGET (self),
    "editor",
    ob_article_view_get_actions (ob_workspace_get_view (OB_WORKSPACE (self->workspace))));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), menu);
  describe_buttons (self);
  gtk_container_foreach (GTK_CONTAINER (self->pages), open_page_on_hover, NULL);
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self));
  restore_size (self);
  show_buttons (self);
  g_signal_connect_object (ob_workspace_get_details_flap (OB_WORKSPACE (self->workspace)),
                           "notify::folded",
                           G_CALLBACK (show_buttons),
                           self,
                           G_CONNECT_SWAPPED);
  show_title (self);
  history_changed_cb (self);
}

GtkWidget *
ob_window_new (GtkApplication *application)
{
  GtkWidget *window = g_object_new (OB_TYPE_WINDOW, "application", application, NULL);

  atk_object_set_name (gtk_widget_get_accessible (window), _("Obelus"));

  return window;
}

gboolean
ob_window_is_closed (ObWindow *self)
{
  return self->workspace == NULL;
}

ObProject *
ob_window_get_project (ObWindow *self)
{
  return self->project;
}

ObWorkspace *
ob_window_get_workspace (ObWindow *self)
{
  return OB_WORKSPACE (self->workspace);
}

ObTeamFolder *
ob_window_get_team_folder (ObWindow *self)
{
  return self->team_folder;
}

GtkWidget *
ob_window_get_history_button (ObWindow *self)
{
  return self->history_button;
}

void
ob_window_add_bar (ObWindow *self, GtkWidget *bar)
{
  gtk_container_add (GTK_CONTAINER (self->bars), bar);
}

void
ob_window_open_menu (ObWindow *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->menu_button), TRUE);
}

void
ob_window_show_page (ObWindow *self, const char *page)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "page");

  if (self->project == NULL)
    return;
  if (strcmp (page, "disputes") == 0)
    ob_workspace_flush (OB_WORKSPACE (self->workspace));
  else
    page = "read";
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (page));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  if (strcmp (page, "read") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (ob_workspace_get_view (OB_WORKSPACE (self->workspace))));
}

void
ob_window_search (ObWindow *self)
{
  ob_window_show_page (self, "disputes");
  ob_disputes_page_show (OB_DISPUTES_PAGE (self->disputes_page), "search");
}

/* What is said and asked about a project goes with it. */
static void
close_dialogs (ObWindow *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  g_list_foreach (windows, (GFunc) g_object_ref, NULL);
  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (GTK_IS_DIALOG (l->data) && gtk_window_get_transient_for (l->data) == GTK_WINDOW (self))
        gtk_widget_destroy (l->data);
      g_object_unref (l->data);
    }
}

static void
close_project (ObWindow *self)
{
  gboolean earlier = ob_project_is_earlier (self->project);

  close_dialogs (self);
  ob_attention_window_close (self);
  ob_disputes_page_set_project (OB_DISPUTES_PAGE (self->disputes_page), NULL);
  ob_workspace_set_project (OB_WORKSPACE (self->workspace), NULL);
  g_signal_handlers_disconnect_by_data (self->project, self);
  ob_team_folder_stop (self->team_folder);
  g_clear_object (&self->team_folder);
  /* An earlier state may still be compared or restored. */
  if (!earlier)
    ob_project_close (self->project);
  g_clear_object (&self->project);
}

static void
look_at_place_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  const char *keeper;
  ObPlace place = ob_place_look (path, &keeper);
  char *message = NULL;

  if (place == OB_PLACE_SYNCHRONISED)
    message = g_strdup_printf (
      _("%s synchronises the folder of this project. Your work is safe here, but only one person at a time should have "
        "the project open. To work together, let each keep a project of their own, and choose a team folder."),
      keeper);
  else if (place == OB_PLACE_NETWORK)
    message = g_strdup_printf (
      _("This project lies on a network drive (%s). Your work is safe here, but only one person at a time can have "
        "the project open. To work together, let each keep a project of their own, and choose a team folder."),
      keeper);
  g_task_return_pointer (task, message, g_free);
}

static void
looked_at_place_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *self = OB_WINDOW (source);
  g_autofree char *message = g_task_propagate_pointer (G_TASK (result), NULL);
  const char *path = g_task_get_task_data (G_TASK (result));

  if (message == NULL || self->project == NULL || strcmp (ob_project_get_path (self->project), path) != 0
      || ob_team_folder_get_path (self->team_folder) != NULL
      || gtk_info_bar_get_revealed (GTK_INFO_BAR (self->info_bar)))
    return;

  ob_project_set_local (self->project, TOLD_PLACE_KEY, path);
  ob_window_tell (self, GTK_MESSAGE_INFO, message, _("Team Folder…"), "win.team-folder");
}

/* A project that others may open at the same time: said once in each place.  The folder may be slow. */
static void
tell_place (ObWindow *self)
{
  const char *path = ob_project_get_path (self->project);
  g_autofree char *told = ob_project_get_local (self->project, TOLD_PLACE_KEY);
  g_autoptr (GTask) task = NULL;

  if (g_strcmp0 (told, path) == 0)
    return;

  task = g_task_new (self, NULL, looked_at_place_cb, NULL);
  g_task_set_source_tag (task, tell_place);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, look_at_place_thread);
}

/* What there is to know about how the project was opened. */
static void
tell_condition (ObWindow *self)
{
  if (ob_project_is_read_only (self->project))
    ob_window_tell (self,
                    GTK_MESSAGE_WARNING,
                    ob_project_get_read_only_reason (self->project),
                    NULL,
                    NULL);
  else if (ob_project_get_notice (self->project) != NULL)
    ob_window_tell (self, GTK_MESSAGE_INFO, ob_project_get_notice (self->project), NULL, NULL);
  else
    tell_place (self);
}

static gboolean
look_for_turn_cb (gpointer user_data)
{
  ObWindow *self = user_data;

  if (!ob_project_can_be_taken_over (self->project))
    return G_SOURCE_CONTINUE;

  self->turn_source = 0;
  ob_window_tell (self,
                  GTK_MESSAGE_INFO,
                  _("The other program has closed this project. You can go on working on it here."),
                  _("Edit Here"),
                  "win.take-over");
  return G_SOURCE_REMOVE;
}

/* Waits for the program that has the project open. */
static void
await_turn (ObWindow *self)
{
  g_clear_handle_id (&self->turn_source, g_source_remove);
  if (self->project != NULL && ob_project_is_read_only (self->project)
      && !ob_project_is_earlier (self->project))
    self->turn_source = g_timeout_add_seconds (TURN_SECONDS, look_for_turn_cb, self);
}

void
ob_window_set_project (ObWindow *self, ObProject *project)
{
  if (self->project == project)
    return;

  info_closed_cb (self);
  if (self->project != NULL)
    close_project (self);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), project ? "read" : "start");
  if (project != NULL)
    {
      self->project = g_object_ref (project);
      g_signal_connect_swapped (project, "history-changed", G_CALLBACK (history_changed_cb), self);
      ob_workspace_set_project (OB_WORKSPACE (self->workspace), project);
      ob_disputes_page_set_project (OB_DISPUTES_PAGE (self->disputes_page), project);
      ob_window_show_page (self, "read");
      if (!ob_project_is_earlier (project))
        {
          ob_known_copy_look (self);
          ob_projects_remember (ob_project_get_path (project));
        }
      gtk_widget_grab_focus (GTK_WIDGET (ob_workspace_get_view (OB_WORKSPACE (self->workspace))));
      /* An earlier state says itself what it is. */
      if (!ob_project_is_earlier (project))
        tell_condition (self);
      self->team_folder = ob_team_folder_new (self, project);
    }

  await_turn (self);
  history_changed_cb (self);
  show_buttons (self);
  show_title (self);
}

/* The window that shows the project at @path already. (nullable) */
static ObWindow *
find_window (ObWindow *self, const char *path)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *wanted = g_canonicalize_filename (path, NULL);

  if (application == NULL)
    return NULL;

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    {
      ObProject *project = OB_IS_WINDOW (l->data) ? OB_WINDOW (l->data)->project : NULL;
      g_autofree char *shown
        = project ? g_canonicalize_filename (ob_project_get_path (project), NULL) : NULL;

      if (g_strcmp0 (shown, wanted) == 0 && !ob_project_is_earlier (project))
        return l->data;
    }

  return NULL;
}

/* Shows @project (transfer full) (nullable) here, or in a new window when this one is taken. */
static ObWindow *
present_project (ObWindow *self, ObProject *project, const GError *error)
{
  ObWindow *window = self;

  if (project == NULL)
    {
      ob_window_tell (self, GTK_MESSAGE_ERROR, error->message, _("Open Another…"), "win.open");
      return NULL;
    }

  if (self->project != NULL)
    window = OB_WINDOW (ob_window_new (gtk_window_get_application (GTK_WINDOW (self))));
  ob_window_set_project (window, project);
  g_object_unref (project);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

ObWindow *
ob_window_open_project (ObWindow *self, const char *path)
{
  ObWindow *window = find_window (self, path);
  ObProject *project;
  g_autoptr (GError) error = NULL;

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return window;
    }

  project = ob_project_open (path, &error);
  if (g_error_matches (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_BUSY))
    {
      g_clear_error (&error);
      project = ob_project_open_copy (path, &error);
    }

  return present_project (self, project, error);
}

void
ob_window_take_over (ObWindow *self)
{
  g_autofree char *path = self->project ? g_strdup (ob_project_get_path (self->project)) : NULL;

  if (path == NULL || !ob_project_can_be_taken_over (self->project))
    return;

  ob_window_set_project (self, NULL);
  ob_window_open_project (self, path);
}

ObWindow *
ob_window_create_project (ObWindow *self, const char *path)
{
  ObProject *project;
  g_autoptr (GError) error = NULL;

  project = ob_project_create (path, NULL, NULL, &error);

  return present_project (self, project, error);
}

gboolean
ob_window_ensure_project (ObWindow *self, const char *name)
{
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;

  if (self->project != NULL)
    return TRUE;

  path = ob_projects_dup_free_path (name);
  if (ob_window_create_project (self, path) == NULL)
    return FALSE;

  message = g_strdup_printf (_("A new project was made for it: %s"), path);
  ob_window_tell (self, GTK_MESSAGE_INFO, message, NULL, NULL);

  return TRUE;
}

static gboolean
may_merge (ObWindow *self, const char *path)
{
  return self->project != NULL && !ob_project_is_read_only (self->project) && find_window (self, path) == NULL;
}

/* The window whose project the file at @path is another copy of, this one first.  (transfer none)
 * (nullable) */
static ObWindow *
find_copied (ObWindow *self, const char *path)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (may_merge (self, path) && ob_project_is_copied_at (self->project, path))
    return self;
  if (application == NULL)
    return NULL;
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (OB_IS_WINDOW (l->data) && may_merge (l->data, path)
        && ob_project_is_copied_at (OB_WINDOW (l->data)->project, path))
      return l->data;
  return NULL;
}

/* A colleague's work wants a project to go into. */
static void
open_bundle (ObWindow *self, const char *path)
{
  if (may_merge (self, path))
    ob_merge_dialog_open (self, path);
  else
    ob_window_tell (self,
                    GTK_MESSAGE_INFO,
                    _("This file holds a colleague's work. Open the project that it belongs to, then open it again."),
                    _("Open…"),
                    "win.open");
}

void
ob_window_open_files (ObWindow *self, GFile **files, guint n_files)
{
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      ObWindow *copied = path != NULL ? find_copied (self, path) : NULL;

      if (path != NULL && ob_exchange_is_bundle (path))
        open_bundle (self, path);
      else if (copied != NULL)
        {
          gtk_window_present (GTK_WINDOW (copied));
          ob_merge_dialog_ask (copied, path);
        }
      else if (path != NULL && ob_projects_is_project (path))
        ob_window_open_project (self, path);
      else
        g_ptr_array_add (articles, g_object_ref (files[i]));
    }

  if (articles->len > 0)
    ob_importer_import_files (self, articles);
}

void
ob_window_drop_files (ObWindow *self, GFile **files, guint n_files)
{
  g_autofree char *path = n_files == 1 ? g_file_get_path (files[0]) : NULL;

  if (path != NULL && may_merge (self, path) && ob_projects_is_project (path))
    ob_merge_dialog_ask (self, path);
  else
    ob_window_open_files (self, files, n_files);
}

void
ob_window_tell (ObWindow *self,
                GtkMessageType type,
                const char *message,
                const char *button,
                const char *action)
{
  gtk_label_set_text (GTK_LABEL (self->info_label), message);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->info_bar), type);
  gtk_widget_set_visible (self->info_button, button != NULL);
  if (button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->info_button), button);
  g_object_set_data_full (G_OBJECT (self->info_button), "obelus-action", g_strdup (action), g_free);
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->info_bar), TRUE);
}

void
ob_window_step_panel (ObWindow *self, int step)
{
  const char *page = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  if (g_strcmp0 (page, "disputes") == 0)
    ob_disputes_page_step_panel (OB_DISPUTES_PAGE (self->disputes_page), step);
  else
    ob_workspace_step_panel (OB_WORKSPACE (self->workspace), step);
}
