#include "window/label-split-dialog.h"

#include "window/choice-box.h"
#include "window/describe.h"
#include "window/flat-list.h"
#include "window/label-split-model.h"

#include <glib/gi18n.h>
#include <string.h>

#define OB_TYPE_LABEL_SPLIT_DIALOG (ob_label_split_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObLabelSplitDialog, ob_label_split_dialog, OB, LABEL_SPLIT_DIALOG, GtkDialog)

struct _ObLabelSplitDialog
{
  GtkDialog parent_instance;

  GtkWidget *content;
  GtkWidget *heading;
  GtkWidget *parts; /* GtkGrid: a row for each part */
  GtkWidget *add_button;
  GtkWidget *attribute;
  GtkWidget *query;
  GtkWidget *target;
  GtkWidget *scroller;
  GtkWidget *done;    /* GtkLabel: what was sorted */
  GtkWidget *problem; /* GtkLabel */
  GtkWidget *split_button;
  GtkWidget *list;
  GtkWidget *names[OB_LABEL_PARTS_MAX];  /* GtkEntry; the first NULL */
  GtkWidget *counts[OB_LABEL_PARTS_MAX]; /* GtkLabel */

  ObProject *project;        /* (owned) */
  ObLabelSplitModel *model;  /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the dialog goes */
  gboolean updating;         /* the controls change, but not by the user */
};

G_DEFINE_FINAL_TYPE (ObLabelSplitDialog, ob_label_split_dialog, GTK_TYPE_DIALOG)

static void
say (ObLabelSplitDialog *self, const char *done, const char *problem)
{
  gtk_label_set_text (GTK_LABEL (self->done), done != NULL ? done : "");
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->done, done != NULL);
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/* The parts ------------------------------------------------------------------------------------ */

static void
show_counts (ObLabelSplitDialog *self)
{
  const ObLabelParts *parts = ob_label_split_model_get_parts (self->model);
  guint n_going = parts->annotations->len - ob_label_parts_count (parts, 0);

  for (guint i = 0; i < parts->names->len; i++)
    {
      guint n = ob_label_parts_count (parts, i);
      g_autofree char *text = g_strdup_printf (ngettext ("%u annotation", "%u annotations", n), n);

      gtk_label_set_text (GTK_LABEL (self->counts[i]), text);
    }
  gtk_widget_set_sensitive (self->split_button, n_going > 0);
  gtk_widget_set_sensitive (self->add_button, parts->names->len < OB_LABEL_PARTS_MAX);
}

static void
name_changed_cb (ObLabelSplitDialog *self, GtkWidget *entry)
{
  guint part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "obelus-part"));

  if (self->updating)
    return;

  ob_label_split_model_name_part (self->model, part, gtk_entry_get_text (GTK_ENTRY (entry)));
  gtk_widget_queue_draw (self->list);
}

static GtkWidget *
create_key (guint part)
{
  g_autofree char *text = g_strdup_printf ("%u", part + 1);
  GtkWidget *key = gtk_label_new (text);

  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_style_context_add_class (gtk_widget_get_style_context (key), "obelus-key");

  return key;
}

static GtkWidget *
create_name (ObLabelSplitDialog *self, guint part, const char *text)
{
  g_autofree char *spoken = g_strdup_printf (_("Name of new label %u"), part + 1);
  GtkWidget *name;

  if (part == 0)
    {
      name = gtk_label_new (text);
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (name, text);
      return name;
    }

  name = gtk_entry_new ();
  gtk_entry_set_text (GTK_ENTRY (name), text);
  gtk_entry_set_placeholder_text (GTK_ENTRY (name), _("Name of the new label"));
  atk_object_set_name (gtk_widget_get_accessible (name), spoken);
  g_object_set_data (G_OBJECT (name), "obelus-part", GUINT_TO_POINTER (part));
  g_signal_connect_swapped (name, "changed", G_CALLBACK (name_changed_cb), self);
  self->names[part] = name;

  return name;
}

static void
create_part (ObLabelSplitDialog *self, guint part)
{
  const ObLabelParts *parts = ob_label_split_model_get_parts (self->model);
  GtkWidget *name = create_name (self, part, parts->names->pdata[part]);

  self->counts[part] = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->counts[part]), 1);
  gtk_style_context_add_class (gtk_widget_get_style_context (self->counts[part]), GTK_STYLE_CLASS_DIM_LABEL);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_grid_attach (GTK_GRID (self->parts), create_key (part), 0, (int) part, 1, 1);
  gtk_grid_attach (GTK_GRID (self->parts), name, 1, (int) part, 1, 1);
  gtk_grid_attach (GTK_GRID (self->parts), self->counts[part], 2, (int) part, 1, 1);
}

/* "2", "3", ...: where a query's findings go; what stays may be meant, too. */
static void
show_targets (ObLabelSplitDialog *self, guint n_parts)
{
  int active = gtk_combo_box_get_active (GTK_COMBO_BOX (self->target));

  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->target));
  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->target), number);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->target),
                            active >= 0 && active < (int) n_parts ? active : (int) MIN (1, n_parts - 1));
}

static void
show_parts (ObLabelSplitDialog *self)
{
  const ObLabelParts *parts = ob_label_split_model_get_parts (self->model);

  self->updating = TRUE;
  gtk_container_foreach (GTK_CONTAINER (self->parts), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < parts->names->len; i++)
    create_part (self, i);
  gtk_widget_show_all (self->parts);
  show_targets (self, parts->names->len);
  self->updating = FALSE;
  show_counts (self);
}

static void
add_clicked_cb (ObLabelSplitDialog *self)
{
  guint part = ob_label_split_model_add_part (self->model);

  if (part == 0)
    return;
  show_parts (self);
  gtk_widget_grab_focus (self->names[part]);
}

/* The list ------------------------------------------------------------------------------------- */

/* The next row that is not chosen, for going through the list by digits. */
static void
go_on (ObLabelSplitDialog *self, guint row)
{
  if (row + 1 < ob_label_split_model_get_parts (self->model)->annotations->len)
    ob_flat_list_select (self->list, (int) row + 1);
}

static gboolean
move_chosen (ObLabelSplitDialog *self, guint part)
{
  g_autoptr (GArray) rows = ob_flat_list_list_selected (self->list);
  const ObLabelParts *parts = ob_label_split_model_get_parts (self->model);
  g_autofree char *problem = NULL;

  if (rows->len == 0)
    return GDK_EVENT_PROPAGATE;
  if (part >= parts->names->len)
    {
      problem = g_strdup_printf (_("There is no label %u yet: add it above."), part + 1);
      say (self, NULL, problem);
      return GDK_EVENT_STOP;
    }

  say (self, NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    ob_label_split_model_move (self->model, g_array_index (rows, guint, i), part);
  show_counts (self);
  if (rows->len == 1)
    go_on (self, g_array_index (rows, guint, 0));

  return GDK_EVENT_STOP;
}

static gboolean
list_key_pressed_cb (ObLabelSplitDialog *self, GdkEventKey *event)
{
  gunichar character = gdk_keyval_to_unicode (event->keyval);

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != 0 || character < '1' || character > '9')
    return GDK_EVENT_PROPAGATE;

  return move_chosen (self, character - '1');
}

static void
render_part_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
                gpointer user_data)
{
  g_autofree char *part = NULL;

  gtk_tree_model_get (model, iter, OB_LABEL_SPLIT_COLUMN_PART, &part, -1);
  g_object_set (cell, "text", part, "weight",
                part != NULL && *part == '1' ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD, NULL);
}

static void
render_text_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
                gpointer user_data)
{
  g_autofree char *quote = NULL, *details = NULL, *markup = NULL;

  gtk_tree_model_get (model, iter, OB_LABEL_SPLIT_COLUMN_QUOTE, &quote, OB_LABEL_SPLIT_COLUMN_DETAILS,
                      &details, -1);
  markup = g_markup_printf_escaped ("%s\n<span size='small' alpha='70%%'>%s</span>", quote ? quote : "",
                                    details ? details : "");
  g_object_set (cell, "markup", markup, NULL);
}

static void
create_list (ObLabelSplitDialog *self)
{
  GtkCellRenderer *part = gtk_cell_renderer_text_new (), *text = gtk_cell_renderer_text_new ();
  GtkTreeViewColumn *column;

  self->list = ob_flat_list_new (_("Annotations of the label"));
  column = ob_flat_list_add_column (self->list);
  g_object_set (part, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 18, "xpad", 8, NULL);
  g_object_set (text, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 2, "ypad", 3, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (column), part, FALSE);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (column), text, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, part, render_part_cb, NULL, NULL);
  gtk_tree_view_column_set_cell_data_func (column, text, render_text_cb, NULL, NULL);
  gtk_tree_selection_set_mode (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)),
                               GTK_SELECTION_MULTIPLE);
  g_signal_connect_swapped (self->list, "key-press-event", G_CALLBACK (list_key_pressed_cb), self);
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
}

/* Sorting in a worker -------------------------------------------------------------------------- */

typedef struct
{
  ObProject *project;  /* (owned) */
  ObLabelParts *parts; /* (owned) (nullable): a copy that the worker sorts */
  char *attribute;     /* (owned) (nullable) */
  char *query;         /* (owned) (nullable) */
  guint part;
  int n_found;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_clear_pointer (&job->parts, ob_label_parts_free);
  g_free (job->attribute);
  g_free (job->query);
  g_free (job);
}

static void
sort_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gboolean done;

  if (job->attribute != NULL)
    done = ob_label_parts_by_value (job->parts, job->project, job->attribute, &error);
  else
    {
      job->n_found = ob_label_parts_by_query (job->parts, job->project, job->query, job->part, cancellable,
                                              &error);
      done = job->n_found >= 0;
    }

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObLabelSplitDialog) self = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      gtk_widget_set_sensitive (self->content, TRUE);
      say (self, NULL, error->message);
      gtk_widget_grab_focus (job->query != NULL ? self->query : self->attribute);
      return;
    }

  gtk_widget_set_sensitive (self->content, TRUE);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), NULL);
  ob_label_split_model_set_parts (self->model, g_steal_pointer (&job->parts));
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  if (job->query != NULL)
    done = g_strdup_printf (ngettext ("%u annotation found and moved to %u.",
                                      "%u annotations found and moved to %u.", (guint) job->n_found),
                            (guint) job->n_found, job->part + 1);
  show_parts (self);
  say (self, done, NULL);
  gtk_widget_grab_focus (job->query != NULL ? self->query : self->list);
}

/* @job: (transfer full) */
static void
sort (ObLabelSplitDialog *self, Job *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, sorted_cb, g_object_ref (self));

  job->project = g_object_ref (self->project);
  job->parts = ob_label_parts_copy (ob_label_split_model_get_parts (self->model));
  g_task_set_source_tag (task, sort);
  g_task_set_task_data (task, job, job_free);
  gtk_widget_set_sensitive (self->content, FALSE);
  g_task_run_in_thread (task, sort_thread);
}

static void
attribute_changed_cb (ObLabelSplitDialog *self)
{
  const char *attribute = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->attribute));
  Job *job;

  if (self->updating || attribute == NULL || *attribute == '\0')
    return;
  job = g_new0 (Job, 1);
  job->attribute = g_strdup (attribute);
  sort (self, job);
}

static void
query_entered_cb (ObLabelSplitDialog *self)
{
  const char *query = gtk_entry_get_text (GTK_ENTRY (self->query));
  int part = gtk_combo_box_get_active (GTK_COMBO_BOX (self->target));
  Job *job;

  if (*query == '\0' || part < 0)
    return;
  job = g_new0 (Job, 1);
  job->query = g_strdup (query);
  job->part = (guint) part;
  sort (self, job);
}

/* The dialog ----------------------------------------------------------------------------------- */

static void
ob_label_split_dialog_response (GtkDialog *dialog, int response)
{
  ObLabelSplitDialog *self = OB_LABEL_SPLIT_DIALOG (dialog);
  const ObLabelParts *parts = ob_label_split_model_get_parts (self->model);
  g_autofree char *step = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      step = g_strdup_printf (_("Split label %s"), (char *) parts->names->pdata[0]);
      edit = ob_edit_new (self->project, step);
      if (!ob_edit_split_into_parts (edit, self->project, parts, &error) || !ob_edit_commit (edit, &error))
        {
          say (self, NULL, error->message);
          return;
        }
    }
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
ob_label_split_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (OB_LABEL_SPLIT_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (ob_label_split_dialog_parent_class)->dispose (object);
}

static void
ob_label_split_dialog_finalize (GObject *object)
{
  ObLabelSplitDialog *self = OB_LABEL_SPLIT_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->model);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (ob_label_split_dialog_parent_class)->finalize (object);
}

static void
ob_label_split_dialog_class_init (ObLabelSplitDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_label_split_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_label_split_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_label_split_dialog_response;
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/label-split-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, content);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, parts);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, attribute);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, query);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, target);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, done);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, ObLabelSplitDialog, split_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, attribute_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_entered_cb);
}

static void
ob_label_split_dialog_init (ObLabelSplitDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  create_list (self);
}

static void
fill_attributes (ObLabelSplitDialog *self, ObEntity label)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (self->project);
  const ObLabel *found = ob_codebook_get (codebook, label);

  self->updating = TRUE;
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->attribute), "", _("Choose an attribute"));
  for (guint i = 0; found != NULL && i < found->attributes->len; i++)
    {
      const ObAttribute *attribute = g_ptr_array_index (found->attributes, i);
      g_autofree char *title = ob_describe_identifier (attribute->name);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->attribute), attribute->name, title);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->attribute), 0);
  self->updating = FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_label_split_dialog_open (GtkWindow *parent, ObProject *project, ObEntity label)
{
  ObLabelSplitDialog *self = g_object_new (OB_TYPE_LABEL_SPLIT_DIALOG,
                                           "use-header-bar", TRUE,
                                           "transient-for", parent,
                                           "destroy-with-parent", TRUE,
                                           NULL);
  ObLabelParts *parts = ob_label_parts_new (project, label);
  guint n = parts->annotations->len;
  g_autofree char *heading
    = g_strdup_printf (ngettext ("%u annotation of “%s”: stays, or gets a new label",
                                 "%u annotations of “%s”: each stays, or gets a new label", n),
                       n, (char *) parts->names->pdata[0]);

  ob_label_parts_add (parts, "");
  self->project = g_object_ref (project);
  self->model = ob_label_split_model_new (project, parts);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  fill_attributes (self, label);
  show_parts (self);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  ob_flat_list_select (self->list, n > 0 ? 0 : -1);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->names[1]);
}
