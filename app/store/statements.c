#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

#include "model/varint.h"
#include "store/project-private.h"

#define COLUMNS "e, article, start, end, label, annotator, flags, attributes"

/* Rows that are read while the project's lock is held once: some 40 ms. */
#define PIECE 20000

/* What rows are read with. */
typedef struct
{
  ObStatements *statements; /* not owned */
  ObDatabase *database;     /* not owned */
  GHashTable *speakers;     /* (owned) living speakers */
  GHashTable *disputes;     /* (owned) position -> its dispute */
} Reading;

static guint32
intern (ObStatements *statements, const char *string)
{
  gpointer number;
  char *kept;

  if (g_hash_table_lookup_extended (statements->numbers, string, NULL, &number))
    return GPOINTER_TO_UINT (number);

  kept = g_strdup (string);
  g_ptr_array_add (statements->strings, kept);
  g_hash_table_insert (statements->numbers, kept, GUINT_TO_POINTER (statements->strings->len - 1));
  return statements->strings->len - 1;
}

static void
add_word (ObStatements *statements, ObStatement *row, const char *name, const ObValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = ob_value_get_text (value);
  ObWordPair pair;

  if (ob_value_get_type (value) == OB_VALUE_INTEGER)
    {
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, ob_value_get_integer (value));
      text = number;
    }
  else if (ob_value_get_type (value) == OB_VALUE_REAL)
    text = g_ascii_dtostr (number, sizeof number, ob_value_get_real (value));
  if (text == NULL)
    return;

  pair.name = intern (statements, name);
  pair.value = intern (statements, text);
  g_array_append_val (statements->words, pair);
  row->n_words++;
}

/* As ob_fields_decode(), without a list in between: 500,000 rows are read at once. */
static void
read_attributes (Reading *reading, ObStatement *row, const guint8 *data, gsize length)
{
  const guint8 *end = data + length;

  row->first_word = reading->statements->words->len;
  while (data < end)
    {
      g_autoptr (ObValue) value = NULL;
      char name[256];
      guint64 size;

      if (!ob_varint_read (&data, end, &size) || size >= sizeof name
          || size > (guint64) (end - data))
        return;
      memcpy (name, data, size);
      name[size] = '\0';
      data += size;
      value = ob_value_decode (&data, end);
      if (value == NULL)
        return;

      if (ob_value_get_type (value) != OB_VALUE_ENTITY)
        add_word (reading->statements, row, name, value);
      else if (strcmp (name, "speaker") == 0)
        row->speaker = (guint32) ob_value_get_entity (value);
      else if (strcmp (name, "dispute") == 0)
        row->dispute = (guint32) ob_value_get_entity (value);
      else if (strcmp (name, "position") == 0)
        row->position = (guint32) ob_value_get_entity (value);
    }
}

static void
read_row (Reading *reading, sqlite3_stmt *statement)
{
  ObStatement row = { .annotation = sqlite3_column_int64 (statement, 0),
                      .article = (guint32) sqlite3_column_int64 (statement, 1),
                      .start = (guint32) sqlite3_column_int64 (statement, 2),
                      .end = (guint32) sqlite3_column_int64 (statement, 3),
                      .label = (guint32) sqlite3_column_int64 (statement, 4),
                      .annotator = (guint32) sqlite3_column_int64 (statement, 5),
                      .flags = (guint32) sqlite3_column_int64 (statement, 6) };
  ObEntity own;

  read_attributes (reading, &row, sqlite3_column_blob (statement, 7),
                   (gsize) sqlite3_column_bytes (statement, 7));
  own = row.speaker;
  if (own != 0 && !g_hash_table_contains (reading->speakers, &own))
    row.speaker = 0;
  own = row.position;
  if (row.dispute == 0 && own != 0)
    row.dispute = GPOINTER_TO_UINT (g_hash_table_lookup (reading->disputes, &own));
  g_array_append_val (reading->statements->rows, row);
}

static void
begin_reading (Reading *reading, ObStatements *statements, ObProject *project)
{
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (project);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);

  reading->statements = statements;
  reading->speakers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  reading->disputes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < speakers->len; i++)
    g_hash_table_add (reading->speakers,
                      g_memdup2 (&((ObSpeaker *) speakers->pdata[i])->entity, sizeof (ObEntity)));
  for (guint i = 0; i < disputes->len; i++)
    {
      const ObDispute *dispute = disputes->pdata[i];

      for (guint k = 0; k < dispute->positions->len; k++)
        g_hash_table_insert (
            reading->disputes,
            g_memdup2 (&((ObPosition *) dispute->positions->pdata[k])->entity, sizeof (ObEntity)),
            GUINT_TO_POINTER (dispute->entity));
    }
}

static void
end_reading (Reading *reading)
{
  g_hash_table_unref (reading->speakers);
  g_hash_table_unref (reading->disputes);
}

/* The speaker of a row that has none of its own. */
static void
follow_links (Reading *reading, ObStatement *row)
{
  sqlite3_stmt *statement
      = ob_database_query (reading->database,
                           "SELECT annotation.e, attributes FROM link "
                           "JOIN annotation ON annotation.e = link.target "
                           "WHERE source = ? AND type = 'said-by' ORDER BY link.e",
                           "i", row->annotation);

  while (ob_database_next (reading->database, statement))
    {
      ObStatement mention = { 0 };
      guint n_words = reading->statements->words->len;
      ObEntity speaker;

      read_attributes (reading, &mention, sqlite3_column_blob (statement, 1),
                       (gsize) sqlite3_column_bytes (statement, 1));
      g_array_set_size (reading->statements->words, n_words);
      speaker = mention.speaker;
      if (row->mention == 0)
        row->mention = (guint32) sqlite3_column_int64 (statement, 0);
      if (row->speaker == 0 && speaker != 0 && g_hash_table_contains (reading->speakers, &speaker))
        {
          row->speaker = mention.speaker;
          row->mention = (guint32) sqlite3_column_int64 (statement, 0);
        }
    }
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const ObStatement *left = a, *right = b;

  if (left->article != right->article)
    return left->article < right->article ? -1 : 1;
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  return (left->annotation > right->annotation) - (left->annotation < right->annotation);
}

static void
remove_repeats (GArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (n == 0
        || g_array_index (rows, ObStatement, n - 1).annotation
               != g_array_index (rows, ObStatement, i).annotation)
      g_array_index (rows, ObStatement, n++) = g_array_index (rows, ObStatement, i);
  g_array_set_size (rows, n);
}

/* Reading everything --------------------------------------------------------------------------- */

/* Reads rows after annotation @after; 0 when there are no more, else the last that was read. */
static ObEntity
read_piece (Reading *reading, ObProject *project, GHashTable *articles, ObEntity after)
{
  ObEntity last = 0;
  OB_PROJECT_LOCK (project);
  sqlite3_stmt *statement;

  reading->database = ob_project_read (project);
  if (reading->database == NULL)
    return 0;
  statement = ob_database_query (
      reading->database, "SELECT " COLUMNS " FROM annotation WHERE e > ? ORDER BY e LIMIT ?", "ii",
      after, (gint64) PIECE);
  while (ob_database_next (reading->database, statement))
    {
      ObEntity article = sqlite3_column_int64 (statement, 1);

      last = sqlite3_column_int64 (statement, 0);
      if (g_hash_table_contains (articles, &article))
        read_row (reading, statement);
    }
  return last;
}

static gint64 *
new_key (ObEntity entity)
{
  return g_memdup2 (&entity, sizeof entity);
}

/* Said-by links after link @after: source -> target, the first link of each source winning unless
 * its mention has no speaker. */
static ObEntity
read_links (ObProject *project, GArray *links, ObEntity after)
{
  ObEntity last = 0;
  OB_PROJECT_LOCK (project);
  ObDatabase *database = ob_project_read (project);
  sqlite3_stmt *statement;

  if (database == NULL)
    return 0;
  statement = ob_database_query (
      database, "SELECT e, source, target, type FROM link WHERE e > ? ORDER BY e LIMIT ?", "ii",
      after, (gint64) PIECE);
  while (ob_database_next (database, statement))
    {
      ObEntity pair[2] = { sqlite3_column_int64 (statement, 1),
                           sqlite3_column_int64 (statement, 2) };

      last = sqlite3_column_int64 (statement, 0);
      if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 3), "said-by") == 0)
        g_array_append_vals (links, pair, 1);
    }
  return last;
}

/* Rows are still in order of annotation here. */
static ObStatement *
find_by_annotation (GArray *rows, ObEntity annotation)
{
  guint low = 0, high = rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      ObStatement *row = &g_array_index (rows, ObStatement, middle);

      if (row->annotation == annotation)
        return row;
      if (row->annotation < annotation)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static void
lay_links (GArray *rows, const GArray *links)
{
  for (guint i = 0; i < links->len; i++)
    {
      const ObEntity *pair = (const ObEntity *) (const void *) links->data + 2 * (gsize) i;
      ObStatement *source = find_by_annotation (rows, pair[0]);
      const ObStatement *target = find_by_annotation (rows, pair[1]);

      if (source == NULL || target == NULL || (source->speaker != 0 && source->mention == 0))
        continue;
      if (source->mention == 0)
        source->mention = (guint32) target->annotation;
      /* A mention's own speaker only: one step, as ob_project_get_effective_speaker() goes. */
      if (source->speaker == 0 && target->speaker != 0 && target->mention == 0)
        {
          source->speaker = target->speaker;
          source->mention = (guint32) target->annotation;
        }
    }
}

static void
sort_rows (GArray *rows)
{
  for (guint i = 1; i < rows->len; i++)
    if (compare_rows (&g_array_index (rows, ObStatement, i - 1),
                      &g_array_index (rows, ObStatement, i))
        > 0)
      {
        g_array_sort (rows, compare_rows);
        return;
      }
}

/* Public functions ----------------------------------------------------------------------------- */

ObStatements *
ob_statements_new (void)
{
  ObStatements *statements = g_new0 (ObStatements, 1);

  statements->rows = g_array_new (FALSE, FALSE, sizeof (ObStatement));
  statements->words = g_array_new (FALSE, FALSE, sizeof (ObWordPair));
  statements->strings = g_ptr_array_new_with_free_func (g_free);
  statements->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  intern (statements, "");
  return statements;
}

void
ob_statements_free (ObStatements *statements)
{
  g_array_unref (statements->rows);
  g_array_unref (statements->words);
  g_hash_table_unref (statements->numbers);
  g_ptr_array_unref (statements->strings);
  g_free (statements);
}

ObStatements *
ob_project_list_statements (ObProject *project, const ObEntity *targets, guint n_targets)
{
  ObStatements *statements = ob_statements_new ();
  Reading reading = { 0 };
  OB_PROJECT_LOCK (project);

  reading.database = ob_project_read (project);
  if (reading.database == NULL)
    return statements;
  begin_reading (&reading, statements, project);
  for (guint i = 0; i < n_targets; i++)
    {
      sqlite3_stmt *statement = ob_database_query (
          reading.database,
          "SELECT " COLUMNS " FROM annotation WHERE e IN ("
          "SELECT e FROM reference WHERE target = ?1 UNION "
          "SELECT link.source FROM reference JOIN link ON link.target = reference.e "
          "WHERE reference.target = ?1 AND link.type = 'said-by') AND EXISTS "
          "(SELECT 1 FROM article WHERE article.e = annotation.article AND alive = 1)",
          "i", targets[i]);

      while (ob_database_next (reading.database, statement))
        read_row (&reading, statement);
    }
  for (guint i = 0; i < statements->rows->len; i++)
    {
      ObStatement *row = &g_array_index (statements->rows, ObStatement, i);

      if (row->speaker == 0)
        follow_links (&reading, row);
    }
  end_reading (&reading);
  g_array_sort (statements->rows, compare_rows);
  remove_repeats (statements->rows);
  return statements;
}

ObStatements *
ob_project_list_statements_in (ObProject *project, ObEntity article)
{
  ObStatements *statements = ob_statements_new ();

  ob_statements_update (statements, project, article);
  return statements;
}

ObStatements *
ob_project_list_all_statements (ObProject *project, GCancellable *cancellable)
{
  g_autoptr (ObStatements) statements = ob_statements_new ();
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GHashTable) living = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, 2 * sizeof (ObEntity));
  Reading reading = { 0 };
  ObEntity after = 0;

  for (guint i = 0; i < articles->len; i++)
    g_hash_table_add (living, new_key (((ObArticle *) articles->pdata[i])->entity));
  begin_reading (&reading, statements, project);
  while ((after = read_piece (&reading, project, living, after)) != 0)
    if (g_cancellable_is_cancelled (cancellable))
      break;
  end_reading (&reading);
  after = 0;
  while ((after = read_links (project, links, after)) != 0)
    if (g_cancellable_is_cancelled (cancellable))
      break;
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  lay_links (statements->rows, links);
  sort_rows (statements->rows);
  return g_steal_pointer (&statements);
}

void
ob_statements_update (ObStatements *statements, ObProject *project, ObEntity article)
{
  GArray *rows = statements->rows;
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (ObStatement));
  Reading reading = { 0 };
  guint first, last;
  OB_PROJECT_LOCK (project);
  sqlite3_stmt *statement;

  ob_statements_find_article (statements, article, &first, &last);
  g_array_append_vals (others, rows->data + last * sizeof (ObStatement), rows->len - last);
  g_array_set_size (rows, first);
  reading.database = ob_project_read (project);
  if (reading.database != NULL)
    {
      begin_reading (&reading, statements, project);
      statement = ob_database_query (
          reading.database,
          "SELECT " COLUMNS " FROM annotation WHERE article = ? AND EXISTS "
          "(SELECT 1 FROM article WHERE article.e = annotation.article AND alive = 1)",
          "i", article);
      while (ob_database_next (reading.database, statement))
        read_row (&reading, statement);
      for (guint i = first; i < rows->len; i++)
        if (g_array_index (rows, ObStatement, i).speaker == 0)
          follow_links (&reading, &g_array_index (rows, ObStatement, i));
      end_reading (&reading);
      if (rows->len > first)
        qsort (rows->data + first * sizeof (ObStatement), rows->len - first, sizeof (ObStatement),
               compare_rows);
    }
  g_array_append_vals (rows, others->data, others->len);
}

const char *
ob_statements_get (const ObStatements *statements, const ObStatement *row, const char *attribute)
{
  for (guint i = 0; i < row->n_words; i++)
    {
      const ObWordPair *pair = &g_array_index (statements->words, ObWordPair, row->first_word + i);

      if (strcmp (statements->strings->pdata[pair->name], attribute) == 0)
        return statements->strings->pdata[pair->value];
    }
  return NULL;
}

guint32
ob_statements_find_string (const ObStatements *statements, const char *string)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (statements->numbers, string));
}

void
ob_statements_find_article (const ObStatements *statements,
                            ObEntity article,
                            guint *first,
                            guint *last)
{
  for (int edge = 0; edge < 2; edge++)
    {
      guint low = 0, high = statements->rows->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;
          ObEntity at = g_array_index (statements->rows, ObStatement, middle).article;

          if (at < article + edge)
            low = middle + 1;
          else
            high = middle;
        }
      *(edge == 0 ? first : last) = low;
    }
}

const ObStatement *
ob_statements_find (const ObStatements *statements, ObEntity article, ObEntity annotation)
{
  guint first, last;

  ob_statements_find_article (statements, article, &first, &last);
  for (guint i = first; i < last; i++)
    if (g_array_index (statements->rows, ObStatement, i).annotation == annotation)
      return &g_array_index (statements->rows, ObStatement, i);
  return NULL;
}
