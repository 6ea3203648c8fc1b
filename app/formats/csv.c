/* "csv": one annotation a row, for spreadsheets and statistics programs.
 *
 * RFC 4180: commas, CR LF, quotation marks doubled; UTF-8 with a BOM, by which spreadsheets know
 * it. The first row names the columns: fixed ones, then one for every attribute in the codebook,
 * then the rest.  Speakers, disputes and positions are given by name.
 *
 * A spreadsheet takes a cell that begins with = + - @ TAB or CR for a formula, and a formula from
 * elsewhere can do harm, so such texts get an apostrophe in front unless raw cells are asked for.
 * Numbers that Obelus writes, and a lone sign, are left as they are.  csv-read.c reads it back.
 */
#include "formats/format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/csv-cell.h"
#include "formats/csv-read.h"
#include "formats/json-writer.h"

typedef struct
{
  GPtrArray *attributes; /* (owned) const char *: names of attributes, each a column */
  guint row;
} State;

/* A cell as it is; @guard: it is text that may come from anywhere. */
static void
add_cell (ObExport *export, const char *text, gboolean guard)
{
  ob_csv_add (export->sink->buffer, text, guard && !export->options->raw_cells);
}

static void
add_text (ObExport *export, const char *text)
{
  add_cell (export, text, TRUE);
}

static void
add_number (ObExport *export, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  add_cell (export, text, FALSE);
}

static void
add_time (ObExport *export, gint64 microseconds)
{
  g_autofree char *text = ob_time_to_text (microseconds);

  add_cell (export, text, FALSE);
}

static void
add_id (ObExport *export, ObEntity entity)
{
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, entity);

  add_cell (export, id, FALSE);
}

/* "12-40;52-60" */
static void
add_segments (ObExport *export, const GArray *segments)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < segments->len; i++)
    {
      ObSegment segment = g_array_index (segments, ObSegment, i);

      g_string_append_printf (text, "%s%u-%u", i > 0 ? ";" : "", segment.start, segment.end);
    }
  add_cell (export, text->str, FALSE);
}

/* "said-by:ID;contradicts:ID" */
static void
add_links (ObExport *export, ObEntity annotation)
{
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);
      g_autofree char *id = ob_catalogue_dup_id (export->catalogue, link->to);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? ";" : "", link->type, id);
    }
  add_text (export, text->str);
}

static void
add_attribute (ObExport *export, const ObAnnotation *annotation, const char *name)
{
  const ObValue *value = ob_annotation_get_attribute (annotation, name);
  g_autofree char *text = ob_catalogue_dup_value (export->catalogue, value);
  ObValueType type = ob_value_get_type (value);

  add_cell (export, text, type == OB_VALUE_TEXT || type == OB_VALUE_ENTITY);
}

/* Attributes in the order of the codebook; labels share those of one name. */
static GPtrArray *
list_attributes (const ObCodebook *codebook)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      for (guint k = 0; k < label->attributes->len; k++)
        {
          const ObAttribute *attribute = g_ptr_array_index (label->attributes, k);

          if (!g_ptr_array_find_with_equal_func (names, attribute->name, g_str_equal, NULL))
            g_ptr_array_add (names, attribute->name);
        }
    }

  return names;
}

static void
begin (ObExport *export)
{
  static const char *const first[] = {
    "row", "article",  "article_id", "outlet",    "published",
    "url", "id",       "label",      "annotator", "start",
    "end", "segments", "text",       "note",      "effective_speaker",
  };
  static const char *const last[] = { "links", "origin", "created", "modified" };
  State *state = g_new0 (State, 1);

  export->state = state;
  state->attributes = list_attributes (export->catalogue->codebook);
  g_string_append (export->sink->buffer, OB_CSV_MARK);
  g_string_append (export->sink->buffer, first[0]);
  for (guint i = 1; i < G_N_ELEMENTS (first); i++)
    add_text (export, first[i]);
  for (guint i = 0; i < state->attributes->len; i++)
    add_text (export, g_ptr_array_index (state->attributes, i));
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    add_text (export, last[i]);
  g_string_append (export->sink->buffer, "\r\n");
}

static void
add_annotation (ObExport *export,
                const ObArticle *article,
                const ObText *text,
                const ObAnnotation *annotation)
{
  State *state = export->state;
  ObCatalogue *catalogue = export->catalogue;
  ObSegment hull = ob_segments_get_hull (annotation->segments);
  g_autofree char *quote = ob_text_quote (text, annotation->segments);
  ObEntity speaker = ob_project_get_effective_speaker (catalogue->project, annotation->entity);

  add_number (export, ++state->row);
  add_text (export, article->title);
  add_id (export, article->entity);
  add_text (export, article->outlet);
  add_text (export, article->published);
  add_text (export, article->url);
  add_id (export, annotation->entity);
  add_text (export, ob_catalogue_get_label_id (catalogue, annotation->label));
  add_text (export, ob_catalogue_get_name (catalogue, annotation->annotator));
  add_number (export, hull.start);
  add_number (export, hull.end);
  add_segments (export, annotation->segments);
  add_text (export, quote);
  add_text (export, annotation->note);
  add_text (export, speaker != 0 ? ob_catalogue_get_name (catalogue, speaker) : NULL);
  for (guint i = 0; i < state->attributes->len; i++)
    add_attribute (export, annotation, g_ptr_array_index (state->attributes, i));
  add_links (export, annotation->entity);
  add_text (export, annotation->origin);
  add_time (export, annotation->created);
  add_time (export, annotation->modified);
  g_string_append (export->sink->buffer, "\r\n");
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      add_annotation (export, article, text, g_ptr_array_index (annotations, i));
      if (!ob_sink_drain (export->sink))
        return;
    }
}

static void
end (ObExport *export)
{
  State *state = export->state;

  g_ptr_array_unref (state->attributes);
  g_free (state);
}

static const char *const extensions[] = { "csv", NULL };

const ObFormat ob_format_csv = {
  .id = "csv",
  .title = N_ ("Table (CSV)"),
  .extensions = extensions,
  .loses = N_ ("A table has no article texts, no articles without annotations, no aliases, "
               "comments or states."),
  .recognise = ob_csv_recognise,
  .read = ob_csv_read_set,
  .has_cells = TRUE,
  .begin = begin,
  .add_article = add_article,
  .end = end,
};
