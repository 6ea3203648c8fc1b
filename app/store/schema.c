#include "store/schema.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A table or index: the name, and the SQL exactly as the database keeps it. */
typedef struct
{
  const char *name;
  const char *sql;
  int since; /* first format that has it */
  int until; /* last format that has it; 0: this one still has */
} Definition;

/* The truth, and this copy's own. */
static const Definition lasting[] = {
  { "change", "CREATE TABLE change (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body BLOB NOT NULL) STRICT", 1, 2 },
  { "change", "CREATE TABLE change (n INTEGER PRIMARY KEY, id BLOB NOT NULL, body BLOB NOT NULL) STRICT", 3 },
  { "text",
    "CREATE TABLE text (sha256 BLOB NOT NULL PRIMARY KEY, length INTEGER NOT NULL, bytes INTEGER NOT NULL, "
    "body BLOB NOT NULL, original BLOB) STRICT",
    1 },
  { "local", "CREATE TABLE local (k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL) STRICT, WITHOUT ROWID", 1 },
};

/* What follows from the truth. */
static const Definition derived[] = {
  { "pending", "CREATE TABLE pending (n INTEGER PRIMARY KEY) STRICT", 1 },
  { "tip", "CREATE TABLE tip (n INTEGER PRIMARY KEY) STRICT", 1 },
  { "entity",
    "CREATE TABLE entity (e INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, "
    "n INTEGER NOT NULL, i INTEGER NOT NULL) STRICT",
    1, 2 },
  /* Its id follows from that of the change and the operation that created it. */
  { "entity",
    "CREATE TABLE entity (e INTEGER PRIMARY KEY, kind INTEGER NOT NULL, n INTEGER NOT NULL, "
    "i INTEGER NOT NULL) STRICT",
    3 },
  /* Where ids are, by their beginnings (31 bits).  An index of the whole ids would be twice as
   * large, and one that can be filled in order fills fast. */
  { "change_key",
    "CREATE TABLE change_key (key INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) STRICT, WITHOUT ROWID",
    3 },
  { "entity_key",
    "CREATE TABLE entity_key (key INTEGER NOT NULL, e INTEGER NOT NULL, PRIMARY KEY (key, e)) STRICT, WITHOUT ROWID",
    3 },
  { "field", "CREATE TABLE field (f INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT", 1 },
  { "head",
    "CREATE TABLE head (e INTEGER NOT NULL, f INTEGER NOT NULL, n INTEGER NOT NULL, i INTEGER NOT NULL, "
    "v BLOB NOT NULL, PRIMARY KEY (e, f, n, i)) STRICT, WITHOUT ROWID",
    1 },
  /* Format 1 had no steps: undo did not outlive the program.  "latest" is 0 where it is n. */
  { "step", "CREATE TABLE step (n INTEGER PRIMARY KEY, latest INTEGER NOT NULL, state INTEGER NOT NULL) STRICT", 2 },
  /* State 1: undone.  Each edit asks for these, and mostly there are none. */
  { "step_undone", "CREATE INDEX step_undone ON step (n) WHERE state = 1", 2 },
  { "alias",
    "CREATE TABLE alias (e INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT", 1 },
  { "alias_by_id", "CREATE INDEX alias_by_id ON alias (id)", 1 },
  { "article",
    "CREATE TABLE article (e INTEGER PRIMARY KEY, title TEXT NOT NULL, byline TEXT, outlet TEXT, url TEXT, "
    "published TEXT, language TEXT, file_name TEXT, sha256 BLOB NOT NULL, length INTEGER NOT NULL, "
    "version INTEGER NOT NULL, previous INTEGER NOT NULL, created INTEGER NOT NULL, states BLOB, "
    "alive INTEGER NOT NULL) STRICT",
    1 },
  /* Since format 3 "modified" is 0 where it is "created", as it mostly is. */
  { "annotation",
    "CREATE TABLE annotation (e INTEGER PRIMARY KEY, article INTEGER NOT NULL, start INTEGER NOT NULL, "
    "end INTEGER NOT NULL, label INTEGER NOT NULL, annotator INTEGER NOT NULL, segments BLOB, "
    "attributes BLOB, note TEXT, origin TEXT, flags INTEGER NOT NULL, created INTEGER NOT NULL, "
    "modified INTEGER NOT NULL) STRICT",
    1, 2 },
  { "annotation_by_article", "CREATE INDEX annotation_by_article ON annotation (article, start)", 1, 2 },
  /* Speaker and dispute are those that the annotation itself has. */
  { "annotation",
    "CREATE TABLE annotation (e INTEGER PRIMARY KEY, article INTEGER NOT NULL, start INTEGER NOT NULL, "
    "end INTEGER NOT NULL, label INTEGER NOT NULL, annotator INTEGER NOT NULL, segments BLOB, "
    "attributes BLOB, speaker INTEGER, dispute INTEGER, note TEXT, origin TEXT, "
    "flags INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL) STRICT",
    3 },
  /* All that the editor draws and its list sorts by: an article is read without looking up a row. */
  { "annotation_spans",
    "CREATE INDEX annotation_spans ON annotation (article, start, end DESC, e, label, annotator, "
    "flags, speaker, dispute, segments)",
    3 },
  /* Articles whose texts are not there yet. */
  { "awaited",
    "CREATE TABLE awaited (sha256 BLOB NOT NULL, e INTEGER NOT NULL, PRIMARY KEY (sha256, e)) STRICT, WITHOUT ROWID",
    3 },
  /* Changes and entities that were given up. */
  { "lost", "CREATE TABLE lost (id BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID", 3 },
  { "reference",
    "CREATE TABLE reference (target INTEGER NOT NULL, f INTEGER NOT NULL, e INTEGER NOT NULL, "
    "PRIMARY KEY (target, f, e)) STRICT, WITHOUT ROWID",
    1 },
  { "link",
    "CREATE TABLE link (e INTEGER PRIMARY KEY, source INTEGER NOT NULL, target INTEGER NOT NULL, "
    "type TEXT NOT NULL) STRICT",
    1 },
  { "link_by_source", "CREATE INDEX link_by_source ON link (source)", 1 },
  { "link_by_target", "CREATE INDEX link_by_target ON link (target)", 1 },
  { "record",
    "CREATE TABLE record (e INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT, fields BLOB NOT NULL, "
    "created INTEGER NOT NULL) STRICT",
    1 },
  { "record_by_name", "CREATE INDEX record_by_name ON record (kind, name)", 1 },
};

static gboolean
is_in (const Definition *definition, int version)
{
  return definition->since <= version
         && (definition->until == 0 || version <= definition->until);
}

static const Definition *
find_definition (const char *name, int version)
{
  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    if (strcmp (lasting[i].name, name) == 0 && is_in (&lasting[i], version))
      return &lasting[i];
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    if (strcmp (derived[i].name, name) == 0 && is_in (&derived[i], version))
      return &derived[i];

  return NULL;
}

static guint
count_definitions (int version)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    n += is_in (&lasting[i], version);
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    n += is_in (&derived[i], version);

  return n;
}

static void
create_derived (ObDatabase *database)
{
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    if (is_in (&derived[i], OB_SCHEMA_VERSION))
      ob_database_script (database, derived[i].sql);
}

/* Public functions ----------------------------------------------------------------------------- */

void
ob_schema_create (ObDatabase *database)
{
  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    if (is_in (&lasting[i], OB_SCHEMA_VERSION))
      ob_database_script (database, lasting[i].sql);
  create_derived (database);
  ob_database_script (database, "PRAGMA application_id = 1329743180");
  ob_database_script (database, "PRAGMA user_version = " G_STRINGIFY (OB_SCHEMA_VERSION));
}

void
ob_schema_clear_derived (ObDatabase *database)
{
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    if (is_in (&derived[i], OB_SCHEMA_VERSION) && g_str_has_prefix (derived[i].sql, "CREATE TABLE"))
      {
        g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", derived[i].name);

        ob_database_script (database, sql);
      }
}

void
ob_schema_configure (ObDatabase *database)
{
  sqlite3 *connection = ob_database_get_connection (database);

  sqlite3_extended_result_codes (connection, 1);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit (connection, SQLITE_LIMIT_ATTACHED, 0);
  ob_database_script (database, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;"
                                "PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY;"
                                "PRAGMA cell_size_check = ON; "
                                "PRAGMA cache_size = -" G_STRINGIFY (OB_DATABASE_CACHE_KIB));
}

gboolean
ob_schema_check (ObDatabase *database, int version, GError **error)
{
  gboolean same = TRUE;
  guint n = 0;
  sqlite3_stmt *row = ob_database_query (database,
                                         "SELECT name, sql FROM sqlite_schema "
                                         "WHERE NOT (type = 'index' AND sql IS NULL AND name LIKE 'sqlite_autoindex_%')",
                                         "");

  while (ob_database_next (database, row))
    {
      const char *name = (const char *) sqlite3_column_text (row, 0);
      const char *sql = (const char *) sqlite3_column_text (row, 1);
      const Definition *definition = name != NULL ? find_definition (name, version) : NULL;

      same = same && definition != NULL && sql != NULL && strcmp (definition->sql, sql) == 0;
      n++;
    }
  if (!ob_database_check (database, error))
    return FALSE;

  if (!same || n != count_definitions (version))
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                           _ ("The file is not an Obelus project: its tables are not those of one."));
      return FALSE;
    }
  return TRUE;
}

const char *const *
ob_schema_get_derived_queries (void)
{
  static const char *const queries[] = {
    "SELECT * FROM pending ORDER BY n",
    "SELECT * FROM tip ORDER BY n",
    "SELECT * FROM entity ORDER BY e",
    "SELECT * FROM change_key ORDER BY key, n",
    "SELECT * FROM entity_key ORDER BY key, e",
    "SELECT * FROM field ORDER BY f",
    "SELECT * FROM head ORDER BY e, f, n, i",
    "SELECT * FROM step ORDER BY n",
    "SELECT * FROM alias ORDER BY e",
    "SELECT * FROM article ORDER BY e",
    "SELECT * FROM annotation ORDER BY e",
    "SELECT * FROM lost ORDER BY id",
    "SELECT * FROM awaited ORDER BY sha256, e",
    "SELECT * FROM reference ORDER BY target, f, e",
    "SELECT * FROM link ORDER BY e",
    "SELECT * FROM record ORDER BY e",
    NULL,
  };

  return queries;
}
