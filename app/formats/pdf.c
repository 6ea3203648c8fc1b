/* PDF: the annotated articles to read and print, A4, one after the other. */
#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "formats/format.h"
#include "formats/page-setting.h"
#include "formats/pages.h"

/* A4 in points. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.890

/* Between two looks at whether the export was cancelled. */
#define PARAGRAPHS_AT_ONCE 200

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  ObSink *sink = closure;

  g_string_append_len (sink->buffer, (const char *) data, length);
  return ob_sink_drain (sink) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
begin (ObExport *export)
{
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (write_bytes, export->sink, PAGE_WIDTH, PAGE_HEIGHT);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Obelus");
  export->state = cairo_create (surface);
  cairo_surface_destroy (surface);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  cairo_t *cr = export->state;
  g_autoptr (ObFormatting) formatting
      = ob_project_get_formatting (export->catalogue->project, article->entity, NULL);
  g_autoptr (ObPages) pages
      = ob_pages_new (article, text, formatting, ob_page_shows_hidden (export->catalogue->project), annotations,
                      export->catalogue->codebook, PAGE_WIDTH, PAGE_HEIGHT);

  while (!ob_pages_break (pages, PARAGRAPHS_AT_ONCE))
    if (g_cancellable_is_cancelled (export->sink->cancellable))
      return;
  for (guint i = 0;
       i < ob_pages_get_n (pages) && !g_cancellable_is_cancelled (export->sink->cancellable); i++)
    {
      ob_pages_draw (pages, cr, i);
      cairo_show_page (cr);
    }
}

static void
end (ObExport *export)
{
  cairo_t *cr = export->state;

  cairo_surface_finish (cairo_get_target (cr));
  cairo_destroy (cr);
}

static const char *const extensions[] = { "pdf", NULL };

const ObFormat ob_format_pdf = {
  .id = "pdf",
  .title = N_ ("Printed pages (PDF)"),
  .extensions = extensions,
  .loses = N_ ("Pages show labels, disputes and notes, and no other attributes or links."),
  .begin = begin,
  .add_article = add_article,
  .end = end,
};
