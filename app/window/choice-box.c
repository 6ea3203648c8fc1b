#include "window/choice-box.h"

#include <gtk/gtk-a11y.h>

/* Of the longest text that is shown whole, where there is no more room. */
#define MAX_WIDTH_CHARS 28

struct _ObChoiceBox
{
  GtkComboBoxText parent_instance;

  GtkWidget *button; /* (unowned) (nullable) GTK's own, inside: it takes the focus */
};

G_DEFINE_FINAL_TYPE (ObChoiceBox, ob_choice_box, GTK_TYPE_COMBO_BOX_TEXT)

#define OB_TYPE_CHOICE_BOX_ACCESSIBLE (ob_choice_box_accessible_get_type ())
G_DECLARE_FINAL_TYPE (ObChoiceBoxAccessible,
                      ob_choice_box_accessible,
                      OB,
                      CHOICE_BOX_ACCESSIBLE,
                      GtkComboBoxAccessible)

struct _ObChoiceBoxAccessible
{
  GtkComboBoxAccessible parent_instance;
};

G_DEFINE_FINAL_TYPE (ObChoiceBoxAccessible,
                     ob_choice_box_accessible,
                     GTK_TYPE_COMBO_BOX_ACCESSIBLE)

static AtkStateSet *
ob_choice_box_accessible_ref_state_set (AtkObject *object)
{
  AtkStateSet *states
    = ATK_OBJECT_CLASS (ob_choice_box_accessible_parent_class)->ref_state_set (object);
  GtkWidget *widget = gtk_accessible_get_widget (GTK_ACCESSIBLE (object));
  GtkWidget *button = widget ? OB_CHOICE_BOX (widget)->button : NULL;

  if (button != NULL)
    {
      atk_state_set_add_state (states, ATK_STATE_FOCUSABLE);
      if (gtk_widget_has_focus (button))
        atk_state_set_add_state (states, ATK_STATE_FOCUSED);
    }

  return states;
}

static void
ob_choice_box_accessible_class_init (ObChoiceBoxAccessibleClass *class)
{
  ATK_OBJECT_CLASS (class)->ref_state_set = ob_choice_box_accessible_ref_state_set;
}

static void
ob_choice_box_accessible_init (ObChoiceBoxAccessible *self)
{
}

static void
focus_changed_cb (ObChoiceBox *self)
{
  atk_object_notify_state_change (gtk_widget_get_accessible (GTK_WIDGET (self)),
                                  ATK_STATE_FOCUSED,
                                  gtk_widget_has_focus (self->button));
}

static void
find_button_cb (GtkWidget *child, gpointer user_data)
{
  GtkWidget **button = user_data;

  if (GTK_IS_TOGGLE_BUTTON (child))
    *button = child;
  else if (GTK_IS_CONTAINER (child))
    gtk_container_forall (GTK_CONTAINER (child), find_button_cb, user_data);
}

static gboolean
ob_choice_box_scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  return GDK_EVENT_PROPAGATE;
}

/* A long name must not make all that is around as wide as it is. */
static void
ellipsize (GtkCellLayout *box)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (box);

  for (GList *l = cells; l != NULL; l = l->next)
    if (GTK_IS_CELL_RENDERER_TEXT (l->data))
      g_object_set (l->data, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", MAX_WIDTH_CHARS, NULL);
}

static void
ob_choice_box_constructed (GObject *object)
{
  ObChoiceBox *self = OB_CHOICE_BOX (object);
  GtkWidget *button = NULL;

  G_OBJECT_CLASS (ob_choice_box_parent_class)->constructed (object);
  ellipsize (GTK_CELL_LAYOUT (object));

  gtk_container_forall (GTK_CONTAINER (self), find_button_cb, &button);
  if (button == NULL)
    return;

  g_set_weak_pointer (&self->button, button);
  g_signal_connect_object (button,
                           "notify::has-focus",
                           G_CALLBACK (focus_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
ob_choice_box_dispose (GObject *object)
{
  g_clear_weak_pointer (&OB_CHOICE_BOX (object)->button);

  G_OBJECT_CLASS (ob_choice_box_parent_class)->dispose (object);
}

static void
ob_choice_box_class_init (ObChoiceBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->constructed = ob_choice_box_constructed;
  G_OBJECT_CLASS (class)->dispose = ob_choice_box_dispose;
  widget_class->scroll_event = ob_choice_box_scroll_event;
  gtk_widget_class_set_accessible_type (widget_class, OB_TYPE_CHOICE_BOX_ACCESSIBLE);
}

static void
ob_choice_box_init (ObChoiceBox *self)
{
}

GtkWidget *
ob_choice_box_new (void)
{
  return g_object_new (OB_TYPE_CHOICE_BOX, NULL);
}
