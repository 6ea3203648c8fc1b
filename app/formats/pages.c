#include "formats/pages.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "formats/page-setting.h"
#include "model/hidden-parts.h"
#include "model/interval-index.h"
#include "model/lanes.h"
#include "model/palette.h"

#define MARGIN 56.0
#define NOTES_WIDTH 104.0
#define NOTES_GAP 18.0
#define BODY_FONT "Serif"
#define BODY_SIZE 11.0
#define MARK_FONT "Serif 11"
#define SMALL_FONT "Sans 7.5"
#define LEADING 7.0    /* between lines; the lanes need it */
#define LANE_FIRST 2.2 /* from the bottom of the words to the first lane */
#define LANE_STEP 2.4
#define LEGEND_ROW 14.0

/* Below a heading at least this must fit on the page. */
#define AFTER_HEADING 44.0

/* Where one line of a paragraph stands. */
typedef struct
{
  guint32 paragraph;
  guint32 line; /* in its paragraph */
  guint32 page;
  float y; /* of its upper edge */
} Place;

struct _ObPages
{
  const ObArticle *article;
  const ObText *text;
  const ObFormatting *formatting; /* (nullable) */
  ObHiddenParts *parts;           /* (owned): left out */
  const GPtrArray *annotations;
  const ObCodebook *codebook;
  double width;
  double height;
  GArray *places;         /* (owned) Place, in order */
  GArray *firsts;         /* (owned) guint: first place of each page */
  ObIntervalIndex *index; /* (owned) */
  ObLanes *lanes;         /* (owned) */
  GHashTable *by_entity;  /* (owned) gint64 * -> ObAnnotation */
  guint next;             /* paragraph that is broken next */
  double next_y;          /* and where it begins; after the last one, the legend */
  PangoContext *context;  /* (owned) for measuring */
};

/* Letters are measured for the page alone, whatever is drawn on: or lines would break otherwise when
 * they are drawn than when they were placed, and some would not be there. */
static void
set_context (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
}

/* Layouts ---------------------------------------------------------------------------------------
 */

static double
get_text_width (const ObPages *pages)
{
  return pages->width - 2 * MARGIN - NOTES_WIDTH - NOTES_GAP;
}

static gboolean
is_title (const ObPages *pages, guint paragraph)
{
  g_autofree char *first = NULL;
  ObSegment range;

  if (paragraph != 0)
    return FALSE;
  range = ob_text_get_paragraph (pages->text, 0);
  first = ob_text_slice (pages->text, range.start, range.end);
  return strcmp (first, pages->article->title) == 0;
}

static PangoLayout *
make_layout (PangoContext *context, const char *font, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static ObPageSetting
get_setting (const ObPages *pages, guint paragraph)
{
  return ob_page_setting_get (pages->text, pages->formatting,
                              ob_text_get_paragraph (pages->text, paragraph),
                              is_title (pages, paragraph));
}

static PangoLayout *
make_paragraph (const ObPages *pages,
                PangoContext *context,
                const ObPageSetting *setting,
                guint paragraph)
{
  return ob_page_setting_make_layout (setting, context, pages->text, pages->formatting,
                                      ob_text_get_paragraph (pages->text, paragraph), BODY_FONT,
                                      BODY_SIZE, get_text_width (pages));
}

/* Breaking into pages ---------------------------------------------------------------------------
 */

static void
begin_page (ObPages *pages)
{
  g_array_append_val (pages->firsts, pages->places->len);
}

static double
place_line (ObPages *pages, guint paragraph, guint line, double height, double y)
{
  Place place = { paragraph, line, 0, 0 };

  if (y + height > pages->height - MARGIN)
    {
      begin_page (pages);
      y = MARGIN;
    }
  place.page = pages->firsts->len - 1;
  place.y = (float) y;
  g_array_append_val (pages->places, place);
  return y + height + LEADING;
}

/* Where the paragraph begins: not alone at the foot of a page, when it is a heading. */
static double
begin_paragraph (ObPages *pages, const ObPageSetting *setting, double y)
{
  if (y > MARGIN)
    y += setting->above;
  if (setting->block != NULL && setting->block->kind == OB_BLOCK_HEADING
      && y + AFTER_HEADING > pages->height - MARGIN && y > MARGIN)
    {
      begin_page (pages);
      y = MARGIN;
    }
  if (setting->image != NULL)
    {
      if (y + OB_PAGE_IMAGE_ROOM + AFTER_HEADING > pages->height - MARGIN && y > MARGIN)
        {
          begin_page (pages);
          y = MARGIN;
        }
      y += OB_PAGE_IMAGE_ROOM;
    }

  return y;
}

static double
place_paragraph (ObPages *pages, guint paragraph, double y)
{
  ObPageSetting setting = get_setting (pages, paragraph);
  g_autoptr (PangoLayout) layout = make_paragraph (pages, pages->context, &setting, paragraph);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint line = 0;

  y = begin_paragraph (pages, &setting, y);

  do
    {
      PangoRectangle logical;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      y = place_line (pages, paragraph, line++, (double) logical.height / PANGO_SCALE, y);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);

  return y + setting.below;
}

static void
place_legend (ObPages *pages)
{
  double height = LEGEND_ROW * (2 + (pages->codebook->labels->len + 2) / 3);

  pages->next_y += LEADING;
  if (pages->next_y + height > pages->height - MARGIN)
    {
      begin_page (pages);
      pages->next_y = MARGIN;
    }
}

/* Drawing ---------------------------------------------------------------------------------------
 */

static void
set_colour (cairo_t *cr, guint32 rgb)
{
  double red, green, blue;

  ob_palette_split (rgb, &red, &green, &blue);
  cairo_set_source_rgb (cr, red, green, blue);
}

static void
set_line (cairo_t *cr, ObLine line)
{
  static const double dashed[] = { 4, 2 }, dotted[] = { 1, 1.5 }, dash_dot[] = { 5, 1.5, 1, 1.5 };

  cairo_set_line_width (cr, line == OB_LINE_DOUBLE ? 0.5 : 1.0);
  if (line == OB_LINE_DASHED)
    cairo_set_dash (cr, dashed, 2, 0);
  else if (line == OB_LINE_DOTTED)
    cairo_set_dash (cr, dotted, 2, 0);
  else if (line == OB_LINE_DASH_DOT)
    cairo_set_dash (cr, dash_dot, 4, 0);
  else
    cairo_set_dash (cr, NULL, 0, 0);
}

/* A lane from @x1 to @x2 at @y, in the label's pattern. */
static void
draw_lane (cairo_t *cr, const ObLabel *label, double x1, double x2, double y)
{
  set_colour (cr, ob_palette_get_line (label->colour, OB_SCHEME_LIGHT));
  set_line (cr, label->line);
  cairo_move_to (cr, x1, y);
  if (label->line == OB_LINE_WAVY)
    for (double x = x1; x < x2; x += 2)
      cairo_line_to (cr, MIN (x + 1, x2), y + (((int) ((x - x1) / 2)) % 2 ? 0.7 : -0.7));
  cairo_line_to (cr, x2, y);
  if (label->line == OB_LINE_DOUBLE)
    {
      cairo_move_to (cr, x1, y + 1);
      cairo_line_to (cr, x2, y + 1);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* One line of text that is being drawn. */
typedef struct
{
  ObPages *pages;
  cairo_t *cr;
  PangoLayoutLine *line; /* not owned */
  ObSegment paragraph;
  ObSegment range; /* of the line, in code points of the article */
  double x;        /* of the layout */
  double y;
  double height;
} DrawnLine;

/* Calls for each run of @span on the line: mixed directions make several of one span. */
static void
draw_span (const DrawnLine *drawn, const ObSpan *span, gboolean fill)
{
  const ObLabel *label = ob_codebook_get (drawn->pages->codebook, span->label);
  guint lane = ob_lanes_get (drawn->pages->lanes, span->annotation);
  gsize base = ob_text_get_byte (drawn->pages->text, drawn->paragraph.start);
  guint32 start = MAX (span->start, drawn->range.start), end = MIN (span->end, drawn->range.end);
  int from, to, n_ranges, *ranges;

  if (label == NULL || start >= end || (!fill && lane == OB_LANE_NONE))
    return;

  from = (int) (ob_text_get_byte (drawn->pages->text, start) - base);
  to = (int) (ob_text_get_byte (drawn->pages->text, end) - base);
  pango_layout_line_get_x_ranges (drawn->line, from, to, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      double x1 = drawn->x + (double) ranges[2 * i] / PANGO_SCALE,
             x2 = drawn->x + (double) ranges[2 * i + 1] / PANGO_SCALE;

      if (fill)
        {
          set_colour (drawn->cr, ob_palette_get_fill (label->colour, OB_SCHEME_LIGHT));
          cairo_rectangle (drawn->cr, x1, drawn->y, x2 - x1, drawn->height);
          cairo_fill (drawn->cr);
        }
      else
        draw_lane (drawn->cr, label, x1 + 0.5, x2 - 0.5,
                   drawn->y + drawn->height + LANE_FIRST + lane * LANE_STEP);
    }
  g_free (ranges);
}

static void
draw_spans (const DrawnLine *drawn, gboolean fill)
{
  ObIntervalIter iter;
  const ObSpan *span;

  /* Longer ones come first, so that the innermost fill is seen. */
  ob_interval_iter_init (&iter, drawn->pages->index, drawn->range.start, drawn->range.end);
  while ((span = ob_interval_iter_next (&iter)) != NULL)
    draw_span (drawn, span, fill);
}

/* Notes of annotations that begin on this line, beside it; returns where the next note may begin.
 */
static double
draw_notes (const DrawnLine *drawn, PangoContext *context, double free_y)
{
  double x = drawn->pages->width - MARGIN - NOTES_WIDTH;
  gboolean disputed = FALSE;
  ObIntervalIter iter;
  const ObSpan *span;

  ob_interval_iter_init (&iter, drawn->pages->index, drawn->range.start, drawn->range.end);
  while ((span = ob_interval_iter_next (&iter)) != NULL)
    {
      const ObAnnotation *annotation
          = g_hash_table_lookup (drawn->pages->by_entity, &span->annotation);
      const ObLabel *label = ob_codebook_get (drawn->pages->codebook, span->label);
      g_autoptr (PangoLayout) layout = NULL;
      int height;

      if (span->start < drawn->range.start || span->segment != 0)
        continue;
      disputed = disputed || (span->flags & OB_SPAN_DISPUTED) != 0;
      if (annotation == NULL || annotation->note == NULL || label == NULL)
        continue;

      layout = make_layout (context, SMALL_FONT, annotation->note, NOTES_WIDTH - 6);
      pango_layout_get_size (layout, NULL, &height);
      free_y = MAX (free_y, drawn->y);
      set_colour (drawn->cr, ob_palette_get_line (label->colour, OB_SCHEME_LIGHT));
      cairo_rectangle (drawn->cr, x, free_y, 1.5, (double) height / PANGO_SCALE);
      cairo_fill (drawn->cr);
      cairo_set_source_rgb (drawn->cr, 0.2, 0.2, 0.2);
      cairo_move_to (drawn->cr, x + 6, free_y);
      pango_cairo_show_layout (drawn->cr, layout);
      free_y += (double) height / PANGO_SCALE + 4;
    }

  if (disputed)
    {
      g_autoptr (PangoLayout) mark = make_layout (context, MARK_FONT, "†", MARGIN);

      cairo_set_source_rgb (drawn->cr, 0, 0, 0);
      cairo_move_to (drawn->cr, MARGIN - 16, drawn->y);
      pango_cairo_show_layout (drawn->cr, mark);
    }
  return free_y;
}

/* Text that runs from right to left ends where its column does. */
static double
get_line_x (const DrawnLine *drawn, PangoLayout *layout, const PangoRectangle *logical)
{
  int room = 0;

  if (drawn->line->resolved_dir == PANGO_DIRECTION_RTL)
    room = MAX (pango_layout_get_width (layout) - logical->width, 0);
  return drawn->x + (double) (logical->x + room) / PANGO_SCALE;
}

static double
draw_line (ObPages *pages,
           cairo_t *cr,
           PangoLayout *layout,
           const ObPageSetting *setting,
           const Place *place,
           double free_y)
{
  DrawnLine drawn = { .pages = pages, .cr = cr, .x = MARGIN, .y = place->y };
  gboolean leftwards = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
  double shade = setting->dim ? 0.28 : 0;
  PangoRectangle logical;
  gsize base;

  drawn.line = pango_layout_get_line_readonly (layout, (int) place->line);
  g_return_val_if_fail (drawn.line != NULL, free_y);
  drawn.paragraph = ob_text_get_paragraph (pages->text, place->paragraph);
  base = ob_text_get_byte (pages->text, drawn.paragraph.start);
  drawn.range.start = ob_text_get_offset (pages->text, base + (gsize) drawn.line->start_index);
  drawn.range.end = ob_text_get_offset (
      pages->text, base + (gsize) (drawn.line->start_index + drawn.line->length));
  pango_layout_line_get_extents (drawn.line, NULL, &logical);
  drawn.height = (double) logical.height / PANGO_SCALE;
  if (!leftwards)
    drawn.x += setting->indent;

  ob_page_setting_draw_marks (setting, cr, layout, place->line, MARGIN, drawn.y, drawn.height,
                              drawn.height + LEADING, get_text_width (pages));
  if (place->line == 0)
    ob_page_setting_draw_image (setting, cr, layout, MARGIN, drawn.y, get_text_width (pages));
  draw_spans (&drawn, TRUE);
  draw_spans (&drawn, FALSE);
  cairo_set_source_rgb (cr, shade, shade, shade);
  cairo_move_to (cr, get_line_x (&drawn, layout, &logical),
                 drawn.y - (double) logical.y / PANGO_SCALE);
  pango_cairo_show_layout_line (cr, drawn.line);
  return draw_notes (&drawn, pango_layout_get_context (layout), free_y);
}

static void
draw_legend (ObPages *pages, cairo_t *cr, PangoContext *context)
{
  double column = (pages->width - 2 * MARGIN) / 3;

  for (guint i = 0; i < pages->codebook->labels->len; i++)
    {
      const ObLabel *label = pages->codebook->labels->pdata[i];
      g_autoptr (PangoLayout) layout = make_layout (context, SMALL_FONT, label->name, column - 30);
      double x = MARGIN + (i % 3) * column, y = pages->next_y + (1 + i / 3) * LEGEND_ROW;

      set_colour (cr, ob_palette_get_fill (label->colour, OB_SCHEME_LIGHT));
      cairo_rectangle (cr, x, y, 18, 7);
      cairo_fill (cr);
      draw_lane (cr, label, x, x + 18, y + 8.5);
      cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
      cairo_move_to (cr, x + 24, y - 1);
      pango_cairo_show_layout (cr, layout);
    }
}

/* Nobody shall think that a page was all there was to it. */
static void
draw_left_out (ObPages *pages, cairo_t *cr, PangoContext *context)
{
  guint n = ob_hidden_parts_get_n (pages->parts);
  g_autofree char *words = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (n == 0)
    return;

  words = g_strdup_printf (ngettext ("%u part of the page that is not the article is left out.",
                                     "%u parts of the page that are not the article are left out.",
                                     n),
                           n);
  layout = make_layout (context, SMALL_FONT, words, pages->width - 2 * MARGIN);
  cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
  cairo_move_to (cr, MARGIN,
                 pages->next_y + (1 + (pages->codebook->labels->len + 2) / 3) * LEGEND_ROW);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_footer (ObPages *pages, cairo_t *cr, PangoContext *context, guint page)
{
  g_autofree char *number = g_strdup_printf ("%u / %u", page + 1, pages->firsts->len);
  g_autoptr (PangoLayout) title
      = make_layout (context, SMALL_FONT, pages->article->title, pages->width - 2 * MARGIN - 60);
  g_autoptr (PangoLayout) count = make_layout (context, SMALL_FONT, number, 60);

  pango_layout_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (count, PANGO_ALIGN_RIGHT);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_move_to (cr, MARGIN, pages->height - MARGIN / 2);
  pango_cairo_show_layout (cr, title);
  cairo_move_to (cr, pages->width - MARGIN - 60, pages->height - MARGIN / 2);
  pango_cairo_show_layout (cr, count);
}

/* Spans -----------------------------------------------------------------------------------------
 */

static void
add_spans (GArray *spans, const ObAnnotation *annotation)
{
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      const ObSegment *segment = &g_array_index (annotation->segments, ObSegment, i);
      ObSpan span = { .start = segment->start,
                      .end = segment->end,
                      .annotation = annotation->entity,
                      .label = (guint32) annotation->label,
                      .annotator = (guint32) annotation->annotator,
                      .segment = (guint16) MIN (i, G_MAXUINT16),
                      .n_segments = (guint16) MIN (annotation->segments->len, G_MAXUINT16) };

      if (ob_annotation_get_attribute (annotation, "dispute") != NULL)
        span.flags = OB_SPAN_DISPUTED;
      g_array_append_val (spans, span);
    }
}

static void
take_annotations (ObPages *pages, const GPtrArray *annotations)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (ObSpan));
  const ObSpan *sorted;
  guint n_spans;

  for (guint i = 0; i < annotations->len; i++)
    {
      ObAnnotation *annotation = annotations->pdata[i];

      add_spans (spans, annotation);
      g_hash_table_insert (pages->by_entity, &annotation->entity, annotation);
    }
  pages->index = ob_interval_index_new_take (spans);
  sorted = ob_interval_index_get_spans (pages->index, &n_spans);
  ob_lanes_set_spans (pages->lanes, sorted, n_spans);
}

/* What is annotated is printed, wherever it is. */
static void
keep_annotated (ObPages *pages)
{
  for (guint i = ob_hidden_parts_get_n (pages->parts); i > 0; i--)
    {
      ObSegment part = ob_hidden_parts_get (pages->parts, i - 1);
      ObIntervalIter iter;

      ob_interval_iter_init (&iter, pages->index, part.start, part.end);
      if (ob_interval_iter_next (&iter) != NULL)
        ob_hidden_parts_show (pages->parts, i - 1);
    }
}

/* Public functions ------------------------------------------------------------------------------
 */

ObPages *
ob_pages_new (const ObArticle *article,
              const ObText *text,
              const ObFormatting *formatting,
              gboolean show_hidden,
              const GPtrArray *annotations,
              const ObCodebook *codebook,
              double width,
              double height)
{
  ObPages *pages = g_new0 (ObPages, 1);

  pages->article = article;
  pages->text = text;
  pages->formatting = formatting;
  pages->parts = ob_hidden_parts_new (text, show_hidden ? NULL : formatting);
  pages->codebook = codebook;
  pages->width = width;
  pages->height = height;
  pages->places = g_array_new (FALSE, FALSE, sizeof (Place));
  pages->firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  pages->lanes = ob_lanes_new ();
  pages->by_entity = g_hash_table_new (g_int64_hash, g_int64_equal);
  pages->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  set_context (pages->context);

  take_annotations (pages, annotations);
  keep_annotated (pages);
  begin_page (pages);
  pages->next_y = MARGIN;
  return pages;
}

void
ob_pages_free (ObPages *pages)
{
  g_array_unref (pages->places);
  g_array_unref (pages->firsts);
  ob_hidden_parts_free (pages->parts);
  ob_interval_index_free (pages->index);
  ob_lanes_free (pages->lanes);
  g_hash_table_unref (pages->by_entity);
  g_object_unref (pages->context);
  g_free (pages);
}

gboolean
ob_pages_break (ObPages *pages, guint n_paragraphs)
{
  guint n = ob_text_get_n_paragraphs (pages->text);

  for (; n_paragraphs > 0 && pages->next < n; n_paragraphs--, pages->next++)
    if (!ob_hidden_parts_find (pages->parts,
                               ob_text_get_paragraph (pages->text, pages->next).start, NULL))
      pages->next_y = place_paragraph (pages, pages->next, pages->next_y);
  if (pages->next < n)
    return FALSE;

  place_legend (pages);
  return TRUE;
}

guint
ob_pages_get_n (const ObPages *pages)
{
  return pages->firsts->len;
}

void
ob_pages_draw (ObPages *pages, cairo_t *cr, guint page)
{
  PangoContext *context = pango_cairo_create_context (cr);
  g_autoptr (PangoLayout) layout = NULL;
  ObPageSetting setting;
  guint first, end, paragraph = G_MAXUINT;
  double free_y = 0;

  g_return_if_fail (page < pages->firsts->len);

  set_context (context);
  first = g_array_index (pages->firsts, guint, page);
  end = page + 1 < pages->firsts->len ? g_array_index (pages->firsts, guint, page + 1)
                                      : pages->places->len;
  for (guint i = first; i < end; i++)
    {
      const Place *place = &g_array_index (pages->places, Place, i);

      if (place->paragraph != paragraph)
        {
          g_clear_object (&layout);
          setting = get_setting (pages, place->paragraph);
          layout = make_paragraph (pages, context, &setting, place->paragraph);
          paragraph = place->paragraph;
        }
      free_y = draw_line (pages, cr, layout, &setting, place, free_y);
    }
  if (page + 1 == pages->firsts->len)
    {
      draw_legend (pages, cr, context);
      draw_left_out (pages, cr, context);
    }
  draw_footer (pages, cr, context, page);
  g_object_unref (context);
}
