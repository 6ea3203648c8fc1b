#include "window/attribute-field.h"

#include "model/condition.h"
#include "store/edit-codebook.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/entity-completion.h"
#include "window/local-value.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

struct _ObAttributeField
{
  GtkBin parent_instance;

  char *name;
  ObAttributeType type;
  GtkWidget *control; /* a combo box, check button or entry */

  char *shown;       /* (owned) the value as text, never NULL */
  gboolean mixed;      /* several annotations are shown, which do not agree */
  gboolean updating;   /* the control changes, but not by the user */
  gboolean committing; /* the handler of "committed" runs */
};

enum
{
  COMMITTED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObAttributeField, ob_attribute_field, GTK_TYPE_BIN)

static gboolean
is_entity_type (ObAttributeType type)
{
  return type == OB_ATTRIBUTE_SPEAKER || type == OB_ATTRIBUTE_DISPUTE
         || type == OB_ATTRIBUTE_POSITION;
}

static void
mark_wrong (ObAttributeField *self, gboolean wrong)
{
  GtkStyleContext *context = gtk_widget_get_style_context (self->control);

  if (wrong)
    gtk_style_context_add_class (context, GTK_STYLE_CLASS_ERROR);
  else
    gtk_style_context_remove_class (context, GTK_STYLE_CLASS_ERROR);
}

static void
show_value (ObAttributeField *self)
{
  self->updating = TRUE;
  if (self->type == OB_ATTRIBUTE_CHOICE)
    gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->control), self->mixed ? NULL : self->shown);
  else if (self->type == OB_ATTRIBUTE_FLAG)
    {
      gtk_toggle_button_set_inconsistent (GTK_TOGGLE_BUTTON (self->control), self->mixed);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->control),
                                    strcmp (self->shown, "true") == 0);
    }
  else
    gtk_entry_set_text (GTK_ENTRY (self->control), self->shown);
  self->updating = FALSE;
  mark_wrong (self, FALSE);
}

/* What was typed, as the project reads it.  (transfer full) */
static char *
read_local (ObAttributeField *self, const char *text)
{
  switch (self->type)
    {
    case OB_ATTRIBUTE_NUMBER:
      return ob_local_number_read (text, NULL, NULL);
    case OB_ATTRIBUTE_DATE:
      return ob_local_date_read (text);
    default:
      return g_strdup (text);
    }
}

/* TRUE when the value is what is shown now. */
static gboolean
commit (ObAttributeField *self, const char *text)
{
  g_autofree char *value = read_local (self, text);
  gboolean taken = FALSE;

  if (strcmp (text, self->shown) == 0)
    {
      mark_wrong (self, FALSE);
      return TRUE;
    }

  g_object_ref (self);
  self->committing = TRUE;
  g_signal_emit (self, signals[COMMITTED], 0, value, &taken);
  self->committing = FALSE;
  if (self->control != NULL && taken)
    show_value (self); /* an alias, say, is shown as the name that it stands for */
  else if (self->control != NULL)
    mark_wrong (self, TRUE);
  g_object_unref (self);

  return taken;
}

static void
choice_changed_cb (ObAttributeField *self)
{
  const char *choice = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->control));

  if (!self->updating && choice != NULL)
    commit (self, choice);
}

static void
flag_toggled_cb (ObAttributeField *self)
{
  if (!self->updating)
    commit (self,
            gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->control)) ? "true" : "false");
}

static void
commit_entry (ObAttributeField *self)
{
  g_autofree char *text = g_strdup (gtk_entry_get_text (GTK_ENTRY (self->control)));

  commit (self, g_strstrip (text));
}

/* Enter goes on to the next field, as Tab does. */
static void
entry_activated_cb (ObAttributeField *self)
{
  g_autofree char *text = g_strdup (gtk_entry_get_text (GTK_ENTRY (self->control)));

  if (commit (self, g_strstrip (text)))
    gtk_widget_child_focus (gtk_widget_get_toplevel (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);
}

static gboolean
entry_left_cb (ObAttributeField *self)
{
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    commit_entry (self);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (ObAttributeField *self, GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  show_value (self);
  g_signal_emit (self, signals[LEFT], 0);

  return GDK_EVENT_STOP;
}

static void
ob_attribute_field_destroy (GtkWidget *widget)
{
  OB_ATTRIBUTE_FIELD (widget)->control = NULL;

  GTK_WIDGET_CLASS (ob_attribute_field_parent_class)->destroy (widget);
}

static void
ob_attribute_field_finalize (GObject *object)
{
  ObAttributeField *self = OB_ATTRIBUTE_FIELD (object);

  g_free (self->name);
  g_free (self->shown);

  G_OBJECT_CLASS (ob_attribute_field_parent_class)->finalize (object);
}

static void
ob_attribute_field_class_init (ObAttributeFieldClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ob_attribute_field_finalize;
  GTK_WIDGET_CLASS (class)->destroy = ob_attribute_field_destroy;

  signals[COMMITTED] = g_signal_new ("committed", OB_TYPE_ATTRIBUTE_FIELD, G_SIGNAL_RUN_LAST, 0,
                                     g_signal_accumulator_true_handled, NULL, NULL,
                                     G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", OB_TYPE_ATTRIBUTE_FIELD, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ob_attribute_field_init (ObAttributeField *self)
{
  self->shown = g_strdup ("");
}

static GtkWidget *
create_choice (ObAttributeField *self, const ObAttribute *attribute)
{
  GtkWidget *combo = ob_choice_box_new ();

  for (guint i = 0; attribute->choices != NULL && attribute->choices[i] != NULL; i++)
    {
      g_autofree char *title = ob_describe_identifier (attribute->choices[i]);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), attribute->choices[i], title);
    }

  g_signal_connect_swapped (combo, "changed", G_CALLBACK (choice_changed_cb), self);

  return combo;
}

static const char *
get_placeholder (ObAttributeType type)
{
  switch (type)
    {
    case OB_ATTRIBUTE_SPEAKER:
      return _("Name or alias");
    case OB_ATTRIBUTE_DISPUTE:
      return _("Question of fact");
    case OB_ATTRIBUTE_POSITION:
      return _("One of the answers");
    case OB_ATTRIBUTE_NUMBER:
      return _("Number");
    case OB_ATTRIBUTE_DATE:
      return _("2017-04-13");
    default:
      return NULL;
    }
}

/* Up and Down count a number up and down. */
static gboolean
step_number (ObAttributeField *self, int step)
{
  g_autofree char *text = read_local (self, gtk_entry_get_text (GTK_ENTRY (self->control)));
  g_autofree char *shown = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (*end != '\0')
    return GDK_EVENT_PROPAGATE;

  g_ascii_formatd (number, sizeof number, "%.15g", value + step);
  shown = ob_local_number_write (number, NULL);
  gtk_entry_set_text (GTK_ENTRY (self->control), shown);
  gtk_editable_set_position (GTK_EDITABLE (self->control), -1);
  return GDK_EVENT_STOP;
}

static void
day_picked_cb (ObAttributeField *self, GtkCalendar *calendar)
{
  guint year, month, day;
  g_autofree char *date = NULL;

  gtk_calendar_get_date (calendar, &year, &month, &day);
  date = g_strdup_printf ("%04u-%02u-%02u", year, month + 1, day);
  gtk_entry_set_text (GTK_ENTRY (self->control), date);
  gtk_widget_destroy (gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER));
  gtk_widget_grab_focus (self->control);
  commit (self, date);
}

/* A calendar below the entry, at the day that it has; a double click or Enter takes a day. */
static void
open_calendar (ObAttributeField *self)
{
  GtkWidget *popover = gtk_popover_new (self->control);
  GtkWidget *calendar = gtk_calendar_new ();
  guint year, month, day;

  if (sscanf (gtk_entry_get_text (GTK_ENTRY (self->control)), "%4u-%2u-%2u", &year, &month, &day) == 3
      && year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31)
    {
      gtk_calendar_select_month (GTK_CALENDAR (calendar), month - 1, year);
      gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
    }
  atk_object_set_name (gtk_widget_get_accessible (calendar), _("Calendar"));
  g_object_set (calendar, "margin", 6, "visible", TRUE, NULL);
  gtk_container_add (GTK_CONTAINER (popover), calendar);
  g_signal_connect_swapped (calendar, "day-selected-double-click", G_CALLBACK (day_picked_cb), self);
  g_signal_connect (popover, "closed", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (calendar);
}

static gboolean
is_down (const GdkEventKey *event, guint keyval, guint keypad)
{
  return event->keyval == keyval || event->keyval == keypad;
}

/* Before the entry has the key: Up and Down in a number, Alt and Down in a date. */
static gboolean
entry_key_pressed_cb (ObAttributeField *self, GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (self->type == OB_ATTRIBUTE_NUMBER && modifiers == 0)
    {
      if (is_down (event, GDK_KEY_Up, GDK_KEY_KP_Up))
        return step_number (self, 1);
      if (is_down (event, GDK_KEY_Down, GDK_KEY_KP_Down))
        return step_number (self, -1);
    }
  if (self->type == OB_ATTRIBUTE_DATE && modifiers == GDK_MOD1_MASK
      && is_down (event, GDK_KEY_Down, GDK_KEY_KP_Down))
    {
      open_calendar (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
create_entry (ObAttributeField *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_width_chars (GTK_ENTRY (entry), 8);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), get_placeholder (self->type));
  if (self->type == OB_ATTRIBUTE_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  if (self->type == OB_ATTRIBUTE_DATE)
    {
      gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                         "x-office-calendar-symbolic");
      gtk_entry_set_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                       _("Choose a day (Alt+Down)"));
      g_signal_connect_swapped (entry, "icon-press", G_CALLBACK (open_calendar), self);
    }
  g_signal_connect_swapped (entry, "key-press-event", G_CALLBACK (entry_key_pressed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (entry, "focus-out-event", G_CALLBACK (entry_left_cb), self);

  return entry;
}

GtkWidget *
ob_attribute_field_new (const ObAttribute *attribute)
{
  ObAttributeField *self = g_object_new (OB_TYPE_ATTRIBUTE_FIELD, "visible", TRUE, NULL);
  g_autofree char *title = ob_describe_identifier (attribute->name);

  self->name = g_strdup (attribute->name);
  self->type = attribute->type;
  if (attribute->type == OB_ATTRIBUTE_CHOICE)
    {
      self->control = create_choice (self, attribute);
    }
  else if (attribute->type == OB_ATTRIBUTE_FLAG)
    {
      self->control = gtk_check_button_new ();
      g_signal_connect_swapped (self->control, "toggled", G_CALLBACK (flag_toggled_cb), self);
    }
  else
    {
      self->control = create_entry (self);
    }

  g_signal_connect_swapped (self->control, "key-press-event", G_CALLBACK (key_pressed_cb), self);
  atk_object_set_name (gtk_widget_get_accessible (self->control), title);
  gtk_widget_show (self->control);
  gtk_container_add (GTK_CONTAINER (self), self->control);

  return GTK_WIDGET (self);
}

const char *
ob_attribute_field_get_name (ObAttributeField *self)
{
  return self->name;
}

ObAttributeType
ob_attribute_field_get_attribute_type (ObAttributeField *self)
{
  return self->type;
}

GtkWidget *
ob_attribute_field_get_control (ObAttributeField *self)
{
  return self->control;
}

/* @value as a person reads it, "" for none. (transfer full) */
static char *
dup_value_text (ObAttributeField *self,
                ObProject *project,
                const ObLabel *label,
                const ObValue *value)
{
  const ObAttribute *attribute = label ? ob_label_find_attribute (label, self->name) : NULL;
  g_autofree char *text = ob_project_dup_value_text (project, attribute, value);

  if (text != NULL && self->type == OB_ATTRIBUTE_NUMBER)
    return ob_local_number_write (text, NULL);

  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

/* A speaker that the annotation has by a link is shown where its own would be typed. */
static void
show_linked_speaker (ObAttributeField *self, ObProject *project, ObEntity annotation)
{
  ObEntity speaker = ob_project_get_effective_speaker (project, annotation);
  g_autofree char *name = speaker ? ob_project_dup_label_of (project, speaker) : NULL;
  g_autofree char *text = name ? g_strdup_printf (_("%s, by the link"), name) : NULL;

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->control),
                                  text ? text : get_placeholder (self->type));
}

static void
read_names (ObAttributeField *self, ObProject *project, ObEntity dispute)
{
  if (is_entity_type (self->type))
    ob_entity_completion_attach (GTK_ENTRY (self->control), project, self->type, dispute);
}

static gboolean
is_being_typed (ObAttributeField *self)
{
  return !self->committing && GTK_IS_ENTRY (self->control) && gtk_widget_has_focus (self->control)
         && strcmp (gtk_entry_get_text (GTK_ENTRY (self->control)), self->shown) != 0;
}

/* What does not apply is not asked for; the value is kept. */
static gboolean
applies (ObAttributeField *self, const ObLabel *label, const ObAnnotation *annotation)
{
  const ObAttribute *attribute = label ? ob_label_find_attribute (label, self->name) : NULL;

  return attribute == NULL || ob_condition_holds (label, attribute, annotation);
}

void
ob_attribute_field_load (ObAttributeField *self,
                         ObProject *project,
                         const ObAnnotation *annotation)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  gboolean typing = is_being_typed (self);
  const ObLabel *label = ob_codebook_get (codebook, annotation->label);
  const ObValue *value = ob_annotation_get_attribute (annotation, self->name);

  gtk_widget_set_visible (GTK_WIDGET (self), applies (self, label, annotation));
  read_names (self, project,
              ob_value_get_entity (ob_annotation_get_attribute (annotation, "dispute")));
  if (self->type == OB_ATTRIBUTE_SPEAKER)
    show_linked_speaker (self, project, annotation->entity);

  g_free (self->shown);
  self->mixed = FALSE;
  self->shown = dup_value_text (self, project, label, value);
  if (!typing)
    show_value (self);
}

void
ob_attribute_field_load_several (ObAttributeField *self,
                                 ObProject *project,
                                 const GPtrArray *annotations)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  const ObAnnotation *first = g_ptr_array_index (annotations, 0);
  gboolean typing = is_being_typed (self);
  gboolean shown = FALSE;

  for (guint i = 0; i < annotations->len && !shown; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      shown = applies (self, ob_codebook_get (codebook, annotation->label), annotation);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  read_names (self, project,
              ob_value_get_entity (ob_annotation_get_attribute (first, "dispute")));
  g_free (self->shown);
  self->shown = NULL;
  self->mixed = FALSE;
  for (guint i = 0; i < annotations->len && !self->mixed; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autofree char *text
        = dup_value_text (self, project, ob_codebook_get (codebook, annotation->label),
                          ob_annotation_get_attribute (annotation, self->name));

      if (self->shown == NULL)
        self->shown = g_steal_pointer (&text);
      else
        self->mixed = strcmp (text, self->shown) != 0;
    }

  if (self->mixed)
    {
      g_free (self->shown);
      self->shown = g_strdup ("");
    }
  if (GTK_IS_ENTRY (self->control))
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->control),
                                    self->mixed ? _("Several values")
                                                : get_placeholder (self->type));
  if (!typing)
    show_value (self);
}

void
ob_attribute_field_flush (ObAttributeField *self)
{
  if (GTK_IS_ENTRY (self->control))
    commit_entry (self);
}
