/* A document on A4 pages. */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "report/paper.h"

/* Points (1/72 inch). */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 62.0
#define FOOT 34.0
#define INDENT 14.0
#define CELL 5.0 /* around the words of a cell */

typedef struct
{
  cairo_t *cr;
  const ObPaper *document;
  double y;
  guint page;
  guint item;
} Pages;

static PangoLayout *
make_layout (Pages *pages, const char *font, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (pages->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.15f);
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
set_grey (Pages *pages, double grey)
{
  cairo_set_source_rgb (pages->cr, grey, grey, grey);
}

static void
end_page (Pages *pages)
{
  g_autofree char *number = g_strdup_printf ("%u", ++pages->page);
  g_autoptr (PangoLayout) title
      = make_layout (pages, "Sans 8", pages->document->title, PAGE_WIDTH - 2 * MARGIN - 40);
  g_autoptr (PangoLayout) layout = make_layout (pages, "Sans 8", number, 40);

  pango_layout_set_height (title, -1);
  pango_layout_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  set_grey (pages, 0.4);
  cairo_move_to (pages->cr, MARGIN, PAGE_HEIGHT - FOOT);
  pango_cairo_show_layout (pages->cr, title);
  cairo_move_to (pages->cr, PAGE_WIDTH - MARGIN - 40, PAGE_HEIGHT - FOOT);
  pango_cairo_show_layout (pages->cr, layout);
  cairo_show_page (pages->cr);
  pages->y = MARGIN;
}

/* Makes sure that @height fits below, if it fits on a page at all. */
static void
need (Pages *pages, double height)
{
  if (pages->y > MARGIN && pages->y + height > PAGE_HEIGHT - MARGIN)
    end_page (pages);
}

/* A bar beside the lines that were drawn from @top on. */
static void
draw_bar (Pages *pages, double top)
{
  set_grey (pages, 0.72);
  cairo_rectangle (pages->cr, MARGIN, top, 2, pages->y - top);
  cairo_fill (pages->cr);
}

/* Line by line, so that long paragraphs go over pages. */
static void
draw_text (
    Pages *pages, const char *font, const char *text, double indent, double grey, gboolean bar)
{
  g_autoptr (PangoLayout) layout
      = make_layout (pages, font, text, PAGE_WIDTH - 2 * MARGIN - indent);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double top = pages->y;

  do
    {
      PangoRectangle ink, logical;
      double height, baseline;

      pango_layout_iter_get_line_extents (iter, &ink, &logical);
      height = (double) logical.height / PANGO_SCALE;
      baseline = (double) (pango_layout_iter_get_baseline (iter) - logical.y) / PANGO_SCALE;
      if (pages->y + height > PAGE_HEIGHT - MARGIN && pages->y > MARGIN)
        {
          if (bar)
            draw_bar (pages, top);
          end_page (pages);
          top = pages->y;
        }
      set_grey (pages, grey);
      cairo_move_to (pages->cr, MARGIN + indent + (double) logical.x / PANGO_SCALE,
                     pages->y + baseline);
      pango_cairo_show_layout_line (pages->cr, pango_layout_iter_get_line_readonly (iter));
      pages->y += height;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  if (bar)
    draw_bar (pages, top);
}

/* Tables ----------------------------------------------------------------------------------------- */

/* Widths by what the columns hold: the square root of their longest cell, within bounds. */
static double *
measure_columns (const ObPart *table, guint n_columns)
{
  double *widths = g_new0 (double, n_columns);
  double total = 0;

  for (guint k = 0; k < n_columns; k++)
    {
      gsize longest = 8;

      for (guint i = 0; i < table->rows->len; i++)
        longest = MAX (longest, strlen (((char **) table->rows->pdata[i])[k]));
      widths[k] = 1;
      for (gsize step = longest; step > 8; step /= 2)
        widths[k] += 0.5;
      total += widths[k];
    }
  for (guint k = 0; k < n_columns; k++)
    widths[k] *= (PAGE_WIDTH - 2 * MARGIN) / total;
  return widths;
}

static void
draw_row (Pages *pages, char **cells, const double *widths, gboolean head)
{
  guint n = g_strv_length (cells);
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0, x = MARGIN;

  for (guint k = 0; k < n; k++)
    {
      PangoLayout *layout = make_layout (pages, head || k == 0 ? "Sans Bold 8" : "Sans 8", cells[k],
                                         MAX (widths[k] - 2 * CELL, 10));

      g_ptr_array_add (layouts, layout);
      height = MAX (height, get_height (layout));
    }
  height = MIN (height + 2 * CELL, PAGE_HEIGHT - 2 * MARGIN);
  need (pages, height);
  for (guint k = 0; k < n; k++)
    {
      cairo_save (pages->cr);
      cairo_rectangle (pages->cr, x, pages->y, widths[k], height);
      cairo_clip (pages->cr);
      set_grey (pages, 0);
      cairo_move_to (pages->cr, x + CELL, pages->y + CELL);
      pango_cairo_show_layout (pages->cr, layouts->pdata[k]);
      cairo_restore (pages->cr);
      x += widths[k];
    }
  pages->y += height;
  set_grey (pages, head ? 0 : 0.75);
  cairo_set_line_width (pages->cr, head ? 1 : 0.5);
  cairo_move_to (pages->cr, MARGIN, pages->y);
  cairo_line_to (pages->cr, PAGE_WIDTH - MARGIN, pages->y);
  cairo_stroke (pages->cr);
}

static void
draw_table (Pages *pages, const ObPart *table)
{
  guint n_columns = ob_part_get_n_columns (table);
  g_autofree double *widths = NULL;

  if (n_columns == 0)
    return;
  widths = measure_columns (table, n_columns);
  pages->y += 6;
  need (pages, 60);
  for (guint i = 0; i < table->rows->len; i++)
    {
      guint page = pages->page;

      if (i > 0)
        need (pages, 30);
      if (pages->page != page)
        draw_row (pages, table->rows->pdata[0], widths, TRUE);
      draw_row (pages, table->rows->pdata[i], widths, i == 0);
    }
  pages->y += 10;
}

/* Blocks ----------------------------------------------------------------------------------------- */

static void
draw_heading (Pages *pages, const ObPart *block)
{
  static const char *const fonts[] = { "Serif Bold 22", "Serif Bold 15", "Serif Bold 12" };
  guint level = CLAMP (block->level, 1, G_N_ELEMENTS (fonts));

  if (level > 1)
    {
      pages->y += level == 2 ? 20 : 10;
      need (pages, level == 2 ? 120 : 80);
    }
  if (level == 2)
    {
      set_grey (pages, 0);
      cairo_rectangle (pages->cr, MARGIN, pages->y, PAGE_WIDTH - 2 * MARGIN, 1);
      cairo_fill (pages->cr);
      pages->y += 8;
    }
  draw_text (pages, fonts[level - 1], block->text, 0, 0, FALSE);
  pages->y += 4;
}

static void
draw_block (Pages *pages, const ObPart *block)
{
  g_autofree char *text = NULL;

  pages->item = block->type == OB_PART_ITEM ? pages->item + 1 : 0;
  switch (block->type)
    {
    case OB_PART_HEADING:
      draw_heading (pages, block);
      break;
    case OB_PART_PARAGRAPH:
      draw_text (pages, "Serif 10.5", block->text, 0, 0, FALSE);
      pages->y += 5;
      break;
    case OB_PART_NOTE:
      draw_text (pages, "Sans 8.5", block->text, 0, 0.33, FALSE);
      pages->y += 5;
      break;
    case OB_PART_ITEM:
      text = g_strdup_printf ("%u. %s%s%s", pages->item, block->text,
                              block->address != NULL ? "\n" : "",
                              block->address != NULL ? block->address : "");
      draw_text (pages, "Serif 9.5", text, 0, 0, FALSE);
      pages->y += 4;
      break;
    case OB_PART_QUOTATION:
      text = g_strdup_printf ("“%s”", block->text);
      need (pages, 40);
      draw_text (pages, "Serif 10.5", text, INDENT, 0, TRUE);
      draw_text (pages, "Sans 8", block->detail, INDENT, 0.33, TRUE);
      pages->y += 8;
      break;
    case OB_PART_TABLE:
      draw_table (pages, block);
      break;
    }
}

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
ob_paper_to_pdf (const ObPaper *document, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (write_cb, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  Pages pages = { .document = document, .y = MARGIN };
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, document->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Obelus");
  pages.cr = cairo_create (surface);
  for (guint i = 0; i < document->blocks->len; i++)
    draw_block (&pages, document->blocks->pdata[i]);
  end_page (&pages);
  status = cairo_status (pages.cr);
  cairo_destroy (pages.cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The pages could not be made: %s."),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
