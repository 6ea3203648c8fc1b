#include "window/labels-panel.h"

#include "window/label-swatch.h"

#include <glib/gi18n.h>

struct _ObLabelsPanel
{
  GtkBox parent_instance;

  GtkWidget *chips; /* GtkFlowBox */

  ObProject *project; /* (owned) (nullable) */
  ObEntity current;
  GArray *hidden; /* (owned) ObEntity */
};

enum
{
  LABEL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObLabelsPanel, ob_labels_panel, GTK_TYPE_BOX)

static ObEntity
get_chip_label (GtkWidget *chip)
{
  gint64 *entity = g_object_get_data (G_OBJECT (chip), "obelus-label");

  return *entity;
}

static void
mark_chip_cb (GtkWidget *chip, gpointer user_data)
{
  ObLabelsPanel *self = user_data;
  GtkStyleContext *context = gtk_widget_get_style_context (chip);

  if (self->current != 0 && get_chip_label (chip) == self->current)
    gtk_style_context_add_class (context, "current");
  else
    gtk_style_context_remove_class (context, "current");
}

static gboolean
is_hidden (ObLabelsPanel *self, ObEntity label)
{
  for (guint i = 0; i < self->hidden->len; i++)
    if (g_array_index (self->hidden, ObEntity, i) == label)
      return TRUE;

  return FALSE;
}

/* By a sign and a struck name, not by colour alone; a screen reader hears it. */
static void
mark_hidden_cb (GtkWidget *chip, gpointer user_data)
{
  gboolean hidden = is_hidden (user_data, get_chip_label (chip));
  GtkStyleContext *context = gtk_widget_get_style_context (chip);
  const char *name = g_object_get_data (G_OBJECT (chip), "obelus-name");
  g_autofree char *said = hidden ? g_strdup_printf (_("%s, hidden"), name) : g_strdup (name);

  if (hidden)
    gtk_style_context_add_class (context, "hidden-label");
  else
    gtk_style_context_remove_class (context, "hidden-label");
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (chip), "obelus-sign"), hidden);
  atk_object_set_name (gtk_widget_get_accessible (chip), said);
}

static void
append_item (GMenu *menu, const char *title, const char *action, const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  if (label != NULL)
    g_menu_item_set_action_and_target (item, action, "s", label);
  else
    g_menu_item_set_detailed_action (item, action);
  g_menu_append_item (menu, item);
}

static void
open_menu (ObLabelsPanel *self, GtkWidget *chip, const GdkEvent *event)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  const ObLabel *label = ob_codebook_get (codebook, get_chip_label (chip));
  g_autoptr (GMenu) model = g_menu_new ();
  GtkWidget *menu;

  if (label == NULL)
    return;

  append_item (model, is_hidden (self, label->entity) ? _("Show Label") : _("Hide Label"),
               "editor.toggle-label", label->id);
  append_item (model, _("Show Only This"), "editor.show-only", label->id);
  append_item (model, _("Show All Labels"), "editor.show-all", NULL);
  menu = gtk_menu_new_from_model (G_MENU_MODEL (model));
  gtk_menu_attach_to_widget (GTK_MENU (menu), chip, NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu), chip, GDK_GRAVITY_SOUTH_WEST, GDK_GRAVITY_NORTH_WEST,
                              NULL);
}

static gboolean
button_pressed_cb (ObLabelsPanel *self, GdkEventButton *event)
{
  GtkFlowBoxChild *chip
    = gtk_flow_box_get_child_at_pos (GTK_FLOW_BOX (self->chips), (int) event->x, (int) event->y);

  if (chip == NULL || !gdk_event_triggers_context_menu ((GdkEvent *) event))
    return GDK_EVENT_PROPAGATE;

  open_menu (self, GTK_WIDGET (chip), (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

static gboolean
menu_asked_cb (ObLabelsPanel *self, GtkWidget *chip)
{
  open_menu (self, chip, NULL);
  return GDK_EVENT_STOP;
}

static char *
dup_chip_tooltip (const ObLabel *label)
{
  GString *text = g_string_new (NULL);

  if (label->key != NULL)
    g_string_append_printf (text, _("Tag as %s with the key %s"), label->name, label->key);
  else
    g_string_append_printf (text, _("Tag as %s"), label->name);
  if (label->key != NULL)
    /* Translators: %s is the key of a label. */
    g_string_append_printf (text, _("\nHide or show it with Ctrl+Shift+%s"), label->key);
  if (label->use_when != NULL)
    g_string_append_printf (text, "\n\n%s", label->use_when);
  if (label->avoid_when != NULL)
    g_string_append_printf (text, _("\n\nNot when: %s"), label->avoid_when);
  if (label->example != NULL)
    g_string_append_printf (text, _("\n\nExample: “%s”"), label->example);

  return g_string_free (text, FALSE);
}

static GtkWidget *
create_chip (const ObLabel *label)
{
  GtkWidget *chip = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (label->name);
  GtkWidget *sign = gtk_image_new_from_icon_name ("view-conceal-symbolic", GTK_ICON_SIZE_MENU);
  g_autofree char *tooltip = dup_chip_tooltip (label);
  AtkObject *accessible = gtk_widget_get_accessible (chip);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_box_pack_start (GTK_BOX (box), ob_label_swatch_new (label), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), name, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), sign, FALSE, FALSE, 0);
  gtk_widget_set_no_show_all (sign, TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (name), "name");
  if (label->key != NULL)
    {
      GtkWidget *key = gtk_label_new (label->key);

      gtk_style_context_add_class (gtk_widget_get_style_context (key), "obelus-key");
      gtk_box_pack_end (GTK_BOX (box), key, FALSE, FALSE, 0);
    }

  gtk_widget_set_margin_start (box, (int) label->depth * 12);
  gtk_container_add (GTK_CONTAINER (chip), box);
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_style_context_add_class (gtk_widget_get_style_context (chip), "obelus-chip");
  g_object_set_data_full (G_OBJECT (chip),
                          "obelus-label",
                          g_memdup2 (&label->entity, sizeof label->entity),
                          g_free);
  g_object_set_data (G_OBJECT (chip), "obelus-sign", sign);
  g_object_set_data_full (G_OBJECT (chip), "obelus-name", g_strdup (label->name), g_free);
  atk_object_set_description (accessible, tooltip);
  atk_object_set_role (accessible, ATK_ROLE_LIST_ITEM);
  gtk_widget_show_all (chip);

  return chip;
}

static void
load (ObLabelsPanel *self)
{
  g_autoptr (ObCodebook) codebook = NULL;

  gtk_container_foreach (GTK_CONTAINER (self->chips), (GtkCallback) gtk_widget_destroy, NULL);
  if (self->project == NULL)
    return;

  codebook = ob_project_ref_codebook (self->project);
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      GtkWidget *chip = create_chip (g_ptr_array_index (codebook->labels, i));

      g_signal_connect_swapped (chip, "popup-menu", G_CALLBACK (menu_asked_cb), self);
      gtk_container_add (GTK_CONTAINER (self->chips), chip);
    }
  gtk_container_foreach (GTK_CONTAINER (self->chips), mark_hidden_cb, self);
  gtk_container_foreach (GTK_CONTAINER (self->chips), mark_chip_cb, self);
}

static void
chip_activated_cb (ObLabelsPanel *self, GtkFlowBoxChild *chip)
{
  g_signal_emit (self, signals[LABEL_CHOSEN], 0, get_chip_label (GTK_WIDGET (chip)));
}

static void
ob_labels_panel_dispose (GObject *object)
{
  ObLabelsPanel *self = OB_LABELS_PANEL (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_pointer (&self->hidden, g_array_unref);

  G_OBJECT_CLASS (ob_labels_panel_parent_class)->dispose (object);
}

static void
ob_labels_panel_class_init (ObLabelsPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_labels_panel_dispose;

  signals[LABEL_CHOSEN] = g_signal_new ("label-chosen", OB_TYPE_LABELS_PANEL,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/labels-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ObLabelsPanel, chips);
  gtk_widget_class_bind_template_callback (widget_class, chip_activated_cb);
}

static void
ob_labels_panel_init (ObLabelsPanel *self)
{
  AtkObject *accessible;

  self->hidden = g_array_new (FALSE, FALSE, sizeof (ObEntity));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->chips, "button-press-event", G_CALLBACK (button_pressed_cb), self);
  accessible = gtk_widget_get_accessible (self->chips);
  atk_object_set_name (accessible, _("Labels"));
  atk_object_set_role (accessible, ATK_ROLE_LIST);
}

void
ob_labels_panel_set_project (ObLabelsPanel *self, ObProject *project)
{
  if (self->project == project)
    return;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_swapped (project, "codebook-changed", G_CALLBACK (load), self);
  load (self);
}

void
ob_labels_panel_set_current (ObLabelsPanel *self, ObEntity label)
{
  self->current = label;
  gtk_container_foreach (GTK_CONTAINER (self->chips), mark_chip_cb, self);
}

void
ob_labels_panel_set_hidden (ObLabelsPanel *self, const GArray *hidden)
{
  g_array_set_size (self->hidden, 0);
  if (hidden->len > 0)
    g_array_append_vals (self->hidden, hidden->data, hidden->len);
  gtk_container_foreach (GTK_CONTAINER (self->chips), mark_hidden_cb, self);
}

void
ob_labels_panel_focus (ObLabelsPanel *self)
{
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->chips), 0);

  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}
