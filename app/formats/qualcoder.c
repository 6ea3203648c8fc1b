/* "qualcoder": projects of QualCoder, a folder "x.qda" with the SQLite database "data.qda".  Read
 * only.
 *
 *   source      id, name, fulltext, memo                          an article
 *   code_cat    catid, name, memo, supercatid                     a label above others
 *   code_name   cid, name, memo, catid                            a label
 *   code_text   ctid, fid, cid, pos0, pos1, seltext, memo, ...    an annotation
 *   annotation  anid, fid, pos0, pos1, memo, owner, date          a note on a passage
 *
 * Positions count code points, in projects of some versions UTF-16 units: the coded words decide.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/intake.h"
#include "formats/json-fields.h"
#include "store/foreign.h"

#define DATABASE "data.qda"
#define MAX_DEPTH 32 /* categories in categories */

typedef struct
{
  gint64 id;
  char *name;
  char *memo;
  gint64 above; /* id of the category, or -1 */
  gboolean added;
} Code;

typedef struct
{
  ObIntake *intake;    /* (owned) */
  GPtrArray *codes;    /* (owned) Code, those of the table that is being read */
  GHashTable *above;   /* (owned) gint64 * -> Code: categories */
  GHashTable *names;   /* (owned) gint64 * -> name of the code */
  GHashTable *by_file; /* (owned) gint64 * -> GPtrArray (owned) of ObIncoming (owned) */
} Reader;

static void
code_free (gpointer data)
{
  Code *code = data;

  g_free (code->name);
  g_free (code->memo);
  g_free (code);
}

/* Codes ---------------------------------------------------------------------------------------- */

static gboolean
keep_code (const ObForeignRow *row, gpointer data, GError **error)
{
  GPtrArray *codes = ((Reader *) data)->codes;
  const char *name = ob_foreign_get_text (row, 1);
  Code *code = g_new0 (Code, 1);

  g_ptr_array_add (codes, code);
  code->id = ob_foreign_get_integer (row, 0, -1);
  code->name = g_strstrip (g_strdup (name != NULL ? name : ""));
  code->memo = g_strdup (ob_foreign_get_text (row, 2));
  code->above = ob_foreign_get_integer (row, 3, -1);
  return *code->name != '\0' || ob_json_refuse (error, _ ("A code has no name."));
}

/* Categories above it come first, so that they are there to be its parents. */
static gboolean
add_code (Reader *reader, Code *code, guint depth, GError **error)
{
  Code *above = g_hash_table_lookup (reader->above, &code->above);

  if (code->added)
    return TRUE;
  code->added = TRUE;
  if (above != NULL && depth < MAX_DEPTH && !add_code (reader, above, depth + 1, error))
    return FALSE;
  return ob_intake_add_label (reader->intake, code->name, code->name,
                              above != NULL ? above->name : NULL, code->memo, error);
}

static gboolean
add_codes (Reader *reader, GError **error)
{
  for (guint i = 0; i < reader->codes->len; i++)
    if (!add_code (reader, g_ptr_array_index (reader->codes, i), 0, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_codes (Reader *reader, ObForeign *database, GError **error)
{
  static const char *const categories[] = { "catid", "name", "memo", "supercatid", NULL };
  static const char *const codes[] = { "cid", "name", "memo", "catid", NULL };
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (code_free);

  reader->codes = kept;
  if (ob_foreign_has (database, "code_cat", NULL)
      && !ob_foreign_read (database, "code_cat", categories, keep_code, reader, error))
    return FALSE;
  for (guint i = 0; i < kept->len; i++)
    g_hash_table_insert (reader->above, &((Code *) kept->pdata[i])->id, kept->pdata[i]);
  if (!add_codes (reader, error))
    return FALSE;

  reader->codes = g_ptr_array_new_with_free_func (code_free);
  if (!ob_foreign_read (database, "code_name", codes, keep_code, reader, error)
      || !add_codes (reader, error))
    {
      g_ptr_array_unref (reader->codes);
      return FALSE;
    }
  for (guint i = 0; i < reader->codes->len; i++)
    {
      Code *code = g_ptr_array_index (reader->codes, i);

      g_hash_table_insert (reader->names, g_memdup2 (&code->id, sizeof code->id),
                           g_strdup (code->name));
    }
  g_ptr_array_unref (reader->codes);
  g_hash_table_remove_all (reader->above);
  return TRUE;
}

/* Passages ------------------------------------------------------------------------------------- */

/* "2024-01-15 10:00:00", as the clock on the wall showed. */
static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, here) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/* @columns: id, file, pos0, pos1, memo, owner, date. */
static ObIncoming *
keep_passage (Reader *reader, const ObForeignRow *row, const char *label)
{
  gint64 file = ob_foreign_get_integer (row, 1, -1);
  gint64 start = ob_foreign_get_integer (row, 2, -1), end = ob_foreign_get_integer (row, 3, -1);
  GPtrArray *passages = g_hash_table_lookup (reader->by_file, &file);
  ObIncoming *incoming = ob_incoming_new (label);

  if (start >= 0 && end > start && end <= G_MAXUINT32)
    ob_incoming_add_segment (incoming, start, end);
  incoming->note = g_strdup (ob_foreign_get_text (row, 4));
  incoming->annotator = g_strdup (ob_foreign_get_text (row, 5));
  incoming->created = read_time (ob_foreign_get_text (row, 6));
  incoming->partial = TRUE;
  if (passages == NULL)
    {
      passages = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_incoming_free);
      g_hash_table_insert (reader->by_file, g_memdup2 (&file, sizeof file), passages);
    }
  g_ptr_array_add (passages, incoming);
  return incoming;
}

static gboolean
keep_coding (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  gint64 code = ob_foreign_get_integer (row, 7, -1);
  const char *name = g_hash_table_lookup (reader->names, &code);
  ObIncoming *incoming;

  if (name == NULL)
    {
      ob_intake_count (reader->intake, _ ("Codings with a code that is not there, left out"));
      return TRUE;
    }
  incoming = keep_passage (reader, row, name);
  incoming->quote = g_strdup (ob_foreign_get_text (row, 8));
  if (ob_foreign_get_integer (row, 9, 0) == 1)
    ob_incoming_add_value (incoming, "important", "yes");
  return TRUE;
}

static gboolean
keep_note (const ObForeignRow *row, gpointer data, GError **error)
{
  const char *memo = ob_foreign_get_text (row, 4);

  if (memo != NULL && *memo != '\0')
    keep_passage (data, row, "note");
  return TRUE;
}

static gboolean
read_passages (Reader *reader, ObForeign *database, GError **error)
{
  static const char *const codings[] = { "ctid", "fid", "pos0",    "pos1",      "memo", "owner",
                                         "date", "cid", "seltext", "important", NULL };
  static const char *const notes[]
      = { "anid", "fid", "pos0", "pos1", "memo", "owner", "date", NULL };

  return ob_foreign_read (database, "code_text", codings, keep_coding, reader, error)
         && (!ob_foreign_has (database, "annotation", NULL)
             || ob_foreign_read (database, "annotation", notes, keep_note, reader, error));
}

/* Files ---------------------------------------------------------------------------------------- */

static gboolean
read_file (const ObForeignRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  gint64 id = ob_foreign_get_integer (row, 0, -1);
  const char *name = ob_foreign_get_text (row, 1), *text = ob_foreign_get_text (row, 2);
  const char *memo = ob_foreign_get_text (row, 3);
  const GPtrArray *passages = g_hash_table_lookup (reader->by_file, &id);
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  ObIncomingArticle article = { .title = name, .file_name = name, .unit = OB_UNIT_POINTS };

  if (*stripped == '\0')
    {
      ob_intake_count (reader->intake, _ ("Sources without a text, left out"));
      return TRUE;
    }
  if (memo != NULL && *memo != '\0')
    ob_intake_count (reader->intake, _ ("Memos on whole sources, left out"));
  article.text = text;
  article.n_bytes = strlen (text);
  if (!ob_intake_begin_article (reader->intake, &article, error))
    return FALSE;
  for (guint i = 0; passages != NULL && i < passages->len; i++)
    if (!ob_intake_add (reader->intake, g_ptr_array_index (passages, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_project (Reader *reader, ObForeign *database, GError **error)
{
  static const char *const sources[] = { "id", "name", "fulltext", "memo", NULL };

  if (ob_foreign_has_log (database))
    ob_intake_count (reader->intake,
                     _ ("Databases whose last changes may still be in a log beside them"));
  return read_codes (reader, database, error) && read_passages (reader, database, error)
         && ob_foreign_read (database, "source", sources, read_file, reader, error)
         && ob_intake_finish (reader->intake, error);
}

static const char *
find_database (const ObSource *source)
{
  return ob_source_is_several (source) ? ob_source_find (source, DATABASE)
                                       : ob_source_get_name (source);
}

static gboolean
read_set (ObSetReading *import, GError **error)
{
  const char *name = find_database (import->source);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ObForeign) database = NULL;
  Reader reader = { 0 };
  gboolean done;

  if (name == NULL)
    return ob_json_refuse (error, _ ("There is no “%s” in the set."), DATABASE);
  bytes = ob_source_get (import->source, name, error);
  database = bytes != NULL ? ob_foreign_open (bytes, error) : NULL;
  reader.intake = ob_intake_new (import, "qualcoder");
  reader.above = g_hash_table_new (g_int64_hash, g_int64_equal);
  reader.names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  reader.by_file = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  done = database != NULL && read_project (&reader, database, error);
  if (!done)
    g_prefix_error (error, "%s: ", name);

  g_hash_table_unref (reader.by_file);
  g_hash_table_unref (reader.names);
  g_hash_table_unref (reader.above);
  ob_intake_free (reader.intake);
  return done;
}

static gboolean
recognise (const char *head, gsize length)
{
  return ob_foreign_is_database (head, length)
         && memmem (head, length, "code_text", strlen ("code_text")) != NULL
         && memmem (head, length, "seltext", strlen ("seltext")) != NULL;
}

static gboolean
recognise_several (const ObSource *source)
{
  return ob_source_find (source, DATABASE) != NULL;
}

static const char *const extensions[] = { "qda", NULL };

const ObFormat ob_format_qualcoder = {
  .id = "qualcoder",
  .title = N_ ("QualCoder projects (.qda)"),
  .extensions = extensions,
  .loses = N_ ("Obelus reads it only. Pictures, sounds, cases, attributes of files, journals and "
               "colours stay behind."),
  .shape = OB_SHAPE_FILES,
  .recognise = recognise,
  .recognise_several = recognise_several,
  .read = read_set,
};
