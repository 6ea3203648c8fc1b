#include "window/print.h"

#include "formats/page-setting.h"
#include "formats/pages.h"
#include "window/report.h"

/* Broken into pages between two turns of the main loop. */
#define PARAGRAPHS_AT_ONCE 40

/* What is printed, as it was when printing began. */
typedef struct
{
  ObArticle *article;     /* (owned) */
  ObText *text;           /* (owned) */
  ObFormatting *formatting; /* (owned) (nullable) */
  gboolean show_hidden;
  GPtrArray *annotations; /* (owned) */
  ObCodebook *codebook;   /* (owned) */
  ObPages *pages;         /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->pages, ob_pages_free);
  g_clear_pointer (&job->article, ob_article_free);
  g_clear_pointer (&job->text, ob_text_unref);
  g_clear_pointer (&job->formatting, ob_formatting_unref);
  g_clear_pointer (&job->annotations, g_ptr_array_unref);
  g_clear_pointer (&job->codebook, ob_codebook_unref);
  g_free (job);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  job->pages = ob_pages_new (job->article, job->text, job->formatting, job->show_hidden,
                             job->annotations, job->codebook,
                             gtk_print_context_get_width (context),
                             gtk_print_context_get_height (context));
}

static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  if (!ob_pages_break (job->pages, PARAGRAPHS_AT_ONCE))
    return FALSE;

  gtk_print_operation_set_n_pages (operation, (int) ob_pages_get_n (job->pages));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  ob_pages_draw (job->pages, gtk_print_context_get_cairo_context (context), (guint) page);
}

static Job *
make_job (ObProject *project, ObEntity article, GError **error)
{
  Job *job = g_new0 (Job, 1);

  job->article = ob_project_get_article (project, article);
  job->text = ob_project_get_text (project, article, error);
  if (job->article == NULL || job->text == NULL)
    {
      job_free (job);
      return NULL;
    }
  job->formatting = ob_project_get_formatting (project, article, NULL);
  job->show_hidden = ob_page_shows_hidden (project);
  job->annotations = ob_project_list_annotations (project, article, 0, 0);
  job->codebook = ob_project_ref_codebook (project);
  return job;
}

void
ob_print_article (ObWindow *window)
{
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (window));
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  Job *job;

  if (article == 0)
    return;
  job = make_job (ob_window_get_project (window), article, &error);
  if (job == NULL)
    {
      ob_report_error (GTK_WIDGET (window), error);
      return;
    }

  operation = gtk_print_operation_new ();
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, job->article->title);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), job);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_object_set_data_full (G_OBJECT (operation), "job", job, (GDestroyNotify) job_free);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (window), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    ob_report_error (GTK_WIDGET (window), error);
}
