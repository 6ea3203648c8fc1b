/* The reader of "refi": projects of Obelus and of the programs that people come from. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/xml.h"
#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-writer.h"
#include "formats/refi.h"
#include "formats/side-file.h"
#include "model/json-parse.h"

#define PROJECT "Project"
#define SOURCES "Sources"

typedef struct
{
  ObIntake *intake;   /* (owned) */
  ObSource *source;   /* not owned */
  JsonNode *side;     /* (owned) (nullable) */
  GHashTable *codes;  /* (owned) GUID, small letters -> name of the code */
  GHashTable *users;  /* (owned) GUID -> name */
  GHashTable *notes;  /* (owned) GUID -> text */
} Reader;

/* How a source counts. */
typedef struct
{
  ObUnit unit;
  gboolean lf; /* line ends of CR LF count as one */
} Counting;

static char *
get_guid (const xmlNode *node, const char *name)
{
  char *guid = ob_xml_get (node, name);

  for (char *at = guid; at != NULL && *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return guid;
}

/* All text inside, exactly. */
static char *
dup_content (const xmlNode *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  char *text = g_strdup ((const char *) content);

  xmlFree (content);
  return text;
}

static gboolean
read_codes (Reader *reader, xmlNode *parent, const char *above, GError **error)
{
  for (xmlNode *node = parent != NULL ? parent->children : NULL; node != NULL; node = node->next)
    {
      g_autofree char *guid = NULL, *name = NULL, *description = NULL;

      if (!ob_xml_is (node, "Code"))
        continue;
      guid = get_guid (node, "guid");
      name = ob_xml_get (node, "name");
      description = dup_content (ob_xml_child (node, "Description"));
      if (guid == NULL || name == NULL || *g_strstrip (name) == '\0')
        return ob_json_refuse (error, _ ("A code has no GUID or no name."));
      if (!ob_intake_add_label (reader->intake, name, name, above, description, error))
        return FALSE;
      g_hash_table_insert (reader->codes, g_steal_pointer (&guid), g_strdup (name));
      if (!read_codes (reader, node, name, error))
        return FALSE;
    }

  return TRUE;
}

static void
read_users (Reader *reader, xmlNode *users)
{
  for (xmlNode *node = users != NULL ? users->children : NULL; node != NULL; node = node->next)
    {
      g_autofree char *guid = ob_xml_is (node, "User") ? get_guid (node, "guid") : NULL;
      char *name = guid != NULL ? ob_xml_get (node, "name") : NULL;

      if (name != NULL)
        g_hash_table_insert (reader->users, g_steal_pointer (&guid), name);
    }
}

/* Texts ---------------------------------------------------------------------------------------- */

static char *
decode (GBytes *bytes, gsize *length, GError **error)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  const char *charset = NULL;
  char *text;

  if (n_bytes >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    charset = "UTF-16LE";
  else if (n_bytes >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    charset = "UTF-16BE";
  else if (n_bytes >= 4 && data[1] == '\0' && data[3] == '\0')
    charset = "UTF-16LE";
  if (charset != NULL)
    text = g_convert (data, (gssize) n_bytes, "UTF-8", charset, NULL, length, error);
  else if (!g_utf8_validate (data, (gssize) n_bytes, NULL))
    {
      ob_json_refuse (error, _ ("It is neither UTF-8 nor UTF-16."));
      return NULL;
    }
  else
    {
      text = g_strndup (data, n_bytes);
      *length = n_bytes;
    }

  /* Nobody counts the mark. */
  if (text != NULL && g_str_has_prefix (text, "\xef\xbb\xbf"))
    {
      *length -= 3;
      memmove (text, text + 3, *length + 1);
    }
  return text;
}

/* The file that "internal://x.txt" means, whatever its folder's case. */
static const char *
find_file (Reader *reader, const char *path)
{
  const GPtrArray *names = ob_source_list (reader->source);
  const char *base = strstr (path, "://") != NULL ? strstr (path, "://") + 3 : path;
  gsize length = strlen (base);

  for (guint i = 0; i < names->len && length > 0; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      gsize n = strlen (name);

      if (n >= length && g_ascii_strcasecmp (name + n - length, base) == 0
          && (n == length || name[n - length - 1] == '/'))
        return name;
    }

  return NULL;
}

static char *
read_text (Reader *reader, xmlNode *node, gsize *length, GError **error)
{
  g_autofree char *path = ob_xml_get (node, "plainTextPath");
  g_autoptr (GBytes) bytes = NULL;
  const char *name;
  char *text;

  if (path == NULL)
    {
      text = dup_content (ob_xml_child (node, "PlainTextContent"));
      *length = text != NULL ? strlen (text) : 0;
      return text;
    }
  name = find_file (reader, path);
  if (name == NULL)
    {
      ob_json_refuse (error, _ ("The text “%s” is missing from the set."), path);
      return NULL;
    }
  bytes = ob_source_get (reader->source, name, error);
  text = bytes != NULL ? decode (bytes, length, error) : NULL;
  if (text == NULL && bytes != NULL)
    g_prefix_error (error, _ ("The text “%s” cannot be read: "), name);
  return text;
}

/* Countings ------------------------------------------------------------------------------------ */

/* How many selections begin as their names do; @n_all: (out): how many can be told by them. */
static guint
count_matches (xmlNode *source, ObText *text, ObUnit unit, guint *n_all)
{
  g_autoptr (ObUnits) units = ob_units_new (text);
  guint n = 0;

  *n_all = 0;

  for (xmlNode *node = source->children; node != NULL; node = node->next)
    {
      g_autofree char *name = NULL, *start = NULL, *here = NULL;
      guint32 point;
      gsize length;

      if (!ob_xml_is (node, "PlainTextSelection"))
        continue;
      name = ob_xml_get (node, "name");
      start = ob_xml_get (node, "startPosition");
      length = name != NULL ? (gsize) MIN (g_utf8_strlen (name, -1), 20) : 0;
      if (start == NULL || length < 3)
        continue;
      (*n_all)++;
      point = ob_units_convert (units, (guint32) g_ascii_strtoull (start, NULL, 10), unit,
                                OB_UNIT_POINTS, NULL);
      here = ob_text_slice (text, point, point + (guint32) length);
      n += ob_anchor_same_words (here, strlen (here), name,
                                 (gsize) (g_utf8_offset_to_pointer (name, (glong) length) - name));
    }

  return n;
}

/* Puts LF for CR LF. */
static void
join_line_ends (char *text, gsize *length)
{
  gsize to = 0;

  for (gsize from = 0; from < *length; from++)
    if (text[from] != '\r' || text[from + 1] != '\n')
      text[to++] = text[from];
  text[to] = '\0';
  *length = to;
}

/* The counting under which most selections say what they should; the text becomes as it needs. */
static ObUnit
choose_counting (xmlNode *source, char *text, gsize *length)
{
  Counting best = { OB_UNIT_POINTS, FALSE };
  guint most = 0, n_all = 1;

  for (guint i = 0; i < 4 && most < n_all; i++)
    {
      Counting counting = { i & 1 ? OB_UNIT_UTF16 : OB_UNIT_POINTS, (i & 2) != 0 };
      g_autofree char *copy = g_strndup (text, *length);
      g_autoptr (ObText) counted = NULL;
      gsize n_bytes = *length;
      guint n;

      if (counting.lf)
        join_line_ends (copy, &n_bytes);
      counted = ob_text_new_take (g_steal_pointer (&copy), n_bytes);
      n = count_matches (source, counted, counting.unit, &n_all);
      if (n > most)
        {
          most = n;
          best = counting;
        }
    }
  if (best.lf)
    join_line_ends (text, length);
  return best.unit;
}

/* Selections ----------------------------------------------------------------------------------- */

/* Takes the line of Obelus out of @description; returns its JSON, or NULL.  (transfer full) */
static char *
take_meta (char *description)
{
  char *line = description != NULL ? g_strrstr (description, OB_REFI_META "{") : NULL;
  char *json;

  if (line == NULL || (line != description && line[-1] != '\n'))
    return NULL;
  json = g_strdup (line + strlen (OB_REFI_META));
  *line = '\0';
  if (g_str_has_suffix (description, "\n\n"))
    description[strlen (description) - 2] = '\0';
  return json;
}

static char *
join_notes (Reader *reader, xmlNode *node, char *note)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      g_autofree char *guid
          = ob_xml_is (child, "NoteRef") ? get_guid (child, "targetGUID") : NULL;
      const char *text = guid != NULL ? g_hash_table_lookup (reader->notes, guid) : NULL;
      g_autofree char *before = text != NULL ? note : NULL;

      if (text != NULL)
        note = before != NULL && *before != '\0' ? g_strconcat (before, "\n", text, NULL)
                                                 : g_strdup (text);
    }

  return note;
}

/* One selection, as one annotation for each code; pieces are joined by their id. */
static gboolean
read_selection (Reader *reader, xmlNode *node, GPtrArray *list, GHashTable *by_id, GError **error)
{
  g_autofree char *start = ob_xml_get (node, "startPosition");
  g_autofree char *end = ob_xml_get (node, "endPosition");
  g_autofree char *guid = get_guid (node, "guid");
  g_autofree char *user = get_guid (node, "creatingUser");
  g_autofree char *created = ob_xml_get (node, "creationDateTime");
  g_autofree char *description = dup_content (ob_xml_child (node, "Description"));
  g_autofree char *json = take_meta (description);
  g_autoptr (JsonNode) root = json != NULL ? ob_json_parse (json, -1, NULL) : NULL;
  JsonObject *meta
      = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *id = meta != NULL ? ob_json_get_text (meta, "id") : NULL;
  ObIncoming *first = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;
  guint n_codes = 0;

  if (start == NULL || end == NULL || !g_ascii_isdigit (*start) || !g_ascii_isdigit (*end))
    return ob_json_refuse (error, _ ("A selection (line %ld) has no positions."),
                           xmlGetLineNo (node));
  description = join_notes (reader, node, g_steal_pointer (&description));
  if (first != NULL && meta != NULL && json_object_has_member (meta, "piece"))
    {
      ob_incoming_add_segment (first, (gint64) g_ascii_strtoull (start, NULL, 10),
                               (gint64) g_ascii_strtoull (end, NULL, 10));
      return TRUE;
    }

  for (xmlNode *coding = node->children; coding != NULL; coding = coding->next)
    {
      g_autofree char *code
          = ob_xml_is (coding, "Coding") ? get_guid (ob_xml_child (coding, "CodeRef"), "targetGUID")
                                         : NULL;
      const char *name = code != NULL ? g_hash_table_lookup (reader->codes, code) : NULL;
      g_autofree char *coder = code != NULL ? get_guid (coding, "creatingUser") : NULL;
      const char *who = NULL;
      ObIncoming *incoming;

      if (code == NULL)
        continue;
      if (name == NULL)
        {
          ob_intake_count (reader->intake, _ ("Codings with a code that is not there, left out"));
          continue;
        }
      incoming = ob_incoming_new (name);
      g_ptr_array_add (list, incoming);
      if (coder != NULL || user != NULL)
        who = g_hash_table_lookup (reader->users, coder != NULL ? coder : user);
      incoming->key = n_codes++ == 0 ? g_strdup (guid) : NULL;
      incoming->note = g_strdup (description);
      ob_incoming_add_segment (incoming, (gint64) g_ascii_strtoull (start, NULL, 10),
                               (gint64) g_ascii_strtoull (end, NULL, 10));
      if (meta != NULL && n_codes == 1)
        {
          ob_incoming_read_meta (incoming, json);
          if (incoming->id != NULL)
            g_hash_table_insert (by_id, incoming->id, incoming);
        }
      if (who != NULL && incoming->annotator == NULL)
        incoming->annotator = g_strdup (who);
      if (created != NULL && incoming->created == 0)
        ob_time_from_text (created, &incoming->created);
    }
  if (n_codes == 0 && description != NULL && *description != '\0')
    {
      ObIncoming *incoming = ob_incoming_new ("note");

      incoming->key = g_strdup (guid);
      incoming->note = g_strdup (description);
      ob_incoming_add_segment (incoming, (gint64) g_ascii_strtoull (start, NULL, 10),
                               (gint64) g_ascii_strtoull (end, NULL, 10));
      g_ptr_array_add (list, incoming);
    }
  return TRUE;
}

static gboolean
read_selections (Reader *reader, xmlNode *node, const ObIncomingArticle *article, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_incoming_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  if (!ob_intake_begin_article (reader->intake, article, error))
    return FALSE;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (ob_xml_is (child, "PlainTextSelection")
        && !read_selection (reader, child, list, by_id, error))
      return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (!ob_intake_add (reader->intake, g_ptr_array_index (list, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_source (Reader *reader, xmlNode *node, GError **error)
{
  g_autofree char *guid = get_guid (node, "guid");
  g_autofree char *name = ob_xml_get (node, "name");
  g_autofree char *text = NULL, *stripped = NULL;
  ObIncomingArticle article = { .title = name };
  g_autoptr (GError) failure = NULL;
  gsize length = 0;

  text = read_text (reader, node, &length, &failure);
  if (text == NULL && failure != NULL && !g_error_matches (failure, OB_FORMAT_ERROR, OB_FORMAT_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (text == NULL && failure != NULL)
    {
      /* Programs may leave texts out; what was said of them is kept for attention. */
      ob_intake_count (reader->intake, _ ("Texts that are missing from the set"));
      return read_selections (reader, node, &article, error);
    }
  stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (*stripped == '\0')
    {
      ob_intake_count (reader->intake, _ ("Sources without a text, left out"));
      return TRUE;
    }
  article.unit = choose_counting (node, text, &length);
  article.text = text;
  article.n_bytes = length;
  ob_side_describe (reader->side, guid, &article);
  return read_selections (reader, node, &article, error);
}

static void
read_links (Reader *reader, xmlNode *links)
{
  for (xmlNode *node = links != NULL ? links->children : NULL; node != NULL; node = node->next)
    {
      g_autofree char *from = ob_xml_is (node, "Link") ? get_guid (node, "originGUID") : NULL;
      g_autofree char *to = from != NULL ? get_guid (node, "targetGUID") : NULL;
      g_autofree char *name = to != NULL ? ob_xml_get (node, "name") : NULL;

      if (to != NULL)
        ob_intake_add_link (reader->intake, from, to, name != NULL ? name : "related");
    }
}

static void
read_notes (Reader *reader, xmlNode *notes)
{
  for (xmlNode *node = notes->children; node != NULL; node = node->next)
    {
      g_autofree char *guid = ob_xml_is (node, "Note") ? get_guid (node, "guid") : NULL;
      gsize length;
      char *text = guid != NULL ? read_text (reader, node, &length, NULL) : NULL;

      if (text != NULL)
        g_hash_table_insert (reader->notes, g_steal_pointer (&guid), text);
    }
}

/* All but the sources, which refer to what comes before and behind them. */
static gboolean
read_part (const char *parent, xmlNode *node, gpointer data, GError **error)
{
  Reader *reader = data;

  if (ob_xml_is (node, "Users"))
    read_users (reader, node);
  else if (ob_xml_is (node, "CodeBook"))
    return read_codes (reader, ob_xml_child (node, "Codes"), NULL, error);
  else if (ob_xml_is (node, "Notes"))
    read_notes (reader, node);
  else if (ob_xml_is (node, "Links"))
    read_links (reader, node);
  return TRUE;
}

static gboolean
read_piece (const char *parent, xmlNode *node, gpointer data, GError **error)
{
  Reader *reader = data;

  if (!g_str_equal (parent, SOURCES))
    return TRUE;
  if (ob_xml_is (node, "TextSource"))
    return read_source (reader, node, error);
  ob_intake_count (reader->intake, _ ("Sources without a text, left out"));
  return TRUE;
}

/* A large project is one XML file of as many megabytes as it has annotations by the thousand: it is
 * gone through twice, one source at a time. */
static gboolean
read_project (Reader *reader, GBytes *bytes, GError **error)
{
  static const char *const sources[] = { SOURCES, NULL };
  static const char *const others[] = { "Users", "CodeBook", "Variables", "Cases", "Notes", "Links",
                                        "Sets", "Graphs", NULL };

  return ob_xml_read_pieces (bytes, PROJECT, NULL, sources, read_part, reader, error)
         && ob_xml_read_pieces (bytes, PROJECT, SOURCES, others, read_piece, reader, error)
         && ob_intake_finish (reader->intake, error);
}

gboolean
ob_refi_read (ObSetReading *import, GError **error)
{
  GError *failure = NULL;
  const char *name = ob_source_find (import->source, ".qde");
  Reader reader = { .intake = ob_intake_new (import, "refi"), .source = import->source };
  g_autoptr (GBytes) bytes = NULL;

  reader.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (name == NULL)
    ob_json_refuse (&failure, _ ("There is no project.qde in the set."));
  else
    bytes = ob_source_get (import->source, name, &failure);
  if (bytes != NULL && ob_side_read (reader.intake, reader.source, &reader.side, &failure))
    {
      if (!read_project (&reader, bytes, &failure))
        g_prefix_error (&failure, "%s: ", name);
    }

  g_clear_pointer (&reader.side, json_node_unref);
  g_hash_table_unref (reader.codes);
  g_hash_table_unref (reader.users);
  g_hash_table_unref (reader.notes);
  ob_intake_free (reader.intake);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
