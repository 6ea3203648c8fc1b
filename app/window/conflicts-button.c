#include "window/conflicts-button.h"

#include <glib/gi18n.h>

#include "store/conflicts.h"

/* Counting costs more the more was ever changed: once for many edits in a row. */
#define DELAY_MS 300

struct _ObConflictsButton
{
  GtkButton parent_instance;

  ObProject *project; /* (owned) (nullable) */
  guint source;
};

G_DEFINE_FINAL_TYPE (ObConflictsButton, ob_conflicts_button, GTK_TYPE_BUTTON)

static void
count (ObConflictsButton *self)
{
  g_autoptr (GPtrArray) conflicts = ob_project_list_conflicts (self->project);
  g_autofree char *text
    = g_strdup_printf (ngettext ("%u conflict", "%u conflicts", conflicts->len), conflicts->len);

  gtk_button_set_label (GTK_BUTTON (self), text);
  gtk_widget_set_visible (GTK_WIDGET (self), conflicts->len > 0);
}

static gboolean
count_cb (gpointer user_data)
{
  ObConflictsButton *self = user_data;

  self->source = 0;
  count (self);

  return G_SOURCE_REMOVE;
}

static void
history_changed_cb (ObConflictsButton *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_full (G_PRIORITY_LOW, DELAY_MS, count_cb, self, NULL);
}

static void
ob_conflicts_button_dispose (GObject *object)
{
  ob_conflicts_button_set_project (OB_CONFLICTS_BUTTON (object), NULL);

  G_OBJECT_CLASS (ob_conflicts_button_parent_class)->dispose (object);
}

static void
ob_conflicts_button_class_init (ObConflictsButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ob_conflicts_button_dispose;
}

static void
ob_conflicts_button_init (ObConflictsButton *self)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.conflicts");
  gtk_button_set_relief (GTK_BUTTON (self), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               _("Two people changed the same thing. Decide which version stays."));
}

void
ob_conflicts_button_set_project (ObConflictsButton *self, ObProject *project)
{
  if (self->project == project)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  if (project == NULL)
    {
      gtk_widget_hide (GTK_WIDGET (self));
      return;
    }

  g_signal_connect_swapped (project, "history-changed", G_CALLBACK (history_changed_cb), self);
  count (self);
}
