#include "window/merge-dialog.h"

#include <glib/gi18n.h>

#include "share/bundle.h"
#include "window/conflict-text.h"
#include "window/duplicate-text.h"
#include "window/merge-list.h"
#include "window/report.h"

/* How often the progress bar shows life. */
#define PULSE_MS 100
/* Things that both made; of the others there is still the list of what is there twice. */
#define MOST_TWINS 100

#define OB_TYPE_MERGE_DIALOG (ob_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObMergeDialog, ob_merge_dialog, OB, MERGE_DIALOG, GtkDialog)

struct _ObMergeDialog
{
  GtkDialog parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *merge_button;
  GtkWidget *stack; /* "working", "preview" or "empty" */
  GtkWidget *working_label;
  GtkWidget *progress;
  GtkWidget *summary;
  GtkWidget *scroller;
  GtkWidget *conflicts_box;
  GtkWidget *conflicts_title;
  GtkListStore *conflicts;
  GtkWidget *list;
  GtkWidget *twins_box;
  GtkWidget *twins; /* a check button for each thing that both made */

  ObWindow *window;          /* (unowned): the dialog is destroyed with it */
  ObProject *project;        /* (owned) */
  char *path;                /* (owned) of the other project */
  GCancellable *cancellable; /* (owned) cancelled when the dialog goes */
  gboolean merging;
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (ObMergeDialog, ob_merge_dialog, GTK_TYPE_DIALOG)

enum
{
  CONFLICT_SUBJECT,
  CONFLICT_WINNER,
  CONFLICT_OTHERS,
};

/* What the worker reads, all of it its own. */
typedef struct
{
  ObProject *project; /* (owned) */
  char *path;         /* (owned) */
  char **unify;       /* (owned) (nullable): what both made and becomes one */
  gboolean dry_run;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_free (job->path);
  g_strfreev (job->unify);
  g_free (job);
}

static void
merge_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  ObMergeReport *report
    = job->dry_run ? ob_merge_file (job->project, job->path, TRUE, &error)
                   : ob_merge_file_and_unify (job->project, job->path,
                                              (const char *const *) job->unify, &error);

  if (report != NULL)
    g_task_return_pointer (task, ob_merge_model_new (report, FALSE), g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
pulse_cb (gpointer user_data)
{
  ObMergeDialog *self = user_data;

  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));

  return G_SOURCE_CONTINUE;
}

static void
show_page (ObMergeDialog *self, const char *page)
{
  gboolean working = g_str_equal (page, "working");

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (working)
    self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
}

/* The pairs that are ticked, by the other's id.  (transfer full) */
static char **
dup_chosen (ObMergeDialog *self)
{
  g_autoptr (GList) buttons = gtk_container_get_children (GTK_CONTAINER (self->twins));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GList *l = buttons; l != NULL; l = l->next)
    if (gtk_toggle_button_get_active (l->data))
      g_strv_builder_add (builder, g_object_get_data (l->data, "obelus-id"));
  return g_strv_builder_end (builder);
}

/* Runs the merge in a worker; @done gets the dialog, which is kept until then. */
static void
start (ObMergeDialog *self, gboolean dry_run, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, done, g_object_ref (self));
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (self->project);
  job->path = g_strdup (self->path);
  job->unify = dup_chosen (self);
  job->dry_run = dry_run;
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  show_page (self, "working");
  g_task_run_in_thread (task, merge_thread);
}

/* Says what went wrong in the window, unless the dialog has gone; the dialog has no more to say. */
static void
fail (ObMergeDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  ob_report_failure (GTK_WIDGET (self->window), error->message, _("Merge Another…"), "win.merge");
  gtk_widget_destroy (GTK_WIDGET (self));
}

static char *
dup_other_name (ObMergeDialog *self)
{
  g_autofree char *name = g_path_get_basename (self->path);

  return g_filename_display_name (name);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeModel) model = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = dup_other_name (self);
  g_autofree char *message = NULL;
  const ObMergeReport *report;
  guint n;

  self->merging = FALSE;
  if (model == NULL)
    {
      fail (self, error);
      return;
    }

  /* As the preview counted them; one change of the log may be many. */
  report = ob_merge_model_get_report (model);
  n = 0;
  for (guint i = 0; i < report->groups->len; i++)
    n += ((const ObMergeGroup *) g_ptr_array_index (report->groups, i))->n;
  if (n == 0)
    n = report->n_changes;
  message = g_strdup_printf (ngettext ("Merged %u change from “%s”.", "Merged %u changes from “%s”.", n), n, name);
  ob_report_notice (GTK_WIDGET (self->window), message, _("Undo"), "win.undo");
  gtk_widget_destroy (GTK_WIDGET (self));
}

/* A value over its author. */
static char *
describe_version (const ObConflict *conflict, const ObVersion *version)
{
  g_autofree char *value = ob_conflict_text_value (NULL, conflict, version);
  g_autofree char *author = ob_conflict_text_author (version);
  g_autofree char *line = g_strdelimit (g_steal_pointer (&value), "\n\t", ' ');

  return g_strconcat (line, "\n", author, NULL);
}

static void
add_conflict (ObMergeDialog *self, const ObConflict *conflict)
{
  const ObVersion *winner = g_ptr_array_index (conflict->versions, 0);
  gboolean deletion = ob_conflict_text_is_deletion (conflict);
  g_autofree char *subject = ob_conflict_text_subject (conflict);
  g_autofree char *field = ob_conflict_text_field (conflict);
  g_autofree char *what = g_strconcat (subject, "\n", field, NULL);
  g_autofree char *shown = deletion ? g_strdup (_("Kept, because it was changed")) : describe_version (conflict, winner);
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = deletion ? 0 : 1; i < conflict->versions->len; i++)
    {
      g_autofree char *other = describe_version (conflict, g_ptr_array_index (conflict->versions, i));

      g_string_append_printf (others, "%s%s", others->len > 0 ? "\n" : "", other);
    }
  gtk_list_store_insert_with_values (self->conflicts, NULL, -1,
                                     CONFLICT_SUBJECT, what,
                                     CONFLICT_WINNER, shown,
                                     CONFLICT_OTHERS, others->str,
                                     -1);
}

static void
show_conflicts (ObMergeDialog *self, GPtrArray *conflicts)
{
  g_autofree char *title = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    add_conflict (self, g_ptr_array_index (conflicts, i));
  title = g_strdup_printf (ngettext ("%u conflict: nothing is lost, you can decide later",
                                     "%u conflicts: nothing is lost, you can decide later",
                                     conflicts->len),
                           conflicts->len);
  gtk_label_set_text (GTK_LABEL (self->conflicts_title), title);
  gtk_widget_set_visible (self->conflicts_box, conflicts->len > 0);
}

/* A proposal to make one of two things of one name, not ticked: they may be two. */
static void
add_twin (ObMergeDialog *self, const ObDuplicate *duplicate)
{
  g_autofree char *names = ob_duplicate_text_names (duplicate);
  g_autofree char *effect = ob_duplicate_text_effect (duplicate);
  g_autofree char *text = g_strconcat (names, "\n", effect, NULL);
  GtkWidget *button = gtk_check_button_new_with_label (text);
  GtkWidget *label = gtk_bin_get_child (GTK_BIN (button));

  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  atk_object_set_name (gtk_widget_get_accessible (button), names);
  atk_object_set_description (gtk_widget_get_accessible (button), effect);
  g_object_set_data_full (G_OBJECT (button), "obelus-id", g_strdup (duplicate->other_id), g_free);
  gtk_widget_show (button);
  gtk_container_add (GTK_CONTAINER (self->twins), button);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObMergeModel) model = g_task_propagate_pointer (G_TASK (result), &error);
  const ObMergeReport *report;
  g_autofree char *name = dup_other_name (self);
  g_autofree char *counts = NULL;
  g_autofree char *summary = NULL;

  if (model == NULL)
    {
      fail (self, error);
      return;
    }

  report = ob_merge_model_get_report (model);
  if (report->n_changes == 0)
    {
      show_page (self, "empty");
      gtk_button_set_label (GTK_BUTTON (self->cancel_button), _("_Close"));
      gtk_widget_hide (self->merge_button);
      gtk_widget_grab_focus (self->cancel_button);
      return;
    }

  counts = ob_merge_list_summarise (model);
  /* Translators: the file, then what it brings: "From “Anna.obelus”: 4 new, 1 removed". */
  summary = g_strdup_printf (_("From “%s”: %s"), name,
                             *counts != '\0' ? counts : _("Only the history grows"));
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self->list), GTK_TREE_MODEL (model));
  show_conflicts (self, report->conflicts);
  for (guint i = 0; i < MIN (report->duplicates->len, MOST_TWINS); i++)
    add_twin (self, report->duplicates->pdata[i]);
  gtk_widget_set_visible (self->twins_box, report->duplicates->len > 0);
  show_page (self, "preview");
  gtk_widget_set_sensitive (self->merge_button, TRUE);
  gtk_widget_grab_focus (self->merge_button);
}

/* What is being written is not interrupted. */
static void
ob_merge_dialog_response (GtkDialog *dialog, int response)
{
  ObMergeDialog *self = OB_MERGE_DIALOG (dialog);

  if (self->merging)
    return;
  if (response != GTK_RESPONSE_ACCEPT)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  self->merging = TRUE;
  gtk_widget_set_sensitive (self->merge_button, FALSE);
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  gtk_label_set_text (GTK_LABEL (self->working_label), _("Merging…"));
  start (self, FALSE, merged_cb);
}

static gboolean
ob_merge_dialog_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  return OB_MERGE_DIALOG (widget)->merging ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
ob_merge_dialog_dispose (GObject *object)
{
  ObMergeDialog *self = OB_MERGE_DIALOG (object);

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (ob_merge_dialog_parent_class)->dispose (object);
}

static void
ob_merge_dialog_finalize (GObject *object)
{
  ObMergeDialog *self = OB_MERGE_DIALOG (object);

  g_clear_object (&self->project);
  g_object_unref (self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (ob_merge_dialog_parent_class)->finalize (object);
}

static void
ob_merge_dialog_class_init (ObMergeDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_merge_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_merge_dialog_finalize;
  widget_class->delete_event = ob_merge_dialog_delete_event;
  GTK_DIALOG_CLASS (class)->response = ob_merge_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/obelus/Obelus/ui/merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, conflicts_box);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, conflicts_title);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, twins_box);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, twins);
  gtk_widget_class_bind_template_child (widget_class, ObMergeDialog, conflicts);
}

static void
ob_merge_dialog_init (ObMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->list = ob_merge_list_new (_("What is merged"));
  gtk_container_add (GTK_CONTAINER (self->scroller), self->list);
}

void
ob_merge_dialog_open (ObWindow *window, const char *path)
{
  ObMergeDialog *self = g_object_new (OB_TYPE_MERGE_DIALOG,
                                      "use-header-bar", TRUE,
                                      "transient-for", window,
                                      "destroy-with-parent", TRUE,
                                      NULL);

  ob_workspace_flush (ob_window_get_workspace (window));
  self->window = window;
  self->project = g_object_ref (ob_window_get_project (window));
  self->path = g_strdup (path);
  start (self, TRUE, previewed_cb);
  gtk_window_present (GTK_WINDOW (self));
}

static void
choose_response_cb (GtkNativeDialog *chooser, int response, ObWindow *window)
{
  g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    ob_merge_dialog_open (window, path);

  g_object_unref (chooser);
}

void
ob_merge_dialog_choose (ObWindow *window)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Merge from File"),
                                                               GTK_WINDOW (window),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN,
                                                               _("_Preview"),
                                                               NULL);
  GtkFileFilter *projects = gtk_file_filter_new ();
  GtkFileFilter *all = gtk_file_filter_new ();

  gtk_file_filter_set_name (projects, _("Projects and sent work"));
  gtk_file_filter_add_pattern (projects, "*.obelus");
  gtk_file_filter_add_pattern (projects, "*" OB_BUNDLE_SUFFIX);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), projects);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (choose_response_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
ask_response_cb (GtkWidget *question, int response, ObWindow *window)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (question), "obelus-path"));

  gtk_widget_destroy (question);
  if (response == GTK_RESPONSE_ACCEPT)
    ob_merge_dialog_open (window, path);
  else if (response == GTK_RESPONSE_OK)
    ob_window_open_project (window, path);
}

void
ob_merge_dialog_ask (ObWindow *window, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  GtkWidget *question = gtk_message_dialog_new (GTK_WINDOW (window),
                                                GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                                GTK_MESSAGE_QUESTION,
                                                GTK_BUTTONS_NONE,
                                                _("Open “%s”, or merge it into this project?"),
                                                name);

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (question),
                                            _("Opening shows it in a window of its own. Merging first shows "
                                              "what it would bring in, and can be undone."));
  gtk_dialog_add_buttons (GTK_DIALOG (question),
                          _("_Cancel"), GTK_RESPONSE_CANCEL,
                          _("_Open"), GTK_RESPONSE_OK,
                          _("_Merge…"), GTK_RESPONSE_ACCEPT,
                          NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (question), GTK_RESPONSE_ACCEPT);
  g_object_set_data_full (G_OBJECT (question), "obelus-path", g_strdup (path), g_free);
  g_signal_connect_object (question, "response", G_CALLBACK (ask_response_cb), window, 0);
  gtk_window_present (GTK_WINDOW (question));
}
