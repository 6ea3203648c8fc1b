/* PDF documents that tests draw. */
#pragma once

#include <gio/gio.h>

#define MADE_PAGE_WIDTH 595
#define MADE_PAGE_HEIGHT 842

typedef struct _MadePages MadePages;

MadePages *made_pages_new (void);

/* From now on text is set in @size points, as CSS and Pango have it, "bold", "italic" or "". */
void made_pages_set_font (MadePages *pages, double size, const char *style);

/* One line of @text from the baseline at @x, @y. */
void made_pages_line (MadePages *pages, double x, double y, const char *text);

/* Sets @text, words apart by spaces, in lines @width wide from @x, @y down to @bottom; a paragraph
 * ends with a line end, its first line is indented by @indent.  With @divide long words are divided
 * at the end of a line.  Returns: how many bytes of @text are set. */
gsize made_pages_flow (MadePages *pages,
                       const char *text,
                       double x,
                       double y,
                       double width,
                       double bottom,
                       double indent,
                       gboolean divide);

/* A line from bottom to top. */
void made_pages_turned (MadePages *pages, double x, double y, const char *text);

void made_pages_next (MadePages *pages);

/* Sets the title and author of the document. */
void made_pages_describe (MadePages *pages, const char *title, const char *author);

/* Ends the document.  Returns: (transfer full). */
GBytes *made_pages_finish (MadePages *pages);
