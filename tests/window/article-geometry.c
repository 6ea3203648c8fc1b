/* The layouts that the editor draws on against GTK's own: every character is where GTK says it is, at
 * every width, in every direction. */
#include "article-fixture.h"

#include "editor/geometry.h"

#define TEXT \
  "A title that is long enough to need two lines when the window is narrow\n" \
  "By Somebody\n" \
  "\n" \
  "Plain words of a paragraph that is wrapped, with a\ttab, an e\xcc\x81, an emoji 👩‍👩‍👧 and a very-long-" \
  "hyphenated-word, so that it takes some lines at any width.\n" \
  "قال المتحدث باسم وزارة الخارجية إن الاجتماع مع Rex Tillerson كان مفيدا، وأضاف 1999 مرة.\n" \
  "The word سلام means peace, and שלום does so too, said Lavrov (2017).\n" \
  "שלום עולם\n" \
  "A paragraph separator\xe2\x80\xa9" "ends a line of GTK's, a line separator\xe2\x80\xa8" "ends none.\n" \
  "Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword\n"

/* The leading edge is the left of GTK's rectangle, or its right where text runs from right to left;
 * to the pixel, but for what rounding in between may cost. */
static void
check_edge (int x, const GdkRectangle *theirs, guint32 offset)
{
  if (ABS (x - theirs->x) > 1 && ABS (x - theirs->x - theirs->width) > 1)
    g_error ("character %u begins at %d, but GTK says %d to %d", offset, x, theirs->x,
             theirs->x + theirs->width);
}

static void
check_character (GtkTextView *view, ObGeometry *geometry, guint32 offset)
{
  const ObParagraph *paragraph;
  GtkTextIter iter;
  GdkRectangle theirs;
  int top, x;
  guint line;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter, (int) offset);
  if (gtk_text_iter_ends_line (&iter) || !gtk_text_iter_is_cursor_position (&iter))
    return;

  paragraph = ob_geometry_get (geometry, &iter, &top);
  if (ob_hidden_parts_find (ob_article_view_get_hidden_parts (OB_ARTICLE_VIEW (view)), offset, NULL))
    {
      g_assert_null (paragraph);
      return;
    }
  g_assert_nonnull (paragraph);
  line = ob_paragraph_find_line (paragraph, offset);
  g_assert_cmpuint (paragraph->lines[line].start, <=, offset);
  gtk_text_view_get_iter_location (view, &iter, &theirs);
  x = ob_geometry_get_x (geometry, paragraph, line, offset, FALSE);
  check_edge (x, &theirs, offset);

  g_assert_cmpint (top + paragraph->lines[line].baseline, >, theirs.y);
  /* The mark of a note stands higher than the line does. */
  g_assert_cmpint (top + paragraph->lines[line].baseline, <=,
                   theirs.y + theirs.height + (int) (paragraph->em * 0.4));
}

static void
check_all (ArticleFixture *fixture)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  g_autoptr (ObGeometry) geometry = ob_geometry_new (view);
  ObText *text = ob_highlights_get_text (ob_article_view_get_highlights (fixture->view));

  ob_geometry_set_text (geometry, text);
  for (guint32 offset = 0; offset < ob_text_get_length (text); offset++)
    check_character (view, geometry, offset);
}

static void
test_agreement (void)
{
  static const int widths[] = { 900, 700, 523, 431, 380, 300 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      ArticleFixture fixture;

      article_fixture_open (&fixture, TEXT,
                            "A title that is long enough to need two lines when the window is narrow",
                            "By Somebody", widths[i], 900);
      g_test_message ("width %d", widths[i]);
      check_all (&fixture);
      g_action_group_activate_action (ob_article_view_get_actions (fixture.view), "zoom-in", NULL);
      article_fixture_settle ();
      check_all (&fixture);
      article_fixture_close (&fixture);
    }
}

/* Headings, lists, quotes, tables, letters that change within a paragraph, and parts that are not
 * there: in both directions. */
#define MARKDOWN \
  "# A title that is long enough to need two lines when the window is narrow\n\n" \
  "Menu of the page, which is never seen\n\n" \
  "Words with **strong ones that go on for long**, with *emphasis*, `code` and a note[^1], so that " \
  "letters of many kinds are on each line.\n\n" \
  "## A heading\n\n" \
  "* an item that is long enough to hang below its bullet when the window is narrow\n" \
  "  1. and one in it, **strong** at the start\n" \
  "* قال المتحدث باسم وزارة الخارجية إن الاجتماع **مع Rex كان مفيدا** وأضاف 1999 مرة\n\n" \
  "Read also: what is hidden\n\n" \
  "![a picture](p.png)\n\n" \
  "> quoted words, of which there are some more than fit on a narrow line\n\n" \
  "> العلاقات في أدنى مستوى منذ الحرب الباردة\n\n" \
  "| Name | Toll |\n|---|---|\n| **UN** | 89 |\n| Ministry | *72* |\n\n" \
  "```\nint  a;\n```\n\n" \
  "[^1]: The note at the foot.\n"

static void
test_structure (void)
{
  static const int widths[] = { 900, 523, 300 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      ArticleFixture fixture;
      GActionGroup *actions;

      article_fixture_open_markdown (&fixture, MARKDOWN, widths[i], 900);
      actions = ob_article_view_get_actions (fixture.view);
      g_assert_cmpuint (ob_article_view_get_n_hidden_parts (fixture.view), ==, 2);
      g_test_message ("width %d", widths[i]);
      check_all (&fixture);
      g_action_group_activate_action (actions, "zoom-in", NULL);
      article_fixture_settle ();
      check_all (&fixture);
      g_action_group_change_action_state (actions, "show-hidden", g_variant_new_boolean (TRUE));
      article_fixture_settle ();
      g_assert_cmpuint (ob_article_view_get_n_hidden_parts (fixture.view), ==, 0);
      check_all (&fixture);
      article_fixture_close (&fixture);
    }
}

/* Runs are disjoint, from left to right, and as wide as the characters in them. */
static void
test_runs (void)
{
  ArticleFixture fixture;
  g_autoptr (ObGeometry) geometry = NULL;
  const ObParagraph *paragraph;
  guint32 start;
  GtkTextIter iter;
  ObRun runs[8];
  int top;

  article_fixture_open (&fixture, TEXT, NULL, NULL, 900, 700);
  geometry = ob_geometry_new (GTK_TEXT_VIEW (fixture.view));
  ob_geometry_set_text (geometry,
                        ob_highlights_get_text (ob_article_view_get_highlights (fixture.view)));
  start = article_fixture_find (&fixture, "The word");
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture.view)), &iter,
                                      (int) start);
  paragraph = ob_geometry_get (geometry, &iter, &top);

  g_assert_cmpuint (ob_geometry_get_runs (geometry, paragraph, 0, start, start + 8, runs, 8), ==, 1);
  g_assert_cmpint (runs[0].left, ==, paragraph->x);

  /* "word " and the first half of the Arabic word after it: two runs with a gap between. */
  g_assert_cmpuint (
    ob_geometry_get_runs (geometry, paragraph, 0, start + 4, start + 11, runs, 8), ==, 2);
  g_assert_cmpint (runs[0].right, <, runs[1].left);
  g_assert_cmpuint (
    ob_geometry_get_runs (geometry, paragraph, 0, start + 4, start + 11, runs, 1), ==, 1);
  g_assert_cmpuint (ob_geometry_get_runs (geometry, paragraph, 0, start, start, runs, 8), ==, 0);
  article_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article-geometry/agreement", test_agreement);
  g_test_add_func ("/article-geometry/structure", test_structure);
  g_test_add_func ("/article-geometry/runs", test_runs);
  return g_test_run ();
}
