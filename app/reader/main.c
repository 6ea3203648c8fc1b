/* obelus-reader: reads articles for the program, locked in.
 *
 * It is started with a socket as its standard input (articles/wire.h) and answers one request after
 * the other until that is closed.  "obelus-reader --status" locks itself in and says how far.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
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

/* Pages are read one after the other: what one has given back serves the next, up to so many bytes,
 * instead of going back and forth between the process and the kernel. */
#define KEPT_BYTES (24 * 1024 * 1024)

/* A file that is at most so large is copied, which costs less than to map it. */
#define COPIED_BYTES (1024 * 1024)

static GBytes *
copy_file (int descriptor, gsize length)
{
  g_autofree guint8 *data = g_malloc (length + 1);
  gsize done = 0;

  if (lseek (descriptor, 0, SEEK_SET) != 0)
    return NULL;
  while (done < length)
    {
      gssize n = read (descriptor, data + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return NULL;
      done += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

typedef struct
{
  void *data;
  gsize length;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->data, mapping->length);
  g_free (mapping);
}

static GBytes *
map_file (int descriptor, gsize length)
{
  void *data = mmap (NULL, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
  Mapping *mapping;

  if (data == MAP_FAILED)
    return NULL;
  mapping = g_new0 (Mapping, 1);
  mapping->data = data;
  mapping->length = length;
  return g_bytes_new_with_free_func (data, length, mapping_free, mapping);
}

/* The file behind @descriptor, in memory.  (transfer full) (nullable) */
static GBytes *
load_file (int descriptor)
{
  off_t length = lseek (descriptor, 0, SEEK_END);

  if (length < 0)
    return NULL;
  return length <= COPIED_BYTES ? copy_file (descriptor, (gsize) length)
                                : map_file (descriptor, (gsize) length);
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
  g_autoptr (GBytes) bytes = descriptor >= 0 ? load_file (descriptor) : NULL;
  ObReadRequest request = { .bytes = bytes };
  g_autoptr (GError) error = NULL;

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
}

static int
tell_status (const ObLock *lock)
{
  char line[80];
  int length = snprintf (line, sizeof line, "landlock %d, seccomp %s\n", lock->landlock,
                         lock->seccomp ? "on" : "off");

  /* What a library has to say must not end the process: GLib asks who listens. */
  g_message ("locked in");
  return write (STDOUT_FILENO, line, (gsize) length) == length ? 0 : 1;
}

int
main (int argc, char **argv)
{
  ObLock lock;

  mallopt (M_MMAP_THRESHOLD, KEPT_BYTES);
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES);
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
