/* Boards, speaker pages, searches and counts on a large project.
 *
 * answers-bench [N_ARTICLES [N_ANNOTATIONS [FOLDER]]]: makes a project by a seeded generator in
 * FOLDER (the temporary one) and prints one line a measurement: processor time, median of several.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/board.h"
#include "analysis/search.h"
#include "analysis/speaker-page.h"
#include "store/edit.h"

#define N_SPEAKERS 500
#define N_DISPUTES 100
#define N_POSITIONS 4
#define N_WORDS 500
#define PIECE 20000
#define N_TIMES 7

static const char *const words[]
    = { "minister", "attack",  "said",   "that",  "nobody",   "chemical", "weapons", "airfield",
        "denied",   "morning", "people", "were",  "killed",   "Russia",   "president", "the",
        "of",       "and",     "talks",  "never", "evidence", "reported", "border",  "army" };

static const char *const stances[] = { "asserts", "denies", "doubts", "reports", "mentions" };

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

/* What the answer costs, however busy the machine is. */
static double
get_cpu_milliseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
require (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static int
compare_doubles (const void *a, const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* Making ---------------------------------------------------------------------------------------- */

static void
add_articles (ObProject *project, guint n, GRand *random)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Import");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Article %u", i);
      g_autofree char *outlet = g_strdup_printf ("Outlet %u", i % 60);
      g_autofree char *date = g_strdup_printf ("2017-%02u-%02u", 1 + i % 12, 1 + i % 28);
      ObArticle metadata = { .title = title, .outlet = outlet, .published = date };
      g_autoptr (GString) utf8 = g_string_new (title);
      g_autoptr (ObText) text = NULL;

      for (guint k = 0; k < N_WORDS; k++)
        if (k % 50 == 0)
          g_string_append_printf (utf8, ".\n\nReport%u%u", i, k);
        else
          g_string_append_printf (
              utf8, " %s", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      text = ob_text_new (utf8->str);
      require (ob_edit_add_article (edit, text, NULL, &metadata, &error) != 0, error);
    }
  require (ob_edit_commit (edit, &error), error);
}

static void
add_directory (ObProject *project)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Directory");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_SPEAKERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Speaker %u", i);

      require (ob_edit_add_speaker (edit, name, &error) != 0, error);
    }
  for (guint i = 0; i < N_DISPUTES; i++)
    {
      g_autofree char *question = g_strdup_printf ("Question %u?", i);
      ObEntity dispute = ob_edit_add_dispute (edit, question, &error);

      for (guint k = 0; k < N_POSITIONS; k++)
        {
          g_autofree char *text = g_strdup_printf ("answer %u of %u", k, i);

          require (ob_edit_add_position (edit, dispute, text, &error) != 0, error);
        }
    }
  require (ob_edit_commit (edit, &error), error);
}

/* A third are claims on disputes, a third quotations, a third mentions. */
static void
annotate (ObEdit *edit,
          GRand *random,
          ObEntity article,
          ObCodebook *codebook,
          const GPtrArray *speakers,
          const GPtrArray *disputes,
          guint i)
{
  static const char *const labels[] = { "claim", "quote", "speaker" };
  guint32 start = (guint32) g_rand_int_range (random, 0, 2800);
  g_autoptr (GArray) segments = ob_segments_new_single (start, start + 5 + i % 60);
  const ObSpeaker *speaker = speakers->pdata[g_rand_int_range (random, 0, N_SPEAKERS)];
  const ObDispute *dispute = disputes->pdata[g_rand_int_range (random, 0, N_DISPUTES)];
  const ObPosition *position
      = dispute->positions->pdata[g_rand_int_range (random, 0, N_POSITIONS)];
  g_autoptr (ObValue) who = ob_value_new_entity (speaker->entity);
  g_autoptr (ObValue) on = ob_value_new_entity (dispute->entity);
  g_autoptr (ObValue) at = ob_value_new_entity (position->entity);
  g_autoptr (ObValue) stance
      = ob_value_new_text (stances[g_rand_int_range (random, 0, G_N_ELEMENTS (stances))]);
  g_autoptr (GError) error = NULL;
  ObEntity made = ob_edit_annotate (
      edit, article, ob_codebook_find (codebook, labels[i % 3])->entity, segments, &error);

  require (made != 0 && ob_edit_set_attribute (edit, made, "speaker", who, &error), error);
  if (i % 3 == 0)
    require (ob_edit_set_attribute (edit, made, "dispute", on, &error)
                 && ob_edit_set_attribute (edit, made, "position", at, &error)
                 && ob_edit_set_attribute (edit, made, "stance", stance, &error),
             error);
}

static void
add_annotations (ObProject *project, guint n, GRand *random)
{
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);
  g_autoptr (GPtrArray) disputes = ob_project_list_disputes (project);
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n;)
    {
      g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag");

      for (guint last = MIN (i + PIECE, n); i < last; i++)
        annotate (edit, random, ((ObArticle *) articles->pdata[i % articles->len])->entity,
                  codebook, speakers, disputes, i);
      require (ob_edit_commit (edit, &error), error);
    }
}

/* Measuring ------------------------------------------------------------------------------------- */

typedef guint (*Answer) (ObProject *project, ObSearch *search, gconstpointer what);

/* @unit: of what the answer counts. */
static void
measure (const char *name,
         Answer answer,
         ObProject *project,
         ObSearch *search,
         gconstpointer what,
         const char *unit)
{
  double times[N_TIMES];
  guint n = 0;

  for (guint i = 0; i < N_TIMES; i++)
    {
      double start = get_cpu_milliseconds ();

      n = answer (project, search, what);
      times[i] = get_cpu_milliseconds () - start;
    }
  qsort (times, N_TIMES, sizeof times[0], compare_doubles);
  g_print ("%-58s %8.1f ms  %u %s\n", name, times[N_TIMES / 2], n, unit);
}

static guint
answer_board (ObProject *project, ObSearch *search, gconstpointer what)
{
  g_autoptr (ObBoard) board = ob_board_new (project, *(const ObEntity *) what);

  return board->entries->len;
}

static guint
answer_origins (ObProject *project, ObSearch *search, gconstpointer what)
{
  g_autoptr (ObBoard) board = ob_board_new (project, *(const ObEntity *) what);

  ob_board_trace (project, board, NULL);
  return board->n_origins[0];
}

static guint
answer_page (ObProject *project, ObSearch *search, gconstpointer what)
{
  g_autoptr (ObSpeakerPage) page = ob_speaker_page_new (project, *(const ObEntity *) what);

  return page->sayings->len;
}

static guint
answer_count (ObProject *project, ObSearch *search, gconstpointer what)
{
  return ob_project_count_references (project, *(const ObEntity *) what);
}

static guint
answer_query (ObProject *project, ObSearch *search, gconstpointer what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObQuery) query = ob_query_parse (what, &error);
  g_autoptr (GArray) findings = query != NULL ? ob_search_run (search, query, &error) : NULL;

  require (findings != NULL, error);
  return findings->len;
}

static guint
answer_lines (ObProject *project, ObSearch *search, gconstpointer what)
{
  g_autoptr (ObQuery) query = ob_query_parse (what, NULL);
  g_autoptr (GArray) findings = ob_search_run (search, query, NULL);
  g_autoptr (GPtrArray) lines = ob_concordance_new (project, findings, 0, 100, 70, NULL);

  return lines->len;
}

static guint
answer_update (ObProject *project, ObSearch *search, gconstpointer what)
{
  ob_search_touch (search, *(const ObEntity *) what);
  require (ob_search_catch_up (search, FALSE, NULL, NULL, NULL, NULL), NULL);
  return ob_search_get_statements (search)->rows->len;
}

static void
measure_all (ObProject *project)
{
  static const char *const queries[]
      = { "label:claim",
          "label:claim speaker:\"Speaker 7\" stance:denies",
          "label:claim dispute:\"Question 3?\" NOT stance:reports outlet:\"Outlet 5\"",
          "stance:denies OR has:note",
          "label:claim inside label:quote",
          "label:claim near/5 label:quote",
          "airfield",
          "\"chemical weapons\"",
          "chem*",
          "NEAR(chemical airfield, 5)",
          "label:claim chemical",
          "airfield inside label:claim" };
  g_autoptr (ObSearch) search = ob_search_new (project);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);
  g_autoptr (GError) error = NULL;
  ObEntity dispute = ob_project_find (project, OB_KIND_DISPUTE, "Question 3?", NULL);
  ObEntity speaker = ob_project_find (project, OB_KIND_SPEAKER, "Speaker 7", NULL);
  gint64 start = g_get_monotonic_time ();

  require (ob_search_catch_up (search, FALSE, NULL, NULL, NULL, &error), error);
  g_print ("%-58s %8.0f ms\n", "rows of all annotations read, once", milliseconds_since (start));
  start = g_get_monotonic_time ();
  require (ob_search_catch_up (search, TRUE, NULL, NULL, NULL, &error), error);
  g_print ("%-58s %8.0f ms\n", "index of words made, once", milliseconds_since (start));

  measure ("board of a dispute", answer_board, project, search, &dispute, "passages");
  measure ("the same with origins (texts read)", answer_origins, project, search, &dispute,
           "origins");
  measure ("page of a speaker", answer_page, project, search, &speaker, "statements");
  measure ("count of a speaker's annotations", answer_count, project, search, &speaker, "");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    measure (queries[i], answer_query, project, search, queries[i], "found");
  measure ("100 lines of a concordance", answer_lines, project, search, "airfield", "lines");
  measure ("catching up after an edit", answer_update, project, search,
           &((ObArticle *) articles->pdata[articles->len / 2])->entity, "rows");
}

int
main (int argc, char **argv)
{
  guint n_articles = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  guint n_annotations = argc > 2 ? (guint) atoi (argv[2]) : 500000;
  g_autofree char *folder
      = argc > 3 ? g_strdup (argv[3]) : g_dir_make_tmp ("obelus-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "answers.obelus", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20170412);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = NULL;
  gint64 start = g_get_monotonic_time ();

  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  project = ob_project_create (path, "Bench", NULL, &error);
  require (project != NULL, error);
  add_articles (project, n_articles, random);
  add_directory (project);
  add_annotations (project, n_annotations, random);
  g_print ("made in %.0f s\n", milliseconds_since (start) / 1000);
  measure_all (project);

  g_clear_object (&project);
  g_unlink (path);
  return 0;
}
