/* "odt": the annotated articles as an OpenDocument text, to read and to work on: what is annotated has
 * the colour of its label, and a footnote where an annotation ends says what it is. */
#include <glib/gi18n-lib.h>

#include "formats/format.h"
#include "formats/odt-parts.h"
#include "formats/reading-copy.h"
#include "model/palette.h"

typedef struct
{
  guint n_notes;
} State;

/* --- the text ---------------------------------------------------------------------------------- */

static const char *
get_style (const ObBlock *block)
{
  switch (block != NULL ? block->kind : OB_BLOCK_PARAGRAPH)
    {
    case OB_BLOCK_QUOTE:
      return "Quotations";
    case OB_BLOCK_CAPTION:
    case OB_BLOCK_FOOTNOTE:
      return "Note";
    default:
      return "Text_20_body";
    }
}

static gboolean
is_heading (const ObReadingParagraph *paragraph)
{
  return paragraph->is_title
         || (paragraph->block != NULL && paragraph->block->kind == OB_BLOCK_HEADING);
}

static void
begin_paragraph (ObExport *export, const ObReadingParagraph *paragraph)
{
  GString *out = export->sink->buffer;
  const ObBlock *block = paragraph->block;

  if (is_heading (paragraph))
    {
      guint level = paragraph->is_title ? 2 : 3;

      g_string_append_printf (
          out, "<text:h text:style-name=\"Heading_20_%u\" text:outline-level=\"%u\">", level,
          level - 1);
      return;
    }
  g_string_append_printf (out, "<text:p text:style-name=\"%s\">", get_style (block));
  if (block == NULL || block->kind != OB_BLOCK_LIST_ITEM || !paragraph->begins)
    return;
  if (block->number > 0)
    g_string_append_printf (out, "%u. ", block->number);
  else
    g_string_append (out, "• ");
}

static guint
get_label_number (ObExport *export, ObEntity label)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    if (((const ObLabel *) g_ptr_array_index (labels, i))->entity == label)
      return i;

  return 0;
}

static void
add_run (ObExport *export, const char *words, gsize length, const ObAnnotation *annotation)
{
  GString *out = export->sink->buffer;
  g_autofree char *copy = g_strndup (words, length);

  if (annotation != NULL)
    g_string_append_printf (out, "<text:span text:style-name=\"label%u\">",
                            get_label_number (export, annotation->label));
  ob_odt_add_words (out, copy);
  if (annotation != NULL)
    g_string_append (out, "</text:span>");
}

static void
add_note (ObExport *export, guint number, const char *note)
{
  GString *out = export->sink->buffer;

  g_string_append_printf (out,
                          "<text:note text:id=\"note%u\" text:note-class=\"footnote\">"
                          "<text:note-citation>%u</text:note-citation><text:note-body>"
                          "<text:p text:style-name=\"Note\">",
                          number, number);
  ob_odt_add_escaped (out, note);
  g_string_append (out, "</text:p></text:note-body></text:note>");
}

static void
end_paragraph (ObExport *export, const ObReadingParagraph *paragraph)
{
  g_string_append (export->sink->buffer, is_heading (paragraph) ? "</text:h>\n" : "</text:p>\n");
}

static const ObReadingWriter writer = { begin_paragraph, add_run, add_note, end_paragraph };

/* --- the document ------------------------------------------------------------------------------ */

static void
add_styles (ObExport *export)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;
  GString *out = export->sink->buffer;

  g_string_append (out, "<office:automatic-styles>");
  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (
        out,
        "<style:style style:name=\"label%u\" style:family=\"text\"><style:text-properties "
        "fo:background-color=\"#%06x\"/></style:style>",
        i,
        ob_palette_get_fill (((const ObLabel *) g_ptr_array_index (labels, i))->colour,
                             OB_SCHEME_LIGHT));
  g_string_append (out, "</office:automatic-styles>");
}

static void
add_legend_row (GString *out, const char *style, const char *before, const char *name,
                const char *after, const char *use_when)
{
  g_string_append_printf (out,
                          "<table:table-row><table:table-cell office:value-type=\"string\">"
                          "<text:p text:style-name=\"%s\">%s",
                          style, before);
  ob_odt_add_escaped (out, name);
  g_string_append_printf (out,
                          "%s</text:p></table:table-cell>"
                          "<table:table-cell office:value-type=\"string\">"
                          "<text:p text:style-name=\"%s\">",
                          after, style);
  ob_odt_add_escaped (out, use_when);
  g_string_append (out, "</text:p></table:table-cell></table:table-row>\n");
}

static void
add_legend (ObExport *export)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;
  GString *out = export->sink->buffer;

  g_string_append (out, "<table:table table:name=\"Labels\"><table:table-column "
                        "table:number-columns-repeated=\"2\"/>\n<table:table-header-rows>");
  add_legend_row (out, "Table_20_Heading", "", _ ("Label"), "", _ ("Use when"));
  g_string_append (out, "</table:table-header-rows>\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *before
          = g_strdup_printf ("<text:span text:style-name=\"label%u\">", i);

      add_legend_row (out, "Table_20_Contents", before, label->name, "</text:span>",
                      label->use_when);
    }
  g_string_append (out, "</table:table>\n");
}

static void
begin (ObExport *export)
{
  ObSink *sink = export->sink;
  g_autofree char *name = ob_project_dup_name (export->catalogue->project);
  g_autofree char *meta = ob_odt_make_meta (name, "en");

  export->state = g_new0 (State, 1);
  ob_sink_add_stored (sink, "mimetype", OB_ODT_MIME_TYPE);
  ob_sink_begin_file (sink, "META-INF/manifest.xml");
  g_string_append (sink->buffer, ob_odt_manifest);
  ob_sink_begin_file (sink, "styles.xml");
  g_string_append (sink->buffer, ob_odt_styles);
  ob_sink_begin_file (sink, "meta.xml");
  g_string_append (sink->buffer, meta);
  ob_sink_begin_file (sink, "content.xml");
  g_string_append (sink->buffer, OB_ODT_XML "<office:document-content " OB_ODT_NAMESPACES ">");
  add_styles (export);
  g_string_append (sink->buffer,
                   "<office:body><office:text>\n<text:p text:style-name=\"Title\">");
  ob_odt_add_escaped (sink->buffer, name);
  g_string_append (sink->buffer, "</text:p>\n");
  add_legend (export);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  State *state = export->state;
  g_autofree char *source = ob_reading_copy_describe_source (article);

  ob_reading_copy_write (export, &writer, article, text, annotations, &state->n_notes);
  if (source == NULL)
    return;
  g_string_append (export->sink->buffer, "<text:p text:style-name=\"Note\">");
  ob_odt_add_escaped (export->sink->buffer, source);
  g_string_append (export->sink->buffer, "</text:p>\n");
}

static void
end (ObExport *export)
{
  g_string_append (export->sink->buffer,
                   "</office:text></office:body></office:document-content>");
  g_free (export->state);
}

static const char *const extensions[] = { "odt", NULL };

const ObFormat ob_format_odt = {
  .id = "odt",
  .title = N_ ("Text to read (OpenDocument)"),
  .extensions = extensions,
  .loses = N_ ("It is to be read, and cannot be imported. Emphasis and links of the text are not in "
               "it."),
  .shape = OB_SHAPE_ARCHIVE,
  .begin = begin,
  .add_article = add_article,
  .end = end,
};
