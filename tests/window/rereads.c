/* What is left to be looked at: passages to read again, and things that there are twice. */
#include "window-fixture.h"

#include "store/edit.h"
#include "window/picture.h"
#include "window/rereads.h"

#include <glib/gstdio.h>
#include <string.h>

static const char text[] = "The ferry sank\n\nBy Anna Author\n\nThe minister said that nobody died. "
                           "Almost 90 people died, a nurse said.\n";

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

static ObArticleView *
get_view (WindowFixture *fixture)
{
  return ob_workspace_get_view (ob_window_get_workspace (fixture->window));
}

/* The dialog above the window.  (nullable) */
static GtkWidget *
find_dialog (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_DIALOG (l->data)
        && gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window)
        && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static gboolean
shows (GtkWidget *root, const char *words)
{
  g_autofree char *labels = root ? window_fixture_dup_labels (root) : g_strdup ("");

  return strstr (labels, words) != NULL;
}

static void
draw (GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("rereads-%s.png", name);
  const char *path = g_test_get_filename (G_TEST_BUILT, file, NULL);
  GStatBuf status;

  for (guint i = 0; i < 20; i++)
    window_fixture_settle ();
  g_assert_true (ob_picture_draw (widget, path));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 3000);
}

static void
click (WindowFixture *fixture, const char *name)
{
  GtkWidget *button = window_fixture_find (find_dialog (fixture), GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  gtk_button_clicked (GTK_BUTTON (button));
  window_fixture_settle ();
}

static void
open_project (WindowFixture *fixture)
{
  window_fixture_open (fixture);
  window_fixture_create_project (fixture);
  window_fixture_add_article (fixture, text);
}

static ObEntity
find_label (ObProject *project, const char *id)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);

  return ob_codebook_find (codebook, id)->entity;
}

static void
set_label_text (ObProject *project, const char *label, const char *field, const char *value)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Change codebook");
  g_autoptr (GError) error = NULL;

  ob_edit_set_text (edit, find_label (project, label), field, value, &error);
  g_assert_no_error (error);
  g_assert_true (ob_edit_commit (edit, &error));
}

static gboolean
shows_three (WindowFixture *fixture)
{
  return shows (GTK_WIDGET (fixture->window), "3 to read again");
}

static gboolean
lists_three (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "3 passages to read again")
         && shows (find_dialog (fixture), "Use when: “");
}

static gboolean
lists_two (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "2 passages to read again");
}

static gboolean
lists_one (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "1 passage to read again");
}

static gboolean
lists_none (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "Nothing to read again");
}

static guint
count_annotations (ObProject *project)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);

  return annotations->len;
}

static void
test_list (void)
{
  WindowFixture fixture;
  ObEntity first;

  open_project (&fixture);
  window_fixture_activate (&fixture, "rereads");
  window_fixture_wait (lists_none, &fixture);
  draw (find_dialog (&fixture), "none");
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);

  first = window_fixture_tag (&fixture, "claim", 32, 66);
  window_fixture_tag (&fixture, "claim", 68, 89);
  window_fixture_tag (&fixture, "claim", 68, 77);
  set_label_text (get_project (&fixture), "claim", "use_when", "Somebody says that something is so");
  window_fixture_wait (shows_three, &fixture);
  window_fixture_activate (&fixture, "rereads");
  window_fixture_wait (lists_three, &fixture);
  g_assert_true (shows (find_dialog (&fixture), "The minister said that nobody died"));
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, first);
  draw (find_dialog (&fixture), "list");

  click (&fixture, "Label Still Fits");
  window_fixture_wait (lists_two, &fixture);
  gtk_combo_box_set_active (
      GTK_COMBO_BOX (window_fixture_find (find_dialog (&fixture), GTK_TYPE_COMBO_BOX, "Change label")), 2);
  window_fixture_wait (lists_one, &fixture);
  click (&fixture, "Delete Annotation");
  window_fixture_wait (lists_none, &fixture);
  g_assert_cmpuint (count_annotations (get_project (&fixture)), ==, 2);

  /* Every answer can be undone, and then it is asked again. */
  window_fixture_activate (&fixture, "undo");
  window_fixture_wait (lists_one, &fixture);
  window_fixture_activate (&fixture, "undo");
  window_fixture_wait (lists_two, &fixture);
  click (&fixture, "This Label Still Fits Everywhere");
  window_fixture_wait (lists_none, &fixture);
  window_fixture_activate (&fixture, "undo");
  window_fixture_wait (lists_two, &fixture);
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);
  window_fixture_close (&fixture);
}

static gboolean
shows_nothing (WindowFixture *fixture)
{
  return !shows (GTK_WIDGET (fixture->window), "to read again");
}

/* Without the list, by keys alone. */
static void
test_keys (void)
{
  WindowFixture fixture;
  ObEntity first, second;

  open_project (&fixture);
  first = window_fixture_tag (&fixture, "claim", 32, 66);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  second = window_fixture_tag (&fixture, "claim", 68, 89);
  window_fixture_tag (&fixture, "claim", 91, 104);
  window_fixture_activate (&fixture, "next-reread");
  set_label_text (get_project (&fixture), "claim", "name", "Assertion");
  window_fixture_wait (shows_three, &fixture);

  ob_article_view_select (get_view (&fixture), 0, 0);
  window_fixture_activate (&fixture, "next-reread");
  window_fixture_settle ();
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, first);
  g_assert_true (shows (GTK_WIDGET (fixture.window), "Read again 1 of 3, Assertion: Name"));
  window_fixture_activate (&fixture, "next-reread");
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, second);
  window_fixture_activate (&fixture, "previous-reread");
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, first);

  window_fixture_activate (&fixture, "label-fits");
  g_assert_cmpint (ob_article_view_get_current (get_view (&fixture)), ==, second);
  window_fixture_activate (&fixture, "label-fits");
  window_fixture_settle ();
  window_fixture_activate (&fixture, "label-fits");
  window_fixture_wait (shows_nothing, &fixture);
  window_fixture_activate (&fixture, "label-fits");
  g_assert_true (shows (GTK_WIDGET (fixture.window), "This annotation is not to be read again."));
  window_fixture_close (&fixture);
}

static void
add_speaker (ObProject *project, const char *name)
{
  g_autoptr (ObEdit) edit = ob_edit_new (project, "Add speaker");
  g_autoptr (GError) error = NULL;

  ob_edit_add_speaker (edit, name, &error);
  g_assert_no_error (error);
  g_assert_true (ob_edit_commit (edit, &error));
}

static guint
count_speakers (ObProject *project)
{
  g_autoptr (GPtrArray) speakers = ob_project_list_speakers (project);

  return speakers->len;
}

static gboolean
lists_two_pairs (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "2 may be there twice");
}

static gboolean
lists_one_pair (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "1 may be there twice");
}

static gboolean
lists_no_pair (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "Nothing is there twice");
}

/* Two of one name become one, or are told apart, and both can be undone. */
static void
test_unify (void)
{
  WindowFixture fixture;

  open_project (&fixture);
  window_fixture_activate (&fixture, "unify");
  window_fixture_wait (lists_no_pair, &fixture);
  draw (find_dialog (&fixture), "no-twins");
  add_speaker (get_project (&fixture), "The Minister");
  add_speaker (get_project (&fixture), "the minister.");
  add_speaker (get_project (&fixture), "Nurse with a name that is so long that it needs two lines of a dialog, and "
                                       "then another line");
  add_speaker (get_project (&fixture), "Nurse with a name that is so long that it needs two lines of a dialog, and "
                                       "then another, line");
  window_fixture_wait (lists_two_pairs, &fixture);
  draw (find_dialog (&fixture), "twins");

  click (&fixture, "Make One: Speaker: “The Minister” and “the minister.”");
  window_fixture_wait (lists_one_pair, &fixture);
  g_assert_cmpuint (count_speakers (get_project (&fixture)), ==, 3);
  window_fixture_activate (&fixture, "undo");
  window_fixture_wait (lists_two_pairs, &fixture);
  g_assert_cmpuint (count_speakers (get_project (&fixture)), ==, 4);

  click (&fixture, "They Are Two: Speaker: “The Minister” and “the minister.”");
  window_fixture_wait (lists_one_pair, &fixture);
  g_assert_cmpuint (count_speakers (get_project (&fixture)), ==, 4);
  window_fixture_activate (&fixture, "undo");
  window_fixture_wait (lists_two_pairs, &fixture);
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rereads/list", test_list);
  g_test_add_func ("/rereads/keys", test_keys);
  g_test_add_func ("/rereads/unify", test_unify);

  return g_test_run ();
}
