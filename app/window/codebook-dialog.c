#include "window/codebook-dialog.h"

#include "model/codebook-compare.h"
#include "model/palette.h"
#include "store/edit-codebook.h"
#include "window/attribute-dialog.h"
#include "window/choice-box.h"
#include "window/codebook-files.h"
#include "window/describe.h"
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

  GtkWidget *list;
  GtkWidget *form;
  GtkWidget *name;
  GtkWidget *key;
  GtkWidget *colours; /* GtkFlowBox */
  GtkWidget *line;
  GtkWidget *use_when;
  GtkWidget *avoid_when;
  GtkWidget *example;
  GtkWidget *counter_example;
  GtkWidget *attributes; /* GtkBox of rows */
  GtkWidget *merge_button;
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
  g_menu_append (menu, _("Import…"), "codebook.import");
  g_menu_append (menu, _("Start from a Codebook File…"), "codebook.start-from");
  g_menu_append (menu, _("Export…"), "codebook.export");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->file_button), G_MENU_MODEL (menu));
}

/* The tree ------------------------------------------------------------------------------------- */

/* The siblings of @label, it included, in order. (transfer container) */
static GPtrArray *
list_siblings (const ObCodebook *codebook, ObEntity parent)
{
  GPtrArray *siblings = g_ptr_array_new ();

  for (guint i = 0; i < codebook->labels->len; i++)
    if (((const ObLabel *) g_ptr_array_index (codebook->labels, i))->parent == parent)
      g_ptr_array_add (siblings, g_ptr_array_index (codebook->labels, i));

  return siblings;
}

static void
focus_row (ObCodebookDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move_label (ObCodebookDialog *self, ObEntity label, ObEntity parent, ObEntity before)
{
  const ObLabel *moved = ob_codebook_get (self->codebook, label);
  g_autofree char *step = g_strdup_printf (_("Move label %s"), moved ? moved->name : "");
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  self->label = label;
  if (finish_edit (self, edit, ob_edit_move_label (edit, label, parent, before, &error), &error))
    focus_row (self);
}

/* Alt with an arrow moves the label: among its siblings, below the one above, out of its parent. */
static gboolean
list_key_pressed_cb (ObCodebookDialog *self, GdkEventKey *event)
{
  const ObLabel *label = get_label (self);
  g_autoptr (GPtrArray) siblings = NULL;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint inwards = rtl ? GDK_KEY_Left : GDK_KEY_Right, outwards = rtl ? GDK_KEY_Right : GDK_KEY_Left;
  const ObLabel *above = NULL, *parent;
  guint place = 0;

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != GDK_MOD1_MASK || label == NULL
      || ob_project_is_read_only (self->project))
    return GDK_EVENT_PROPAGATE;

  parent = label->parent ? ob_codebook_get (self->codebook, label->parent) : NULL;
  siblings = list_siblings (self->codebook, label->parent);
  g_ptr_array_find (siblings, label, &place);
  if (place > 0)
    above = g_ptr_array_index (siblings, place - 1);

  if (event->keyval == GDK_KEY_Up && above != NULL)
    move_label (self, label->entity, label->parent, above->entity);
  else if (event->keyval == GDK_KEY_Down && place + 1 < siblings->len)
    move_label (self, label->entity, label->parent,
                place + 2 < siblings->len
                  ? ((ObLabel *) g_ptr_array_index (siblings, place + 2))->entity : 0);
  else if (event->keyval == inwards && above != NULL)
    move_label (self, label->entity, above->entity, 0);
  else if (event->keyval == outwards && parent != NULL)
    {
      g_autoptr (GPtrArray) aunts = list_siblings (self->codebook, parent->parent);
      guint at = 0;

      g_ptr_array_find (aunts, parent, &at);
      move_label (self, label->entity, parent->parent,
                  at + 1 < aunts->len ? ((ObLabel *) g_ptr_array_index (aunts, at + 1))->entity : 0);
    }
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static const GtkTargetEntry label_target
  = { (char *) "application/x-obelus-label", GTK_TARGET_SAME_APP, 0 };

static void
drag_got_cb (GtkWidget *row, GdkDragContext *context, GtkSelectionData *data, guint info, guint time,
             gpointer user_data)
{
  const gint64 *entity = g_object_get_data (G_OBJECT (row), "obelus-label");

  gtk_selection_data_set (data, gtk_selection_data_get_target (data), 8, (const guchar *) entity,
                          sizeof *entity);
}

/* Dropped on the upper third of a row: before it; else below it, as its last child. */
static void
drag_received_cb (GtkWidget *row, GdkDragContext *context, int x, int y, GtkSelectionData *data,
                  guint info, guint time, gpointer user_data)
{
  ObCodebookDialog *self = user_data;
  const gint64 *target = g_object_get_data (G_OBJECT (row), "obelus-label");
  const ObLabel *label = ob_codebook_get (self->codebook, *target);
  gboolean before = y < gtk_widget_get_allocated_height (row) / 3;
  gint64 moved;

  if (gtk_selection_data_get_length (data) != sizeof moved || label == NULL)
    {
      gtk_drag_finish (context, FALSE, FALSE, time);
      return;
    }

  memcpy (&moved, gtk_selection_data_get_data (data), sizeof moved);
  gtk_drag_finish (context, TRUE, FALSE, time);
  if (moved != label->entity)
    move_label (self, moved, before ? label->parent : label->entity, before ? label->entity : 0);
}

static void
make_movable (ObCodebookDialog *self, GtkWidget *row, GtkWidget *handle)
{
  if (ob_project_is_read_only (self->project))
    return;

  gtk_drag_source_set (handle, GDK_BUTTON1_MASK, &label_target, 1, GDK_ACTION_MOVE);
  g_signal_connect (handle, "drag-data-get", G_CALLBACK (drag_got_cb), NULL);
  gtk_drag_dest_set (row, GTK_DEST_DEFAULT_ALL, &label_target, 1, GDK_ACTION_MOVE);
  g_signal_connect (row, "drag-data-received", G_CALLBACK (drag_received_cb), self);
}

/* Attributes ----------------------------------------------------------------------------------- */

static void
attribute_clicked_cb (GtkWidget *button, ObCodebookDialog *self)
{
  ob_attribute_dialog_open (GTK_WINDOW (self), self->project, self->label,
                            g_object_get_data (G_OBJECT (button), "obelus-attribute"));
}

/* What annotations have of it is kept, and is there again when the attribute is. */
static void
attribute_removed_cb (GtkWidget *button, ObCodebookDialog *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "obelus-attribute");
  const ObLabel *label = get_label (self);
  g_autofree char *step = g_strdup_printf (_("Remove attribute %s of %s"), name, label->name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish_edit (self, edit,
               ob_edit_set_label_attribute (edit, self->label, name, NULL, &error), &error);
}

static void
attribute_raised_cb (GtkWidget *button, ObCodebookDialog *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "obelus-attribute");
  g_autofree char *step = g_strdup_printf (_("Move attribute %s"), name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  finish_edit (self, edit, ob_edit_move_attribute (edit, self->label, name, -1, &error), &error);
}

static GtkWidget *
add_attribute_button (ObCodebookDialog *self, GtkWidget *row, const char *icon, const char *name,
                      const ObAttribute *attribute, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon, GTK_ICON_SIZE_MENU);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (button, name);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  g_object_set_data_full (G_OBJECT (button), "obelus-attribute", g_strdup (attribute->name), g_free);
  g_signal_connect (button, "clicked", clicked_cb, self);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);

  return button;
}

/* Name, and in small what may be its value. */
static void
add_attribute_row (ObCodebookDialog *self, const ObAttribute *attribute, gboolean first)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = ob_describe_identifier (attribute->name);
  g_autofree char *definition = ob_attribute_describe (attribute);
  g_autofree char *up = g_strdup_printf (_("Move %s up"), title);
  g_autofree char *change = g_strdup_printf (_("Edit %s"), title);
  g_autofree char *away = g_strdup_printf (_("Remove %s"), title);
  GtkWidget *name = gtk_label_new (title), *details = gtk_label_new (definition);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (details, definition);
  gtk_style_context_add_class (gtk_widget_get_style_context (details), "obelus-small");
  gtk_container_add (GTK_CONTAINER (texts), name);
  gtk_container_add (GTK_CONTAINER (texts), details);
  gtk_box_pack_start (GTK_BOX (row), texts, TRUE, TRUE, 0);
  gtk_widget_set_sensitive (
    add_attribute_button (self, row, "go-up-symbolic", up, attribute,
                          G_CALLBACK (attribute_raised_cb)),
    !first);
  add_attribute_button (self, row, "document-edit-symbolic", change, attribute,
                        G_CALLBACK (attribute_clicked_cb));
  add_attribute_button (self, row, "list-remove-symbolic", away, attribute,
                        G_CALLBACK (attribute_removed_cb));
  gtk_container_add (GTK_CONTAINER (self->attributes), row);
}

static void
show_attributes (ObCodebookDialog *self, const ObLabel *label)
{
  GtkWidget *add = gtk_button_new_with_mnemonic (_("Add A_ttribute…"));

  gtk_container_foreach (GTK_CONTAINER (self->attributes), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < label->attributes->len; i++)
    add_attribute_row (self, g_ptr_array_index (label->attributes, i), i == 0);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect (add, "clicked", G_CALLBACK (attribute_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (self->attributes), add);
  gtk_widget_show_all (self->attributes);
}

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
  show_attributes (self, label);

  n = ob_project_count_annotations_with_label (self->project, self->label);
  usage = g_strdup_printf (ngettext ("%u annotation has this label.",
                                     "%u annotations have this label.", n),
                           n);
  gtk_label_set_text (GTK_LABEL (self->usage), usage);
  gtk_widget_set_sensitive (self->delete_button,
                            n == 0 && !ob_project_is_read_only (self->project));
  gtk_widget_set_sensitive (self->merge_button, self->codebook->labels->len > 1);
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
create_row (ObCodebookDialog *self, const ObLabel *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *handle = gtk_event_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (label->name);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_container_add (GTK_CONTAINER (box), ob_label_swatch_new (label));
  gtk_container_add (GTK_CONTAINER (box), name);
  g_object_set (box, "margin", 8, "margin-start", 8 + 12 * (int) label->depth, NULL);
  gtk_event_box_set_visible_window (GTK_EVENT_BOX (handle), FALSE);
  gtk_container_add (GTK_CONTAINER (handle), box);
  gtk_container_add (GTK_CONTAINER (row), handle);
  atk_object_set_name (gtk_widget_get_accessible (row), label->name);
  g_object_set_data_full (G_OBJECT (row),
                          "obelus-label",
                          g_memdup2 (&label->entity, sizeof label->entity),
                          g_free);
  g_object_set_data_full (G_OBJECT (handle),
                          "obelus-label",
                          g_memdup2 (&label->entity, sizeof label->entity),
                          g_free);
  make_movable (self, row, handle);
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
      GtkWidget *row = create_row (self, label);

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
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, counter_example);
  gtk_widget_class_bind_template_child (widget_class, ObCodebookDialog, merge_button);
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
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_clicked_cb);
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
}
