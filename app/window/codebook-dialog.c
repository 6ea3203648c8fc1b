#include "window/codebook-dialog.h"

#include "model/palette.h"
#include "store/edit.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/label-swatch.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

#define OB_TYPE_CODEBOOK_DIALOG (ob_codebook_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObCodebookDialog, ob_codebook_dialog, OB, CODEBOOK_DIALOG, HdyWindow)

struct _ObCodebookDialog
{
  HdyWindow parent_instance;

  GtkWidget *list;
  GtkWidget *form;
  GtkWidget *name;
  GtkWidget *key;
  GtkWidget *colours; /* GtkFlowBox */
  GtkWidget *line;
  GtkWidget *use_when;
  GtkWidget *avoid_when;
  GtkWidget *example;
  GtkWidget *attributes;
  GtkWidget *usage;
  GtkWidget *delete_button;
  GtkWidget *add_button;
  GtkWidget *problem; /* GtkLabel */

  ObProject *project;   /* (owned) (nullable) */
  ObCodebook *codebook; /* (owned) (nullable) */
  ObEntity label;       /* that the form shows */
  gboolean updating;    /* the controls change, but not by the user */
};

G_DEFINE_FINAL_TYPE (ObCodebookDialog, ob_codebook_dialog, HDY_TYPE_WINDOW)

static void load (ObCodebookDialog *self);

static const ObLabel *
get_label (ObCodebookDialog *self)
{
  return self->codebook ? ob_codebook_get (self->codebook, self->label) : NULL;
}

static gboolean
finish_edit (ObCodebookDialog *self, ObEdit *edit, gboolean valid, GError **error)
{
  gboolean success = valid && ob_edit_commit (edit, error);

  gtk_label_set_text (GTK_LABEL (self->problem), success ? "" : (*error)->message);
  gtk_widget_set_visible (self->problem, !success);

  return success;
}

/* The field that @widget edits; its current value in @label. */
static const char *
get_field (ObCodebookDialog *self, GtkWidget *widget, const ObLabel *label, const char **value)
{
  const struct
  {
    GtkWidget *widget;
    const char *field;
    const char *value;
  } fields[] = {
    { self->name, "name", label->name },
    { self->key, "key", label->key },
    { self->use_when, "use_when", label->use_when },
    { self->avoid_when, "avoid_when", label->avoid_when },
    { self->example, "example", label->example },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].widget == widget)
      {
        *value = fields[i].value ? fields[i].value : "";
        return fields[i].field;
      }

  g_return_val_if_reached (NULL);
}

static void
commit_entry (ObCodebookDialog *self, GtkWidget *entry)
{
  const ObLabel *label = get_label (self);
  g_autofree char *text = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (entry))));
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  const char *value = "";
  const char *field;

  if (self->updating || label == NULL)
    return;
  field = get_field (self, entry, label, &value);
  if (strcmp (value, text) == 0)
    return;

  step = g_strdup_printf (_("Change label %s"), label->name);
  edit = ob_edit_new (self->project, step);
  finish_edit (self, edit, ob_edit_set_text (edit, self->label, field, text, &error), &error);
}

static gboolean
entry_left_cb (ObCodebookDialog *self, GdkEvent *event, GtkWidget *entry)
{
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    commit_entry (self, entry);

  return GDK_EVENT_PROPAGATE;
}

static void
commit_number (ObCodebookDialog *self, const char *field, gint64 number)
{
  const ObLabel *label = get_label (self);
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating || label == NULL)
    return;

  step = g_strdup_printf (_("Change look of label %s"), label->name);
  edit = ob_edit_new (self->project, step);
  finish_edit (self, edit, ob_edit_set_number (edit, self->label, field, number, &error), &error);
}

static void
colour_chosen_cb (ObCodebookDialog *self, GtkFlowBoxChild *child)
{
  commit_number (self, "colour", gtk_flow_box_child_get_index (child));
}

static void
line_changed_cb (ObCodebookDialog *self)
{
  int line = gtk_combo_box_get_active (GTK_COMBO_BOX (self->line));

  if (line >= 0)
    commit_number (self, "line", line);
}

static void
add_clicked_cb (ObCodebookDialog *self)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Add label"));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  ObEntity label;
  guint n = self->codebook->labels->len;

  for (guint i = 1; id == NULL || ob_codebook_find (self->codebook, id) != NULL; i++)
    {
      g_free (id);
      g_free (name);
      id = g_strdup_printf ("label-%u", i);
      name = g_strdup_printf (_("New label %u"), i);
    }

  label = ob_edit_add_label (edit, id, name, &error);
  if (finish_edit (self,
                   edit,
                   label != 0
                     && ob_edit_set_number (edit, label, "colour", n % OB_N_COLOURS, &error)
                     && ob_edit_set_number (edit, label, "line", n % OB_N_LINES, &error),
                   &error))
    {
      self->label = ob_edit_resolve (edit, label);
      load (self);
      gtk_widget_grab_focus (self->name);
    }
}

static void
delete_clicked_cb (ObCodebookDialog *self)
{
  const ObLabel *label = get_label (self);
  g_autofree char *step = g_strdup_printf (_("Delete label %s"), label ? label->name : "");
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish_edit (self, edit, ob_edit_delete (edit, self->label, &error), &error);
}

static char *
dup_attributes_text (const ObLabel *label)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < label->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autofree char *name = ob_describe_identifier (attribute->name);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
      if (attribute->choices != NULL)
        {
          g_autofree char *choices = g_strjoinv (", ", attribute->choices);

          g_string_append_printf (text, " (%s)", choices);
        }
    }

  return g_string_free (text, FALSE);
}

static void
set_text (GtkWidget *entry, const char *text)
{
  if (strcmp (gtk_entry_get_text (GTK_ENTRY (entry)), text ? text : "") != 0)
    gtk_entry_set_text (GTK_ENTRY (entry), text ? text : "");
}

static void
show_label (ObCodebookDialog *self)
{
  const ObLabel *label = get_label (self);
  g_autofree char *attributes = NULL;
  g_autofree char *usage = NULL;
  GtkFlowBoxChild *colour;
  guint n;

  gtk_widget_set_visible (self->form, label != NULL);
  if (label == NULL)
    return;

  self->updating = TRUE;
  set_text (self->name, label->name);
  set_text (self->key, label->key);
  set_text (self->use_when, label->use_when);
  set_text (self->avoid_when, label->avoid_when);
  set_text (self->example, label->example);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->line), (int) label->line);
  colour = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->colours),
                                            (int) (label->colour % OB_N_COLOURS));
  gtk_flow_box_select_child (GTK_FLOW_BOX (self->colours), colour);
  attributes = dup_attributes_text (label);
  gtk_label_set_text (GTK_LABEL (self->attributes), *attributes ? attributes : _("None"));

  n = ob_project_count_annotations_with_label (self->project, self->label);
  usage = g_strdup_printf (ngettext ("%u annotation has this label.",
                                     "%u annotations have this label.", n),
                           n);
  gtk_label_set_text (GTK_LABEL (self->usage), usage);
  gtk_widget_set_sensitive (self->delete_button,
                            n == 0 && !ob_project_is_read_only (self->project));
  self->updating = FALSE;
}

static void
row_selected_cb (ObCodebookDialog *self, GtkListBoxRow *row)
{
  const gint64 *entity = row ? g_object_get_data (G_OBJECT (row), "obelus-label") : NULL;

  if (self->updating || entity == NULL)
    return;

  gtk_widget_hide (self->problem);
  self->label = *entity;
  show_label (self);
}

static GtkWidget *
create_row (const ObLabel *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (label->name);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_container_add (GTK_CONTAINER (box), ob_label_swatch_new (label));
  gtk_container_add (GTK_CONTAINER (box), name);
  g_object_set (box, "margin", 8, "margin-start", 8 + 12 * (int) label->depth, NULL);
  gtk_container_add (GTK_CONTAINER (row), box);
  atk_object_set_name (gtk_widget_get_accessible (row), label->name);
  g_object_set_data_full (G_OBJECT (row),
                          "obelus-label",
                          g_memdup2 (&label->entity, sizeof label->entity),
                          g_free);
  gtk_widget_show_all (row);

  return row;
}

static void
load (ObCodebookDialog *self)
{
  GtkWidget *selected = NULL;

  self->updating = TRUE;
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  self->codebook = ob_project_ref_codebook (self->project);
  if (get_label (self) == NULL && self->codebook->labels->len > 0)
    self->label = ((ObLabel *) g_ptr_array_index (self->codebook->labels, 0))->entity;

  gtk_container_foreach (GTK_CONTAINER (self->list), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < self->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (self->codebook->labels, i);
      GtkWidget *row = create_row (label);

      gtk_container_add (GTK_CONTAINER (self->list), row);
      if (label->entity == self->label)
        selected = row;
    }
  if (selected != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (selected));
  self->updating = FALSE;
  show_label (self);
}

static void
ob_codebook_dialog_dispose (GObject *object)
{
  ObCodebookDialog *self = OB_CODEBOOK_DIALOG (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_pointer (&self->codebook, ob_codebook_unref);

  G_OBJECT_CLASS (ob_codebook_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, list);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, form);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, name);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, key);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, colours);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, line);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, use_when);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, avoid_when);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, example);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, attributes);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, usage);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, delete_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, problem);
}

/* Escape closes, unless what has the keyboard wants it. */
static gboolean
ob_codebook_dialog_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  if (GTK_WIDGET_CLASS (ob_codebook_dialog_parent_class)->key_press_event (widget, event))
    return GDK_EVENT_STOP;
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  gtk_window_close (GTK_WINDOW (widget));

  return GDK_EVENT_STOP;
}

/* What is being typed is kept, as when one leaves it. */
static gboolean
ob_codebook_dialog_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (GTK_IS_ENTRY (focus))
    commit_entry (OB_CODEBOOK_DIALOG (widget), focus);

  return GDK_EVENT_PROPAGATE;
}

static void
ob_codebook_dialog_class_init (ObCodebookDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_codebook_dialog_dispose;
  widget_class->key_press_event = ob_codebook_dialog_key_press_event;
  widget_class->delete_event = ob_codebook_dialog_delete_event;
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/codebook-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, commit_entry);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, colour_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

/* A swatch for each colour of the palette. */
static void
create_colours (ObCodebookDialog *self)
{
  for (guint i = 0; i < OB_N_COLOURS; i++)
    {
      ObLabel look = { .colour = i, .line = OB_LINE_SOLID };
      GtkWidget *child = gtk_flow_box_child_new ();
      g_autofree char *name = g_strdup_printf (_("Colour %u"), i + 1);

      gtk_container_add (GTK_CONTAINER (child), ob_label_swatch_new (&look));
      atk_object_set_name (gtk_widget_get_accessible (child), name);
      gtk_widget_set_tooltip_text (child, name);
      gtk_widget_set_size_request (child, 26, 26);
      gtk_widget_show_all (child);
      gtk_container_add (GTK_CONTAINER (self->colours), child);
    }
}

static void
ob_codebook_dialog_init (ObCodebookDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_colours (self);
  for (guint i = 0; i < OB_N_LINES; i++)
    {
      g_autofree char *name = ob_describe_identifier (ob_line_get_name (i));

      gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->line), name);
    }
}

void
ob_codebook_dialog_open (ObWindow *window)
{
  ObCodebookDialog *self = g_object_new (OB_TYPE_CODEBOOK_DIALOG,
                                         "transient-for", window,
                                         "destroy-with-parent", TRUE,
                                         NULL);
  gboolean writable;

  self->project = g_object_ref (ob_window_get_project (window));
  writable = !ob_project_is_read_only (self->project);
  g_signal_connect_swapped (self->project, "codebook-changed", G_CALLBACK (load), self);
  gtk_widget_set_sensitive (self->form, writable);
  gtk_widget_set_sensitive (self->add_button, writable);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
