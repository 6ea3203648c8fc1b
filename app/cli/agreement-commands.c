/* The command that measures how far annotators agree. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/agreement-parts.h"
#include "cli/command.h"
#include "cli/study-options.h"
#include "formats/csv-cell.h"
#include "formats/json-writer.h"

/* Prints @part, or a figure of it, to @out. */
typedef void (*PrintPart) (GString *out, const ObStudy *study, const ObPart *part);

/* "Anna, Ben": of the part's figures. */
static char *
dup_annotators (const ObStudy *study, const ObPart *part)
{
  GString *names = g_string_new (NULL);

  if (part->type == OB_PART_PAIR)
    g_string_append (names, part->name);
  for (guint i = 0; part->type != OB_PART_PAIR && i < study->annotators->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((ObAnnotator *) g_ptr_array_index (study->annotators, i))->name);

  return g_string_free (names, FALSE);
}

static const ObFigureOfAgreement *
get_figure (const ObPart *part, guint i)
{
  return &g_array_index (part->figures, ObFigureOfAgreement, i);
}

/* JSON: a line a figure ------------------------------------------------------------------------ */

static void
add_differences (GString *out, const ObTally *tally)
{
  ob_json_name (out, "differences");
  ob_json_open (out, '{');
  for (ObDifference i = 0; i < OB_N_DIFFERENCES; i++)
    ob_json_add_integer (out, ob_difference_get_name (i), tally->n[i]);
  ob_json_close (out, '}');
}

static void
add_number (GString *out, const char *name, const ObAgreement *agreement, double number)
{
  ob_json_name (out, name);
  if (agreement->why == NULL)
    ob_json_real (out, number);
  else
    ob_json_null (out);
}

static void
print_json (GString *out, const ObStudy *study, const ObPart *part)
{
  g_autofree char *annotators = dup_annotators (study, part);

  for (guint i = 0; i < part->figures->len; i++)
    {
      const ObFigureOfAgreement *figure = get_figure (part, i);

      ob_json_open (out, '{');
      ob_json_add_text (out, "part", ob_part_type_get_name (part->type));
      ob_json_add_text (out, "name", part->name);
      ob_json_add_text (out, "annotators", annotators);
      ob_json_add_text (out, "measure", figure->measure);
      ob_json_add_text (out, "unit", figure->unit);
      ob_json_add_integer (out, "units", figure->agreement.n_units);
      add_number (out, "value", &figure->agreement, figure->agreement.value);
      add_number (out, "observed_disagreement", &figure->agreement, figure->agreement.disagreement);
      add_number (out, "expected_disagreement", &figure->agreement, figure->agreement.expected);
      if (figure->low != 0 || figure->high != 0)
        {
          add_number (out, "low", &figure->agreement, figure->low);
          add_number (out, "high", &figure->agreement, figure->high);
        }
      ob_json_add_text (out, "why_undefined", figure->agreement.why);
      if (part->type != OB_PART_ATTRIBUTE)
        {
          add_differences (out, &part->tally);
          ob_json_add_text (out, "hint", ob_tally_get_hint (&part->tally));
        }
      ob_json_close (out, '}');
      g_string_append_c (out, '\n');
    }
}

/* CSV ------------------------------------------------------------------------------------------ */

static void
begin_csv (GString *out)
{
  g_string_append (out, OB_CSV_MARK
                   "part,name,annotators,measure,unit,units,value,low,high,why_undefined,hint");
  ob_csv_end_row (out);
}

/* Two cells, empty where no interval is known. */
static void
add_interval (GString *out, const ObFigureOfAgreement *figure)
{
  gboolean known = figure->agreement.why == NULL && (figure->low != 0 || figure->high != 0);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  ob_csv_add (out, known ? g_ascii_formatd (number, sizeof number, "%.6f", figure->low) : "", FALSE);
  ob_csv_add (out, known ? g_ascii_formatd (number, sizeof number, "%.6f", figure->high) : "",
              FALSE);
}

static void
print_csv (GString *out, const ObStudy *study, const ObPart *part)
{
  g_autofree char *annotators = dup_annotators (study, part);

  for (guint i = 0; i < part->figures->len; i++)
    {
      const ObFigureOfAgreement *figure = get_figure (part, i);
      char number[G_ASCII_DTOSTR_BUF_SIZE] = "";

      if (figure->agreement.why == NULL)
        g_ascii_formatd (number, sizeof number, "%.6f", figure->agreement.value);
      ob_csv_add (out, ob_part_type_get_name (part->type), FALSE);
      ob_csv_add (out, part->name, TRUE);
      ob_csv_add (out, annotators, TRUE);
      ob_csv_add (out, figure->measure, FALSE);
      ob_csv_add (out, figure->unit, FALSE);
      ob_csv_add_integer (out, figure->agreement.n_units);
      ob_csv_add (out, number, FALSE);
      add_interval (out, figure);
      ob_csv_add (out, figure->agreement.why, FALSE);
      ob_csv_add (out, part->type != OB_PART_ATTRIBUTE ? ob_tally_get_hint (&part->tally) : "",
                  FALSE);
      ob_csv_end_row (out);
    }
}

/* For people ----------------------------------------------------------------------------------- */

static const char *
get_part_title (ObPartType type)
{
  static const char *const titles[OB_N_PARTS] = {
    [OB_PART_WHOLE] = N_ ("Everything"), [OB_PART_PAIR] = N_ ("Annotators"),
    [OB_PART_LABEL] = N_ ("Label"),      [OB_PART_ATTRIBUTE] = N_ ("Attribute"),
    [OB_PART_ARTICLE] = N_ ("Article"),
  };

  return _ (titles[type]);
}

static void
print_tally (GString *out, const ObTally *tally)
{
  const char *hint = ob_tally_get_hint (tally);

  g_string_append_printf (out,
                          _ ("  same %u, shifted boundary %u, other label %u, other attributes %u, "
                             "missing %u and %u\n"),
                          tally->n[OB_DIFFERENCE_NONE], tally->n[OB_DIFFERENCE_BOUNDARY],
                          tally->n[OB_DIFFERENCE_LABEL], tally->n[OB_DIFFERENCE_ATTRIBUTES],
                          tally->n[OB_DIFFERENCE_MISSING_FIRST],
                          tally->n[OB_DIFFERENCE_MISSING_SECOND]);
  if (hint != NULL)
    g_string_append_printf (out, "  %s\n", hint);
}

static void
print_figure (GString *out, const ObFigureOfAgreement *figure)
{
  g_string_append_printf (out, "  %-18s %7.4f", figure->measure, figure->agreement.value);
  if (figure->low != 0 || figure->high != 0)
    g_string_append_printf (out, _ (" (%.4f to %.4f)"), figure->low, figure->high);
  g_string_append_printf (out, "  %" G_GUINT64_FORMAT " %s\n", figure->agreement.n_units,
                          _ (figure->unit));
}

static void
print_text (GString *out, const ObStudy *study, const ObPart *part)
{
  g_autofree char *whole = part->type == OB_PART_WHOLE ? dup_annotators (study, part) : NULL;
  g_autofree char *title = g_strdup (whole != NULL ? whole : part->name);

  g_strdelimit (title, "\n\t\r", ' ');
  g_string_append_printf (out, "%s: %s\n", get_part_title (part->type), title);
  for (guint i = 0; i < part->figures->len; i++)
    {
      const ObFigureOfAgreement *figure = get_figure (part, i);

      if (figure->agreement.why != NULL)
        g_string_append_printf (out, "  %-18s %s\n", figure->measure, figure->agreement.why);
      else
        print_figure (out, figure);
    }
  if (part->type != OB_PART_ATTRIBUTE)
    print_tally (out, &part->tally);
  g_string_append_c (out, '\n');
}

/* The command ---------------------------------------------------------------------------------- */

/* "label,article": as bits; the whole always. 0 after printing what is wrong. */
static guint
read_types (const ObCommand *command, const char *by)
{
  g_auto (GStrv) names = g_strsplit (by != NULL ? by : "label,pair", ",", -1);
  guint types = 1u << OB_PART_WHOLE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      ObPartType type;

      if (!ob_part_type_from_name (g_strstrip (names[i]), &type))
        {
          ob_command_misused (command,
                              _ ("“%s” is not all, pair, label, attribute or article."), names[i]);
          return 0;
        }
      types |= 1u << type;
    }

  return types;
}

static int
run_agreement (const ObCommand *command, char **argv)
{
  ObStudyOptions options = { NULL };
  g_autofree char *measure = NULL;
  g_autofree char *by = NULL;
  const GOptionEntry entries[] = {
    OB_STUDY_OPTIONS (options),
    { "measure", 0, 0, G_OPTION_ARG_STRING, &measure, N_ ("Only this measure"), N_ ("M") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by,
      N_ ("Also for each label, pair, attribute, article (a list with commas)"), N_ ("PARTS") },
    { NULL },
  };
  g_autoptr (ObStudy) study = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  PrintPart print;
  guint types;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    goto out;
  status = OB_EXIT_USAGE;
  types = read_types (command, by);
  if (types == 0 || !ob_study_options_check (&options, command))
    goto out;
  if (measure != NULL && !g_strv_contains (ob_parts_get_measures (), measure))
    {
      g_autofree char *known = g_strjoinv (", ", (char **) ob_parts_get_measures ());

      ob_command_misused (command, _ ("The measures are %s; “%s” is none."), known, measure);
      goto out;
    }
  study = ob_study_options_open (&options, arguments[0], NULL, &status);
  if (study == NULL)
    goto out;

  parts = ob_parts_new (study, types, measure, NULL, &error);
  if (parts == NULL)
    {
      status = ob_command_fail (error);
      goto out;
    }
  print = options.csv ? print_csv : options.json ? print_json : print_text;
  if (options.csv)
    begin_csv (out);
  for (guint i = 0; i < parts->len; i++)
    print (out, study, g_ptr_array_index (parts, i));
  ob_command_write (out);
  status = OB_EXIT_DONE;

out:
  ob_study_options_clear (&options);
  return status;
}

const ObCommand ob_commands_agreement[] = {
  { "agreement", "PROJECT [--annotators A,B,...] [--measure M] [--by PARTS] [--json|--csv]",
    N_ ("Measures how far annotators agree."),
    N_ ("The unit is the annotation, never the word.  F1, precision and recall ask for the same "
        "label and the same passage (exact), half of it (iou) or any of it (overlap).\n"
        "Kappa, pi and alpha compare the labels of passages that two annotators both marked; what "
        "only one of them marked counts in F1."),
    run_agreement },
  { NULL },
};
