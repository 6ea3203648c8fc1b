#include "window/conflicts-dialog.h"

#include <glib/gi18n.h>

#include "store/edit.h"
#include "window/conflict-text.h"
#include "window/flat-list.h"
#include "window/report.h"

#define OB_TYPE_CONFLICTS_DIALOG (ob_conflicts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObConflictsDialog, ob_conflicts_dialog, OB, CONFLICTS_DIALOG, GtkDialog)

struct _ObConflictsDialog
{
  GtkDialog parent_instance;

  GtkWidget *stack; /* "conflicts" or "none" */
  GtkWidget *scroller;
  GtkWidget *subject;
  GtkWidget *field;
  GtkWidget *versions;
  GtkWidget *show_button;
  GtkWidget *list;
  GtkListStore *rows;

  ObWindow *window;     /* (unowned): the dialog is destroyed with it */
  ObProject *project;   /* (owned) */
  GPtrArray *conflicts; /* (owned) ObConflict, as in the list */
};

G_DEFINE_FINAL_TYPE (ObConflictsDialog, ob_conflicts_dialog, GTK_TYPE_DIALOG)

enum
{
  COLUMN_SUBJECT,
  COLUMN_FIELD,
};

static const ObConflict *
get_selected (ObConflictsDialog *self)
{
  int row = ob_flat_list_get_selected (self->list);

  return row >= 0 && (guint) row < self->conflicts->len ? g_ptr_array_index (self->conflicts, (guint) row) : NULL;
}

static void
decide (ObConflictsDialog *self, const ObConflict *conflict, const ObValue *value)
{
  g_autofree char *field = ob_conflict_text_field (conflict);
  /* Translators: a step in the history; the field that two people had changed: "Decide note". */
  g_autofree char *name = g_strdup_printf (_("Decide “%s”"), field);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, name);
  g_autoptr (GError) error = NULL;

  if (!ob_edit_decide (edit, conflict->entity, conflict->field, value, &error) || !ob_edit_commit (edit, &error))
    ob_report_error (GTK_WIDGET (self->window), error);
}

static void
version_clicked_cb (ObConflictsDialog *self, GtkWidget *button)
{
  const ObConflict *conflict = get_selected (self);
  g_autoptr (ObValue) value = ob_value_ref (g_object_get_data (G_OBJECT (button), "obelus-value"));

  if (conflict != NULL)
    decide (self, conflict, value);
}

/* @spoken: what the button does, with what. */
static GtkWidget *
create_button (ObConflictsDialog *self, const char *label, const char *spoken, ObValue *value)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  atk_object_set_name (gtk_widget_get_accessible (button), spoken);
  g_object_set_data_full (G_OBJECT (button), "obelus-value", ob_value_ref (value), (GDestroyNotify) ob_value_unref);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (version_clicked_cb), self);

  return button;
}

static GtkWidget *
create_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (class != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), class);

  return label;
}

/* One of the choices: the words, who wrote them, and the button that takes them. */
static void
add_choice (ObConflictsDialog *self, const char *words, const char *author, GtkWidget *button)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *value = create_label (words, NULL);

  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_can_focus (value, FALSE);
  gtk_container_add (GTK_CONTAINER (texts), value);
  gtk_container_add (GTK_CONTAINER (texts), create_label (author, "obelus-small"));
  gtk_box_pack_start (GTK_BOX (row), texts, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (row), button, FALSE, FALSE, 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (row), "obelus-choice");
  gtk_widget_show_all (row);
  gtk_container_add (GTK_CONTAINER (self->versions), row);
}

static void
add_version (ObConflictsDialog *self, const ObConflict *conflict, guint i)
{
  const ObVersion *version = g_ptr_array_index (conflict->versions, i);
  g_autofree char *value = ob_conflict_text_value (self->project, conflict, version);
  g_autofree char *written = ob_conflict_text_author (version);
  /* Translators: after who wrote a value when: it is the one that is in force. */
  g_autofree char *author = i == 0 ? g_strdup_printf (_("%s – shown now"), written) : g_strdup (written);
  g_autofree char *spoken = g_strdup_printf (_("Keep %s"), value);

  add_choice (self, value, author, create_button (self, _("Keep This"), spoken, version->value));
}

static void
add_deletion (ObConflictsDialog *self, const ObConflict *conflict)
{
  const ObVersion *version = g_ptr_array_index (conflict->versions, 0);
  g_autofree char *written = ob_conflict_text_author (version);
  g_autofree char *deleted = g_strdup_printf (_("Deleted by %s"), written);
  g_autoptr (ObValue) keep = ob_value_new_integer (0);
  g_autoptr (ObValue) delete = ob_value_new_integer (1);

  add_choice (self, _("Changed by somebody else"), _("It is shown now"),
              create_button (self, _("Keep"), _("Keep it"), keep));
  add_choice (self, deleted, _("Without knowing of the change"),
              create_button (self, _("Delete"), _("Delete it"), delete));
}

static void
show_selected (ObConflictsDialog *self)
{
  const ObConflict *conflict = get_selected (self);
  g_autofree char *subject = NULL;
  g_autofree char *field = NULL;

  gtk_container_foreach (GTK_CONTAINER (self->versions), (GtkCallback) gtk_widget_destroy, NULL);
  if (conflict == NULL)
    return;

  subject = ob_conflict_text_subject (conflict);
  field = ob_conflict_text_field (conflict);
  gtk_label_set_text (GTK_LABEL (self->subject), subject);
  gtk_label_set_text (GTK_LABEL (self->field), field);
  gtk_widget_set_visible (self->show_button, conflict->kind == OB_KIND_ANNOTATION);
  if (ob_conflict_text_is_deletion (conflict))
    add_deletion (self, conflict);
  else
    for (guint i = 0; i < conflict->versions->len; i++)
      add_version (self, conflict, i);
}

/* After a decision the next conflict is where the decided one was. */
static void
fill (ObConflictsDialog *self)
{
  int row = MAX (ob_flat_list_get_selected (self->list), 0);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_list = focus == NULL || focus == self->list;

  gtk_list_store_clear (self->rows);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->conflicts = ob_project_list_conflicts (self->project);
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const ObConflict *conflict = g_ptr_array_index (self->conflicts, i);
      g_autofree char *subject = ob_conflict_text_subject (conflict);
      g_autofree char *field = ob_conflict_text_field (conflict);

      gtk_list_store_insert_with_values (self->rows, NULL, -1, COLUMN_SUBJECT, subject, COLUMN_FIELD, field, -1);
    }

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->conflicts->len > 0 ? "conflicts" : "none");
  if (self->conflicts->len == 0)
    return;
  ob_flat_list_select (self->list, MIN (row, (int) self->conflicts->len - 1));
  show_selected (self);
  if (!in_list)
    gtk_widget_child_focus (self->versions, GTK_DIR_TAB_FORWARD);
}

static void
show_clicked_cb (ObConflictsDialog *self)
{
  const ObConflict *conflict = get_selected (self);
  ObWorkspace *workspace = ob_window_get_workspace (self->window);
  g_autoptr (ObAnnotation) annotation
    = conflict ? ob_project_get_annotation (self->project, conflict->entity) : NULL;

  if (annotation == NULL)
    return;
  ob_workspace_show_article (workspace, annotation->article);
  ob_article_view_set_current (ob_workspace_get_view (workspace), annotation->entity, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (ob_workspace_get_view (workspace)));
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
create_list (ObConflictsDialog *self)
{
  GtkCellRenderer *cells[] = { gtk_cell_renderer_text_new (), gtk_cell_renderer_text_new () };
  GtkTreeViewColumn *column;

  self->list = ob_flat_list_new (_("Conflicts"));
  column = ob_flat_list_add_column (self->list);
  gtk_cell_area_box_set_spacing (GTK_CELL_AREA_BOX (gtk_cell_layout_get_area (GTK_CELL_LAYOUT (column))), 6);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_object_set (cells[i], "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 6, "ypad", 6, NULL);
      gtk_tree_view_column_pack_start (column, cells[i], i == 0);
      gtk_tree_view_column_add_attribute (column, cells[i], "text", (int) i);
    }
  /* The list measures one row for all. */
  g_object_set (cells[1], "width-chars", 12, "xalign", 1.0, "scale", 0.85, NULL);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->rows));
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
  g_signal_connect_object (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)), "changed",
                           G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
}

static void
ob_conflicts_dialog_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_conflicts_dialog_dispose (GObject *object)
{
  ObConflictsDialog *self = OB_CONFLICTS_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->conflicts = g_ptr_array_new ();

  G_OBJECT_CLASS (ob_conflicts_dialog_parent_class)->dispose (object);
}

static void
ob_conflicts_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (OB_CONFLICTS_DIALOG (object)->conflicts);

  G_OBJECT_CLASS (ob_conflicts_dialog_parent_class)->finalize (object);
}

static void
ob_conflicts_dialog_class_init (ObConflictsDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_conflicts_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_conflicts_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_conflicts_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/conflicts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, field);
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, versions);
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, show_button);
  gtk_widget_class_bind_template_child (widget_class, ObConflictsDialog, rows);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
ob_conflicts_dialog_init (ObConflictsDialog *self)
{
  self->conflicts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  create_list (self);
}

void
ob_conflicts_dialog_open (ObWindow *window)
{
  ObConflictsDialog *self = g_object_new (OB_TYPE_CONFLICTS_DIALOG,
                                          "use-header-bar", TRUE,
                                          "transient-for", window,
                                          "destroy-with-parent", TRUE,
                                          NULL);

  ob_workspace_flush (ob_window_get_workspace (window));
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  g_signal_connect_object (self->project, "history-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
  if (self->conflicts->len > 0)
    gtk_widget_grab_focus (self->list);
}
