#include "window/team-folder-dialog.h"

#include <glib/gi18n.h>

#define OB_TYPE_TEAM_FOLDER_DIALOG (ob_team_folder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObTeamFolderDialog, ob_team_folder_dialog, OB, TEAM_FOLDER_DIALOG, GtkDialog)

struct _ObTeamFolderDialog
{
  GtkDialog parent_instance;

  GtkWidget *path;
  GtkWidget *result;
  GtkWidget *presence;
  GtkWidget *choose_button;
  GtkWidget *synchronise_button;
  GtkWidget *leave_button;

  ObTeamFolder *folder; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ObTeamFolderDialog, ob_team_folder_dialog, GTK_TYPE_DIALOG)

static void
show_folder (ObTeamFolderDialog *self)
{
  const char *path = ob_team_folder_get_path (self->folder);
  const char *result = ob_team_folder_get_result (self->folder);
  const char *presence = ob_team_folder_get_presence (self->folder);
  g_autofree char *name = path ? g_filename_display_name (path) : NULL;

  gtk_label_set_text (GTK_LABEL (self->path), name ? name : _("No folder is chosen yet"));
  gtk_widget_set_tooltip_text (self->path, name);
  gtk_label_set_text (GTK_LABEL (self->result),
                      result != NULL ? result
                      : path != NULL ? _("Not synchronised yet")
                                     : "");
  gtk_label_set_text (GTK_LABEL (self->presence), presence != NULL ? presence : "");
  gtk_widget_set_visible (self->presence, presence != NULL && *presence != '\0');
  gtk_widget_set_sensitive (self->synchronise_button, path != NULL);
  gtk_widget_set_sensitive (self->leave_button, path != NULL);
}

static void
chooser_response_cb (GtkNativeDialog *chooser, int response, ObTeamFolderDialog *self)
{
  g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    ob_team_folder_set_path (self->folder, path);

  g_object_unref (chooser);
}

static void
choose_clicked_cb (ObTeamFolderDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Choose the Team Folder"),
                                                               GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                               _("_Choose"),
                                                               NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
synchronise_clicked_cb (ObTeamFolderDialog *self)
{
  ob_team_folder_synchronise (self->folder);
}

static void
leave_clicked_cb (ObTeamFolderDialog *self)
{
  ob_team_folder_set_path (self->folder, NULL);
  gtk_widget_grab_focus (self->choose_button);
}

static void
ob_team_folder_dialog_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_team_folder_dialog_dispose (GObject *object)
{
  g_clear_object (&OB_TEAM_FOLDER_DIALOG (object)->folder);

  G_OBJECT_CLASS (ob_team_folder_dialog_parent_class)->dispose (object);
}

static void
ob_team_folder_dialog_class_init (ObTeamFolderDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_team_folder_dialog_dispose;
  GTK_DIALOG_CLASS (class)->response = ob_team_folder_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/team-folder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObTeamFolderDialog, path);
  gtk_widget_class_bind_template_child (widget_class, ObTeamFolderDialog, result);
  gtk_widget_class_bind_template_child (widget_class, ObTeamFolderDialog, presence);
  gtk_widget_class_bind_template_child (widget_class, ObTeamFolderDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, ObTeamFolderDialog, synchronise_button);
  gtk_widget_class_bind_template_child (widget_class, ObTeamFolderDialog, leave_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, synchronise_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_clicked_cb);
}

static void
ob_team_folder_dialog_init (ObTeamFolderDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ob_team_folder_dialog_open (ObWindow *window, ObTeamFolder *folder)
{
  ObTeamFolderDialog *self = g_object_new (OB_TYPE_TEAM_FOLDER_DIALOG,
                                           "use-header-bar", TRUE,
                                           "transient-for", window,
                                           "destroy-with-parent", TRUE,
                                           NULL);

  self->folder = g_object_ref (folder);
  g_signal_connect_object (folder, "changed", G_CALLBACK (show_folder), self, G_CONNECT_SWAPPED);
  show_folder (self);
  gtk_widget_grab_focus (ob_team_folder_get_path (folder) != NULL ? self->synchronise_button
                                                                   : self->choose_button);
  gtk_window_present (GTK_WINDOW (self));
}
