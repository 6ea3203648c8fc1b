#include "window/history-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/timeline.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/earlier-job.h"
#include "window/flat-list.h"
#include "window/report.h"

/* Steps that are shown at first, and more for each time that older ones are asked for. */
#define PAGE 500
/* Changes that are looked at while nothing else is to be done. */
#define A_WHILE 60
#define PULSE_MS 100

#define OB_TYPE_HISTORY_WINDOW (ob_history_window_get_type ())
G_DECLARE_FINAL_TYPE (ObHistoryWindow, ob_history_window, OB, HISTORY_WINDOW, GtkDialog)

struct _ObHistoryWindow
{
  GtkDialog parent_instance;

  GtkWidget *stack; /* "changes" or "checkpoints" */
  GtkWidget *filters;
  GtkWidget *scroller;
  GtkWidget *status;
  GtkWidget *more_button;
  GtkWidget *naming;
  GtkWidget *name_entry;
  GtkWidget *add_button;
  GtkWidget *rename_button;
  GtkWidget *delete_button;
  GtkWidget *checkpoint_scroller;
  GtkWidget *no_checkpoints;
  GtkWidget *progress;
  GtkWidget *look_button;
  GtkWidget *restore_button;
  GtkListStore *rows;
  GtkListStore *checkpoint_rows;
  GtkWidget *list;
  GtkWidget *checkpoint_list;
  GtkWidget *person_box;
  GtkWidget *kind_box;
  GtkWidget *subject_box;
  GtkWidget *since_entry;
  GtkWidget *until_entry;

  ObWindow *window;       /* (unowned): the dialog is destroyed with it */
  ObProject *project;     /* (owned) */
  GPtrArray *people;      /* (owned) ObAnnotator, as in the box after its first row */
  GPtrArray *steps;       /* (owned) ObTimelineStep, as in the list */
  GPtrArray *checkpoints; /* (owned) ObCheckpoint, as in the list, the latest first */
  ObEntity article;       /* of the window, and the annotation there; 0 for none */
  ObEntity annotation;
  ObTimelineFilter filter;
  gint64 before; /* where to read on; -1 at the beginning of the log */
  guint wanted;  /* steps */
  guint read_source;
  guint pulse_source;
  GCancellable *cancellable; /* (owned) cancelled when the dialog goes */
  ObMoment moment;           /* that is being read */
  gboolean restoring;        /* it is to be restored, not shown */
};

G_DEFINE_FINAL_TYPE (ObHistoryWindow, ob_history_window, GTK_TYPE_DIALOG)

static const ObKind kinds[] = {
  OB_KIND_NONE,    OB_KIND_ANNOTATION, OB_KIND_LINK,    OB_KIND_ARTICLE,   OB_KIND_LABEL,
  OB_KIND_SPEAKER, OB_KIND_DISPUTE,    OB_KIND_COMMENT, OB_KIND_ANNOTATOR,
};
static const char *const kind_titles[] = {
  N_("Everything"), N_("Annotations"), N_("Links"),    N_("Articles"),   N_("Labels"),
  N_("Speakers"),   N_("Disputes"),    N_("Comments"), N_("Annotators"),
};

static gboolean
shows_changes (ObHistoryWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "changes") == 0;
}

/* What the buttons are about; FALSE when nothing is selected. */
static gboolean
get_moment (ObHistoryWindow *self, ObMoment *moment)
{
  gboolean changes = shows_changes (self);
  int row = ob_flat_list_get_selected (changes ? self->list : self->checkpoint_list);

  *moment = (ObMoment) { 0 };
  if (row < 0 || (guint) row >= (changes ? self->steps->len : self->checkpoints->len))
    return FALSE;
  if (changes)
    {
      moment->type = OB_MOMENT_CHANGE;
      moment->n = ((ObTimelineStep *) self->steps->pdata[row])->last;
    }
  else
    {
      moment->type = OB_MOMENT_CHECKPOINT;
      moment->checkpoint = ((ObCheckpoint *) self->checkpoints->pdata[row])->entity;
    }
  return TRUE;
}

static void
update_buttons (ObHistoryWindow *self)
{
  ObMoment moment;
  gboolean chosen = get_moment (self, &moment), busy = self->pulse_source != 0;
  gboolean writable = !ob_project_is_read_only (self->project);
  gboolean named = *gtk_entry_get_text (GTK_ENTRY (self->name_entry)) != '\0';

  gtk_widget_set_sensitive (self->look_button, chosen && !busy);
  gtk_widget_set_sensitive (self->restore_button, chosen && !busy && writable);
  gtk_widget_set_visible (self->naming, writable);
  gtk_widget_set_sensitive (self->add_button, named);
  gtk_widget_set_sensitive (self->rename_button, named && chosen && !shows_changes (self));
  gtk_widget_set_sensitive (self->delete_button, chosen && !shows_changes (self));
}

/* Reading -------------------------------------------------------------------------------------- */

static void
add_step (ObHistoryWindow *self, ObTimelineStep *step)
{
  g_autofree char *when = step->wall > 0 ? ob_describe_time (step->wall) : g_strdup ("");
  g_autofree char *name = step->undoes   ? g_strdup_printf (_("Undo “%s”"), step->name)
                          : step->redoes ? g_strdup_printf (_("Redo “%s”"), step->name)
                                         : g_strdup (step->name);
  g_autofree char *subject = g_strdelimit (g_strdup (step->subject), "\n\t", ' ');
  g_autofree char *head = g_utf8_substring (subject, 0, MIN (g_utf8_strlen (subject, -1), 80));
  gboolean told = *head == '\0' || strstr (name, head) != NULL;
  g_autofree char *what = told ? g_strdup (name) : g_strdup_printf ("%s: %s", name, head);

  g_ptr_array_add (self->steps, step);
  gtk_list_store_insert_with_values (self->rows, NULL, -1, 0, what, 1,
                                     *step->author != '\0' ? step->author : step->wall > 0 ? _("Somebody") : "", 2, when, -1);
}

static void
show_status (ObHistoryWindow *self)
{
  g_autofree char *text = NULL;

  if (self->read_source != 0)
    text = g_strdup (_("Reading the history…"));
  else if (self->steps->len == 0)
    text = g_strdup (_("Nothing in the history is like that."));
  else if (self->before > 0)
    text = g_strdup_printf (ngettext ("The latest %u step", "The latest %u steps", self->steps->len),
                            self->steps->len);
  else
    text = g_strdup_printf (ngettext ("%u step", "%u steps", self->steps->len), self->steps->len);
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_widget_set_visible (self->more_button, self->read_source == 0 && self->before > 0);
}

static gboolean
read_cb (gpointer user_data)
{
  ObHistoryWindow *self = user_data;
  g_autoptr (GPtrArray) steps
      = ob_project_read_timeline (self->project, &self->filter, &self->before, A_WHILE);
  gboolean first = self->steps->len == 0;

  g_ptr_array_set_free_func (steps, NULL);
  for (guint i = 0; i < steps->len; i++)
    add_step (self, steps->pdata[i]);
  if (first && self->steps->len > 0)
    ob_flat_list_select (self->list, 0);
  if (self->before > 0 && self->steps->len < self->wanted)
    return G_SOURCE_CONTINUE;

  self->read_source = 0;
  show_status (self);
  return G_SOURCE_REMOVE;
}

static void
read_on (ObHistoryWindow *self)
{
  self->wanted = self->steps->len + PAGE;
  if (self->read_source == 0)
    self->read_source = g_idle_add (read_cb, self);
  show_status (self);
}

static void
read_anew (ObHistoryWindow *self)
{
  gtk_list_store_clear (self->rows);
  g_ptr_array_set_size (self->steps, 0);
  self->before = 0;
  read_on (self);
}

/* The text of a date entry as a moment; an entry that is no date is marked, and means nothing. */
static gint64
read_date (ObHistoryWindow *self, GtkWidget *entry, gboolean beginning)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (entry))));
  ObMoment moment = { 0 };
  gboolean valid = *text == '\0'
                   || (ob_moment_parse (self->project, text, &moment, NULL)
                       && moment.type == OB_MOMENT_TIME);
  GtkStyleContext *style = gtk_widget_get_style_context (entry);

  if (valid)
    gtk_style_context_remove_class (style, "error");
  else
    gtk_style_context_add_class (style, "error");
  if (!valid || *text == '\0')
    return 0;
  return beginning ? moment.wall - G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC : moment.wall;
}

static void
filter_changed_cb (ObHistoryWindow *self)
{
  int person = gtk_combo_box_get_active (GTK_COMBO_BOX (self->person_box));
  int kind = gtk_combo_box_get_active (GTK_COMBO_BOX (self->kind_box));
  int subject = gtk_combo_box_get_active (GTK_COMBO_BOX (self->subject_box));

  self->filter.author = person > 0 ? ((ObAnnotator *) self->people->pdata[person - 1])->entity : 0;
  self->filter.kind = kinds[MAX (kind, 0)];
  self->filter.of = subject == 1 ? self->article : subject == 2 ? self->annotation : 0;
  self->filter.since = read_date (self, self->since_entry, TRUE);
  self->filter.until = read_date (self, self->until_entry, FALSE);
  read_anew (self);
}

static void
more_clicked_cb (ObHistoryWindow *self)
{
  read_on (self);
}

/* Checkpoints ---------------------------------------------------------------------------------- */

static void
fill_checkpoints (ObHistoryWindow *self)
{
  gtk_list_store_clear (self->checkpoint_rows);
  g_clear_pointer (&self->checkpoints, g_ptr_array_unref);
  self->checkpoints = ob_project_list_checkpoints (self->project);
  for (guint i = 0; i < self->checkpoints->len; i++)
    {
      const ObCheckpoint *checkpoint = self->checkpoints->pdata[i];
      g_autofree char *who = ob_project_dup_label_of (self->project, checkpoint->annotator);
      g_autofree char *when = ob_describe_time (checkpoint->created);
      /* Translators: who named a state, and when: "Anna, 10:42". */
      g_autofree char *by = g_strdup_printf (_("%s, %s"), who != NULL ? who : _("Somebody"), when);

      gtk_list_store_insert_with_values (self->checkpoint_rows, NULL, -1, 0, checkpoint->name, 1, by, -1);
    }
  gtk_widget_set_visible (self->checkpoint_scroller, self->checkpoints->len > 0);
  gtk_widget_set_visible (self->no_checkpoints, self->checkpoints->len == 0);
  update_buttons (self);
}

static void
history_changed_cb (ObHistoryWindow *self)
{
  read_anew (self);
  fill_checkpoints (self);
}

/* Commits what a verb returned, or says what went wrong. */
static void
finish (ObHistoryWindow *self, ObEdit *edit, gboolean valid, GError **error)
{
  if (!valid || !ob_edit_commit (edit, error))
    ob_report_error (GTK_WIDGET (self->window), *error);
  else
    gtk_entry_set_text (GTK_ENTRY (self->name_entry), "");
}

static void
add_clicked_cb (ObHistoryWindow *self)
{
  const char *name = gtk_entry_get_text (GTK_ENTRY (self->name_entry));
  g_autofree char *step = g_strdup_printf (_("Checkpoint “%s”"), name);
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, step);
  g_autoptr (GError) error = NULL;

  if (*name != '\0')
    finish (self, edit, ob_edit_add_checkpoint (edit, name, &error) != 0, &error);
}

static void
rename_clicked_cb (ObHistoryWindow *self)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Rename checkpoint"));
  g_autoptr (GError) error = NULL;
  ObMoment moment;

  if (get_moment (self, &moment) && moment.checkpoint != 0)
    finish (self, edit,
            ob_edit_set_text (edit, moment.checkpoint, "name",
                              gtk_entry_get_text (GTK_ENTRY (self->name_entry)), &error),
            &error);
}

static void
delete_clicked_cb (ObHistoryWindow *self)
{
  g_autoptr (ObEdit) edit = ob_edit_new (self->project, _("Delete checkpoint"));
  g_autoptr (GError) error = NULL;
  ObMoment moment;

  if (get_moment (self, &moment) && moment.checkpoint != 0)
    finish (self, edit, ob_edit_delete (edit, moment.checkpoint, &error), &error);
}

static void
name_changed_cb (ObHistoryWindow *self)
{
  update_buttons (self);
}

/* Going back ----------------------------------------------------------------------------------- */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (((ObHistoryWindow *) user_data)->progress));

  return G_SOURCE_CONTINUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) earlier = ob_earlier_job_finish_look (result, &error);

  /* Cancelled when the dialog has gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_widget_hide (self->progress);
  update_buttons (self);
  if (earlier == NULL)
    ob_report_error (GTK_WIDGET (self->window), error);
  else if (self->restoring)
    ob_earlier_job_restore_in (self->window, earlier, &self->moment, 0);
  else
    ob_earlier_job_present (self->window, earlier, &self->moment);
}

static void
go_back (ObHistoryWindow *self, gboolean restoring)
{
  if (self->pulse_source != 0 || !get_moment (self, &self->moment))
    return;

  self->restoring = restoring;
  gtk_widget_show (self->progress);
  self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
  update_buttons (self);
  ob_earlier_job_look (self->project, &self->moment, self->cancellable, looked_cb, g_object_ref (self));
}

static void
look_clicked_cb (ObHistoryWindow *self)
{
  go_back (self, FALSE);
}

static void
restore_clicked_cb (ObHistoryWindow *self)
{
  go_back (self, TRUE);
}

/* Making --------------------------------------------------------------------------------------- */

static GtkWidget *
add_box (ObHistoryWindow *self, const char *name)
{
  GtkWidget *box = ob_choice_box_new ();

  atk_object_set_name (gtk_widget_get_accessible (box), name);
  gtk_widget_show (box);
  gtk_container_add (GTK_CONTAINER (self->filters), box);
  gtk_widget_set_can_focus (gtk_widget_get_parent (box), FALSE);
  return box;
}

static GtkWidget *
add_entry (ObHistoryWindow *self, const char *name, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_width_chars (GTK_ENTRY (entry), 14);
  atk_object_set_name (gtk_widget_get_accessible (entry), name);
  gtk_widget_show (entry);
  gtk_container_add (GTK_CONTAINER (self->filters), entry);
  gtk_widget_set_can_focus (gtk_widget_get_parent (entry), FALSE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (filter_changed_cb), self);
  return entry;
}

static void
fill_filters (ObHistoryWindow *self)
{
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->person_box), _("Everybody"));
  for (guint i = 0; i < self->people->len; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->person_box),
                                    ((ObAnnotator *) self->people->pdata[i])->name);
  for (guint i = 0; i < G_N_ELEMENTS (kind_titles); i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->kind_box), _(kind_titles[i]));
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->subject_box), _("Whole project"));
  if (self->article != 0)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->subject_box), _("This article"));
  if (self->annotation != 0)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->subject_box), _("This annotation"));
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->person_box), 0);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->kind_box), 0);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->subject_box), 0);
  g_signal_connect_swapped (self->person_box, "changed", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->kind_box, "changed", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->subject_box, "changed", G_CALLBACK (filter_changed_cb), self);
}

/* A list whose first column takes what room there is. */
static GtkWidget *
create_list (ObHistoryWindow *self, const char *name, GtkListStore *rows, guint n_cells, GtkWidget *parent)
{
  static const int widths[] = { -1, 14, 14 };
  GtkWidget *list = ob_flat_list_new (name);
  GtkTreeViewColumn *column = ob_flat_list_add_column (list);

  for (guint i = 0; i < n_cells; i++)
    {
      GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

      g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 6, "ypad", 5, NULL);
      if (i > 0)
        g_object_set (cell, "width-chars", n_cells == 2 ? 24 : widths[i], "scale", 0.88, NULL);
      gtk_tree_view_column_pack_start (column, cell, i == 0);
      gtk_tree_view_column_add_attribute (column, cell, "text", (int) i);
    }
  gtk_tree_view_set_model (GTK_TREE_VIEW (list), GTK_TREE_MODEL (rows));
  gtk_container_add (GTK_CONTAINER (parent), list);
  g_signal_connect_object (gtk_tree_view_get_selection (GTK_TREE_VIEW (list)), "changed",
                           G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (look_clicked_cb), self, G_CONNECT_SWAPPED);
  return list;
}

static void
ob_history_window_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_history_window_dispose (GObject *object)
{
  ObHistoryWindow *self = OB_HISTORY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  G_OBJECT_CLASS (ob_history_window_parent_class)->dispose (object);
}

static void
ob_history_window_finalize (GObject *object)
{
  ObHistoryWindow *self = OB_HISTORY_WINDOW (object);

  g_clear_object (&self->project);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->checkpoints);
  G_OBJECT_CLASS (ob_history_window_parent_class)->finalize (object);
}

static void
ob_history_window_class_init (ObHistoryWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_history_window_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_history_window_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_history_window_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, filters);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, status);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, more_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, naming);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, rename_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, delete_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, checkpoint_scroller);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, no_checkpoints);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, look_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, checkpoint_rows);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
}

static void
ob_history_window_init (ObHistoryWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_timeline_step_free);
  self->checkpoints = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ob_history_window_open (ObWindow *window, const char *page)
{
  ObHistoryWindow *self = g_object_new (OB_TYPE_HISTORY_WINDOW,
                                        "use-header-bar", TRUE,
                                        "transient-for", window,
                                        "destroy-with-parent", TRUE,
                                        NULL);
  ObWorkspace *workspace = ob_window_get_workspace (window);

  ob_workspace_flush (workspace);
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  self->article = ob_workspace_get_article (workspace);
  self->annotation = ob_article_view_get_current (ob_workspace_get_view (workspace));
  self->people = ob_project_list_annotators (self->project);
  self->list = create_list (self, _("Changes"), self->rows, 3, self->scroller);
  self->checkpoint_list
      = create_list (self, _("Checkpoints"), self->checkpoint_rows, 2, self->checkpoint_scroller);
  self->person_box = add_box (self, _("Whose changes"));
  self->kind_box = add_box (self, _("Changes of what"));
  self->subject_box = add_box (self, _("Changes where"));
  self->since_entry = add_entry (self, _("Changes since"), _("Since 2017-04-12"));
  self->until_entry = add_entry (self, _("Changes until"), _("Until 2017-04-30"));
  fill_filters (self);
  g_signal_connect_object (self->project, "history-changed", G_CALLBACK (history_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  fill_checkpoints (self);
  read_anew (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  update_buttons (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (g_str_equal (page, "changes") ? self->list : self->name_entry);
}
