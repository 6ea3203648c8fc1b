/* Importing in the window: what goes in at once and what is asked about, the choices of the dialog,
 * files that cannot be read, and that all of it is one step. */
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/history.h"
#include "window/import-dialog.h"
#include "window/importer.h"

static char *
write_file (WindowFixture *fixture, const char *name, const char *contents, gssize length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, length, NULL));

  return path;
}

/* Imports the files called @names ("a b c") of the folder. */
static void
import (WindowFixture *fixture, const char *names)
{
  g_auto (GStrv) all = g_strsplit (names, " ", -1);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, all[i], NULL);

      g_ptr_array_add (files, g_file_new_for_path (path));
    }
  ob_importer_import_files (fixture->window, files);
}

static GtkWidget *
get_dialog (WindowFixture *fixture)
{
  return g_object_get_data (G_OBJECT (fixture->window), "obelus-import-dialog");
}

static GtkWidget *
get_add_button (WindowFixture *fixture)
{
  return gtk_dialog_get_widget_for_response (GTK_DIALOG (get_dialog (fixture)),
                                             GTK_RESPONSE_ACCEPT);
}

static gboolean
is_read (WindowFixture *fixture)
{
  GtkWidget *dialog = get_dialog (fixture);
  g_autofree char *labels = dialog != NULL ? window_fixture_dup_labels (dialog) : NULL;

  return labels != NULL && strstr (labels, "cannot be read") != NULL
         && window_fixture_can_add (fixture);
}

static gboolean
is_over (WindowFixture *fixture)
{
  return get_dialog (fixture) == NULL && ob_window_get_project (fixture->window) != NULL
         && ob_workspace_get_article (ob_window_get_workspace (fixture->window)) != 0;
}

static guint
count_articles (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) articles
    = ob_project_list_articles (ob_window_get_project (fixture->window));

  return articles->len;
}

static GtkWidget *
get_list (WindowFixture *fixture)
{
  return window_fixture_find (get_dialog (fixture), GTK_TYPE_TREE_VIEW, "What was found");
}

static void
select_row (WindowFixture *fixture, int row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_tree_view_set_cursor (GTK_TREE_VIEW (get_list (fixture)), path, NULL, FALSE);
  window_fixture_settle ();
}

static void
press (GtkWidget *widget, guint keyval)
{
  gtk_test_widget_send_key (widget, keyval, 0);
  window_fixture_settle ();
}

/* What the preview shows of the text. */
static char *
dup_preview (WindowFixture *fixture)
{
  GtkWidget *view = window_fixture_find (get_dialog (fixture), GTK_TYPE_TEXT_VIEW, "Text");
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (view == NULL)
    return g_strdup ("");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* A single file goes in without a question. */
static void
test_single (void)
{
  WindowFixture fixture;
  g_autofree char *path = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  path = write_file (&fixture, "one.txt", "One\n\nThe first text.\n", -1);
  import (&fixture, "one.txt");
  window_fixture_wait (is_over, &fixture);
  g_assert_null (get_dialog (&fixture));
  g_assert_cmpuint (count_articles (&fixture), ==, 1);
  window_fixture_close (&fixture);
}

/* Several files are shown, each with what was found or why it cannot be read; what is skipped stays
 * out; all of it is one step. */
static void
test_dialog (void)
{
  WindowFixture fixture;
  g_autofree char *one = NULL, *two = NULL, *three = NULL, *bad = NULL, *labels = NULL;
  g_autoptr (GError) error = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  one = write_file (&fixture, "one.txt", "One\n\nThe first text.\n", -1);
  two = write_file (&fixture, "two.txt", "Two\n\nThe second text.\n", -1);
  three = write_file (&fixture, "three.txt", "Three\n\nThe third text.\n", -1);
  bad = write_file (&fixture, "bad.pdf", "%PDF-1.4\n1 0 obj", -1);
  import (&fixture, "one.txt bad.pdf missing.txt two.txt three.txt");
  window_fixture_wait (is_read, &fixture);

  labels = window_fixture_dup_labels (get_dialog (&fixture));
  g_assert_nonnull (strstr (labels, "5 files · 3 articles · 2 cannot be read"));
  g_assert_nonnull (strstr (labels, "One"));
  g_assert_cmpint (gtk_tree_model_iter_n_children (
                     gtk_tree_view_get_model (GTK_TREE_VIEW (get_list (&fixture))), NULL), ==, 5);

  select_row (&fixture, 3);
  press (get_list (&fixture), GDK_KEY_space);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_add_button (&fixture))), ==,
                   "_Add 2 Articles");
  window_fixture_add (&fixture);
  window_fixture_wait (is_over, &fixture);
  g_assert_cmpuint (count_articles (&fixture), ==, 2);

  g_clear_pointer (&labels, g_free);
  labels = window_fixture_dup_labels (GTK_WIDGET (fixture.window));
  g_assert_nonnull (strstr (labels, "bad.pdf: "));
  g_assert_nonnull (strstr (labels, "missing.txt: "));

  window_fixture_activate (&fixture, "undo");
  g_assert_cmpuint (count_articles (&fixture), ==, 0);
  window_fixture_close (&fixture);
}

/* Cancel adds nothing and makes no project. */
static void
test_cancel (void)
{
  WindowFixture fixture;
  g_autofree char *one = NULL, *two = NULL;

  window_fixture_open (&fixture);
  one = write_file (&fixture, "one.txt", "One\n\nThe first text.\n", -1);
  two = write_file (&fixture, "two.txt", "Two\n\nThe second text.\n", -1);
  import (&fixture, "one.txt two.txt");
  window_fixture_wait (window_fixture_can_add, &fixture);
  gtk_dialog_response (GTK_DIALOG (get_dialog (&fixture)), GTK_RESPONSE_CANCEL);
  window_fixture_settle ();
  g_assert_null (get_dialog (&fixture));
  g_assert_null (ob_window_get_project (fixture.window));
  window_fixture_close (&fixture);
}

static gboolean
shows_western (WindowFixture *fixture)
{
  g_autofree char *text = dup_preview (fixture);

  return strstr (text, "ÁèÞíá") != NULL;
}

/* Another encoding shows its effect at once, and is what is imported. */
static void
test_encoding (void)
{
  WindowFixture fixture;
  g_autofree char *greek = NULL, *one = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  GtkWidget *box;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  greek = write_file (&fixture, "greek.txt", "\xc1\xe8\xde\xed\xe1\n\nText\n", -1);
  one = write_file (&fixture, "one.txt", "One\n\nThe first text.\n", -1);
  import (&fixture, "greek.txt one.txt");
  window_fixture_wait (window_fixture_can_add, &fixture);
  select_row (&fixture, 0);
  g_assert_false (shows_western (&fixture));

  box = window_fixture_find (get_dialog (&fixture), GTK_TYPE_COMBO_BOX, "Encoding");
  g_assert_true (gtk_combo_box_set_active_id (GTK_COMBO_BOX (box), "WINDOWS-1252"));
  window_fixture_wait (shows_western, &fixture);
  window_fixture_wait (window_fixture_can_add, &fixture);
  window_fixture_add (&fixture);
  window_fixture_wait (is_over, &fixture);
  articles = ob_project_list_articles (ob_window_get_project (fixture.window));
  g_assert_cmpuint (articles->len, ==, 2);
  g_assert_cmpstr (((ObArticle *) articles->pdata[0])->title, ==, "ÁèÞíá");
  window_fixture_close (&fixture);
}

/* A folder is looked through, and a second import while the dialog is open is added to it. */
static void
test_folder (void)
{
  WindowFixture fixture;
  g_autofree char *folder = NULL, *one = NULL, *two = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  one = write_file (&fixture, "one.txt", "One\n\nThe first text.\n", -1);
  folder = g_build_filename (fixture.folder, "wire", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  two = write_file (&fixture, "wire/two.txt", "Two\n\nThe second text.\n", -1);
  import (&fixture, "wire");
  window_fixture_wait (window_fixture_can_add, &fixture);
  ob_import_dialog_add_paths (OB_IMPORT_DIALOG (get_dialog (&fixture)),
                              (const char *const[]){ one, one, NULL });
  window_fixture_wait (window_fixture_can_add, &fixture);
  press (get_list (&fixture), GDK_KEY_Return);
  window_fixture_wait (is_over, &fixture);
  g_assert_cmpuint (count_articles (&fixture), ==, 2);
  g_remove (two);
  g_rmdir (folder);
  window_fixture_close (&fixture);
}

/* The text of the only article. */
static char *
dup_text (WindowFixture *fixture)
{
  ObProject *project = ob_window_get_project (fixture->window);
  ObEntity article = ob_workspace_get_article (ob_window_get_workspace (fixture->window));
  g_autoptr (GError) error = NULL;
  g_autoptr (ObText) article_text = ob_project_get_text (project, article, &error);

  g_assert_no_error (error);
  return g_strdup (ob_text_get_utf8 (article_text, NULL));
}

/* A piece of a page is pasted without its markup; where it holds nothing, the text is taken. */
static void
test_paste (void)
{
  static const char page[]
    = "<h1>The ferry</h1><p>The harbour master said that the ferry had turned back in the storm, "
      "and that <b>nobody</b> had been hurt.</p>";
  WindowFixture fixture;
  g_autoptr (GBytes) html = g_bytes_new_static (page, strlen (page));
  g_autoptr (GBytes) nothing = g_bytes_new_static ("<img>", 5);
  g_autofree char *text = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  ob_importer_import_paste (fixture.window, html, "plain");
  window_fixture_wait (is_over, &fixture);
  text = dup_text (&fixture);
  g_assert_nonnull (strstr (text, "nobody had been hurt."));
  g_assert_null (strchr (text, '<'));
  window_fixture_activate (&fixture, "undo");

  ob_importer_import_paste (fixture.window, nothing, "Only the words\n\nwere copied.");
  window_fixture_wait (is_over, &fixture);
  g_free (text);
  text = dup_text (&fixture);
  g_assert_cmpstr (text, ==, "Only the words\n\nwere copied.");
  window_fixture_close (&fixture);
}

static GtkWidget *
find_dialog (const char *title)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_window_get_title (l->data), title) == 0 && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static gboolean
shows_columns (WindowFixture *fixture)
{
  GtkWidget *dialog = find_dialog ("Columns of the Data Set");

  return dialog != NULL && window_fixture_find (dialog, GTK_TYPE_COMBO_BOX, "Text") != NULL
         && gtk_widget_get_mapped (window_fixture_find (dialog, GTK_TYPE_COMBO_BOX, "Text"));
}

/* A data set without a column that looks like texts asks which it is. */
static void
test_columns (void)
{
  WindowFixture fixture;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  GtkWidget *button, *columns;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  path = write_file (&fixture, "set.csv", "a,\"b, c\"\nOne,The first text.\nTwo,The second text.\n",
                     -1);
  import (&fixture, "set.csv");
  while (get_dialog (&fixture) == NULL)
    window_fixture_settle ();
  g_assert_false (window_fixture_can_add (&fixture));
  button = window_fixture_find (get_dialog (&fixture), GTK_TYPE_BUTTON, "Choose Columns…");
  g_assert_nonnull (button);
  gtk_button_clicked (GTK_BUTTON (button));
  window_fixture_wait (shows_columns, &fixture);

  columns = find_dialog ("Columns of the Data Set");
  gtk_combo_box_set_active (
    GTK_COMBO_BOX (window_fixture_find (columns, GTK_TYPE_COMBO_BOX, "Text")), 2);
  gtk_combo_box_set_active (
    GTK_COMBO_BOX (window_fixture_find (columns, GTK_TYPE_COMBO_BOX, "Title")), 1);
  gtk_dialog_response (GTK_DIALOG (columns), GTK_RESPONSE_ACCEPT);
  window_fixture_wait (window_fixture_can_add, &fixture);
  window_fixture_add (&fixture);
  window_fixture_wait (is_over, &fixture);
  articles = ob_project_list_articles (ob_window_get_project (fixture.window));
  g_assert_cmpuint (articles->len, ==, 2);
  g_assert_cmpstr (((ObArticle *) articles->pdata[0])->title, ==, "One");
  window_fixture_close (&fixture);
}

/* Details tell where values are from; what is changed is one step, and dates have a form. */
static void
test_details (void)
{
  WindowFixture fixture;
  GtkWidget *dialog;
  ObEntity entity;
  g_autoptr (ObArticle) article = NULL, undone = NULL;
  g_autofree char *labels = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, "One\n\nThe first text.\n");
  entity = ob_workspace_get_article (ob_window_get_workspace (fixture.window));
  window_fixture_activate (&fixture, "article-details");
  dialog = find_dialog ("Article Details");
  g_assert_nonnull (dialog);
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "From the text itself."));

  gtk_entry_set_text (GTK_ENTRY (window_fixture_find (dialog, GTK_TYPE_ENTRY, "Outlet")), "The Post");
  gtk_entry_set_text (GTK_ENTRY (window_fixture_find (dialog, GTK_TYPE_ENTRY, "Published")),
                      "2017-02-31");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  window_fixture_settle ();
  g_assert_true (find_dialog ("Article Details") == dialog);
  g_free (labels);
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "A date is written"));

  gtk_entry_set_text (GTK_ENTRY (window_fixture_find (dialog, GTK_TYPE_ENTRY, "Published")),
                      "2017-02-28");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  window_fixture_settle ();
  g_assert_null (find_dialog ("Article Details"));
  article = ob_project_get_article_details (ob_window_get_project (fixture.window), entity);
  g_assert_cmpstr (article->outlet, ==, "The Post");
  g_assert_cmpstr (article->published, ==, "2017-02-28");
  g_assert_cmpstr (article->sources[OB_METADATA_OUTLET], ==, "edited");

  window_fixture_activate (&fixture, "undo");
  undone = ob_project_get_article_details (ob_window_get_project (fixture.window), entity);
  g_assert_null (undone->outlet);
  g_assert_null (undone->published);
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  hdy_init ();
  g_test_add_func ("/importing/single", test_single);
  g_test_add_func ("/importing/dialog", test_dialog);
  g_test_add_func ("/importing/cancel", test_cancel);
  g_test_add_func ("/importing/encoding", test_encoding);
  g_test_add_func ("/importing/folder", test_folder);
  g_test_add_func ("/importing/paste", test_paste);
  g_test_add_func ("/importing/columns", test_columns);
  g_test_add_func ("/importing/details", test_details);

  return g_test_run ();
}
