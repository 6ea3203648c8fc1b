#include "formats/reading-copy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/page-setting.h"
#include "model/hidden-parts.h"

#define MAX_QUOTE 200 /* characters of an annotation's words in its note */

/* Where an annotation's segment begins or ends. */
typedef struct
{
  guint32 offset;
  guint annotation; /* index */
  gboolean is_end;
  gboolean is_last; /* end of the annotation's last segment */
} Event;

typedef struct
{
  ObExport *export;
  const ObReadingWriter *writer;
  const ObText *text;
  const GPtrArray *annotations;
  GArray *events;      /* (owned) Event, by offset, ends first */
  guint next_event;
  GArray *active;      /* (owned) guint: annotations over the run that is being written */
  GHashTable *numbers; /* (owned) gint64 * of an annotation -> its number */
} Copy;

static const ObAnnotation *
get_annotation (const Copy *copy, guint i)
{
  return g_ptr_array_index (copy->annotations, i);
}

/* Events --------------------------------------------------------------------------------------- */

/* Of two that end together the one that began later has its note first. */
static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *left = a, *right = b;

  if (left->offset != right->offset)
    return left->offset < right->offset ? -1 : 1;
  if (left->is_end != right->is_end)
    return left->is_end ? -1 : 1;

  return left->annotation > right->annotation ? -1 : left->annotation < right->annotation;
}

static void
list_events (Copy *copy, guint *n_notes)
{
  for (guint i = 0; i < copy->annotations->len; i++)
    {
      const GArray *segments = get_annotation (copy, i)->segments;

      for (guint k = 0; k < segments->len; k++)
        {
          ObSegment segment = g_array_index (segments, ObSegment, k);
          Event start = { segment.start, i, FALSE, FALSE };
          Event end = { segment.end, i, TRUE, k + 1 == segments->len };

          g_array_append_val (copy->events, start);
          g_array_append_val (copy->events, end);
        }
    }
  g_array_sort (copy->events, compare_events);

  for (guint i = 0; i < copy->events->len; i++)
    {
      Event event = g_array_index (copy->events, Event, i);
      const ObAnnotation *annotation = get_annotation (copy, event.annotation);

      if (event.is_last)
        g_hash_table_insert (copy->numbers, (gpointer) &annotation->entity,
                             GUINT_TO_POINTER (++*n_notes));
    }
}

static void
deactivate (Copy *copy, guint annotation)
{
  for (guint i = 0; i < copy->active->len; i++)
    if (g_array_index (copy->active, guint, i) == annotation)
      {
        g_array_remove_index (copy->active, i);
        return;
      }
}

static guint32
get_length (const ObAnnotation *annotation)
{
  ObSegment hull = ob_segments_get_hull (annotation->segments);

  return hull.end - hull.start;
}

static const ObAnnotation *
find_shortest (const Copy *copy)
{
  const ObAnnotation *shortest = NULL;

  for (guint i = 0; i < copy->active->len; i++)
    {
      const ObAnnotation *annotation
          = get_annotation (copy, g_array_index (copy->active, guint, i));

      if (shortest == NULL || get_length (annotation) <= get_length (shortest))
        shortest = annotation;
    }

  return shortest;
}

/* Notes ---------------------------------------------------------------------------------------- */

static void
add_values (const Copy *copy, const ObAnnotation *annotation, GString *note)
{
  ObCatalogue *catalogue = copy->export->catalogue;
  ObEntity speaker = ob_project_get_effective_speaker (catalogue->project, annotation->entity);
  const char *name = speaker != 0 ? ob_catalogue_get_name (catalogue, speaker) : NULL;

  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      const ObField *field = &g_array_index (annotation->attributes, ObField, i);
      g_autofree char *value = ob_catalogue_dup_value (catalogue, field->value);

      g_string_append_printf (note, " %s: %s.", field->field, value);
    }
  if (name != NULL && ob_annotation_get_attribute (annotation, "speaker") == NULL)
    g_string_append_printf (note, " speaker: %s.", name);
}

static void
add_links (const Copy *copy, const ObAnnotation *annotation, GString *note)
{
  ObCatalogue *catalogue = copy->export->catalogue;
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (catalogue, annotation->entity);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (copy->numbers, &link->to));
      g_autoptr (ObAnnotation) target
          = number == 0 ? ob_project_get_annotation (catalogue->project, link->to) : NULL;
      g_autoptr (ObArticle) article
          = target != NULL ? ob_project_get_article (catalogue->project, target->article) : NULL;

      if (number > 0)
        g_string_append_printf (note, " %s → %u.", link->type, number);
      else if (article != NULL)
        g_string_append_printf (note, " %s → “%s”.", link->type, article->title);
    }
}

/* (transfer full) */
static char *
make_note (const Copy *copy, const ObAnnotation *annotation)
{
  ObCatalogue *catalogue = copy->export->catalogue;
  const char *label = ob_catalogue_get_name (catalogue, annotation->label);
  const char *annotator = ob_catalogue_get_name (catalogue, annotation->annotator);
  g_autofree char *quote = ob_text_quote (copy->text, annotation->segments);
  GString *note = g_string_new (label != NULL ? label : "");

  if (g_utf8_strlen (quote, -1) > MAX_QUOTE)
    {
      g_autofree char *cut = g_utf8_substring (quote, 0, MAX_QUOTE);

      g_string_append_printf (note, ": “%s…”", cut);
    }
  else
    g_string_append_printf (note, ": “%s”", quote);
  if (annotator != NULL)
    g_string_append_printf (note, " (%s)", annotator);
  g_string_append_c (note, '.');
  add_values (copy, annotation, note);
  add_links (copy, annotation, note);
  if (annotation->note != NULL && *annotation->note != '\0')
    g_string_append_printf (note, " %s", annotation->note);
  return g_string_free (note, FALSE);
}

/* Text ----------------------------------------------------------------------------------------- */

static void
pass_event (Copy *copy)
{
  Event event = g_array_index (copy->events, Event, copy->next_event++);
  const ObAnnotation *annotation = get_annotation (copy, event.annotation);
  g_autofree char *note = NULL;

  if (!event.is_end)
    g_array_append_val (copy->active, event.annotation);
  else
    deactivate (copy, event.annotation);
  if (!event.is_last)
    return;
  note = make_note (copy, annotation);
  copy->writer->add_note (
      copy->export, GPOINTER_TO_UINT (g_hash_table_lookup (copy->numbers, &annotation->entity)),
      note);
}

static const Event *
peek_event (const Copy *copy)
{
  return copy->next_event < copy->events->len
             ? &g_array_index (copy->events, Event, copy->next_event)
             : NULL;
}

static void
add_paragraph (Copy *copy, ObSegment range, const ObReadingParagraph *paragraph)
{
  gsize length;
  const char *utf8 = ob_text_get_utf8 (copy->text, &length);
  const Event *event;

  copy->writer->begin_paragraph (copy->export, paragraph);
  for (guint32 at = range.start, until; at < range.end; at = until)
    {
      gsize from = ob_text_get_byte (copy->text, at);

      while ((event = peek_event (copy)) != NULL && event->offset <= at)
        pass_event (copy);
      until = event != NULL ? MIN (event->offset, range.end) : range.end;
      copy->writer->add_run (copy->export, utf8 + from,
                             ob_text_get_byte (copy->text, until) - from, find_shortest (copy));
    }
  /* What ends here has its note here, and not at the beginning of the next paragraph. */
  while ((event = peek_event (copy)) != NULL && event->offset <= range.end && event->is_end)
    pass_event (copy);
  copy->writer->end_paragraph (copy->export, paragraph);
  ob_sink_drain (copy->export->sink);
}

/* What is annotated is in the copy, wherever it is. */
static void
keep_annotated (const Copy *copy, ObHiddenParts *parts)
{
  for (guint i = 0; i < copy->annotations->len; i++)
    {
      const GArray *segments = get_annotation (copy, i)->segments;

      for (guint k = 0; k < segments->len; k++)
        {
          ObSegment segment = g_array_index (segments, ObSegment, k);
          guint part = ob_hidden_parts_find_index (parts, segment.start);

          while (part < ob_hidden_parts_get_n (parts)
                 && ob_hidden_parts_get (parts, part).start < segment.end)
            ob_hidden_parts_show (parts, part);
        }
    }
}

static gboolean
is_title (const Copy *copy, const ObArticle *article, ObSegment range)
{
  g_autofree char *words = ob_text_slice (copy->text, range.start, range.end);

  return g_str_equal (g_strstrip (words), article->title);
}

static void
add_given_title (Copy *copy, const ObArticle *article)
{
  ObReadingParagraph paragraph = { TRUE, NULL, TRUE };

  copy->writer->begin_paragraph (copy->export, &paragraph);
  copy->writer->add_run (copy->export, article->title, strlen (article->title), NULL);
  copy->writer->end_paragraph (copy->export, &paragraph);
}

static void
add_paragraphs (Copy *copy,
                const ObArticle *article,
                const ObFormatting *formatting,
                const ObHiddenParts *parts)
{
  guint n_paragraphs = ob_text_get_n_paragraphs (copy->text);

  for (guint i = 0; i < n_paragraphs && copy->export->sink->error == NULL; i++)
    {
      ObSegment range = ob_text_get_paragraph (copy->text, i);
      const ObBlock *block
          = formatting != NULL ? ob_formatting_find_block (formatting, range.start) : NULL;
      ObReadingParagraph paragraph
          = { FALSE, block, block != NULL && block->start == range.start };

      paragraph.is_title = i == 0 && is_title (copy, article, range);
      if (i == 0 && !paragraph.is_title)
        add_given_title (copy, article);
      /* An annotation may begin or end at a line that is empty. */
      if (range.start < range.end ? !ob_hidden_parts_find (parts, range.start, NULL)
                                  : peek_event (copy) != NULL
                                        && peek_event (copy)->offset <= range.end
                                        && peek_event (copy)->is_end)
        add_paragraph (copy, range, &paragraph);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_reading_copy_write (ObExport *export,
                       const ObReadingWriter *writer,
                       const ObArticle *article,
                       const ObText *text,
                       const GPtrArray *annotations,
                       guint *n_notes)
{
  ObProject *project = export->catalogue->project;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  g_autoptr (GArray) active = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (ObFormatting) formatting = ob_project_get_formatting (project, article->entity, NULL);
  g_autoptr (ObHiddenParts) parts
      = ob_hidden_parts_new (text, ob_page_shows_hidden (project) ? NULL : formatting);
  Copy copy = { export, writer, text, annotations, events, 0, active, numbers };

  list_events (&copy, n_notes);
  keep_annotated (&copy, parts);
  add_paragraphs (&copy, article, formatting, parts);
}

char *
ob_reading_copy_describe_source (const ObArticle *article)
{
  const char *parts[] = { article->byline, article->outlet, article->published, article->url };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", parts[i]);

  return line->len > 0 ? g_strdup (line->str) : NULL;
}
