#include "editor/typesetting.h"

#include <math.h>

#include "articles/plain-text.h"
#include "editor/typography.h"

/* Paragraphs in which the title is looked for. */
#define N_TITLE_PARAGRAPHS 8

/* Tables of more columns are set like those of this many. */
#define MAX_COLUMNS 8

/* How much of the text's colour small print has, and the lines under links. */
#define DIM 0.72
#define FAINT 0.42

/* The tags, in the order of their priority: where two say different things, the later is right. */
typedef enum
{
  LOOK_HEADING, /* and five more for the levels below */
  LOOK_FOOTNOTE = LOOK_HEADING + 6,
  LOOK_PREFORMATTED,
  LOOK_STANDFIRST,
  LOOK_BYLINE,
  LOOK_CAPTION,
  LOOK_COMMENT,
  LOOK_SMALL_PRINT,
  LOOK_TITLE,
  LOOK_IMAGE, /* room above for the frame of an image */
  LOOK_TIGHT, /* nearer to what follows: items of a list, rows of a table */
  LOOK_INDENT_LEFT,
  LOOK_INDENT_RIGHT = LOOK_INDENT_LEFT + OB_MAX_INDENT,
  LOOK_COLUMNS = LOOK_INDENT_RIGHT + OB_MAX_INDENT, /* two, and more until MAX_COLUMNS */
  LOOK_EMPHASIS = LOOK_COLUMNS + MAX_COLUMNS - 1,
  LOOK_STRONG,
  LOOK_SUPERSCRIPT,
  LOOK_SUBSCRIPT,
  LOOK_CODE,
  LOOK_LINK,
  LOOK_HIDDEN,
  N_LOOKS,
  LOOK_NONE = N_LOOKS
} Look;

/* What never changes. */
typedef struct
{
  const char *name; /* of the tag; NULL: those after the first of a series */
  double scale;     /* of the letters; 0: as they are */
  gboolean bold, italic, typewriter;
} Letters;

static const Letters letters[N_LOOKS] = {
  [LOOK_HEADING] = { "heading-1", 1.4, TRUE, FALSE, FALSE },
  [LOOK_HEADING + 1] = { "heading-2", 1.25, TRUE, FALSE, FALSE },
  [LOOK_HEADING + 2] = { "heading-3", 1.12, TRUE, FALSE, FALSE },
  [LOOK_HEADING + 3] = { "heading-4", 1.0, TRUE, FALSE, FALSE },
  [LOOK_HEADING + 4] = { "heading-5", 1.0, TRUE, TRUE, FALSE },
  [LOOK_HEADING + 5] = { "heading-6", 1.0, FALSE, TRUE, FALSE },
  [LOOK_FOOTNOTE] = { "footnote", 0.88, FALSE, FALSE, FALSE },
  [LOOK_PREFORMATTED] = { "preformatted", 0.86, FALSE, FALSE, TRUE },
  [LOOK_STANDFIRST] = { "standfirst", 1.12, FALSE, FALSE, FALSE },
  [LOOK_BYLINE] = { "byline", 0.95, FALSE, TRUE, FALSE },
  [LOOK_CAPTION] = { "caption", 0.86, FALSE, FALSE, FALSE },
  [LOOK_COMMENT] = { "comment", 0.94, FALSE, FALSE, FALSE },
  [LOOK_SMALL_PRINT] = { "small-print", 0.86, FALSE, FALSE, FALSE },
  [LOOK_TITLE] = { "title", 1.55, TRUE, FALSE, FALSE },
  [LOOK_IMAGE] = { "image", 0, FALSE, FALSE, FALSE },
  [LOOK_TIGHT] = { "tight", 0, FALSE, FALSE, FALSE },
  [LOOK_EMPHASIS] = { "emphasis", 0, FALSE, TRUE, FALSE },
  [LOOK_STRONG] = { "strong", 0, TRUE, FALSE, FALSE },
  [LOOK_SUPERSCRIPT] = { "superscript", 0.7, FALSE, FALSE, FALSE },
  [LOOK_SUBSCRIPT] = { "subscript", 0.7, FALSE, FALSE, FALSE },
  [LOOK_CODE] = { "code", 0.9, FALSE, FALSE, TRUE },
  [LOOK_LINK] = { "link", 0, FALSE, FALSE, FALSE },
  [LOOK_HIDDEN] = { "hidden", 0, FALSE, FALSE, FALSE },
};

/* Room above and below by level of heading, in units of the text's size, beside what is between
 * paragraphs anyway. */
static const double heading_above[6] = { 1.1, 0.95, 0.8, 0.6, 0.5, 0.5 };

/* What the measures of the tags follow from. */
typedef struct
{
  double em;
  int leading; /* between lines */
  int below;   /* paragraphs */
  int width;   /* of the column */
  GdkRGBA text, paper;
  gboolean sharp;
} Measures;

struct _ObTypesetting
{
  GtkTextTagTable *table; /* (owned) */
  GtkTextTag *tags[N_LOOKS]; /* of the table */
  Measures measures;
};

/* Tags ------------------------------------------------------------------------------------------ */

static GtkTextTag *
create_tag (Look look)
{
  const Letters *style = &letters[look];
  GtkTextTag *tag = gtk_text_tag_new (style->name);

  if (style->scale != 0)
    g_object_set (tag, "scale", style->scale, NULL);
  if (style->bold)
    g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, NULL);
  if (style->italic)
    g_object_set (tag, "style", PANGO_STYLE_ITALIC, NULL);
  if (style->typewriter)
    g_object_set (tag, "family", "monospace", NULL);
  if (look >= LOOK_INDENT_LEFT && look < LOOK_COLUMNS)
    g_object_set (tag, "accumulative-margin", TRUE, NULL);
  if (look == LOOK_LINK)
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  if (look == LOOK_HIDDEN)
    g_object_set (tag, "invisible", TRUE, NULL);

  return tag;
}

/* @share of the text's colour on the paper. */
static GdkRGBA
mix (const Measures *measures, double share)
{
  const GdkRGBA *text = &measures->text, *paper = &measures->paper;

  if (measures->sharp)
    share = 1;
  return (GdkRGBA) { share * text->red + (1 - share) * paper->red,
                     share * text->green + (1 - share) * paper->green,
                     share * text->blue + (1 - share) * paper->blue, 1 };
}

/* In units of the text's size. */
static int
measure (const ObTypesetting *typesetting, double units)
{
  return (int) lround (typesetting->measures.em * units);
}

static void
set_room (ObTypesetting *typesetting, Look look, double above, int inside, int below)
{
  g_object_set (typesetting->tags[look], "pixels-above-lines", measure (typesetting, above),
                "pixels-inside-wrap", inside, "pixels-below-lines", below, NULL);
}

/* Large letters need less between them; lanes need some room all the same. */
static void
set_rooms (ObTypesetting *typesetting)
{
  int leading = typesetting->measures.leading, below = typesetting->measures.below;
  int near = MAX (leading * 2 / 3, 4);

  for (guint i = 0; i < G_N_ELEMENTS (heading_above); i++)
    set_room (typesetting, LOOK_HEADING + i, heading_above[i], near,
              near + measure (typesetting, 0.2));
  set_room (typesetting, LOOK_TITLE, 0, near, near + measure (typesetting, 0.6));
  set_room (typesetting, LOOK_STANDFIRST, 0, leading, below + measure (typesetting, 0.2));
  set_room (typesetting, LOOK_CAPTION, 0, leading, below + measure (typesetting, 0.3));
  set_room (typesetting, LOOK_PREFORMATTED, 0, near, below);
  g_object_set (typesetting->tags[LOOK_IMAGE], "pixels-above-lines",
                measure (typesetting, OB_IMAGE_HEIGHT + 0.7), NULL);
  g_object_set (typesetting->tags[LOOK_TIGHT], "pixels-below-lines", leading, NULL);
}

static void
set_indents (ObTypesetting *typesetting)
{
  for (guint i = 0; i < OB_MAX_INDENT; i++)
    {
      int indent = measure (typesetting, OB_INDENT * (i + 1));

      g_object_set (typesetting->tags[LOOK_INDENT_LEFT + i], "left-margin", indent, NULL);
      g_object_set (typesetting->tags[LOOK_INDENT_RIGHT + i], "right-margin", indent, NULL);
    }
}

/* Columns of one width. */
static void
set_columns (ObTypesetting *typesetting)
{
  for (int n = 2; n <= MAX_COLUMNS; n++)
    {
      PangoTabArray *tabs = pango_tab_array_new (n - 1, TRUE);

      for (int i = 1; i < n; i++)
        pango_tab_array_set_tab (tabs, i - 1, PANGO_TAB_LEFT,
                                 MAX (typesetting->measures.width * i / n, i));
      g_object_set (typesetting->tags[LOOK_COLUMNS + n - 2], "tabs", tabs, NULL);
      pango_tab_array_free (tabs);
    }
}

static void
set_colours (ObTypesetting *typesetting)
{
  static const Look dim[] = { LOOK_CAPTION, LOOK_SMALL_PRINT, LOOK_BYLINE, LOOK_COMMENT };
  GdkRGBA colour = mix (&typesetting->measures, DIM);

  for (guint i = 0; i < G_N_ELEMENTS (dim); i++)
    g_object_set (typesetting->tags[dim[i]], "foreground-rgba", &colour, NULL);
  colour = mix (&typesetting->measures, FAINT);
  g_object_set (typesetting->tags[LOOK_LINK], "underline-rgba", &colour, NULL);
}

static void
set_rises (ObTypesetting *typesetting)
{
  g_object_set (typesetting->tags[LOOK_SUPERSCRIPT], "rise",
                measure (typesetting, 0.36) * PANGO_SCALE, NULL);
  g_object_set (typesetting->tags[LOOK_SUBSCRIPT], "rise",
                -measure (typesetting, 0.16) * PANGO_SCALE, NULL);
}

static Measures
get_measures (GtkTextView *view, int width)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (view));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  Measures measures = { .width = width, .sharp = ob_typesetting_is_high_contrast () };

  measures.em = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    measures.em *= pango_cairo_context_get_resolution (context) / 72.0;
  measures.leading = gtk_text_view_get_pixels_inside_wrap (view);
  measures.below = gtk_text_view_get_pixels_below_lines (view);
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &measures.text);
  if (!gtk_style_context_lookup_color (style, "theme_base_color", &measures.paper))
    measures.paper = (GdkRGBA) { 1, 1, 1, 1 };

  return measures;
}

/* Applying -------------------------------------------------------------------------------------- */

/* What is being set. */
typedef struct
{
  ObTypesetting *typesetting;
  GtkTextBuffer *buffer;
  const ObText *text;
  const ObFormatting *formatting;
  gboolean leftwards; /* the last paragraph ran from right to left */
} Setter;

static void
apply (Setter *setter, Look look, guint32 start, guint32 end)
{
  GtkTextIter from, to;

  if (look == LOOK_NONE || start >= end)
    return;

  gtk_text_buffer_get_iter_at_offset (setter->buffer, &from, (int) start);
  to = from;
  gtk_text_iter_set_offset (&to, (int) end);
  gtk_text_buffer_apply_tag (setter->buffer, setter->typesetting->tags[look], &from, &to);
}

static Look
get_role_look (ObRole role)
{
  switch (role)
    {
    case OB_ROLE_TITLE:
      return LOOK_TITLE;
    case OB_ROLE_STANDFIRST:
      return LOOK_STANDFIRST;
    case OB_ROLE_BYLINE:
      return LOOK_BYLINE;
    case OB_ROLE_CAPTION:
      return LOOK_CAPTION;
    case OB_ROLE_COMMENT:
      return LOOK_COMMENT;
    case OB_ROLE_BODY:
      return LOOK_NONE;
    default:
      return LOOK_SMALL_PRINT;
    }
}

static Look
get_kind_look (const ObBlock *block)
{
  switch (block->kind)
    {
    case OB_BLOCK_HEADING:
      return LOOK_HEADING + CLAMP (block->level, 1, 6) - 1;
    case OB_BLOCK_CAPTION:
      return LOOK_CAPTION;
    case OB_BLOCK_FOOTNOTE:
      return LOOK_FOOTNOTE;
    case OB_BLOCK_PREFORMATTED:
      return LOOK_PREFORMATTED;
    default:
      return LOOK_NONE;
    }
}

static guint
get_indent (const ObBlock *block)
{
  switch (block->kind)
    {
    case OB_BLOCK_LIST_ITEM:
    case OB_BLOCK_QUOTE:
      return CLAMP (block->level, 1, OB_MAX_INDENT);
    case OB_BLOCK_FOOTNOTE:
      return 1;
    default:
      return block->role == OB_ROLE_COMMENT ? 1 : 0;
    }
}

/* Whether the block runs from right to left, by its first letter, as GTK has it; one without letters
 * runs like the one before it. */
static gboolean
runs_leftwards (Setter *setter, const ObBlock *block)
{
  const char *at = ob_text_get_utf8 (setter->text, NULL);
  const char *end = at + ob_text_get_byte (setter->text, block->end);

  for (at += ob_text_get_byte (setter->text, block->start); at < end; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      {
        setter->leftwards = ob_typography_is_leftwards (g_utf8_get_char (at));
        break;
      }

  return setter->leftwards;
}

static guint
count_columns (Setter *setter, const ObBlock *row)
{
  guint n = 1;

  for (guint32 i = row->start; i < row->end; i++)
    n += ob_text_get_char (setter->text, i) == '\t';

  return n;
}

static gboolean
goes_on (const ObBlock *block, const ObBlock *next)
{
  return next != NULL && next->kind == block->kind && next->start == block->end + 1;
}

/* Sets the rows of the table that begins at @i.  Returns: the row after its last. */
static guint
set_table (Setter *setter, const ObBlock *blocks, guint n_blocks, guint i)
{
  guint end = i, n_columns = 1;

  do
    {
      guint n = count_columns (setter, &blocks[end]);

      n_columns = MAX (n_columns, n);
      end++;
    }
  while (end < n_blocks && goes_on (&blocks[end - 1], &blocks[end]));

  if (n_columns > 1)
    apply (setter, LOOK_COLUMNS + MIN (n_columns, MAX_COLUMNS) - 2, blocks[i].start,
           blocks[end - 1].end);
  return end;
}

/* Whether there is less room between paragraphs of this kind. */
static gboolean
is_tight (ObBlockKind kind)
{
  return kind == OB_BLOCK_LIST_ITEM || kind == OB_BLOCK_TABLE_ROW || kind == OB_BLOCK_PREFORMATTED;
}

static ObSegment
get_last_paragraph (Setter *setter, const ObBlock *block)
{
  return ob_text_get_paragraph (setter->text,
                                ob_text_get_paragraph_at (setter->text, block->end - 1));
}

static void
set_block (Setter *setter, const ObBlock *block, const ObBlock *next)
{
  guint32 end = MIN (block->end + 1, ob_text_get_length (setter->text));
  guint indent = get_indent (block);

  apply (setter, get_kind_look (block), block->start, end);
  apply (setter, get_role_look (block->role), block->start, end);
  if (indent > 0)
    apply (setter, (runs_leftwards (setter, block) ? LOOK_INDENT_RIGHT : LOOK_INDENT_LEFT) + indent - 1,
           block->start, end);
  if (is_tight (block->kind))
    apply (setter, LOOK_TIGHT, block->start,
           goes_on (block, next) ? end : get_last_paragraph (setter, block).start);
}

static void
set_blocks (Setter *setter)
{
  guint n_blocks, table = 0;
  const ObBlock *blocks = ob_formatting_get_blocks (setter->formatting, &n_blocks);

  for (guint i = 0; i < n_blocks; i++)
    {
      if (blocks[i].kind == OB_BLOCK_TABLE_ROW && i >= table)
        table = set_table (setter, blocks, n_blocks, i);
      set_block (setter, &blocks[i], i + 1 < n_blocks ? &blocks[i + 1] : NULL);
    }
}

static Look
get_inline_look (const ObInline *range)
{
  switch (range->kind)
    {
    case OB_INLINE_EMPHASIS:
      return LOOK_EMPHASIS;
    case OB_INLINE_STRONG:
      return LOOK_STRONG;
    case OB_INLINE_SUPERSCRIPT:
    case OB_INLINE_NOTE:
      return LOOK_SUPERSCRIPT;
    case OB_INLINE_SUBSCRIPT:
      return LOOK_SUBSCRIPT;
    case OB_INLINE_CODE:
      return LOOK_CODE;
    case OB_INLINE_LINK:
      return LOOK_LINK;
    case OB_INLINE_CELL:
      return g_str_equal (range->value, "head") ? LOOK_STRONG : LOOK_NONE;
    default:
      return LOOK_NONE;
    }
}

/* The whole paragraph with its line end. */
static void
apply_to_paragraph (Setter *setter, Look look, guint paragraph)
{
  ObSegment range = ob_text_get_paragraph (setter->text, paragraph);

  apply (setter, look, range.start, MIN (range.end + 1, ob_text_get_length (setter->text)));
}

static void
set_inlines (Setter *setter)
{
  guint n_inlines;
  const ObInline *inlines = ob_formatting_get_inlines (setter->formatting, &n_inlines);

  for (guint i = 0; i < n_inlines; i++)
    if (inlines[i].kind == OB_INLINE_IMAGE)
      apply_to_paragraph (setter, LOOK_IMAGE,
                          ob_formatting_get_image_paragraph (setter->text, inlines[i].start));
    else
      apply (setter, get_inline_look (&inlines[i]), inlines[i].start, inlines[i].end);
}

static gboolean
is_title (const ObText *text, ObSegment range, const char *title)
{
  g_autofree char *paragraph = NULL;

  if (title == NULL || *title == '\0')
    return FALSE;

  paragraph = ob_text_slice (text, range.start, range.end);
  return g_str_equal (g_strstrip (paragraph), title);
}

/* The title where it is a paragraph near the beginning; byline and date where they can be nothing
 * else, since the lines say more than the metadata. */
static void
set_beginning (Setter *setter, const ObArticle *article)
{
  guint n = MIN (ob_text_get_n_paragraphs (setter->text), N_TITLE_PARAGRAPHS);

  for (guint i = 0; i < n; i++)
    {
      ObSegment paragraph = ob_text_get_paragraph (setter->text, i);

      if (!is_title (setter->text, paragraph, article->title))
        continue;
      apply_to_paragraph (setter, LOOK_TITLE, i);
      break;
    }

  if (setter->formatting == NULL)
    {
      ObPlainTextParts parts = ob_plain_text_find_parts (setter->text);

      apply (setter, LOOK_BYLINE, parts.byline.start, parts.byline.end);
      apply (setter, LOOK_BYLINE, parts.dateline.start, parts.dateline.end);
    }
}

/* Public functions ------------------------------------------------------------------------------ */

ObTypesetting *
ob_typesetting_new (void)
{
  ObTypesetting *typesetting = g_new0 (ObTypesetting, 1);

  typesetting->table = gtk_text_tag_table_new ();
  for (guint i = 0; i < N_LOOKS; i++)
    {
      typesetting->tags[i] = create_tag ((Look) i);
      gtk_text_tag_table_add (typesetting->table, typesetting->tags[i]);
      g_object_unref (typesetting->tags[i]);
    }

  return typesetting;
}

void
ob_typesetting_free (ObTypesetting *typesetting)
{
  if (typesetting == NULL)
    return;

  g_object_unref (typesetting->table);
  g_free (typesetting);
}

GtkTextTagTable *
ob_typesetting_get_table (ObTypesetting *typesetting)
{
  return typesetting->table;
}

void
ob_typesetting_update (ObTypesetting *typesetting, GtkTextView *view, int width)
{
  Measures before = typesetting->measures, now = get_measures (view, width);
  gboolean larger = now.em != before.em;

  typesetting->measures = now;
  if (larger || now.leading != before.leading || now.below != before.below)
    set_rooms (typesetting);
  if (larger)
    {
      set_indents (typesetting);
      set_rises (typesetting);
    }
  if (now.width != before.width)
    set_columns (typesetting);
  if (larger || now.sharp != before.sharp || !gdk_rgba_equal (&now.text, &before.text)
      || !gdk_rgba_equal (&now.paper, &before.paper))
    set_colours (typesetting);
}

void
ob_typesetting_apply (ObTypesetting *typesetting,
                      GtkTextBuffer *buffer,
                      const ObText *text,
                      const ObFormatting *formatting,
                      const ObArticle *article)
{
  Setter setter = { typesetting, buffer, text, formatting, FALSE };

  if (formatting != NULL)
    {
      set_blocks (&setter);
      set_inlines (&setter);
    }
  if (article != NULL)
    set_beginning (&setter, article);
}

void
ob_typesetting_hide (ObTypesetting *typesetting,
                     GtkTextBuffer *buffer,
                     ObSegment range,
                     gboolean hide)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) range.start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) range.end);
  if (hide)
    gtk_text_buffer_apply_tag (buffer, typesetting->tags[LOOK_HIDDEN], &from, &to);
  else
    gtk_text_buffer_remove_tag (buffer, typesetting->tags[LOOK_HIDDEN], &from, &to);
}

gboolean
ob_typesetting_is_high_contrast (void)
{
  const char *forced = g_getenv ("GTK_THEME");
  g_autofree char *theme = NULL;

  if (forced != NULL)
    return g_str_has_prefix (forced, "HighContrast");

  g_object_get (gtk_settings_get_default (), "gtk-theme-name", &theme, NULL);
  return theme != NULL && g_str_has_prefix (theme, "HighContrast");
}
