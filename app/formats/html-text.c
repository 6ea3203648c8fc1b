/* The text of an article in a page: every annotation is a chain of <mark> elements, one nested in
 * the other where annotations overlap:
 *
 *   words      the attack was faked by Washington
 *   claim 1    ----------------------------------   lane 0
 *   speaker 2                          ==========   lane 1
 *   page       <mark 1>the attack was faked by <mark 2>Washington</mark></mark>
 *
 * Each has the fill of its label and a line under the words in its label's style at the height of
 * its lane, so that overlaps show, in print without background colours too.  The number behind an
 * annotation is not part of the text: copying gives the article's words alone.
 */
#include "formats/html-private.h"
#include "formats/page-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/hidden-parts.h"
#include "model/lanes.h"

#define MAX_NESTED 8 /* marks around one run of text; the list below the article has them all */

/* Where an annotation's segment begins or ends. */
typedef struct
{
  guint32 offset;
  guint annotation; /* index */
  gboolean is_end;
  gboolean is_last; /* end of the annotation's last segment */
} Event;

/* A text being written. */
typedef struct
{
  ObExport *export;
  const ObArticle *article;
  const ObText *text;
  const ObFormatting *formatting; /* (nullable) */
  ObHiddenParts *parts;           /* left out */
  const GPtrArray *annotations;
  ObLanes *lanes;
  GArray *events; /* Event, by offset, ends first */
  guint next_event;
  GArray *active; /* guint: annotations over the run being written, longest first */
  gboolean in_list;
} Page;

/* An element of the page for a paragraph; the attributes are ours. */
typedef struct
{
  const char *name;
  char attributes[64];
} Element;

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
      const GArray *segments
          = ((const ObAnnotation *) g_ptr_array_index (annotations, i))->segments;

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
  const char *name;

  g_string_append_printf (page->export->sink->buffer,
                          "<a class=\"ref\" role=\"doc-noteref\" id=\"r-%s\" href=\"#a-%s\" "
                          "data-n=\"%u\" aria-label=\"",
                          id, id, i + 1);
  name = ob_catalogue_get_name (page->export->catalogue, annotation->label);
  ob_html_add_escaped (page->export, name != NULL ? name : "");
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

/* Structure ------------------------------------------------------------------------------------ */

static const char *
get_inline_element (const ObInline *range)
{
  switch (range->kind)
    {
    case OB_INLINE_EMPHASIS:
      return "em";
    case OB_INLINE_STRONG:
      return "strong";
    case OB_INLINE_SUPERSCRIPT:
    case OB_INLINE_NOTE:
      return "sup";
    case OB_INLINE_SUBSCRIPT:
      return "sub";
    case OB_INLINE_CODE:
      return "code";
    case OB_INLINE_CELL:
      return g_str_equal (range->value, "head") ? "strong" : NULL;
    case OB_INLINE_LINK:
      return ob_html_is_web_address (range->value) ? "a" : NULL;
    default:
      return NULL;
    }
}

/* The ranges over the whole of [start, end), outermost first; never one link in another.  Nothing
 * begins or ends within.  (transfer full): GPtrArray of ObInline */
static GPtrArray *
list_inlines (Page *page, ObSegment paragraph, guint32 start, guint32 end)
{
  GPtrArray *found = g_ptr_array_new ();
  gboolean in_link = FALSE;
  guint n_inlines = 0;
  const ObInline *inlines
      = page->formatting != NULL ? ob_formatting_get_inlines (page->formatting, &n_inlines) : NULL;

  for (guint i = n_inlines > 0 ? ob_formatting_find_inline (page->formatting, paragraph.start) : 0;
       i < n_inlines && inlines[i].start < end; i++)
    {
      gboolean link = inlines[i].kind == OB_INLINE_LINK;

      if (inlines[i].start > start || inlines[i].end < end
          || get_inline_element (&inlines[i]) == NULL || (link && in_link))
        continue;
      in_link = in_link || link;
      g_ptr_array_add (found, (gpointer) &inlines[i]);
    }

  return found;
}

/* Where the next range begins or ends after @at, at most @until. */
static guint32
find_edge (Page *page, ObSegment paragraph, guint32 at, guint32 until)
{
  guint n_inlines = 0;
  const ObInline *inlines
      = page->formatting != NULL ? ob_formatting_get_inlines (page->formatting, &n_inlines) : NULL;

  for (guint i = n_inlines > 0 ? ob_formatting_find_inline (page->formatting, paragraph.start) : 0;
       i < n_inlines && inlines[i].start < until; i++)
    {
      if (inlines[i].start > at)
        until = MIN (until, inlines[i].start);
      if (inlines[i].end > at)
        until = MIN (until, inlines[i].end);
    }

  return until;
}

static void
open_inline (Page *page, const ObInline *range)
{
  if (range->kind != OB_INLINE_LINK)
    {
      g_string_append_printf (page->export->sink->buffer, "<%s>", get_inline_element (range));
      return;
    }

  ob_html_add (page->export, "<a rel=\"noreferrer\" href=\"");
  ob_html_add_escaped (page->export, range->value);
  ob_html_add (page->export, "\">");
}

static Element
get_element (const ObBlock *block, gboolean begins)
{
  Element element = { "p", "" };

  if (block == NULL)
    return element;

  switch (block->kind)
    {
    case OB_BLOCK_HEADING:
      element.name = block->level <= 2 ? "h3" : block->level == 3 ? "h4" : "h5";
      break;
    case OB_BLOCK_LIST_ITEM:
      element.name = "li";
      g_snprintf (element.attributes, sizeof element.attributes, " class=\"%s level%u\"",
                  !begins ? "more" : block->number > 0 ? "number" : "bullet",
                  CLAMP (block->level, 1, 5));
      if (begins && block->number > 0)
        g_snprintf (element.attributes + strlen (element.attributes), 20, " value=\"%u\"",
                    block->number);
      break;
    case OB_BLOCK_QUOTE:
      element.name = "blockquote";
      break;
    case OB_BLOCK_PREFORMATTED:
      element.name = "pre";
      break;
    default:
      g_snprintf (element.attributes, sizeof element.attributes, " class=\"%s\"",
                  block->kind != OB_BLOCK_PARAGRAPH ? ob_block_kind_get_name (block->kind)
                                                    : ob_role_get_name (block->role));
    }

  return element;
}

/* Items that follow each other are one list. */
static void
set_in_list (Page *page, gboolean in_list)
{
  if (in_list != page->in_list)
    ob_html_add (page->export, in_list ? "<ol class=\"list\">\n" : "</ol>\n");
  page->in_list = in_list;
}

/* What is annotated is on the page, wherever it is. */
static void
keep_annotated (Page *page)
{
  for (guint i = 0; i < page->annotations->len; i++)
    {
      const GArray *segments = get_annotation (page, i)->segments;

      for (guint k = 0; k < segments->len; k++)
        {
          ObSegment segment = g_array_index (segments, ObSegment, k);
          guint part = ob_hidden_parts_find_index (page->parts, segment.start);

          while (part < ob_hidden_parts_get_n (page->parts)
                 && ob_hidden_parts_get (page->parts, part).start < segment.end)
            ob_hidden_parts_show (page->parts, part);
        }
    }
}

static void
say_left_out (Page *page)
{
  guint n = ob_hidden_parts_get_n (page->parts);
  g_autofree char *words
      = g_strdup_printf (ngettext ("%u part of the page that is not the article is left out.",
                                   "%u parts of the page that are not the article are left out.",
                                   n), n);

  if (n > 0)
    ob_html_add_element (page->export, "p", "left-out", words);
}

/* Runs ------------------------------------------------------------------------------------------ */

static void
add_run (Page *page, ObSegment paragraph, guint32 start, guint32 end)
{
  GString *out = page->export->sink->buffer;
  g_autoptr (GPtrArray) inlines = list_inlines (page, paragraph, start, end);
  guint n_marks = MIN (page->active->len, MAX_NESTED);

  for (guint i = 0; i < n_marks; i++)
    {
      const ObAnnotation *annotation
          = get_annotation (page, g_array_index (page->active, guint, i));

      g_string_append_printf (out, "<mark class=\"k%u lane%u\">",
                              ob_html_get_label_number (page->export, annotation->label),
                              ob_lanes_get (page->lanes, annotation->entity));
    }
  for (guint i = 0; i < inlines->len; i++)
    open_inline (page, g_ptr_array_index (inlines, i));
  ob_html_add_slice (page->export, page->text, start, end);
  for (guint i = inlines->len; i > 0; i--)
    g_string_append_printf (out, "</%s>",
                            get_inline_element (g_ptr_array_index (inlines, i - 1)));
  for (guint i = 0; i < n_marks; i++)
    g_string_append (out, "</mark>");
}

static void
add_paragraph (Page *page, ObSegment range, Element element)
{
  guint32 at = range.start;

  g_string_append_printf (page->export->sink->buffer, "<%s%s dir=\"auto\">", element.name,
                          element.attributes);
  while (at < range.end)
    {
      guint32 until = range.end;

      pass_events (page, at);
      if (page->next_event < page->events->len)
        until = MIN (until, g_array_index (page->events, Event, page->next_event).offset);
      until = find_edge (page, range, at, until);
      add_run (page, range, at, until);
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
  g_string_append_printf (page->export->sink->buffer, "</%s>\n", element.name);
  ob_sink_drain (page->export->sink);
}

/* The first paragraph is the heading when it is the title. */
static void
add_paragraphs (Page *page)
{
  guint n_paragraphs = ob_text_get_n_paragraphs (page->text);

  for (guint i = 0; i < n_paragraphs && page->export->sink->error == NULL; i++)
    {
      ObSegment range = ob_text_get_paragraph (page->text, i);
      const ObBlock *block = page->formatting != NULL
                                 ? ob_formatting_find_block (page->formatting, range.start)
                                 : NULL;

      if (ob_hidden_parts_find (page->parts, range.start, NULL))
        continue;
      set_in_list (page, block != NULL && block->kind == OB_BLOCK_LIST_ITEM);
      if (i == 0)
        {
          g_autofree char *first = ob_text_slice (page->text, range.start, range.end);

          if (g_str_equal (g_strstrip (first), page->article->title))
            {
              add_paragraph (page, range, (Element) { "h2", "" });
              continue;
            }
          ob_html_add_element (page->export, "h2", "given", page->article->title);
        }
      if (range.end > range.start)
        add_paragraph (page, range,
                       get_element (block, block != NULL && block->start == range.start));
      else
        pass_events (page, range.end);
    }
  set_in_list (page, FALSE);
  pass_events (page, ob_text_get_length (page->text));
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_html_add_text (ObExport *export,
                  const ObArticle *article,
                  const ObText *text,
                  const GPtrArray *annotations)
{
  g_autoptr (GArray) events = list_events (annotations);
  g_autoptr (GArray) active = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (ObLanes) lanes = find_lanes (annotations);
  ObProject *project = export->catalogue->project;
  g_autoptr (ObFormatting) formatting = ob_project_get_formatting (project, article->entity, NULL);
  g_autoptr (ObHiddenParts) parts = ob_hidden_parts_new (
      text, ob_page_shows_hidden (project) ? NULL : formatting);
  Page page = { .export = export, .article = article, .text = text, .formatting = formatting,
                .parts = parts, .annotations = annotations, .lanes = lanes, .events = events,
                .active = active };

  keep_annotated (&page);
  add_paragraphs (&page);
  say_left_out (&page);
}
