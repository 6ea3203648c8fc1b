/* Versions of articles in the window: what an import says of them and the choices, what changed from
 * one to the next, and the list of what needs attention. */
#include "window-fixture.h"

#include <string.h>

#include "store/edit.h"
#include "store/strays.h"
#include "window/import-dialog.h"
#include "window/importer.h"

#define FIRST                                                                                      \
  "Talks in Moscow\n\nThe foreign ministers met on Tuesday, after months of letters, and spoke for " \
  "two hours about the war, the treaty and what comes after it, aides said.\n"                      \
  "More than eighty people were killed in the attack on the town in April, doctors there say.\n"    \
  "The minister left in the evening without a word to those who had waited outside for him.\n"
#define SECOND                                                                                     \
  "Talks in Moscow\n\nThe foreign ministers met on Tuesday, after months of letters, and spoke for " \
  "three hours about the war, the treaty and what comes after it, aides said.\n"                    \
  "The minister left in the evening without a word to those who had waited outside for him.\n"      \
  "He will be back in June.\n"
#define OTHER "Weather\n\nIt will rain in the north, and the south stays dry until the weekend.\n"

static GtkWidget *
find_dialog (const char *title)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (gtk_widget_get_visible (at->data)
        && g_strcmp0 (gtk_window_get_title (at->data), title) == 0)
      return at->data;

  return NULL;
}

static void
click (GtkWidget *root, const char *name)
{
  GtkWidget *button = window_fixture_find (root, GTK_TYPE_BUTTON, name);

  if (button == NULL)
    g_error ("there is no button “%s”", name);
  gtk_button_clicked (GTK_BUTTON (button));
  window_fixture_settle ();
}

static void
import (WindowFixture *fixture, const char *first, const char *second)
{
  const char *const texts[] = { first, second };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 2 && texts[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("file-%u.txt", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_ptr_array_add (files, g_file_new_for_path (path));
    }
  ob_importer_import_files (fixture->window, files);
}

static ObEntity
get_shown (WindowFixture *fixture)
{
  return ob_workspace_get_article (ob_window_get_workspace (fixture->window));
}

/* Tags @words of the article that is shown. */
static ObEntity
tag (WindowFixture *fixture, const char *words)
{
  ObProject *project = ob_window_get_project (fixture->window);
  g_autoptr (ObText) text = ob_project_get_text (project, get_shown (fixture), NULL);
  const char *utf8 = ob_text_get_utf8 (text, NULL), *at = strstr (utf8, words);
  ObSegment segment = { ob_text_get_offset (text, (gsize) (at - utf8)), 0 };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (ObSegment));
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Tag");
  g_autoptr (GError) error = NULL;
  ObEntity label = ob_project_find (project, OB_KIND_LABEL, "claim", NULL), annotation;

  segment.end = segment.start + (guint32) g_utf8_strlen (words, -1);
  g_array_append_val (segments, segment);
  annotation = ob_edit_annotate (edit, get_shown (fixture), label, segments, &error);
  g_assert_true (ob_edit_commit (edit, &error));
  g_assert_no_error (error);
  return ob_edit_resolve (edit, annotation);
}

static void
begin (WindowFixture *fixture)
{
  window_fixture_open (fixture);
  window_fixture_create_project (fixture);
  window_fixture_add_article (fixture, FIRST);
}

static void
choose (WindowFixture *fixture, const char *id)
{
  GtkWidget *box = window_fixture_find (find_dialog ("Add Articles"), GTK_TYPE_COMBO_BOX, "What to do");

  g_assert_nonnull (box);
  g_assert_true (gtk_combo_box_set_active_id (GTK_COMBO_BOX (box), id));
  window_fixture_settle ();
}

static guint
count_articles (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) articles
    = ob_project_list_articles (ob_window_get_project (fixture->window));

  return articles->len;
}

static gboolean
is_closed (WindowFixture *fixture)
{
  return find_dialog ("Add Articles") == NULL;
}

/* The dialog counts what looks like a version, selects it, and shows what changed. */
static void
test_offer (void)
{
  WindowFixture fixture;
  GtkWidget *dialog, *differences, *view;
  g_autofree char *labels = NULL, *changes = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  begin (&fixture);
  import (&fixture, OTHER, SECOND);
  window_fixture_wait (window_fixture_can_add, &fixture);
  dialog = find_dialog ("Add Articles");
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "1 of 2 looks like a version of an article that you have."));

  click (dialog, "Select Them");
  click (dialog, "Show What Changed…");
  differences = find_dialog ("What Changed");
  g_assert_nonnull (differences);
  view = window_fixture_find (differences, GTK_TYPE_TEXT_VIEW, "Changes");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  do
    {
      window_fixture_settle ();
      g_free (changes);
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      changes = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  while (strstr (changes, "back in June") == NULL);
  g_assert_nonnull (strstr (changes, "twothree"));
  g_assert_nonnull (strstr (changes, "eighty people"));
  click (differences, "Next");
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  end = start;
  gtk_text_iter_forward_chars (&end, 3);
  g_free (changes);
  changes = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (changes, ==, "two");
  gtk_dialog_response (GTK_DIALOG (differences), GTK_RESPONSE_CLOSE);
  gtk_widget_destroy (differences);
  window_fixture_close (&fixture);
}

/* Keeping both is what happens unless somebody chooses; skipping takes the other one only. */
static void
test_choices (void)
{
  WindowFixture fixture;

  begin (&fixture);
  import (&fixture, OTHER, SECOND);
  window_fixture_wait (window_fixture_can_add, &fixture);
  click (find_dialog ("Add Articles"), "Select Them");
  choose (&fixture, "1");
  window_fixture_add (&fixture);
  window_fixture_wait (is_closed, &fixture);
  g_assert_cmpuint (count_articles (&fixture), ==, 2);

  window_fixture_activate (&fixture, "undo");
  import (&fixture, OTHER, SECOND);
  window_fixture_wait (window_fixture_can_add, &fixture);
  window_fixture_add (&fixture);
  window_fixture_wait (is_closed, &fixture);
  g_assert_cmpuint (count_articles (&fixture), ==, 3);
  window_fixture_close (&fixture);
}

static guint
count_open (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) strays = ob_project_list_strays (ob_window_get_project (fixture->window));
  guint n = 0;

  for (guint i = 0; i < strays->len; i++)
    n += !((ObStray *) strays->pdata[i])->resolved;
  return n;
}

static void
add_version (WindowFixture *fixture)
{
  import (fixture, SECOND, NULL);
  window_fixture_wait (window_fixture_can_add, fixture);
  choose (fixture, "2");
  window_fixture_add (fixture);
  window_fixture_wait (is_closed, fixture);
}

/* A single file that looks like a version is asked about; what no longer fits is on the list, and
 * can be gone to, moved and dismissed, all of it undoable. */
static void
test_attention (void)
{
  WindowFixture fixture;
  GtkWidget *list;
  ObProject *project;
  ObArticleView *view;
  ObEntity kept, left, second;
  g_autoptr (ObAnnotation) after = NULL, moved = NULL, undone = NULL;

  begin (&fixture);
  project = ob_window_get_project (fixture.window);
  kept = tag (&fixture, "The foreign ministers met on Tuesday");
  left = tag (&fixture, "More than eighty people were killed");
  add_version (&fixture);
  g_assert_cmpuint (count_articles (&fixture), ==, 2);
  g_assert_cmpuint (count_open (&fixture), ==, 1);
  second = get_shown (&fixture);
  after = ob_project_get_annotation (project, kept);
  g_assert_cmpint (after->article, ==, second);

  window_fixture_activate (&fixture, "attention");
  list = find_dialog ("Needs Attention");
  g_assert_nonnull (list);
  click (list, "Go to It");
  view = ob_workspace_get_view (ob_window_get_workspace (fixture.window));
  g_assert_cmpint (get_shown (&fixture), !=, second);
  g_assert_cmpint (ob_article_view_get_current (view), ==, left);

  ob_workspace_show_article (ob_window_get_workspace (fixture.window), second);
  window_fixture_settle ();
  ob_article_view_select (view, 17, 38);
  click (list, "Move to Selection");
  moved = ob_project_get_annotation (project, left);
  g_assert_cmpint (moved->article, ==, second);
  g_assert_cmpuint (count_open (&fixture), ==, 0);

  window_fixture_activate (&fixture, "undo");
  undone = ob_project_get_annotation (project, left);
  g_assert_cmpint (undone->article, !=, second);
  g_assert_cmpuint (count_open (&fixture), ==, 1);
  click (list, "Dismiss");
  g_assert_cmpuint (count_open (&fixture), ==, 0);
  window_fixture_activate (&fixture, "undo");
  g_assert_cmpuint (count_open (&fixture), ==, 1);

  window_fixture_activate (&fixture, "close-project");
  g_assert_null (find_dialog ("Needs Attention"));
  window_fixture_close (&fixture);
}

/* Two versions in the project are compared from the article that is shown. */
static void
test_compare (void)
{
  WindowFixture fixture;
  GtkWidget *differences;
  g_autofree char *labels = NULL;

  begin (&fixture);
  window_fixture_activate (&fixture, "compare-versions");
  g_assert_null (find_dialog ("What Changed"));
  add_version (&fixture);
  window_fixture_activate (&fixture, "compare-versions");
  differences = find_dialog ("What Changed");
  g_assert_nonnull (differences);
  do
    {
      window_fixture_settle ();
      g_free (labels);
      labels = window_fixture_dup_labels (differences);
    }
  while (strstr (labels, "places changed") == NULL);
  g_assert_cmpint (gtk_combo_box_get_active (GTK_COMBO_BOX (
                     window_fixture_find (differences, GTK_TYPE_COMBO_BOX, "Newer version"))),
                   ==, 1);
  gtk_widget_destroy (differences);
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  hdy_init ();
  g_test_add_func ("/version-dialogs/offer", test_offer);
  g_test_add_func ("/version-dialogs/choices", test_choices);
  g_test_add_func ("/version-dialogs/attention", test_attention);
  g_test_add_func ("/version-dialogs/compare", test_compare);

  return g_test_run ();
}
