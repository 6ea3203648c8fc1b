/* Pictures of what was annotated, and the tables behind them. */
#include <glib/gi18n.h>

#include "cli/command.h"
#include "report/chart.h"

#define WIDTH 900
#define FONT 10.0

/* "claims-over-time, speakers-by-stance, ...".  (transfer full) */
static char *
list_kinds (void)
{
  const char *names[OB_N_CROSSES + 1] = { NULL };

  for (ObCross kind = 0; kind < OB_N_CROSSES; kind++)
    names[kind] = ob_cross_get_name (kind);
  return g_strjoinv (", ", (char **) names);
}

static int
run_picture (const ObCommand *command, char **argv)
{
  g_autofree char *output = NULL;
  gboolean dark = FALSE;
  int width = WIDTH;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("The file to write: .svg, .png, .pdf or .csv"), N_ ("FILE") },
    { "width", 0, 0, G_OPTION_ARG_INT, &width, N_ ("How wide it is to be (900)"), N_ ("N") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_ ("Light on dark"), NULL },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (ObStatements) statements = NULL;
  g_autoptr (ObChart) chart = NULL;
  g_autoptr (GString) csv = NULL;
  g_autoptr (GError) error = NULL;
  ObCross kind;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 2, 2, &status);

  if (arguments == NULL)
    return status;
  if (!ob_cross_from_name (arguments[1], &kind))
    {
      g_autofree char *kinds = list_kinds ();

      return ob_command_misused (command, _ ("There is no picture “%s”; there are %s."),
                                 arguments[1], kinds);
    }
  if (output != NULL && !ob_chart_knows (output))
    return ob_command_misused (command, _ ("A picture is written as .svg, .png, .pdf or .csv."));
  if (width < 300 || width > 10000)
    return ob_command_misused (command, _ ("A picture is 300 to 10,000 wide."));
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  statements = ob_project_list_all_statements (project, NULL);
  if (output != NULL)
    {
      const ObChartStyle style = { dark ? OB_SCHEME_DARK : OB_SCHEME_LIGHT, FONT, width };

      chart = ob_chart_new (ob_cross_table_new (project, statements, kind), &style);
      return ob_chart_write (chart, output, &error) ? OB_EXIT_DONE : ob_command_fail (error);
    }
  else
    {
      g_autoptr (ObCrossTable) table = ob_cross_table_new (project, statements, kind);

      csv = ob_cross_table_to_csv (table);
      ob_command_write (csv);
      return OB_EXIT_DONE;
    }
}

const ObCommand ob_commands_pictures[] = {
  { "picture", "PROJECT KIND [--output FILE.svg|.png|.pdf|.csv] [--width N] [--dark]",
    N_ ("Draws what was annotated, or prints the table behind it."),
    N_ ("KIND is one of claims-over-time, speakers-by-stance, labels-by-outlet, labels-together "
        "and speakers-and-disputes.  Without --output the table is printed as CSV."),
    run_picture },
  { NULL },
};
