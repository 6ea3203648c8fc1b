/* The reader of "csv": a table of annotations, as Obelus writes it or as a spreadsheet keeps it.
 *
 * The first row names the columns.  "label" is needed, "article" (a title, file name or address) or
 * "article_id", and where: "segments" (12-40;52-60), "start" and "end", or the words alone in
 * "text". Columns that Obelus does not know are attributes.  The articles must be in the project,
 * since a table has no texts.
 */
#include "formats/csv-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/csv-table.h"
#include "formats/intake.h"
#include "formats/json-fields.h"
#include "formats/json-writer.h"

typedef enum
{
  COLUMN_ARTICLE,
  COLUMN_ARTICLE_ID,
  COLUMN_URL,
  COLUMN_ID,
  COLUMN_LABEL,
  COLUMN_ANNOTATOR,
  COLUMN_START,
  COLUMN_END,
  COLUMN_SEGMENTS,
  COLUMN_TEXT,
  COLUMN_NOTE,
  COLUMN_LINKS,
  COLUMN_ORIGIN,
  COLUMN_CREATED,
  COLUMN_MODIFIED,
  N_COLUMNS,
} Column;

static const char *const names[N_COLUMNS]
    = { "article",  "article_id", "url",  "id",    "label",  "annotator", "start",   "end",
        "segments", "text",       "note", "links", "origin", "created",   "modified" };

/* What only repeats what is said elsewhere. */
static const char *const repeated[] = { "row", "outlet", "published", "effective_speaker", NULL };

typedef struct
{
  ObIntake *intake;
  const char *name;
  char **head;
  int columns[N_COLUMNS]; /* -1: not there */
} Table;

static const char *
get_cell (const Table *table, char **row, Column column)
{
  int at = table->columns[column];

  return at >= 0 && (guint) at < g_strv_length (row) ? row[at] : "";
}

static char *
dup_cell (const Table *table, char **row, Column column)
{
  const char *cell = get_cell (table, row, column);

  return *cell != '\0' ? g_strdup (cell) : NULL;
}

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
has_place (const int *columns)
{
  return columns[COLUMN_SEGMENTS] >= 0 || columns[COLUMN_TEXT] >= 0
         || (columns[COLUMN_START] >= 0 && columns[COLUMN_END] >= 0);
}

static gboolean
read_head (Table *table, char **head, GError **error)
{
  table->head = head;
  for (guint i = 0; i < N_COLUMNS; i++)
    table->columns[i] = find_column (head, names[i]);
  if (table->columns[COLUMN_LABEL] < 0)
    return ob_json_refuse (error, _ ("%s: the first row names no column “label”."), table->name);
  if (table->columns[COLUMN_ARTICLE] < 0 && table->columns[COLUMN_ARTICLE_ID] < 0)
    return ob_json_refuse (error, _ ("%s: the first row names no column “article”."), table->name);
  if (!has_place (table->columns))
    return ob_json_refuse (
        error, _ ("%s: the first row names no column “segments”, “start” and “end”, or “text”."),
        table->name);
  return TRUE;
}

/* "12-40;52-60" */
static gboolean
read_segments (ObIncoming *incoming, const char *text)
{
  const char *at = text;

  while (*at != '\0')
    {
      char *after;
      guint64 start = g_ascii_strtoull (at, &after, 10), end;

      if (after == at || *after != '-' || !g_ascii_isdigit (after[1]))
        return FALSE;
      end = g_ascii_strtoull (after + 1, &after, 10);
      if (end <= start || end > G_MAXUINT32 || (*after != ';' && *after != '\0'))
        return FALSE;
      ob_incoming_add_segment (incoming, (gint64) start, (gint64) end);
      at = *after == ';' ? after + 1 : after;
    }

  return TRUE;
}

static gboolean
read_place (const Table *table, char **row, ObIncoming *incoming)
{
  const char *start = get_cell (table, row, COLUMN_START), *end = get_cell (table, row, COLUMN_END);
  g_autofree char *both = NULL;

  if (*get_cell (table, row, COLUMN_SEGMENTS) != '\0')
    return read_segments (incoming, get_cell (table, row, COLUMN_SEGMENTS));
  if (*start == '\0' || *end == '\0')
    return *get_cell (table, row, COLUMN_TEXT) != '\0';
  both = g_strconcat (start, "-", end, NULL);
  return read_segments (incoming, both);
}

static gboolean
is_own_column (const char *name)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;

  return *name == '\0' || g_strv_contains (repeated, name);
}

/* "said-by:ID;contradicts:ID" */
static void
read_links (const Table *table, char **row, const char *key)
{
  g_auto (GStrv) links = g_strsplit (get_cell (table, row, COLUMN_LINKS), ";", -1);

  for (guint i = 0; key != NULL && links[i] != NULL; i++)
    {
      char *colon = strrchr (links[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      ob_intake_add_link (table->intake, key, colon + 1, g_strstrip (links[i]));
    }
}

static gboolean
read_row (const Table *table, char **row, guint number, GError **error)
{
  g_autoptr (ObIncoming) incoming = ob_incoming_new (get_cell (table, row, COLUMN_LABEL));
  guint n = g_strv_length (row);

  if (*incoming->label == '\0' || !read_place (table, row, incoming))
    return ob_json_refuse (error, _ ("%s, row %u: there is no label, or no place in the text."),
                           table->name, number);
  incoming->id = dup_cell (table, row, COLUMN_ID);
  incoming->annotator = dup_cell (table, row, COLUMN_ANNOTATOR);
  incoming->note = dup_cell (table, row, COLUMN_NOTE);
  incoming->origin = dup_cell (table, row, COLUMN_ORIGIN);
  incoming->quote = dup_cell (table, row, COLUMN_TEXT);
  incoming->partial = incoming->id == NULL;
  ob_time_from_text (get_cell (table, row, COLUMN_CREATED), &incoming->created);
  ob_time_from_text (get_cell (table, row, COLUMN_MODIFIED), &incoming->modified);
  for (guint i = 0; i < n && table->head[i] != NULL; i++)
    if (*row[i] != '\0' && !is_own_column (table->head[i]))
      ob_incoming_add_value (incoming, table->head[i], row[i]);
  read_links (table, row, incoming->id);
  return ob_intake_add (table->intake, incoming, error);
}

static gboolean
begin_article (const Table *table, char **row, GError **error)
{
  const char *id = get_cell (table, row, COLUMN_ARTICLE_ID);
  const char *url = get_cell (table, row, COLUMN_URL);
  const char *title = get_cell (table, row, COLUMN_ARTICLE);
  ObIncomingArticle article = { .id = *id != '\0' ? id : NULL,
                                .url = *url != '\0' ? url : NULL,
                                .title = *title != '\0' ? title : NULL,
                                .file_name = *title != '\0' ? title : NULL,
                                .unit = OB_UNIT_POINTS };

  return ob_intake_begin_article (table->intake, &article, error);
}

static char *
make_key (const Table *table, char **row)
{
  return g_strjoin ("\n", get_cell (table, row, COLUMN_ARTICLE_ID),
                    get_cell (table, row, COLUMN_ARTICLE), get_cell (table, row, COLUMN_URL), NULL);
}

static gboolean
read_rows (const Table *table, const GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) by_article
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 1; i < rows->len; i++)
    {
      g_autofree char *key = make_key (table, g_ptr_array_index (rows, i));
      GArray *numbers = g_hash_table_lookup (by_article, key);

      if (numbers == NULL)
        {
          numbers = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_article, g_steal_pointer (&key), numbers);
          g_ptr_array_add (order, numbers);
        }
      g_array_append_val (numbers, i);
    }

  for (guint i = 0; i < order->len; i++)
    {
      const GArray *numbers = g_ptr_array_index (order, i);

      if (!begin_article (table, g_ptr_array_index (rows, g_array_index (numbers, guint, 0)),
                          error))
        return FALSE;
      for (guint k = 0; k < numbers->len; k++)
        {
          guint number = g_array_index (numbers, guint, k);

          if (!read_row (table, g_ptr_array_index (rows, number), number + 1, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
ob_csv_read_set (ObSetReading *import, GError **error)
{
  const char *name = ob_source_get_name (import->source);
  g_autoptr (GBytes) bytes = ob_source_get (import->source, name, error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (ObIntake) intake = NULL;
  Table table = { .name = name };
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
  intake = ob_intake_new (import, "csv");
  table.intake = intake;
  return read_head (&table, g_ptr_array_index (rows, 0), error) && read_rows (&table, rows, error)
         && ob_intake_finish (intake, error);
}

gboolean
ob_csv_recognise (const char *head, gsize length)
{
  const char *line_end = memchr (head, '\n', length);
  g_autofree char *line = g_strndup (head, line_end != NULL ? (gsize) (line_end - head) : length);
  g_autoptr (GPtrArray) rows = NULL;
  int columns[N_COLUMNS];

  if (!g_utf8_validate (line, -1, NULL))
    return FALSE;
  rows = ob_csv_read (line, strlen (line), NULL);
  if (rows == NULL || rows->len == 0)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = find_column (g_ptr_array_index (rows, 0), names[i]);
  return columns[COLUMN_LABEL] >= 0
         && (columns[COLUMN_ARTICLE] >= 0 || columns[COLUMN_ARTICLE_ID] >= 0)
         && (columns[COLUMN_SEGMENTS] >= 0 || columns[COLUMN_START] >= 0);
}
