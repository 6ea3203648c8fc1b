#include "articles/reader-process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "articles/wire.h"
#include "obelus-config.h"

#define PROGRAM "obelus-reader"
#define USUAL_SECONDS 20
#define CLOCK_FACTOR 3

/* A new process after so many files, in case a library keeps what it should give back. */
#define MAX_FILES 1000

struct _ObReaderProcess
{
  pid_t pid; /* 0: not running */
  int socket;
  guint n_files; /* that it has read */
  guint seconds;
};

static gboolean
set_file_error (GError **error, const char *sentence)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE, sentence);
  return FALSE;
}

/* Starting and ending -------------------------------------------------------------------------- */

/* Where it is: what OBELUS_READER names; in a tree where it was built, the one of that tree; else
 * where it was installed.  (transfer full) */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *named = g_getenv ("OBELUS_READER");

  if (named != NULL)
    return g_strdup (named);

  for (guint level = 0; self != NULL && level < 4; level++)
    {
      g_autofree char *folder = g_path_get_dirname (self);
      g_autofree char *program
          = g_build_filename (folder, "app", "reader", PROGRAM, NULL);

      if (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&program);
      g_free (self);
      self = g_steal_pointer (&folder);
    }
  return g_build_filename (OB_READER_DIR, PROGRAM, NULL);
}

/* The C library keeps what a page has given back for the next one: pages are trees of small pieces. */
#define TUNABLES "glibc.malloc.tcache_count=65535"

/* Only what words and numbers depend on. */
static char **
make_environment (void)
{
  static const char *const kept[]
      = { "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "ASAN_OPTIONS", "UBSAN_OPTIONS" };
  char **environment = g_new0 (char *, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      environment = g_environ_setenv (environment, kept[i], g_getenv (kept[i]), TRUE);
  return g_environ_setenv (environment, "GLIBC_TUNABLES", TUNABLES, TRUE);
}

/* Runs @program with @socket as its standard input. */
static int
spawn (const char *program, int socket, pid_t *pid)
{
  g_auto (GStrv) environment = make_environment ();
  char *arguments[] = { (char *) program, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  int failed;

  sigemptyset (&none);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, socket, STDIN_FILENO);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK);
  failed = posix_spawn (pid, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return failed;
}

static gboolean
start (ObReaderProcess *process, GError **error)
{
  g_autofree char *program = find_program ();
  int sockets[2], failed;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
    return set_file_error (error, _ ("The reader of articles cannot be started."));

  failed = spawn (program, sockets[1], &process->pid);
  close (sockets[1]);
  if (failed != 0)
    {
      close (sockets[0]);
      process->pid = 0;
      g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE,
                   _ ("The reader of articles, “%s”, cannot be started: %s. Install Obelus again."),
                   program, g_strerror (failed));
      return FALSE;
    }

  process->socket = sockets[0];
  process->n_files = 0;
  return TRUE;
}

/* Ends the process; how it ended. */
static int
stop (ObReaderProcess *process, gboolean kill_it)
{
  int status = 0;

  if (process->pid == 0)
    return 0;
  close (process->socket);
  if (kill_it)
    kill (process->pid, SIGKILL);
  while (waitpid (process->pid, &status, 0) < 0 && errno == EINTR)
    ;
  process->pid = 0;
  return status;
}

/* The next file gets as much computing as the others had. */
static void
renew_limit (ObReaderProcess *process)
{
  struct timespec used = { 0, 0 };
  struct rlimit limit;
  clockid_t clock;

  if (clock_getcpuclockid (process->pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return;
  limit.rlim_cur = (rlim_t) used.tv_sec + process->seconds;
  limit.rlim_max = RLIM_INFINITY;
  if (prlimit (process->pid, RLIMIT_CPU, &limit, NULL) != 0)
    {
      limit.rlim_max = limit.rlim_cur;
      prlimit (process->pid, RLIMIT_CPU, &limit, NULL);
    }
}

/* One file ------------------------------------------------------------------------------------- */

/* A file in memory that nobody can change any more; -1 on failure. */
static int
make_file (GBytes *bytes)
{
  gsize length, done = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  int fd = memfd_create ("article", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  while (fd >= 0 && done < length)
    {
      gssize n = write (fd, data + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          close (fd);
          return -1;
        }
      done += (gsize) n;
    }
  if (fd >= 0)
    fcntl (fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
  return fd;
}

/* Says how a reader came to its end, and ends it. */
static void
explain (ObReaderProcess *process, const GError *cause, GError **error)
{
  gboolean late = g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  int status = stop (process, TRUE);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return;
    }
  if (late || (WIFSIGNALED (status) && WTERMSIG (status) == SIGXCPU))
    g_set_error (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                 _ ("Reading the file took longer than %u seconds, so it was given up. The file may "
                    "be damaged, or made to do harm."),
                 process->seconds);
  else
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("The file could not be read: its reader came to an unexpected end. The "
                            "file may be damaged, or made to do harm."));
}

/* Receives frames until the end of the file.  FALSE when the reader must be ended. */
static gboolean
receive (ObReaderProcess *process,
         GPtrArray *readings,
         gint64 deadline,
         GCancellable *cancellable,
         GError **cause,
         char **refusal)
{
  g_autoptr (ObReadingBuilder) builder = ob_reading_builder_new ();
  guint64 n_bytes = 0;

  for (;;)
    {
      g_auto (ObFrame) frame = { 0 };

      if (!ob_wire_receive (process->socket, &frame, NULL, deadline, cancellable, cause))
        return FALSE;
      n_bytes += frame.length;
      if (n_bytes > OB_WIRE_MAX_FILE || readings->len > OB_WIRE_MAX_ARTICLES)
        return FALSE;

      if (frame.type == 'Z')
        return readings->len > 0;
      if (frame.type == 'X')
        {
          *refusal = g_utf8_make_valid ((const char *) frame.data, MIN (frame.length, 2000));
          return **refusal != '\0';
        }
      if (frame.type == 'A')
        {
          ObReading *reading = ob_reading_builder_finish (builder);

          if (reading == NULL)
            return FALSE;
          g_ptr_array_add (readings, reading);
          ob_reading_builder_free (builder);
          builder = ob_reading_builder_new ();
        }
      else if (!ob_reading_builder_take (builder, &frame))
        return FALSE;
    }
}

/* What the reader does not know. */
static void
complete (GPtrArray *readings, GBytes *bytes, const char *name)
{
  for (guint i = 0; i < readings->len; i++)
    {
      ObReading *reading = readings->pdata[i];

      g_free (reading->metadata->file_name);
      reading->metadata->file_name = g_strdup (name);
      if (reading->original == NULL && readings->len == 1)
        reading->original = g_bytes_ref (bytes);
    }
}

/* Public functions ----------------------------------------------------------------------------- */

ObReaderProcess *
ob_reader_process_new (void)
{
  ObReaderProcess *process = g_new0 (ObReaderProcess, 1);

  process->seconds = USUAL_SECONDS;
  return process;
}

void
ob_reader_process_free (ObReaderProcess *process)
{
  stop (process, FALSE);
  g_free (process);
}

void
ob_reader_process_set_limit (ObReaderProcess *process, guint seconds)
{
  process->seconds = seconds;
}

GPtrArray *
ob_reader_process_read (ObReaderProcess *process,
                        GBytes *bytes,
                        const char *name,
                        const ObReadOptions *options,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_reading_free);
  g_autoptr (GError) cause = NULL;
  g_autofree char *refusal = NULL;
  gint64 deadline
      = g_get_monotonic_time () + (gint64) process->seconds * CLOCK_FACTOR * G_USEC_PER_SEC;
  int fd;

  if (process->pid != 0 && process->n_files >= MAX_FILES)
    stop (process, FALSE);
  if (process->pid == 0 && !start (process, error))
    return NULL;
  fd = make_file (bytes);
  if (fd < 0)
    {
      set_file_error (error, _ ("There is not enough memory to read the file."));
      return NULL;
    }

  process->n_files++;
  renew_limit (process);
  if (!ob_wire_send_request (process->socket, name, options, fd)
      || !receive (process, readings, deadline, cancellable, &cause, &refusal))
    explain (process, cause, error);
  else if (refusal != NULL)
    g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, refusal);
  close (fd);

  complete (readings, bytes, name);
  return readings->len > 0 ? g_steal_pointer (&readings) : NULL;
}
