/* obelus-reader: reads articles for the program, locked in.
 *
 * It is started with a socket as its standard input (articles/wire.h) and answers one request after
 * the other until that is closed.  "obelus-reader --status" locks itself in and says how far.
 */
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "articles/wire.h"
#include "obelus-config.h"
#include "reader/article-reader.h"
#include "reader/lock-in.h"

#define SOCKET 0

/* The file behind @descriptor, in memory.  (transfer full) (nullable) */
static GBytes *
map_file (int descriptor)
{
  off_t length = lseek (descriptor, 0, SEEK_END);
  void *data;

  if (length < 0)
    return NULL;
  if (length == 0)
    return g_bytes_new_static ("", 0);
  data = mmap (NULL, (gsize) length, PROT_READ, MAP_PRIVATE, descriptor, 0);
  return data != MAP_FAILED ? g_bytes_new_static (data, (gsize) length) : NULL;
}

static gboolean
send_reading (ObReading *reading, gpointer data, GError **error)
{
  gboolean sent = ob_wire_send_reading (SOCKET, reading);

  ob_reading_free (reading);
  /* Nobody is there any more. */
  if (!sent)
    _exit (1);
  return TRUE;
}

static void
send_end (const GError *error)
{
  g_autofree char *sentence
      = error != NULL ? g_utf8_make_valid (error->message, -1) : g_strdup ("");

  g_strdelimit (sentence, "\n\r\t", ' ');
  if (!ob_wire_send (SOCKET, error != NULL ? 'X' : 'Z', sentence, strlen (sentence), -1))
    _exit (1);
}

static void
answer (const ObFrame *frame, int descriptor)
{
  g_autoptr (GBytes) bytes = descriptor >= 0 ? map_file (descriptor) : NULL;
  ObReadRequest request = { .bytes = bytes };
  g_autoptr (GError) error = NULL;
  gsize n_bytes;
  gpointer data;

  if (bytes == NULL || !ob_wire_parse_request (frame, &request.name, &request.options))
    {
      g_set_error_literal (&error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_FILE,
                           _ ("The file could not be handed to the reader."));
      send_end (error);
      return;
    }

  if (!ob_article_readers_read (&request, send_reading, NULL, &error) && error == NULL)
    g_set_error_literal (&error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                         _ ("No text was found in the file."));
  send_end (error);
  data = (gpointer) g_bytes_get_data (bytes, &n_bytes);
  if (n_bytes > 0)
    munmap (data, n_bytes);
}

static int
tell_status (const ObLock *lock)
{
  char line[80];
  int length = snprintf (line, sizeof line, "landlock %d, seccomp %s\n", lock->landlock,
                         lock->seccomp ? "on" : "off");

  return write (STDOUT_FILENO, line, (gsize) length) == length ? 0 : 1;
}

int
main (int argc, char **argv)
{
  ObLock lock;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, OB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  ob_article_readers_prepare ();
  if (!ob_lock_in (&lock))
    {
      g_printerr ("obelus-reader: cannot lock itself in.\n");
      return 1;
    }
  if (argc > 1 && strcmp (argv[1], "--status") == 0)
    _exit (tell_status (&lock));

  for (;;)
    {
      g_auto (ObFrame) frame = { 0 };
      int descriptor;

      if (!ob_wire_receive (SOCKET, &frame, &descriptor, 0, NULL, NULL))
        _exit (0); /* What runs at an ordinary end may want files. */
      answer (&frame, descriptor);
      if (descriptor >= 0)
        close (descriptor);
    }
}
