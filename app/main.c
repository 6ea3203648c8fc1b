/* Entry point: the command line where the first argument is a command, else the window. */
#include "obelus-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "cli/cli.h"
#include "window/application.h"

int
main (int argc, char **argv)
{
  g_autoptr (ObApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, OB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (ob_cli_run (argc, argv, &status))
    return status;

  application = ob_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
