#include "window/history-popover.h"

#include "store/history.h"
#include "window/describe.h"
#include "window/report.h"

#include <glib/gi18n.h>

/* Steps that are listed; going farther back takes opening the history again. */
#define MAX_STEPS 300

static GtkWidget *
create_row (const char *name, const char *time, ObStepState state, gint64 n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (name);
  GtkWidget *when = gtk_label_new (time);
  g_autofree char *spoken = NULL;

  spoken = state == OB_STEP_UNDONE ? g_strdup_printf (_("%s, undone"), name) : g_strdup (name);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (when), "obelus-small");
  if (state == OB_STEP_UNDONE)
    gtk_style_context_add_class (gtk_widget_get_style_context (title), "obelus-undone");
  gtk_box_pack_start (GTK_BOX (box), title, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (box), when, FALSE, FALSE, 0);
  g_object_set (box, "margin", 8, NULL);
  gtk_container_add (GTK_CONTAINER (row), box);
  gtk_widget_set_tooltip_text (row, name);
  atk_object_set_name (gtk_widget_get_accessible (row), spoken);
  g_object_set_data_full (G_OBJECT (row), "obelus-step", g_memdup2 (&n, sizeof n), g_free);
  gtk_widget_show_all (row);

  return row;
}

/* Fills @list, the latest step first, and selects the last one that is done. */
static void
fill (GtkListBox *list, ObProject *project)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (project, MAX_STEPS);
  GtkWidget *current = NULL;
  GtkWidget *start;

  for (guint i = steps->len; i > 0; i--)
    {
      const ObStep *step = g_ptr_array_index (steps, i - 1);
      g_autofree char *time = ob_describe_time (step->wall);
      GtkWidget *row;

      if (step->state == OB_STEP_ABANDONED)
        continue;
      row = create_row (step->name, time, step->state, step->n);
      gtk_container_add (GTK_CONTAINER (list), row);
      if (current == NULL && step->state == OB_STEP_DONE)
        current = row;
    }

  if (steps->len < MAX_STEPS)
    {
      start = create_row (_("The project as it was made"), "", OB_STEP_DONE, 0);
      gtk_container_add (GTK_CONTAINER (list), start);
      current = current ? current : start;
    }
  if (current != NULL)
    gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (current));
}

static void
row_activated_cb (GtkWidget *popover, GtkListBoxRow *row)
{
  ObProject *project = g_object_get_data (G_OBJECT (popover), "obelus-project");
  GtkWidget *button = gtk_popover_get_relative_to (GTK_POPOVER (popover));
  const gint64 *n = g_object_get_data (G_OBJECT (row), "obelus-step");
  g_autoptr (GError) error = NULL;

  if (!ob_project_go_to_step (project, *n, &error))
    ob_report_error (button, error);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static gboolean
destroy_cb (gpointer popover)
{
  gtk_widget_destroy (popover);

  return G_SOURCE_REMOVE;
}

/* Not at once: the popover is still animating, and in the middle of its own signal. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_LOW, destroy_cb, g_object_ref (popover), g_object_unref);
}

void
ob_history_popover_open (GtkWidget *button, ObProject *project)
{
  GtkWidget *popover = gtk_popover_new (button);
  g_autoptr (GtkBuilder) builder
    = gtk_builder_new_from_resource ("/org/obelus/Obelus/ui/history.ui");
  GtkWidget *content = GTK_WIDGET (gtk_builder_get_object (builder, "content"));
  GtkWidget *list = GTK_WIDGET (gtk_builder_get_object (builder, "list"));
  GtkListBoxRow *selected;

  g_object_set_data_full (G_OBJECT (popover),
                          "obelus-project",
                          g_object_ref (project),
                          g_object_unref);
  gtk_container_add (GTK_CONTAINER (popover), content);
  fill (GTK_LIST_BOX (list), project);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), popover);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  atk_object_set_name (gtk_widget_get_accessible (popover), _("History"));
  gtk_popover_popup (GTK_POPOVER (popover));

  selected = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  if (selected != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (selected));
}
