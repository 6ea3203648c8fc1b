#include "cli/command.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/earlier.h"

/* One line that ends as a sentence does. */
static void
print_sentence (const char *prefix, const char *text)
{
  g_autofree char *line = g_strdelimit (g_strchomp (g_strdup (text)), "\r\n", ' ');
  gsize length = strlen (line);
  gboolean ended = length > 0 && strchr (".!?", line[length - 1]) != NULL;

  fflush (stdout);
  fprintf (stderr, "%s%s%s\n", prefix, line, ended ? "" : ".");
}

static int
report_misuse (const ObCommand *command, const char *text)
{
  print_sentence ("obelus: ", text);
  fprintf (stderr, _ ("Usage: obelus %s %s"), command->name, command->usage);
  fputc ('\n', stderr);
  return OB_EXIT_USAGE;
}

static void
print_help (const ObCommand *command, GOptionContext *context)
{
  g_autofree char *program = g_strconcat ("obelus ", command->name, NULL);
  g_autofree char *help = NULL;

  g_set_prgname (program);
  help = g_option_context_get_help (context, TRUE, NULL);
  fputs (help, stdout);
}

/* Names must be text; paths may be any bytes, if there is such a file. */
static const char *
find_bad_text (char **argv)
{
  for (guint i = 0; argv[i] != NULL; i++)
    if (!g_utf8_validate (argv[i], -1, NULL) && !g_file_test (argv[i], G_FILE_TEST_EXISTS))
      return argv[i];

  return NULL;
}

/* Public functions ----------------------------------------------------------------------------- */

char **
ob_command_parse (const ObCommand *command,
                  char **argv,
                  const GOptionEntry *entries,
                  guint least,
                  guint most,
                  int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) copy = g_strdupv (argv);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  guint n_rest;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, command->usage },
    { NULL },
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  if (command->description != NULL)
    g_option_context_set_description (context, _ (command->description));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, &copy, &error))
    {
      *status = report_misuse (command, error->message);
      return NULL;
    }
  if (help)
    {
      print_help (command, context);
      *status = OB_EXIT_DONE;
      return NULL;
    }

  n_rest = rest != NULL ? g_strv_length (rest) : 0;
  if (n_rest < least)
    *status = ob_command_misused (command, _ ("“%s” needs more arguments."), command->name);
  else if (n_rest > most)
    *status = ob_command_misused (command, _ ("“%s” is one argument too many."), rest[most]);
  else if (find_bad_text (argv) != NULL)
    *status = ob_command_misused (command, _ ("An argument is not text in UTF-8."));
  else
    return rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);

  return NULL;
}

int
ob_command_fail (const GError *error)
{
  print_sentence ("obelus: ", error->message);
  return OB_EXIT_FAILED;
}

int
ob_command_fail_with (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_sentence ("obelus: ", message);
  return OB_EXIT_FAILED;
}

int
ob_command_misused (const ObCommand *command, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return report_misuse (command, message);
}

void
ob_command_note (const char *sentence)
{
  print_sentence ("", sentence);
}

ObProject *
ob_command_open (const char *path, gboolean for_writing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_open (path, &error);

  if (project == NULL)
    {
      ob_command_fail (error);
      return NULL;
    }
  if (for_writing && ob_project_is_read_only (project))
    {
      ob_command_fail_with ("%s", ob_project_get_read_only_reason (project));
      return NULL;
    }
  if (ob_project_get_notice (project) != NULL)
    ob_command_note (ob_project_get_notice (project));

  return g_steal_pointer (&project);
}

ObProject *
ob_command_open_at (const char *path, const char *at)
{
  g_autoptr (ObProject) project = ob_command_open (path, FALSE);
  g_autoptr (ObProject) earlier = NULL;
  g_autoptr (GError) error = NULL;
  ObMoment moment;

  if (project == NULL || at == NULL)
    return g_steal_pointer (&project);

  if (ob_moment_parse (project, at, &moment, &error))
    earlier = ob_project_open_earlier (project, &moment, NULL, &error);
  if (earlier == NULL)
    ob_command_fail (error);
  return g_steal_pointer (&earlier);
}

void
ob_command_print (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fputs (text, stdout);
}

void
ob_command_write (const GString *text)
{
  fwrite (text->str, 1, text->len, stdout);
}

GInputStream *
ob_command_get_input (void)
{
  return g_unix_input_stream_new (STDIN_FILENO, FALSE);
}

GOutputStream *
ob_command_get_output (void)
{
  fflush (stdout);
  return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
}

void
ob_command_add_column (GString *row, const char *text)
{
  gsize start;

  if (row->len > 0)
    g_string_append_c (row, '\t');
  start = row->len;
  g_string_append (row, text != NULL ? text : "");
  g_strdelimit (row->str + start, "\t\r\n", ' ');
}
