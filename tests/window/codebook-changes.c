/* Large changes of the codebook in process: differences taken from a file, a label split. */
#include "window-fixture.h"

#include "store/edit-codebook.h"
#include "store/history.h"
#include "window/codebook-files.h"
#include "window/picture.h"

#include <string.h>

static const char text[] = "The ferry sank\n\nThe minister said that nobody died.\n\n"
                           "Almost 90 people died, a nurse said.\n";

/* A codebook as CSV: the claim is changed, an event is new, all but claim and speaker are only here. */
static const char book[] = "id,name,parent,key,use_when,attribute,type,choices\n"
                           "claim,Assertion,,c,\"Someone says that it is so.\nNot by chance.\",,,\n"
                           "claim,,,,,stance,choice,denies | shrugs\n"
                           "speaker,Speaker,,s,,,,\n"
                           "event,Event,claim,e,It happened,,,\n";

static char *told; /* the last sentence that the dialog gave */

static void
told_cb (GtkWindow *parent, gboolean success, const char *sentence)
{
  g_free (told);
  told = g_strdup (sentence);
}

static GtkWidget *
find_window_above (GtkWindow *parent)
{
  GList *windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == parent && gtk_widget_get_visible (l->data))
      found = l->data;
  g_list_free (windows);

  return found;
}

static GtkWidget *
find (GtkWidget *root, GType type, const char *name)
{
  GtkWidget *widget = window_fixture_find (root, type, name);

  if (widget == NULL)
    g_error ("There is no %s called %s", g_type_name (type), name);
  return widget;
}

static void
click (GtkWidget *root, const char *name)
{
  gtk_button_clicked (GTK_BUTTON (find (root, GTK_TYPE_BUTTON, name)));
  window_fixture_settle ();
}

static ObProject *
get_project (WindowFixture *fixture)
{
  return ob_window_get_project (fixture->window);
}

static void
open_project (WindowFixture *fixture)
{
  window_fixture_open (fixture);
  window_fixture_create_project (fixture);
  window_fixture_add_article (fixture, text);
}

static char *
dump_codebook (WindowFixture *fixture)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (get_project (fixture));

  return ob_codebook_to_json (codebook);
}

static guint
count_steps (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) steps = ob_project_list_steps (get_project (fixture), 0);

  return steps->len;
}

/* Comparing ------------------------------------------------------------------------------------ */

/* Opens the comparison with a file that holds @content; NULL when there is nothing to show. */
static GtkWidget *
compare (WindowFixture *fixture, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, "book.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  ob_codebook_files_compare (GTK_WINDOW (fixture->window), get_project (fixture), path, told_cb, &error);
  g_assert_no_error (error);
  window_fixture_settle ();

  return find_window_above (GTK_WINDOW (fixture->window));
}

/* The path of the row that says @title and, @here, what is here; fails when there is none. */
static GtkTreePath *
find_row (GtkWidget *dialog, const char *title, const char *here)
{
  GtkTreeView *view = GTK_TREE_VIEW (find (dialog, GTK_TYPE_TREE_VIEW, "Differences"));
  GtkTreeModel *model = gtk_tree_view_get_model (view);
  GtkTreeIter iter, below;

  for (gboolean is = gtk_tree_model_get_iter_first (model, &iter); is;
       is = gtk_tree_model_iter_next (model, &iter))
    for (int i = -1; i < gtk_tree_model_iter_n_children (model, &iter); i++)
      {
        g_autofree char *row_title = NULL, *row_here = NULL;

        if (i >= 0)
          gtk_tree_model_iter_nth_child (model, &below, &iter, i);
        else
          below = iter;
        gtk_tree_model_get (model, &below, 1, &row_title, 2, &row_here, -1);
        if (strcmp (row_title, title) == 0 && (here == NULL || strcmp (row_here, here) == 0))
          return gtk_tree_model_get_path (model, &below);
      }

  g_error ("There is no row %s", title);
}

static void
activate_row (GtkWidget *dialog, const char *title, const char *here)
{
  GtkTreeView *view = GTK_TREE_VIEW (find (dialog, GTK_TYPE_TREE_VIEW, "Differences"));
  g_autoptr (GtkTreePath) path = find_row (dialog, title, here);

  gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  gtk_tree_view_row_activated (view, path, gtk_tree_view_get_column (view, 0));
  window_fixture_settle ();
}

static void
check_side (GtkWidget *dialog, const char *name, const char *expected)
{
  GtkTextBuffer *buffer
    = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (dialog, GTK_TYPE_TEXT_VIEW, name)));
  g_autofree char *shown = NULL;

  g_object_get (buffer, "text", &shown, NULL);
  if (strstr (shown, expected) == NULL)
    g_error ("%s shows “%s”, not “%s”", name, shown, expected);
}

static void
take_chosen (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  window_fixture_settle ();
}

/* Two of several differences are taken, in one step; the rest stays as it is. */
static void
test_compare (void)
{
  WindowFixture fixture;
  GtkWidget *dialog;
  g_autofree char *before = NULL, *after = NULL, *labels = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (GError) error = NULL;
  guint n_steps;

  open_project (&fixture);
  window_fixture_tag (&fixture, "note", 16, 28);
  before = dump_codebook (&fixture);
  n_steps = count_steps (&fixture);
  dialog = compare (&fixture, book);
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "In “book.csv”: 1 new label, 2 changed, 4 only here"));
  g_assert_false (gtk_widget_get_sensitive (find (dialog, GTK_TYPE_BUTTON, "Take")));

  activate_row (dialog, "Use when", NULL);
  check_side (dialog, "In the file", "Not by chance.");
  activate_row (dialog, "New label", NULL);
  check_side (dialog, "Here", "–");
  check_side (dialog, "In the file", "Use when: It happened");
  activate_row (dialog, "Only here", "Figure");
  activate_row (dialog, "Only here", "Note"); /* an annotation has it: cannot be chosen */
  activate_row (dialog, "Stance", NULL);
  activate_row (dialog, "Stance", NULL); /* not, after all */
  ob_picture_draw (dialog, g_test_get_filename (G_TEST_BUILT, "codebook-comparison.png", NULL));
  g_assert_nonnull (find (dialog, GTK_TYPE_BUTTON, "Take 3 Changes"));
  take_chosen (dialog);
  g_assert_null (find_window_above (GTK_WINDOW (fixture.window)));
  g_assert_cmpstr (told, ==, "Took 3 changes from “book.csv”.");
  g_assert_cmpuint (count_steps (&fixture), ==, n_steps + 1);
  codebook = ob_project_ref_codebook (get_project (&fixture));
  g_assert_cmpstr (ob_codebook_find (codebook, "claim")->name, ==, "Claim");
  g_assert_nonnull (strstr (ob_codebook_find (codebook, "claim")->use_when, "Not by chance."));
  g_assert_cmpint (ob_codebook_find (codebook, "event")->parent, ==,
                   ob_codebook_find (codebook, "claim")->entity);
  g_assert_null (ob_codebook_find (codebook, "figure"));
  g_assert_nonnull (ob_codebook_find (codebook, "note"));

  g_assert_true (ob_project_undo (get_project (&fixture), NULL, &error));
  after = dump_codebook (&fixture);
  g_assert_cmpstr (after, ==, before);
  window_fixture_close (&fixture);
}

/* All that the file says is taken at once; then only what the file does not have is another. A change that
 * would lose something is refused with a sentence, and the dialog stays. */
static void
test_compare_all (void)
{
  WindowFixture fixture;
  GtkWidget *dialog;
  ObEntity claim;
  g_autofree char *labels = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  open_project (&fixture);
  claim = window_fixture_tag (&fixture, "claim", 40, 51);
  dialog = compare (&fixture, book);
  click (dialog, "Choose New and Changed");
  click (dialog, "Choose None");
  g_assert_false (gtk_widget_get_sensitive (find (dialog, GTK_TYPE_BUTTON, "Take")));
  click (dialog, "Choose New and Changed");
  take_chosen (dialog);
  g_clear_pointer (&told, g_free);
  dialog = compare (&fixture, book);
  labels = window_fixture_dup_labels (dialog);
  g_assert_null (strstr (labels, "new label"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  window_fixture_settle ();

  edit = ob_edit_new (get_project (&fixture), "Doubt");
  g_assert_true (ob_edit_set_attribute_text (edit, claim, "stance", "shrugs", FALSE, &error));
  g_assert_true (ob_edit_commit (edit, &error));
  dialog = compare (&fixture, "id,name,attribute,type\nclaim,Assertion,,\nclaim,,stance,date\n");
  activate_row (dialog, "Stance", NULL);
  take_chosen (dialog);
  g_assert_true (find_window_above (GTK_WINDOW (fixture.window)) == dialog);
  g_clear_pointer (&labels, g_free);
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "rename one of them first"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  window_fixture_settle ();
  window_fixture_close (&fixture);
}

/* The same codebook opens no dialog; a change of the codebook below it is seen in the open one. */
static void
test_compare_same (void)
{
  WindowFixture fixture;
  GtkWidget *dialog;
  g_autofree char *json = NULL, *labels = NULL;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  open_project (&fixture);
  json = dump_codebook (&fixture);
  g_assert_null (compare (&fixture, json));
  g_assert_cmpstr (told, ==, "The codebook and “book.csv” say the same.");

  codebook = ob_project_ref_codebook (get_project (&fixture));
  edit = ob_edit_new (get_project (&fixture), "Rename");
  ob_edit_set_text (edit, ob_codebook_find (codebook, "claim")->entity, "name", "Assertion", &error);
  ob_edit_commit (edit, &error);
  dialog = compare (&fixture, json);
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "1 changed"));
  g_assert_true (ob_project_undo (get_project (&fixture), NULL, &error));
  window_fixture_settle ();
  g_clear_pointer (&labels, g_free);
  labels = window_fixture_dup_labels (dialog);
  g_assert_nonnull (strstr (labels, "nothing else than here"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  window_fixture_settle ();
  window_fixture_close (&fixture);
}

/* Splitting ------------------------------------------------------------------------------------ */

/* Three claims of which one is denied and one doubted, and the dialog that splits their label. */
typedef struct
{
  WindowFixture window;
  ObEntity annotations[3];
  GtkWidget *codebook;
  GtkWidget *dialog;
} SplitFixture;

static void
set_stance (SplitFixture *fixture, guint i, const char *stance)
{
  g_autoptr (ObEdit) edit = ob_edit_new (get_project (&fixture->window), "Set");
  g_autoptr (GError) error = NULL;

  ob_edit_set_attribute_text (edit, fixture->annotations[i], "stance", stance, FALSE, &error);
  ob_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
open_split (SplitFixture *fixture)
{
  open_project (&fixture->window);
  fixture->annotations[0] = window_fixture_tag (&fixture->window, "claim", 16, 28);
  fixture->annotations[1] = window_fixture_tag (&fixture->window, "claim", 40, 51);
  fixture->annotations[2] = window_fixture_tag (&fixture->window, "claim", 54, 63);
  set_stance (fixture, 1, "denies");
  set_stance (fixture, 2, "doubts");
  window_fixture_activate (&fixture->window, "codebook");
  fixture->codebook = find_window_above (GTK_WINDOW (fixture->window.window));
  click (fixture->codebook, "Split…");
  fixture->dialog = find_window_above (GTK_WINDOW (fixture->codebook));
  g_assert_nonnull (fixture->dialog);
}

static void
close_split (SplitFixture *fixture)
{
  gtk_widget_destroy (fixture->codebook);
  window_fixture_close (&fixture->window);
}

/* The labels of the annotations, as ids. */
static char *
dump_labels (SplitFixture *fixture)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (get_project (&fixture->window));
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fixture->annotations); i++)
    {
      g_autoptr (ObAnnotation) annotation
        = ob_project_get_annotation (get_project (&fixture->window), fixture->annotations[i]);

      g_string_append_printf (labels, "%s%s", i > 0 ? " " : "",
                              ob_codebook_get (codebook, annotation->label)->id);
    }

  return g_string_free (labels, FALSE);
}

static void
check_labels (SplitFixture *fixture, const char *expected)
{
  g_autofree char *labels = dump_labels (fixture);

  g_assert_cmpstr (labels, ==, expected);
}

static void
name_part (SplitFixture *fixture, guint part, const char *name)
{
  g_autofree char *called = g_strdup_printf ("Name of new label %u", part);

  gtk_entry_set_text (GTK_ENTRY (find (fixture->dialog, GTK_TYPE_ENTRY, called)), name);
}

static gboolean
has_finished (WindowFixture *window)
{
  GtkWidget *codebook = find_window_above (GTK_WINDOW (window->window));
  GtkWidget *dialog = find_window_above (GTK_WINDOW (codebook));
  GtkWidget *query = dialog != NULL ? window_fixture_find (dialog, GTK_TYPE_ENTRY, "By query") : NULL;

  return query == NULL || gtk_widget_is_sensitive (query);
}

static void
accept (SplitFixture *fixture)
{
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_ACCEPT);
  window_fixture_settle ();
}

static gboolean
press (GtkWidget *widget, guint keyval)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean handled = FALSE;

  event->key.keyval = keyval;
  event->key.window = g_object_ref (gtk_widget_get_window (widget));
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (
                                 gtk_widget_get_display (widget))));
  g_signal_emit_by_name (widget, "key-press-event", event, &handled);
  gdk_event_free (event);
  window_fixture_settle ();

  return handled;
}

/* By hand: digits go down the list; what would make no sense is refused with a sentence. */
static void
test_split_by_hand (void)
{
  SplitFixture fixture = { 0 };
  GtkWidget *list;
  g_autofree char *labels = NULL;
  g_autoptr (GError) error = NULL;
  guint n_steps;

  open_split (&fixture);
  n_steps = count_steps (&fixture.window);
  list = find (fixture.dialog, GTK_TYPE_TREE_VIEW, "Annotations of the label");
  g_assert_false (gtk_widget_get_sensitive (find (fixture.dialog, GTK_TYPE_BUTTON, "Split")));
  name_part (&fixture, 2, "Denial");
  g_assert_true (press (list, GDK_KEY_1));
  g_assert_true (press (list, GDK_KEY_2));
  g_assert_true (press (list, GDK_KEY_3)); /* there is no third part */
  labels = window_fixture_dup_labels (fixture.dialog);
  g_assert_nonnull (strstr (labels, "There is no label 3 yet"));
  g_assert_false (press (list, GDK_KEY_x));
  click (fixture.dialog, "Add Another Label");
  g_assert_true (press (list, GDK_KEY_3));
  accept (&fixture);
  g_clear_pointer (&labels, g_free);
  labels = window_fixture_dup_labels (fixture.dialog);
  g_assert_nonnull (strstr (labels, "The new label 3 needs a name."));
  name_part (&fixture, 3, "Denial");
  accept (&fixture);
  g_assert_nonnull (find_window_above (GTK_WINDOW (fixture.codebook))); /* one name for two labels */
  name_part (&fixture, 3, "Doubt");
  ob_picture_draw (fixture.dialog, g_test_get_filename (G_TEST_BUILT, "label-split.png", NULL));
  accept (&fixture);
  g_assert_null (find_window_above (GTK_WINDOW (fixture.codebook)));
  check_labels (&fixture, "claim denial doubt");
  g_assert_cmpuint (count_steps (&fixture.window), ==, n_steps + 1);
  g_assert_true (ob_project_undo (get_project (&fixture.window), NULL, &error));
  check_labels (&fixture, "claim claim claim");
  close_split (&fixture);
}

/* By value: a label for each value that annotations have, the default included. */
static void
test_split_by_value (void)
{
  SplitFixture fixture = { 0 };
  GtkWidget *attribute;
  g_autoptr (ObCodebook) codebook = NULL;
  g_autoptr (ObAnnotation) denied = NULL;

  open_split (&fixture);
  attribute = find (fixture.dialog, GTK_TYPE_COMBO_BOX, "By value of");
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (attribute), "stance");
  window_fixture_wait (has_finished, &fixture.window);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (find (fixture.dialog, GTK_TYPE_ENTRY,
                                                        "Name of new label 3"))),
                   ==, "Claim: denies");
  name_part (&fixture, 2, "Assertion");
  accept (&fixture);
  check_labels (&fixture, "assertion claim-denies claim-doubts");
  codebook = ob_project_ref_codebook (get_project (&fixture.window));
  g_assert_nonnull (ob_label_find_attribute (ob_codebook_find (codebook, "claim-denies"), "certainty"));
  denied = ob_project_get_annotation (get_project (&fixture.window), fixture.annotations[1]);
  g_assert_cmpstr (ob_value_get_text (ob_annotation_get_attribute (denied, "stance")), ==, "denies");
  close_split (&fixture);
}

/* By query, as in the search; what is wrong in it is said. */
static void
test_split_by_query (void)
{
  SplitFixture fixture = { 0 };
  GtkWidget *query;
  g_autofree char *labels = NULL;

  open_split (&fixture);
  query = find (fixture.dialog, GTK_TYPE_ENTRY, "By query");
  gtk_entry_set_text (GTK_ENTRY (query), "stance:(");
  gtk_widget_activate (query);
  window_fixture_wait (has_finished, &fixture.window);
  g_assert_false (gtk_widget_get_sensitive (find (fixture.dialog, GTK_TYPE_BUTTON, "Split")));
  gtk_entry_set_text (GTK_ENTRY (query), "stance:denies OR almost");
  gtk_widget_activate (query);
  window_fixture_wait (has_finished, &fixture.window);
  labels = window_fixture_dup_labels (fixture.dialog);
  g_assert_nonnull (strstr (labels, "2 annotations found and moved to 2."));
  name_part (&fixture, 2, "Other");
  accept (&fixture);
  check_labels (&fixture, "claim other other");
  close_split (&fixture);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codebook-changes/compare", test_compare);
  g_test_add_func ("/codebook-changes/compare-all", test_compare_all);
  g_test_add_func ("/codebook-changes/compare-same", test_compare_same);
  g_test_add_func ("/codebook-changes/split-by-hand", test_split_by_hand);
  g_test_add_func ("/codebook-changes/split-by-value", test_split_by_value);
  g_test_add_func ("/codebook-changes/split-by-query", test_split_by_query);
  status = g_test_run ();
  g_free (told);

  return status;
}
