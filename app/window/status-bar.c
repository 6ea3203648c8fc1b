#include "window/status-bar.h"

#include "window/conflicts-button.h"
#include "window/describe.h"
#include "window/rereads-button.h"
#include "window/shown-button.h"

#include <glib/gi18n.h>

#define MESSAGE_SECONDS 6

struct _ObStatusBar
{
  GtkBox parent_instance;

  GtkWidget *annotator_button;
  GtkWidget *annotator;
  GtkWidget *message;
  GtkWidget *shown_button;
  GtkWidget *hidden_parts;
  GtkWidget *conflicts_button;
  GtkWidget *rereads_button;
  GtkWidget *position;
  GtkWidget *saved;

  ObProject *project; /* (owned) (nullable) */
  char *place;        /* (owned) (nullable) what the caret is on */
  guint message_source;
};

G_DEFINE_FINAL_TYPE (ObStatusBar, ob_status_bar, GTK_TYPE_BOX)

static void
show_annotator (ObStatusBar *self)
{
  g_autofree char *name = NULL;
  g_autofree char *tooltip = NULL;

  name = ob_project_dup_label_of (self->project, ob_project_get_annotator (self->project));
  tooltip = g_strdup_printf (_("%s annotates. Choose another annotator."), name ? name : "");
  gtk_label_set_text (GTK_LABEL (self->annotator), name ? name : _("Nobody"));
  gtk_widget_set_tooltip_text (self->annotator_button, tooltip);
  atk_object_set_name (gtk_widget_get_accessible (self->annotator_button), tooltip);
}

static void
show_saved (ObStatusBar *self)
{
  gboolean read_only = ob_project_is_read_only (self->project);

  gtk_label_set_text (GTK_LABEL (self->saved), read_only ? _("Read-only") : _("All saved"));
  gtk_widget_set_tooltip_text (self->saved,
                               read_only ? ob_project_get_read_only_reason (self->project)
                                         : _("Everything is saved as it happens."));
}

static void
update (ObStatusBar *self)
{
  show_annotator (self);
  show_saved (self);
}

static void
show_place (ObStatusBar *self)
{
  gtk_label_set_text (GTK_LABEL (self->message), self->place ? self->place : "");
}

static gboolean
message_ended_cb (gpointer user_data)
{
  ObStatusBar *self = user_data;

  self->message_source = 0;
  show_place (self);

  return G_SOURCE_REMOVE;
}

static void
ob_status_bar_dispose (GObject *object)
{
  ObStatusBar *self = OB_STATUS_BAR (object);

  g_clear_handle_id (&self->message_source, g_source_remove);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (ob_status_bar_parent_class)->dispose (object);
}

static void
ob_status_bar_class_init (ObStatusBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_status_bar_dispose;

  g_type_ensure (OB_TYPE_CONFLICTS_BUTTON);
  g_type_ensure (OB_TYPE_REREADS_BUTTON);
  g_type_ensure (OB_TYPE_SHOWN_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, annotator_button);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, annotator);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, message);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, conflicts_button);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, rereads_button);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, shown_button);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, hidden_parts);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, position);
  gtk_widget_class_bind_template_child (widget_class, ObStatusBar, saved);
}

static void
ob_status_bar_init (ObStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ob_status_bar_set_project (ObStatusBar *self, ObProject *project)
{
  if (self->project == project)
    return;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  ob_status_bar_set_place (self, 0, NULL, 0);
  ob_shown_button_set_project (OB_SHOWN_BUTTON (self->shown_button), project);
  ob_conflicts_button_set_project (OB_CONFLICTS_BUTTON (self->conflicts_button), project);
  ob_rereads_button_set_project (OB_REREADS_BUTTON (self->rereads_button), project);
  if (project == NULL)
    return;

  g_signal_connect_swapped (project, "directory-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (project, "history-changed", G_CALLBACK (update), self);
  update (self);
}

void
ob_status_bar_set_place (ObStatusBar *self,
                         ObEntity annotation,
                         const ObText *text,
                         guint32 caret)
{
  g_autoptr (ObAnnotation) data = NULL;
  g_autofree char *position = NULL;

  if (annotation != 0 && self->project != NULL)
    data = ob_project_get_annotation (self->project, annotation);

  g_free (self->place);
  self->place = data ? ob_describe_annotation (self->project, data) : NULL;
  if (self->message_source == 0)
    show_place (self);

  if (text != NULL)
    /* Translators: the place of the caret: the paragraph, of how many, then the character. */
    position = g_strdup_printf (_("Paragraph %u of %u, character %u"),
                                ob_text_get_paragraph_at (text, caret) + 1,
                                ob_text_get_n_paragraphs (text),
                                caret);
  gtk_label_set_text (GTK_LABEL (self->position), position ? position : "");
}

void
ob_status_bar_set_view (ObStatusBar *self, ObArticleView *view)
{
  ob_shown_button_set_view (OB_SHOWN_BUTTON (self->shown_button), view);
}

void
ob_status_bar_set_hidden (ObStatusBar *self, guint n_labels, guint n_annotators, gboolean bare)
{
  ob_shown_button_set_hidden (OB_SHOWN_BUTTON (self->shown_button), n_labels, n_annotators, bare);
}

void
ob_status_bar_choose_shown (ObStatusBar *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->shown_button), TRUE);
}

void
ob_status_bar_set_hidden_parts (ObStatusBar *self, guint n_parts)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u part hidden", "%u parts hidden", n_parts),
                                           n_parts);

  gtk_button_set_label (GTK_BUTTON (self->hidden_parts), text);
  gtk_widget_set_visible (self->hidden_parts, n_parts > 0);
}

void
ob_status_bar_tell (ObStatusBar *self, const char *message)
{
  g_clear_handle_id (&self->message_source, g_source_remove);
  gtk_label_set_text (GTK_LABEL (self->message), message);
  self->message_source = g_timeout_add_seconds (MESSAGE_SECONDS, message_ended_cb, self);
}

GtkWidget *
ob_status_bar_get_annotator_button (ObStatusBar *self)
{
  return self->annotator_button;
}
