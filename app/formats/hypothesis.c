/* "hypothesis": annotations of the web annotator Hypothesis, as its API and its exports have them.
 * Read only.
 *
 *   {"total": 2, "rows": [{"id", "uri", "user": "acct:anna@hypothes.is", "text", "tags": ["Claim"],
 *     "created", "updated", "document": {"title": ["..."]}, "references": [...],
 *     "target": [{"source", "selector": [{"type": "TextPositionSelector", "start", "end"},
 *                                        {"type": "TextQuoteSelector", "exact", "prefix", "suffix"}]}]}]}
 *
 * or the list of rows alone.  The first tag is the label, the others are values of "tag"; answers are
 * added to the note of what they answer.  The article must be in the project, by its address or title:
 * offsets count UTF-16 units of a page that Obelus has not, so that the words decide.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-walk.h"
#include "formats/json-writer.h"
#include "model/json-parse.h"

typedef struct
{
  ObIntake *intake;
  const char *whole;
  GHashTable *by_source; /* (owned) address -> GPtrArray (owned) of JsonNode (owned) */
  GPtrArray *sources;    /* (owned) char * */
  GHashTable *answers;   /* (owned) id -> GString (owned) */
} Reader;

static void
string_free (gpointer string)
{
  g_string_free (string, TRUE);
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonArray *array = NULL;

  return ob_json_take_array (object, name, &array, NULL) ? array : NULL;
}

static const char *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = array != NULL && i < json_array_get_length (array)
                       ? json_array_get_element (array, i)
                       : NULL;

  return node != NULL && ob_json_is_text (node) ? json_node_get_string (node) : NULL;
}

/* "acct:anna@hypothes.is": "anna".  (transfer full) (nullable) */
static char *
get_user (JsonObject *row)
{
  const char *user = ob_json_get_text (row, "user");

  if (user == NULL)
    return NULL;
  if (g_str_has_prefix (user, "acct:"))
    user += strlen ("acct:");
  return g_strndup (user, strcspn (user, "@"));
}

static void
keep_answer (Reader *reader, JsonObject *row, const char *to)
{
  GString *answers = g_hash_table_lookup (reader->answers, to);
  g_autofree char *user = get_user (row);
  const char *text = ob_json_get_text (row, "text");

  if (text == NULL || *text == '\0')
    return;
  if (answers == NULL)
    {
      answers = g_string_new (NULL);
      g_hash_table_insert (reader->answers, g_strdup (to), answers);
    }
  g_string_append_printf (answers, "\n%s: %s", user != NULL ? user : "?", text);
}

static gboolean
sort_row (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  g_autoptr (JsonNode) node = ob_json_parse_piece (reader->whole, json, length, error);
  JsonObject *row;
  JsonArray *references;
  const char *source;
  GPtrArray *rows;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return ob_json_refuse (error, _ ("An annotation must be an object."));
  row = json_node_get_object (node);
  references = get_array (row, "references");
  if (get_element (references, 0) != NULL)
    {
      keep_answer (reader, row, get_element (references, 0));
      return TRUE;
    }

  source = ob_json_get_text (row, "uri");
  rows = g_hash_table_lookup (reader->by_source, source != NULL ? source : "");
  if (rows == NULL)
    {
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
      g_hash_table_insert (reader->by_source, g_strdup (source != NULL ? source : ""), rows);
      g_ptr_array_add (reader->sources, g_strdup (source != NULL ? source : ""));
    }
  g_ptr_array_add (rows, g_steal_pointer (&node));
  return TRUE;
}

static gboolean
read_member (const char *name, const char *json, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;

  if ((g_str_equal (name, "rows") || g_str_equal (name, "annotations"))
      && ob_json_get_first (json, length) == '[')
    return ob_json_walk (json, length, sort_row, reader, error);
  return TRUE;
}

static void
read_selectors (ObIncoming *incoming, JsonObject *row)
{
  JsonArray *targets = get_array (row, "target");
  JsonObject *target = targets != NULL && json_array_get_length (targets) > 0
                           ? ob_json_take_element (targets, 0, "target", NULL)
                           : NULL;
  JsonArray *selectors = target != NULL ? get_array (target, "selector") : NULL;

  for (guint i = 0; selectors != NULL && i < json_array_get_length (selectors); i++)
    {
      JsonObject *selector = ob_json_take_element (selectors, i, "selector", NULL);
      const char *type = selector != NULL ? ob_json_get_text (selector, "type") : NULL;
      gint64 start = -1, end = -1;

      if (g_strcmp0 (type, "TextQuoteSelector") == 0 && incoming->quote == NULL)
        {
          incoming->quote = g_strdup (ob_json_get_text (selector, "exact"));
          incoming->prefix = g_strdup (ob_json_get_text (selector, "prefix"));
          incoming->suffix = g_strdup (ob_json_get_text (selector, "suffix"));
        }
      else if (g_strcmp0 (type, "TextPositionSelector") == 0
               && ob_json_take_integer (selector, "start", 0, G_MAXUINT32, &start, NULL)
               && ob_json_take_integer (selector, "end", 0, G_MAXUINT32, &end, NULL) && end > start
               && incoming->segments->len == 0)
        ob_incoming_add_segment (incoming, start, end);
    }
}

static gboolean
read_row (Reader *reader, JsonObject *row, GError **error)
{
  JsonArray *tags = get_array (row, "tags");
  const char *label = get_element (tags, 0), *id = ob_json_get_text (row, "id");
  const char *text = ob_json_get_text (row, "text"), *time;
  const GString *answers = id != NULL ? g_hash_table_lookup (reader->answers, id) : NULL;
  g_autoptr (ObIncoming) incoming
      = ob_incoming_new (label != NULL && *label != '\0' ? label : "note");

  incoming->key = g_strdup (id);
  incoming->annotator = get_user (row);
  incoming->note = g_strconcat (text != NULL ? text : "", answers != NULL ? answers->str : "", NULL);
  g_strstrip (incoming->note);
  incoming->partial = TRUE;
  time = ob_json_get_text (row, "created");
  if (time != NULL)
    ob_time_from_text (time, &incoming->created);
  time = ob_json_get_text (row, "updated");
  if (time != NULL)
    ob_time_from_text (time, &incoming->modified);
  for (guint i = 1; tags != NULL && i < json_array_get_length (tags); i++)
    if (get_element (tags, i) != NULL)
      ob_incoming_add_value (incoming, i == 1 ? "tag" : "tags", get_element (tags, i));
  read_selectors (incoming, row);
  if (incoming->quote == NULL || *incoming->quote == '\0')
    {
      ob_intake_count (reader->intake, _ ("Notes on whole pages, left out"));
      return TRUE;
    }
  return ob_intake_add (reader->intake, incoming, error);
}

static gboolean
read_source (Reader *reader, const char *source, GError **error)
{
  const GPtrArray *rows = g_hash_table_lookup (reader->by_source, source);
  JsonObject *document = NULL;
  ObIncomingArticle article = { .url = source, .unit = OB_UNIT_UTF16 };

  if (ob_json_take_object (json_node_get_object (g_ptr_array_index (rows, 0)), "document", &document,
                           NULL)
      && document != NULL)
    article.title = get_element (get_array (document, "title"), 0);
  if (!ob_intake_begin_article (reader->intake, &article, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!read_row (reader, json_node_get_object (g_ptr_array_index (rows, i)), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_all (Reader *reader, gsize length, GError **error)
{
  gboolean done = ob_json_get_first (reader->whole, length) == '['
                      ? ob_json_walk (reader->whole, length, sort_row, reader, error)
                      : ob_json_walk (reader->whole, length, read_member, reader, error);

  for (guint i = 0; done && i < reader->sources->len; i++)
    done = read_source (reader, g_ptr_array_index (reader->sources, i), error);
  return done && ob_intake_finish (reader->intake, error);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const char *name = ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes = ob_source_get (import->source, name, error);
  Reader reader = { 0 };
  gsize length;
  gboolean done;

  if (bytes == NULL)
    return FALSE;
  reader.whole = g_bytes_get_data (bytes, &length);
  reader.intake = ob_intake_new (import, "hypothesis");
  reader.by_source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) g_ptr_array_unref);
  reader.sources = g_ptr_array_new_with_free_func (g_free);
  reader.answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, string_free);
  done = read_all (&reader, length, error);
  if (!done)
    g_prefix_error (error, "%s: ", name);
  g_hash_table_unref (reader.answers);
  g_ptr_array_unref (reader.sources);
  g_hash_table_unref (reader.by_source);
  ob_intake_free (reader.intake);
  return done;
}

static gboolean
recognise (const char *head, gsize length)
{
  char first = ob_json_get_first (head, length);

  return (first == '{' || first == '[') && memmem (head, length, "\"acct:", strlen ("\"acct:")) != NULL
         && memmem (head, length, "\"selector\"", strlen ("\"selector\"")) != NULL
         && memmem (head, length, "w3.org/ns/anno", strlen ("w3.org/ns/anno")) == NULL;
}

static const char *const extensions[] = { "json", NULL };

const ObFormat ob_format_hypothesis = {
  .id = "hypothesis",
  .title = N_ ("Hypothesis (JSON)"),
  .extensions = extensions,
  .loses = N_ ("Obelus reads it only. Notes on whole pages stay behind."),
  .shape = OB_SHAPE_FILE,
  .recognise = recognise,
  .read = read_set,
};
