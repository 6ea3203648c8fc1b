/* The command line: "obelus COMMAND ...", without a display and without GTK. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Runs the command that @argv names and puts the exit status into @status: 0 done, 1 failed (one
 * sentence on standard error), 2 wrong usage.  FALSE when the arguments are for the window: none at
 * all, or files to open. */
gboolean ob_cli_run (int argc, char **argv, int *status);

G_END_DECLS
