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

#include <string.h>

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
  const GPtrArray *annotations;
  ObLanes *lanes;
  GArray *events; /* Event, by offset, ends first */
  guint next_event;
  GArray *active; /* guint: annotations over the run being written, longest first */
} Page;

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

static void
add_run (Page *page, guint32 start, guint32 end)
{
  GString *out = page->export->sink->buffer;
  guint n_marks = MIN (page->active->len, MAX_NESTED);

  for (guint i = 0; i < n_marks; i++)
    {
      const ObAnnotation *annotation
          = get_annotation (page, g_array_index (page->active, guint, i));

      g_string_append_printf (out, "<mark class=\"k%u lane%u\">",
                              ob_html_get_label_number (page->export, annotation->label),
                              ob_lanes_get (page->lanes, annotation->entity));
    }
  ob_html_add_slice (page->export, page->text, start, end);
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
add_paragraphs (Page *page)
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
          ob_html_add_element (page->export, "h2", "given", page->article->title);
        }
      if (range.end > range.start)
        add_paragraph (page, range, "p");
      else
        pass_events (page, range.end);
    }
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
  Page page = { export, article, text, annotations, lanes, events, 0, active };

  add_paragraphs (&page);
}
