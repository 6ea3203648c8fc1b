#include "formats/side-file.h"

#include <glib/gi18n-lib.h>

#include "formats/json-fields.h"
#include "formats/json-writer.h"
#include "formats/records.h"
#include "model/json-parse.h"

GString *
ob_side_new (ObCatalogue *catalogue)
{
  GString *side = g_string_new (NULL);

  ob_json_open (side, '{');
  ob_json_name (side, "header");
  ob_intake_write_header (side, catalogue);
  ob_json_name (side, "articles");
  ob_json_open (side, '{');
  return side;
}

void
ob_side_add_article (GString *side,
                     ObCatalogue *catalogue,
                     const char *key,
                     const ObArticle *article)
{
  ob_json_name (side, key);
  ob_json_open (side, '{');
  ob_records_add_article (side, catalogue, article);
  ob_json_close (side, '}');
}

void
ob_side_write (GString *side, ObSink *sink)
{
  ob_sink_begin_file (sink, OB_SIDE_FILE);
  g_string_append (side, "}}\n");
  g_string_append_len (sink->buffer, side->str, (gssize) side->len);
  g_string_free (side, TRUE);
}

gboolean
ob_side_read (ObIntake *intake, ObSource *source, JsonNode **side, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  JsonObject *header = NULL;
  gsize length;
  const char *json;

  *side = NULL;
  if (!ob_source_has (source, OB_SIDE_FILE))
    return TRUE;
  bytes = ob_source_get (source, OB_SIDE_FILE, error);
  if (bytes == NULL)
    return FALSE;
  json = g_bytes_get_data (bytes, &length);
  *side = ob_json_parse (json, (gssize) length, error);
  if (*side == NULL)
    {
      g_prefix_error (error, "%s: ", OB_SIDE_FILE);
      return FALSE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (*side)
      || !ob_json_take_object (json_node_get_object (*side), "header", &header, NULL)
      || header == NULL)
    return ob_json_refuse (error, _ ("%s is not what Obelus writes."), OB_SIDE_FILE);
  return ob_intake_read_header_object (intake, header, error);
}

void
ob_incoming_article_read (ObIncomingArticle *article, JsonObject *record)
{
  article->id = ob_json_get_text (record, "id");
  article->title = ob_json_get_text (record, "title");
  article->byline = ob_json_get_text (record, "byline");
  article->outlet = ob_json_get_text (record, "outlet");
  article->url = ob_json_get_text (record, "url");
  article->published = ob_json_get_text (record, "published");
  article->language = ob_json_get_text (record, "language");
  article->file_name = ob_json_get_text (record, "file_name");
}

void
ob_side_describe (JsonNode *side, const char *key, ObIncomingArticle *article)
{
  JsonObject *articles = NULL, *record = NULL;

  if (side != NULL && key != NULL
      && ob_json_take_object (json_node_get_object (side), "articles", &articles, NULL)
      && articles != NULL && ob_json_take_object (articles, key, &record, NULL) && record != NULL)
    ob_incoming_article_read (article, record);
}
