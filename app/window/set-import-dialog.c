#include "window/set-import-dialog.h"

#include "window/choice-box.h"
#include "window/progress.h"
#include "window/report.h"

#include <glib/gi18n.h>
#include <string.h>

/* Labels that have a row to choose for; more are added to the codebook. */
#define MAX_LABELS 100

/* Sentences in the bar afterwards. */
#define MAX_SENTENCES 6

enum
{
  COLUMN_TITLE,
  COLUMN_OUTCOME,
  COLUMN_COUNTS,
};

struct _ObSetImportDialog
{
  GtkDialog parent_instance;

  GtkWidget *stack;
  GtkWidget *spinner;
  GtkWidget *source;
  GtkWidget *summary;
  GtkListStore *articles;
  GtkWidget *articles_scroll;
  GtkWidget *labels_part;
  GtkWidget *labels;
  GtkWidget *remarks;
  GtkWidget *failure;
  GtkWidget *import_button;

  ObWindow *window; /* (unowned): the dialog is destroyed with it */
  char *path;
  const ObFormat *format;
  GCancellable *cancellable; /* of the reading that shows */
  guint n_articles;          /* that the reading found */
};

G_DEFINE_FINAL_TYPE (ObSetImportDialog, ob_set_import_dialog, GTK_TYPE_DIALOG)

/* A set that is read; what the worker sees is all its own. */
typedef struct
{
  ObProject *project; /* (owned) */
  char *path;         /* (owned) */
  const ObFormat *format;
  GHashTable *mapping;   /* (owned) (nullable) */
  gboolean commits;      /* it is imported, and not only shown */
  ObProgress *progress;  /* (owned) (nullable) */
  guint n_expected;      /* articles */
  GPtrArray *items;      /* (owned) (nullable) */
  GPtrArray *losses;     /* (owned) (nullable) */
  GPtrArray *new_labels; /* (owned) (nullable) */
} Job;

/* What all articles together have. */
typedef struct
{
  guint n_added, n_updated, n_strays;
} Totals;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_free (job->path);
  g_clear_pointer (&job->mapping, g_hash_table_unref);
  g_clear_object (&job->progress);
  g_clear_pointer (&job->items, g_ptr_array_unref);
  g_clear_pointer (&job->losses, g_ptr_array_unref);
  g_clear_pointer (&job->new_labels, g_ptr_array_unref);
  g_free (job);
}

static Job *
job_new (ObSetImportDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->project = g_object_ref (ob_window_get_project (self->window));
  job->path = g_strdup (self->path);
  job->format = self->format;
  return job;
}

/* Reading --------------------------------------------------------------------------------------- */

static void
counted_cb (guint n_articles, gpointer user_data)
{
  const Job *job = user_data;

  if (job->progress != NULL && job->n_expected > 0)
    ob_progress_set (job->progress, MIN (1.0, (double) n_articles / job->n_expected), NULL);
}

static gboolean
read_set (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (ObSource) source = ob_source_open (job->path, error);
  g_autofree char *base = g_filename_display_basename (job->path);
  g_autofree char *name = g_strdup_printf (_("Import %s"), base);
  g_autoptr (ObEdit) edit = ob_edit_new (job->project, name);
  const ObSetOptions options = { job->mapping, counted_cb, job };

  return source != NULL
         && ob_format_read (job->format, job->project, edit, source, &options, cancellable,
                            &job->items, &job->losses, &job->new_labels, error)
         && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && (!job->commits || ob_edit_commit (edit, error));
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_set (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static Totals
count (const GPtrArray *items)
{
  Totals totals = { 0 };

  for (guint i = 0; i < items->len; i++)
    {
      const ObReadItem *item = g_ptr_array_index (items, i);

      totals.n_added += item->n_added;
      totals.n_updated += item->n_updated;
      totals.n_strays += item->n_strays;
    }

  return totals;
}

/* "100 new, 3 changed, 2 need attention"; (transfer full) */
static char *
describe_counts (Totals totals)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (totals.n_added > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u new", "%u new", totals.n_added),
                                             totals.n_added));
  if (totals.n_updated > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u changed", "%u changed",
                                                       totals.n_updated),
                                             totals.n_updated));
  if (totals.n_strays > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u needs attention", "%u need attention",
                                                       totals.n_strays),
                                             totals.n_strays));
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_("nothing new")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
join_sentences (const GPtrArray *sentences, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, sentences->len); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (sentences, i));

  return g_string_free (text, FALSE);
}

/* Showing --------------------------------------------------------------------------------------- */

static void
show_articles (ObSetImportDialog *self, const GPtrArray *items)
{
  const char *const outcomes[] = { _("new article"), _("changed"), _("unchanged") };

  for (guint i = 0; i < items->len; i++)
    {
      const ObReadItem *item = g_ptr_array_index (items, i);
      Totals totals = { item->n_added, item->n_updated, item->n_strays };
      g_autofree char *counts = describe_counts (totals);

      gtk_list_store_insert_with_values (self->articles, NULL, -1, COLUMN_TITLE, item->title,
                                         COLUMN_OUTCOME, outcomes[item->result], COLUMN_COUNTS,
                                         counts, -1);
    }
  gtk_widget_set_visible (self->articles_scroll, items->len > 0);
}

static GtkWidget *
create_choice (ObSetImportDialog *self, const char *name)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_window_get_project (self->window));
  GtkWidget *choice = ob_choice_box_new ();
  g_autofree char *title = g_strdup_printf (_("Take “%s” for"), name);

  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (choice), "", _("Add to the codebook"));
  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (choice), label->id, label->name);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (choice), 0);
  gtk_widget_set_hexpand (choice, TRUE);
  g_object_set_data_full (G_OBJECT (choice), "obelus-label", g_strdup (name), g_free);
  atk_object_set_name (gtk_widget_get_accessible (choice), title);
  return choice;
}

static void
show_labels (ObSetImportDialog *self, const GPtrArray *new_labels)
{
  for (guint i = 0; i < MIN (new_labels->len, MAX_LABELS); i++)
    {
      const char *name = g_ptr_array_index (new_labels, i);
      GtkWidget *label = gtk_label_new (name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (GTK_GRID (self->labels), label, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->labels), create_choice (self, name), 1, (int) i, 1, 1);
    }
  gtk_widget_show_all (self->labels);
  gtk_widget_set_visible (self->labels_part, new_labels->len > 0);
}

static gboolean
says_label (const char *sentence, const GPtrArray *new_labels)
{
  for (guint i = 0; i < new_labels->len; i++)
    {
      g_autofree char *quoted
        = g_strdup_printf ("“%s”", (const char *) g_ptr_array_index (new_labels, i));

      if (strstr (sentence, quoted) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* What is said of labels stands among the choices. */
static void
show_remarks (ObSetImportDialog *self, const Job *job)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < job->losses->len; i++)
    if (!says_label (g_ptr_array_index (job->losses, i), job->new_labels))
      g_ptr_array_add (remarks, g_ptr_array_index (job->losses, i));
  text = join_sentences (remarks, remarks->len);
  gtk_label_set_text (GTK_LABEL (self->remarks), text);
  gtk_widget_set_visible (self->remarks, remarks->len > 0);
}

static void
show_reading (ObSetImportDialog *self, const Job *job)
{
  Totals totals = count (job->items);
  g_autofree char *counts = describe_counts (totals);
  g_autofree char *articles = g_strdup_printf (
    ngettext ("%u article", "%u articles", job->items->len), job->items->len);
  g_autofree char *summary = g_strdup_printf (_("%s; annotations: %s"), articles, counts);

  self->n_articles = job->items->len;
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  show_articles (self, job->items);
  show_labels (self, job->new_labels);
  show_remarks (self, job);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "found");
  gtk_widget_set_sensitive (self->import_button, TRUE);
  gtk_widget_grab_focus (self->import_button);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObSetImportDialog *self = OB_SET_IMPORT_DIALOG (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  /* Closed meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done)
    {
      show_reading (self, job);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->failure), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failure");
}

static void
start_reading (ObSetImportDialog *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);

  gtk_spinner_start (GTK_SPINNER (self->spinner));
  g_task_set_source_tag (task, start_reading);
  g_task_set_task_data (task, job_new (self), job_free);
  g_task_run_in_thread (task, read_thread);
}

/* Importing ------------------------------------------------------------------------------------- */

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObWindow *window = OB_WINDOW (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *base = g_filename_display_basename (job->path);
  g_autofree char *counts = NULL, *sentences = NULL, *message = NULL;
  g_autoptr (GError) error = NULL;

  ob_progress_end (job->progress);
  if (ob_window_is_closed (window))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        ob_report_done (GTK_WIDGET (window), _("The import was cancelled; nothing was changed."));
      else
        ob_report_error (GTK_WIDGET (window), error);
      return;
    }

  counts = describe_counts (count (job->items));
  sentences = join_sentences (job->losses, MAX_SENTENCES);
  message = g_strdup_printf (_("Imported “%s”: %s.%s%s"), base, counts,
                             *sentences != '\0' ? "\n" : "", sentences);
  ob_report_notice (GTK_WIDGET (window), message, _("Undo"), "win.undo");
}

/* What is chosen for the labels; NULL when all are added. (transfer full) */
static GHashTable *
collect_mapping (ObSetImportDialog *self)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (ob_window_get_project (self->window));
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self->labels));
  g_autoptr (GHashTable) mapping
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (GList *l = children; l != NULL; l = l->next)
    {
      const char *name = g_object_get_data (l->data, "obelus-label");
      const char *id = name != NULL ? gtk_combo_box_get_active_id (l->data) : NULL;
      const ObLabel *label = id != NULL && *id != '\0' ? ob_codebook_find (codebook, id) : NULL;

      if (label != NULL)
        g_hash_table_insert (mapping, g_strdup (name),
                             g_memdup2 (&label->entity, sizeof label->entity));
    }

  return g_hash_table_size (mapping) > 0 ? g_steal_pointer (&mapping) : NULL;
}

static void
start_import (ObSetImportDialog *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self->window, cancellable, imported_cb, NULL);
  Job *job = job_new (self);

  job->mapping = collect_mapping (self);
  job->commits = TRUE;
  job->n_expected = self->n_articles;
  job->progress = ob_progress_new (self->window, _("Importing annotations…"), cancellable);
  g_task_set_source_tag (task, start_import);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

/* The dialog ------------------------------------------------------------------------------------ */

static void
ob_set_import_dialog_response (GtkDialog *dialog, int response)
{
  ObSetImportDialog *self = OB_SET_IMPORT_DIALOG (dialog);

  if (response == GTK_RESPONSE_ACCEPT)
    start_import (self);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ob_set_import_dialog_destroy (GtkWidget *widget)
{
  ObSetImportDialog *self = OB_SET_IMPORT_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  GTK_WIDGET_CLASS (ob_set_import_dialog_parent_class)->destroy (widget);
}

static void
ob_set_import_dialog_finalize (GObject *object)
{
  ObSetImportDialog *self = OB_SET_IMPORT_DIALOG (object);

  g_free (self->path);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ob_set_import_dialog_parent_class)->finalize (object);
}

static void
ob_set_import_dialog_class_init (ObSetImportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ob_set_import_dialog_finalize;
  widget_class->destroy = ob_set_import_dialog_destroy;
  GTK_DIALOG_CLASS (class)->response = ob_set_import_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/set-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, source);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, articles);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, articles_scroll);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, labels_part);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, remarks);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, ObSetImportDialog, import_button);
}

static void
ob_set_import_dialog_init (ObSetImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/* Public functions ------------------------------------------------------------------------------ */

ObSetImportDialog *
ob_set_import_dialog_open (ObWindow *window, const char *path, const ObFormat *format)
{
  ObSetImportDialog *self = g_object_new (OB_TYPE_SET_IMPORT_DIALOG,
                                          "use-header-bar", TRUE,
                                          "transient-for", window,
                                          "destroy-with-parent", TRUE,
                                          NULL);
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *source = g_strdup_printf ("%s: %s", base, _(format->title));

  self->window = window;
  self->path = g_strdup (path);
  self->format = format;
  gtk_label_set_text (GTK_LABEL (self->source), source);
  start_reading (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
