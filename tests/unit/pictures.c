/* Tables of passages, on cases made by hand and against a naive count; and the charts drawn of them. */
#include <stdlib.h>
#include <string.h>

#include "analysis/cross-time.h"
#include "news.h"
#include "report/chart.h"

#define QUESTION "How many died?"

static ObCrossTable *
make_table (News *news, ObCross kind)
{
  g_autoptr (ObStatements) statements = ob_project_list_all_statements (news->project, NULL);

  return ob_cross_table_new (news->project, statements, kind);
}

static guint
find_head (const GPtrArray *heads, const char *name)
{
  for (guint i = 0; i < heads->len; i++)
    if (strcmp (((ObCrossHead *) heads->pdata[i])->name, name) == 0)
      return i;
  g_error ("no head %s", name);
}

static guint
count (const ObCrossTable *table, const char *row, const char *column)
{
  return ob_cross_cell_count (
      ob_cross_table_get (table, find_head (table->rows, row), find_head (table->columns, column)));
}

static void
fill (News *news)
{
  static const char *const positions[] = { "ninety", "nobody", NULL };
  ObEntity first, second;

  news_add_dispute (news, QUESTION, positions);
  first = news_add_article (news, "One", "The Courier", "2017-04-12",
                            "Ames says ninety died. The Kremlin denies it. Ames doubts that.");
  second = news_add_article (news, "Two", NULL, "2017-04-15T08:00:00Z", "He said nobody died.");
  news_annotate (news, first, "claim", "ninety died",
                 "speaker=Ames;stance=reports;dispute=" QUESTION);
  news_annotate (news, first, "claim", "denies it",
                 "speaker=Kremlin;stance=denies;dispute=" QUESTION);
  news_annotate (news, first, "claim", "Ames doubts that", "speaker=Ames;stance=doubts");
  news_annotate (news, first, "figure", "ninety", "low=90;high=90");
  news_annotate (news, second, "claim", "nobody died", NULL);
}

static void
test_speakers (void)
{
  News news;
  g_autoptr (ObCrossTable) table = NULL;
  const ObCrossCell *cell;

  news_set_up (&news);
  fill (&news);
  table = make_table (&news, OB_CROSS_SPEAKERS_BY_STANCE);
  g_assert_cmpuint (table->n_passages, ==, 4);
  g_assert_cmpuint (table->rows->len, ==, 3);
  g_assert_cmpuint (find_head (table->rows, "Ames"), ==, 0);
  g_assert_cmpuint (count (table, "Ames", "reports"), ==, 1);
  g_assert_cmpuint (count (table, "Ames", "doubts"), ==, 1);
  g_assert_cmpuint (count (table, "Ames", "asserts"), ==, 0);
  g_assert_cmpuint (count (table, "Kremlin", "denies"), ==, 1);
  /* The default of the label. */
  g_assert_cmpuint (count (table, "Nobody named", "asserts"), ==, 1);
  cell = ob_cross_table_get (table, find_head (table->rows, "Kremlin"),
                             find_head (table->columns, "denies"));
  g_assert_cmpuint (cell->n[OB_STANCE_DENIES], ==, 1);
  g_assert_cmpuint (g_array_index (cell->passages, ObFinding, 0).start, ==, 35);
  news_tear_down (&news);
}

static void
test_others (void)
{
  News news;
  g_autoptr (ObCrossTable) time = NULL, outlets = NULL, disputes = NULL;

  news_set_up (&news);
  fill (&news);
  time = make_table (&news, OB_CROSS_CLAIMS_OVER_TIME);
  /* All days between the first and the last, and the undated. */
  g_assert_cmpuint (time->rows->len, ==, 5);
  g_assert_cmpuint (count (time, "2017-04-12", "denies"), ==, 1);
  g_assert_cmpuint (count (time, "2017-04-15", "asserts"), ==, 1);
  g_assert_cmpuint (((ObCrossHead *) time->rows->pdata[1])->n, ==, 0);
  outlets = make_table (&news, OB_CROSS_LABELS_BY_OUTLET);
  g_assert_cmpuint (count (outlets, "The Courier", "Claim"), ==, 3);
  g_assert_cmpuint (count (outlets, "The Courier", "Figure"), ==, 1);
  g_assert_cmpuint (count (outlets, "No outlet", "Claim"), ==, 1);
  disputes = make_table (&news, OB_CROSS_SPEAKERS_AND_DISPUTES);
  g_assert_cmpuint (disputes->n_passages, ==, 2);
  g_assert_cmpuint (count (disputes, "Ames", QUESTION), ==, 1);
  news_tear_down (&news);
}

static void
test_steps (void)
{
  guint32 day = ob_cross_day ("2017-04-12T23:00:00+02:00");
  g_autofree char *name = ob_cross_dup_step (OB_STEP_DAY, ob_cross_count_steps (OB_STEP_DAY, day));
  g_autofree char *month
      = ob_cross_dup_step (OB_STEP_MONTH, ob_cross_count_steps (OB_STEP_MONTH, day));
  g_autofree char *year = ob_cross_dup_step (OB_STEP_YEAR, ob_cross_count_steps (OB_STEP_YEAR, day));

  g_assert_cmpstr (name, ==, "2017-04-12");
  g_assert_cmpstr (month, ==, "2017-04");
  g_assert_cmpstr (year, ==, "2017");
  g_assert_cmpuint (ob_cross_day ("2017-04"), ==, ob_cross_day ("2017-04-01"));
  g_assert_cmpuint (ob_cross_day ("2017"), ==, ob_cross_day ("2017-01-01"));
  g_assert_cmpuint (ob_cross_day (NULL), ==, 0);
  g_assert_cmpuint (ob_cross_day ("yesterday"), ==, 0);
  g_assert_cmpuint (ob_cross_day ("2017-02-30"), ==, 0);
  g_assert_cmpint (ob_cross_choose_step (day, day + 61), ==, OB_STEP_DAY);
  g_assert_cmpint (ob_cross_choose_step (day, day + 62), ==, OB_STEP_MONTH);
  g_assert_cmpint (ob_cross_choose_step (day, day + 365 * 40), ==, OB_STEP_YEAR);
}

/* How many annotations of @label overlap another one of @other, counted one by one. */
static guint
count_naively (const ObStatements *statements, ObEntity label, ObEntity other)
{
  guint n = 0;

  for (guint i = 0; i < statements->rows->len; i++)
    {
      const ObStatement *a = &g_array_index (statements->rows, ObStatement, i);
      gboolean overlaps = FALSE;

      for (guint k = 0; k < statements->rows->len; k++)
        {
          const ObStatement *b = &g_array_index (statements->rows, ObStatement, k);

          overlaps |= i != k && b->label == other && b->article == a->article && b->start < a->end
                      && b->end > a->start;
        }
      n += a->label == label && overlaps;
    }
  return n;
}

static void
annotate_at_random (News *news, ObEntity article)
{
  static const char *const labels[] = { "claim", "quote", "speaker" };
  g_autoptr (ObEdit) edit = ob_edit_new (news->project, "Annotate");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    {
      guint32 start = (guint32) g_test_rand_int_range (0, 90);
      ObEntity label
          = news_find (news, OB_KIND_LABEL, labels[g_test_rand_int_range (0, G_N_ELEMENTS (labels))]);
      g_autoptr (GArray) segments
          = ob_segments_new_single (start, start + (guint32) g_test_rand_int_range (1, 8));

      ob_edit_annotate (edit, article, label, segments, &error);
      g_assert_no_error (error);
    }
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_overlaps (void)
{
  News news;
  g_autofree char *text = g_strnfill (100, 'a');
  g_autoptr (ObStatements) statements = NULL;
  g_autoptr (ObCrossTable) table = NULL;

  news_set_up (&news);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("Article %u", i);

      text[i] = 'b';
      annotate_at_random (&news, news_add_article (&news, title, NULL, NULL, text));
    }
  statements = ob_project_list_all_statements (news.project, NULL);
  table = ob_cross_table_new (news.project, statements, OB_CROSS_LABELS_TOGETHER);
  for (guint row = 0; row < table->rows->len; row++)
    for (guint column = 0; column < table->columns->len; column++)
      g_assert_cmpuint (ob_cross_cell_count (ob_cross_table_get (table, row, column)), ==,
                        count_naively (statements,
                                       ((ObCrossHead *) table->rows->pdata[row])->entity,
                                       ((ObCrossHead *) table->columns->pdata[column])->entity));
  g_assert_cmpuint (table->n_passages, >, 100);
  news_tear_down (&news);
}

/* Every cell with passages has its mark, which is found where it is drawn. */
static void
check_marks (const ObChart *chart)
{
  const GArray *marks = ob_chart_get_marks (chart);
  double width, height;
  guint n = 0;

  ob_chart_get_size (chart, &width, &height);
  for (guint i = 0; i < marks->len; i++)
    {
      const ObMark *mark = &g_array_index (marks, ObMark, i);
      g_autofree char *words = ob_chart_describe (chart, i);
      int found = ob_chart_find (chart, mark->x + mark->width / 2, mark->y + mark->height / 2);

      n += ob_cross_cell_count (
          ob_cross_table_get (ob_chart_get_table (chart), mark->row, mark->column));
      g_assert_cmpint (found, >=, 0);
      g_assert_cmpfloat (mark->x, >=, 0);
      g_assert_cmpfloat (mark->x + mark->width, <=, width);
      g_assert_cmpfloat (mark->y + mark->height, <=, height);
      g_assert_nonnull (strstr (words, "passage"));
    }
  g_assert_cmpuint (n, ==, ob_chart_get_table (chart)->n_passages);
  g_assert_cmpint (ob_chart_find (chart, width - 1, height - 1), ==, -1);
}

static void
check_file (const ObChart *chart, const char *folder, const char *name, const char *begin)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ob_chart_knows (path));
  ob_chart_write (chart, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (contents, begin));
}

static void
test_charts (void)
{
  News news;

  news_set_up (&news);
  fill (&news);
  for (ObCross kind = 0; kind < OB_N_CROSSES; kind++)
    for (guint scheme = 0; scheme < 2; scheme++)
      {
        const ObChartStyle style = { scheme, scheme == 0 ? 10 : 20, scheme == 0 ? 900 : 320 };
        g_autoptr (ObChart) chart = ob_chart_new (make_table (&news, kind), &style);
        g_autoptr (GError) error = NULL;

        check_marks (chart);
        check_file (chart, news.folder, "a.png", "\x89PNG");
        check_file (chart, news.folder, "a.SVG", "<?xml");
        check_file (chart, news.folder, "a.pdf", "%PDF");
        check_file (chart, news.folder, "a.csv", "\xef\xbb\xbf");
        g_assert_false (ob_chart_knows ("a.gif"));
        g_assert_false (ob_chart_write (chart, "/nowhere/a.png", &error));
        g_assert_nonnull (error);
      }
  news_tear_down (&news);
}

static void
test_nothing (void)
{
  News news;

  news_set_up (&news);
  for (ObCross kind = 0; kind < OB_N_CROSSES; kind++)
    {
      const ObChartStyle style = { OB_SCHEME_LIGHT, 10, 900 };
      g_autoptr (ObChart) chart = ob_chart_new (make_table (&news, kind), &style);

      g_assert_cmpuint (ob_chart_get_marks (chart)->len, ==, 0);
      check_file (chart, news.folder, "a.png", "\x89PNG");
    }
  news_tear_down (&news);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pictures/speakers", test_speakers);
  g_test_add_func ("/pictures/others", test_others);
  g_test_add_func ("/pictures/steps", test_steps);
  g_test_add_func ("/pictures/overlaps", test_overlaps);
  g_test_add_func ("/pictures/charts", test_charts);
  g_test_add_func ("/pictures/nothing", test_nothing);
  return g_test_run ();
}
