#include "formats/page-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/hidden-parts.h"

/* One level of a list or quote. */
#define INDENT 16.0
#define MAX_LEVEL 5

#define MARKER_GAP 5.0
#define BAR_GAP 9.0
#define BAR_WIDTH 1.2
#define RULE_WIDTH 0.4

/* The frame in place of an image, and the sign and the words in it. */
#define IMAGE_HEIGHT 22.0
#define IMAGE_SIGN 11.0
#define IMAGE_GAP 7.0
#define IMAGE_FONT "Sans 8"

#define RIGHT_TO_LEFT_MARK "\xe2\x80\x8f"

static const ObPageSetting plain = { .scale = 1 };

/* By level. */
static const struct
{
  double scale, above;
  gboolean bold, italic;
} headings[6] = {
  { 1.4, 12, TRUE, FALSE }, { 1.25, 10, TRUE, FALSE }, { 1.12, 8, TRUE, FALSE },
  { 1.0, 6, TRUE, FALSE },  { 1.0, 5, TRUE, TRUE },    { 1.0, 5, FALSE, TRUE },
};

static void
set_by_kind (ObPageSetting *setting)
{
  const ObBlock *block = setting->block;
  guint level = CLAMP (block->level, 1, 6) - 1;

  switch (block->kind)
    {
    case OB_BLOCK_HEADING:
      setting->scale = headings[level].scale;
      setting->above = headings[level].above;
      setting->bold = headings[level].bold;
      setting->italic = headings[level].italic;
      break;
    case OB_BLOCK_LIST_ITEM:
    case OB_BLOCK_QUOTE:
      setting->indent = INDENT * CLAMP (block->level, 1, MAX_LEVEL);
      break;
    case OB_BLOCK_CAPTION:
      setting->scale = 0.86;
      setting->dim = TRUE;
      setting->below = 4;
      break;
    case OB_BLOCK_FOOTNOTE:
      setting->scale = 0.86;
      setting->indent = INDENT;
      break;
    case OB_BLOCK_PREFORMATTED:
      setting->scale = 0.86;
      setting->typewriter = TRUE;
      break;
    default:
      break;
    }
}

static void
set_by_role (ObPageSetting *setting)
{
  switch (setting->block->role)
    {
    case OB_ROLE_BODY:
      break;
    case OB_ROLE_TITLE:
      setting->scale = 1.6;
      setting->bold = TRUE;
      setting->below = 7;
      break;
    case OB_ROLE_STANDFIRST:
      setting->scale = 1.1;
      setting->below = 3;
      break;
    case OB_ROLE_BYLINE:
      setting->scale = 0.95;
      setting->italic = TRUE;
      setting->dim = TRUE;
      break;
    case OB_ROLE_COMMENT:
      setting->indent = MAX (setting->indent, INDENT);
      setting->dim = TRUE;
      break;
    default:
      setting->scale = MIN (setting->scale, 0.86);
      setting->dim = TRUE;
      break;
    }
}

/* The paragraph's own words, and nothing of its neighbours. */
static void
insert (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static void
insert_inline (PangoAttrList *list, const ObInline *range, double size, gsize start, gsize end)
{
  switch (range->kind)
    {
    case OB_INLINE_EMPHASIS:
      insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
      break;
    case OB_INLINE_CELL:
      if (!g_str_equal (range->value, "head"))
        break;
      G_GNUC_FALLTHROUGH;
    case OB_INLINE_STRONG:
      insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      break;
    case OB_INLINE_NOTE:
    case OB_INLINE_SUPERSCRIPT:
      insert (list, pango_attr_scale_new (0.7), start, end);
      insert (list, pango_attr_rise_new ((int) (size * 0.36 * PANGO_SCALE)), start, end);
      break;
    case OB_INLINE_SUBSCRIPT:
      insert (list, pango_attr_scale_new (0.7), start, end);
      insert (list, pango_attr_rise_new ((int) (-size * 0.16 * PANGO_SCALE)), start, end);
      break;
    case OB_INLINE_CODE:
      insert (list, pango_attr_family_new ("Monospace"), start, end);
      insert (list, pango_attr_scale_new (0.9), start, end);
      break;
    default:
      break;
    }
}

static PangoAttrList *
list_attributes (const ObPageSetting *setting,
                 const ObText *text,
                 const ObFormatting *formatting,
                 ObSegment range,
                 double size)
{
  PangoAttrList *list = pango_attr_list_new ();
  gsize base = ob_text_get_byte (text, range.start);
  guint n_inlines;
  const ObInline *inlines = ob_formatting_get_inlines (formatting, &n_inlines);

  for (guint i = ob_formatting_find_inline (formatting, range.start);
       i < n_inlines && inlines[i].start < range.end; i++)
    insert_inline (list, &inlines[i], size * setting->scale,
                   ob_text_get_byte (text, inlines[i].start) - base,
                   ob_text_get_byte (text, MIN (inlines[i].end, range.end)) - base);

  return list;
}

/* As many columns of one width as the row has cells. */
static void
set_columns (PangoLayout *layout, const char *utf8, double width)
{
  int n = 1;
  PangoTabArray *tabs;

  for (const char *at = utf8; *at != '\0'; at++)
    n += *at == '\t';
  if (n < 2)
    return;

  tabs = pango_tab_array_new (n - 1, FALSE);
  for (int i = 1; i < n; i++)
    pango_tab_array_set_tab (tabs, i - 1, PANGO_TAB_LEFT, (int) (width * i / n * PANGO_SCALE));
  pango_layout_set_tabs (layout, tabs);
  pango_tab_array_free (tabs);
}

static gboolean
runs_leftwards (PangoLayout *layout)
{
  return pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
}

static void
draw_marker (const ObPageSetting *setting, cairo_t *cr, PangoLayout *layout, double x, double y, double width)
{
  static const char *const bullets[] = { "•", "◦", "▪", "–" };
  const ObBlock *block = setting->block;
  gboolean leftwards = runs_leftwards (layout);
  g_autoptr (PangoLayout) marker = pango_layout_new (pango_layout_get_context (layout));
  g_autofree char *number
    = g_strdup_printf (block->kind == OB_BLOCK_FOOTNOTE ? "%s%u" : "%s%u.",
                       leftwards ? RIGHT_TO_LEFT_MARK : "", block->number);
  PangoFontDescription *font
    = pango_font_description_copy (pango_layout_get_font_description (layout));
  int marker_width;

  pango_font_description_set_weight (font, PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (marker, font);
  pango_font_description_free (font);
  pango_layout_set_text (marker,
                         block->number > 0
                           ? number
                           : bullets[(MAX (block->level, 1) - 1) % G_N_ELEMENTS (bullets)],
                         -1);
  pango_layout_get_size (marker, &marker_width, NULL);
  cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
  cairo_move_to (cr,
                 leftwards ? x + width - setting->indent + MARKER_GAP
                           : x + setting->indent - MARKER_GAP - (double) marker_width / PANGO_SCALE,
                 y);
  pango_cairo_show_layout (cr, marker);
}

static void
draw_bar (const ObPageSetting *setting, cairo_t *cr, gboolean leftwards, double x, double y, double pitch, double width)
{
  cairo_set_source_rgb (cr, 0.65, 0.65, 0.65);
  cairo_rectangle (cr,
                   leftwards ? x + width - setting->indent + BAR_GAP - BAR_WIDTH
                             : x + setting->indent - BAR_GAP,
                   y, BAR_WIDTH, pitch);
  cairo_fill (cr);
}

/* What is said of the first image whose place is above the paragraph of which anything is said. */
static const char *
find_image (const ObText *text, const ObFormatting *formatting, ObSegment range)
{
  guint paragraph = ob_text_get_paragraph_at (text, range.start), n_inlines;
  guint32 from = paragraph > 0 ? ob_text_get_paragraph (text, paragraph - 1).start : 0;
  const ObInline *inlines = ob_formatting_get_inlines (formatting, &n_inlines);
  const char *found = NULL;

  for (guint i = ob_formatting_find_inline (formatting, from);
       i < n_inlines && inlines[i].start <= range.end; i++)
    if (inlines[i].kind == OB_INLINE_IMAGE
        && ob_formatting_get_image_paragraph (text, inlines[i].start) == paragraph
        && (found == NULL || *found == '\0'))
      found = inlines[i].value;

  return found;
}

/* Hills and a sun in a frame, as in the editor. */
static void
draw_sign (cairo_t *cr, double x, double y)
{
  double width = IMAGE_SIGN, height = IMAGE_SIGN * 0.76;

  cairo_set_line_width (cr, 0.6);
  cairo_rectangle (cr, x, y, width, height);
  cairo_stroke (cr);
  cairo_arc (cr, x + width * 0.3, y + height * 0.35, height * 0.13, 0, 2 * G_PI);
  cairo_move_to (cr, x + width * 0.12, y + height * 0.88);
  cairo_line_to (cr, x + width * 0.42, y + height * 0.52);
  cairo_line_to (cr, x + width * 0.56, y + height * 0.68);
  cairo_line_to (cr, x + width * 0.74, y + height * 0.38);
  cairo_line_to (cr, x + width * 0.94, y + height * 0.88);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Public functions ----------------------------------------------------------------------------- */

ObPageSetting
ob_page_setting_get (const ObText *text, const ObFormatting *formatting, ObSegment range, gboolean title)
{
  ObPageSetting setting = plain;

  setting.block = formatting != NULL ? ob_formatting_find_block (formatting, range.start) : NULL;
  if (setting.block != NULL)
    {
      setting.begins = setting.block->start == range.start;
      set_by_kind (&setting);
      set_by_role (&setting);
    }
  if (formatting != NULL)
    setting.image = find_image (text, formatting, range);
  if (title)
    {
      setting.scale = 1.64;
      setting.bold = TRUE;
      setting.italic = FALSE;
      setting.above = 0;
      setting.below = 7;
    }

  return setting;
}

PangoLayout *
ob_page_setting_make_layout (const ObPageSetting *setting,
                             PangoContext *context,
                             const ObText *text,
                             const ObFormatting *formatting,
                             ObSegment range,
                             const char *font,
                             double size,
                             double width)
{
  g_autofree char *utf8 = ob_text_slice (text, range.start, range.end);
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_font_description_set_size (description, (int) (size * setting->scale * PANGO_SCALE));
  if (setting->bold)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  if (setting->italic)
    pango_font_description_set_style (description, PANGO_STYLE_ITALIC);
  if (setting->typewriter)
    pango_font_description_set_family (description, "Monospace");
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) ((width - setting->indent) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, utf8, -1);
  if (setting->block != NULL && setting->block->kind == OB_BLOCK_TABLE_ROW)
    set_columns (layout, utf8, width - setting->indent);
  if (formatting != NULL)
    {
      g_autoptr (PangoAttrList) attributes
        = list_attributes (setting, text, formatting, range, size);

      pango_layout_set_attributes (layout, attributes);
    }

  return layout;
}

void
ob_page_setting_draw_marks (const ObPageSetting *setting,
                            cairo_t *cr,
                            PangoLayout *layout,
                            guint line,
                            double x,
                            double y,
                            double baseline,
                            double pitch,
                            double width)
{
  const ObBlock *block = setting->block;
  gboolean last = line + 1 == (guint) pango_layout_get_line_count (layout);

  if (block == NULL)
    return;

  if ((block->kind == OB_BLOCK_LIST_ITEM || (block->kind == OB_BLOCK_FOOTNOTE && block->number > 0))
      && line == 0 && setting->begins)
    draw_marker (setting, cr, layout, x, y, width);
  else if (block->kind == OB_BLOCK_QUOTE)
    draw_bar (setting, cr, runs_leftwards (layout), x, y, last ? baseline + 4 : pitch, width);
  else if (block->kind == OB_BLOCK_TABLE_ROW && last)
    {
      cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
      cairo_set_line_width (cr, RULE_WIDTH);
      cairo_move_to (cr, x, y + pitch - 1.5);
      cairo_line_to (cr, x + width, y + pitch - 1.5);
      cairo_stroke (cr);
    }
}

void
ob_page_setting_draw_image (const ObPageSetting *setting,
                            cairo_t *cr,
                            PangoLayout *layout,
                            double x,
                            double y,
                            double width)
{
  gboolean leftwards = runs_leftwards (layout);
  double top = y - OB_PAGE_IMAGE_ROOM, words_width = width - IMAGE_SIGN - 3 * IMAGE_GAP;
  g_autoptr (PangoLayout) words = NULL;
  PangoFontDescription *font;
  PangoRectangle extents;

  if (setting->image == NULL)
    return;

  words = pango_layout_new (pango_layout_get_context (layout));
  font = pango_font_description_from_string (IMAGE_FONT);
  pango_layout_set_font_description (words, font);
  pango_font_description_free (font);
  pango_layout_set_text (words, *setting->image != '\0' ? setting->image : _("Image"), -1);
  pango_layout_set_width (words, (int) (words_width * PANGO_SCALE));
  pango_layout_set_ellipsize (words, PANGO_ELLIPSIZE_END);
  pango_layout_get_extents (words, NULL, &extents);

  cairo_set_source_rgb (cr, 0.7, 0.7, 0.7);
  cairo_set_line_width (cr, 0.5);
  cairo_rectangle (cr, x, top, width, IMAGE_HEIGHT);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  draw_sign (cr, leftwards ? x + width - IMAGE_GAP - IMAGE_SIGN : x + IMAGE_GAP,
             top + (IMAGE_HEIGHT - IMAGE_SIGN * 0.76) / 2);
  cairo_move_to (cr,
                 (leftwards ? x + IMAGE_GAP + words_width - (double) extents.width / PANGO_SCALE
                            : x + 2 * IMAGE_GAP + IMAGE_SIGN)
                   - (double) extents.x / PANGO_SCALE,
                 top + (IMAGE_HEIGHT - (double) extents.height / PANGO_SCALE) / 2);
  pango_cairo_show_layout (cr, words);
}

gboolean
ob_page_shows_hidden (ObProject *project)
{
  g_autofree char *saved = ob_project_get_local (project, OB_SHOW_HIDDEN_PARTS_KEY);

  return g_strcmp0 (saved, "1") == 0;
}
