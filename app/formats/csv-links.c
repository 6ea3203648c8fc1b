/* "csv-links": the links as a table, one a row, beside the table of annotations ("csv").
 *
 *   id,type,from,from_label,from_article,from_text,to,to_label,to_article,to_text
 *
 * Annotations are named by their ids; labels, articles and words are there for people.  Read are
 * tables that have the columns "type", "from" and "to"; the annotations must be in the project.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/csv-cell.h"
#include "formats/csv-table.h"
#include "formats/intake.h"
#include "formats/json-fields.h"

static const char *const columns[]
    = { "id", "type",     "from",       "from_label", "from_article", "from_text",
        "to", "to_label", "to_article", "to_text",    NULL };

/* Writing -------------------------------------------------------------------------------------- */

static void
begin (ObExport *export)
{
  g_string_append (export->sink->buffer, OB_CSV_MARK);
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (export->sink->buffer, "%s%s", i > 0 ? "," : "", columns[i]);
  ob_csv_end_row (export->sink->buffer);
}

static void
add_id (ObExport *export, ObEntity entity)
{
  g_autofree char *id = ob_catalogue_dup_id (export->catalogue, entity);

  ob_csv_add (export->sink->buffer, id, FALSE);
}

/* Id, label, article and words of one end. */
static void
add_end (ObExport *export, const ObAnnotation *annotation, const char *title, const ObText *text)
{
  gboolean guard = !export->options->raw_cells;
  g_autofree char *quote = text != NULL ? ob_text_quote (text, annotation->segments) : NULL;

  add_id (export, annotation->entity);
  ob_csv_add (export->sink->buffer,
              ob_catalogue_get_label_id (export->catalogue, annotation->label), guard);
  ob_csv_add (export->sink->buffer, title, guard);
  ob_csv_add (export->sink->buffer, quote, guard);
}

static void
add_link (ObExport *export,
          const ObLink *link,
          const ObAnnotation *from,
          const ObArticle *article,
          const ObText *text)
{
  ObProject *project = export->catalogue->project;
  g_autoptr (ObAnnotation) to = ob_project_get_annotation (project, link->to);
  g_autoptr (ObArticle) other = NULL;
  g_autoptr (ObText) other_text = NULL;

  if (to == NULL || !ob_export_has_link (export, link))
    return;
  if (to->article != article->entity)
    {
      other = ob_project_get_article (project, to->article);
      other_text = ob_project_get_text (project, to->article, NULL);
    }

  add_id (export, link->entity);
  ob_csv_add (export->sink->buffer, link->type, !export->options->raw_cells);
  add_end (export, from, article->title, text);
  add_end (export, to, other != NULL ? other->title : article->title,
           to->article != article->entity ? other_text : text);
  ob_csv_end_row (export->sink->buffer);
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autoptr (GPtrArray) links
          = ob_catalogue_list_links (export->catalogue, annotation->entity);

      for (guint k = 0; k < links->len; k++)
        add_link (export, g_ptr_array_index (links, k), annotation, article, text);
      if (!ob_sink_drain (export->sink))
        return;
    }
}

/* Reading -------------------------------------------------------------------------------------- */

static int
find_column (char **head, const char *name)
{
  for (guint i = 0; head[i] != NULL; i++)
    {
      g_autofree char *clean = g_strstrip (g_strdup (head[i]));

      if (g_ascii_strcasecmp (clean, name) == 0)
        return (int) i;
    }

  return -1;
}

static gboolean
read_rows (ObSetReading *import, const GPtrArray *rows, const char *name, GError **error)
{
  static const char *const needed[] = { "from", "to", "type" };
  int places[G_N_ELEMENTS (needed)];
  g_autoptr (ObIntake) intake = ob_intake_new (import, "csv-links");

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      places[i] = find_column (g_ptr_array_index (rows, 0), needed[i]);
      if (places[i] < 0)
        return ob_json_refuse (error, _ ("%s: the first row names no column “%s”."), name,
                               needed[i]);
    }
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      guint n = g_strv_length (row);
      const char *cells[G_N_ELEMENTS (needed)];

      for (guint k = 0; k < G_N_ELEMENTS (needed); k++)
        {
          cells[k] = (guint) places[k] < n ? g_strstrip (row[places[k]]) : "";
          if (*cells[k] == '\0')
            return ob_json_refuse (error, _ ("%s, row %u: the cell “%s” is empty."), name, i + 1,
                                   needed[k]);
        }
      ob_intake_add_link (intake, cells[0], cells[1], cells[2]);
      ob_intake_count (intake, _ ("Links in the table"));
    }

  return ob_intake_finish (intake, error);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const char *name = ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes = ob_source_get (import->source, name, error);
  g_autoptr (GPtrArray) rows = NULL;
  gsize length;
  const char *text;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  if (!g_utf8_validate (text, (gssize) length, NULL))
    return ob_json_refuse (error, _ ("%s is not valid UTF-8."), name);
  rows = ob_csv_read (text, length, error);
  if (rows == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  if (rows->len == 0)
    return ob_json_refuse (error, _ ("%s is empty."), name);
  return read_rows (import, rows, name, error);
}

static gboolean
recognise (const char *head, gsize length)
{
  const char *line_end = memchr (head, '\n', length);
  g_autofree char *line = g_strndup (head, line_end != NULL ? (gsize) (line_end - head) : length);
  g_autoptr (GPtrArray) rows = NULL;
  char **first;

  if (!g_utf8_validate (line, -1, NULL))
    return FALSE;
  rows = ob_csv_read (line, strlen (line), NULL);
  if (rows == NULL || rows->len == 0)
    return FALSE;
  first = g_ptr_array_index (rows, 0);
  return find_column (first, "from") >= 0 && find_column (first, "to") >= 0
         && find_column (first, "type") >= 0 && find_column (first, "label") < 0;
}

static const char *const extensions[] = { "csv", NULL };

const ObFormat ob_format_csv_links = {
  .id = "csv-links",
  .title = N_ ("Table of links (CSV)"),
  .extensions = extensions,
  .loses = N_ ("Links only, between annotations that the project has."),
  .has_cells = TRUE,
  .recognise = recognise,
  .read = read_set,
  .begin = begin,
  .add_article = add_article,
};
