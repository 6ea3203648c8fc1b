#include "window/history-window.h"

#include <glib/gi18n.h>

#include "window/checkpoints-page.h"
#include "window/choice-box.h"
#include "window/earlier-job.h"
#include "window/earlier-window.h"
#include "window/flat-list.h"
#include "window/history-details.h"
#include "window/history-model.h"
#include "window/report.h"
#include "window/restore-dialog.h"
#include "window/timeline-job.h"

/* Steps that are shown at first, and more each time that older ones are asked for. */
#define PAGE 300
#define PULSE_MS 100
/* Of the name of a place in its box. */
#define MOST_CHARACTERS 40

#define OB_TYPE_HISTORY_WINDOW (ob_history_window_get_type ())
G_DECLARE_FINAL_TYPE (ObHistoryWindow, ob_history_window, OB, HISTORY_WINDOW, GtkDialog)

struct _ObHistoryWindow
{
  GtkDialog parent_instance;

  GtkWidget *stack; /* "changes" or "checkpoints" */
  GtkWidget *text_entry;
  GtkWidget *filters;
  GtkWidget *scroller;
  GtkWidget *details;
  GtkWidget *status;
  GtkWidget *more_button;
  GtkWidget *checkpoints;
  GtkWidget *progress;
  GtkWidget *look_button;
  GtkWidget *restore_button;
  GtkWidget *list;
  GtkWidget *person_box;
  GtkWidget *kind_box;
  GtkWidget *subject_box;
  GtkWidget *since_entry;
  GtkWidget *until_entry;

  ObWindow *window;      /* (unowned): the dialog is destroyed with it */
  ObProject *project;    /* (owned) */
  GPtrArray *people;     /* (owned) ObAnnotator, as in the box after its first row */
  ObEntity places[3];    /* as in the box: 0, the article, the annotation */
  guint n_places;
  ObTimelineFilter filter; /* without its text */

  ObHistoryModel *model; /* (owned) what is shown */
  ObHistoryModel *next;  /* (owned) (nullable): what will be, when its first page has come */
  gint64 before;         /* where to read on; -1 at the beginning of the log */
  guint wanted;          /* steps */
  gint64 kept;           /* change of the step that stays selected; 0: the first is */
  GCancellable *reading; /* (owned) (nullable) of the page that is being read */

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

static const ObTimelineStep *
get_step (ObHistoryWindow *self)
{
  return ob_history_model_get_step (self->model, ob_flat_list_get_selected (self->list));
}

/* What the buttons are about; FALSE when nothing is selected. */
static gboolean
get_moment (ObHistoryWindow *self, ObMoment *moment)
{
  const ObTimelineStep *step = shows_changes (self) ? get_step (self) : NULL;

  *moment = (ObMoment) { 0 };
  if (shows_changes (self))
    {
      moment->type = OB_MOMENT_CHANGE;
      moment->n = step != NULL ? step->last : 0;
      return step != NULL;
    }
  moment->type = OB_MOMENT_CHECKPOINT;
  moment->checkpoint = ob_checkpoints_page_get_chosen (OB_CHECKPOINTS_PAGE (self->checkpoints));
  return moment->checkpoint != 0;
}

static void
update_buttons (ObHistoryWindow *self)
{
  ObMoment moment;
  gboolean chosen = get_moment (self, &moment), busy = self->pulse_source != 0;

  gtk_widget_set_sensitive (self->look_button, chosen && !busy);
  gtk_widget_set_sensitive (self->restore_button,
                            chosen && !busy && !ob_project_is_read_only (self->project));
}

static void
selection_changed_cb (ObHistoryWindow *self)
{
  const ObTimelineStep *step = get_step (self);

  update_buttons (self);
  ob_history_details_show (OB_HISTORY_DETAILS (self->details), self->project, step != NULL ? step->n : 0,
                           step != NULL ? step->last : 0);
}

/* Reading -------------------------------------------------------------------------------------- */

static void read_page (ObHistoryWindow *self);

static void
show_status (ObHistoryWindow *self)
{
  guint n = ob_history_model_get_n_steps (self->model);
  g_autofree char *text = NULL;

  if (self->reading != NULL)
    text = g_strdup (_("Reading the history…"));
  else if (n == 0)
    text = g_strdup (_("Nothing in the history is like that."));
  else if (self->before > 0)
    text = g_strdup_printf (ngettext ("The latest %u step", "The latest %u steps", n), n);
  else
    text = g_strdup_printf (ngettext ("%u step", "%u steps", n), n);
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_widget_set_visible (self->more_button, self->reading == NULL && self->before > 0);
}

/* The rows that were read take the place of those that are shown, and what was selected stays so. */
static void
exchange_models (ObHistoryWindow *self)
{
  int row;

  g_set_object (&self->model, self->next);
  g_clear_object (&self->next);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  row = self->kept != 0 ? ob_history_model_find (self->model, self->kept) : -1;
  if (ob_history_model_get_n_steps (self->model) > 0)
    ob_flat_list_select (self->list, MAX (row, 0));
  selection_changed_cb (self);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObHistoryWindow) self = user_data;
  g_autoptr (ObTimelinePage) page = ob_timeline_job_finish (result);
  ObHistoryModel *model;
  gboolean first;

  /* NULL when something else is asked for by now. */
  if (page == NULL)
    return;
  g_clear_object (&self->reading);
  self->before = page->before;
  model = self->next != NULL ? self->next : self->model;
  first = ob_history_model_get_n_steps (model) == 0;
  ob_history_model_append (model, g_steal_pointer (&page->steps));
  page->steps = g_ptr_array_new ();
  if (self->next != NULL && (ob_history_model_get_n_steps (model) > 0 || self->before < 0))
    exchange_models (self);
  else if (first && ob_history_model_get_n_steps (model) > 0)
    ob_flat_list_select (self->list, 0);
  if (self->before > 0 && ob_history_model_get_n_steps (model) < self->wanted)
    read_page (self);
  show_status (self);
}

static void
read_page (ObHistoryWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (self->text_entry))));
  ObTimelineFilter filter = self->filter;
  guint n_read = ob_history_model_get_n_steps (self->next != NULL ? self->next : self->model);

  filter.text = text;
  self->reading = g_cancellable_new ();
  ob_timeline_job_read (self->project, &filter, self->before, self->wanted - n_read, self->reading,
                        page_read_cb, g_object_ref (self));
}

static void
read_on (ObHistoryWindow *self)
{
  if (self->reading != NULL || self->before <= 0)
    return;

  self->wanted = ob_history_model_get_n_steps (self->model) + PAGE;
  read_page (self);
  show_status (self);
}

/* What is shown stays until there is something else to show, so that nothing flickers. */
static void
read_anew (ObHistoryWindow *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->next);
  self->next = ob_history_model_new ();
  self->before = 0;
  self->wanted = MAX (PAGE, ob_history_model_get_n_steps (self->model));
  read_page (self);
  show_status (self);
}

static void
history_changed_cb (ObHistoryWindow *self)
{
  const ObTimelineStep *step = get_step (self);

  /* Whoever is at the latest step, stays there. */
  self->kept = step != NULL && ob_flat_list_get_selected (self->list) > 0 ? step->n : 0;
  read_anew (self);
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
  int place = gtk_combo_box_get_active (GTK_COMBO_BOX (self->subject_box));

  self->filter.author = person > 0 ? ((ObAnnotator *) self->people->pdata[person - 1])->entity : 0;
  self->filter.kind = kinds[MAX (kind, 0)];
  self->filter.of = self->places[MAX (place, 0)];
  self->filter.since = read_date (self, self->since_entry, TRUE);
  self->filter.until = read_date (self, self->until_entry, FALSE);
  self->kept = 0;
  read_anew (self);
}

static void
more_clicked_cb (ObHistoryWindow *self)
{
  read_on (self);
}

static void
edge_reached_cb (ObHistoryWindow *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    read_on (self);
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
    ob_restore_dialog_open (self->window, earlier, &self->moment,
                            shows_changes (self) ? self->filter.of : 0);
  else
    ob_earlier_window_present (self->window, earlier, &self->moment);
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

static void
add_filter (ObHistoryWindow *self, GtkWidget *widget, const char *name)
{
  atk_object_set_name (gtk_widget_get_accessible (widget), name);
  gtk_widget_show (widget);
  gtk_container_add (GTK_CONTAINER (self->filters), widget);
  gtk_widget_set_can_focus (gtk_widget_get_parent (widget), FALSE);
  g_signal_connect_swapped (widget, "changed", G_CALLBACK (filter_changed_cb), self);
}

static GtkWidget *
create_entry (const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_width_chars (GTK_ENTRY (entry), 12);
  return entry;
}

/* What a thing is called, in one line that fits into a box.  (transfer full) */
static char *
dup_short_name (ObProject *project, ObEntity entity)
{
  g_autofree char *name = ob_project_dup_label_of (project, entity);
  g_autofree char *line = g_strdelimit (g_strdup (name != NULL ? name : ""), "\n\t", ' ');
  g_autofree char *head = NULL;

  if (g_utf8_strlen (line, -1) <= MOST_CHARACTERS)
    return g_steal_pointer (&line);
  head = g_utf8_substring (line, 0, MOST_CHARACTERS);
  return g_strconcat (head, "…", NULL);
}

static void
add_place (ObHistoryWindow *self, ObEntity place, const char *text)
{
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->subject_box), text);
  self->places[self->n_places++] = place;
}

static void
fill_places (ObHistoryWindow *self)
{
  ObWorkspace *workspace = ob_window_get_workspace (self->window);
  ObEntity article = ob_workspace_get_article (workspace);
  ObEntity annotation = ob_article_view_get_current (ob_workspace_get_view (workspace));

  add_place (self, 0, _("Whole project"));
  if (article != 0)
    {
      g_autofree char *name = dup_short_name (self->project, article);
      g_autofree char *text = g_strdup_printf (_("Article “%s”"), name);

      add_place (self, article, text);
    }
  if (annotation != 0)
    {
      g_autofree char *name = dup_short_name (self->project, annotation);
      g_autofree char *text = g_strdup_printf (_("Annotation “%s”"), name);

      add_place (self, annotation, text);
    }
}

static void
fill_filters (ObHistoryWindow *self, ObEntity of)
{
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->person_box), _("Everybody"));
  for (guint i = 0; i < self->people->len; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->person_box),
                                    ((ObAnnotator *) self->people->pdata[i])->name);
  for (guint i = 0; i < G_N_ELEMENTS (kind_titles); i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->kind_box), _(kind_titles[i]));
  fill_places (self);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->person_box), 0);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->kind_box), 0);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->subject_box), 0);
  for (guint i = 1; i < self->n_places; i++)
    if (self->places[i] == of)
      gtk_combo_box_set_active (GTK_COMBO_BOX (self->subject_box), (int) i);
}

static void
ellipsize_box (GtkWidget *box)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (box));

  if (cells != NULL)
    g_object_set (cells->data, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 11, "max-width-chars", 11, NULL);
}

static void
create_filters (ObHistoryWindow *self, ObEntity of)
{
  self->person_box = ob_choice_box_new ();
  self->kind_box = ob_choice_box_new ();
  self->subject_box = ob_choice_box_new ();
  self->since_entry = create_entry (_("Since 2017-04-12"));
  self->until_entry = create_entry (_("Until 2017-04-30"));
  ellipsize_box (self->person_box);
  ellipsize_box (self->subject_box);
  fill_filters (self, of);
  add_filter (self, self->person_box, _("Whose changes"));
  add_filter (self, self->kind_box, _("Changes of what"));
  add_filter (self, self->subject_box, _("Changes where"));
  add_filter (self, self->since_entry, _("Changes since"));
  add_filter (self, self->until_entry, _("Changes until"));
}

/* A list whose first cell takes what room there is. */
static void
create_list (ObHistoryWindow *self)
{
  static const int widths[] = { -1, 14, 15 };
  GtkTreeViewColumn *column;

  self->list = ob_flat_list_new (_("Changes"));
  column = ob_flat_list_add_column (self->list);
  for (int i = 0; i < OB_N_HISTORY_COLUMNS; i++)
    {
      GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

      g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 6, "ypad", 5, NULL);
      if (i > 0)
        g_object_set (cell, "width-chars", widths[i], "scale", 0.88, NULL);
      if (i == OB_HISTORY_COLUMN_WHEN)
        g_object_set (cell, "xalign", 1.0, NULL);
      gtk_tree_view_column_pack_start (column, cell, i == 0);
      gtk_tree_view_column_add_attribute (column, cell, "text", i);
    }
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (self->model));
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
  g_signal_connect_object (gtk_tree_view_get_selection (GTK_TREE_VIEW (self->list)), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (look_clicked_cb), self, G_CONNECT_SWAPPED);
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
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  G_OBJECT_CLASS (ob_history_window_parent_class)->dispose (object);
}

static void
ob_history_window_finalize (GObject *object)
{
  ObHistoryWindow *self = OB_HISTORY_WINDOW (object);

  g_clear_object (&self->project);
  g_clear_object (&self->reading);
  g_clear_object (&self->model);
  g_clear_object (&self->next);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  G_OBJECT_CLASS (ob_history_window_parent_class)->finalize (object);
}

static void
ob_history_window_class_init (ObHistoryWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_history_window_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_history_window_finalize;
  GTK_DIALOG_CLASS (class)->response = ob_history_window_response;
  g_type_ensure (OB_TYPE_CHECKPOINTS_PAGE);
  g_type_ensure (OB_TYPE_HISTORY_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, text_entry);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, filters);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, details);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, status);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, more_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, checkpoints);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, look_button);
  gtk_widget_class_bind_template_child (widget_class, ObHistoryWindow, restore_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
}

static void
ob_history_window_init (ObHistoryWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->model = ob_history_model_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_history_window_open (ObWindow *window, const char *page, ObEntity of)
{
  ObHistoryWindow *self = g_object_new (OB_TYPE_HISTORY_WINDOW,
                                        "use-header-bar", TRUE,
                                        "transient-for", window,
                                        "destroy-with-parent", TRUE,
                                        NULL);

  ob_workspace_flush (ob_window_get_workspace (window));
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  self->people = ob_project_list_annotators (self->project);
  create_list (self);
  create_filters (self, of);
  ob_checkpoints_page_set_window (OB_CHECKPOINTS_PAGE (self->checkpoints), window);
  g_signal_connect_object (self->checkpoints, "chosen", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->checkpoints, "opened", G_CALLBACK (look_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "history-changed", G_CALLBACK (history_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  filter_changed_cb (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  update_buttons (self);
  gtk_window_present (GTK_WINDOW (self));
  if (shows_changes (self))
    gtk_widget_grab_focus (self->list);
  else
    ob_checkpoints_page_focus (OB_CHECKPOINTS_PAGE (self->checkpoints));
}
