#include "store/ingest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/compress.h"
#include "store/late-texts.h"
#include "store/losses.h"
#include "store/project-private.h"
#include "store/replica.h"
#include "store/rescue.h"
#include "store/schema.h"

#define HEADER_BYTES 100

/* A file made to have no end is given up after this time, and some for its size. */
#define DEADLINE_SECONDS 60
#define BYTES_A_SECOND (1024 * 1024)
#define PEEK_SECONDS 1

/* The least that a change takes of a file. */
#define LEAST_CHANGE_BYTES 40

/* Settings of a copy that say how far a file was merged. */
#define MERGED "merged:"

G_DEFINE_QUARK (ob - project - error - quark, ob_project_error)

static guint32
get_big_endian (const guint8 *bytes, guint n)
{
  guint32 number = 0;

  for (guint i = 0; i < n; i++)
    number = (number << 8) | bytes[i];
  return number;
}

/* Opens a regular file, never waiting for a pipe and never following a link. */
static int
open_regular (const char *path, struct stat *status, GError **error)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  int saved = errno;

  if (fd < 0)
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                   _ ("“%s” cannot be opened: %s."), name, g_strerror (saved));
      return -1;
    }
  if (fstat (fd, status) != 0 || !S_ISREG (status->st_mode))
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("“%s” is not a file, so it cannot be a project."), name);
      close (fd);
      return -1;
    }
  return fd;
}

static gboolean
refuse (const char *path, GError **error, const char *format)
{
  g_autofree char *name = g_path_get_basename (path);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID, format, name);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
check_size (const char *path, const ObHeader *header, GError **error)
{
  return header->n_bytes <= OB_INGEST_MAX_BYTES
         || refuse (path, error,
                    _ ("“%s” is larger than 2 GiB, which is more than a project from elsewhere may "
                       "be."));
}

static gboolean
read_whole (const char *path, guint8 **data, gsize *length, GError **error)
{
  struct stat status;
  int fd = open_regular (path, &status, error);
  ObHeader header = { 0 };
  gsize done = 0;

  if (fd < 0)
    return FALSE;
  header.n_bytes = (guint64) status.st_size;
  if (!check_size (path, &header, error))
    {
      close (fd);
      return FALSE;
    }

  *length = (gsize) status.st_size;
  *data = g_try_malloc (*length + 1);
  while (*data != NULL && done < *length)
    {
      gssize got = read (fd, *data + done, *length - done);

      if (got <= 0)
        break;
      done += (gsize) got;
    }
  close (fd);
  if (*data == NULL || done < *length)
    {
      g_clear_pointer (data, g_free);
      g_set_error_literal (
          error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
          _ ("The file could not be read to its end. Check the disk, then try again."));
      return FALSE;
    }
  return TRUE;
}

static int
check_deadline (void *data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

static void
defend (sqlite3 *connection, gint64 *deadline)
{
  sqlite3_extended_result_codes (connection, 1);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit (connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (connection, SQLITE_LIMIT_EXPR_DEPTH, 20);
  sqlite3_limit (connection, SQLITE_LIMIT_SQL_LENGTH, 10000);
  sqlite3_progress_handler (connection, 10000, check_deadline, deadline);
}

/* The URI of @path that has SQLite take the file for one that nobody writes: it is only read, and
 * neither locked nor is anything beside it looked at, a journal least of all. */
static char *
make_immutable_uri (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real_folder = realpath (folder, NULL);
  g_autofree char *real_path
      = g_build_filename (real_folder != NULL ? real_folder : folder, name, NULL);
  g_autofree char *uri = g_filename_to_uri (real_path, NULL, NULL);

  free (real_folder);
  return uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;
}

static ObDatabase *
open_immutable (const char *path, gint64 *deadline, GError **error)
{
  g_autofree char *uri = make_immutable_uri (path);
  sqlite3 *connection = NULL;
  int code = uri == NULL ? SQLITE_CANTOPEN
                         : sqlite3_open_v2 (uri, &connection,
                                            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                                                | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX,
                                            NULL);

  if (code != SQLITE_OK)
    {
      g_propagate_error (
          error, ob_database_error_new (code, uri != NULL ? sqlite3_errmsg (connection) : NULL));
      sqlite3_close (connection);
      return NULL;
    }
  defend (connection, deadline);
  return ob_database_new (connection);
}

static void
set_deadline (gint64 *deadline, guint64 n_bytes)
{
  *deadline = g_get_monotonic_time ()
              + (gint64) (DEADLINE_SECONDS + n_bytes / BYTES_A_SECOND) * G_USEC_PER_SEC;
}

/* Closing a file that is open in this program, too, would drop its lock. */
static gboolean
check_closed (const char *path, GError **error)
{
  return !ob_project_file_is_open_here (path)
         || refuse (path, error,
                    _ ("“%s” is open in another window. Close it there, then try again."));
}

/* A file that is to be whole. */
static ObDatabase *
open_checked (const char *path, gint64 *deadline, GError **error)
{
  g_autoptr (ObDatabase) source = NULL;
  ObHeader header = { 0 };

  if (!ob_header_read (path, &header, error) || !ob_header_check_length (path, &header, error)
      || !check_size (path, &header, error))
    return NULL;

  set_deadline (deadline, header.n_bytes);
  source = open_immutable (path, deadline, error);
  if (source == NULL || !ob_schema_check (source, header.version, error))
    return NULL;
  return g_steal_pointer (&source);
}

/* A file of which SQLite may be able to read something. */
static ObDatabase *
open_damaged (const char *path, gint64 *deadline)
{
  GStatBuf status;

  set_deadline (deadline, g_stat (path, &status) == 0 ? (guint64) status.st_size : 0);
  return open_immutable (path, deadline, NULL);
}

/* Counts @what as lost when salvaging, refuses otherwise. */
static gboolean
lose (gboolean salvage, guint *n_lost, const char *path, GError **error)
{
  (*n_lost)++;
  return salvage
         || refuse (path, error,
                    _ ("“%s” is damaged: a part of it does not match its checksum. "
                       "“obelus check FILE --repair NEW” saves everything that is intact."));
}

static gboolean
take_texts (ObDatabase *source,
            ObState *state,
            const char *path,
            gboolean salvage,
            guint *n_lost,
            GError **error)
{
  ObDatabase *target = ob_state_get_database (state);
  sqlite3_stmt *row = ob_database_query (source, "SELECT sha256, body, original FROM text", "");

  while (ob_database_next (source, row))
    {
      g_autoptr (GBytes) body = ob_column_bytes (row, 1);
      g_autoptr (GBytes) original
          = sqlite3_column_type (row, 2) == SQLITE_BLOB ? ob_column_bytes (row, 2) : NULL;
      g_autoptr (GBytes) plain_original
          = original != NULL ? ob_expand (original, OB_TEXT_MAX_BYTES, NULL) : NULL;
      g_autoptr (ObText) text = NULL;

      if (sqlite3_column_bytes (row, 0) == OB_SHA256_BYTES)
        text = ob_packed_text_expand (body, sqlite3_column_blob (row, 0));
      if (text == NULL || !ob_text_check (text))
        {
          if (!lose (salvage, n_lost, path, error))
            {
              ob_database_done (row);
              return FALSE;
            }
          continue;
        }
      if (ob_project_store_text (target, text, plain_original) != 0)
        ob_late_texts_note (state, ob_text_get_sha256 (text));
    }
  ob_late_texts_settle (state);
  return TRUE;
}

/* How many changes the file says to have, as far as that can be. */
static gint64
count_changes (ObDatabase *source, const char *path)
{
  gint64 last = ob_database_get_number (source, 0, "SELECT max(n) FROM change", "");
  GStatBuf status;

  return g_stat (path, &status) == 0 ? CLAMP (last, 0, status.st_size / LEAST_CHANGE_BYTES) : 0;
}

/* A change of the file, looked at; FALSE when it is damaged. */
static gboolean
take_change (ObState *state, const ObId *said, GBytes *body)
{
  ObId id = ob_id_of_bytes (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GError) reason = NULL;
  ObChange *change;

  if (said == NULL || !ob_id_equal (&id, said))
    return FALSE;
  if (ob_state_knows (state, &id))
    return TRUE;

  change = ob_change_decode (body, &reason);
  if (change == NULL && !g_error_matches (reason, OB_CHANGE_ERROR, OB_CHANGE_ERROR_NEWER))
    return FALSE;
  ob_state_receive_new (state, &id, body, change);
  return TRUE;
}

/* What is known already is checked like the rest: of a damaged file nothing is taken. */
static gboolean
take_changes (ObDatabase *source,
              ObState *state,
              const char *path,
              gboolean salvage,
              guint *n_lost,
              GError **error)
{
  gint64 n = count_changes (source, path);
  sqlite3_stmt *row = ob_database_query (source, "SELECT id, body FROM change ORDER BY n", "");
  gboolean going = TRUE;

  ob_state_begin_bulk (state, n);
  while (going && ob_database_next (source, row))
    {
      const ObId *said
          = sqlite3_column_bytes (row, 0) == OB_ID_BYTES ? sqlite3_column_blob (row, 0) : NULL;
      g_autoptr (GBytes) body = ob_column_bytes (row, 1);

      going = take_change (state, said, body) || lose (salvage, n_lost, path, error);
    }
  ob_database_done (row);
  ob_state_end_bulk (state);
  return going;
}

static char *
dup_local (ObDatabase *source, const char *key)
{
  char *value = NULL;
  sqlite3_stmt *row = ob_database_query (source, "SELECT v FROM local WHERE k = ?", "t", key);

  if (ob_database_next (source, row))
    {
      value = ob_column_dup_text (row, 0);
      ob_database_done (row);
    }
  return value;
}

/* TRUE when the file was written by this user on this machine, as far as it can be known. */
static gboolean
is_ours (ObDatabase *source)
{
  g_autofree char *actor_text = dup_local (source, "actor");
  g_autofree char *written_by = dup_local (source, "installation");
  g_autofree char *installation = ob_replica_dup_installation ();
  ObId actor;

  return g_strcmp0 (written_by, installation) == 0
         || (actor_text != NULL && ob_id_from_text (actor_text, &actor)
             && ob_replica_is_ours (&actor));
}

/* What a copy of one's own keeps: who annotates, which steps are one's own, the view.  What is lost
 * of the log is lost for everybody.  Texts are here before what they are of.  A log of which something was lost is numbered anew, and has
 * to be read and sent anew, too. */
static void
take_local (ObDatabase *source, ObDatabase *target, ObState *state, gboolean salvage)
{
  gboolean ours = is_ours (source);
  sqlite3_stmt *row = ob_database_query (source, "SELECT k, v FROM local", "");
  ObId id;

  while (ob_database_next (source, row))
    {
      const char *key = (const char *) sqlite3_column_text (row, 0);
      const char *value = (const char *) sqlite3_column_text (row, 1);

      if (key == NULL || value == NULL || !(ours || g_str_has_prefix (key, OB_LOCAL_REVIEW) || g_str_has_prefix (key, OB_LOCAL_LOST)))
        continue;
      if (g_str_has_prefix (key, OB_LOCAL_LATE))
        continue;
      if (salvage && (g_str_has_prefix (key, OB_LOCAL_FOUND) || g_str_has_prefix (key, OB_LOCAL_SYNC) || g_str_has_prefix (key, MERGED)))
        continue;
      ob_database_run (target, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt", key,
                       value);
      if (g_str_has_prefix (key, "own-actor:")
          && ob_id_from_text (key + strlen ("own-actor:"), &id))
        ob_state_add_own_actor (state, &id);
    }
}

/* How far a file was merged ---------------------------------------------------------------------
 *
 * A log only grows, so that a file whose last change is the one that was its last when it was
 * merged has nothing new.
 */

/* The last change of @source; FALSE when it has none. */
static gboolean
read_last (ObDatabase *source, gint64 *n, ObId *id)
{
  sqlite3_stmt *row
      = ob_database_query (source, "SELECT n, id FROM change ORDER BY n DESC LIMIT 1", "");
  gboolean found
      = ob_database_next (source, row) && sqlite3_column_bytes (row, 1) == OB_ID_BYTES;

  if (found)
    {
      *n = sqlite3_column_int64 (row, 0);
      memcpy (id->bytes, sqlite3_column_blob (row, 1), OB_ID_BYTES);
    }
  ob_database_done (row);
  return found;
}

/* The setting that says how far the file was merged, and what it would say now.  FALSE for a file
 * of which that cannot be told. */
static gboolean
make_mark (ObDatabase *source, char **key, char **value)
{
  g_autofree char *actor_text = dup_local (source, "actor");
  g_autofree char *last = NULL;
  ObId actor, id;
  gint64 n;

  if (actor_text == NULL || !ob_id_from_text (actor_text, &actor) || !read_last (source, &n, &id))
    return FALSE;
  last = ob_id_dup_text (&id);
  *key = g_strconcat (MERGED, actor_text, NULL);
  *value = g_strdup_printf ("%" G_GINT64_FORMAT " %s", n, last);
  return TRUE;
}

static void
write_mark (ObDatabase *source, ObDatabase *target)
{
  g_autofree char *key = NULL, *value = NULL;

  if (make_mark (source, &key, &value))
    ob_database_run (target, "INSERT OR REPLACE INTO local (k, v) VALUES (?, ?)", "tt", key, value);
}

static gboolean
has_mark (ObDatabase *source, ObDatabase *target)
{
  g_autofree char *key = NULL, *value = NULL;

  return make_mark (source, &key, &value)
         && ob_database_get_number (target, 0, "SELECT 1 FROM local WHERE k = ? AND v = ?", "tt",
                                    key, value)
                == 1;
}

/* When salvaging, what SQLite cannot read is left to a search of the raw bytes. */
static gboolean
take_all (ObDatabase *source,
          ObState *state,
          const char *path,
          ObIngestFlags flags,
          guint *n_lost,
          GError **error)
{
  gboolean salvage = (flags & OB_INGEST_SALVAGE) != 0;

  if ((flags & OB_INGEST_COPY) != 0)
    take_local (source, ob_state_get_database (state), state, salvage);
  if (!take_texts (source, state, path, salvage, n_lost, error)
      || !take_changes (source, state, path, salvage, n_lost, error))
    return FALSE;

  if ((flags & (OB_INGEST_COPY | OB_INGEST_SALVAGE)) == 0)
    write_mark (source, ob_state_get_database (state));
  return ob_database_check (source, salvage ? NULL : error) || salvage;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_header_read (const char *path, ObHeader *header, GError **error)
{
  guint8 bytes[HEADER_BYTES];
  struct stat status;
  int fd = open_regular (path, &status, error);
  gssize got;
  guint32 page_size, n_pages;

  if (fd < 0)
    return FALSE;
  got = read (fd, bytes, sizeof bytes);
  close (fd);

  if (status.st_size == 0)
    return refuse (path, error, _ ("“%s” is empty, so it is not an Obelus project."));
  if (got < HEADER_BYTES || memcmp (bytes, "SQLite format 3", 16) != 0)
    return refuse (
        path, error,
        _ ("“%s” is not an Obelus project. To read it as an article, import it into a project."));
  if (get_big_endian (bytes + 68, 4) != OB_APPLICATION_ID)
    return refuse (path, error,
                   _ ("“%s” is a database of another program, not an Obelus project."));

  header->version = (int) get_big_endian (bytes + 60, 4);
  page_size = get_big_endian (bytes + 16, 2);
  n_pages = get_big_endian (bytes + 28, 4);
  if (page_size == 1)
    page_size = 65536;
  header->n_bytes = (guint64) status.st_size;
  header->cut_short = (guint64) page_size * n_pages > (guint64) status.st_size;

  if (header->version > OB_SCHEMA_VERSION)
    return refuse (path, error,
                   _ ("“%s” was written by a newer version of Obelus. Update Obelus to open it."));
  if (header->version < 1)
    return refuse (path, error, _ ("“%s” is not an Obelus project: its format is unknown."));
  return TRUE;
}

gboolean
ob_header_check_length (const char *path, const ObHeader *header, GError **error)
{
  if (header->cut_short)
    return refuse (path, error,
                   _ ("“%s” is cut short: its end is missing. Copy it again, or save what is left "
                      "with “obelus check FILE --repair NEW”."));
  return TRUE;
}

gboolean
ob_ingest (const char *path, ObState *state, ObIngestFlags flags, guint *n_lost, GError **error)
{
  ObDatabase *target = ob_state_get_database (state);
  gboolean salvage = (flags & OB_INGEST_SALVAGE) != 0;
  gint64 deadline;
  g_autoptr (ObDatabase) source = NULL;

  *n_lost = 0;
  if (!check_closed (path, error))
    return FALSE;
  source = salvage ? open_damaged (path, &deadline) : open_checked (path, &deadline, error);
  if (source == NULL && !salvage)
    return FALSE;

  if (source != NULL && !take_all (source, state, path, flags, n_lost, error))
    return FALSE;
  if (salvage)
    {
      g_autofree guint8 *data = NULL;
      gsize length = 0;

      if (!read_whole (path, &data, &length, error))
        return FALSE;
      ob_rescue (data, length, state);
      ob_losses_give_up (state);
    }
  return ob_database_check (target, error);
}

gboolean
ob_ingest_is_known (const char *path, ObState *state)
{
  gint64 deadline;
  g_autoptr (ObDatabase) source
      = check_closed (path, NULL) ? open_checked (path, &deadline, NULL) : NULL;

  return source != NULL && has_mark (source, ob_state_get_database (state));
}

gboolean
ob_ingest_peek (const char *path, ObId *id)
{
  gint64 deadline = g_get_monotonic_time () + PEEK_SECONDS * G_USEC_PER_SEC;
  g_autoptr (ObDatabase) source = NULL;
  ObHeader header;
  sqlite3_stmt *row;
  gboolean found;

  if (ob_project_file_is_open_here (path) || !ob_header_read (path, &header, NULL))
    return FALSE;
  source = open_immutable (path, &deadline, NULL);
  if (source == NULL || !ob_schema_check (source, header.version, NULL))
    return FALSE;

  row = ob_database_query (
      source, "SELECT " OB_ENTITY_ID " FROM entity JOIN change USING (n) WHERE kind = ? ORDER BY e LIMIT 1",
      "i", (gint64) OB_KIND_PROJECT);
  found = ob_database_next (source, row) && ob_column_entity_id (row, 0, id);
  ob_database_done (row);
  return found;
}
