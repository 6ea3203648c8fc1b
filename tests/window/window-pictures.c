/* Draws the window in its states, for people to look at; each is checked not to be blank.
 *
 * The pictures are left in G_TEST_BUILDDIR: window-start.png, window-light.png, ...
 */
#include "window-fixture.h"

#include "store/edit.h"
#include "window/picture.h"

#include <glib/gstdio.h>

static guint32
find_words (WindowFixture *fixture, const char *words)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (ob_workspace_get_view (ob_window_get_workspace (fixture->window))));
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, words, 0, &start, &end, NULL));

  return (guint32) gtk_text_iter_get_offset (&start);
}

/* A picture of one colour compresses to almost nothing. */
static void
draw (GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("window-%s.png", name);
  const char *path = g_test_get_filename (G_TEST_BUILT, file, NULL);
  GStatBuf status;

  for (guint i = 0; i < 20; i++)
    window_fixture_settle ();
  g_assert_true (ob_picture_draw (widget, path));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 5000);
}

static void
set_style (WindowFixture *fixture, const char *style)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application),
                                  "style",
                                  g_variant_new_string (style));
  window_fixture_settle ();
}

static void
put_caret (WindowFixture *fixture, const char *words)
{
  guint32 place = find_words (fixture, words) + 4;

  ob_article_view_select (ob_workspace_get_view (ob_window_get_workspace (fixture->window)),
                          place,
                          place);
  window_fixture_settle ();
}

/* The pictures are the same whoever draws them. */
static void
open_sample (WindowFixture *fixture)
{
  ObProject *project;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  window_fixture_open (fixture);
  window_fixture_open_sample (fixture);
  project = ob_window_get_project (fixture->window);
  edit = ob_edit_new (project, "Call the annotator Anna");
  ob_edit_set_text (edit, ob_project_get_annotator (project), "name", "Anna", &error);
  g_assert_no_error (error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_start (void)
{
  WindowFixture fixture;

  window_fixture_open (&fixture);
  draw (GTK_WIDGET (fixture.window), "start");
  window_fixture_create_project (&fixture);
  draw (GTK_WIDGET (fixture.window), "empty");
  window_fixture_activate (&fixture, "close-project");
  draw (GTK_WIDGET (fixture.window), "recent");
  window_fixture_close (&fixture);
}

static void
test_styles (void)
{
  WindowFixture fixture;

  open_sample (&fixture);
  put_caret (&fixture, "the Syrian government was responsible");
  set_style (&fixture, "light");
  draw (GTK_WIDGET (fixture.window), "light");
  set_style (&fixture, "dark");
  draw (GTK_WIDGET (fixture.window), "dark");
  set_style (&fixture, "system");
  gtk_window_resize (GTK_WINDOW (fixture.window), 600, 700);
  draw (GTK_WIDGET (fixture.window), "narrow");
  window_fixture_close (&fixture);
}

static void
test_right_to_left (void)
{
  WindowFixture fixture;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  open_sample (&fixture);
  put_caret (&fixture, "the Syrian government was responsible");
  draw (GTK_WIDGET (fixture.window), "rtl");
  window_fixture_close (&fixture);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_long_names (void)
{
  WindowFixture fixture;
  g_autofree char *title = g_strnfill (300, 'W');
  g_autofree char *article = g_strdup_printf ("%s and more words in a title\n\nText.\n", title);

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, article);
  ob_window_tell (fixture.window,
                  GTK_MESSAGE_ERROR,
                  "The file “/home/anna/Documents/a very long name of a folder/with another/and "
                  "another/project.obelus” cannot be opened, because another program has it open.",
                  "Open Another…",
                  "win.open");
  draw (GTK_WIDGET (fixture.window), "long");
  window_fixture_close (&fixture);
}

static void
test_palette (void)
{
  WindowFixture fixture;

  open_sample (&fixture);
  put_caret (&fixture, "uncertainty and mixed signals");
  ob_workspace_open_palette (ob_window_get_workspace (fixture.window));
  draw (GTK_WIDGET (fixture.window), "palette");
  window_fixture_close (&fixture);
}

static void
test_history (void)
{
  WindowFixture fixture;

  open_sample (&fixture);
  window_fixture_tag (&fixture, "note", 30, 40);
  window_fixture_tag (&fixture, "claim", 60, 80);
  window_fixture_activate (&fixture, "undo");
  window_fixture_activate (&fixture, "history");
  draw (GTK_WIDGET (fixture.window), "history");
  window_fixture_close (&fixture);
}

/* Draws the window that @action opens above that of the fixture. */
static void
draw_dialog (WindowFixture *fixture, const char *action, const char *name)
{
  GList *windows;

  window_fixture_activate (fixture, action);
  windows = gtk_window_list_toplevels ();
  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window)
        && gtk_widget_get_visible (l->data))
      {
        draw (l->data, name);
        gtk_widget_destroy (l->data);
        break;
      }
  g_list_free (windows);
}

static void
test_dialogs (void)
{
  WindowFixture fixture;

  open_sample (&fixture);
  draw_dialog (&fixture, "export", "export");
  draw_dialog (&fixture, "codebook", "codebook");
  draw_dialog (&fixture, "shortcuts", "shortcuts");
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window-pictures/start", test_start);
  g_test_add_func ("/window-pictures/styles", test_styles);
  g_test_add_func ("/window-pictures/right-to-left", test_right_to_left);
  g_test_add_func ("/window-pictures/long-names", test_long_names);
  g_test_add_func ("/window-pictures/palette", test_palette);
  g_test_add_func ("/window-pictures/history", test_history);
  g_test_add_func ("/window-pictures/dialogs", test_dialogs);

  return g_test_run ();
}
