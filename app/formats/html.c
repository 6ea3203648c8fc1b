/* "html": one page that needs nothing but a browser, to read, print and send.
 *
 * Under each article stands the list of its annotations.  In the text every annotation is a chain of
 * <mark> elements, one nested in the other where annotations overlap:
 *
 *   words      the attack was faked by Washington
 *   claim 1    ----------------------------------   lane 0
 *   speaker 2                         ==========    lane 1
 *   page       <mark 1>the attack was faked by <mark 2>Washington</mark></mark>
 *
 * Each has the fill of its label and a line under the words in its label's style at the height of its
 * lane, so that overlaps show, in print without background colours too.  The number behind an
 * annotation is not part of the text: copying gives the article's words alone.
 *
 * Nothing of a project gets into the page but through add_escaped(), and the page forbids itself all
 * scripts and all loading.
 */
#include "formats/format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/html-style.h"
#include "model/lanes.h"
#include "model/palette.h"

#define MAX_NESTED 8 /* marks around one run of text; the list below the article has them all */

/* Where an annotation's segment begins or ends. */
typedef struct
{
  guint32 offset;
  guint annotation; /* index */
  gboolean is_end;
  gboolean is_last; /* end of the annotation's last segment */
} Event;

/* An article being written. */
typedef struct
{
  ObExport *export;
  const ObArticle *article;
  const ObText *text;
  const GPtrArray *annotations;
  ObLanes *lanes;
  GArray *events;      /* Event, by offset, ends first */
  guint next_event;
  GArray *active;      /* guint: annotations over the run being written, longest first */
  GHashTable *numbers; /* gint64 * of an annotation -> its number, from 1 */
} Page;

static void
add (ObExport *export, const char *html)
{
  g_string_append (export->sink->buffer, html);
}

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

static void
add_escaped (ObExport *export, const char *text)
{
  add_escaped_length (export, text, strlen (text));
}

/* @element with @text in it, unless that is NULL or empty. */
static void
add_element (ObExport *export, const char *element, const char *class, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (export->sink->buffer, "<%s class=\"%s\">", element, class);
  add_escaped (export, text);
  g_string_append_printf (export->sink->buffer, "</%s>", element);
}

/* Labels are numbered by their place in the codebook; the style sheet knows them by that. */
static guint
get_label_number (ObExport *export, ObEntity label)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    if (((const ObLabel *) g_ptr_array_index (labels, i))->entity == label)
      return i;

  return labels->len;
}

static const char *
get_label_name (ObExport *export, ObEntity label)
{
  const char *name = ob_catalogue_get_name (export->catalogue, label);

  return name != NULL ? name : "";
}

/* Events --------------------------------------------------------------------------------------- */

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *left = a, *right = b;

  if (left->offset != right->offset)
    return left->offset < right->offset ? -1 : 1;
  if (left->is_end != right->is_end)
    return left->is_end ? -1 : 1;

  return left->annotation < right->annotation ? -1 : left->annotation > right->annotation;
}

static GArray *
list_events (const GPtrArray *annotations)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint i = 0; i < annotations->len; i++)
    {
      const GArray *segments = ((const ObAnnotation *) g_ptr_array_index (annotations, i))->segments;

      for (guint k = 0; k < segments->len; k++)
        {
          ObSegment segment = g_array_index (segments, ObSegment, k);
          Event start = { segment.start, i, FALSE, FALSE };
          Event end = { segment.end, i, TRUE, k + 1 == segments->len };

          g_array_append_val (events, start);
          g_array_append_val (events, end);
        }
    }

  g_array_sort (events, compare_events);
  return events;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const ObSpan *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;

  return left->annotation < right->annotation ? -1 : left->annotation > right->annotation;
}

static ObLanes *
find_lanes (const GPtrArray *annotations)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (ObSpan));
  ObLanes *lanes = ob_lanes_new ();

  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

      for (guint k = 0; k < annotation->segments->len; k++)
        {
          ObSegment segment = g_array_index (annotation->segments, ObSegment, k);
          ObSpan span = { .start = segment.start,
                          .end = segment.end,
                          .annotation = annotation->entity,
                          .segment = (guint16) MIN (k, G_MAXUINT16),
                          .n_segments = (guint16) MIN (annotation->segments->len, G_MAXUINT16) };

          g_array_append_val (spans, span);
        }
    }

  g_array_sort (spans, compare_spans);
  ob_lanes_set_spans (lanes, (const ObSpan *) spans->data, spans->len);
  return lanes;
}

/* The text ------------------------------------------------------------------------------------- */

static const ObAnnotation *
get_annotation (Page *page, guint i)
{
  return g_ptr_array_index (page->annotations, i);
}

/* Annotations come by start, then descending end, so the longer of two comes first. */
static void
activate (Page *page, guint annotation)
{
  guint place = 0;

  while (place < page->active->len && g_array_index (page->active, guint, place) < annotation)
    place++;
  g_array_insert_val (page->active, place, annotation);
}

static void
deactivate (Page *page, guint annotation)
{
  for (guint i = 0; i < page->active->len; i++)
    if (g_array_index (page->active, guint, i) == annotation)
      {
        g_array_remove_index (page->active, i);
        return;
      }
}

static void
add_reference (Page *page, guint i)
{
  const ObAnnotation *annotation = get_annotation (page, i);
  g_autofree char *id = ob_catalogue_dup_id (page->export->catalogue, annotation->entity);

  g_string_append_printf (page->export->sink->buffer,
                          "<a class=\"ref\" role=\"doc-noteref\" id=\"r-%s\" href=\"#a-%s\" data-n=\"%u\" aria-label=\"", id, id,
                          i + 1);
  add_escaped (page->export, get_label_name (page->export, annotation->label));
  g_string_append_printf (page->export->sink->buffer, " %u\"></a>", i + 1);
}

/* Takes the events up to @offset. */
static void
pass_events (Page *page, guint32 offset)
{
  for (; page->next_event < page->events->len; page->next_event++)
    {
      Event event = g_array_index (page->events, Event, page->next_event);

      if (event.offset > offset)
        return;
      if (event.is_end)
        deactivate (page, event.annotation);
      else
        activate (page, event.annotation);
      if (event.is_last)
        add_reference (page, event.annotation);
    }
}

static void
add_run (Page *page, guint32 start, guint32 end)
{
  GString *out = page->export->sink->buffer;
  guint n_marks = MIN (page->active->len, MAX_NESTED);
  gsize length;
  const char *utf8 = ob_text_get_utf8 (page->text, &length);
  gsize from = ob_text_get_byte (page->text, start), to = ob_text_get_byte (page->text, end);

  for (guint i = 0; i < n_marks; i++)
    {
      const ObAnnotation *annotation = get_annotation (page, g_array_index (page->active, guint, i));

      g_string_append_printf (out, "<mark class=\"k%u lane%u\">",
                              get_label_number (page->export, annotation->label),
                              ob_lanes_get (page->lanes, annotation->entity));
    }
  add_escaped_length (page->export, utf8 + from, to - from);
  for (guint i = 0; i < n_marks; i++)
    g_string_append (out, "</mark>");
}

static void
add_paragraph (Page *page, ObSegment range, const char *element)
{
  guint32 at = range.start;

  g_string_append_printf (page->export->sink->buffer, "<%s dir=\"auto\">", element);
  while (at < range.end)
    {
      guint32 until = range.end;

      pass_events (page, at);
      if (page->next_event < page->events->len)
        until = MIN (until, g_array_index (page->events, Event, page->next_event).offset);
      add_run (page, at, until);
      at = until;
    }

  /* What ends here has its number here, and not at the beginning of the next paragraph. */
  while (page->next_event < page->events->len
         && g_array_index (page->events, Event, page->next_event).offset == range.end
         && g_array_index (page->events, Event, page->next_event).is_end)
    {
      Event event = g_array_index (page->events, Event, page->next_event++);

      deactivate (page, event.annotation);
      if (event.is_last)
        add_reference (page, event.annotation);
    }
  g_string_append_printf (page->export->sink->buffer, "</%s>\n", element);
  ob_sink_drain (page->export->sink);
}

/* The first paragraph is the heading when it is the title. */
static void
add_text (Page *page)
{
  guint n_paragraphs = ob_text_get_n_paragraphs (page->text);

  for (guint i = 0; i < n_paragraphs && page->export->sink->error == NULL; i++)
    {
      ObSegment range = ob_text_get_paragraph (page->text, i);

      if (i == 0)
        {
          g_autofree char *first = ob_text_slice (page->text, range.start, range.end);

          if (g_str_equal (g_strstrip (first), page->article->title))
            {
              add_paragraph (page, range, "h2");
              continue;
            }
          add_element (page->export, "h2", "given", page->article->title);
        }
      if (range.end > range.start)
        add_paragraph (page, range, "p");
      else
        pass_events (page, range.end);
    }
  pass_events (page, ob_text_get_length (page->text));
}

/* The list of annotations ---------------------------------------------------------------------- */

static void
add_attribute (ObExport *export, const char *name, const char *value)
{
  add (export, "<div><dt>");
  add_escaped (export, name);
  add (export, "</dt> <dd>");
  add_escaped (export, value);
  add (export, "</dd></div>");
}

/* The attributes, and who speaks when only a link says it. */
static void
add_attributes (Page *page, const ObAnnotation *annotation)
{
  ObExport *export = page->export;
  ObEntity speaker = ob_project_get_effective_speaker (export->catalogue->project, annotation->entity);
  const char *name = speaker != 0 ? ob_catalogue_get_name (export->catalogue, speaker) : NULL;

  add (export, "<dl>");
  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      g_autofree char *value = ob_catalogue_dup_value (export->catalogue, field->value);

      add_attribute (export, field->field, value);
    }
  if (name != NULL && ob_annotation_get_attribute (annotation, "speaker") == NULL)
    add_attribute (export, "speaker", name);
  add (export, "</dl>");
}

/* The annotation's words, with an ellipsis where it leaves some out. */
static void
add_quote (Page *page, const ObAnnotation *annotation)
{
  gsize length;
  const char *utf8 = ob_text_get_utf8 (page->text, &length);

  add (page->export, "<q dir=\"auto\">");
  for (guint i = 0; i < annotation->segments->len; i++)
    {
      ObSegment segment = g_array_index (annotation->segments, ObSegment, i);
      gsize from = ob_text_get_byte (page->text, segment.start), to = ob_text_get_byte (page->text, segment.end);

      if (i > 0)
        add (page->export, " \xe2\x80\xa6 ");
      add_escaped_length (page->export, utf8 + from, to - from);
    }
  add (page->export, "</q> ");
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
      article = annotation != NULL ? ob_project_get_article (export->catalogue->project, annotation->article) : NULL;
    }

  if (is_there)
    g_string_append_printf (export->sink->buffer, "<a href=\"#a-%s\">", id);
  if (number > 0)
    g_string_append_printf (export->sink->buffer, "%u", number);
  else
    add_escaped (export, article != NULL ? article->title : "?");
  if (is_there)
    add (export, "</a>");
}

static void
add_links (Page *page, const ObAnnotation *annotation)
{
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (page->export->catalogue, annotation->entity);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      add (page->export, "<span class=\"link\">");
      add_escaped (page->export, link->type);
      add (page->export, " \xe2\x86\x92 ");
      add_link_end (page, link->to);
      add (page->export, "</span> ");
    }
}

static void
add_entry (Page *page, guint i)
{
  ObExport *export = page->export;
  const ObAnnotation *annotation = get_annotation (page, i);
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, annotation->entity);

  g_string_append_printf (export->sink->buffer, "<li id=\"a-%s\"><a class=\"number\" href=\"#r-%s\">%u</a> <mark class=\"k%u lane0\">",
                          id, id, i + 1, get_label_number (export, annotation->label));
  add_escaped (export, get_label_name (export, annotation->label));
  add (export, "</mark> ");
  add_quote (page, annotation);
  add_element (export, "span", "annotator", ob_catalogue_get_name (export->catalogue, annotation->annotator));
  add_attributes (page, annotation);
  add_links (page, annotation);
  add_element (export, "p", "note", annotation->note);
  add (export, "</li>\n");
  ob_sink_drain (export->sink);
}

static void
add_entries (Page *page)
{
  if (page->annotations->len == 0)
    {
      add_element (page->export, "p", "none", _ ("No annotations."));
      return;
    }

  g_string_append (page->export->sink->buffer, "<section class=\"entries\"><h3>");
  add_escaped (page->export, _ ("Annotations"));
  add (page->export, "</h3><ol>\n");
  for (guint i = 0; i < page->annotations->len; i++)
    add_entry (page, i);
  add (page->export, "</ol></section>\n");
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
  } lines[OB_N_LINES] = { { "solid", 2 }, { "dashed", 2 }, { "dotted", 2 }, { "double", 1 }, { "wavy", 1 }, { "dashed", 3 } };
  const GPtrArray *labels = export->catalogue->codebook->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      ObLine line = ((const ObLabel *) g_ptr_array_index (labels, i))->line;

      g_string_append_printf (export->sink->buffer, ".k%u{text-decoration-style:%s;text-decoration-thickness:%upx}\n", i,
                              lines[line].style, lines[line].pixels);
    }
}

static void
add_style (ObExport *export)
{
  add (export, "<style>\n" OB_HTML_STYLE);
  add_lines (export);
  add_colours (export, OB_SCHEME_LIGHT);
  add (export, "@media screen and (prefers-color-scheme:dark){\n");
  add_colours (export, OB_SCHEME_DARK);
  add (export, "}\n</style>\n");
}

static void
add_legend (ObExport *export)
{
  const GPtrArray *labels = export->catalogue->codebook->labels;

  add (export, "<section class=\"legend\"><h2>");
  add_escaped (export, _ ("Labels"));
  add (export, "</h2><dl>\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (export->sink->buffer, "<div><dt><mark class=\"k%u lane0\">", i);
      add_escaped (export, label->name);
      add (export, "</mark></dt><dd>");
      add_escaped (export, label->use_when != NULL ? label->use_when : "");
      add (export, "</dd></div>\n");
    }
  add (export, "</dl></section>\n");
}

static void
add_contents (ObExport *export)
{
  if (export->articles->len < 2)
    return;

  add (export, "<nav><h2>");
  add_escaped (export, _ ("Articles"));
  add (export, "</h2><ol>\n");
  for (guint i = 0; i < export->articles->len; i++)
    {
      const ObArticle *article = g_ptr_array_index (export->articles, i);
      g_autofree char *id = ob_catalogue_dup_id (export->catalogue, article->entity);

      g_string_append_printf (export->sink->buffer, "<li><a href=\"#t-%s\" dir=\"auto\">", id);
      add_escaped (export, article->title);
      add (export, "</a> ");
      add_element (export, "span", "outlet", article->outlet);
      add (export, "</li>\n");
    }
  add (export, "</ol></nav>\n");
}

static void
begin (ObExport *export)
{
  g_autofree char *name = ob_project_dup_name (export->catalogue->project);

  add (export, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"generator\" content=\"Obelus\">\n"
               "<title>");
  add_escaped (export, name);
  add (export, "</title>\n");
  add_style (export);
  add (export, "</head>\n<body>\n<header><h1 dir=\"auto\">");
  add_escaped (export, name);
  add (export, "</h1></header>\n");
  add_contents (export);
  add_legend (export);
  add (export, "<main>\n");
}

/* Addresses lead out of the page only where a browser can do no harm with them. */
static void
add_address (ObExport *export, const char *url)
{
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;

  if (scheme != NULL && (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0))
    {
      add (export, "<a rel=\"noreferrer\" href=\"");
      add_escaped (export, url);
      add (export, "\">");
      add_escaped (export, url);
      add (export, "</a>");
    }
  else
    add_element (export, "span", "url", url);
}

static void
add_article (ObExport *export, const ObArticle *article, const ObText *text, const GPtrArray *annotations)
{
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, article->entity);
  g_autoptr (GArray) events = list_events (annotations);
  g_autoptr (GArray) active = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (ObLanes) lanes = find_lanes (annotations);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_int64_hash, g_int64_equal);
  Page page = { export, article, text, annotations, lanes, events, 0, active, numbers };

  for (guint i = 0; i < annotations->len; i++)
    g_hash_table_insert (numbers, &((ObAnnotation *) g_ptr_array_index (annotations, i))->entity,
                         GUINT_TO_POINTER (i + 1));

  g_string_append_printf (export->sink->buffer, "<article id=\"t-%s\"", id);
  if (article->language != NULL)
    {
      add (export, " lang=\"");
      add_escaped (export, article->language);
      add (export, "\"");
    }
  add (export, ">\n<div class=\"text\">\n");
  add_text (&page);
  add (export, "</div>\n<p class=\"source\">");
  add_element (export, "span", "byline", article->byline);
  add_element (export, "span", "outlet", article->outlet);
  add_element (export, "time", "published", article->published);
  add_address (export, article->url);
  add (export, "</p>\n");
  add_entries (&page);
  add (export, "</article>\n");
}

static void
end (ObExport *export)
{
  add (export, "</main>\n</body>\n</html>\n");
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
