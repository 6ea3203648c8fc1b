/* "html": one page that needs nothing but a browser, to read, print and send.
 *
 * A legend, then the articles; under each stands the list of its annotations, to whose numbers the
 * marks in the text lead, and back.
 *
 * Nothing of a project gets into the page but escaped, and the page forbids itself all scripts and
 * all loading.
 */
#include "formats/html-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/html-style.h"
#include "model/palette.h"

/* The list under an article. */
typedef struct
{
  ObExport *export;
  const ObText *text;
  const GPtrArray *annotations;
  GHashTable *numbers; /* gint64 * of an annotation -> its number, from 1 */
} Page;

static void
add_escaped_length (ObExport *export, const char *text, gsize length)
{
  GString *out = export->sink->buffer;

  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\'':
        g_string_append (out, "&#39;");
        break;
      default:
        if ((guchar) text[i] < 0x20 && text[i] != '\n' && text[i] != '\t')
          g_string_append (out, "\xef\xbf\xbd");
        else
          g_string_append_c (out, text[i]);
        break;
      }
}

/* The list of annotations ---------------------------------------------------------------------- */

static void
add_attribute (ObExport *export, const char *name, const char *value)
{
  ob_html_add (export, "<div><dt>");
  ob_html_add_escaped (export, name);
  ob_html_add (export, "</dt> <dd>");
  ob_html_add_escaped (export, value);
  ob_html_add (export, "</dd></div>");
}

/* The attributes, and who speaks when only a link says it. */
static void
add_attributes (Page *page, const ObAnnotation *annotation)
{
  ObExport *export = page->export;
  ObEntity speaker
      = ob_project_get_effective_speaker (export->catalogue->project, annotation->entity);
  const char *name = speaker != 0 ? ob_catalogue_get_name (export->catalogue, speaker) : NULL;

  ob_html_add (export, "<dl>");
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      g_autofree char *value = ob_catalogue_dup_value (export->catalogue, field->value);

      add_attribute (export, field->field, value);
    }
  if (name != NULL && ob_annotation_get_attribute (annotation, "speaker") == NULL)
    add_attribute (export, "speaker", name);
  ob_html_add (export, "</dl>");
}

/* The annotation's words, with an ellipsis where it leaves some out. */
static void
add_quote (Page *page, const ObAnnotation *annotation)
{
  ob_html_add (page->export, "<q dir=\"auto\">");
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);

      if (i > 0)
        ob_html_add (page->export, " \xe2\x80\xa6 ");
      ob_html_add_slice (page->export, page->text, segment.start, segment.end);
    }
  ob_html_add (page->export, "</q> ");
}

/* Where a link leads: a number here, or an annotation of another article. */
static void
add_link_end (Page *page, ObEntity target)
{
  ObExport *export = page->export;
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (page->numbers, &target));
  g_autoptr (ObAnnotation) annotation = NULL;
  g_autoptr (ObArticle) article = NULL;
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, target);
  gboolean is_there = number > 0;

  if (!is_there)
    {
      annotation = ob_project_get_annotation (export->catalogue->project, target);
      is_there = annotation != NULL && ob_export_has_annotation (export, annotation);
      article = annotation != NULL
                    ? ob_project_get_article (export->catalogue->project, annotation->article)
                    : NULL;
    }

  if (is_there)
    g_string_append_printf (export->sink->buffer, "<a href=\"#a-%s\">", id);
  if (number > 0)
    g_string_append_printf (export->sink->buffer, "%u", number);
  else
    ob_html_add_escaped (export, article != NULL ? article->title : "?");
  if (is_there)
    ob_html_add (export, "</a>");
}

static void
add_links (Page *page, const ObAnnotation *annotation)
{
  g_autoptr (GPtrArray) links
      = ob_catalogue_list_links (page->export->catalogue, annotation->entity);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      ob_html_add (page->export, "<span class=\"link\">");
      ob_html_add_escaped (page->export, link->type);
      ob_html_add (page->export, " \xe2\x86\x92 ");
      add_link_end (page, link->to);
      ob_html_add (page->export, "</span> ");
    }
}

static void
add_entry (Page *page, guint i)
{
  ObExport *export = page->export;
  const ObAnnotation *annotation = g_ptr_array_index (page->annotations, i);
  const char *label = ob_catalogue_get_name (export->catalogue, annotation->label);
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);

  g_string_append_printf (
      export->sink->buffer,
      "<li id=\"a-%s\"><a class=\"number\" href=\"#r-%s\">%u</a> <mark class=\"k%u lane0\">", id,
      id, i + 1, ob_html_get_label_number (export, annotation->label));
  ob_html_add_escaped (export, label != NULL ? label : "");
  ob_html_add (export, "</mark> ");
  add_quote (page, annotation);
  ob_html_add_element (export, "span", "annotator",
                       ob_catalogue_get_name (export->catalogue, annotation->annotator));
  add_attributes (page, annotation);
  add_links (page, annotation);
  ob_html_add_element (export, "p", "note", annotation->note);
  ob_html_add (export, "</li>\n");
  ob_sink_drain (export->sink);
}

static void
add_entries (Page *page)
{
  if (page->annotations->len == 0)
    {
      ob_html_add_element (page->export, "p", "none", _ ("No annotations."));
      return;
    }

  g_string_append (page->export->sink->buffer, "<section class=\"entries\"><h3>");
  ob_html_add_escaped (page->export, _ ("Annotations"));
  ob_html_add (page->export, "</h3><ol>\n");
  for (guint i = 0; i < page->annotations->len; i++)
    add_entry (page, i);
  ob_html_add (page->export, "</ol></section>\n");
}

/* The page ------------------------------------------------------------------------------------- */

static void
add_colours (ObExport *export, ObScheme scheme)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (export->sink->buffer, ".k%u{--fill:#%06x;--line:#%06x}\n", i,
                              ob_palette_get_fill (label->colour, scheme),
                              ob_palette_get_line (label->colour, scheme));
    }
}

/* Double and wavy lines are thinner, to fit into their lane.  CSS has no line of dashes and dots: a
 * thick dashed one stands for it. */
static void
add_lines (ObExport *export)
{
  static const struct
  {
    const char *style;
    guint pixels;
  } lines[OB_N_LINES] = { { "solid", 2 },  { "dashed", 2 }, { "dotted", 2 },
                          { "double", 1 }, { "wavy", 1 },   { "dashed", 3 } };
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      ObLine line = ((const ObLabel *) g_ptr_array_index (labels, i))->line;

      g_string_append_printf (export->sink->buffer,
                              ".k%u{text-decoration-style:%s;text-decoration-thickness:%upx}\n", i,
                              lines[line].style, lines[line].pixels);
    }
}

static void
add_style (ObExport *export)
{
  ob_html_add (export, "<style>\n" OB_HTML_STYLE);
  add_lines (export);
  add_colours (export, OB_SCHEME_LIGHT);
  ob_html_add (export, "@media screen and (prefers-color-scheme:dark){\n");
  add_colours (export, OB_SCHEME_DARK);
  ob_html_add (export, "}\n</style>\n");
}

static void
add_legend (ObExport *export)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;

  ob_html_add (export, "<section class=\"legend\"><h2>");
  ob_html_add_escaped (export, _ ("Labels"));
  ob_html_add (export, "</h2><dl>\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (export->sink->buffer, "<div><dt><mark class=\"k%u lane0\">", i);
      ob_html_add_escaped (export, label->name);
      ob_html_add (export, "</mark></dt><dd>");
      ob_html_add_escaped (export, label->use_when != NULL ? label->use_when : "");
      ob_html_add (export, "</dd></div>\n");
    }
  ob_html_add (export, "</dl></section>\n");
}

static void
add_contents (ObExport *export)
{
  if (export->articles->len < 2)
    return;

  ob_html_add (export, "<nav><h2>");
  ob_html_add_escaped (export, _ ("Articles"));
  ob_html_add (export, "</h2><ol>\n");
  for (guint i = 0; i < export->articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (export->articles, i);
      g_autofree char *id = ob_catalogue_dup_id (export->catalogue, article->entity);

      g_string_append_printf (export->sink->buffer, "<li><a href=\"#t-%s\" dir=\"auto\">", id);
      ob_html_add_escaped (export, article->title);
      ob_html_add (export, "</a> ");
      ob_html_add_element (export, "span", "outlet", article->outlet);
      ob_html_add (export, "</li>\n");
    }
  ob_html_add (export, "</ol></nav>\n");
}

static void
begin (ObExport *export)
{
  g_autofree char *name = ob_project_dup_name (export->catalogue->project);

  ob_html_add (export, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'unsafe-inline'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"generator\" content=\"Obelus\">\n"
                       "<title>");
  ob_html_add_escaped (export, name);
  ob_html_add (export, "</title>\n");
  add_style (export);
  ob_html_add (export, "</head>\n<body>\n<header><h1 dir=\"auto\">");
  ob_html_add_escaped (export, name);
  ob_html_add (export, "</h1></header>\n");
  add_contents (export);
  add_legend (export);
  ob_html_add (export, "<main>\n");
}

/* Addresses lead out of the page only where a browser can do no harm with them. */
static void
add_address (ObExport *export, const char *url)
{
  if (ob_html_is_web_address (url))
    {
      ob_html_add (export, "<a rel=\"noreferrer\" href=\"");
      ob_html_add_escaped (export, url);
      ob_html_add (export, "\">");
      ob_html_add_escaped (export, url);
      ob_html_add (export, "</a>");
    }
  else
    ob_html_add_element (export, "span", "url", url);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, article->entity);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_int64_hash, g_int64_equal);
  Page page = { export, text, annotations, numbers };

  for (guint i = 0; i < annotations->len; i++)
    g_hash_table_insert (numbers, &((ObAnnotation *) g_ptr_array_index (annotations, i))->entity,
                         GUINT_TO_POINTER (i + 1));

  g_string_append_printf (export->sink->buffer, "<article id=\"t-%s\"", id);
  if (article->language != NULL)
    {
      ob_html_add (export, " lang=\"");
      ob_html_add_escaped (export, article->language);
      ob_html_add (export, "\"");
    }
  ob_html_add (export, ">\n<div class=\"text\">\n");
  ob_html_add_text (export, article, text, annotations);
  ob_html_add (export, "</div>\n<p class=\"source\">");
  ob_html_add_element (export, "span", "byline", article->byline);
  ob_html_add_element (export, "span", "outlet", article->outlet);
  ob_html_add_element (export, "time", "published", article->published);
  add_address (export, article->url);
  ob_html_add (export, "</p>\n");
  add_entries (&page);
  ob_html_add (export, "</article>\n");
}

static void
end (ObExport *export)
{
  ob_html_add (export, "</main>\n</body>\n</html>\n");
}

/* Private functions ---------------------------------------------------------------------------- */

gboolean
ob_html_is_web_address (const char *url)
{
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;

  return scheme != NULL
         && (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0);
}

void
ob_html_add (ObExport *export, const char *html)
{
  g_string_append (export->sink->buffer, html);
}

void
ob_html_add_escaped (ObExport *export, const char *text)
{
  add_escaped_length (export, text, strlen (text));
}

void
ob_html_add_element (ObExport *export, const char *element, const char *class, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (export->sink->buffer, "<%s class=\"%s\">", element, class);
  ob_html_add_escaped (export, text);
  g_string_append_printf (export->sink->buffer, "</%s>", element);
}

void
ob_html_add_slice (ObExport *export, const ObText *text, guint32 start, guint32 end)
{
  gsize length;
  const char *utf8 = ob_text_get_utf8 (text, &length);
  gsize from = ob_text_get_byte (text, start);

  add_escaped_length (export, utf8 + from, ob_text_get_byte (text, end) - from);
}

guint
ob_html_get_label_number (ObExport *export, ObEntity label)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    if (((const ObLabel *) g_ptr_array_index (labels, i))->entity == label)
      return i;

  return labels->len;
}

static const char *const extensions[] = { "html", "htm", NULL };

const ObFormat ob_format_html = {
  .id = "html",
  .title = N_ ("Page to read (HTML)"),
  .extensions = extensions,
  .loses = N_ ("A page is for reading: Obelus cannot read it back."),
  .begin = begin,
  .add_article = add_article,
  .end = end,
};
