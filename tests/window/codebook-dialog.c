/* The codebook dialog in process: attributes, conditions, the tree; and the sticky label. */
#include "window-fixture.h"

#include "store/edit-codebook.h"
#include "store/history.h"
#include "window/codebook-files.h"
#include "window/picture.h"

#include <string.h>

static const char text[] = "The ferry sank\n\nThe minister said that nobody died.\n";

/* The visible window above @parent; fails when there is none. */
static GtkWidget *
find_window_above (GtkWindow *parent)
{
  GList *windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == parent && gtk_widget_get_visible (l->data))
      found = l->data;
  g_list_free (windows);
  g_assert_nonnull (found);

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

static GtkWidget *
open_dialog (WindowFixture *fixture)
{
  window_fixture_activate (fixture, "codebook");
  return find_window_above (GTK_WINDOW (fixture->window));
}

static void
click (GtkWidget *root, const char *name)
{
  gtk_button_clicked (GTK_BUTTON (find (root, GTK_TYPE_BUTTON, name)));
  window_fixture_settle ();
}

static void
answer (GtkWidget *dialog, int response)
{
  gtk_dialog_response (GTK_DIALOG (dialog), response);
  window_fixture_settle ();
}

static const ObAttribute *
find_attribute (ObCodebook *codebook, const char *name)
{
  return ob_label_find_attribute (ob_codebook_find (codebook, "claim"), name);
}

/* A condition that is set in the dialog hides the field in the inspector until it holds. */
static void
test_condition (void)
{
  WindowFixture fixture;
  GtkWidget *dialog, *attribute;
  ObProject *project;
  ObEntity annotation;
  g_autoptr (ObCodebook) codebook = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  annotation = window_fixture_tag (&fixture, "claim", 40, 51);
  project = ob_window_get_project (fixture.window);
  dialog = open_dialog (&fixture);
  click (dialog, "Edit Certainty");
  attribute = find_window_above (GTK_WINDOW (dialog));
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (find (attribute, GTK_TYPE_COMBO_BOX, "Shown when")),
                               "stance");
  gtk_entry_set_text (GTK_ENTRY (find (attribute, GTK_TYPE_ENTRY, "is")), "denies | doubts");
  ob_picture_draw (attribute, g_test_get_filename (G_TEST_BUILT, "codebook-attribute.png", NULL));
  answer (attribute, GTK_RESPONSE_OK);
  ob_picture_draw (dialog, g_test_get_filename (G_TEST_BUILT, "codebook-dialog.png", NULL));

  codebook = ob_project_ref_codebook (project);
  g_assert_cmpstr (find_attribute (codebook, "certainty")->when, ==, "stance");
  g_assert_cmpuint (g_strv_length (find_attribute (codebook, "certainty")->when_values), ==, 2);
  gtk_widget_destroy (dialog);
  ob_article_view_set_current (ob_workspace_get_view (ob_window_get_workspace (fixture.window)),
                               annotation, TRUE);
  window_fixture_settle ();
  g_assert_null (window_fixture_find (GTK_WIDGET (fixture.window), GTK_TYPE_COMBO_BOX, "Certainty"));
  gtk_combo_box_set_active_id (
    GTK_COMBO_BOX (find (GTK_WIDGET (fixture.window), GTK_TYPE_COMBO_BOX, "Stance")), "denies");
  window_fixture_settle ();
  g_assert_nonnull (window_fixture_find (GTK_WIDGET (fixture.window), GTK_TYPE_COMBO_BOX, "Certainty"));
  window_fixture_close (&fixture);
}

/* A new name takes the values along; a choice that annotations have is not taken away. */
static void
test_attribute (void)
{
  WindowFixture fixture;
  GtkWidget *dialog, *attribute;
  ObProject *project;
  ObEntity annotation;
  g_autoptr (ObEdit) edit = NULL;
  g_autoptr (ObAnnotation) now = NULL;
  g_autofree char *labels = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  annotation = window_fixture_tag (&fixture, "claim", 40, 51);
  project = ob_window_get_project (fixture.window);
  edit = ob_edit_new (project, "Deny");
  g_assert_true (ob_edit_set_attribute_text (edit, annotation, "stance", "denies", FALSE, NULL));
  g_assert_true (ob_edit_commit (edit, NULL));

  dialog = open_dialog (&fixture);
  click (dialog, "Edit Stance");
  attribute = find_window_above (GTK_WINDOW (dialog));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (
                              GTK_TEXT_VIEW (find (attribute, GTK_TYPE_TEXT_VIEW, "Choices"))),
                            "asserts\nreports", -1);
  answer (attribute, GTK_RESPONSE_OK);
  labels = window_fixture_dup_labels (attribute);
  g_assert_nonnull (strstr (labels, "1 annotation has “denies”"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (
                              GTK_TEXT_VIEW (find (attribute, GTK_TYPE_TEXT_VIEW, "Choices"))),
                            "asserts\ndenies", -1);
  gtk_entry_set_text (GTK_ENTRY (find (attribute, GTK_TYPE_ENTRY, "Name")), "attitude");
  answer (attribute, GTK_RESPONSE_OK);
  now = ob_project_get_annotation (project, annotation);
  g_assert_cmpstr (ob_value_get_text (ob_annotation_get_attribute (now, "attitude")), ==, "denies");
  gtk_widget_destroy (dialog);
  window_fixture_close (&fixture);
}

static gboolean
press (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean handled = FALSE;

  event->key.keyval = keyval;
  event->key.state = modifiers;
  event->key.window = g_object_ref (gtk_widget_get_window (widget));
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (
                                 gtk_widget_get_display (widget))));
  g_signal_emit_by_name (widget, "key-press-event", event, &handled);
  gdk_event_free (event);
  window_fixture_settle ();

  return handled;
}

/* Alt and an arrow move a label in the tree; a label is merged into one that is picked. */
static void
test_tree (void)
{
  WindowFixture fixture;
  GtkWidget *dialog, *list, *entry;
  ObProject *project;
  g_autoptr (ObCodebook) moved = NULL, merged = NULL;
  const ObLabel *speaker;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_tag (&fixture, "claim", 40, 51);
  project = ob_window_get_project (fixture.window);
  dialog = open_dialog (&fixture);
  list = find (dialog, GTK_TYPE_LIST_BOX, "Labels of the codebook");
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  g_assert_true (press (list, GDK_KEY_Right, GDK_MOD1_MASK));
  moved = ob_project_ref_codebook (project);
  speaker = ob_codebook_find (moved, "speaker");
  g_assert_cmpint (speaker->parent, ==, ob_codebook_find (moved, "claim")->entity);
  g_assert_true (press (list, GDK_KEY_Left, GDK_MOD1_MASK));
  g_assert_true (press (list, GDK_KEY_Up, GDK_MOD1_MASK));
  g_assert_false (press (list, GDK_KEY_Up, GDK_MOD1_MASK));

  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  click (dialog, "Merge Into…");
  entry = find (dialog, GTK_TYPE_ENTRY, "Filter labels");
  gtk_entry_set_text (GTK_ENTRY (entry), "Note");
  gtk_widget_activate (entry);
  window_fixture_settle ();
  merged = ob_project_ref_codebook (project);
  g_assert_null (ob_codebook_find (merged, "claim"));
  g_assert_cmpuint (ob_project_count_annotations_with_label (project,
                                                             ob_codebook_find (merged, "note")->entity),
                    ==, 1);
  gtk_widget_destroy (dialog);
  window_fixture_close (&fixture);
}

/* Dragging a label of the tree ----------------------------------------------------------------- */

static const GtkTargetEntry label_target
  = { (char *) "application/x-obelus-label", GTK_TARGET_SAME_APP, 0 };

/* Gives what the row's handle answers, by way of a clipboard, which makes the data. */
static void
give_cb (GtkClipboard *clipboard, GtkSelectionData *data, guint info, gpointer row)
{
  GtkWidget *handle = gtk_bin_get_child (GTK_BIN (row));

  g_signal_emit_by_name (handle, "drag-data-get", NULL, data, 0, 0);
}

/* Drops row @from on row @to: near its top (@before), else in its middle. */
static void
drop_row (GtkWidget *list, int from, int to, gboolean before)
{
  GtkClipboard *clipboard = gtk_clipboard_get (gdk_atom_intern_static_string ("OBELUS_TEST"));
  GtkListBoxRow *source = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), from);
  GtkWidget *target = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), to));
  GdkAtom atom = gdk_atom_intern_static_string (label_target.target);
  GList *targets = g_list_append (NULL, atom);
  g_autoptr (GdkDragContext) context = gdk_drag_begin (gtk_widget_get_window (target), targets);
  int y = before ? 1 : gtk_widget_get_allocated_height (target) / 2;
  GtkSelectionData *data;

  g_assert_true (gtk_clipboard_set_with_data (clipboard, &label_target, 1, give_cb, NULL, source));
  data = gtk_clipboard_wait_for_contents (clipboard, atom);
  g_assert_nonnull (data);
  g_signal_emit_by_name (target, "drag-data-received", context, 5, y, data, 0, 0);
  window_fixture_settle ();
  gtk_selection_data_free (data);
  gtk_clipboard_clear (clipboard);
  g_list_free (targets);
}

/* The tree as "claim(speaker) disputed-fact ...". */
static char *
dump_tree (ObProject *project)
{
  g_autoptr (ObCodebook) codebook = ob_project_ref_codebook (project);
  GString *tree = g_string_new (NULL);

  for (guint i = 0; i < codebook->labels->len; i++)
    {
      const ObLabel *label = g_ptr_array_index (codebook->labels, i);

      g_string_append_printf (tree, "%s%u:%s", i > 0 ? " " : "", label->depth, label->id);
    }

  return g_string_free (tree, FALSE);
}

static void
check_tree (ObProject *project, const char *expected)
{
  g_autofree char *tree = dump_tree (project);

  g_assert_cmpstr (tree, ==, expected);
}

static void
test_drag (void)
{
  WindowFixture fixture;
  GtkWidget *dialog, *list;
  ObProject *project;
  g_autoptr (GError) error = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  project = ob_window_get_project (fixture.window);
  dialog = open_dialog (&fixture);
  list = find (dialog, GTK_TYPE_LIST_BOX, "Labels of the codebook");
  check_tree (project, "0:claim 0:speaker 0:disputed-fact 0:quote 0:figure 0:note");
  drop_row (list, 3, 0, FALSE);
  check_tree (project, "0:claim 1:quote 0:speaker 0:disputed-fact 0:figure 0:note");
  drop_row (list, 5, 0, TRUE);
  check_tree (project, "0:note 0:claim 1:quote 0:speaker 0:disputed-fact 0:figure");

  /* On itself and below itself it stays where it is. */
  drop_row (list, 1, 1, FALSE);
  drop_row (list, 1, 2, FALSE);
  check_tree (project, "0:note 0:claim 1:quote 0:speaker 0:disputed-fact 0:figure");
  g_assert_true (ob_project_undo (project, NULL, &error));
  g_assert_true (ob_project_undo (project, NULL, &error));
  check_tree (project, "0:claim 0:speaker 0:disputed-fact 0:quote 0:figure 0:note");
  gtk_widget_destroy (dialog);
  window_fixture_close (&fixture);
}

/* When to use a label may take several lines. */
static void
test_texts (void)
{
  WindowFixture fixture;
  GtkWidget *dialog, *view;
  ObProject *project;
  g_autoptr (ObCodebook) codebook = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  project = ob_window_get_project (fixture.window);
  dialog = open_dialog (&fixture);
  view = find (dialog, GTK_TYPE_TEXT_VIEW, "Use when");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "Someone says that it is so.\nA reader could check it.\n", -1);
  g_assert_true (press (view, GDK_KEY_Return, GDK_CONTROL_MASK));
  codebook = ob_project_ref_codebook (project);
  g_assert_cmpstr (ob_codebook_find (codebook, "claim")->use_when, ==,
                   "Someone says that it is so.\nA reader could check it.");
  gtk_widget_destroy (dialog);
  window_fixture_close (&fixture);
}

static char *
read_codebook (ObProject *project, const char *path, gboolean alone)
{
  g_autoptr (GError) error = NULL;
  char *done = ob_codebook_files_read (project, path, alone, &error);

  g_assert_no_error (error);
  return done;
}

/* Exported, imported, begun with; what annotations have stays in any case. */
static void
test_files (void)
{
  WindowFixture fixture;
  ObProject *project;
  g_autofree char *path = NULL, *nameless = NULL, *done = NULL, *again = NULL, *started = NULL,
                   *undo_name = NULL;
  g_autoptr (GError) error = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_tag (&fixture, "note", 40, 51);
  project = ob_window_get_project (fixture.window);
  path = g_build_filename (fixture.folder, "book.json", NULL);
  nameless = g_build_filename (fixture.folder, "book", NULL);
  done = ob_codebook_files_write (project, path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (done, "book.json"));
  again = read_codebook (project, path, FALSE);
  undo_name = ob_project_dup_undo_name (project);
  g_assert_cmpstr (undo_name, ==, "Tag “nobody died” as Note");
  g_assert_null (ob_codebook_files_write (project, nameless, &error));
  g_assert_nonnull (strstr (error->message, ".qdc"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "name\nAssertion\nDenial\n", -1, NULL));
  started = read_codebook (project, path, TRUE);
  check_tree (project, "0:assertion 0:denial 0:note");
  g_assert_true (ob_project_undo (project, NULL, &error));
  check_tree (project, "0:claim 0:speaker 0:disputed-fact 0:quote 0:figure 0:note");

  g_assert_true (g_file_set_contents (path, "\"", -1, NULL));
  g_assert_null (ob_codebook_files_read (project, path, FALSE, &error));
  g_assert_nonnull (error);
  window_fixture_close (&fixture);
}

/* The sticky label says so on the page, and Escape ends it. */
static void
test_sticky (void)
{
  WindowFixture fixture;
  ObArticleView *view;
  GActionGroup *actions;
  g_autofree char *hint = NULL, *after = NULL;
  g_autoptr (GVariant) state = NULL;

  window_fixture_open (&fixture);
  window_fixture_create_project (&fixture);
  window_fixture_add_article (&fixture, text);
  window_fixture_tag (&fixture, "claim", 40, 51);
  view = ob_workspace_get_view (ob_window_get_workspace (fixture.window));
  actions = ob_article_view_get_actions (view);
  g_action_group_change_action_state (actions, "sticky", g_variant_new_boolean (TRUE));
  g_object_get (view, "hint", &hint, NULL);
  g_assert_nonnull (strstr (hint, "Claim"));
  gtk_widget_grab_focus (GTK_WIDGET (view));
  window_fixture_key (&fixture, GDK_KEY_Escape, 0);
  state = g_action_group_get_action_state (actions, "sticky");
  g_assert_false (g_variant_get_boolean (state));
  g_object_get (view, "hint", &after, NULL);
  g_assert_null (after);
  window_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codebook-dialog/condition", test_condition);
  g_test_add_func ("/codebook-dialog/attribute", test_attribute);
  g_test_add_func ("/codebook-dialog/tree", test_tree);
  g_test_add_func ("/codebook-dialog/drag", test_drag);
  g_test_add_func ("/codebook-dialog/texts", test_texts);
  g_test_add_func ("/codebook-dialog/files", test_files);
  g_test_add_func ("/codebook-dialog/sticky", test_sticky);
  return g_test_run ();
}
