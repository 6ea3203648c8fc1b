/* A reader that does what the file says: what the program must bear. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "articles/wire.h"

static void
send_string (char type, const char *string)
{
  ob_wire_send (0, type, string, strlen (string), -1);
}

static void
send_article (const char *text, const char *formatting, const char *metadata)
{
  send_string ('T', text);
  if (formatting != NULL)
    send_string ('F', formatting);
  send_string ('M', metadata);
  send_string ('E', "UTF-8");
  send_string ('A', "");
}

static void
act (const char *deed)
{
  static const guint8 huge[] = { 'T', 0xff, 0xff, 0xff, 0xff, 'a' };

  if (strcmp (deed, "crash") == 0)
    abort ();
  if (strcmp (deed, "leave") == 0)
    _exit (0);
  if (strcmp (deed, "hang") == 0)
    pause ();
  if (strcmp (deed, "compute") == 0)
    for (;;)
      ;
  if (strcmp (deed, "huge") == 0 && write (0, huge, sizeof huge) < 0)
    _exit (1);
  if (strcmp (deed, "unknown") == 0)
    send_string ('?', "what");
  if (strcmp (deed, "not-utf8") == 0)
    send_article ("a\xff", NULL, "title=T");
  if (strcmp (deed, "not-canonical") == 0)
    send_article ("a\rb", NULL, "title=T");
  if (strcmp (deed, "no-title") == 0)
    send_article ("text", NULL, "outlet=T");
  if (strcmp (deed, "bad-field") == 0)
    send_article ("text", NULL, "titel=T");
  if (strcmp (deed, "bad-value") == 0)
    send_article ("text", NULL, "title=a\nb");
  if (strcmp (deed, "misfit") == 0)
    send_article ("text", "obelus-formatting 1 9\nheading 0 9 1 0 body\n", "title=T");
  if (strcmp (deed, "none") == 0)
    send_string ('Z', "");
  if (strcmp (deed, "cut") == 0)
    {
      send_article ("first", NULL, "title=First");
      send_string ('T', "second");
      _exit (0);
    }
  send_article ("fine", "obelus-formatting 1 4\nheading 0 4 1 0 body\n", "title=Fine");
  send_string ('Z', "");
}

int
main (void)
{
  for (;;)
    {
      g_auto (ObFrame) frame = { 0 };
      char deed[64] = "";
      int descriptor;

      if (!ob_wire_receive (0, &frame, &descriptor, 0, NULL, NULL)
          || pread (descriptor, deed, sizeof deed - 1, 0) < 0)
        return 0;
      close (descriptor);
      act (deed);
    }
}
