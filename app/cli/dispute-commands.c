/* Commands that answer: who says what about what is disputed. */
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/board.h"
#include "analysis/dispute-figures.h"
#include "cli/command.h"
#include "formats/csv-cell.h"
#include "formats/json-writer.h"
#include "report/dossier.h"

typedef struct
{
  ObProject *project;
  ObBoard *board;
  GString *out;
} Printing;

static char *
dup_chain (Printing *printing, const ObEntry *entry)
{
  g_auto (GStrv) chain = ob_board_list_chain (printing->project, printing->board, entry);

  return g_strjoinv (" < ", chain);
}

static const ObHolder *
get_holder (const Printing *printing, guint holder)
{
  return g_ptr_array_index (printing->board->holders, holder);
}

static const ObPosition *
get_position (const Printing *printing, guint column)
{
  const GPtrArray *positions = printing->board->dispute->positions;

  return column < positions->len ? g_ptr_array_index (positions, column) : NULL;
}

/* JSON ----------------------------------------------------------------------------------------- */

static void
add_id (Printing *printing, const char *name, ObEntity entity)
{
  g_autofree char *id = entity != 0 ? ob_project_dup_id (printing->project, entity) : NULL;

  ob_json_add_text (printing->out, name, id);
}

static void
add_passage_json (Printing *printing, const ObEntry *entry)
{
  const ObStatement *row = &entry->statement;
  g_autofree char *words = ob_board_dup_words (printing->project, entry);
  g_auto (GStrv) chain = ob_board_list_chain (printing->project, printing->board, entry);

  ob_json_open (printing->out, '{');
  add_id (printing, "annotation", row->annotation);
  add_id (printing, "article", row->article);
  ob_json_add_text (printing->out, "outlet", entry->article->outlet);
  ob_json_add_text (printing->out, "published", entry->date);
  ob_json_add_integer (printing->out, "start", row->start);
  ob_json_add_integer (printing->out, "end", row->end);
  ob_json_add_text (printing->out, "text", words);
  ob_json_add_text (printing->out, "stance", ob_stance_get_name (entry->stance));
  ob_json_add_text (printing->out, "certainty",
                    ob_statements_get (printing->board->statements, row, "certainty"));
  ob_json_add_integer (printing->out, "origin", entry->origin);
  ob_json_name (printing->out, "chain");
  ob_json_open (printing->out, '[');
  for (guint i = 0; chain[i] != NULL; i++)
    ob_json_text (printing->out, chain[i]);
  ob_json_close (printing->out, ']');
  ob_json_close (printing->out, '}');
}

static void
add_holder_json (Printing *printing, guint number)
{
  const ObHolder *holder = get_holder (printing, number);

  ob_json_open (printing->out, '{');
  ob_json_add_text (printing->out, "name", holder->name);
  add_id (printing, "speaker", holder->speaker);
  ob_json_add_flag (printing->out, "changed", (holder->flags & OB_HOLDER_CHANGED) != 0);
  ob_json_add_flag (printing->out, "holds_two", (holder->flags & OB_HOLDER_BOTH) != 0);
  ob_json_add_flag (printing->out, "only_reports", (holder->flags & OB_HOLDER_ONLY_REPORTS) != 0);
  ob_json_name (printing->out, "cells");
  ob_json_open (printing->out, '[');
  for (guint column = 0; column < printing->board->n_columns; column++)
    {
      const ObCell *cell = ob_board_get_cell (printing->board, number, column);
      const ObPosition *position = get_position (printing, column);

      if (cell->entries == NULL)
        continue;
      ob_json_open (printing->out, '{');
      ob_json_add_text (printing->out, "position", position != NULL ? position->text : NULL);
      ob_json_name (printing->out, "passages");
      ob_json_open (printing->out, '[');
      for (guint i = 0; i < cell->entries->len; i++)
        add_passage_json (printing, &g_array_index (printing->board->entries, ObEntry,
                                                    g_array_index (cell->entries, guint, i)));
      ob_json_close (printing->out, ']');
      ob_json_close (printing->out, '}');
    }
  ob_json_close (printing->out, ']');
  ob_json_close (printing->out, '}');
}

static void
add_positions_json (Printing *printing)
{
  ob_json_name (printing->out, "positions");
  ob_json_open (printing->out, '[');
  for (guint column = 0; column + 1 < printing->board->n_columns; column++)
    {
      const ObPosition *position = get_position (printing, column);

      ob_json_open (printing->out, '{');
      add_id (printing, "id", position->entity);
      ob_json_add_text (printing->out, "text", position->text);
      ob_json_add_integer (printing->out, "origins", printing->board->n_origins[column]);
      ob_json_close (printing->out, '}');
    }
  ob_json_close (printing->out, ']');
}

/* The verdict on the dispute's figures, or null where there are not two. */
static void
add_figures_json (Printing *printing)
{
  g_autoptr (ObComparison) comparison
      = ob_board_compare_figures (printing->project, printing->board);

  ob_json_name (printing->out, "figures");
  if (comparison == NULL)
    {
      ob_json_null (printing->out);
      return;
    }
  ob_json_open (printing->out, '{');
  ob_json_add_text (printing->out, "verdict", ob_verdict_get_name (comparison->verdict));
  ob_json_add_text (printing->out, "summary", comparison->summary);
  ob_json_add_text (printing->out, "reasoning", comparison->reasoning);
  ob_json_close (printing->out, '}');
}

static void
print_json (Printing *printing)
{
  const ObDispute *dispute = printing->board->dispute;

  ob_json_open (printing->out, '{');
  add_id (printing, "id", dispute->entity);
  ob_json_add_text (printing->out, "question", dispute->question);
  ob_json_add_text (printing->out, "kind", dispute->kind);
  ob_json_add_text (printing->out, "status", dispute->status);
  add_positions_json (printing);
  ob_json_name (printing->out, "holders");
  ob_json_open (printing->out, '[');
  for (guint i = 0; i < printing->board->holders->len; i++)
    add_holder_json (printing, i);
  ob_json_close (printing->out, ']');
  add_figures_json (printing);
  ob_json_close (printing->out, '}');
  g_string_append_c (printing->out, '\n');
}

/* CSV ------------------------------------------------------------------------------------------ */

static void
begin_csv (GString *out)
{
  static const char *const columns[]
      = { "dispute", "status",  "position", "speaker", "outlet", "stance", "certainty", "published",
          "article", "start",   "end",      "text",    "chain",  "origin", "annotation" };

  g_string_append (out, OB_CSV_MARK);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", columns[i]);
  ob_csv_end_row (out);
}

static void
print_csv (Printing *printing)
{
  const ObBoard *board = printing->board;

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      const ObHolder *holder = get_holder (printing, entry->holder);
      g_autofree char *words = ob_board_dup_words (printing->project, entry);
      g_autofree char *chain = dup_chain (printing, entry);
      g_autofree char *id = ob_project_dup_id (printing->project, entry->statement.annotation);

      ob_csv_add (printing->out, board->dispute->question, TRUE);
      ob_csv_add (printing->out, board->dispute->status, FALSE);
      ob_csv_add (printing->out, ob_board_get_column (board, entry->column), TRUE);
      ob_csv_add (printing->out, holder->speaker != 0 ? holder->name : "", TRUE);
      ob_csv_add (printing->out, entry->article->outlet, TRUE);
      ob_csv_add (printing->out, ob_stance_get_name (entry->stance), FALSE);
      ob_csv_add (printing->out,
                  ob_statements_get (board->statements, &entry->statement, "certainty"), TRUE);
      ob_csv_add (printing->out, entry->date, TRUE);
      ob_csv_add (printing->out, entry->article->title, TRUE);
      ob_csv_add_integer (printing->out, entry->statement.start);
      ob_csv_add_integer (printing->out, entry->statement.end);
      ob_csv_add (printing->out, words, TRUE);
      ob_csv_add (printing->out, chain, TRUE);
      ob_csv_add_integer (printing->out, entry->origin);
      ob_csv_add (printing->out, id, FALSE);
      ob_csv_end_row (printing->out);
    }
}

/* For people ----------------------------------------------------------------------------------- */

static void
print_column (Printing *printing, guint column)
{
  const ObBoard *board = printing->board;
  gboolean empty = TRUE;

  for (guint i = 0; i < board->entries->len && empty; i++)
    empty = g_array_index (board->entries, ObEntry, i).column != column;
  if (column + 1 == board->n_columns && empty)
    return;

  if (column + 1 < board->n_columns)
    g_string_append_printf (
        printing->out,
        g_dngettext (GETTEXT_PACKAGE, "  %s (%u origin)\n", "  %s (%u origins)\n",
                     board->n_origins[column]),
        ob_board_get_column (board, column), board->n_origins[column]);
  else
    g_string_append_printf (printing->out, "  %s\n", _ ("No position named"));

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      g_autofree char *words = NULL;
      g_autofree char *chain = NULL;
      g_autofree char *line = NULL;

      if (entry->column != column)
        continue;
      words = ob_board_dup_words (printing->project, entry);
      g_strdelimit (words, "\n\t", ' ');
      chain = dup_chain (printing, entry);
      line = g_strdup_printf ("    %s %s: “%s” [%s%s%s]\n", get_holder (printing, entry->holder)->name,
                              ob_stance_get_name (entry->stance), words, chain,
                              entry->date != NULL ? ", " : "",
                              entry->date != NULL ? entry->date : "");
      g_string_append (printing->out, line);
    }
}

static void
print_turns (Printing *printing)
{
  const ObBoard *board = printing->board;

  for (guint i = 0; i < board->turns->len; i++)
    {
      const ObTurn *turn = &g_array_index (board->turns, ObTurn, i);

      g_string_append_printf (printing->out, turn->in_time
                                                 ? _ ("  %s changed: %s “%s”, then %s “%s”\n")
                                                 : _ ("  %s holds two at once: %s “%s”, %s “%s”\n"),
                              get_holder (printing, turn->holder)->name,
                              ob_stance_get_name (turn->from_stance),
                              ob_board_get_column (board, turn->from),
                              ob_stance_get_name (turn->to_stance),
                              ob_board_get_column (board, turn->to));
    }
}

static void
print_figures (Printing *printing)
{
  g_autoptr (ObComparison) comparison
      = ob_board_compare_figures (printing->project, printing->board);

  if (comparison != NULL)
    g_string_append_printf (printing->out, _ ("  Figures: %s\n"), comparison->summary);
}

static void
print_text (Printing *printing)
{
  const ObDispute *dispute = printing->board->dispute;

  g_string_append_printf (printing->out, "%s (%s)\n", dispute->question, dispute->status);
  for (guint column = 0; column < printing->board->n_columns; column++)
    print_column (printing, column);
  print_figures (printing);
  print_turns (printing);
  g_string_append_c (printing->out, '\n');
}

static int
run_disputes (const ObCommand *command, char **argv)
{
  gboolean csv = FALSE, json = FALSE;
  g_autofree char *only = NULL;
  const GOptionEntry entries[] = {
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_ ("Print CSV, one passage a row"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, one dispute a line"), NULL },
    { "dispute", 0, 0, G_OPTION_ARG_STRING, &only, N_ ("Only this dispute"), N_ ("D") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GPtrArray) disputes = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ObEntity wanted = 0;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  if (csv && json)
    return ob_command_misused (command, _ ("Only one of --csv and --json can be printed."));
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;
  if (only != NULL
      && (wanted = ob_project_find (project, OB_KIND_DISPUTE, only, &error)) == 0)
    return ob_command_fail (error);

  if (csv)
    begin_csv (out);
  disputes = ob_project_list_disputes (project);
  for (guint i = 0; i < disputes->len; i++)
    {
      ObEntity dispute = ((ObDispute *) g_ptr_array_index (disputes, i))->entity;
      g_autoptr (ObBoard) board = NULL;
      Printing printing = { .project = project, .out = out };

      if (wanted != 0 && dispute != wanted)
        continue;
      printing.board = board = ob_board_new (project, dispute);
      ob_board_trace (project, board, NULL);
      if (csv)
        print_csv (&printing);
      else if (json)
        print_json (&printing);
      else
        print_text (&printing);
      ob_command_write (out);
      g_string_truncate (out, 0);
    }
  ob_command_write (out);
  return OB_EXIT_DONE;
}

static int
run_report (const ObCommand *command, char **argv)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) questions = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("The file to write: .html, .pdf, .odt or .md"), N_ ("FILE") },
    { "dispute", 0, 0, G_OPTION_ARG_STRING_ARRAY, &questions,
      N_ ("Only this dispute; may be given again"), N_ ("D") },
    { NULL },
  };
  g_autoptr (ObProject) project = NULL;
  g_autoptr (GArray) disputes = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_auto (GStrv) arguments = ob_command_parse (command, argv, entries, 1, 1, &status);

  if (arguments == NULL)
    return status;
  if (output == NULL)
    return ob_command_misused (command, _ ("Say with --output which file is to be written."));
  if (!ob_dossier_knows (output))
    return ob_command_misused (command, _ ("A dossier is written as .html, .pdf, .odt or .md."));
  project = ob_command_open (arguments[0], FALSE);
  if (project == NULL)
    return OB_EXIT_FAILED;

  for (guint i = 0; questions != NULL && questions[i] != NULL; i++)
    {
      ObEntity dispute = ob_project_find (project, OB_KIND_DISPUTE, questions[i], &error);

      if (dispute == 0)
        return ob_command_fail (error);
      if (disputes == NULL)
        disputes = g_array_new (FALSE, FALSE, sizeof (ObEntity));
      g_array_append_val (disputes, dispute);
    }
  if (!ob_dossier_write (project, output, disputes, NULL, NULL, NULL, &error))
    return ob_command_fail (error);
  return OB_EXIT_DONE;
}

const ObCommand ob_commands_answers[] = {
  { "disputes", "PROJECT [--csv] [--json] [--dispute D]",
    N_ ("Shows for each dispute who takes which position, and in which passages."),
    N_ ("A passage is followed by the chain that it came through, from the outlet to its origin.\n"
        "The origins of a position are counted as far as they are independent: one for each "
        "speaker, and one for words that outlets have from each other."),
    run_disputes },
  { "report", "PROJECT --output FILE.html|.pdf|.odt|.md [--dispute D]",
    N_ ("Writes the dossier: all that is disputed, as one document to read and print."), NULL,
    run_report },
  { NULL },
};
