/* How long an edit takes from the keyboard of one to the screen of another who work in one team folder.
 *
 * usage: tests/ui/with-display team-folder-bench [EDITS]
 *
 * Two windows with a copy of a project each, in one process, so that each also waits for the other's
 * main loop.  Measured is from the edit in the first window until the second has drawn its article
 * with it; before each edit both have been idle for longer than the time in which edits are gathered.
 */
#include "../window/window-fixture.h"

#include "store/upkeep.h"
#include "window/team-folder.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define IDLE_MS 4000
#define PATIENCE_MS 20000

typedef struct
{
  WindowFixture one;
  ObWindow *two;
  guint n_expected; /* annotations */
  gint64 drawn;     /* when the second window drew them all, monotonic; 0: not yet */
} Pair;

static guint
count (ObWindow *window)
{
  return ob_project_count (ob_window_get_project (window)).annotations;
}

static gboolean
draw_cb (Pair *pair)
{
  if (pair->drawn == 0 && count (pair->two) >= pair->n_expected)
    pair->drawn = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
run_for (gint64 ms, Pair *until_drawn)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end && (until_drawn == NULL || until_drawn->drawn == 0))
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static ObWindow *
open_copy (WindowFixture *fixture, const char *path)
{
  ObWindow *window = OB_WINDOW (ob_window_new (GTK_APPLICATION (fixture->application)));
  g_autoptr (GError) error = NULL;
  g_autoptr (ObProject) project = ob_project_open (path, &error);
  g_autoptr (GPtrArray) articles = NULL;

  g_assert_no_error (error);
  gtk_window_resize (GTK_WINDOW (window), 1280, 820);
  gtk_window_present (GTK_WINDOW (window));
  ob_window_set_project (window, project);
  articles = ob_project_list_articles (project);
  ob_workspace_show_article (ob_window_get_workspace (window), ((ObArticle *) articles->pdata[0])->entity);
  window_fixture_settle ();
  return window;
}

static void
pair_open (Pair *pair, const char *folder)
{
  g_autofree char *path = NULL, *content = NULL, *other = NULL;
  gsize length;

  window_fixture_open (&pair->one);
  window_fixture_open_sample (&pair->one);
  path = g_strdup (ob_project_get_path (ob_window_get_project (pair->one.window)));
  other = g_build_filename (pair->one.folder, "Copy.obelus", NULL);
  ob_window_set_project (pair->one.window, NULL);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (other, content, (gssize) length, NULL));
  ob_window_open_project (pair->one.window, path);
  pair->two = open_copy (&pair->one, other);
  ob_team_folder_set_path (ob_window_get_team_folder (pair->one.window), folder);
  ob_team_folder_set_path (ob_window_get_team_folder (pair->two), folder);
  g_signal_connect_swapped (ob_workspace_get_view (ob_window_get_workspace (pair->two)), "draw",
                            G_CALLBACK (draw_cb), pair);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

int
main (int argc, char **argv)
{
  guint n_edits = argc > 1 ? (guint) atoi (argv[1]) : 20;
  g_autofree char *folder = g_dir_make_tmp ("obelus-team-XXXXXX", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (int));
  Pair pair = { 0 };

  gtk_init (&argc, &argv);
  pair_open (&pair, folder);
  run_for (2 * IDLE_MS, NULL);
  for (guint i = 0; i < n_edits; i++)
    {
      gint64 start;
      int ms;

      run_for (IDLE_MS, NULL);
      pair.n_expected = count (pair.two) + 1;
      pair.drawn = 0;
      start = g_get_monotonic_time ();
      window_fixture_tag (&pair.one, "claim", 100 + 10 * i, 105 + 10 * i);
      run_for (PATIENCE_MS, &pair);
      g_assert_cmpint (pair.drawn, !=, 0);
      ms = (int) ((pair.drawn - start) / 1000);
      g_array_append_val (times, ms);
    }
  g_array_sort (times, compare);
  g_print ("%u edits: median %d ms, slowest %d ms\n", times->len, g_array_index (times, int, times->len / 2),
           g_array_index (times, int, times->len - 1));

  ob_window_set_project (pair.two, NULL);
  gtk_widget_destroy (GTK_WIDGET (pair.two));
  window_fixture_close (&pair.one);
  return EXIT_SUCCESS;
}
