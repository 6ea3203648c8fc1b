#include "report/dossier.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "analysis/dispute-figures.h"
#include "store/upkeep.h"

/* What a dossier is made with. */
typedef struct
{
  ObProject *project;
  ObPaper *document;
  GHashTable *numbers; /* (owned) article -> its number in the list, from 1 */
  GPtrArray *articles; /* (owned) ObArticle in that order */
} Making;

/* The words of stances as a reader meets them. */
static const char *
describe_stance (ObStance stance)
{
  static const char *const words[OB_N_STANCES]
      = { N_ ("speaks of it"), N_ ("asserts"), N_ ("denies"),
          N_ ("doubts"),       N_ ("reports"), N_ ("mentions") };

  return _ (words[stance]);
}

static const char *
describe_status (const char *status)
{
  return strcmp (status, "resolved") == 0   ? _ ("resolved")
         : strcmp (status, "apparent") == 0 ? _ ("only apparent")
                                            : _ ("open");
}

static const char *
describe_column (const ObBoard *board, guint column)
{
  return column + 1 < board->n_columns ? ob_board_get_column (board, column)
                                       : _ ("No position named");
}

static void
add_note (Making *making, char *text)
{
  ob_paper_add (making->document, OB_PART_NOTE, 0, text);
  g_free (text);
}

static guint
get_number (Making *making, const ObArticle *article)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (making->numbers, &article->entity));
  ObArticle *copy;

  if (number > 0)
    return number;
  copy = ob_project_get_article (making->project, article->entity);
  if (copy == NULL)
    return 0;
  g_ptr_array_add (making->articles, copy);
  g_hash_table_insert (making->numbers, &copy->entity, GUINT_TO_POINTER (making->articles->len));
  return making->articles->len;
}

/* "2017-04-12" of a whole time. */
static char *
dup_day (const char *date)
{
  return date != NULL ? g_strndup (date, 10) : NULL;
}

/* A dispute -------------------------------------------------------------------------------------- */

static gboolean
column_is_used (const ObBoard *board, guint column)
{
  for (guint i = 0; i < board->entries->len; i++)
    if (g_array_index (board->entries, ObEntry, i).column == column)
      return TRUE;
  return FALSE;
}

static guint
count_columns (const ObBoard *board)
{
  return board->n_columns - (column_is_used (board, board->n_columns - 1) ? 0 : 1);
}

static char *
describe_cell (const ObCell *cell)
{
  GString *out = g_string_new (NULL);

  for (ObStance stance = 0; stance < OB_N_STANCES; stance++)
    {
      if (cell->n[stance] == 0)
        continue;
      g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", describe_stance (stance));
      if (cell->n[stance] > 1)
        g_string_append_printf (out, " (%u)", cell->n[stance]);
    }
  return g_string_free (out, FALSE);
}

static char *
describe_holder (const ObHolder *holder)
{
  if (holder->speaker == 0)
    /* Translators: an outlet that says something in its own voice. */
    return g_strdup_printf (_ ("%s (itself)"), holder->name);
  return holder->role != NULL ? g_strdup_printf ("%s\n%s", holder->name, holder->role)
                              : g_strdup (holder->name);
}

static void
add_board (Making *making, const ObBoard *board)
{
  guint n = count_columns (board);
  ObPart *table;
  char **head;

  if (board->holders->len == 0 || n == 0)
    return;
  table = ob_paper_add (making->document, OB_PART_TABLE, 0, NULL);
  head = g_new0 (char *, n + 2);
  head[0] = g_strdup (_ ("Who"));
  for (guint column = 0; column < n; column++)
    head[column + 1] = g_strdup (describe_column (board, column));
  ob_part_add_row (table, head);
  for (guint i = 0; i < board->holders->len; i++)
    {
      char **row = g_new0 (char *, n + 2);

      row[0] = describe_holder (board->holders->pdata[i]);
      for (guint column = 0; column < n; column++)
        row[column + 1] = describe_cell (ob_board_get_cell (board, i, column));
      ob_part_add_row (table, row);
    }
}

static void
add_turns (Making *making, const ObBoard *board)
{
  for (guint i = 0; i < board->turns->len; i++)
    {
      const ObTurn *turn = &g_array_index (board->turns, ObTurn, i);
      const ObHolder *holder = board->holders->pdata[turn->holder];
      g_autofree char *text = g_strdup_printf (
          turn->in_time
              /* Translators: a name, then twice a stance and a position. */
              ? _ ("%s changed position: %s “%s”, and later %s “%s”.")
              : _ ("%s holds two at once: %s “%s”, and %s “%s”."),
          holder->name, describe_stance (turn->from_stance),
          describe_column (board, turn->from), describe_stance (turn->to_stance),
          describe_column (board, turn->to));

      ob_paper_add (making->document, OB_PART_PARAGRAPH, 0, text);
    }
  for (guint i = 0; i < board->holders->len; i++)
    {
      const ObHolder *holder = board->holders->pdata[i];
      g_autofree char *text = NULL;

      if (holder->speaker == 0 || !(holder->flags & OB_HOLDER_ONLY_REPORTS))
        continue;
      text = g_strdup_printf (_ ("%s only reports what others say."), holder->name);
      ob_paper_add (making->document, OB_PART_PARAGRAPH, 0, text);
    }
}

static char *
describe_source (Making *making, const ObBoard *board, const ObEntry *entry)
{
  const ObHolder *holder = board->holders->pdata[entry->holder];
  g_auto (GStrv) chain = ob_board_list_chain (making->project, board, entry);
  g_autofree char *day = dup_day (entry->date);
  GString *out = g_string_new (holder->name);
  const char *certainty
      = ob_statements_get (board->statements, &entry->statement, "certainty");

  g_string_append_printf (out, " %s", describe_stance (entry->stance));
  if (certainty != NULL && strcmp (certainty, "certain") != 0)
    g_string_append_printf (out, " (%s)", certainty);
  g_string_append (out, " · ");
  for (guint i = 0; chain[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " ← " : "", chain[i]);
  if (day != NULL)
    g_string_append_printf (out, " · %s", day);
  g_string_append_printf (out, _ (" · article %u, characters %u to %u"),
                          get_number (making, entry->article), entry->statement.start,
                          entry->statement.end);
  return g_string_free (out, FALSE);
}

static void
add_passages (Making *making, const ObBoard *board, guint column)
{
  guint n_origins = board->n_origins != NULL ? board->n_origins[column] : 0;
  g_autofree char *origins = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u independent origin", "%u independent origins", n_origins),
      n_origins);
  g_autofree char *title
      = column + 1 < board->n_columns
            ? g_strdup_printf ("%s (%s)", describe_column (board, column), origins)
            : g_strdup (describe_column (board, column));

  ob_paper_add (making->document, OB_PART_HEADING, 3, title);
  if (!column_is_used (board, column))
    ob_paper_add (making->document, OB_PART_NOTE, 0, _ ("No passage takes this position."));
  for (guint i = 0; i < board->entries->len; i++)
    {
      const ObEntry *entry = &g_array_index (board->entries, ObEntry, i);
      g_autofree char *words = NULL;

      if (entry->column != column)
        continue;
      words = ob_board_dup_words (making->project, entry);
      ob_paper_add (making->document, OB_PART_QUOTATION, 0, words)->detail
          = describe_source (making, board, entry);
    }
}

static void
add_figures (Making *making, const ObBoard *board)
{
  g_autoptr (ObComparison) comparison
      = ob_board_compare_figures (making->project, board);
  g_autofree char *summary = NULL;

  if (comparison == NULL)
    return;
  summary = g_strdup_printf (_ ("Figures: %s."), comparison->summary);
  ob_paper_add (making->document, OB_PART_PARAGRAPH, 0, summary);
  ob_paper_add (making->document, OB_PART_NOTE, 0, comparison->reasoning);
}

static void
add_dispute (Making *making, const ObBoard *board)
{
  const ObDispute *dispute = board->dispute;

  ob_paper_add (making->document, OB_PART_HEADING, 2, dispute->question);
  add_note (making, dispute->kind != NULL
                        ? g_strdup_printf (_ ("Status: %s. About: %s."),
                                           describe_status (dispute->status), dispute->kind)
                        : g_strdup_printf (_ ("Status: %s."), describe_status (dispute->status)));
  if (board->entries->len == 0)
    ob_paper_add (making->document, OB_PART_PARAGRAPH, 0,
                     _ ("No passage has been put to this dispute yet."));
  add_figures (making, board);
  add_board (making, board);
  add_turns (making, board);
  for (guint column = 0; board->entries->len > 0 && column < count_columns (board); column++)
    add_passages (making, board, column);
}

/* Around them ------------------------------------------------------------------------------------ */

static void
add_beginning (Making *making, guint n_disputes)
{
  ObCounts counts = ob_project_count (making->project);
  g_autoptr (GPtrArray) annotators = ob_project_list_annotators (making->project);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");

  for (guint i = 0; i < annotators->len; i++)
    {
      const ObAnnotator *annotator = annotators->pdata[i];

      if (ob_project_count_annotations_by (making->project, annotator->entity) > 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", annotator->name);
    }
  ob_paper_add (making->document, OB_PART_HEADING, 1, making->document->title);
  add_note (making,
            g_strdup_printf (_ ("%s. Disputes: %u. Articles: %u. Annotations: %u. Speakers: %u."),
                             day, n_disputes, counts.articles, counts.annotations,
                             counts.speakers));
  if (names->len > 0)
    add_note (making, g_strdup_printf (_ ("Annotated by %s."), names->str));
}

/* One line for each dispute. */
static void
add_overview (Making *making, const GPtrArray *boards)
{
  ObPart *table;
  char *const head[] = { (char *) _ ("Question"), (char *) _ ("Status"),
                         (char *) _ ("Positions and their independent origins"), NULL };

  if (boards->len == 0)
    {
      ob_paper_add (making->document, OB_PART_PARAGRAPH, 0,
                       _ ("The project has no disputes yet."));
      return;
    }
  table = ob_paper_add (making->document, OB_PART_TABLE, 0, NULL);
  ob_part_add_row (table, g_strdupv ((char **) head));
  for (guint i = 0; i < boards->len; i++)
    {
      const ObBoard *board = boards->pdata[i];
      char **row = g_new0 (char *, 4);
      GString *positions = g_string_new (NULL);

      for (guint column = 0; column + 1 < board->n_columns; column++)
        g_string_append_printf (positions, "%s%s: %u", column > 0 ? "\n" : "",
                                ob_board_get_column (board, column), board->n_origins[column]);
      row[0] = g_strdup (board->dispute->question);
      row[1] = g_strdup (describe_status (board->dispute->status));
      row[2] = g_string_free (positions, FALSE);
      ob_part_add_row (table, row);
    }
}

/* Those who are on some board. */
static void
add_speakers (Making *making, const GPtrArray *boards)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (making->project);
  ObPart *table = NULL;
  char *const head[]
      = { (char *) _ ("Speaker"), (char *) _ ("Kind"), (char *) _ ("Role"),
          (char *) _ ("Reliability"), (char *) _ ("Also called"), (char *) _ ("Passages"), NULL };

  for (guint i = 0; i < speakers->len; i++)
    {
      const ObSpeaker *speaker = speakers->pdata[i];
      guint n = 0;
      char **row;

      for (guint k = 0; k < boards->len; k++)
        for (guint m = 0; m < ((ObBoard *) boards->pdata[k])->holders->len; m++)
          {
            const ObHolder *holder = ((ObBoard *) boards->pdata[k])->holders->pdata[m];

            n += holder->speaker == speaker->entity ? holder->n_entries : 0;
          }
      if (n == 0)
        continue;
      if (table == NULL)
        {
          ob_paper_add (making->document, OB_PART_HEADING, 2, _ ("Speakers"));
          table = ob_paper_add (making->document, OB_PART_TABLE, 0, NULL);
          ob_part_add_row (table, g_strdupv ((char **) head));
        }
      row = g_new0 (char *, 7);
      row[0] = g_strdup (speaker->name);
      row[1] = g_strdup (speaker->kind);
      row[2] = g_strdup (speaker->role != NULL ? speaker->role : "");
      row[3] = g_strdup (speaker->reliability);
      row[4] = g_strjoinv (", ", speaker->aliases);
      row[5] = g_strdup_printf ("%u", n);
      ob_part_add_row (table, row);
    }
}

static void
add_articles (Making *making)
{
  if (making->articles->len == 0)
    return;
  ob_paper_add (making->document, OB_PART_HEADING, 2, _ ("Articles"));
  for (guint i = 0; i < making->articles->len; i++)
    {
      const ObArticle *article = making->articles->pdata[i];
      g_autofree char *day = dup_day (article->published);
      g_autoptr (GString) text = g_string_new (article->title);

      if (article->byline != NULL)
        g_string_append_printf (text, ". %s", article->byline);
      if (article->outlet != NULL)
        g_string_append_printf (text, ". %s", article->outlet);
      if (day != NULL)
        g_string_append_printf (text, ", %s", day);
      g_string_append (text, ".");
      ob_paper_add (making->document, OB_PART_ITEM, 0, text->str)->address
          = g_strdup (article->url);
    }
}

static void
add_explanation (Making *making)
{
  ob_paper_add (making->document, OB_PART_HEADING, 2, _ ("How to read this"));
  ob_paper_add (
      making->document, OB_PART_PARAGRAPH, 0,
      _ ("Analysts marked passages of the articles and said who speaks, on which question, with "
         "which stance. Everything here follows from these marks; characters are counted from the "
         "beginning of an article's text. A chain of names (←) leads from the outlet to whom the "
         "words come from."));
  ob_paper_add (
      making->document, OB_PART_PARAGRAPH, 0,
      _ ("Origins are counted as independent when they are different speakers, or outlets in their "
         "own voice that have not the same words from each other. Who asserts two positions, or "
         "asserts and denies one, has changed position when all of the first is dated before all of "
         "the second, and else holds two at once."));
  ob_paper_add (
      making->document, OB_PART_PARAGRAPH, 0,
      _ ("The reliability of a speaker is A (always reliable) to E (unreliable), or F (cannot be "
         "judged); it says nothing about the credibility of a single claim."));
}

static GPtrArray *
make_boards (Making *making,
             const GArray *wanted,
             ObDossierProgress progress,
             gpointer user_data,
             GCancellable *cancellable)
{
  g_autoptr (GPtrArray) boards = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_board_free);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (making->project);

  for (guint i = 0; i < disputes->len; i++)
    {
      ObEntity dispute = ((ObDispute *) disputes->pdata[i])->entity;
      gboolean chosen = wanted == NULL;
      ObBoard *board;

      for (guint k = 0; wanted != NULL && k < wanted->len; k++)
        chosen = chosen || g_array_index (wanted, ObEntity, k) == dispute;
      board = chosen ? ob_board_new (making->project, dispute) : NULL;
      if (board == NULL)
        continue;
      g_ptr_array_add (boards, board);
      if (!ob_board_trace (making->project, board, cancellable))
        return NULL;
      if (progress != NULL)
        progress ((double) (i + 1) / disputes->len * 0.7, user_data);
    }
  return g_steal_pointer (&boards);
}

/* Public functions ------------------------------------------------------------------------------- */

ObPaper *
ob_dossier_new (ObProject *project,
                const GArray *disputes,
                ObDossierProgress progress,
                gpointer user_data,
                GCancellable *cancellable)
{
  g_autofree char *name = ob_project_dup_name (project);
  g_autofree char *title = g_strdup_printf (_ ("%s: what is disputed"), name);
  Making making = { .project = project };
  g_autoptr (GPtrArray) boards
      = make_boards (&making, disputes, progress, user_data, cancellable);

  if (boards == NULL)
    return NULL;
  making.document = ob_paper_new (title);
  making.numbers = g_hash_table_new (g_int64_hash, g_int64_equal);
  making.articles = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_article_free);
  add_beginning (&making, boards->len);
  add_overview (&making, boards);
  for (guint i = 0; i < boards->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      add_dispute (&making, boards->pdata[i]);
      if (progress != NULL)
        progress (0.7 + 0.3 * (i + 1) / boards->len, user_data);
    }
  add_speakers (&making, boards);
  add_articles (&making);
  add_explanation (&making);
  g_hash_table_unref (making.numbers);
  g_ptr_array_unref (making.articles);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&making.document, ob_paper_free);
  return making.document;
}

typedef GBytes *(*PaperWriter) (const ObPaper *document, GError **error);

static PaperWriter
find_writer (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".html") || g_str_has_suffix (lower, ".htm")
             ? ob_paper_to_html
         : g_str_has_suffix (lower, ".pdf") ? ob_paper_to_pdf
         : g_str_has_suffix (lower, ".odt") ? ob_paper_to_odt
         : g_str_has_suffix (lower, ".md")  ? ob_paper_to_markdown
                                            : NULL;
}

gboolean
ob_dossier_knows (const char *path)
{
  return find_writer (path) != NULL;
}

gboolean
ob_dossier_write (ObProject *project,
                  const char *path,
                  const GArray *disputes,
                  ObDossierProgress progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  PaperWriter writer = find_writer (path);
  g_autoptr (ObPaper) document = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (writer == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("A dossier is written as .html, .pdf, .odt or .md: end the file's "
                              "name with one of them."));
      return FALSE;
    }
  document = ob_dossier_new (project, disputes, progress, user_data, cancellable);
  if (document == NULL)
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return FALSE;
    }
  bytes = writer (document, error);
  return bytes != NULL
         && g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes), error);
}
