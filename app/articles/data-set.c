#include "articles/data-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/aggregator-rules.h"
#include "articles/canonical.h"
#include "articles/data-columns.h"
#include "articles/data-table.h"
#include "articles/encoding.h"
#include "articles/markup.h"

typedef enum
{
  KIND_NONE,
  KIND_CSV,
  KIND_JSON,
  KIND_JSON_LINES,
} Kind;

static Kind
get_kind (const char *name)
{
  static const struct
  {
    const char *ending;
    Kind kind;
  } endings[] = {
    { ".csv", KIND_CSV },   { ".tsv", KIND_CSV },          { ".tab", KIND_CSV },
    { ".json", KIND_JSON }, { ".jsonl", KIND_JSON_LINES }, { ".ndjson", KIND_JSON_LINES },
  };
  g_autofree char *small = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (small, endings[i].ending))
      return endings[i].kind;

  return KIND_NONE;
}

static char *
load_text (GBytes *bytes, const ObReadOptions *options, GError **error)
{
  gsize n_bytes;
  const char *encoding;
  guint n_replaced;
  char *utf8 = ob_encoding_decode (bytes, options->encoding, options->declared, &n_bytes, &encoding,
                                   &n_replaced, error);

  for (gsize i = 0; utf8 != NULL && i < n_bytes; i++)
    if (utf8[i] == '\0')
      utf8[i] = '\x01';
  if (utf8 != NULL && g_str_has_prefix (utf8, "\xef\xbb\xbf"))
    memmove (utf8, utf8 + 3, strlen (utf8 + 3) + 1);
  return utf8;
}

static const char *
get_value (const GPtrArray *row, int column)
{
  const char *value
      = column >= 0 && (guint) column < row->len ? g_ptr_array_index (row, column) : NULL;

  return value != NULL && value[strspn (value, " \t\r\n")] != '\0' ? value : NULL;
}

/* A line is a paragraph; some data sets keep the markup of pages. */
static void
add_text (ObDraft *draft, const char *text)
{
  g_auto (GStrv) lines = NULL;

  if (strstr (text, "</p>") != NULL || strstr (text, "<br") != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (xmlDoc) doc = ob_markup_parse (bytes, "UTF-8", NULL);

      if (doc != NULL)
        ob_markup_add (draft, xmlDocGetRootElement (doc));
      return;
    }
  lines = g_strsplit_set (text, "\n\r", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      ob_draft_add (draft, lines[i], -1);
      ob_draft_end (draft);
    }
}

static void
set_date (ObDraft *draft, ObMetadata field, const char *value)
{
  if (strlen (value) >= 10 && value[4] == '-' && value[7] == '-')
    ob_draft_set (draft, field, value, "file");
  else if (field == OB_METADATA_PUBLISHED)
    ob_aggregator_set_date (draft, value);
}

/* Rows of a sample, and the bytes of a line of it that its cells share. */
#define SAMPLE_ROWS 30
#define SAMPLE_BYTES 6000
#define SAMPLE_CELL_BYTES 240

/* The beginning of @value as a cell of a line. */
static void
add_cell (GString *line, const char *value, gsize max_bytes)
{
  g_autofree char *head = NULL;
  const char *end;

  if (value == NULL)
    return;
  head = g_strndup (value, MIN (strlen (value), max_bytes));
  for (char *c = head; *c != '\0'; c++)
    if ((guint8) *c < 0x20 || *c == 0x7f)
      *c = ' ';
  /* What was cut inside a character ends before it. */
  g_utf8_validate (head, -1, &end);
  g_string_append_len (line, head, end - head);
}

static void
add_line (GString *text, const GPtrArray *cells, guint n_columns)
{
  gsize max_bytes = CLAMP (SAMPLE_BYTES / MAX (n_columns, 1), 8, SAMPLE_CELL_BYTES);

  for (guint i = 0; i < n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      add_cell (text, i < cells->len ? cells->pdata[i] : NULL, max_bytes);
    }
  g_string_append_c (text, '\n');
}

/* The first rows as one text, for somebody to say which column is what. */
static ObReading *
make_sample (const ObDataTable *table, const ObDataColumns *columns)
{
  ObReading *sample = g_new0 (ObReading, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_columns = table->names->len - 1;
  g_autofree char *map = ob_data_columns_describe (columns, NULL);
  char *notes[] = { map, NULL };
  char *utf8;
  gsize n_bytes;
  ObAdjustments adjustments;

  add_line (text, table->names, n_columns);
  for (guint i = 0; i < table->rows->len && i < SAMPLE_ROWS; i++)
    add_line (text, table->rows->pdata[i], n_columns);

  n_bytes = text->len;
  utf8 = ob_canonical_make (text->str, &n_bytes, &adjustments);
  sample->text = ob_text_new_take (utf8, n_bytes);
  sample->metadata = g_new0 (ObArticle, 1);
  sample->metadata->title = g_strdup ("sample");
  sample->encoding = "UTF-8";
  sample->notes = g_strdupv (*map != '\0' ? notes : notes + 1);
  return sample;
}

/* (nullable): NULL when the row has no text. */
static ObReading *
read_row (const GPtrArray *row, const ObDataColumns *columns, const char *note)
{
  const char *text = get_value (row, columns->columns[OB_DATA_TEXT]);
  g_autoptr (ObDraft) draft = NULL;

  if (text == NULL)
    return NULL;
  draft = ob_draft_new ();
  for (guint f = 0; f < OB_N_METADATA; f++)
    {
      const char *value = get_value (row, columns->columns[f]);

      if (value == NULL)
        continue;
      if (f == OB_METADATA_PUBLISHED || f == OB_METADATA_UPDATED)
        set_date (draft, (ObMetadata) f, value);
      else
        ob_draft_set (draft, (ObMetadata) f, value, "file");
    }
  add_text (draft, text);
  ob_draft_add_note (draft, note);
  return ob_draft_finish (draft, "UTF-8", NULL);
}

static void
set_column_error (GError **error, const ObDataTable *table)
{
  g_autofree char *all = g_strjoinv (", ", (char **) table->names->pdata);

  g_set_error (
      error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
      _ ("No column of the data looks like the text of articles. Its columns are: %s. Name "
         "the one with the text “text”."),
      all);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_data_set_is_document (GBytes *bytes, const char *name)
{
  Kind kind = get_kind (name);
  gsize length, i = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  if (kind == KIND_NONE || kind == KIND_CSV)
    return kind == KIND_CSV;

  /* Marks of byte order, the other half of UTF-16's characters, space. */
  while (i < length && strchr ("\xef\xbb\xbf\xfe\xff \t\r\n", data[i]) != NULL)
    i++;
  return i < length && (data[i] == '{' || data[i] == '[');
}

gboolean
ob_data_set_read (
    GBytes *bytes, const char *name, const ObReadOptions *options, GPtrArray *readings, GError **error)
{
  Kind kind = get_kind (name);
  g_autofree char *utf8 = load_text (bytes, options, error);
  g_autoptr (ObDataTable) table = NULL;
  const char *const *names;
  ObDataColumns columns;
  g_autofree char *used = NULL, *note = NULL;

  if (utf8 == NULL)
    return FALSE;
  table = kind == KIND_CSV ? ob_data_table_read_csv (utf8)
                           : ob_data_table_read_json (utf8, kind == KIND_JSON_LINES, error);
  if (table == NULL)
    return FALSE;

  names = (const char *const *) table->names->pdata;
  columns = ob_data_columns_guess (names, table->rows);
  if (options->map != NULL
      && !ob_data_columns_apply (&columns, options->map, names, error))
    return FALSE;
  if (options->sample && table->names->len > 1)
    {
      g_ptr_array_add (readings, make_sample (table, &columns));
      return TRUE;
    }
  if (columns.columns[OB_DATA_TEXT] < 0)
    {
      set_column_error (error, table);
      return FALSE;
    }

  used = ob_data_columns_describe (&columns, names);
  note = g_strdup_printf (_ ("It was read from a data set, by its columns: %s."), used);
  if (table->n_left_out > 0)
    {
      g_autofree char *columns_note = g_steal_pointer (&note);

      note = g_strdup_printf (_ ("%s Its rows after the first %d were left out."), columns_note,
                              OB_DATA_MAX_ROWS);
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      ObReading *reading = read_row (g_ptr_array_index (table->rows, i), &columns, note);

      if (reading == NULL)
        continue;
      reading->offers = OB_OFFER_COLUMNS | OB_OFFER_ENCODING;
      g_ptr_array_add (readings, reading);
    }
  if (readings->len == 0)
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("No row of the data has a text."));
  return readings->len > 0;
}
