/* Entry point: the command line where the first argument is a command, else the window. */
#include <glib.h>

int
main (int argc, char **argv)
{
  return argc > 1 ? 2 : 0;
}
