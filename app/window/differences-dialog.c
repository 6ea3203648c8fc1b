#include "window/differences-dialog.h"

#include <glib/gi18n.h>

#include "store/versions.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/differences-text.h"
#include "window/report.h"

/* Text is put into the view so long at a time. */
#define SLICE_USEC 8000

#define OB_TYPE_DIFFERENCES_DIALOG (ob_differences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ObDifferencesDialog, ob_differences_dialog, OB, DIFFERENCES_DIALOG, GtkDialog)

struct _ObDifferencesDialog
{
  GtkDialog parent_instance;

  GtkWidget *old_label;
  GtkWidget *old_box;
  GtkWidget *new_label;
  GtkWidget *new_box;
  GtkWidget *summary;
  GtkWidget *all_button;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *view;
  GtkTextBuffer *buffer;

  ObProject *project;  /* (owned) (nullable): whose versions are compared */
  GPtrArray *versions; /* (owned) (nullable) ObArticle, as in the boxes */
  gboolean updating;   /* the boxes change, but not by the user */

  ObText *old_text; /* (owned) */
  ObText *new_text; /* (owned) */
  GArray *pieces;   /* (owned) (nullable) until compared */
  GArray *runs;     /* (owned) (nullable) */
  guint n_shown;    /* of the runs */
  GPtrArray *places; /* (owned) GtkTextMark, where places that changed begin */
  int place;        /* that was gone to last; -1 */
  guint fill_source;
  GCancellable *cancellable; /* (owned) (nullable) of the comparison */
};

G_DEFINE_FINAL_TYPE (ObDifferencesDialog, ob_differences_dialog, GTK_TYPE_DIALOG)

/* Showing --------------------------------------------------------------------------------------- */

static void
show_summary (ObDifferencesDialog *self, const ObDifferences *counts)
{
  g_autofree char *places = g_strdup_printf (
    ngettext ("%u place changed", "%u places changed", counts->n_places), counts->n_places);
  g_autofree char *removed = g_strdup_printf (
    ngettext ("%u word went", "%u words went", counts->n_removed), counts->n_removed);
  g_autofree char *added
    = g_strdup_printf (ngettext ("%u word came", "%u words came", counts->n_added), counts->n_added);
  g_autofree char *all = g_strjoin (" · ", places, removed, added, NULL);

  gtk_label_set_text (GTK_LABEL (self->summary),
                      counts->n_places > 0 ? all : _("Both texts are the same."));
}

static void
show_steps (ObDifferencesDialog *self)
{
  gtk_widget_set_sensitive (self->previous_button, self->place > 0);
  gtk_widget_set_sensitive (self->next_button, self->place + 1 < (int) self->places->len);
}

static void
insert_run (ObDifferencesDialog *self, const ObRun *run)
{
  static const char *const tags[] = { "same", "removed", "added", "fold" };
  const ObText *text = run->kind == OB_RUN_REMOVED ? self->old_text : self->new_text;
  g_autofree char *words
    = run->kind == OB_RUN_FOLD
        ? g_strdup_printf (ngettext ("⋯ %u paragraph is the same ⋯\n",
                                     "⋯ %u paragraphs are the same ⋯\n", run->n_paragraphs),
                           run->n_paragraphs)
        : ob_text_slice (text, run->range.start, run->range.end);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (run->begins_change)
    g_ptr_array_add (self->places, gtk_text_buffer_create_mark (self->buffer, NULL, &end, TRUE));
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, words, -1, tags[run->kind], NULL);
}

static gboolean
fill_cb (gpointer user_data)
{
  ObDifferencesDialog *self = user_data;
  gint64 deadline = g_get_monotonic_time () + SLICE_USEC;

  while (self->n_shown < self->runs->len && g_get_monotonic_time () < deadline)
    insert_run (self, &g_array_index (self->runs, ObRun, self->n_shown++));
  show_steps (self);
  if (self->n_shown < self->runs->len)
    return G_SOURCE_CONTINUE;

  self->fill_source = 0;
  return G_SOURCE_REMOVE;
}

static void
clear (ObDifferencesDialog *self)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  g_ptr_array_set_size (self->places, 0);
  g_clear_pointer (&self->runs, g_array_unref);
  self->n_shown = 0;
  self->place = -1;
  show_steps (self);
}

/* Shows the comparison from its beginning. */
static void
show (ObDifferencesDialog *self)
{
  gboolean all = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all_button));
  ObDifferences counts;

  clear (self);
  if (self->pieces == NULL)
    return;
  self->runs
    = ob_differences_list_runs (self->pieces, self->old_text, self->new_text, !all, &counts);
  show_summary (self, &counts);
  gtk_widget_set_sensitive (self->all_button, counts.n_places > 0);
  self->fill_source = g_idle_add (fill_cb, self);
}

static void
step (ObDifferencesDialog *self, int by)
{
  GtkTextIter iter;
  GtkTextMark *mark;

  if (self->place + by < 0 || self->place + by >= (int) self->places->len)
    return;
  self->place += by;
  mark = g_ptr_array_index (self->places, self->place);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, mark);
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), mark, 0.1, FALSE, 0, 0.3);
  show_steps (self);
}

static void
previous_clicked_cb (ObDifferencesDialog *self)
{
  step (self, -1);
}

static void
next_clicked_cb (ObDifferencesDialog *self)
{
  step (self, 1);
}

static void
all_toggled_cb (ObDifferencesDialog *self)
{
  show (self);
}

/* Comparing ------------------------------------------------------------------------------------- */

typedef struct
{
  ObText *old_text; /* (owned) */
  ObText *new_text; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ob_text_unref (job->old_text);
  ob_text_unref (job->new_text);
  g_free (job);
}

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  g_task_return_pointer (task, ob_text_diff (job->old_text, job->new_text),
                         (GDestroyNotify) g_array_unref);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ObDifferencesDialog) self = user_data;
  GArray *pieces = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Cancelled: the dialog is gone, or other versions were chosen. */
  if (pieces == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->pieces = pieces;
  show (self);
}

static void
stop (ObDifferencesDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->old_text, ob_text_unref);
  g_clear_pointer (&self->new_text, ob_text_unref);
}

/* Takes both texts over. */
static void
compare (ObDifferencesDialog *self, ObText *old_text, ObText *new_text)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  stop (self);
  clear (self);
  self->old_text = old_text;
  self->new_text = new_text;
  self->cancellable = g_cancellable_new ();
  job->old_text = ob_text_ref (old_text);
  job->new_text = ob_text_ref (new_text);
  gtk_label_set_text (GTK_LABEL (self->summary), _("Comparing…"));
  task = g_task_new (NULL, self->cancellable, compared_cb, g_object_ref (self));
  g_task_set_source_tag (task, compare);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_thread);
}

/* The versions that the boxes name. */
static void
compare_chosen (ObDifferencesDialog *self)
{
  int chosen[] = { gtk_combo_box_get_active (GTK_COMBO_BOX (self->old_box)),
                   gtk_combo_box_get_active (GTK_COMBO_BOX (self->new_box)) };
  ObText *texts[2] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 && chosen[i] >= 0; i++)
    texts[i] = ob_project_get_text (
      self->project, ((ObArticle *) self->versions->pdata[chosen[i]])->entity, &error);
  if (texts[0] != NULL && texts[1] != NULL)
    {
      compare (self, texts[0], texts[1]);
      return;
    }
  g_clear_pointer (&texts[0], ob_text_unref);
  g_clear_pointer (&texts[1], ob_text_unref);
  gtk_label_set_text (GTK_LABEL (self->summary), error != NULL ? error->message : "");
}

static void
version_changed_cb (ObDifferencesDialog *self)
{
  if (!self->updating)
    compare_chosen (self);
}

/* The widgets ----------------------------------------------------------------------------------- */

static void
ob_differences_dialog_dispose (GObject *object)
{
  ObDifferencesDialog *self = OB_DIFFERENCES_DIALOG (object);

  stop (self);
  g_clear_handle_id (&self->fill_source, g_source_remove);

  G_OBJECT_CLASS (ob_differences_dialog_parent_class)->dispose (object);
}

static void
ob_differences_dialog_finalize (GObject *object)
{
  ObDifferencesDialog *self = OB_DIFFERENCES_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_ptr_array_unref (self->places);

  G_OBJECT_CLASS (ob_differences_dialog_parent_class)->finalize (object);
}

static void
ob_differences_dialog_class_init (ObDifferencesDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_differences_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ob_differences_dialog_finalize;
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/differences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, old_label);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, old_box);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, new_label);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, new_box);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, previous_button);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, view);
  gtk_widget_class_bind_template_child (widget_class, ObDifferencesDialog, buffer);
  gtk_widget_class_bind_template_callback (widget_class, version_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

/* Never by colour alone: what went is struck through, what came is underlined. */
static void
ob_differences_dialog_init (ObDifferencesDialog *self)
{
  const GdkRGBA red = { .88, .11, .14, .18 }, green = { .15, .64, .41, .22 };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->places = g_ptr_array_new ();
  self->place = -1;
  gtk_text_buffer_create_tag (self->buffer, "same", NULL);
  gtk_text_buffer_create_tag (self->buffer, "removed", "strikethrough", TRUE, "background-rgba", &red,
                              NULL);
  gtk_text_buffer_create_tag (self->buffer, "added", "underline", PANGO_UNDERLINE_SINGLE,
                              "background-rgba", &green, NULL);
  gtk_text_buffer_create_tag (self->buffer, "fold", "justification", GTK_JUSTIFY_CENTER, "scale",
                              PANGO_SCALE_SMALL, "foreground-rgba",
                              &(GdkRGBA){ 0.5, 0.5, 0.5, 1 }, "pixels-above-lines", 6, NULL);
  show_steps (self);
}

static ObDifferencesDialog *
dialog_new (GtkWindow *parent)
{
  return g_object_new (OB_TYPE_DIFFERENCES_DIALOG,
                       "use-header-bar", TRUE,
                       "transient-for", parent,
                       "destroy-with-parent", TRUE,
                       NULL);
}

/* "Version 2 · The Guardian · 12 April 2017" */
static char *
describe_version (const ObArticle *version)
{
  g_autofree char *source = ob_describe_source (version);
  g_autofree char *number
    = g_strdup_printf (_("Version %" G_GINT64_FORMAT), MAX (version->version, 1));

  return *source != '\0' ? g_strdup_printf ("%s · %s", number, source) : g_steal_pointer (&number);
}

static void
fill_boxes (ObDifferencesDialog *self, guint newer)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->versions->len; i++)
    {
      g_autofree char *name = describe_version (self->versions->pdata[i]);

      gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->old_box), name);
      gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->new_box), name);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->old_box), (int) newer - 1);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->new_box), (int) newer);
  self->updating = FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_differences_dialog_open (ObWindow *window)
{
  ObProject *project = ob_window_get_project (window);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (window));
  g_autoptr (GPtrArray) versions
    = article != 0 ? ob_project_list_versions (project, article) : g_ptr_array_new ();
  ObDifferencesDialog *self;
  guint newer = 1;

  if (versions->len < 2)
    {
      ob_report_done (GTK_WIDGET (window), _("There is only one version of this article."));
      return;
    }
  for (guint i = 1; i < versions->len; i++)
    if (((ObArticle *) versions->pdata[i])->entity == article)
      newer = i;

  self = dialog_new (GTK_WINDOW (window));
  self->project = g_object_ref (project);
  self->versions = g_steal_pointer (&versions);
  fill_boxes (self, newer);
  gtk_widget_show (self->old_box);
  gtk_widget_show (self->new_box);
  compare_chosen (self);
  gtk_widget_grab_focus (self->view);
  gtk_window_present (GTK_WINDOW (self));
}

void
ob_differences_dialog_open_texts (GtkWindow *parent,
                                  const char *old_title,
                                  ObText *old_text,
                                  const char *new_title,
                                  ObText *new_text)
{
  ObDifferencesDialog *self = dialog_new (parent);

  gtk_label_set_text (GTK_LABEL (self->old_label), old_title);
  gtk_label_set_text (GTK_LABEL (self->new_label), new_title);
  gtk_widget_show (self->old_label);
  gtk_widget_show (self->new_label);
  compare (self, ob_text_ref (old_text), ob_text_ref (new_text));
  gtk_widget_grab_focus (self->view);
  gtk_window_present (GTK_WINDOW (self));
}
