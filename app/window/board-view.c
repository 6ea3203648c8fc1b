#include "window/board-view.h"

#include <glib/gi18n.h>

#include "analysis/dispute-figures.h"
#include "editor/annotation-drag.h"
#include "store/edit.h"
#include "store/history.h"
#include "window/board-grid.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/figure-widths-button.h"
#include "window/filing.h"
#include "window/passage-row.h"
#include "window/report.h"

/* Passages listed below a board; the others are behind its cells. */
#define MAX_PASSAGES 300
/* What changes is waited for so long before a board is made again. */
#define SETTLE_MILLISECONDS 120

struct _ObBoardView
{
  GtkBox parent_instance;

  GtkWidget *list; /* GtkListBox of the disputes */
  GtkWidget *new_entry;
  GtkWidget *stack; /* "board" or "empty" */
  GtkWidget *question;
  GtkWidget *status;
  GtkWidget *figures_box;
  GtkWidget *figures;
  GtkWidget *figure_widths;
  GtkWidget *grid;
  GtkWidget *turns;
  GtkWidget *position_entry;
  GtkWidget *passages; /* GtkListBox */

  ObProject *project; /* (owned) (nullable) */
  ObEntity dispute;
  ObBoard *board;            /* (owned) (nullable) what is shown */
  GCancellable *cancellable; /* (owned) (nullable) of the worker */
  guint update_source;
  gboolean stale; /* something changed while this could not be seen */
  gboolean updating;
};

enum
{
  PASSAGE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObBoardView, ob_board_view, GTK_TYPE_BOX)

static void show_disputes (ObBoardView *self);
static gboolean dispute_dropped_cb (GtkWidget *row, const GArray *annotations, gpointer user_data);

static void
open_passage (ObBoardView *self, GtkListBoxRow *row)
{
  ObPassageRow *passage = OB_PASSAGE_ROW (row);
  guint32 start, end;

  ob_passage_row_get_place (passage, &start, &end);
  g_signal_emit (self, signals[PASSAGE_OPENED], 0, ob_passage_row_get_article (passage),
                 ob_passage_row_get_annotation (passage), start, end);
}

/* Writes what a verb said, or tells what is wrong. */
static void
finish (ObBoardView *self, ObEdit *edit, gboolean valid, GError *error)
{
  g_autoptr (GError) failure = error;
  g_autofree char *done = NULL;

  if (!valid || !ob_edit_commit (edit, &failure))
    {
      ob_report_error (GTK_WIDGET (self), failure);
      return;
    }

  done = ob_project_dup_undo_name (self->project);
  if (done != NULL)
    ob_report_done (GTK_WIDGET (self), done);
}

/* The board ------------------------------------------------------------------------------------- */

static GtkWidget *
create_passage (ObBoardView *self, const ObEntry *entry)
{
  const ObHolder *holder = self->board->holders->pdata[entry->holder];
  g_autofree char *words = ob_board_dup_words (self->project, entry);
  g_auto (GStrv) chain = ob_board_list_chain (self->project, self->board, entry);
  g_autofree char *joined = g_strjoinv (" ← ", chain);
  g_autofree char *day = entry->date ? ob_describe_date (entry->date) : NULL;
  g_autofree char *position
    = entry->column + 1 < self->board->n_columns
        ? g_strdup_printf ("“%s”", ob_board_get_column (self->board, entry->column))
        : g_strdup ("");
  g_autofree char *who = g_strdup_printf ("%s %s %s", holder->name,
                                          ob_stance_describe (entry->stance), position);
  g_autofree char *where
    = g_strdup_printf ("%s%s%s", day ? day : "", day ? " · " : "", joined);

  return ob_passage_row_new (self->project, entry->statement.article, entry->statement.annotation,
                             entry->statement.start, entry->statement.end, who, words, where);
}

static void
show_passages (ObBoardView *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->passages), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < MIN (self->board->entries->len, MAX_PASSAGES); i++)
    gtk_container_add (
      GTK_CONTAINER (self->passages),
      create_passage (self, &g_array_index (self->board->entries, ObEntry, i)));
}

static void
show_turns (ObBoardView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->board->turns->len; i++)
    {
      const ObTurn *turn = &g_array_index (self->board->turns, ObTurn, i);
      const ObHolder *holder = self->board->holders->pdata[turn->holder];

      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append_printf (text,
                              turn->in_time
                                /* Translators: a name, then twice a stance and a position. */
                                ? _("%s changed: %s “%s”, later %s “%s”.")
                                : _("%s holds two at once: %s “%s” and %s “%s”."),
                              holder->name, ob_stance_describe (turn->from_stance),
                              ob_board_get_column (self->board, turn->from),
                              ob_stance_describe (turn->to_stance),
                              ob_board_get_column (self->board, turn->to));
    }
  gtk_label_set_text (GTK_LABEL (self->turns), text->str);
  gtk_widget_set_visible (self->turns, text->len > 0);
}

/* What the worker makes. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObEntity dispute;
  ObBoard *board;           /* (owned) (nullable) */
  ObComparison *comparison; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_clear_pointer (&job->board, ob_board_free);
  g_clear_pointer (&job->comparison, ob_comparison_free);
  g_free (job);
}

static void
make_board (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->board = ob_board_new (job->project, job->dispute);
  if (job->board != NULL && ob_board_trace (job->project, job->board, cancellable))
    job->comparison = ob_board_compare_figures (job->project, job->board);
  g_task_return_boolean (task, job->board != NULL);
}

static void
show_figures (ObBoardView *self, const ObComparison *comparison)
{
  g_autofree char *text
    = comparison ? g_strdup_printf (_("Figures: %s."), comparison->summary) : NULL;

  gtk_label_set_text (GTK_LABEL (self->figures), text ? text : "");
  gtk_widget_set_tooltip_text (self->figures, comparison ? comparison->reasoning : NULL);
  gtk_widget_set_visible (self->figures_box, comparison != NULL);
}

static void
board_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObBoardView *self = OB_BOARD_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || job->project != self->project
      || job->dispute != self->dispute)
    return;

  ob_board_grid_set_board (OB_BOARD_GRID (self->grid), NULL, NULL);
  g_clear_pointer (&self->board, ob_board_free);
  self->board = g_steal_pointer (&job->board);
  self->updating = TRUE;
  if (!gtk_widget_has_focus (self->question))
    gtk_entry_set_text (GTK_ENTRY (self->question), self->board->dispute->question);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->status), self->board->dispute->status);
  self->updating = FALSE;
  show_figures (self, job->comparison);
  ob_board_grid_set_board (OB_BOARD_GRID (self->grid), self->project, self->board);
  show_turns (self);
  show_passages (self);
}

static void
update_board (ObBoardView *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->dispute ? "board" : "empty");
  if (self->project == NULL || self->dispute == 0)
    return;

  self->cancellable = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->project = g_object_ref (self->project);
  job->dispute = self->dispute;
  task = g_task_new (self, self->cancellable, board_made_cb, NULL);
  g_task_set_source_tag (task, update_board);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_board);
}

static gboolean
update_cb (gpointer user_data)
{
  ObBoardView *self = user_data;

  self->update_source = 0;
  self->stale = FALSE;
  show_disputes (self);
  update_board (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (ObBoardView *self)
{
  self->stale = TRUE;
  if (self->update_source == 0 && self->project != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source
      = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, SETTLE_MILLISECONDS, update_cb, self, NULL);
}

/* The list of disputes -------------------------------------------------------------------------- */

static GtkWidget *
create_dispute (ObBoardView *self, const ObDispute *dispute)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *question = gtk_label_new (dispute->question);
  guint n = ob_project_count_references (self->project, dispute->entity);
  g_autofree char *status = ob_describe_identifier (dispute->status);
  g_autofree char *details
    = g_strdup_printf (ngettext ("%s · %u passage", "%s · %u passages", n), status, n);
  GtkWidget *small = gtk_label_new (details);

  g_object_set (question, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  g_object_set (small, "xalign", 0.0, NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (small), "obelus-small");
  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 6, "margin-bottom", 6,
                NULL);
  gtk_container_add (GTK_CONTAINER (box), question);
  gtk_container_add (GTK_CONTAINER (box), small);
  gtk_container_add (GTK_CONTAINER (row), box);
  g_object_set_data_full (G_OBJECT (row), "obelus-entity",
                          g_memdup2 (&dispute->entity, sizeof dispute->entity), g_free);
  atk_object_set_name (gtk_widget_get_accessible (row), dispute->question);
  ob_annotation_drop_add (row, self->project, dispute_dropped_cb, self);
  gtk_widget_show_all (row);
  return row;
}

static void
show_disputes (ObBoardView *self)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (self->project);
  GtkWidget *chosen = NULL;

  self->updating = TRUE;
  gtk_container_foreach (GTK_CONTAINER (self->list), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = disputes->pdata[i];
      GtkWidget *row = create_dispute (self, dispute);

      gtk_container_add (GTK_CONTAINER (self->list), row);
      if (dispute->entity == self->dispute || chosen == NULL)
        chosen = row;
    }
  self->dispute = chosen ? *(ObEntity *) g_object_get_data (G_OBJECT (chosen), "obelus-entity") : 0;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), chosen ? GTK_LIST_BOX_ROW (chosen) : NULL);
  self->updating = FALSE;
}

static void
dispute_selected_cb (ObBoardView *self, GtkListBoxRow *row)
{
  const ObEntity *entity = row ? g_object_get_data (G_OBJECT (row), "obelus-entity") : NULL;

  if (self->updating || entity == NULL || *entity == self->dispute)
    return;

  self->dispute = *entity;
  update_board (self);
}

static void
new_dispute_cb (ObBoardView *self)
{
  const char *question = gtk_entry_get_text (GTK_ENTRY (self->new_entry));
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  ObEntity dispute;

  if (self->project == NULL || *question == '\0')
    return;
  edit = ob_edit_new (self->project, _("Add dispute"));
  dispute = ob_edit_add_dispute (edit, question, &error);
  if (dispute == 0 || !ob_edit_commit (edit, &error))
    {
      ob_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->dispute = ob_edit_resolve (edit, dispute);
  gtk_entry_set_text (GTK_ENTRY (self->new_entry), "");
  queue_update (self);
}

/* Editing --------------------------------------------------------------------------------------- */

static void
question_done_cb (ObBoardView *self)
{
  const char *question = gtk_entry_get_text (GTK_ENTRY (self->question));
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  gboolean valid;

  if (self->updating || self->board == NULL || self->board->dispute->entity != self->dispute
      || g_str_equal (question, self->board->dispute->question))
    return;
  if (*question == '\0')
    {
      gtk_entry_set_text (GTK_ENTRY (self->question), self->board->dispute->question);
      return;
    }
  edit = ob_edit_new (self->project, _("Change question"));
  valid = ob_edit_set_text (edit, self->dispute, "question", question, &error);
  finish (self, edit, valid, error);
}

static gboolean
question_left_cb (ObBoardView *self)
{
  question_done_cb (self);
  return GDK_EVENT_PROPAGATE;
}

static void
status_changed_cb (ObBoardView *self)
{
  const char *status = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->status));
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  gboolean valid;

  if (self->updating || self->board == NULL || status == NULL)
    return;
  edit = ob_edit_new (self->project, _("Change status of dispute"));
  valid = ob_edit_set_text (edit, self->dispute, "status", status, &error);
  finish (self, edit, valid, error);
}

static void
new_position_cb (ObBoardView *self)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->position_entry));
  g_autoptr (ObEdit) edit = NULL;
  GError *error = NULL;
  gboolean valid;

  if (self->dispute == 0 || *text == '\0')
    return;
  edit = ob_edit_new (self->project, _("Add position"));
  valid = ob_edit_add_position (edit, self->dispute, text, &error) != 0;
  if (valid)
    gtk_entry_set_text (GTK_ENTRY (self->position_entry), "");
  finish (self, edit, valid, error);
}

/* Puts passages (GArray of ObEntity) onto a position of this dispute; beyond the last one: onto none. */
static void
put (ObBoardView *self, const GArray *annotations, guint column)
{
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (ObValue) dispute = ob_value_new_entity (self->dispute);
  GError *error = NULL;
  gboolean valid = TRUE;

  if (column < self->board->dispute->positions->len)
    {
      ob_filing_put_and_tell (
        GTK_WIDGET (self), self->project, annotations,
        ((ObPosition *) self->board->dispute->positions->pdata[column])->entity);
      return;
    }

  edit = ob_edit_new (self->project, _("Put passage to no position"));
  for (guint i = 0; i < annotations->len && valid; i++)
    valid = ob_edit_set_attribute (edit, g_array_index (annotations, ObEntity, i), "dispute", dispute,
                                   &error)
            && ob_edit_set_attribute (edit, g_array_index (annotations, ObEntity, i), "position",
                                      NULL, &error);
  finish (self, edit, valid, error);
}

static void
passages_dropped_cb (ObBoardView *self, const GArray *annotations, guint column)
{
  if (self->board != NULL)
    put (self, annotations, column);
}

/* Onto a dispute of the list. */
static gboolean
dispute_dropped_cb (GtkWidget *row, const GArray *annotations, gpointer user_data)
{
  const ObEntity *dispute = g_object_get_data (G_OBJECT (row), "obelus-entity");
  ObBoardView *self = user_data;

  return ob_filing_put_and_tell (GTK_WIDGET (self), self->project, annotations, *dispute);
}

/* Keys 1 to 9 put the chosen passage onto a position, 0 onto none. */
static gboolean
passage_key_cb (ObBoardView *self, GdkEventKey *event)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->passages));
  gunichar c = gdk_keyval_to_unicode (event->keyval);
  ObEntity annotation = row ? ob_passage_row_get_annotation (OB_PASSAGE_ROW (row)) : 0;
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (ObEntity));

  if (annotation == 0 || self->board == NULL || c < '0' || c > '9'
      || (event->state & (GDK_CONTROL_MASK | GDK_MOD1_MASK)) != 0
      || (c > '0' && c - '0' > self->board->dispute->positions->len))
    return GDK_EVENT_PROPAGATE;

  g_array_append_val (annotations, annotation);
  put (self, annotations, c == '0' ? G_MAXUINT : c - '1');
  return GDK_EVENT_STOP;
}

/* The passages behind a cell: one is opened, of several one is chosen. */
static void
entries_chosen_cb (ObBoardView *self, const ObCell *cell, GtkWidget *button)
{
  GtkWidget *popover, *scroller, *list;

  if (cell->entries->len == 1)
    {
      const ObEntry *entry = &g_array_index (self->board->entries, ObEntry,
                                             g_array_index (cell->entries, guint, 0));

      g_signal_emit (self, signals[PASSAGE_OPENED], 0, (gint64) entry->statement.article,
                     entry->statement.annotation, entry->statement.start, entry->statement.end);
      return;
    }

  popover = gtk_popover_new (button);
  scroller = gtk_scrolled_window_new (NULL, NULL);
  list = gtk_list_box_new ();
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", 420, "width-request", 420, NULL);
  atk_object_set_name (gtk_widget_get_accessible (list), _("Passages of the cell"));
  for (guint i = 0; i < MIN (cell->entries->len, MAX_PASSAGES); i++)
    gtk_container_add (GTK_CONTAINER (list),
                       create_passage (self, &g_array_index (self->board->entries, ObEntry,
                                                             g_array_index (cell->entries, guint,
                                                                            i))));
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (open_passage), self);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (gtk_popover_popdown), popover);
  g_signal_connect (popover, "closed", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_container_add (GTK_CONTAINER (scroller), list);
  gtk_container_add (GTK_CONTAINER (popover), scroller);
  gtk_widget_show_all (scroller);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* GObject --------------------------------------------------------------------------------------- */

static void
ob_board_view_map (GtkWidget *widget)
{
  ObBoardView *self = OB_BOARD_VIEW (widget);

  GTK_WIDGET_CLASS (ob_board_view_parent_class)->map (widget);
  if (self->stale && self->project != NULL)
    update_cb (self);
}

static void
forget (ObBoardView *self)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->grid != NULL)
    ob_board_grid_set_board (OB_BOARD_GRID (self->grid), NULL, NULL);
  g_clear_pointer (&self->board, ob_board_free);
  if (self->figure_widths != NULL)
    ob_figure_widths_button_set_project (OB_FIGURE_WIDTHS_BUTTON (self->figure_widths), NULL);
  g_clear_object (&self->project);
  self->dispute = 0;
}

static void
ob_board_view_dispose (GObject *object)
{
  ObBoardView *self = OB_BOARD_VIEW (object);

  self->grid = NULL;
  forget (self);
  G_OBJECT_CLASS (ob_board_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/board-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, list);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, new_entry);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, stack);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, question);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, status);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, figures);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, figures_box);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, figure_widths);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, grid);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, turns);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, position_entry);
  gtk_widget_class_bind_template_child (widget_class, ObBoardView, passages);
  gtk_widget_class_bind_template_callback (widget_class, dispute_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_dispute_cb);
  gtk_widget_class_bind_template_callback (widget_class, question_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, question_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_position_cb);
  gtk_widget_class_bind_template_callback (widget_class, passages_dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, passage_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, entries_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, queue_update);
  gtk_widget_class_bind_template_callback (widget_class, open_passage);
}

static void
ob_board_view_class_init (ObBoardViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_board_view_dispose;
  widget_class->map = ob_board_view_map;
  signals[PASSAGE_OPENED] = g_signal_new (
    "passage-opened", OB_TYPE_BOARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
    G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (OB_TYPE_BOARD_GRID);
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  g_type_ensure (OB_TYPE_FIGURE_WIDTHS_BUTTON);
  bind_template (widget_class);
}

static void
ob_board_view_init (ObBoardView *self)
{
  const char *const *statuses = ob_dispute_get_statuses ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  for (guint i = 0; statuses[i] != NULL; i++)
    {
      g_autofree char *name = ob_describe_identifier (statuses[i]);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->status), statuses[i], name);
    }
  self->updating = FALSE;
  atk_object_set_name (gtk_widget_get_accessible (self->list), _("Disputes"));
  atk_object_set_name (gtk_widget_get_accessible (self->new_entry), _("New dispute"));
  atk_object_set_name (gtk_widget_get_accessible (self->question), _("Question"));
  atk_object_set_name (gtk_widget_get_accessible (self->status), _("Status"));
  atk_object_set_name (gtk_widget_get_accessible (self->position_entry), _("New position"));
  atk_object_set_name (gtk_widget_get_accessible (self->passages), _("Timeline"));
}

void
ob_board_view_set_project (ObBoardView *self, ObProject *project)
{
  forget (self);
  if (project == NULL)
    return;

  self->project = g_object_ref (project);
  ob_figure_widths_button_set_project (OB_FIGURE_WIDTHS_BUTTON (self->figure_widths), project);
  g_signal_connect_swapped (project, "annotations-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "directory-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "articles-changed", G_CALLBACK (queue_update), self);
  queue_update (self);
}

ObEntity
ob_board_view_get_dispute (ObBoardView *self)
{
  return self->dispute;
}

void
ob_board_view_show_dispute (ObBoardView *self, ObEntity dispute)
{
  self->dispute = dispute;
  queue_update (self);
}
