#include "window/pictures-view.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "window/chart-area.h"
#include "window/choice-box.h"
#include "window/describe.h"
#include "window/passage-row.h"
#include "window/report.h"

/* Passages listed of a mark; the count is of all. */
#define MAX_PASSAGES 200
/* What changes, also the width, is waited for so long before a picture is made again. */
#define SETTLE_MILLISECONDS 150
/* Of a picture on paper, before it is scaled to the page. */
#define PAPER_WIDTH 900.0
#define PAPER_FONT 10.0

struct _ObPicturesView
{
  GtkBox parent_instance;

  GtkWidget *kind; /* ObChoiceBox */
  GtkWidget *print;
  GtkWidget *export;
  GtkWidget *stack; /* "chart" or "empty" */
  GtkWidget *scrolled;
  GtkWidget *area; /* ObChartArea */
  GtkWidget *chosen;
  GtkWidget *passages; /* GtkListBox */

  ObProject *project;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the worker */
  guint update_source;
  int width; /* that the picture was made for */
};

enum
{
  PASSAGE_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObPicturesView, ob_pictures_view, GTK_TYPE_BOX)

/* The passages ---------------------------------------------------------------------------------- */

static GtkWidget *
create_passage (ObPicturesView *self, const ObFinding *finding)
{
  g_autoptr (ObAnnotation) annotation
    = ob_project_get_annotation (self->project, finding->annotation);
  g_autoptr (ObArticle) article = ob_project_get_article (self->project, finding->article);
  g_autofree char *who = annotation ? ob_describe_annotation (self->project, annotation) : NULL;
  g_autofree char *words = ob_project_dup_label_of (self->project, finding->annotation);
  g_autofree char *source = article ? ob_describe_source (article) : g_strdup ("");
  g_autofree char *where = *source != '\0' ? g_strdup_printf ("%s · %s", source, article->title)
                                           : g_strdup (article ? article->title : "");

  return ob_passage_row_new (self->project, finding->article, finding->annotation, finding->start,
                             finding->end, who ? who : "", words ? words : "", where);
}

static void
mark_chosen_cb (ObPicturesView *self, guint row, guint column)
{
  const ObChart *chart = ob_chart_area_get_chart (OB_CHART_AREA (self->area));
  const ObCrossCell *cell = ob_cross_table_get (ob_chart_get_table (chart), row, column);
  const GArray *marks = ob_chart_get_marks (chart);

  gtk_container_foreach (GTK_CONTAINER (self->passages), (GtkCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (marks, ObMark, i).row == row
        && g_array_index (marks, ObMark, i).column == column)
      {
        g_autofree char *words = ob_chart_describe (chart, i);

        gtk_label_set_text (GTK_LABEL (self->chosen), words);
      }
  for (guint i = 0; cell != NULL && i < MIN (cell->passages->len, MAX_PASSAGES); i++)
    gtk_container_add (GTK_CONTAINER (self->passages),
                       create_passage (self, &g_array_index (cell->passages, ObFinding, i)));
}

static void
mark_opened_cb (ObPicturesView *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->passages), 0);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
open_passage_cb (ObPicturesView *self, GtkListBoxRow *row)
{
  ObPassageRow *passage = OB_PASSAGE_ROW (row);
  guint32 start, end;

  ob_passage_row_get_place (passage, &start, &end);
  g_signal_emit (self, signals[PASSAGE_OPENED], 0, ob_passage_row_get_article (passage),
                 ob_passage_row_get_annotation (passage), start, end);
}

/* The picture ----------------------------------------------------------------------------------- */

/* One picture on its way. */
typedef struct
{
  ObProject *project; /* (owned) */
  ObCross kind;
  ObChartStyle style;
  ObChart *chart; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_clear_pointer (&job->chart, ob_chart_free);
  g_free (job);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (ObStatements) statements = ob_project_list_all_statements (job->project, cancellable);

  if (statements != NULL)
    job->chart
      = ob_chart_new (ob_cross_table_new (job->project, statements, job->kind), &job->style);
  g_task_return_boolean (task, job->chart != NULL);
}

static void
forget_passages (ObPicturesView *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->passages), (GtkCallback) gtk_widget_destroy, NULL);
  gtk_label_set_text (GTK_LABEL (self->chosen),
                      _("Choose a part of the picture, by pointer or arrow keys, to see its passages."));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ObPicturesView *self = OB_PICTURES_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean any;

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || job->project != self->project)
    return;

  any = ob_chart_get_table (job->chart)->n_passages > 0;
  ob_chart_area_set_chart (OB_CHART_AREA (self->area), g_steal_pointer (&job->chart));
  gtk_widget_set_sensitive (self->print, any);
  gtk_widget_set_sensitive (self->export, any);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "chart" : "empty");
}

static gboolean
update_cb (gpointer user_data)
{
  ObPicturesView *self = user_data;
  g_autoptr (GTask) task = NULL;
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->kind));
  Job *job;

  self->update_source = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->width = gtk_widget_get_allocated_width (self->stack);
  job = g_new0 (Job, 1);
  job->project = g_object_ref (self->project);
  if (id != NULL)
    ob_cross_from_name (id, &job->kind);
  ob_chart_area_get_style (OB_CHART_AREA (self->area), MAX (self->width - 2, 300), &job->style);
  task = g_task_new (self, self->cancellable, made_cb, NULL);
  g_task_set_source_tag (task, update_cb);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_thread);
  return G_SOURCE_REMOVE;
}

static void
queue_update (ObPicturesView *self)
{
  if (self->update_source == 0 && self->project != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source
      = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, SETTLE_MILLISECONDS, update_cb, self, NULL);
}

static void
kind_changed_cb (ObPicturesView *self)
{
  forget_passages (self);
  queue_update (self);
}

static void
size_allocated_cb (ObPicturesView *self)
{
  if (gtk_widget_get_allocated_width (self->stack) != self->width)
    queue_update (self);
}

/* Files and paper ------------------------------------------------------------------------------- */

static void
export_response_cb (GtkNativeDialog *chooser, int response, ObPicturesView *self)
{
  const ObChart *chart = ob_chart_area_get_chart (OB_CHART_AREA (self->area));
  g_autofree char *chosen = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && chosen != NULL && chart != NULL)
    {
      g_autofree char *path
        = ob_chart_knows (chosen) ? g_strdup (chosen) : g_strconcat (chosen, ".svg", NULL);
      g_autofree char *message = g_strdup_printf (_("The picture was written to %s."), path);

      if (ob_chart_write (chart, path, &error))
        ob_report_notice (GTK_WIDGET (self), message, NULL, NULL);
      else
        ob_report_error (GTK_WIDGET (self), error);
    }
  g_object_unref (chooser);
}

static void
export_cb (ObPicturesView *self)
{
  static const struct
  {
    const char *name;
    const char *pattern;
  } forms[] = { { N_("Drawing (.svg)"), "*.svg" },
                { N_("Picture (.png)"), "*.png" },
                { N_("PDF (.pdf)"), "*.pdf" },
                { N_("Table (.csv)"), "*.csv" } };
  g_autofree char *file
    = g_strconcat (gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->kind)), ".svg", NULL);
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Export Picture"), GTK_WINDOW (window),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      GtkFileFilter *filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _(forms[i].name));
      gtk_file_filter_add_pattern (filter, forms[i].pattern);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The picture is scaled to the page; paper is white whatever the screen is. */
static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, ObChart *chart)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, scale;

  ob_chart_get_size (chart, &width, &height);
  scale = MIN (gtk_print_context_get_width (context) / width,
               gtk_print_context_get_height (context) / height);
  cairo_scale (cr, MIN (scale, 1.0), MIN (scale, 1.0));
  ob_chart_draw (chart, cr, -1);
}

static void
print_cb (ObPicturesView *self)
{
  const ObCrossTable *table
    = ob_chart_get_table (ob_chart_area_get_chart (OB_CHART_AREA (self->area)));
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  const ObChartStyle style = { OB_SCHEME_LIGHT, PAPER_FONT, PAPER_WIDTH };
  g_autoptr (ObChart) chart = ob_chart_new (ob_cross_table_ref (table), &style);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation,
                                    ob_cross_get_title (table->kind));
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), chart);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    ob_report_error (GTK_WIDGET (self), error);
}

/* The view -------------------------------------------------------------------------------------- */

static void
forget (ObPicturesView *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
}

static void
ob_pictures_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ob_pictures_view_parent_class)->map (widget);
  queue_update (OB_PICTURES_VIEW (widget));
}

static void
ob_pictures_view_dispose (GObject *object)
{
  forget (OB_PICTURES_VIEW (object));

  G_OBJECT_CLASS (ob_pictures_view_parent_class)->dispose (object);
}

static void
ob_pictures_view_class_init (ObPicturesViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ob_pictures_view_dispose;
  widget_class->map = ob_pictures_view_map;
  signals[PASSAGE_OPENED] = g_signal_new (
    "passage-opened", OB_TYPE_PICTURES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
    4, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (OB_TYPE_CHART_AREA);
  g_type_ensure (OB_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/obelus/Obelus/ui/pictures-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, kind);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, print);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, export);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, stack);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, area);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, chosen);
  gtk_widget_class_bind_template_child (widget_class, ObPicturesView, passages);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_allocated_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_passage_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
ob_pictures_view_init (ObPicturesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (ObCross kind = 0; kind < OB_N_CROSSES; kind++)
    gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->kind), ob_cross_get_name (kind),
                               ob_cross_get_title (kind));
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->kind), OB_CROSS_SPEAKERS_BY_STANCE);
  atk_object_set_name (gtk_widget_get_accessible (self->kind), _("Kind of picture"));
  atk_object_set_name (gtk_widget_get_accessible (self->passages), _("Passages of the picture"));
  g_signal_connect_swapped (self, "style-updated", G_CALLBACK (queue_update), self);
  forget_passages (self);
}

void
ob_pictures_view_set_project (ObPicturesView *self, ObProject *project)
{
  forget (self);
  forget_passages (self);
  ob_chart_area_set_chart (OB_CHART_AREA (self->area), NULL);
  if (project == NULL)
    return;

  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "annotations-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "directory-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "articles-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (project, "codebook-changed", G_CALLBACK (queue_update), self);
  queue_update (self);
}
