#include "cli/cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "obelus-config.h"

/* The families of commands, as help lists them. */
static const ObCommand *const tables[] = {
  ob_commands_project,
  ob_commands_exchange,
  ob_commands_edit,
  ob_commands_history,
  ob_commands_review,
  ob_commands_list,
  ob_commands_share,
  ob_commands_search,
  ob_commands_answers,
  ob_commands_pictures,
  ob_commands_versions,
  ob_commands_compare,
  ob_commands_agreement,
  ob_commands_codebook,
  ob_commands_suggest,
};

static const ObCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const ObCommand *command = tables[i]; command->name != NULL; command++)
      if (strcmp (command->name, name) == 0)
        return command;

  return NULL;
}

static void
print_commands (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const ObCommand *command = tables[i]; command->name != NULL; command++)
      ob_command_print ("  obelus %s %s\n      %s\n", command->name, command->usage,
                        _ (command->summary));
}

static int
help (const char *name)
{
  const ObCommand *command = name != NULL ? find_command (name) : NULL;
  char *argv[] = { (char *) name, "--help", NULL };

  if (command != NULL)
    return command->run (command, argv);
  if (name != NULL)
    {
      fprintf (stderr, _ ("obelus: There is no command “%s”: “obelus help” lists them."), name);
      fputc ('\n', stderr);
      return OB_EXIT_USAGE;
    }

  ob_command_print ("%s\n\n",
                    _ ("Obelus marks claims, speakers and disputed facts in news articles."));
  ob_command_print ("  obelus\n      %s\n", _ ("Opens the window."));
  ob_command_print ("  obelus FILE...\n      %s\n",
                    _ ("Opens a project, or articles in a new one."));
  print_commands ();
  ob_command_print ("  obelus help [COMMAND]\n      %s\n",
                    _ ("Shows this list, or more about one command."));
  ob_command_print ("  obelus --version\n      %s\n", _ ("Prints the version."));
  ob_command_print (
      "\n%s\n",
      _ ("An article is named by its id, its title or its file name. Offsets count characters "
         "(Unicode code points) from 0, and the end is not included.\n"
         "Exit status: 0 done, 1 failed, 2 wrong usage."));
  return OB_EXIT_DONE;
}

/* What can be opened: something that exists, or an address. */
static gboolean
is_file (const char *argument)
{
  return strstr (argument, "://") != NULL || g_file_test (argument, G_FILE_TEST_EXISTS);
}

static int
run (const ObCommand *command, char **argv)
{
  int status = command->run (command, argv);

  if ((fflush (stdout) != 0 || ferror (stdout)) && status == OB_EXIT_DONE)
    status
        = ob_command_fail_with (_ ("Standard output could not be written: the disk may be full."));
  return status;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_cli_run (int argc, char **argv, int *status)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  const ObCommand *command = word != NULL ? find_command (word) : NULL;

  if (word == NULL)
    return FALSE;

  if (command != NULL)
    *status = run (command, argv + 1);
  else if (strcmp (word, "help") == 0)
    *status = help (argc > 2 ? argv[2] : NULL);
  else if (strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0)
    *status = help (NULL);
  else if (strcmp (word, "--version") == 0)
    {
      ob_command_print ("obelus %s\n", OB_VERSION);
      *status = OB_EXIT_DONE;
    }
  else if (word[0] != '-' && !is_file (word))
    {
      fprintf (
          stderr,
          _ ("obelus: “%s” is neither a command nor a file: “obelus help” lists the commands."),
          word);
      fputc ('\n', stderr);
      *status = OB_EXIT_USAGE;
    }
  else
    return FALSE;

  return TRUE;
}
