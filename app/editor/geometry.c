#include "editor/geometry.h"

#include <math.h>

/* Layouts kept: some screens full, so that scrolling to and fro makes none anew. */
#define N_KEPT 160

/* What GTK keeps free at the end of a line for the caret. */
#define CARET_ROOM 1

struct _ObGeometry
{
  GtkTextView *view;      /* (unowned): owns this */
  ObText *text;           /* (owned) (nullable) */
  GHashTable *paragraphs; /* (owned) line number -> ObParagraph */
  gint64 clock;           /* counts questions, for ObParagraph.used */
  int left, right, width; /* margins and width of the text column, for which the layouts are */
  PangoContext *context;  /* (owned) (nullable): until the style changes */
  GPtrArray *inline_tags; /* (owned) (nullable): GtkTextTag: that change letters within paragraphs */
};

static void
paragraph_free (gpointer data)
{
  ObParagraph *paragraph = data;

  g_object_unref (paragraph->layout);
  g_free (paragraph->lines);
  g_free (paragraph);
}

static PangoContext *
get_context (ObGeometry *geometry)
{
  if (geometry->context == NULL)
    {
      geometry->context = gtk_widget_create_pango_context (GTK_WIDGET (geometry->view));
      pango_context_set_base_dir (geometry->context, PANGO_DIRECTION_LTR);
    }

  return geometry->context;
}

static int
get_column_width (ObGeometry *geometry)
{
  GdkWindow *window = gtk_text_view_get_window (geometry->view, GTK_TEXT_WINDOW_TEXT);

  if (window == NULL)
    return 0;
  return gdk_window_get_width (window) - gtk_text_view_get_left_margin (geometry->view)
         - gtk_text_view_get_right_margin (geometry->view) - CARET_ROOM;
}

static guint32
get_offset (ObGeometry *geometry, const ObParagraph *paragraph, int byte)
{
  return ob_text_get_offset (geometry->text, paragraph->start_byte + (gsize) byte);
}

static int
get_byte (ObGeometry *geometry, const ObParagraph *paragraph, guint32 offset)
{
  return (int) (ob_text_get_byte (geometry->text, offset) - paragraph->start_byte);
}

static void
insert_attribute (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

/* What of @style moves letters, for the bytes [start, end) of the paragraph. */
static void
insert_style (PangoAttrList *list, const GtkTextAttributes *style, guint start, guint end)
{
  insert_attribute (list, pango_attr_font_desc_new (style->font), start, end);
  if (style->font_scale != 1.0)
    insert_attribute (list, pango_attr_scale_new (style->font_scale), start, end);
  if (style->letter_spacing != 0)
    insert_attribute (list, pango_attr_letter_spacing_new (style->letter_spacing), start, end);
  if (style->appearance.rise != 0)
    insert_attribute (list, pango_attr_rise_new (style->appearance.rise), start, end);
}

/* TRUE for tags that are about letters; those that are about paragraphs cover whole ones. */
static gboolean
is_inline_tag (GtkTextTag *tag)
{
  gboolean font, scale, rise, spacing, left, right, above, below;

  g_object_get (tag, "weight-set", &font, "scale-set", &scale, "rise-set", &rise,
                "letter-spacing-set", &spacing, "left-margin-set", &left, "right-margin-set", &right,
                "pixels-above-lines-set", &above, "pixels-below-lines-set", &below, NULL);
  if (left || right || above || below)
    return FALSE;
  if (!font)
    g_object_get (tag, "style-set", &font, NULL);
  if (!font)
    g_object_get (tag, "family-set", &font, NULL);

  return font || scale || rise || spacing;
}

static void
collect_inline_tag (GtkTextTag *tag, gpointer data)
{
  if (is_inline_tag (tag))
    g_ptr_array_add (data, g_object_ref (tag));
}

/* The tags that may change the letters within a paragraph. */
static GPtrArray *
get_inline_tags (ObGeometry *geometry)
{
  if (geometry->inline_tags == NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (geometry->view);

      geometry->inline_tags = g_ptr_array_new_with_free_func (g_object_unref);
      gtk_text_tag_table_foreach (gtk_text_buffer_get_tag_table (buffer), collect_inline_tag,
                                  geometry->inline_tags);
    }

  return geometry->inline_tags;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

/* Where letters change their style in the paragraph that begins at @start: offsets in order, some of
 * them twice, its two ends among them.  Asks for each tag by itself: GTK finds the next toggle of
 * one tag by its tree, that of any tag by looking through all lines.  (transfer full) */
static GArray *
list_edges (ObGeometry *geometry, const ObParagraph *paragraph, const GtkTextIter *start)
{
  GPtrArray *tags = get_inline_tags (geometry);
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_val (edges, paragraph->start);
  for (guint i = 0; i < tags->len; i++)
    {
      GtkTextIter iter = *start;

      while (gtk_text_iter_forward_to_tag_toggle (&iter, g_ptr_array_index (tags, i)))
        {
          guint32 offset = (guint32) gtk_text_iter_get_offset (&iter);

          if (offset >= paragraph->end)
            break;
          g_array_append_val (edges, offset);
        }
    }
  g_array_append_val (edges, paragraph->end);
  g_array_sort (edges, compare_offsets);
  return edges;
}

/* (transfer full): the styles of the letters of the paragraph that begins at @start. */
static PangoAttrList *
list_attributes (ObGeometry *geometry, const ObParagraph *paragraph, const GtkTextIter *start)
{
  PangoAttrList *list = pango_attr_list_new ();
  g_autoptr (GArray) edges = list_edges (geometry, paragraph, start);
  GtkTextIter iter = *start;

  for (guint i = 0; i + 1 < edges->len; i++)
    {
      guint32 from = g_array_index (edges, guint32, i), to = g_array_index (edges, guint32, i + 1);
      GtkTextAttributes *style;

      if (from == to)
        continue;
      style = gtk_text_view_get_default_attributes (geometry->view);
      gtk_text_iter_set_offset (&iter, (int) from);
      gtk_text_iter_get_attributes (&iter, style);
      insert_style (list, style, (guint) get_byte (geometry, paragraph, from),
                    (guint) get_byte (geometry, paragraph, to));
      gtk_text_attributes_unref (style);
    }

  return list;
}

/* Pango aligns text that runs from right to left at the right by itself, as GTK has it do. */
static PangoLayout *
create_layout (ObGeometry *geometry,
               const ObParagraph *paragraph,
               const GtkTextIter *start,
               const GtkTextAttributes *style)
{
  const char *utf8 = ob_text_get_utf8 (geometry->text, NULL) + paragraph->start_byte;
  int n_bytes = (int) (ob_text_get_byte (geometry->text, paragraph->end) - paragraph->start_byte);
  PangoLayout *layout = pango_layout_new (get_context (geometry));
  g_autoptr (PangoAttrList) attributes = list_attributes (geometry, paragraph, start);

  pango_layout_set_text (layout, utf8, n_bytes);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, MAX (paragraph->width, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, style->pixels_inside_wrap * PANGO_SCALE);
  if (style->tabs != NULL)
    pango_layout_set_tabs (layout, style->tabs);

  return layout;
}

static void
measure_lines (ObGeometry *geometry, ObParagraph *paragraph)
{
  PangoLayoutIter *iter = pango_layout_get_iter (paragraph->layout);

  paragraph->n_lines = (guint) pango_layout_get_line_count (paragraph->layout);
  paragraph->lines = g_new0 (ObLineBox, paragraph->n_lines);

  for (guint i = 0; i < paragraph->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      ObLineBox *box = &paragraph->lines[i];

      box->baseline = paragraph->y + PANGO_PIXELS (pango_layout_iter_get_baseline (iter));
      box->start = get_offset (geometry, paragraph, line->start_index);
      box->end = get_offset (geometry, paragraph, line->start_index + line->length);
      while (box->end > box->start
             && g_unichar_isspace (ob_text_get_char (geometry->text, box->end - 1)))
        box->end--;
      pango_layout_iter_next_line (iter);
    }

  pango_layout_iter_free (iter);
}

/* Finds where GTK has put the paragraph, by its first character. */
static void
place (ObGeometry *geometry, ObParagraph *paragraph, const GtkTextIter *start)
{
  GdkRectangle theirs;
  PangoRectangle ours;
  int top, height;

  gtk_text_view_get_line_yrange (geometry->view, start, &top, &height);
  gtk_text_view_get_iter_location (geometry->view, start, &theirs);
  pango_layout_index_to_pos (paragraph->layout, 0, &ours);
  /* Where text runs from right to left, both have negative widths. */
  paragraph->x = theirs.x - PANGO_PIXELS (ours.x);
  paragraph->y = theirs.y - PANGO_PIXELS (ours.y) - top;
}

static double
get_size (ObGeometry *geometry, const PangoFontDescription *font)
{
  PangoContext *context = get_context (geometry);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;

  return size;
}

static ObParagraph *
create_paragraph (ObGeometry *geometry, const GtkTextIter *iter)
{
  ObParagraph *paragraph = g_new0 (ObParagraph, 1);
  GtkTextAttributes *style = gtk_text_view_get_default_attributes (geometry->view);
  GtkTextIter start = *iter, end;

  gtk_text_iter_set_line_offset (&start, 0);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_iter_get_attributes (&start, style);

  paragraph->number = gtk_text_iter_get_line (&start);
  paragraph->start = (guint32) gtk_text_iter_get_offset (&start);
  paragraph->end = (guint32) gtk_text_iter_get_offset (&end);
  paragraph->em = get_size (geometry, style->font) * style->font_scale;
  paragraph->start_byte = ob_text_get_byte (geometry->text, paragraph->start);
  paragraph->width = geometry->width + geometry->left + geometry->right - style->left_margin
                     - style->right_margin;
  paragraph->layout = create_layout (geometry, paragraph, &start, style);
  place (geometry, paragraph, &start);
  measure_lines (geometry, paragraph);

  gtk_text_attributes_unref (style);
  return paragraph;
}

/* Drops the older half, so that dropping is rare. */
static void
forget_oldest (ObGeometry *geometry)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, geometry->paragraphs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((ObParagraph *) value)->used < geometry->clock - N_KEPT / 2)
      g_hash_table_iter_remove (&iter);
}

/* Public functions ----------------------------------------------------------------------------- */

ObGeometry *
ob_geometry_new (GtkTextView *view)
{
  ObGeometry *geometry = g_new0 (ObGeometry, 1);

  geometry->view = view;
  geometry->paragraphs = g_hash_table_new_full (NULL, NULL, NULL, paragraph_free);

  return geometry;
}

void
ob_geometry_free (ObGeometry *geometry)
{
  if (geometry == NULL)
    return;

  ob_geometry_invalidate (geometry);
  g_hash_table_unref (geometry->paragraphs);
  g_clear_pointer (&geometry->text, ob_text_unref);
  g_free (geometry);
}

void
ob_geometry_set_text (ObGeometry *geometry, ObText *text)
{
  g_clear_pointer (&geometry->text, ob_text_unref);
  if (text != NULL)
    geometry->text = ob_text_ref (text);
  ob_geometry_forget_layouts (geometry);
}

void
ob_geometry_forget_layouts (ObGeometry *geometry)
{
  g_hash_table_remove_all (geometry->paragraphs);
  g_clear_pointer (&geometry->inline_tags, g_ptr_array_unref);
}

void
ob_geometry_invalidate (ObGeometry *geometry)
{
  ob_geometry_forget_layouts (geometry);
  g_clear_object (&geometry->context);
}

int
ob_geometry_get_left (ObGeometry *geometry)
{
  return gtk_text_view_get_left_margin (geometry->view);
}

int
ob_geometry_get_right (ObGeometry *geometry)
{
  return ob_geometry_get_left (geometry) + get_column_width (geometry);
}

const ObParagraph *
ob_geometry_get (ObGeometry *geometry, const GtkTextIter *iter, int *top)
{
  ObParagraph *paragraph;
  int height;
  gpointer key = GINT_TO_POINTER (gtk_text_iter_get_line (iter));

  gtk_text_view_get_line_yrange (geometry->view, iter, top, &height);
  if (geometry->text == NULL || height <= 0)
    return NULL;

  if (geometry->width != get_column_width (geometry)
      || geometry->left != gtk_text_view_get_left_margin (geometry->view))
    {
      g_hash_table_remove_all (geometry->paragraphs);
      geometry->width = get_column_width (geometry);
      geometry->left = gtk_text_view_get_left_margin (geometry->view);
      geometry->right = gtk_text_view_get_right_margin (geometry->view);
    }

  paragraph = g_hash_table_lookup (geometry->paragraphs, key);
  if (paragraph == NULL)
    {
      if (g_hash_table_size (geometry->paragraphs) >= N_KEPT)
        forget_oldest (geometry);
      paragraph = create_paragraph (geometry, iter);
      g_hash_table_insert (geometry->paragraphs, key, paragraph);
    }

  paragraph->used = geometry->clock++;
  return paragraph;
}

guint
ob_geometry_get_runs (ObGeometry *geometry,
                      const ObParagraph *paragraph,
                      guint line,
                      guint32 start,
                      guint32 end,
                      ObRun *runs,
                      guint n_room)
{
  PangoLayoutLine *layout_line = pango_layout_get_line_readonly (paragraph->layout, (int) line);
  g_autofree int *ranges = NULL;
  int n_ranges = 0;
  guint n = 0;

  if (start >= end)
    return 0;

  pango_layout_line_get_x_ranges (layout_line, get_byte (geometry, paragraph, start),
                                  get_byte (geometry, paragraph, end), &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      int left = paragraph->x + PANGO_PIXELS (ranges[2 * i]);
      int right = paragraph->x + PANGO_PIXELS (ranges[2 * i + 1]);

      if (left >= right)
        continue;
      if (n > 0 && left <= runs[n - 1].right)
        runs[n - 1].right = MAX (runs[n - 1].right, right);
      else if (n < n_room)
        runs[n++] = (ObRun) { left, right };
    }

  return n;
}

int
ob_geometry_get_x (ObGeometry *geometry,
                   const ObParagraph *paragraph,
                   guint line,
                   guint32 offset,
                   gboolean trailing)
{
  PangoLayoutLine *layout_line = pango_layout_get_line_readonly (paragraph->layout, (int) line);
  PangoRectangle extents;
  guint32 character = trailing && offset > paragraph->lines[line].start ? offset - 1 : offset;
  int x, indent = 0;

  pango_layout_line_index_to_x (layout_line, get_byte (geometry, paragraph, character),
                                trailing && character != offset, &x);

  /* The line begins where its alignment puts it. */
  pango_layout_line_get_extents (layout_line, NULL, &extents);
  if (layout_line->resolved_dir == PANGO_DIRECTION_RTL)
    indent = MAX (pango_layout_get_width (paragraph->layout) - extents.width, 0);

  return paragraph->x + PANGO_PIXELS (indent + x);
}

guint
ob_paragraph_find_line (const ObParagraph *paragraph, guint32 offset)
{
  guint low = 0, high = paragraph->n_lines;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (paragraph->lines[middle].start <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

int
ob_paragraph_get_ascent (const ObParagraph *paragraph)
{
  return (int) lround (paragraph->em * 0.86);
}

int
ob_paragraph_get_descent (const ObParagraph *paragraph)
{
  return (int) lround (paragraph->em * 0.26);
}

double
ob_geometry_get_em (ObGeometry *geometry)
{
  PangoContext *context = get_context (geometry);

  return get_size (geometry, pango_context_get_font_description (context));
}
