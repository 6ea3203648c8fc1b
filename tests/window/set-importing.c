/* Annotation sets in the window: shown before they are imported, labels that are not there taken for
 * others, what cannot be read, and that an import is one step. */
#include "window-fixture.h"

#include <string.h>

#include "window/importer.h"

#define SET                                                                                       \
  "{\"text\": \"A set\\n\\nAnna left Berlin.\\n\", \"offset_type\": \"p\", \"name\": \"A set\", "   \
  "\"annotation_sets\": {\"\": {\"annotations\": ["                                               \
  "{\"type\": \"Claim\", \"start\": 7, \"end\": 11, \"id\": 1, \"features\": {}},"                  \
  "{\"type\": \"Event\", \"start\": 12, \"end\": 16, \"id\": 2, \"features\": {}},"                 \
  "{\"type\": \"Event\", \"start\": 900, \"end\": 916, \"id\": 3, \"features\": {}}]}}}"

static void
write_file (WindowFixture *fixture, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
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

/* The dialog of a set. (nullable) */
static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_window_get_title (l->data), "Import Annotations") == 0
        && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static char *
dup_labels (void)
{
  return find_dialog () != NULL ? window_fixture_dup_labels (find_dialog ()) : g_strdup ("");
}

static gboolean
is_shown (WindowFixture *fixture)
{
  g_autofree char *labels = dup_labels ();

  return strstr (labels, "annotations: ") != NULL;
}

static gboolean
has_failed (WindowFixture *fixture)
{
  g_autofree char *labels = dup_labels ();

  return strstr (labels, "bad.json: ") != NULL && strstr (labels, "Reading…") == NULL;
}

static guint
count_articles (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) articles
    = ob_project_list_articles (ob_window_get_project (fixture->window));

  return articles->len;
}

/* (transfer full): ObAnnotation of the first article. */
static GPtrArray *
list_annotations (WindowFixture *fixture)
{
  ObProject *project = ob_window_get_project (fixture->window);
  g_autoptr (GPtrArray) articles = ob_project_list_articles (project);

  return articles->len > 0
           ? ob_project_list_annotations (
             project, ((const ObArticle *) g_ptr_array_index (articles, 0))->entity, 0, 0)
           : g_ptr_array_new ();
}

static gboolean
has_annotations (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) annotations = list_annotations (fixture);

  return annotations->len > 0;
}

static const char *
get_label (WindowFixture *fixture, const ObCodebook *codebook, guint i)
{
  g_autoptr (GPtrArray) annotations = list_annotations (fixture);
  const ObAnnotation *annotation = g_ptr_array_index (annotations, i);

  return ob_codebook_get (codebook, annotation->label)->id;
}

/* What is found is shown, and nothing of it is there before it is imported; a label of the set that the
 * codebook has not is taken for another; the import is one step. */
static void
test_mapping (void)
{
  WindowFixture fixture;
  g_autofree char *labels = NULL, *told = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GPtrArray) strays = NULL;
  GtkWidget *choice;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  write_file (&fixture, "set.json", SET);
  import (&fixture, "set.json");
  window_fixture_wait (is_shown, &fixture);

  labels = dup_labels ();
  g_assert_nonnull (strstr (labels, "set.json: GATE documents"));
  g_assert_nonnull (strstr (labels, "1 article; annotations: 2 new, 1 needs attention"));
  g_assert_nonnull (strstr (labels, "Labels that are not in the codebook"));
  g_assert_cmpuint (count_articles (&fixture), ==, 0);

  choice = window_fixture_find (find_dialog (), GTK_TYPE_COMBO_BOX, "Take “Event” for");
  g_assert_nonnull (choice);
  g_assert_true (gtk_combo_box_set_active_id (GTK_COMBO_BOX (choice), "quote"));
  gtk_dialog_response (GTK_DIALOG (find_dialog ()), GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_annotations, &fixture);
  window_fixture_settle ();
  g_assert_null (find_dialog ());

  codebook = ob_project_ref_codebook (ob_window_get_project (fixture.window));
  g_assert_null (ob_codebook_find (codebook, "Event"));
  g_assert_cmpstr (get_label (&fixture, codebook, 0), ==, "claim");
  g_assert_cmpstr (get_label (&fixture, codebook, 1), ==, "quote");
  strays = ob_project_list_strays (ob_window_get_project (fixture.window));
  g_assert_cmpuint (strays->len, ==, 1);
  told = window_fixture_dup_labels (GTK_WIDGET (fixture.window));
  g_assert_nonnull (strstr (told, "Imported “set.json”: 2 new, 1 needs attention."));

  window_fixture_activate (&fixture, "undo");
  g_assert_cmpuint (count_articles (&fixture), ==, 0);
  window_fixture_close (&fixture);
}

/* Labels are added unless others are chosen. */
static void
test_adding (void)
{
  WindowFixture fixture;
  g_autoptr (ObCodebook) codebook = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  write_file (&fixture, "set.json", SET);
  import (&fixture, "set.json");
  window_fixture_wait (is_shown, &fixture);
  gtk_dialog_response (GTK_DIALOG (find_dialog ()), GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_annotations, &fixture);
  codebook = ob_project_ref_codebook (ob_window_get_project (fixture.window));
  g_assert_nonnull (ob_codebook_find (codebook, "Event"));
  window_fixture_close (&fixture);
}

/* What cannot be read says why, and cannot be imported. */
static void
test_failure (void)
{
  WindowFixture fixture;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  write_file (&fixture, "bad.json", "{\"annotation_sets\": {}, \"text\": 3}");
  import (&fixture, "bad.json");
  window_fixture_wait (has_failed, &fixture);
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (
    GTK_DIALOG (find_dialog ()), GTK_RESPONSE_ACCEPT)));
  gtk_dialog_response (GTK_DIALOG (find_dialog ()), GTK_RESPONSE_CANCEL);
  window_fixture_settle ();
  g_assert_null (find_dialog ());
  g_assert_cmpuint (count_articles (&fixture), ==, 0);
  window_fixture_close (&fixture);
}

/* Sets come after the articles that are opened with them, which they may be about. */
static void
test_mixture (void)
{
  WindowFixture fixture;
  g_autoptr (GPtrArray) annotations = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  write_file (&fixture, "one.txt", "One\n\nThe first text.\n");
  write_file (&fixture, "two.txt", "Two\n\nThe second text.\n");
  write_file (&fixture, "table.csv", "article,label,text,segments\nOne,claim,first text,\n");
  import (&fixture, "table.csv one.txt two.txt");
  window_fixture_wait (window_fixture_can_add, &fixture);
  g_assert_null (find_dialog ());
  window_fixture_add (&fixture);
  window_fixture_wait (is_shown, &fixture);
  g_assert_cmpuint (count_articles (&fixture), ==, 2);
  gtk_dialog_response (GTK_DIALOG (find_dialog ()), GTK_RESPONSE_ACCEPT);
  window_fixture_wait (has_annotations, &fixture);
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  hdy_init ();
  g_test_add_func ("/set-importing/mapping", test_mapping);
  g_test_add_func ("/set-importing/adding", test_adding);
  g_test_add_func ("/set-importing/failure", test_failure);
  g_test_add_func ("/set-importing/mixture", test_mixture);

  return g_test_run ();
}
