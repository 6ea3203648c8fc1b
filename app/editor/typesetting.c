#include "editor/typesetting-private.h"

#include <math.h>


/* How much of the text's colour small print has, and the lines under links. */
#define DIM 0.72
#define FAINT 0.42

/* What never changes. */
typedef struct
{
  const char *name; /* of the tag; NULL: those after the first of a series */
  double scale;     /* of the letters; 0: as they are */
  gboolean bold, italic, typewriter;
} Letters;

static const Letters letters[OB_N_LOOKS] = {
  [OB_LOOK_HEADING] = { "heading-1", 1.4, TRUE, FALSE, FALSE },
  [OB_LOOK_HEADING + 1] = { "heading-2", 1.25, TRUE, FALSE, FALSE },
  [OB_LOOK_HEADING + 2] = { "heading-3", 1.12, TRUE, FALSE, FALSE },
  [OB_LOOK_HEADING + 3] = { "heading-4", 1.0, TRUE, FALSE, FALSE },
  [OB_LOOK_HEADING + 4] = { "heading-5", 1.0, TRUE, TRUE, FALSE },
  [OB_LOOK_HEADING + 5] = { "heading-6", 1.0, FALSE, TRUE, FALSE },
  [OB_LOOK_FOOTNOTE] = { "footnote", 0.88, FALSE, FALSE, FALSE },
  [OB_LOOK_PREFORMATTED] = { "preformatted", 0.86, FALSE, FALSE, TRUE },
  [OB_LOOK_STANDFIRST] = { "standfirst", 1.12, FALSE, FALSE, FALSE },
  [OB_LOOK_BYLINE] = { "byline", 0.95, FALSE, TRUE, FALSE },
  [OB_LOOK_CAPTION] = { "caption", 0.86, FALSE, FALSE, FALSE },
  [OB_LOOK_COMMENT] = { "comment", 0.94, FALSE, FALSE, FALSE },
  [OB_LOOK_SMALL_PRINT] = { "small-print", 0.86, FALSE, FALSE, FALSE },
  [OB_LOOK_TITLE] = { "title", 1.55, TRUE, FALSE, FALSE },
  [OB_LOOK_IMAGE] = { "image", 0, FALSE, FALSE, FALSE },
  [OB_LOOK_TIGHT] = { "tight", 0, FALSE, FALSE, FALSE },
  [OB_LOOK_EMPHASIS] = { "emphasis", 0, FALSE, TRUE, FALSE },
  [OB_LOOK_STRONG] = { "strong", 0, TRUE, FALSE, FALSE },
  [OB_LOOK_SUPERSCRIPT] = { "superscript", 0.7, FALSE, FALSE, FALSE },
  [OB_LOOK_SUBSCRIPT] = { "subscript", 0.7, FALSE, FALSE, FALSE },
  [OB_LOOK_CODE] = { "code", 0.9, FALSE, FALSE, TRUE },
  [OB_LOOK_LINK] = { "link", 0, FALSE, FALSE, FALSE },
  [OB_LOOK_HIDDEN] = { "hidden", 0, FALSE, FALSE, FALSE },
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
  GtkTextTag *tags[OB_N_LOOKS]; /* of the table */
  Measures measures;
};

/* Tags ------------------------------------------------------------------------------------------ */

static GtkTextTag *
create_tag (ObLook look)
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
  if (look >= OB_LOOK_INDENT_LEFT && look < OB_LOOK_COLUMNS)
    g_object_set (tag, "accumulative-margin", TRUE, NULL);
  if (look == OB_LOOK_LINK)
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  if (look == OB_LOOK_HIDDEN)
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
set_room (ObTypesetting *typesetting, ObLook look, double above, int inside, int below)
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
    set_room (typesetting, OB_LOOK_HEADING + i, heading_above[i], near,
              near + measure (typesetting, 0.2));
  set_room (typesetting, OB_LOOK_TITLE, 0, near, near + measure (typesetting, 0.6));
  set_room (typesetting, OB_LOOK_STANDFIRST, 0, leading, below + measure (typesetting, 0.2));
  set_room (typesetting, OB_LOOK_CAPTION, 0, leading, below + measure (typesetting, 0.3));
  set_room (typesetting, OB_LOOK_PREFORMATTED, 0, near, below);
  g_object_set (typesetting->tags[OB_LOOK_IMAGE], "pixels-above-lines",
                measure (typesetting, OB_IMAGE_HEIGHT + 0.7), NULL);
  g_object_set (typesetting->tags[OB_LOOK_TIGHT], "pixels-below-lines", leading, NULL);
}

static void
set_indents (ObTypesetting *typesetting)
{
  for (guint i = 0; i < OB_MAX_INDENT; i++)
    {
      int indent = measure (typesetting, OB_INDENT * (i + 1));

      g_object_set (typesetting->tags[OB_LOOK_INDENT_LEFT + i], "left-margin", indent, NULL);
      g_object_set (typesetting->tags[OB_LOOK_INDENT_RIGHT + i], "right-margin", indent, NULL);
    }
}

/* Columns of one width. */
static void
set_columns (ObTypesetting *typesetting)
{
  for (int n = 2; n <= OB_MAX_COLUMNS; n++)
    {
      PangoTabArray *tabs = pango_tab_array_new (n - 1, TRUE);

      for (int i = 1; i < n; i++)
        pango_tab_array_set_tab (tabs, i - 1, PANGO_TAB_LEFT,
                                 MAX (typesetting->measures.width * i / n, i));
      g_object_set (typesetting->tags[OB_LOOK_COLUMNS + n - 2], "tabs", tabs, NULL);
      pango_tab_array_free (tabs);
    }
}

static void
set_colours (ObTypesetting *typesetting)
{
  static const ObLook dim[] = { OB_LOOK_CAPTION, OB_LOOK_SMALL_PRINT, OB_LOOK_BYLINE, OB_LOOK_COMMENT };
  GdkRGBA colour = mix (&typesetting->measures, DIM);

  for (guint i = 0; i < G_N_ELEMENTS (dim); i++)
    g_object_set (typesetting->tags[dim[i]], "foreground-rgba", &colour, NULL);
  colour = mix (&typesetting->measures, FAINT);
  g_object_set (typesetting->tags[OB_LOOK_LINK], "underline-rgba", &colour, NULL);
}

static void
set_rises (ObTypesetting *typesetting)
{
  g_object_set (typesetting->tags[OB_LOOK_SUPERSCRIPT], "rise",
                measure (typesetting, 0.36) * PANGO_SCALE, NULL);
  g_object_set (typesetting->tags[OB_LOOK_SUBSCRIPT], "rise",
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

/* Public functions ------------------------------------------------------------------------------ */

ObTypesetting *
ob_typesetting_new (void)
{
  ObTypesetting *typesetting = g_new0 (ObTypesetting, 1);

  typesetting->table = gtk_text_tag_table_new ();
  for (guint i = 0; i < OB_N_LOOKS; i++)
    {
      typesetting->tags[i] = create_tag ((ObLook) i);
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

GtkTextTag *
ob_typesetting_get_tag (ObTypesetting *typesetting, ObLook look)
{
  return typesetting->tags[look];
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
ob_typesetting_hide (ObTypesetting *typesetting,
                     GtkTextBuffer *buffer,
                     ObSegment range,
                     gboolean hide)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) range.start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) range.end);
  if (hide)
    gtk_text_buffer_apply_tag (buffer, typesetting->tags[OB_LOOK_HIDDEN], &from, &to);
  else
    gtk_text_buffer_remove_tag (buffer, typesetting->tags[OB_LOOK_HIDDEN], &from, &to);
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
