#include "window/codebook-dialog.h"

#include "model/palette.h"
#include "store/edit-codebook.h"
#include "window/choice-box.h"
#include "window/codebook-attributes.h"
#include "window/codebook-files.h"
#include "window/codebook-tree.h"
#include "window/describe.h"
#include "window/label-split-dialog.h"
#include "window/label-swatch.h"
#include "window/picker.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

#define OB_TYPE_CODEBOOK_DIALOG (ob_codebook_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObCodebookDialog, ob_codebook_dialog, OB, CODEBOOK_DIALOG, HdyWindow)

struct _ObCodebookDialog
{
  HdyWindow parent_instance;

  GtkWidget *list; /* ObCodebookTree */
  GtkWidget *form;
  GtkWidget *name;
  GtkWidget *key;
  GtkWidget *colours; /* GtkFlowBox */
  GtkWidget *line;
  GtkWidget *use_when;
  GtkWidget *avoid_when;
  GtkWidget *example;
  GtkWidget *counter_example;
  GtkWidget *attributes; /* ObCodebookAttributes */
  GtkWidget *merge_button;
  GtkWidget *split_button;
  GtkWidget *usage;
  GtkWidget *delete_button;
  GtkWidget *add_button;
  GtkWidget *file_button;
  GtkWidget *told;    /* GtkLabel: what was done with a file */
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
    { self->counter_example, "counter_example", label->counter_example },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].widget == widget)
      {
        *value = fields[i].value ? fields[i].value : "";
        return fields[i].field;
      }

  g_return_val_if_reached (NULL);
}

/* What an entry or a text of several lines has.  (transfer full) */
static char *
dup_typed (GtkWidget *widget)
{
  GtkTextIter start, end;

  if (GTK_IS_ENTRY (widget))
    return g_strdup (gtk_entry_get_text (GTK_ENTRY (widget)));

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), &start, &end);
  return gtk_text_iter_get_text (&start, &end);
}

static void
commit_entry (ObCodebookDialog *self, GtkWidget *entry)
{
  const ObLabel *label = get_label (self);
  g_autofree char *text = g_strstrip (dup_typed (entry));
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

/* Enter begins another line; with Ctrl it says that the text is finished. */
static gboolean
text_key_pressed_cb (ObCodebookDialog *self, GdkEventKey *event, GtkWidget *view)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (event->keyval != GDK_KEY_Return || modifiers != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  commit_entry (self, view);

  return GDK_EVENT_STOP;
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
  guint n = self->codebook->labels->len, colour, line;

  for (guint i = 1; id == NULL || ob_codebook_find (self->codebook, id) != NULL; i++)
    {
      g_free (id);
      g_free (name);
      id = g_strdup_printf ("label-%u", i);
      name = g_strdup_printf (_("New label %u"), i);
    }

  ob_palette_suggest (n, &colour, &line);
  label = ob_edit_add_label (edit, id, name, &error);
  if (finish_edit (self,
                   edit,
                   label != 0
                     && ob_edit_set_number (edit, label, "colour", colour, &error)
                     && ob_edit_set_number (edit, label, "line", line, &error),
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

/* Not while the popover's own handlers run. */
static gboolean
destroy_cb (gpointer widget)
{
  gtk_widget_destroy (widget);
  return G_SOURCE_REMOVE;
}

static void
destroy_later (GtkWidget *widget)
{
  g_idle_add_full (G_PRIORITY_LOW, destroy_cb, g_object_ref (widget), g_object_unref);
}

/* Merging -------------------------------------------------------------------------------------- */

static void
merge_picked_cb (ObCodebookDialog *self, gint64 into)
{
  const ObLabel *from = get_label (self);
  const ObLabel *target = ob_codebook_get (self->codebook, into);
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  gboolean valid;

  if (from == NULL || target == NULL)
    return;
  step = g_strdup_printf (_("Merge label %s into %s"), from->name, target->name);
  edit = ob_edit_new (self->project, step);
  valid = ob_edit_merge_labels (edit, from->entity, into, &error);
  self->label = into;
  finish_edit (self, edit, valid, &error);
}

static void
merge_clicked_cb (ObCodebookDialog *self)
{
  GtkWidget *picker = ob_picker_new (self->merge_button, _("Filter labels"), _("Label to merge into"));

  for (guint i = 0; i < self->codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (self->codebook->labels, i);

      if (label->entity != self->label)
        ob_picker_add (OB_PICKER (picker), label->entity, ob_label_swatch_new (label), label->name,
                       NULL, label->key, label->id, 0);
    }
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (merge_picked_cb), self);
  g_signal_connect (picker, "closed", G_CALLBACK (destroy_later), NULL);
  ob_picker_open (OB_PICKER (picker));
}

static void
split_clicked_cb (ObCodebookDialog *self)
{
  ob_label_split_dialog_open (GTK_WINDOW (self), self->project, self->label);
}

/* Files ---------------------------------------------------------------------------------------- */

static void
told_cb (GtkWindow *dialog, gboolean success, const char *sentence)
{
  ObCodebookDialog *self = OB_CODEBOOK_DIALOG (dialog);

  gtk_label_set_text (GTK_LABEL (self->told), success ? sentence : "");
  gtk_label_set_text (GTK_LABEL (self->problem), success ? "" : sentence);
  gtk_widget_set_visible (self->told, success);
  gtk_widget_set_visible (self->problem, !success);
}

static void
file_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ObCodebookDialog *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  ob_codebook_files_choose (GTK_WINDOW (self), self->project,
                            g_str_equal (name, "export")   ? OB_CODEBOOK_FILES_EXPORT
                            : g_str_equal (name, "import") ? OB_CODEBOOK_FILES_IMPORT
                            : g_str_equal (name, "compare") ? OB_CODEBOOK_FILES_COMPARE
                                                           : OB_CODEBOOK_FILES_START_FROM,
                            told_cb);
}

/* The menu of the file button. */
static void
add_file_actions (ObCodebookDialog *self, gboolean writable)
{
  static const GActionEntry entries[] = {
    { "import", file_activated_cb },
    { "start-from", file_activated_cb },
    { "compare", file_activated_cb },
    { "export", file_activated_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < 2; i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), entries[i].name)),
      writable);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "codebook", G_ACTION_GROUP (group));
  g_menu_append (menu, _("Compare with a Codebook File…"), "codebook.compare");
  g_menu_append (menu, _("Import…"), "codebook.import");
  g_menu_append (menu, _("Start from a Codebook File…"), "codebook.start-from");
  g_menu_append (menu, _("Export…"), "codebook.export");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->file_button), G_MENU_MODEL (menu));
}

/* The tree and the attributes ------------------------------------------------------------------ */

static void
label_moved_cb (ObCodebookDialog *self, gint64 label, gint64 parent, gint64 before)
{
  const ObLabel *moved = ob_codebook_get (self->codebook, label);
  g_autofree char *step = g_strdup_printf (_("Move label %s"), moved ? moved->name : "");
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  self->label = label;
  if (finish_edit (self, edit, ob_edit_move_label (edit, label, parent, before, &error), &error))
    ob_codebook_tree_focus (OB_CODEBOOK_TREE (self->list));
}

static void
attributes_finished_cb (ObCodebookDialog *self, const char *problem)
{
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/* The form -------------------------------------------------------------------------------------- */

static void
set_text (GtkWidget *widget, const char *text)
{
  g_autofree char *typed = dup_typed (widget);

  if (strcmp (typed, text ? text : "") == 0)
    return;
  if (GTK_IS_ENTRY (widget))
    gtk_entry_set_text (GTK_ENTRY (widget), text ? text : "");
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text ? text : "",
                              -1);
}

static void
show_label (ObCodebookDialog *self)
{
  const ObLabel *label = get_label (self);
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
  set_text (self->counter_example, label->counter_example);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->line), (int) label->line);
  colour = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->colours),
                                            (int) (label->colour % OB_N_COLOURS));
  gtk_flow_box_select_child (GTK_FLOW_BOX (self->colours), colour);
  ob_codebook_attributes_load (OB_CODEBOOK_ATTRIBUTES (self->attributes), self->project, label);

  n = ob_project_count_annotations_with_label (self->project, self->label);
  usage = g_strdup_printf (ngettext ("%u annotation has this label.",
                                     "%u annotations have this label.", n),
                           n);
  gtk_label_set_text (GTK_LABEL (self->usage), usage);
  gtk_widget_set_sensitive (self->delete_button,
                            n == 0 && !ob_project_is_read_only (self->project));
  gtk_widget_set_sensitive (self->merge_button, self->codebook->labels->len > 1);
  gtk_widget_set_sensitive (self->split_button, n > 0);
  self->updating = FALSE;
}

static void
label_chosen_cb (ObCodebookDialog *self, gint64 label)
{
  gtk_widget_hide (self->problem);
  self->label = label;
  show_label (self);
}

static void
load (ObCodebookDialog *self)
{
  g_clear_pointer (&self->codebook, ob_codebook_unref);
  self->codebook = ob_project_ref_codebook (self->project);
  if (get_label (self) == NULL && self->codebook->labels->len > 0)
    self->label = ((ObLabel *) g_ptr_array_index (self->codebook->labels, 0))->entity;
  ob_codebook_tree_load (OB_CODEBOOK_TREE (self->list), self->project, self->codebook, self->label);
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
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, counter_example);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, split_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, attributes);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, usage);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, delete_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, file_button);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, told);
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

  if (GTK_IS_ENTRY (focus) || GTK_IS_TEXT_VIEW (focus))
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
  g_type_ensure (OB_TYPE_CODEBOOK_TREE);
  g_type_ensure (OB_TYPE_CODEBOOK_ATTRIBUTES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/codebook-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, commit_entry);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, colour_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, attributes_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_clicked_cb);
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
  add_file_actions (self, writable);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
  ob_codebook_tree_focus (OB_CODEBOOK_TREE (self->list));
}
