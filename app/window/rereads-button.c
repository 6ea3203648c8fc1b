#include "window/rereads-button.h"

#include <glib/gi18n.h>

#include "window/rereads.h"

struct _ObRereadsButton
{
  GtkButton parent_instance;

  ObProject *project; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ObRereadsButton, ob_rereads_button, GTK_TYPE_BUTTON)

static void
changed_cb (ObRereadsButton *self)
{
  const ObRereviews *list = ob_rereads_get_list (ob_rereads_get (self->project));
  guint n = list != NULL ? list->items->len : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u to read again", "%u to read again", n), n);

  gtk_button_set_label (GTK_BUTTON (self), text);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
ob_rereads_button_dispose (GObject *object)
{
  ob_rereads_button_set_project (OB_REREADS_BUTTON (object), NULL);

  G_OBJECT_CLASS (ob_rereads_button_parent_class)->dispose (object);
}

static void
ob_rereads_button_class_init (ObRereadsButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_rereads_button_dispose;
}

static void
ob_rereads_button_init (ObRereadsButton *self)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.rereads");
  gtk_button_set_relief (GTK_BUTTON (self), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               _("The meaning of a label has changed since these passages got it."));
}

void
ob_rereads_button_set_project (ObRereadsButton *self, ObProject *project)
{
  if (self->project == project)
    return;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (ob_rereads_get (self->project), self);
  g_set_object (&self->project, project);
  if (project == NULL)
    {
      gtk_widget_hide (GTK_WIDGET (self));
      return;
    }

  g_signal_connect_swapped (ob_rereads_get (project), "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);
}
