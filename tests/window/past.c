/* The past in the window: who changed what, looking at an earlier state and restoring it, checkpoints. */
#include "window-fixture.h"

#include "store/earlier.h"
#include "store/edit.h"
#include "window/picture.h"

#include <glib/gstdio.h>
#include <string.h>

static const char text[] = "The ferry sank\n\nBy Anna Author\n\nThe minister said that nobody died. "
                           "Almost 90 people died, a nurse said.\n";

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

/* The dialog called @title above the window.  (nullable) */
static GtkWidget *
find_titled (WindowFixture *fixture, const char *title)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_DIALOG (l->data)
        && gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window)
        && g_strcmp0 (gtk_window_get_title (l->data), title) == 0 && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static GtkWidget *
find_dialog (WindowFixture *fixture)
{
  return find_titled (fixture, "History");
}

/* What restoring would do. */
static GtkWidget *
find_preview (WindowFixture *fixture)
{
  return find_titled (fixture, "Restore");
}

/* The window that shows an earlier state.  (nullable) */
static ObWindow *
find_earlier (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (OB_IS_WINDOW (l->data) && l->data != (gpointer) fixture->window
        && !ob_window_is_closed (l->data) && ob_window_get_project (l->data) != NULL)
      return l->data;

  return NULL;
}

static gboolean
has_earlier (WindowFixture *fixture)
{
  return find_earlier (fixture) != NULL;
}

static gboolean
shows (GtkWidget *root, const char *words)
{
  g_autofree char *labels = root ? window_fixture_dup_labels (root) : g_strdup ("");

  return strstr (labels, words) != NULL;
}

static gboolean
has_read (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), " step") || shows (find_dialog (fixture), "Nothing in the history");
}

static gboolean
has_restored (WindowFixture *fixture)
{
  return shows (GTK_WIDGET (fixture->window), "was restored");
}

static gboolean
has_compared (WindowFixture *fixture)
{
  return shows (GTK_WIDGET (find_earlier (fixture)), "Restoring it:");
}

static gboolean
is_previewed (WindowFixture *fixture)
{
  return find_preview (fixture) != NULL && shows (find_preview (fixture), "removed");
}

static GtkTreeModel *
get_rows (WindowFixture *fixture, const char *list)
{
  return gtk_tree_view_get_model (
      GTK_TREE_VIEW (window_fixture_find (find_dialog (fixture), GTK_TYPE_TREE_VIEW, list)));
}

static guint
count_annotations (ObProject *project)
{
  g_autoptr (GPtrArray) annotations = ob_project_list_annotations (project, 0, 0, 0);

  return annotations->len;
}

static void
select_row (WindowFixture *fixture, const char *list, int row)
{
  GtkWidget *view = window_fixture_find (find_dialog (fixture), GTK_TYPE_TREE_VIEW, list);
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_tree_view_set_cursor (GTK_TREE_VIEW (view), path, NULL, FALSE);
  window_fixture_settle ();
}

static void
click (WindowFixture *fixture, const char *name)
{
  gtk_button_clicked (GTK_BUTTON (window_fixture_find (find_dialog (fixture), GTK_TYPE_BUTTON, name)));
  window_fixture_settle ();
}

static void
choose (WindowFixture *fixture, const char *box, int choice)
{
  gtk_combo_box_set_active (
      GTK_COMBO_BOX (window_fixture_find (find_dialog (fixture), GTK_TYPE_COMBO_BOX, box)), choice);
  window_fixture_wait (has_read, fixture);
}

static void
draw (GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("past-%s.png", name);
  const char *path = g_test_get_filename (G_TEST_BUILT, file, NULL);
  GStatBuf status;

  for (guint i = 0; i < 20; i++)
    window_fixture_settle ();
  g_assert_true (ob_picture_draw (widget, path));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 3000);
}

static void
open_history (WindowFixture *fixture, const char *action)
{
  window_fixture_activate (fixture, action);
  window_fixture_settle ();
  if (g_str_equal (action, "full-history"))
    window_fixture_wait (has_read, fixture);
}

static void
open_project (WindowFixture *fixture)
{
  window_fixture_open (fixture);
  window_fixture_create_project (fixture);
  window_fixture_add_article (fixture, text);
}

static void
test_filters (void)
{
  WindowFixture fixture;
  GtkWidget *since;

  open_project (&fixture);
  window_fixture_tag (&fixture, "claim", 32, 66);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  open_history (&fixture, "full-history");
  g_assert_cmpint (gtk_tree_model_iter_n_children (get_rows (&fixture, "Changes"), NULL), >=, 3);
  draw (find_dialog (&fixture), "changes");
  gtk_window_resize (GTK_WINDOW (find_dialog (&fixture)), 1, 1);
  draw (find_dialog (&fixture), "narrow");

  choose (&fixture, "Changes of what", 1);
  g_assert_cmpint (gtk_tree_model_iter_n_children (get_rows (&fixture, "Changes"), NULL), ==, 2);
  choose (&fixture, "Changes where", 2);
  g_assert_cmpint (gtk_tree_model_iter_n_children (get_rows (&fixture, "Changes"), NULL), ==, 1);
  choose (&fixture, "Changes of what", 0);
  choose (&fixture, "Changes where", 0);
  choose (&fixture, "Whose changes", 1);
  g_assert_cmpint (gtk_tree_model_iter_n_children (get_rows (&fixture, "Changes"), NULL), >=, 3);

  since = window_fixture_find (find_dialog (&fixture), GTK_TYPE_ENTRY, "Changes until");
  gtk_entry_set_text (GTK_ENTRY (since), "1999-12-31");
  window_fixture_wait (has_read, &fixture);
  g_assert_true (shows (find_dialog (&fixture), "Nothing in the history is like that."));
  draw (find_dialog (&fixture), "nothing");
  gtk_entry_set_text (GTK_ENTRY (since), "soon");
  window_fixture_wait (has_read, &fixture);
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (since), "error"));
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);
  window_fixture_close (&fixture);
}

static gboolean
shows_details (WindowFixture *fixture)
{
  GtkTreeModel *rows = get_rows (fixture, "What the step did");
  GtkTreeIter iter;
  g_autofree char *what = NULL;

  if (!gtk_tree_model_get_iter_first (rows, &iter))
    return FALSE;
  gtk_tree_model_get (rows, &iter, 1, &what, -1);
  return strcmp (what, "Note: “Says the ministry” → “Says the ministry, not the nurse”") == 0;
}

static gboolean
shows_one_change (WindowFixture *fixture)
{
  return shows (find_dialog (fixture), "1 step")
         && gtk_tree_model_iter_n_children (get_rows (fixture, "Changes"), NULL) == 1;
}

static void
write_note (WindowFixture *fixture, ObEntity annotation, const char *note)
{
  g_autoptr (ObEdit) edit = ob_edit_new (get_project (fixture), "Write note");
  g_autoptr (GError) error = NULL;

  ob_edit_set_note (edit, annotation, note, &error);
  g_assert_true (ob_edit_commit (edit, &error));
}

/* The history of one annotation, opened from its context menu or by a key: what a step replaced by what. */
static void
test_annotation (void)
{
  WindowFixture fixture;
  ObEntity claim;
  GtkWidget *words;

  open_project (&fixture);
  claim = window_fixture_tag (&fixture, "claim", 32, 66);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  write_note (&fixture, claim, "Says the ministry");
  write_note (&fixture, claim, "Says the ministry, not the nurse");
  ob_article_view_set_current (ob_workspace_get_view (ob_window_get_workspace (fixture.window)), claim, TRUE);
  window_fixture_activate (&fixture, "annotation-history");
  window_fixture_wait (has_read, &fixture);
  g_assert_cmpint (gtk_tree_model_iter_n_children (get_rows (&fixture, "Changes"), NULL), ==, 3);
  window_fixture_wait (shows_details, &fixture);
  draw (find_dialog (&fixture), "annotation");

  words = window_fixture_find (find_dialog (&fixture), GTK_TYPE_ENTRY, "Words in the history");
  gtk_entry_set_text (GTK_ENTRY (words), "NURSE");
  window_fixture_wait (shows_one_change, &fixture);
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);
  window_fixture_close (&fixture);
}

/* An earlier state is shown in a window of its own, which says what it is and changes nothing; it is
 * restored from there. */
static void
test_look_and_restore (void)
{
  WindowFixture fixture;
  ObWindow *earlier;
  GtkWidget *everything;

  open_project (&fixture);
  window_fixture_tag (&fixture, "claim", 32, 66);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  open_history (&fixture, "full-history");
  select_row (&fixture, "Changes", 1);
  click (&fixture, "Look at This State");
  window_fixture_wait (has_earlier, &fixture);
  earlier = find_earlier (&fixture);
  g_assert_true (ob_project_is_earlier (ob_window_get_project (earlier)));
  g_assert_cmpuint (count_annotations (ob_window_get_project (earlier)), ==, 1);
  g_assert_cmpint (ob_workspace_get_article (ob_window_get_workspace (earlier)), !=, 0);
  g_assert_true (shows (GTK_WIDGET (earlier), "This is the project as it was after"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (earlier), "undo"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (earlier), "import"));
  draw (GTK_WIDGET (earlier), "earlier");
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);

  everything = window_fixture_find (GTK_WIDGET (earlier), GTK_TYPE_BUTTON, "Restore Everything…");
  window_fixture_wait (has_compared, &fixture);
  g_assert_true (shows (GTK_WIDGET (earlier), "Restoring it: 1 removed."));
  gtk_button_clicked (GTK_BUTTON (everything));
  window_fixture_wait (is_previewed, &fixture);
  draw (find_preview (&fixture), "restore");
  g_assert_true (shows (find_preview (&fixture), "1 removed"));
  gtk_dialog_response (GTK_DIALOG (find_preview (&fixture)), GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_restored, &fixture);
  g_assert_cmpuint (count_annotations (get_project (&fixture)), ==, 1);
  window_fixture_activate (&fixture, "undo");
  g_assert_cmpuint (count_annotations (get_project (&fixture)), ==, 2);
  gtk_window_close (GTK_WINDOW (earlier));
  window_fixture_settle ();
  window_fixture_close (&fixture);
}

static void
test_checkpoints (void)
{
  WindowFixture fixture;
  GtkWidget *entry;
  g_autoptr (GPtrArray) checkpoints = NULL;

  open_project (&fixture);
  window_fixture_tag (&fixture, "claim", 32, 66);
  open_history (&fixture, "checkpoints");
  g_assert_true (shows (find_dialog (&fixture), "A checkpoint is a name"));
  draw (find_dialog (&fixture), "no-checkpoints");
  entry = window_fixture_find (find_dialog (&fixture), GTK_TYPE_ENTRY, "Name of a checkpoint");
  gtk_entry_set_text (GTK_ENTRY (entry), "Before the review with a name that is rather long for one line of a list");
  click (&fixture, "Name the State Now");
  g_assert_cmpint (gtk_tree_model_iter_n_children (get_rows (&fixture, "Checkpoints"), NULL), ==, 1);
  window_fixture_tag (&fixture, "speaker", 32, 44);
  select_row (&fixture, "Checkpoints", 0);
  gtk_entry_set_text (GTK_ENTRY (entry), "Before");
  click (&fixture, "Rename");
  draw (find_dialog (&fixture), "checkpoints");
  checkpoints = ob_project_list_checkpoints (get_project (&fixture));
  g_assert_cmpstr (((ObCheckpoint *) checkpoints->pdata[0])->name, ==, "Before");

  select_row (&fixture, "Checkpoints", 0);
  click (&fixture, "Restore…");
  window_fixture_wait (is_previewed, &fixture);
  gtk_dialog_response (GTK_DIALOG (find_preview (&fixture)), GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_restored, &fixture);
  g_assert_cmpuint (count_annotations (get_project (&fixture)), ==, 1);
  select_row (&fixture, "Checkpoints", 0);
  click (&fixture, "Delete");
  g_assert_true (shows (find_dialog (&fixture), "A checkpoint is a name"));
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);
  window_fixture_close (&fixture);
}

static gboolean
shows_codebook (WindowFixture *fixture)
{
  return gtk_tree_model_iter_n_children (get_rows (fixture, "What the step did"), NULL) > 0;
}

/* A history goes with its project, also while it is being read. */
static void
test_closing (void)
{
  WindowFixture fixture;

  open_project (&fixture);
  window_fixture_tag (&fixture, "claim", 32, 66);
  window_fixture_activate (&fixture, "full-history");
  window_fixture_activate (&fixture, "rereads");
  window_fixture_activate (&fixture, "unify");
  g_assert_nonnull (find_dialog (&fixture));
  ob_window_set_project (fixture.window, NULL);
  g_assert_null (find_dialog (&fixture));
  window_fixture_settle ();
  window_fixture_close (&fixture);
}

/* For people to look at: a project of some size, the same whoever draws it. */
static void
test_sample (void)
{
  WindowFixture fixture;
  ObProject *project;
  ObWorkspace *workspace;
  g_autoptr (GPtrArray) annotations = NULL;
  ObEntity annotation;
  g_autoptr (ObEdit) edit = NULL;

  window_fixture_open (&fixture);
  window_fixture_open_sample (&fixture);
  project = get_project (&fixture);
  edit = ob_edit_new (project, "Call the annotator Anna");
  ob_edit_set_text (edit, ob_project_get_annotator (project), "name", "Anna", NULL);
  g_assert_true (ob_edit_commit (edit, NULL));
  workspace = ob_window_get_workspace (fixture.window);
  annotations = ob_project_list_annotations (project, ob_workspace_get_article (workspace), 0, 0);
  annotation = ((ObAnnotation *) annotations->pdata[annotations->len / 2])->entity;
  write_note (&fixture, annotation, "Only one outlet says so.");
  write_note (&fixture, annotation, "Two outlets say so, of one origin.");
  ob_article_view_set_current (ob_workspace_get_view (workspace), annotation, TRUE);
  open_history (&fixture, "full-history");
  window_fixture_wait (shows_codebook, &fixture);
  draw (find_dialog (&fixture), "sample");
  select_row (&fixture, "Changes", 2);
  click (&fixture, "Look at This State");
  window_fixture_wait (has_earlier, &fixture);
  window_fixture_wait (has_compared, &fixture);
  draw (GTK_WIDGET (find_earlier (&fixture)), "sample-earlier");
  gtk_window_close (GTK_WINDOW (find_earlier (&fixture)));
  gtk_dialog_response (GTK_DIALOG (find_dialog (&fixture)), GTK_RESPONSE_CLOSE);
  window_fixture_settle ();
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/past/filters", test_filters);
  g_test_add_func ("/past/annotation", test_annotation);
  g_test_add_func ("/past/look-and-restore", test_look_and_restore);
  g_test_add_func ("/past/checkpoints", test_checkpoints);

  g_test_add_func ("/past/closing", test_closing);
  g_test_add_func ("/past/sample", test_sample);

  return g_test_run ();
}
