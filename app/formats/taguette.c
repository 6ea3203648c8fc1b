/* "taguette": projects that Taguette exports as one SQLite database.  Read only.
 *
 *   documents       id, name, filename, contents (HTML)             an article
 *   tags            id, path, description, parent_id                a label
 *   highlights      id, document_id, start_offset, end_offset, snippet (HTML)
 *   highlight_tags  highlight_id, tag_id                            an annotation
 *   commands        id, user_login, date, payload (JSON)            who made a highlight, and when
 *
 * Offsets count the UTF-8 bytes of the text in the HTML, tags apart, as it stands there:
 *
 *   <p>one</p><p>two</p>      "onetwo": 3 is the end of "one" and the start of "two"
 *
 * Where a paragraph ends, the article gets a line end that Taguette does not count.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "model/json-parse.h"
#include "store/foreign.h"

typedef struct
{
  GString *text;
  GArray *line_ends; /* gsize: bytes that Taguette counts before each line end that was put in */
  gboolean ends; /* a paragraph has ended, and nothing came since */
} Content;

typedef struct
{
  gint64 id;
  gint64 start, end;
  char *quote;
  GPtrArray *tags; /* not owned: names */
} Highlight;

typedef struct
{
  char *user;
  gint64 time;
} Maker;

typedef struct
{
  ObIntake *intake;         /* (owned) */
  GHashTable *tags;         /* (owned) gint64 * -> name */
  GHashTable *highlights;   /* (owned) gint64 * -> Highlight, of @by_document */
  GHashTable *by_document;  /* (owned) gint64 * -> GPtrArray (owned) of Highlight (owned) */
  GHashTable *makers;       /* (owned) gint64 * of a highlight -> Maker (owned) */
} Reader;

static void
highlight_free (gpointer data)
{
  Highlight *highlight = data;

  g_free (highlight->quote);
  g_ptr_array_unref (highlight->tags);
  g_free (highlight);
}

static void
maker_free (gpointer data)
{
  g_free (((Maker *) data)->user);
  g_free (data);
}

/* Text of HTML --------------------------------------------------------------------------------- */

static gboolean
ends_paragraph (const char *tag)
{
  static const char *const names[]
      = { "p", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "div",
          "blockquote", "pre", NULL };
  g_autofree char *name = NULL;

  tag += *tag == '/' ? 1 : 0;
  name = g_ascii_strdown (tag, (gssize) strspn (tag, "abcdefghijklmnopqrstuvwxyz"
                                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456"));
  return g_strv_contains (names, name);
}

/* Where a paragraph ended and the HTML has no line end of its own, one is put in. */
static void
end_paragraph (Content *content, const char *next)
{
  gsize counted = content->text->len - content->line_ends->len;
  gsize blank = strspn (next, " \t\r\n");

  if (content->ends && memchr (next, '\n', blank) == NULL && content->text->len > 0
      && content->text->str[content->text->len - 1] != '\n')
    {
      g_string_append_c (content->text, '\n');
      g_array_append_val (content->line_ends, counted);
    }
  content->ends = FALSE;
}

/* A reference to a character at "&", which it appends; returns what is behind it. */
static const char *
add_reference (GString *text, const char *at)
{
  static const struct
  {
    const char *name, *text;
  } references[] = { { "&amp;", "&" },   { "&lt;", "<" },    { "&gt;", ">" },
                     { "&quot;", "\"" }, { "&#39;", "'" },   { "&apos;", "'" },
                     { "&nbsp;", "\u00a0" } };
  char *end = NULL;
  guint64 code = 0;

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (g_str_has_prefix (at, references[i].name))
      {
        g_string_append (text, references[i].text);
        return at + strlen (references[i].name);
      }
  if (at[1] == '#')
    code = g_ascii_tolower (at[2]) == 'x' ? g_ascii_strtoull (at + 3, &end, 16)
                                          : g_ascii_strtoull (at + 2, &end, 10);
  if (code > 0 && *end == ';' && code <= G_MAXINT32 && g_unichar_validate ((gunichar) code))
    {
      g_string_append_unichar (text, (gunichar) code);
      return end + 1;
    }
  g_string_append_c (text, '&');
  return at + 1;
}

/* What stands between tags; a line end inside a paragraph is only a space. */
static const char *
add_words (Content *content, const char *at)
{
  gsize start, i;

  end_paragraph (content, at);
  start = content->text->len;
  while (*at != '\0' && *at != '<')
    if (*at == '&')
      at = add_reference (content->text, at);
    else
      g_string_append_c (content->text, *at++);

  for (i = start; i < content->text->len && strchr (" \t\r\n", content->text->str[i]) != NULL; i++)
    ;
  for (; i < content->text->len; i++)
    if (content->text->str[i] == '\n' || content->text->str[i] == '\r')
      content->text->str[i] = ' ';
  return at;
}

/* Taguette writes clean HTML: every "<" begins a tag or a comment. */
static Content
read_html (const char *html)
{
  Content content = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (gsize)), FALSE };
  const char *at = html;

  while (*at != '\0')
    if (*at != '<')
      at = add_words (&content, at);
    else
      {
        const char *end = g_str_has_prefix (at, "<!--") ? strstr (at, "-->") : strchr (at, '>');

        if (ends_paragraph (at + 1))
          content.ends = TRUE;
        at = end != NULL ? strchr (end, '>') + 1 : at + strlen (at);
      }

  return content;
}

/* The byte of our text that is at byte @offset of Taguette's.  At a line end that was put in, a
 * passage starts behind it and ends before it. */
static gint64
convert_offset (const Content *content, gint64 offset, gboolean is_start)
{
  gint64 n = 0;

  while (n < content->line_ends->len)
    {
      gint64 at = (gint64) g_array_index (content->line_ends, gsize, n);

      if (is_start ? at > offset : at >= offset)
        break;
      n++;
    }

  return offset + n;
}

/* Tables --------------------------------------------------------------------------------------- */

static gboolean
read_tag (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  gint64 id = ob_foreign_get_integer (row, 0, -1), above = ob_foreign_get_integer (row, 3, -1);
  const char *path = ob_foreign_get_text (row, 1);
  char *name = g_strstrip (g_strdup (path != NULL ? path : ""));

  g_hash_table_insert (reader->tags, g_memdup2 (&id, sizeof id), name);
  if (*name == '\0')
    return ob_json_refuse (error, _ ("A tag has no name."));
  return ob_intake_add_label (reader->intake, name, name,
                              g_hash_table_lookup (reader->tags, &above),
                              ob_foreign_get_text (row, 2), error);
}

static gboolean
keep_highlight (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  gint64 document = ob_foreign_get_integer (row, 1, -1);
  GPtrArray *list = g_hash_table_lookup (reader->by_document, &document);
  const char *snippet = ob_foreign_get_text (row, 4);
  Highlight *highlight = g_new0 (Highlight, 1);

  highlight->id = ob_foreign_get_integer (row, 0, -1);
  highlight->start = ob_foreign_get_integer (row, 2, -1);
  highlight->end = ob_foreign_get_integer (row, 3, -1);
  highlight->tags = g_ptr_array_new ();
  if (snippet != NULL)
    {
      Content content = read_html (snippet);

      highlight->quote = g_strstrip (g_string_free (content.text, FALSE));
      g_array_unref (content.line_ends);
    }
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (highlight_free);
      g_hash_table_insert (reader->by_document, g_memdup2 (&document, sizeof document), list);
    }
  g_ptr_array_add (list, highlight);
  g_hash_table_insert (reader->highlights, &highlight->id, highlight);
  return TRUE;
}

static gboolean
keep_tagging (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  gint64 id = ob_foreign_get_integer (row, 0, -1), tag = ob_foreign_get_integer (row, 1, -1);
  Highlight *highlight = g_hash_table_lookup (reader->highlights, &id);
  char *name = g_hash_table_lookup (reader->tags, &tag);

  if (highlight != NULL && name != NULL)
    g_ptr_array_add (highlight->tags, name);
  return TRUE;
}

/* "2024-01-15 10:00:00.000000", UTC. */
static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL
             ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time)
             : 0;
}

static gboolean
keep_maker (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  const char *user = ob_foreign_get_text (row, 1), *payload = ob_foreign_get_text (row, 3);
  g_autoptr (JsonNode) root = payload != NULL ? ob_json_parse (payload, -1, NULL) : NULL;
  JsonObject *command
      = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  gint64 id = -1;
  Maker *maker;

  if (command == NULL || g_strcmp0 (ob_json_get_text (command, "type"), "highlight_add") != 0
      || !ob_json_take_integer (command, "highlight_id", 0, G_MAXINT64, &id, NULL) || id < 0
      || g_hash_table_contains (reader->makers, &id))
    return TRUE;
  maker = g_new0 (Maker, 1);
  maker->user = g_strdup (user);
  maker->time = read_time (ob_foreign_get_text (row, 2));
  g_hash_table_insert (reader->makers, g_memdup2 (&id, sizeof id), maker);
  return TRUE;
}

/* Articles ------------------------------------------------------------------------------------- */

static gboolean
add_highlight (Reader *reader,
               const Highlight *highlight,
               const char *label,
               const Content *content,
               GError **error)
{
  const Maker *maker = g_hash_table_lookup (reader->makers, &highlight->id);
  g_autoptr (ObIncoming) incoming = ob_incoming_new (label);

  if (highlight->start >= 0 && highlight->end > highlight->start
      && highlight->end <= (gint64) content->text->len)
    ob_incoming_add_segment (incoming, convert_offset (content, highlight->start, TRUE),
                             convert_offset (content, highlight->end, FALSE));
  /* Without an offset, or with one: the words are to stand there. */
  incoming->quote = g_strdup (highlight->quote);
  incoming->annotator = maker != NULL ? g_strdup (maker->user) : NULL;
  incoming->created = maker != NULL ? maker->time : 0;
  incoming->partial = TRUE;
  return ob_intake_add (reader->intake, incoming, error);
}

static gboolean
read_document (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  gint64 id = ob_foreign_get_integer (row, 0, -1);
  const char *html = ob_foreign_get_text (row, 3);
  const GPtrArray *highlights = g_hash_table_lookup (reader->by_document, &id);
  ObIncomingArticle article = { .title = ob_foreign_get_text (row, 1),
                                .file_name = ob_foreign_get_text (row, 2),
                                .unit = OB_UNIT_BYTES };
  Content content = read_html (html != NULL ? html : "");
  g_autofree char *text = NULL, *stripped = NULL;
  gboolean done = TRUE;

  article.n_bytes = content.text->len;
  article.text = text = g_strdup (content.text->str);
  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    ob_intake_count (reader->intake, _ ("Sources without a text, left out"));
  else
    done = ob_intake_begin_article (reader->intake, &article, error);
  for (guint i = 0; done && *stripped != '\0' && highlights != NULL && i < highlights->len; i++)
    {
      const Highlight *highlight = g_ptr_array_index (highlights, i);

      if (highlight->tags->len == 0)
        done = add_highlight (reader, highlight, "note", &content, error);
      for (guint k = 0; done && k < highlight->tags->len; k++)
        done = add_highlight (reader, highlight, g_ptr_array_index (highlight->tags, k), &content,
                              error);
    }

  g_string_free (content.text, TRUE);
  g_array_unref (content.line_ends);
  return done;
}

static gboolean
read_project (Reader *reader, ObForeign *database, GError **error)
{
  static const char *const tags[] = { "id", "path", "description", "parent_id", NULL };
  static const char *const highlights[]
      = { "id", "document_id", "start_offset", "end_offset", "snippet", NULL };
  static const char *const taggings[] = { "highlight_id", "tag_id", NULL };
  static const char *const commands[] = { "id", "user_login", "date", "payload", NULL };
  static const char *const documents[] = { "id", "name", "filename", "contents", NULL };

  if (ob_foreign_has_log (database))
    ob_intake_count (reader->intake,
                     _ ("Databases whose last changes may still be in a log beside them"));
  return ob_foreign_read (database, "tags", tags, read_tag, reader, error)
         && ob_foreign_read (database, "highlights", highlights, keep_highlight, reader, error)
         && ob_foreign_read (database, "highlight_tags", taggings, keep_tagging, reader, error)
         && (!ob_foreign_has (database, "commands", NULL)
             || ob_foreign_read (database, "commands", commands, keep_maker, reader, error))
         && ob_foreign_read (database, "documents", documents, read_document, reader, error)
         && ob_intake_finish (reader->intake, error);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const char *name = ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes = ob_source_get (import->source, name, error);
  g_autoptr (ObForeign) database = bytes != NULL ? ob_foreign_open (bytes, error) : NULL;
  Reader reader = { 0 };
  gboolean done;

  reader.intake = ob_intake_new (import, "taguette");
  reader.tags = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  reader.highlights = g_hash_table_new (g_int64_hash, g_int64_equal);
  reader.by_document = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);
  reader.makers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, maker_free);
  done = database != NULL && read_project (&reader, database, error);
  if (!done)
    g_prefix_error (error, "%s: ", name);

  g_hash_table_unref (reader.makers);
  g_hash_table_unref (reader.highlights);
  g_hash_table_unref (reader.by_document);
  g_hash_table_unref (reader.tags);
  ob_intake_free (reader.intake);
  return done;
}

static gboolean
recognise (const char *head, gsize length)
{
  return ob_foreign_is_database (head, length)
         && memmem (head, length, "highlight_tags", strlen ("highlight_tags")) != NULL;
}

static const char *const extensions[] = { "sqlite3", NULL };

const ObFormat ob_format_taguette = {
  .id = "taguette",
  .title = N_ ("Taguette projects (.sqlite3)"),
  .extensions = extensions,
  .loses = N_ ("Obelus reads it only. Descriptions of documents and the layout of texts stay "
               "behind."),
  .shape = OB_SHAPE_FILE,
  .recognise = recognise,
  .read = read_set,
};
