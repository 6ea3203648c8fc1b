/* A chart as a file: a picture, or its table. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <string.h>

#include "formats/csv-cell.h"
#include "report/chart-private.h"

/* Dots of a PNG for each unit of the drawing. */
#define PNG_SCALE 2.0
/* Cairo takes no more. */
#define MAX_PNG 32000.0

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_png (const ObChart *chart, GString *out)
{
  double scale = MIN (PNG_SCALE, MAX_PNG / MAX (chart->width, chart->height));
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (chart->width * scale),
                                    (int) (chart->height * scale));

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

static cairo_surface_t *
create_svg (const ObChart *chart, GString *out)
{
  return cairo_svg_surface_create_for_stream (append, out, chart->width, chart->height);
}

static cairo_surface_t *
create_pdf (const ObChart *chart, GString *out)
{
  return cairo_pdf_surface_create_for_stream (append, out, chart->width, chart->height);
}

/* Each makes a surface that writes to the string, or one that is written when it is drawn. */
static const struct
{
  const char *ending;
  cairo_surface_t *(*create) (const ObChart *chart, GString *out);
} forms[] = { { ".svg", create_svg }, { ".png", create_png }, { ".pdf", create_pdf } };

static gboolean
draw (const ObChart *chart, cairo_surface_t *surface, GString *out, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  double red, green, blue;
  cairo_status_t status;

  ob_palette_split (ob_chart_get_ink (chart, OB_INK_PAPER), &red, &green, &blue);
  cairo_set_source_rgb (cr, red, green, blue);
  cairo_paint (cr);
  ob_chart_draw (chart, cr, -1);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS
      && cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE)
    status = cairo_surface_write_to_png_stream (surface, append, out);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The picture could not be drawn (%s)."),
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
ob_chart_knows (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_has_suffix (lower, forms[i].ending))
      return TRUE;
  return g_str_has_suffix (lower, ".csv");
}

gboolean
ob_chart_write (const ObChart *chart, const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (GString) out = g_string_new (NULL);

  if (g_str_has_suffix (lower, ".csv"))
    {
      g_string_free (g_steal_pointer (&out), TRUE);
      out = ob_cross_table_to_csv (chart->table);
    }
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_has_suffix (lower, forms[i].ending)
        && !draw (chart, forms[i].create (chart, out), out, error))
      return FALSE;
  return g_file_set_contents_full (path, out->str, (gssize) out->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0666, error);
}

GString *
ob_cross_table_to_csv (const ObCrossTable *table)
{
  GString *out = g_string_new (NULL);

  ob_csv_add (out, ob_cross_get_title (table->kind), TRUE);
  for (guint i = 0; i < table->columns->len; i++)
    ob_csv_add (out, ((const ObCrossHead *) table->columns->pdata[i])->name, TRUE);
  ob_csv_end_row (out);
  for (guint row = 0; row < table->rows->len; row++)
    {
      ob_csv_add (out, ((const ObCrossHead *) table->rows->pdata[row])->name, TRUE);
      for (guint column = 0; column < table->columns->len; column++)
        ob_csv_add_integer (out, ob_cross_cell_count (ob_cross_table_get (table, row, column)));
      ob_csv_end_row (out);
    }
  g_string_prepend (out, OB_CSV_MARK);
  return out;
}
