#include "made-pages.h"

#include <cairo-pdf.h>
#include <string.h>

struct _MadePages
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cairo;
  double size;
};

static cairo_status_t
write_cb (void *data, const unsigned char *block, unsigned int length)
{
  g_byte_array_append (data, block, length);
  return CAIRO_STATUS_SUCCESS;
}

static double
measure (MadePages *self, const char *text)
{
  cairo_text_extents_t extents;

  cairo_text_extents (self->cairo, text, &extents);
  return extents.x_advance;
}

MadePages *
made_pages_new (void)
{
  MadePages *self = g_new0 (MadePages, 1);

  self->bytes = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self->bytes, MADE_PAGE_WIDTH,
                                                       MADE_PAGE_HEIGHT);
  self->cairo = cairo_create (self->surface);
  made_pages_set_font (self, 10, "");
  return self;
}

void
made_pages_set_font (MadePages *self, double size, const char *style)
{
  cairo_select_font_face (
      self->cairo, "DejaVu Sans",
      strstr (style, "italic") != NULL ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
      strstr (style, "bold") != NULL ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (self->cairo, size);
  self->size = size;
}

void
made_pages_line (MadePages *self, double x, double y, const char *text)
{
  cairo_move_to (self->cairo, x, y);
  cairo_show_text (self->cairo, text);
}

/* As much of the word [@text, @end) as fits into @room with a hyphen; in bytes, ASCII only. */
static gsize
divide_word (MadePages *self, const char *text, const char *end, double room)
{
  for (gsize n = (gsize) (end - text) - 2; n >= 3 && n < 100; n--)
    {
      g_autofree char *part = g_strndup (text, n);
      g_autofree char *hyphenated = g_strconcat (part, "-", NULL);

      if (measure (self, hyphenated) <= room)
        return n;
    }

  return 0;
}

gsize
made_pages_flow (MadePages *self,
                 const char *text,
                 double x,
                 double y,
                 double width,
                 double bottom,
                 double indent,
                 gboolean divide)
{
  const char *at = text;
  double left = indent;
  g_autoptr (GString) line = g_string_new (NULL);

  for (; y <= bottom; y += self->size * 1.25)
    {
      g_string_truncate (line, 0);
      while (*at != '\0' && *at != '\n')
        {
          gsize n = strcspn (at, " \n");
          g_autofree char *longer
              = g_strdup_printf ("%s%s%.*s", line->str, line->len > 0 ? " " : "", (int) n, at);

          if (measure (self, longer) > width - left)
            {
              double room = width - left - measure (self, line->str) - measure (self, " ");
              gsize part = divide && n > 7 ? divide_word (self, at, at + n, room) : 0;

              if (part > 0)
                g_string_append_printf (line, " %.*s-", (int) part, at);
              at += part;
              break;
            }
          g_string_assign (line, longer);
          at += n;
          while (*at == ' ')
            at++;
        }
      made_pages_line (self, x + left, y, line->str);
      left = 0;
      if (*at == '\n')
        {
          left = indent;
          at++;
        }
      if (*at == '\0')
        break;
    }

  return (gsize) (at - text);
}

void
made_pages_turned (MadePages *self, double x, double y, const char *text)
{
  cairo_save (self->cairo);
  cairo_move_to (self->cairo, x, y);
  cairo_rotate (self->cairo, -G_PI / 2);
  cairo_show_text (self->cairo, text);
  cairo_restore (self->cairo);
}

void
made_pages_next (MadePages *self)
{
  cairo_show_page (self->cairo);
}

void
made_pages_describe (MadePages *self, const char *title, const char *author)
{
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_AUTHOR, author);
}

GBytes *
made_pages_finish (MadePages *self)
{
  GBytes *bytes;

  cairo_show_page (self->cairo);
  cairo_destroy (self->cairo);
  cairo_surface_finish (self->surface);
  g_assert_cmpint (cairo_surface_status (self->surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (self->surface);
  bytes = g_byte_array_free_to_bytes (self->bytes);
  g_free (self);
  return bytes;
}
