#include "store/project-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/ingest.h"
#include "store/schema.h"

/* SQLite's lock bytes: from the pending byte to the end of the shared range. */
#define LOCK_START 0x40000000
#define LOCK_LENGTH 512

/* How often a project is read that another program may just be writing. */
#define N_COPY_TRIES 5
#define COPY_PAUSE_MS 30

/* The files that this process has open.  POSIX locks belong to the process: opening and closing a
 * file a second time would silently give up the first one's lock, so the whole process has to know.
 */
static GMutex open_files_mutex;
static GArray *open_files;

static gboolean
is_open_here (const ObFileIdentity *identity)
{
  gboolean found = FALSE;

  g_mutex_lock (&open_files_mutex);
  for (guint i = 0; open_files != NULL && i < open_files->len && !found; i++)
    found = ob_file_identity_equal (&g_array_index (open_files, ObFileIdentity, i), identity);
  g_mutex_unlock (&open_files_mutex);

  return found;
}

static void
note_open (const ObFileIdentity *identity)
{
  g_mutex_lock (&open_files_mutex);
  if (open_files == NULL)
    open_files = g_array_new (FALSE, FALSE, sizeof (ObFileIdentity));
  g_array_append_val (open_files, *identity);
  g_mutex_unlock (&open_files_mutex);
}

static void
note_closed (const ObFileIdentity *identity)
{
  g_mutex_lock (&open_files_mutex);
  for (guint i = 0; open_files != NULL && i < open_files->len; i++)
    if (ob_file_identity_equal (&g_array_index (open_files, ObFileIdentity, i), identity))
      {
        g_array_remove_index_fast (open_files, i);
        break;
      }
  if (open_files != NULL && open_files->len == 0)
    g_clear_pointer (&open_files, g_array_unref);
  g_mutex_unlock (&open_files_mutex);
}

static void
set_busy (GError **error)
{
  g_propagate_error (error, ob_database_error_new (SQLITE_BUSY, NULL));
}

/* What lies beside a database and would be played back into it. */
static gboolean
has_hot_journal (const char *path, gboolean *names_super_journal)
{
  static const char *const endings[] = { "-journal", "-wal" };
  static const guint8 magic[8] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
  gboolean hot = FALSE;

  *names_super_journal = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *journal = g_strconcat (path, endings[i], NULL);
      int fd = open (journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
      guint8 first = 0, last[8] = { 0 };
      off_t size;

      if (fd < 0)
        {
          hot = hot || errno != ENOENT;
          continue;
        }
      size = lseek (fd, 0, SEEK_END);
      if (pread (fd, &first, 1, 0) == 1 && first != 0)
        hot = TRUE;
      if (size >= 8 && pread (fd, last, sizeof last, size - 8) == sizeof last
          && memcmp (last, magic, sizeof magic) == 0)
        *names_super_journal = TRUE;
      close (fd);
    }
  return hot;
}

/* TRUE when another process holds one of SQLite's locks on the file. */
static gboolean
is_locked_elsewhere (const char *path)
{
  struct flock lock
      = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_START, .l_len = LOCK_LENGTH };
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  gboolean locked;

  if (fd < 0)
    return FALSE;
  locked = fcntl (fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
  return locked;
}

/* Nobody asks SQLite how much memory it uses, and counting takes a lock each time.  Where something
 * else in the process has begun to use SQLite it goes on counting. */
static void
configure_sqlite (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&done, 1);
    }
}

static ObDatabase *
open_connection (const char *path, int flags, GError **error)
{
  sqlite3 *connection = NULL;
  ObDatabase *database;
  int code;

  configure_sqlite ();
  code = sqlite3_open_v2 (path, &connection, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code != SQLITE_OK)
    {
      g_propagate_error (error, ob_database_error_new (code, sqlite3_errmsg (connection)));
      sqlite3_close (connection);
      return NULL;
    }

  sqlite3_busy_timeout (connection, 200);
  database = ob_database_new (connection);
  ob_schema_configure (database);
  return database;
}

/* Takes SQLite's exclusive lock, which this connection then keeps. */
static gboolean
take_lock (ObDatabase *database, GError **error)
{
  ob_database_script (database, "BEGIN EXCLUSIVE; COMMIT");
  return ob_database_check (database, error);
}

/* Opening strangers' and older files ----------------------------------------------------------- */

static gboolean
fill_from (const char *path, ObDatabase *target, GError **error)
{
  g_autoptr (ObState) state = ob_state_new (target);
  guint n_lost;
  gboolean filled;

  ob_database_begin (target);
  ob_schema_create (target);
  filled = ob_ingest (path, state, OB_INGEST_COPY, &n_lost, error);
  if (!filled)
    {
      ob_database_rollback (target);
      ob_database_check (target, NULL);
      return FALSE;
    }
  return ob_database_commit (target, error);
}

static gboolean
open_in_memory (ObProjectFile *file, const char *reason, GError **error)
{
  file->database = open_connection (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, error);
  if (file->database == NULL)
    return FALSE;

  file->read_only_reason = g_strdup (reason);
  file->untouched = TRUE;
  return fill_from (file->path, file->database, error);
}

/* Writes the file anew beside it and puts that in its place. */
static gboolean
renew (ObProjectFile *file, int version, GError **error)
{
  g_autofree char *fresh = g_strdup_printf ("%s.%08x.tmp", file->path, g_random_int ());
  g_autofree char *kept = NULL;
  int fd = open (fresh, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean done = FALSE;
  g_autoptr (ObDatabase) database = NULL;

  if (fd < 0)
    return open_in_memory (
        file, _ ("The folder of this project cannot be written, so the project is only shown."),
        error);
  close (fd);

  database = open_connection (fresh, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, error);
  done = database != NULL && fill_from (file->path, database, error);
  g_clear_pointer (&database, ob_database_free);

  if (done && version < OB_SCHEMA_VERSION)
    {
      kept = g_strdup_printf ("%s.format-%d", file->path, version);
      file->notice = g_strdup_printf (
          _ ("The project was of an older format. It was brought up to date; the old "
             "file is kept as “%s”."),
          kept);
      done = link (file->path, kept) == 0 || errno == EEXIST;
    }
  done = done && g_rename (fresh, file->path) == 0;
  if (!done)
    {
      g_unlink (fresh);
      if (error != NULL && *error == NULL)
        g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                     _ ("The project could not be written anew: %s. It is unchanged."),
                     g_strerror (errno));
    }
  return done;
}

static gboolean
open_in_place (ObProjectFile *file, GError **error)
{
  if (!ob_file_identity_read (file->path, &file->identity))
    {
      g_set_error_literal (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                           _ ("The project file has vanished."));
      return FALSE;
    }
  file->database
      = open_connection (file->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, error);
  if (file->database == NULL || !take_lock (file->database, error)
      || !ob_schema_check (file->database, OB_SCHEMA_VERSION, error))
    return FALSE;

  note_open (&file->identity);
  return TRUE;
}

static gboolean
open_existing (ObProjectFile *file, GError **error)
{
  gboolean super_journal, hot = has_hot_journal (file->path, &super_journal), ours;
  ObHeader header;
  GStatBuf status;
  ObReplica replica;

  if (!ob_header_read (file->path, &header, error))
    return FALSE;
  if (is_locked_elsewhere (file->path))
    {
      set_busy (error);
      return FALSE;
    }

  /* The journal of a program of ours that was killed gives the file its length back. */
  ours = ob_replica_recall (&file->identity, &replica);
  if (!(ours && hot) && !ob_header_check_length (file->path, &header, error))
    return FALSE;

  /* Root may write everything, and should respect what is marked as read-only all the same. */
  if (g_stat (file->path, &status) != 0 || (status.st_mode & 0222) == 0
      || g_access (file->path, W_OK) != 0)
    return open_in_memory (file, _ ("This file may only be read, so the project is only shown."),
                           error);

  if (ours && header.version == OB_SCHEMA_VERSION && !super_journal)
    {
      file->untouched = ob_replica_is_untouched (&replica, file->path);
      return open_in_place (file, error);
    }

  if (hot)
    {
      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_INVALID,
                   _ ("The project was not closed properly on another computer: “%s-journal” lies "
                      "beside it. Open it "
                      "there once, or save what is intact with “obelus check FILE --repair NEW”."),
                   file->path);
      return FALSE;
    }
  if (!renew (file, header.version, error))
    return FALSE;
  file->untouched = TRUE;
  return file->database != NULL || open_in_place (file, error);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_project_file_create (const char *path, ObProjectFile *file, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  int saved = errno;

  memset (file, 0, sizeof *file);
  if (fd < 0)
    {
      g_autofree char *name = g_path_get_basename (path);

      if (saved == EEXIST)
        g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                     _ ("“%s” exists already. Choose another name; nothing was replaced."), name);
      else
        g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                     _ ("“%s” cannot be created: %s."), name, g_strerror (saved));
      return FALSE;
    }
  close (fd);

  file->path = realpath (path, NULL);
  file->database
      = open_connection (file->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, error);
  if (file->database != NULL && take_lock (file->database, error)
      && ob_file_identity_read (file->path, &file->identity))
    {
      note_open (&file->identity);
      file->untouched = TRUE;
      return TRUE;
    }

  g_unlink (path);
  ob_project_file_close (file);
  return FALSE;
}

/* Finds the file; @open opens it. */
static gboolean
find_and_open (const char *path,
               ObProjectFile *file,
               gboolean (*open_it) (ObProjectFile *, GError **),
               GError **error)
{
  memset (file, 0, sizeof *file);
  file->path = realpath (path, NULL);
  if (file->path == NULL || !ob_file_identity_read (file->path, &file->identity))
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
                   _ ("There is no project “%s”. Check its name and folder, or create it with "
                      "“obelus new”."),
                   name);
    }
  else if (is_open_here (&file->identity))
    set_busy (error);
  else if (open_it (file, error))
    return TRUE;

  /* Nothing is noted as open yet. */
  memset (&file->identity, 0, sizeof file->identity);
  ob_project_file_close (file);
  return FALSE;
}

/* What is read while the other program writes does not match its checksums. */
static gboolean
open_copy (ObProjectFile *file, GError **error)
{
  g_autoptr (GError) reason = NULL;

  for (guint i = 0; i < N_COPY_TRIES; i++)
    {
      g_clear_error (&reason);
      if (open_in_memory (file,
                          _ ("This project is open in another program, so it is only shown, as it "
                             "was when you opened it. It can be changed here when it is closed "
                             "there."),
                          &reason))
        {
          file->is_copy = TRUE;
          return TRUE;
        }
      g_clear_pointer (&file->database, ob_database_free);
      g_clear_pointer (&file->read_only_reason, g_free);
      g_usleep (COPY_PAUSE_MS * 1000);
    }
  set_busy (error);
  return FALSE;
}

gboolean
ob_project_file_open (const char *path, ObProjectFile *file, GError **error)
{
  return find_and_open (path, file, open_existing, error);
}

gboolean
ob_project_file_open_copy (const char *path, ObProjectFile *file, GError **error)
{
  return find_and_open (path, file, open_copy, error);
}

gboolean
ob_project_file_is_open_elsewhere (const char *path)
{
  return !ob_project_file_is_open_here (path) && is_locked_elsewhere (path);
}

gboolean
ob_project_file_is_open_here (const char *path)
{
  ObFileIdentity identity;

  return ob_file_identity_read (path, &identity) && is_open_here (&identity);
}

void
ob_project_file_close (ObProjectFile *file)
{
  g_clear_pointer (&file->database, ob_database_free);
  if (file->identity.inode != 0)
    note_closed (&file->identity);
  free (file->path);
  file->path = NULL;
  g_clear_pointer (&file->read_only_reason, g_free);
  g_clear_pointer (&file->notice, g_free);
  memset (&file->identity, 0, sizeof file->identity);
}

gboolean
ob_project_file_check_place (const ObProjectFile *file, GError **error)
{
  ObFileIdentity identity;

  if (ob_file_identity_read (file->path, &identity)
      && ob_file_identity_equal (&identity, &file->identity))
    return TRUE;

  g_set_error (error, OB_PROJECT_ERROR, OB_PROJECT_ERROR_FAILED,
               _ ("The project file “%s” is no longer in its place, so nothing was changed. Put it "
                  "back, or save a "
                  "copy of the open project elsewhere."),
               file->path);
  return FALSE;
}
