/* "jsonl": Obelus' own format, which loses nothing.
 *
 * JSON Lines, ASCII.  The first line is the header:
 *
 *   {"format": "obelus", "version": 1, "labels": [...], "speakers": [...], "disputes": [...],
 *    "annotators": [...], "comments": [...]}
 *
 * Every other line is an article: the members that "list articles" prints, and
 *
 *   "created", "text", "original": base64 or null, "original_is_text": true when the original bytes
 *   are those of the text, "annotations": [as "list annotations" prints them, and
 * "annotator_entity"], "links": [those that start here, as "list links" prints them], "comments":
 * [on the article and its annotations]
 *
 * Ids are those of the project, so that reading a set again updates instead of doubling.
 */
#include "formats/format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/json-writer.h"
#include "formats/jsonl-reader.h"
#include "formats/records.h"

#define PIECE_BYTES (48 * 1024) /* a multiple of 3, for base64 */
#define MAX_REPLIES 100         /* comments on comments on comments ... */

typedef struct
{
  guint n_links_left_out;
} State;

/* Comments on @entity and, @depth levels deep, on those comments. */
static void
add_comments (ObExport *export, ObEntity entity, guint depth)
{
  const GPtrArray *comments = ob_catalogue_get_comments (export->catalogue, entity);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const ObComment *comment = g_ptr_array_index (comments, i);
      g_autofree char *annotator = ob_catalogue_dup_id (export->catalogue, comment->annotator);
      GString *out = export->sink->buffer;

      ob_json_open (out, '{');
      ob_records_add_comment (out, export->catalogue, comment);
      ob_json_add_text (out, "annotator_entity", annotator);
      ob_json_close (out, '}');
      if (depth > 1)
        add_comments (export, comment->entity, depth - 1);
    }
}

static void
add_labels (GString *out, ObCatalogue *catalogue)
{
  const GPtrArray *labels = catalogue->codebook->labels;

  ob_json_name (out, "labels");
  ob_json_open (out, '[');
  for (guint i = 0; i < labels->len; i++)
    {
      ob_json_open (out, '{');
      ob_records_add_label (out, catalogue, g_ptr_array_index (labels, i));
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
}

static void
add_directory (GString *out, ObCatalogue *catalogue)
{
  ob_json_name (out, "speakers");
  ob_json_open (out, '[');
  for (guint i = 0; i < catalogue->speakers->len; i++)
    {
      ob_json_open (out, '{');
      ob_records_add_speaker (out, catalogue, g_ptr_array_index (catalogue->speakers, i));
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');

  ob_json_name (out, "disputes");
  ob_json_open (out, '[');
  for (guint i = 0; i < catalogue->disputes->len; i++)
    {
      ob_json_open (out, '{');
      ob_records_add_dispute (out, catalogue, g_ptr_array_index (catalogue->disputes, i));
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');

  ob_json_name (out, "annotators");
  ob_json_open (out, '[');
  for (guint i = 0; i < catalogue->annotators->len; i++)
    {
      ob_json_open (out, '{');
      ob_records_add_annotator (out, catalogue, g_ptr_array_index (catalogue->annotators, i));
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
}

static void
add_directory_comments (ObExport *export)
{
  ObCatalogue *catalogue = export->catalogue;

  ob_json_name (export->sink->buffer, "comments");
  ob_json_open (export->sink->buffer, '[');
  for (guint i = 0; i < catalogue->codebook->labels->len; i++)
    add_comments (export, ((ObLabel *) g_ptr_array_index (catalogue->codebook->labels, i))->entity,
                  MAX_REPLIES);
  for (guint i = 0; i < catalogue->speakers->len; i++)
    add_comments (export, ((ObSpeaker *) g_ptr_array_index (catalogue->speakers, i))->entity,
                  MAX_REPLIES);
  for (guint i = 0; i < catalogue->annotators->len; i++)
    add_comments (export, ((ObAnnotator *) g_ptr_array_index (catalogue->annotators, i))->entity,
                  MAX_REPLIES);
  for (guint i = 0; i < catalogue->disputes->len; i++)
    {
      const ObDispute *dispute = g_ptr_array_index (catalogue->disputes, i);

      add_comments (export, dispute->entity, MAX_REPLIES);
      for (guint k = 0; k < dispute->positions->len; k++)
        add_comments (export, ((ObPosition *) g_ptr_array_index (dispute->positions, k))->entity,
                      MAX_REPLIES);
    }
  ob_json_close (export->sink->buffer, ']');
}

/* In pieces, so that a large article is not in memory once more. */
static void
add_text (ObExport *export, const ObText *text)
{
  GString *out = export->sink->buffer;
  gsize length, done = 0;
  const char *utf8 = ob_text_get_utf8 (text, &length);

  ob_json_name (out, "text");
  g_string_append_c (out, '"');
  while (done < length && export->sink->error == NULL)
    {
      gsize end = MIN (done + PIECE_BYTES, length);

      while (end < length && ((guchar) utf8[end] & 0xc0) == 0x80)
        end++;
      ob_json_escape (out, utf8 + done, end - done);
      done = end;
      ob_sink_drain (export->sink);
    }
  g_string_append_c (export->sink->buffer, '"');
}

static void
add_original (ObExport *export, const ObArticle *article, const ObText *text)
{
  g_autoptr (GBytes) original
      = ob_project_get_original (export->catalogue->project, article->entity);
  GString *out = export->sink->buffer;
  gsize length, n_bytes;
  const char *utf8 = ob_text_get_utf8 (text, &length);
  const guint8 *bytes = original != NULL ? g_bytes_get_data (original, &n_bytes) : NULL;
  gboolean is_text = original != NULL && n_bytes == length
                     && (n_bytes == 0 || memcmp (bytes, utf8, length) == 0);

  ob_json_add_flag (out, "original_is_text", is_text);
  ob_json_name (out, "original");
  if (original == NULL || is_text)
    {
      ob_json_null (out);
      return;
    }

  g_string_append_c (out, '"');
  for (gsize done = 0; done < n_bytes && export->sink->error == NULL; done += PIECE_BYTES)
    {
      g_autofree char *base64 = g_base64_encode (bytes + done, MIN (PIECE_BYTES, n_bytes - done));

      g_string_append (out, base64);
      ob_sink_drain (export->sink);
    }
  g_string_append_c (out, '"');
}

static void
add_annotations (ObExport *export, const ObText *text, const GPtrArray *annotations)
{
  GString *out = export->sink->buffer;

  ob_json_name (out, "annotations");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotations->len && export->sink->error == NULL; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autofree char *annotator = ob_catalogue_dup_id (export->catalogue, annotation->annotator);

      if (i > 0)
        g_string_append_c (out, ',');
      ob_sink_drain (export->sink);
      g_string_append_c (out, '{');
      ob_records_add_annotation (out, export->catalogue, text, annotation);
      ob_json_add_text (out, "annotator_entity", annotator);
      ob_json_close (out, '}');
    }
  ob_json_close (out, ']');
}

/* A link to an annotation that is not exported would hang in the air. */
static gboolean
link_is_whole (ObExport *export, const ObLink *link)
{
  const ObExportOptions *options = export->options;
  g_autoptr (ObAnnotation) target = NULL;

  if (options->articles == NULL && options->annotators == NULL && options->labels == NULL)
    return TRUE;

  target = ob_project_get_annotation (export->catalogue->project, link->to);
  return target != NULL && ob_export_has_annotation (export, target);
}

static void
add_links (ObExport *export, const GPtrArray *annotations)
{
  State *state = export->state;
  GString *out = export->sink->buffer;

  ob_json_name (out, "links");
  ob_json_open (out, '[');
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);

      for (guint k = 0; k < links->len; k++)
        {
          const ObLink *link = g_ptr_array_index (links, k);

          if (!link_is_whole (export, link))
            {
              state->n_links_left_out++;
              continue;
            }
          ob_json_open (out, '{');
          ob_records_add_link (out, export->catalogue, link);
          ob_json_close (out, '}');
        }
    }
  ob_json_close (out, ']');
}

/* On the annotation and the links that start there. */
static void
add_annotation_comments (ObExport *export, const ObAnnotation *annotation)
{
  g_autoptr (GPtrArray) links = ob_catalogue_list_links (export->catalogue, annotation->entity);

  add_comments (export, annotation->entity, MAX_REPLIES);
  for (guint i = 0; i < links->len; i++)
    {
      const ObLink *link = g_ptr_array_index (links, i);

      if (link_is_whole (export, link))
        add_comments (export, link->entity, MAX_REPLIES);
    }
}

void
ob_jsonl_open_header (GString *out, ObCatalogue *catalogue)
{
  ob_json_open (out, '{');
  ob_json_add_text (out, "format", OB_JSONL_FORMAT);
  ob_json_add_integer (out, "version", OB_JSONL_VERSION);
  add_labels (out, catalogue);
  add_directory (out, catalogue);
}

static void
begin (ObExport *export)
{
  GString *out = export->sink->buffer;

  export->state = g_new0 (State, 1);
  ob_jsonl_open_header (out, export->catalogue);
  add_directory_comments (export);
  g_string_append (out, "}\n");
}

static void
add_article (ObExport *export,
             const ObArticle *article,
             const ObText *text,
             const GPtrArray *annotations)
{
  GString *out = export->sink->buffer;

  ob_json_open (out, '{');
  ob_records_add_article (out, export->catalogue, article);
  ob_json_add_time (out, "created", article->created);
  add_text (export, text);
  add_original (export, article, text);
  add_annotations (export, text, annotations);
  add_links (export, annotations);

  ob_json_name (out, "comments");
  ob_json_open (out, '[');
  add_comments (export, article->entity, MAX_REPLIES);
  for (guint i = 0; export->catalogue->comments->len > 0 && i < annotations->len; i++)
    add_annotation_comments (export, g_ptr_array_index (annotations, i));
  ob_json_close (out, ']');
  g_string_append (out, "}\n");
}

static void
end (ObExport *export)
{
  State *state = export->state;

  if (state->n_links_left_out > 0)
    g_ptr_array_add (
        export->losses,
        g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE,
                         "%u link leads to an annotation that was not exported and is left out.",
                         "%u links lead to annotations that were not exported and are left out.",
                         state->n_links_left_out),
            state->n_links_left_out));
  g_free (state);
}

/* The header's first member, however it is spaced; or anywhere in it when another program has
 * written it anew. */
static gboolean
recognise (const char *head, gsize length)
{
  g_autofree char *text = g_strndup (head, length);
  char *start = text, *line_end;

  if (g_str_has_prefix (start, "\xef\xbb\xbf"))
    start += 3;
  while (g_ascii_isspace (*start))
    start++;
  if (*start != '{')
    return FALSE;

  line_end = strchr (start, '\n');
  if (line_end != NULL)
    *line_end = '\0';
  /* Sets of other programs may carry our header. */
  if (g_regex_match_simple ("\"obelus\"\\s*:", start, G_REGEX_RAW, 0))
    return FALSE;
  return g_regex_match_simple ("\"format\"\\s*:\\s*\"" OB_JSONL_FORMAT "\"", start, G_REGEX_RAW, 0);
}

static const char *const extensions[] = { "jsonl", NULL };

const ObFormat ob_format_jsonl = {
  .id = "jsonl",
  .title = N_ ("Obelus annotation set"),
  .extensions = extensions,
  .begin = begin,
  .add_article = add_article,
  .end = end,
  .recognise = recognise,
  .read = ob_jsonl_read,
};
