/* Looking through suggestions by keys: nothing is written before one is pressed. */
#include "article-fixture.h"

#include <string.h>

#define TEXT                                                                                       \
  "\"It is over for all of us\", Lavrov said.\n\n\"He has not threatened us\", Tillerson "         \
  "said.\n\n"                                                                                      \
  "Lavrov left. Tillerson stayed."

/* Waits until the hint begins with @start; the search runs in a thread. */
static void
wait_for_hint (ArticleFixture *fixture, const char *start)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autofree char *hint = NULL;

      g_object_get (fixture->view, "hint", &hint, NULL);
      if (hint != NULL && g_str_has_prefix (hint, start))
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
wait_for_done (ArticleFixture *fixture, const char *part)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (fixture->done == NULL || strstr (fixture->done, part) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static guint
count (ArticleFixture *fixture)
{
  g_autoptr (GPtrArray) annotations
      = ob_project_list_annotations (fixture->project, fixture->article, 0, 0);

  return annotations->len;
}

static void
test_accept_and_reject (void)
{
  ArticleFixture fixture;

  article_fixture_open (&fixture, TEXT, NULL, NULL, 700, 500);
  article_fixture_key (&fixture, GDK_KEY_g, 0);
  wait_for_hint (&fixture, "1 of 2");
  g_assert_cmpuint (count (&fixture), ==, 0);

  article_fixture_key (&fixture, GDK_KEY_Tab, 0);
  wait_for_hint (&fixture, "2 of 2");
  article_fixture_key (&fixture, GDK_KEY_Tab, 0);
  wait_for_hint (&fixture, "1 of 2");
  article_fixture_key (&fixture, GDK_KEY_Return, 0);
  wait_for_hint (&fixture, "1 of 1");
  g_assert_cmpuint (count (&fixture), ==, 2); /* the quotation and its speaker */

  article_fixture_key (&fixture, GDK_KEY_Delete, 0);
  wait_for_done (&fixture, "last suggestion");
  g_assert_cmpuint (count (&fixture), ==, 2);
  article_fixture_key (&fixture, GDK_KEY_g, 0);
  wait_for_done (&fixture, "Nothing sure");
  article_fixture_close (&fixture);
}

static void
test_accept_all (void)
{
  ArticleFixture fixture;

  article_fixture_open (&fixture, TEXT, NULL, NULL, 700, 500);
  article_fixture_key (&fixture, GDK_KEY_g, 0);
  wait_for_hint (&fixture, "1 of 2");
  article_fixture_key (&fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  wait_for_done (&fixture, "last suggestion");
  g_assert_cmpuint (count (&fixture), ==, 4);
  g_assert_true (ob_project_undo (fixture.project, NULL, NULL));
  g_assert_cmpuint (count (&fixture), ==, 0);
  article_fixture_close (&fixture);
}

/* Other occurrences appear after a tag, and are written only by a key. */
static void
test_spread (void)
{
  ArticleFixture fixture;
  guint32 at;

  article_fixture_open (&fixture, TEXT, NULL, NULL, 700, 500);
  at = article_fixture_find (&fixture, "Lavrov");
  ob_article_view_select (fixture.view, at, at + 6);
  article_fixture_key (&fixture, GDK_KEY_s, 0);
  article_fixture_settle ();
  g_assert_cmpuint (count (&fixture), ==, 1);
  article_fixture_key (&fixture, GDK_KEY_a, 0);
  wait_for_hint (&fixture, "1 of 1");
  article_fixture_key (&fixture, GDK_KEY_Return, 0);
  wait_for_done (&fixture, "last suggestion");
  g_assert_cmpuint (count (&fixture), ==, 2);

  ob_article_view_select (fixture.view, at + 1, at + 1);
  article_fixture_key (&fixture, GDK_KEY_a, GDK_SHIFT_MASK);
  wait_for_done (&fixture, "1 other occurrence");
  g_assert_cmpuint (count (&fixture), ==, 1);
  article_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ghosts/accept-and-reject", test_accept_and_reject);
  g_test_add_func ("/ghosts/accept-all", test_accept_all);
  g_test_add_func ("/ghosts/spread", test_spread);

  return g_test_run ();
}
